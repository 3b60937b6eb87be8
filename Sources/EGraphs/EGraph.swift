/// An e-graph: terms up to the equalities that were stated, closed under congruence.
///
/// E-nodes live in flat columns with 32-bit identifiers, 24 bytes each: label, time of the last change and canonical
/// children; union-find; proof forest. The children as they were added are kept for the nodes whose children changed, so
/// that every node names one term for ever. Unions only touch the union-find; `rebuild` restores congruence.
/// Every union records its reason in a proof forest over the nodes, from which `explain` reads proofs (Nieuwenhuis and
/// Oliveras, Inf. Comput. 205, 2007). Everything is deterministic: of two classes the older representative survives.
public struct EGraph: ~Copyable {
    /// An operator with a fixed number of arguments.
    public struct Symbol: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// The number of its arguments.
        public let arity: Int

        /// The operator of this name.
        public init(name: String, arity: Int) {
            self.name = name
            self.arity = arity
        }
    }

    /// The operators, by label.
    public internal(set) var symbols: [Symbol] = []
    var symbolLabels: [Symbol: UInt32] = [:]
    /// The number of arguments by label.
    var symbolArities = RawVector<UInt32>()

    /// What a match looks at, in one place.
    struct Node: BitwiseCopyable {
        /// The label in the low bits, then whether the node is dead and whether its children changed; in the high byte
        /// the time of its last change since `epoch`.
        var head: UInt32
        /// Canonical children of nodes with at most two; the offset into `pool` otherwise.
        var first: UInt32
        var second: UInt32

        static let deadBit: UInt32 = 1 << 22
        static let changedBit: UInt32 = 1 << 23
        static let timeShift: UInt32 = 24
        static let timeMask: UInt32 = 255 << timeShift
        static let labelMask: UInt32 = deadBit - 1

        @inline(__always) var label: UInt32 { head & Node.labelMask }
        /// Whether the node is not congruent to another that stands for both.
        @inline(__always) var isLive: Bool { head & Node.deadBit == 0 }
        /// Whether a live node is label(a, b).
        @inline(__always)
        func equals(_ label: UInt32, _ a: UInt32, _ b: UInt32) -> Bool {
            head & (Node.labelMask | Node.deadBit) == label && first == a && second == b
        }
    }

    /// An edge of the proof forest.
    struct Pair: BitwiseCopyable {
        var first: UInt32
        var second: UInt32
    }

    var nodes = RawVector<Node>()
    /// The children of nodes with at most two as they were added, for those that changed, in the order of the nodes.
    var originals = OriginalChildren()
    var pool = RawVector<UInt32>()
    var originalPool = RawVector<UInt32>()
    /// Union-find. After `rebuild` every entry is the node's class. Later unions change the entries of representatives
    /// only, so that an entry tells the class as of the last rebuild.
    var leaders = RawVector<UInt32>()
    /// Proof forest: the neighbour towards the root (itself at a root) and why they are equal.
    var proofs = RawVector<Pair>()
    /// Reasons of unions by facts and rules: for a rule the nodes that matched but for the root, then the nodes that were
    /// built but for the result. Root and result are the ends of the edge.
    var reasons = ReasonLog()

    /// What unions may name as their reason.
    enum Justifier: Hashable {
        case fact(String)
        case rule(Int, atomCount: Int, buildCount: Int)
    }

    /// Reasons by number.
    var justifiers: [Justifier] = []
    var justifierIndices: [Justifier: UInt32] = [:]
    /// The rules that unions may name as their reason.
    var rules: [RewriteRule] = []
    var ruleIndices: [RewriteRule: Int] = [:]

    var table = NodeTable()

    /// Representatives that lost their class since the last rebuild, one bit each.
    var stale = RawVector<UInt64>()
    /// Nodes that no pattern may match, one bit each; they keep their class and their place in the table.
    var hidden = RawVector<UInt64>()
    var hiddenCount = 0
    /// Representatives in the order in which they lost their class; kept only for analyses.
    var merged = RawVector<UInt32>()
    /// Nodes by operator and children as they were added; filled by `addExactly` only.
    var exactNodes: [[UInt32]: UInt32] = [:]
    /// Whether merges are put on record, as analyses need it.
    public var recordsMerges = false
    /// Advances with every rebuild.
    var clock: UInt32 = 1 { didSet { if clock - epoch > 254 { startEpoch() } } }
    /// The time from which on nodes know the time of their change; what is older changed then at the latest.
    var epoch: UInt32 = 0
    var unionCount = 0
    var deadCount = 0
    var needsRebuild = false
    /// The matches that the table was last made ready for, the nodes that there were, and what a match had added before.
    private var forecast = (matchCount: 0, nodeCount: 0, yield: 1.0)
    /// Where values go that are read only to bring them near.
    var sink: UInt32 = 0

    /// The reason of a union by congruence; larger values are those of `reasons` + 2.
    static let congruence: UInt32 = 1
    /// A union that the caller stated.
    static let given: UInt32 = 0

    /// An empty e-graph.
    public init() {}

    /// The number of nodes ever added, congruent ones included.
    public var addedCount: Int { nodes.count }

    /// The number of e-nodes: distinct up to congruence, after `rebuild`, without hidden ones.
    public var nodeCount: Int { nodes.count - deadCount - hiddenCount }

    /// The number of e-classes.
    public var classCount: Int { nodes.count - unionCount }

    // MARK: Operators

    /// The label of an operator, which is made when it is new.
    public mutating func label(_ name: String, arity: Int) -> UInt32 {
        let symbol = Symbol(name: name, arity: arity)
        if let label = symbolLabels[symbol] { return label }
        let label = UInt32(symbols.count)
        precondition(label <= Node.labelMask, "the e-graph is full: 2^22 operators")
        symbols.append(symbol)
        symbolLabels[symbol] = label
        symbolArities.append(UInt32(arity))
        return label
    }

    /// The label of an operator; nil when no node can have it.
    public func existingLabel(_ name: String, arity: Int) -> UInt32? { symbolLabels[Symbol(name: name, arity: arity)] }

    /// The number of operators: labels are smaller.
    public var labelCount: Int { symbolArities.count }

    /// The number of arguments of the operator with this label.
    @inline(__always)
    func arity(_ label: UInt32) -> Int { Int(symbolArities.base[Int(label)]) }

    /// Makes a rule one that unions may name; its number among the justifiers.
    mutating func register(_ rule: RewriteRule, atomCount: Int, buildCount: Int) -> UInt32 {
        let index = ruleIndices[rule] ?? rules.count
        if index == rules.count {
            ruleIndices[rule] = index
            rules.append(rule)
        }
        return register(.rule(index, atomCount: atomCount, buildCount: buildCount))
    }

    mutating func register(_ justifier: Justifier) -> UInt32 {
        if let index = justifierIndices[justifier] { return index }
        let index = UInt32(justifiers.count)
        justifierIndices[justifier] = index
        justifiers.append(justifier)
        return index
    }

    // MARK: Adding

    /// Adds label(children…); its node, an equal one when there is one. Cost: expected linear in the children.
    public mutating func add(_ label: UInt32, _ children: [EClassID]) -> EClassID {
        let arity = arity(label)
        precondition(children.count == arity, "an operator is applied to the number of arguments it was made for")
        switch arity {
        case 0: return EClassID(index: add(label, 0, 0, arity: 0))
        case 1: return EClassID(index: add(label, children[0].index, 0, arity: 1))
        case 2: return EClassID(index: add(label, children[0].index, children[1].index, arity: 2))
        default: return EClassID(index: addLong(label, children))
        }
    }

    /// Adds a ground term. Cost: linear in its size.
    ///
    /// - Throws: `RewriteRule.Defect.unboundVariable` when the pattern has a variable.
    public mutating func add(_ term: Pattern) throws(RewriteRule.Defect) -> EClassID {
        switch term {
        case .variable(let name): throw .unboundVariable(name, rule: "term")
        case .apply(let name, let arguments):
            var children: [EClassID] = []
            for argument in arguments { children.append(try add(argument)) }
            return add(label(name, arity: arguments.count), children)
        }
    }

    /// Adds a node of at most two children, which need not be representatives.
    @inline(__always)
    mutating func add(_ label: UInt32, _ x: UInt32, _ y: UInt32, arity: Int) -> UInt32 {
        let a = arity > 0 ? find(x) : 0
        let b = arity > 1 ? find(y) : 0
        let before = nodes.count
        let node = add(label, a, b, EGraph.hash(label, a, b))
        if nodes.count > before && (a != x || (arity > 1 && b != y)) {
            nodes.base[before].head |= Node.changedBit
            originals.append(node, x, y)
        }
        return node
    }

    /// Adds a node of at most two children that are representatives.
    @inline(__always)
    mutating func add(_ label: UInt32, _ a: UInt32, _ b: UInt32, _ hash: UInt32) -> UInt32 {
        var position = table.start(hash)
        while true {
            let slot = table.slots[position]
            if slot == 0 { break }
            if table.mayHold(slot, hash) {
                let node = table.node(slot)
                if nodes.base[Int(node)].equals(label, a, b) { return node }
            }
            position = table.next(position)
        }
        return append(label, a, b, at: position, hash)
    }

    mutating func append(
        _ label: UInt32, _ a: UInt32, _ b: UInt32, at position: Int, _ hash: UInt32
    ) -> UInt32 {
        let index = UInt32(truncatingIfNeeded: nodes.count)
        precondition(index < UInt32(Int32.max) - 1, "the e-graph is full: 2^31 − 2 nodes")
        let i = nodes.count
        if i == nodes.capacity { growColumns(to: 2 * i) }
        nodes.base[i] = Node(head: label | (clock &- epoch) &<< Node.timeShift, first: a, second: b)
        leaders.base[i] = index
        proofs.base[i] = Pair(first: index, second: 0)
        nodes.count = i &+ 1
        table.enter(index, hash, at: position)
        if table.isFull { resizeTable() }
        return index
    }

    /// Appends a node that is in no table: its children are kept as they are given.
    mutating func appendDead(_ label: UInt32, _ x: UInt32, _ y: UInt32) -> UInt32 {
        let i = nodes.count
        let index = UInt32(truncatingIfNeeded: i)
        precondition(index < UInt32(Int32.max) - 1, "the e-graph is full: 2^31 − 2 nodes")
        if i == nodes.capacity { growColumns(to: 2 * i) }
        nodes.base[i] = Node(head: label | Node.deadBit | (clock &- epoch) &<< Node.timeShift, first: x, second: y)
        leaders.base[i] = index
        proofs.base[i] = Pair(first: index, second: 0)
        nodes.count = i &+ 1
        deadCount += 1
        // The table must be able to name every node that comes before it is full.
        if !table.canName(nodes.count + table.freeCount) { resizeTable() }
        return index
    }

    /// Makes room for so many nodes in all columns.
    private mutating func growColumns(to capacity: Int) {
        nodes.grow(to: capacity)
        // Their counts are those of the nodes.
        leaders.count = nodes.count
        leaders.grow(to: nodes.capacity)
        proofs.count = nodes.count
        proofs.grow(to: nodes.capacity)
    }

    /// Makes room in the table for what so many matches will add if their yield changes as it did before.
    mutating func reserve(forMatches count: Int) {
        let last = forecast.matchCount == 0 ? 1 : Double(nodes.count - forecast.nodeCount) / Double(forecast.matchCount)
        let next = min(2, last * min(1, last / max(forecast.yield, 0.001)))
        forecast = (count, nodes.count, last)
        let expected = Int(Double(count) * next * 1.1)
        if table.freeCount <= expected { resizeTable(for: nodes.count - deadCount + expected) }
    }

    private mutating func addLong(_ label: UInt32, _ children: [EClassID]) -> UInt32 {
        let canonical = children.map { find($0.index) }
        if let found = lookup(label, canonical) { return found }
        let hash = EGraph.hash(label, canonical)
        var position = table.start(hash)
        while table.slots[position] != 0 { position = table.next(position) }
        let offset = UInt32(pool.count)
        for (child, original) in zip(canonical, children) {
            pool.append(child)
            originalPool.append(original.index)
        }
        return append(label, offset, 0, at: position, hash)
    }

    /// The node label(children…) for representatives; nil when it is not there.
    func lookup(_ label: UInt32, _ children: [UInt32]) -> UInt32? {
        if children.count <= 2 {
            return lookup(label, children.first ?? 0, children.count > 1 ? children[1] : 0)
        }
        let hash = EGraph.hash(label, children)
        var position = table.start(hash)
        while true {
            let slot = table.slots[position]
            if slot == 0 { return nil }
            if table.mayHold(slot, hash) {
                let node = table.node(slot)
                let content = nodes.base[Int(node)]
                if content.isLive && content.label == label,
                    children.indices.allSatisfy({ child(node, $0) == children[$0] })
                {
                    return node
                }
            }
            position = table.next(position)
        }
    }

    /// The node of at most two children, 0 where there is none; nil when it is not there.
    @inline(__always)
    func lookup(_ label: UInt32, _ a: UInt32, _ b: UInt32) -> UInt32? {
        let hash = EGraph.hash(label, a, b)
        var position = table.start(hash)
        while true {
            let slot = table.slots[position]
            if slot == 0 { return nil }
            if table.mayHold(slot, hash) {
                let node = table.node(slot)
                if nodes.base[Int(node)].equals(label, a, b) { return node }
            }
            position = table.next(position)
        }
    }

    // MARK: Hashing

    @inline(__always)
    static func hash(_ label: UInt32, _ a: UInt32, _ b: UInt32) -> UInt32 {
        var h = (UInt64(a) << 32 | UInt64(b)) &* 0x9E37_79B9_7F4A_7C15
        h = (h ^ (h >> 32) ^ UInt64(label)) &* 0xD6E8_FEB8_6659_FD93
        return UInt32(truncatingIfNeeded: h >> 32)
    }

    static func hash(_ label: UInt32, _ children: [UInt32]) -> UInt32 {
        var h = hash(label, UInt32(children.count), 1)
        for child in children { h = hash(h, child, label) }
        return h
    }

    @inline(__always)
    func hash(ofNode index: UInt32) -> UInt32 {
        let content = nodes.base[Int(index)]
        if arity(content.label) <= 2 { return EGraph.hash(content.label, content.first, content.second) }
        return hash(ofLongNode: index)
    }

    private func hash(ofLongNode index: UInt32) -> UInt32 {
        let label = nodes.base[Int(index)].label
        return EGraph.hash(label, (0..<arity(label)).map { child(index, $0) })
    }

    /// Makes the table fit: larger when it is full of nodes, as large as before when of stale entries.
    mutating func resizeTable() { resizeTable(for: (nodes.count - deadCount) * 3 / 2) }

    private mutating func resizeTable(for capacity: Int) {
        // The old one is given back first.
        table = NodeTable(capacity: 0)
        table = NodeTable(capacity: capacity, nodeCount: nodes.count)
        // In batches, so that the misses of the cache overlap.
        let size = 256
        let batch = UnsafeMutablePointer<(node: UInt32, hash: UInt32)>.allocate(capacity: size)
        defer { batch.deallocate() }
        var index = 0
        while index < nodes.count {
            var count = 0
            var touched: UInt32 = 0
            while count < size && index < nodes.count {
                if isLive(index) {
                    let node = UInt32(truncatingIfNeeded: index)
                    let hash = hash(ofNode: node)
                    touched ^= table.slots[table.start(hash)]
                    batch[count] = (node, hash)
                    count &+= 1
                }
                index &+= 1
            }
            sink ^= touched
            for i in 0..<count { table.enter(batch[i].node, batch[i].hash) }
        }
    }

    // MARK: Reading

    /// Whether a node is not congruent to an older one.
    @inline(__always)
    func isLive(_ index: Int) -> Bool { nodes.base[index].isLive }

    /// The i-th canonical child of a node.
    @inline(__always)
    func child(_ node: UInt32, _ i: Int) -> UInt32 {
        if arity(nodes.base[Int(node)].label) > 2 { return pool[Int(nodes.base[Int(node)].first) + i] }
        return i == 0 ? nodes.base[Int(node)].first : nodes.base[Int(node)].second
    }

    /// The i-th child of a node as it was added: the representative at that time of what the node was applied to.
    func originalChild(_ node: UInt32, _ i: Int) -> UInt32 {
        let content = nodes.base[Int(node)]
        if arity(content.label) > 2 { return originalPool[Int(content.first) + i] }
        if content.head & Node.changedBit != 0 { return originals.child(node, i) }
        return i == 0 ? content.first : content.second
    }

    /// The label of the operator of a node.
    public func label(of node: EClassID) -> UInt32 { nodes.base[Int(node.index)].label }

    /// The operator of a node.
    public func symbol(of node: EClassID) -> Symbol { symbols[Int(nodes.base[Int(node.index)].label)] }

    /// The children of a node as it was added: they are nodes, and the term that the node names is built of theirs.
    public func originalChildren(of node: EClassID) -> [EClassID] {
        (0..<symbol(of: node).arity).map { EClassID(index: originalChild(node.index, $0)) }
    }

    /// The canonical children of a node.
    public func children(of node: EClassID) -> [EClassID] {
        (0..<symbol(of: node).arity).map { EClassID(index: find(child(node.index, $0))) }
    }
}
