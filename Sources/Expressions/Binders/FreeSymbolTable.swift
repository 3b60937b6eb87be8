/// The free symbols of every subterm of a term.
///
/// Sets are sparse bit sets, hash-consed and shared between nodes, unions are remembered: a term whose sets are small or
/// few costs time linear in its size, however deep it is.
struct FreeSymbolTable {
    /// The names of symbols; a symbol is an index into them. `n` is among them when the term has a `pcf`.
    let names: [String]
    private let symbolOfName: [String: Int]
    /// The symbol of each node that is one; −1 for the others.
    private let symbolOfNode: [Int]
    /// The set of each node, an index into `sets`.
    let setOfNode: [Int]
    private let sets: [SparseSet]
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
        var sets = SharedSets()
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
        symbolOfName = index
        self.symbolOfNode = symbolOfNode
        self.setOfNode = setOfNode
        self.sets = sets.sets
        self.binders = binders
    }

    /// The symbol with this name; nil when the term has none.
    func symbol(named name: String) -> Int? { symbolOfName[name] }

    /// The symbol that node `index` is; nil for another node.
    func symbol(ofNode index: Int) -> Int? { symbolOfNode[index] >= 0 ? symbolOfNode[index] : nil }

    /// The binding at node `index` and the symbol it binds; nil when it binds nothing.
    func binder(atNode index: Int) -> (binding: Binding, symbol: Int)? { binders[index] }

    /// Whether `symbol` is free in the subterm at node `index`.
    func isFree(_ symbol: Int, inNode index: Int) -> Bool {
        sets[setOfNode[index]].contains(symbol)
    }

    /// The symbols of a set, ascending.
    func members(ofSet set: Int) -> [Int] { sets[set].members }

    /// Whether `symbol` belongs to a set.
    func contains(_ symbol: Int, set: Int) -> Bool { sets[set].contains(symbol) }
}

/// A set of small integers: the words of a bit set that are not 0, ascending by place.
private struct SparseSet: Hashable {
    struct Block: Hashable {
        let place: Int
        var word: UInt64
    }

    var blocks: [Block] = []

    func contains(_ member: Int) -> Bool {
        var (low, high) = (0, blocks.count)
        while low < high {
            let middle = (low + high) / 2
            if blocks[middle].place < member / 64 { low = middle + 1 } else { high = middle }
        }
        return low < blocks.count && blocks[low].place == member / 64 && blocks[low].word >> (member % 64) & 1 == 1
    }

    var members: [Int] {
        blocks.flatMap { block in (0..<64).filter { block.word >> $0 & 1 == 1 }.map { 64 * block.place + $0 } }
    }

    func union(_ other: SparseSet) -> SparseSet {
        var union = SparseSet()
        var (i, j) = (0, 0)
        while i < blocks.count || j < other.blocks.count {
            if j == other.blocks.count || (i < blocks.count && blocks[i].place < other.blocks[j].place) {
                union.blocks.append(blocks[i])
                i += 1
            } else if i == blocks.count || other.blocks[j].place < blocks[i].place {
                union.blocks.append(other.blocks[j])
                j += 1
            } else {
                union.blocks.append(Block(place: blocks[i].place, word: blocks[i].word | other.blocks[j].word))
                i += 1
                j += 1
            }
        }
        return union
    }

    func removing(_ member: Int) -> SparseSet {
        var rest = self
        for i in rest.blocks.indices where rest.blocks[i].place == member / 64 {
            rest.blocks[i].word &= ~(1 << UInt64(member % 64))
        }
        rest.blocks.removeAll { $0.word == 0 }
        return rest
    }
}

/// Sets that are stored once each; set 0 is empty.
private struct SharedSets {
    private(set) var sets = [SparseSet()]
    private var index = [SparseSet(): 0]
    private var unions: [UInt64: Int] = [:]

    private mutating func shared(_ set: SparseSet) -> Int {
        if let known = index[set] { return known }
        index[set] = sets.count
        sets.append(set)
        return sets.count - 1
    }

    mutating func singleton(_ symbol: Int) -> Int {
        shared(SparseSet(blocks: [SparseSet.Block(place: symbol / 64, word: 1 << UInt64(symbol % 64))]))
    }

    mutating func union(_ a: Int, _ b: Int) -> Int {
        if a == b || b == 0 { return a }
        if a == 0 { return b }
        let key = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
        if let known = unions[key] { return known }
        let union = shared(sets[a].union(sets[b]))
        unions[key] = union
        return union
    }

    mutating func removing(_ symbol: Int, from set: Int) -> Int {
        sets[set].contains(symbol) ? shared(sets[set].removing(symbol)) : set
    }
}
