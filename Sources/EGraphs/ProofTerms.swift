/// Ground terms with shared subterms: the same term is the same index, so that equality is one comparison.
///
/// The children of a term have smaller indices than the term. Proofs keep their terms here, because a term that is small
/// with sharing may be larger than the universe as a tree.
public struct ProofTerms: Sendable {
    /// The names of the operators, by label.
    public private(set) var names: [String] = []
    private var labelsByName: [String: UInt32] = [:]
    private var labels: [UInt32] = []
    /// Where the children of each term start in `arguments`, and an end.
    private var starts: [UInt32] = [0]
    private var arguments: [UInt32] = []
    /// Hash table: index + 1, or 0 for a free slot.
    private var slots = [UInt32](repeating: 0, count: 64)

    /// No terms.
    public init() {}

    /// The number of different terms.
    public var count: Int { labels.count }

    /// The label of an operator name.
    mutating func label(_ name: String) -> Int {
        if let known = labelsByName[name] { return Int(known) }
        labelsByName[name] = UInt32(names.count)
        names.append(name)
        return names.count - 1
    }

    /// The index of name(children…), the children being indices of terms. Cost: expected linear in the children.
    public mutating func add(_ name: String, _ children: [Int]) -> Int { add(label(name), children) }

    /// The index of the term with this label and these children, which must be indices of terms.
    mutating func add(_ label: Int, _ children: [Int]) -> Int {
        precondition(children.allSatisfy { $0 >= 0 && $0 < count }, "children come before their parent")
        var position = Int(truncatingIfNeeded: ProofTerms.hash(label, children)) & (slots.count - 1)
        while slots[position] != 0 {
            let index = Int(slots[position]) - 1
            if labels[index] == label && self.children(of: index).elementsEqual(children) { return index }
            position = (position + 1) & (slots.count - 1)
        }
        slots[position] = UInt32(count + 1)
        labels.append(UInt32(label))
        for child in children { arguments.append(UInt32(child)) }
        starts.append(UInt32(arguments.count))
        if 2 * count > slots.count { growTable() }
        return count - 1
    }

    /// The index of a ground pattern; nil when it has a variable. Cost: linear in its size.
    public mutating func add(_ term: Pattern) -> Int? {
        // Operators wait with the number of their arguments until these are done.
        var open: [(pattern: Pattern, isDone: Bool)] = [(term, false)]
        var done: [Int] = []
        while let (pattern, isDone) = open.popLast() {
            guard case .apply(let name, let arguments) = pattern else { return nil }
            if isDone {
                let children = Array(done.suffix(arguments.count))
                done.removeLast(arguments.count)
                done.append(add(name, children))
            } else {
                open.append((pattern, true))
                for argument in arguments.reversed() { open.append((argument, false)) }
            }
        }
        return done.first
    }

    /// The label of a term.
    public func label(of index: Int) -> Int { Int(labels[index]) }

    /// The name of the operator of a term.
    public func name(of index: Int) -> String { names[Int(labels[index])] }

    /// The children of a term.
    public func children(of index: Int) -> LazyMapCollection<ArraySlice<UInt32>, Int> {
        arguments[Int(starts[index])..<Int(starts[index + 1])].lazy.map { Int($0) }
    }

    /// The number of children of a term.
    public func arity(of index: Int) -> Int { Int(starts[index + 1] - starts[index]) }

    /// The i-th child of a term.
    public func child(_ index: Int, _ i: Int) -> Int { Int(arguments[Int(starts[index]) + i]) }

    /// The term `index` with another i-th child.
    public mutating func replacing(child i: Int, of index: Int, by other: Int) -> Int {
        if child(index, i) == other { return index }
        var children = Array(children(of: index))
        children[i] = other
        return add(label(of: index), children)
    }

    private static func hash(_ label: Int, _ children: some Sequence<Int>) -> UInt64 {
        var hash = UInt64(label) &* 0xD6E8_FEB8_6659_FD93
        for child in children { hash = (hash ^ UInt64(child) ^ hash >> 29) &* 0x9E37_79B9_7F4A_7C15 }
        return hash ^ hash >> 31
    }

    private mutating func growTable() {
        slots = [UInt32](repeating: 0, count: 2 * slots.count)
        for index in 0..<count {
            var position = Int(truncatingIfNeeded: ProofTerms.hash(label(of: index), children(of: index)))
            position &= slots.count - 1
            while slots[position] != 0 { position = (position + 1) & (slots.count - 1) }
            slots[position] = UInt32(index + 1)
        }
    }
}

/// One term of a `ProofTerms`, with all that is below it.
public struct ProofTerm: Sendable, CustomStringConvertible {
    /// Where it is.
    public let terms: ProofTerms
    /// Its index there.
    public let index: Int

    /// The term with this index.
    public init(_ terms: ProofTerms, _ index: Int) {
        self.terms = terms
        self.index = index
    }

    /// The name of its operator.
    public var name: String { terms.name(of: index) }

    /// Its arguments.
    public var children: [ProofTerm] { terms.children(of: index).map { ProofTerm(terms, $0) } }

    /// The longest text that `description` gives, in operators.
    public static let longestText = 10_000

    /// As an s-expression; what goes beyond `longestText` operators is an ellipsis.
    public var description: String { text(longest: ProofTerm.longestText) }

    /// As an s-expression of at most about `longest` operators; beyond them there is an ellipsis.
    public func text(longest: Int) -> String {
        var result = ""
        var open: [Int?] = [index]
        var written = 0
        while let next = open.popLast() {
            guard let term = next else {
                result += ")"
                continue
            }
            if !result.isEmpty { result += " " }
            written += 1
            if written > longest {
                result += "…"
                open.removeAll { $0 != nil }
                continue
            }
            if terms.arity(of: term) == 0 {
                result += terms.name(of: term)
            } else {
                result += "(" + terms.name(of: term)
                open.append(nil)
                open.append(contentsOf: terms.children(of: term).reversed())
            }
        }
        return result
    }
}
