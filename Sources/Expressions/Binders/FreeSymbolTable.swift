/// The free symbols of every subterm of a term.
///
/// Sets are bit sets, hash-consed and shared between nodes, unions are remembered: a term in which few different sets
/// occur costs time linear in its size, however deep it is.
struct FreeSymbolTable {
    /// The names of symbols; a symbol is an index into them. `n` is among them when the term has a `pcf`.
    let names: [String]
    /// The symbol of each node that is one; −1 for the others.
    private let symbolOfNode: [Int]
    /// The set of each node, an index into `sets`.
    let setOfNode: [Int]
    private let sets: [[UInt64]]
    /// What each node binds.
    private let binders: [Int: (binding: Binding, symbol: Int)]

    init(_ expression: Expression) {
        var names: [String] = []
        var index: [String: Int] = [:]
        func symbol(_ name: String) -> Int {
            if let known = index[name] { return known }
            index[name] = names.count
            names.append(name)
            return names.count - 1
        }
        let symbolOfNode = expression.nodes.map { node -> Int in
            if case .symbol(let name)? = expression.payload(of: node) { return symbol(name) }
            return -1
        }
        var binders: [Int: (binding: Binding, symbol: Int)] = [:]
        for (i, node) in expression.nodes.enumerated() {
            guard let binding = Operator(rawValue: node.label)?.binding(argumentCount: node.children.count) else {
                continue
            }
            if let variable = binding.variable {
                let bound = symbolOfNode[Int(node.children[variable])]
                if bound >= 0 { binders[i] = (binding, bound) }
            } else {
                binders[i] = (binding, symbol(Binding.fixedName))
            }
        }
        var sets = SharedSets(wordCount: (names.count + 63) / 64)
        var setOfNode: [Int] = []
        setOfNode.reserveCapacity(expression.nodes.count)
        for (i, node) in expression.nodes.enumerated() {
            if symbolOfNode[i] >= 0 {
                setOfNode.append(sets.singleton(symbolOfNode[i]))
            } else if Operator(rawValue: node.label) == .derivative {
                setOfNode.append(setOfNode[Int(node.children[0])])
            } else if let (binding, bound) = binders[i] {
                var inner = 0
                var outer = 0
                for (position, child) in node.children.enumerated() where position != binding.variable {
                    let set = setOfNode[Int(child)]
                    if binding.scope.contains(position) {
                        inner = sets.union(inner, set)
                    } else {
                        outer = sets.union(outer, set)
                    }
                }
                setOfNode.append(sets.union(sets.removing(bound, from: inner), outer))
            } else {
                setOfNode.append(node.children.reduce(0) { sets.union($0, setOfNode[Int($1)]) })
            }
        }
        self.names = names
        self.symbolOfNode = symbolOfNode
        self.setOfNode = setOfNode
        self.sets = sets.sets
        self.binders = binders
    }

    /// The symbol that node `index` is; nil for another node.
    func symbol(ofNode index: Int) -> Int? { symbolOfNode[index] >= 0 ? symbolOfNode[index] : nil }

    /// The binding at node `index` and the symbol it binds; nil when it binds nothing.
    func binder(atNode index: Int) -> (binding: Binding, symbol: Int)? { binders[index] }

    /// Whether `symbol` is free in the subterm at node `index`.
    func isFree(_ symbol: Int, inNode index: Int) -> Bool {
        sets[setOfNode[index]][symbol / 64] >> UInt64(symbol % 64) & 1 == 1
    }

    /// The symbols of a set, ascending.
    func members(ofSet set: Int) -> [Int] {
        var members: [Int] = []
        for (position, word) in sets[set].enumerated() {
            var rest = word
            while rest != 0 {
                members.append(64 * position + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return members
    }

    /// Whether `symbol` belongs to a set.
    func contains(_ symbol: Int, set: Int) -> Bool { sets[set][symbol / 64] >> UInt64(symbol % 64) & 1 == 1 }
}

/// Bit sets that are stored once each; set 0 is empty.
private struct SharedSets {
    private(set) var sets: [[UInt64]]
    private var index: [[UInt64]: Int]
    private var unions: [UInt64: Int] = [:]

    init(wordCount: Int) {
        let empty = [UInt64](repeating: 0, count: wordCount)
        sets = [empty]
        index = [empty: 0]
    }

    private mutating func shared(_ words: [UInt64]) -> Int {
        if let known = index[words] { return known }
        index[words] = sets.count
        sets.append(words)
        return sets.count - 1
    }

    mutating func singleton(_ symbol: Int) -> Int {
        var words = sets[0]
        words[symbol / 64] = 1 << UInt64(symbol % 64)
        return shared(words)
    }

    mutating func union(_ a: Int, _ b: Int) -> Int {
        if a == b || b == 0 { return a }
        if a == 0 { return b }
        let key = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
        if let known = unions[key] { return known }
        let union = shared(zip(sets[a], sets[b]).map { $0 | $1 })
        unions[key] = union
        return union
    }

    mutating func removing(_ symbol: Int, from set: Int) -> Int {
        var words = sets[set]
        let bit = UInt64(1) << UInt64(symbol % 64)
        guard words[symbol / 64] & bit != 0 else { return set }
        words[symbol / 64] &= ~bit
        return shared(words)
    }
}
