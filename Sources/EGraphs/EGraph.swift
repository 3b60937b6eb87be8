/// An e-graph: terms up to the equalities that were stated, closed under congruence.
///
/// E-nodes live in flat columns with 32-bit identifiers: label, canonical children, class, and the time of their last
/// change; a second pair of columns keeps the children as they were added, so that every node names one term for ever.
/// The hash table keeps 32 hash bits beside the index. Unions only touch the union-find; `rebuild` restores congruence.
/// Every union records its reason in a proof forest over the nodes, from which `explain` reads proofs (Nieuwenhuis and
/// Oliveras, Inf. Comput. 205, 2007). Everything is deterministic: of two classes the older representative survives.
public struct EGraph: ~Copyable {
    /// An operator with a fixed number of arguments.
    public struct Symbol: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// The number of its arguments.
        public let arity: Int
    }

    /// The operators, by label.
    public internal(set) var symbols: [Symbol] = []
    var symbolLabels: [Symbol: UInt32] = [:]
    /// The number of arguments by label.
    var symbolArities = RawVector<UInt32>()

    /// What a match looks at, in one place.
    struct Node: BitwiseCopyable {
        var label: UInt32
        /// Canonical children of nodes with at most two; the offset into `pool` otherwise.
        var first: UInt32
        var second: UInt32
        /// The time at which the node or its class last changed.
        var stamp: UInt32
    }

    /// A pair of words: children as they were added, or an edge of the proof forest.
    struct Pair: BitwiseCopyable {
        var first: UInt32
        var second: UInt32
    }

    var nodes = RawVector<Node>()
    /// The children as they were added.
    var originals = RawVector<Pair>()
    var pool = RawVector<UInt32>()
    var originalPool = RawVector<UInt32>()
    /// The class of each node as of the last rebuild; `EGraph.dead` for a node that is congruent to another.
    var classes = RawVector<UInt32>()
    /// Union-find.
    var leaders = RawVector<UInt32>()
    /// Proof forest: the neighbour towards the root (itself at a root) and why they are equal.
    var proofs = RawVector<Pair>()
    /// Reasons of unions by rules: justifier, then the nodes that matched but for the root, then the nodes that were built
    /// but for the result. Root and result are the ends of the edge.
    var reasons = RawVector<UInt32>()

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

    var slots: UnsafeMutablePointer<UInt64>
    var slotMask: Int
    var usedSlots = 0

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
    var clock: UInt32 = 1
    var unionCount = 0
    var deadCount = 0
    var needsRebuild = false
    /// Where values go that are read only to bring them near.
    var sink: UInt32 = 0

    static let dead = UInt32.max
    /// The reason of a union by congruence; larger values are offsets into `reasons` + 2.
    static let congruence: UInt32 = 1
    /// A union that the caller stated.
    static let given: UInt32 = 0

    /// An empty e-graph.
    public init() {
        let size = 256
        slots = RawMemory.zeroedTable(UInt64.self, count: size)
        slotMask = size - 1
    }

    deinit { RawMemory.releaseTable(slots, count: slotMask + 1) }

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
        symbols.append(symbol)
        symbolLabels[symbol] = label
        symbolArities.append(UInt32(arity))
        return label
    }

    /// The label of an operator; nil when no node can have it.
    public func existingLabel(_ name: String, arity: Int) -> UInt32? { symbolLabels[Symbol(name: name, arity: arity)] }

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

    private mutating func register(_ justifier: Justifier) -> UInt32 {
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
        let hash = EGraph.hash(label, a, b)
        var position = Int(hash) & slotMask
        while true {
            let slot = slots[position]
            if slot == 0 { break }
            if UInt32(truncatingIfNeeded: slot >> 32) == hash {
                let index = UInt32(truncatingIfNeeded: slot) &- 1
                let i = Int(index)
                let node = nodes.base[i]
                if node.label == label && node.first == a && node.second == b { return index }
            }
            position = (position &+ 1) & slotMask
        }
        return append(label, a, b, x, y, at: position, hash)
    }

    mutating func append(
        _ label: UInt32, _ a: UInt32, _ b: UInt32, _ x: UInt32, _ y: UInt32, at position: Int, _ hash: UInt32
    ) -> UInt32 {
        let index = UInt32(truncatingIfNeeded: nodes.count)
        precondition(index < EGraph.dead - 1, "the e-graph is full: 2^32 − 2 nodes")
        let i = nodes.count
        if i == nodes.capacity { growColumns() }
        nodes.base[i] = Node(label: label, first: a, second: b, stamp: clock)
        originals.base[i] = Pair(first: x, second: y)
        classes.base[i] = index
        leaders.base[i] = index
        proofs.base[i] = Pair(first: index, second: 0)
        nodes.count = i &+ 1
        slots[position] = UInt64(hash) << 32 | UInt64(index &+ 1)
        usedSlots &+= 1
        if 8 &* usedSlots > 7 &* slotMask { resizeTable() }
        return index
    }

    /// Appends a node that is in no table: its children are kept as they are given.
    mutating func appendDead(_ label: UInt32, _ x: UInt32, _ y: UInt32) -> UInt32 {
        let i = nodes.count
        let index = UInt32(truncatingIfNeeded: i)
        precondition(index < EGraph.dead - 1, "the e-graph is full: 2^32 − 2 nodes")
        if i == nodes.capacity { growColumns() }
        nodes.base[i] = Node(label: label, first: x, second: y, stamp: clock)
        originals.base[i] = Pair(first: x, second: y)
        classes.base[i] = EGraph.dead
        leaders.base[i] = index
        proofs.base[i] = Pair(first: index, second: 0)
        nodes.count = i &+ 1
        deadCount += 1
        return index
    }

    /// Doubles all columns together.
    private mutating func growColumns() {
        let capacity = 2 * nodes.capacity
        nodes.grow(to: capacity)
        originals.grow(to: capacity)
        classes.grow(to: capacity)
        leaders.grow(to: capacity)
        proofs.grow(to: capacity)
    }

    private mutating func addLong(_ label: UInt32, _ children: [EClassID]) -> UInt32 {
        let canonical = children.map { find($0.index) }
        if let found = lookup(label, canonical) { return found }
        let hash = EGraph.hash(label, canonical)
        var position = Int(hash) & slotMask
        while slots[position] != 0 { position = (position &+ 1) & slotMask }
        let offset = UInt32(pool.count)
        for (child, original) in zip(canonical, children) {
            pool.append(child)
            originalPool.append(original.index)
        }
        return append(label, offset, 0, offset, 0, at: position, hash)
    }

    /// The node label(children…) for representatives; nil when it is not there.
    func lookup(_ label: UInt32, _ children: [UInt32]) -> UInt32? {
        if children.count <= 2 {
            return lookup(label, children.first ?? 0, children.count > 1 ? children[1] : 0)
        }
        let hash = EGraph.hash(label, children)
        var position = Int(hash) & slotMask
        while slots[position] != 0 {
            let slot = slots[position]
            if UInt32(truncatingIfNeeded: slot >> 32) == hash {
                let index = UInt32(truncatingIfNeeded: slot) &- 1
                if nodes.base[Int(index)].label == label,
                    (0..<children.count).allSatisfy({ child(index, $0) == children[$0] })
                {
                    return index
                }
            }
            position = (position &+ 1) & slotMask
        }
        return nil
    }

    /// The node of at most two children, 0 where there is none; nil when it is not there.
    @inline(__always)
    func lookup(_ label: UInt32, _ a: UInt32, _ b: UInt32) -> UInt32? {
        let hash = EGraph.hash(label, a, b)
        var position = Int(hash) & slotMask
        while true {
            let slot = slots[position]
            if slot == 0 { return nil }
            if UInt32(truncatingIfNeeded: slot >> 32) == hash {
                let index = UInt32(truncatingIfNeeded: slot) &- 1
                let node = nodes.base[Int(index)]
                if node.label == label && node.first == a && node.second == b { return index }
            }
            position = (position &+ 1) & slotMask
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

    func hash(ofNode index: UInt32) -> UInt32 {
        let label = nodes.base[Int(index)].label
        let arity = arity(label)
        if arity <= 2 { return EGraph.hash(label, nodes.base[Int(index)].first, nodes.base[Int(index)].second) }
        return EGraph.hash(label, (0..<arity).map { child(index, $0) })
    }

    /// Makes the table fit: twice as large when it is full of nodes, as large as before when of stale entries.
    mutating func resizeTable() {
        var size = 256
        while size < 2 * nodeCount { size *= 2 }
        resizeTable(to: size)
    }

    mutating func resizeTable(to size: Int) {
        RawMemory.releaseTable(slots, count: slotMask + 1)
        slots = RawMemory.zeroedTable(UInt64.self, count: size)
        slotMask = size - 1
        usedSlots = 0
        for index in 0..<nodes.count where classes.base[index] != EGraph.dead {
            let hash = hash(ofNode: UInt32(index))
            var position = Int(hash) & slotMask
            while slots[position] != 0 { position = (position &+ 1) & slotMask }
            slots[position] = UInt64(hash) << 32 | UInt64(index + 1)
            usedSlots += 1
        }
    }

    // MARK: Classes

    /// The representative of the class. Cost: nearly constant (path halving).
    public func find(_ id: EClassID) -> EClassID { EClassID(index: find(id.index)) }

    @inline(__always)
    func find(_ id: UInt32) -> UInt32 {
        let base = leaders.base
        var x = Int(id)
        while true {
            let parent = Int(base[x])
            if parent == x { return UInt32(truncatingIfNeeded: x) }
            let grandparent = base[parent]
            base[x] = grandparent
            x = Int(grandparent)
        }
    }

    /// Whether two terms are known to be equal.
    public func areEqual(_ x: EClassID, _ y: EClassID) -> Bool { find(x) == find(y) }

    /// States that two terms are equal; whether that is new. Call `rebuild()` before reading again.
    @discardableResult
    public mutating func union(_ x: EClassID, _ y: EClassID) -> Bool { union(x.index, y.index, EGraph.given) }

    /// States that two terms are equal by the fact of this name; whether that is new.
    @discardableResult
    public mutating func union(_ x: EClassID, _ y: EClassID, fact: String) -> Bool {
        if find(x.index) == find(y.index) { return false }
        let reason = UInt32(truncatingIfNeeded: reasons.count) &+ 2
        reasons.append(register(.fact(fact)))
        return union(x.index, y.index, reason)
    }

    @inline(__always)
    @discardableResult
    mutating func union(_ x: UInt32, _ y: UInt32, _ reason: UInt32) -> Bool {
        let a = find(x)
        let b = find(y)
        if a == b { return false }
        merge(a, b, x, y, reason)
        return true
    }

    private mutating func merge(_ a: UInt32, _ b: UInt32, _ x: UInt32, _ y: UInt32, _ reason: UInt32) {
        let (kept, lost) = a < b ? (a, b) : (b, a)
        leaders.base[Int(lost)] = kept
        unionCount &+= 1
        if recordsMerges { merged.append(lost) }
        markStale(lost)
        needsRebuild = true
        // The younger node usually roots the smaller tree; the reason is kept with its direction in the lowest bit.
        let (child, parent, isReversed) = x > y ? (x, y, true) : (y, x, false)
        reroot(child)
        proofs.base[Int(child)].first = parent
        // Read from parent to child the edge says: x = y by the rule when the child is y.
        proofs.base[Int(child)].second = reason << 1 | (isReversed ? 1 : 0)
    }

    private mutating func reroot(_ node: UInt32) {
        var current = node
        var parent = proofs.base[Int(current)].first
        var reason = proofs.base[Int(current)].second
        while parent != current {
            let nextParent = proofs.base[Int(parent)].first
            let nextReason = proofs.base[Int(parent)].second
            proofs.base[Int(parent)].first = current
            proofs.base[Int(parent)].second = reason ^ 1
            current = parent
            parent = nextParent
            reason = nextReason
        }
        proofs.base[Int(node)].first = node
    }

    @inline(__always)
    mutating func markStale(_ id: UInt32) {
        let word = Int(id >> 6)
        while stale.count <= word { stale.append(0) }
        stale[word] |= 1 << UInt64(id & 63)
    }

    // MARK: Hidden nodes

    /// Keeps a node from being matched from now on; whether it was not hidden already.
    ///
    /// Nothing is lost: the node still names its term, is found when its term is added again, and takes part in
    /// congruence. Analyses hide what is worthless to rewrite, such as 1 + 2 in the class of 3.
    @discardableResult
    public mutating func hide(_ node: EClassID) -> Bool {
        let index = Int(node.index)
        if !isLive(index) || isHidden(index) { return false }
        while hidden.count <= index >> 6 { hidden.append(0) }
        hidden[index >> 6] |= 1 << UInt64(index & 63)
        hiddenCount += 1
        return true
    }

    @inline(__always)
    func isHidden(_ index: Int) -> Bool {
        index >> 6 < hidden.count && hidden.base[index >> 6] >> UInt64(index & 63) & 1 != 0
    }

    /// Whether patterns may match a node: it is not hidden and not congruent to another.
    public func isMatchable(_ node: EClassID) -> Bool { isLive(Int(node.index)) && !isHidden(Int(node.index)) }

    /// Makes a hidden node that is about to die count as dead only.
    mutating func unhide(_ index: Int) {
        guard isHidden(index) else { return }
        hidden[index >> 6] &= ~(1 << UInt64(index & 63))
        hiddenCount -= 1
    }

    /// Whether a node is not congruent to an older one.
    @inline(__always)
    func isLive(_ index: Int) -> Bool { classes.base[index] != EGraph.dead }

    // MARK: Merges

    /// The number of merges on record.
    var mergedCount: Int { merged.count }

    /// The representative that lost its class in merge number `place`.
    func mergedRepresentative(_ place: Int) -> UInt32 { merged[place] }

    // MARK: Reading

    /// The i-th canonical child of a node.
    @inline(__always)
    func child(_ node: UInt32, _ i: Int) -> UInt32 {
        if arity(nodes.base[Int(node)].label) > 2 { return pool[Int(nodes.base[Int(node)].first) + i] }
        return i == 0 ? nodes.base[Int(node)].first : nodes.base[Int(node)].second
    }

    /// The i-th child of a node as it was added.
    func originalChild(_ node: UInt32, _ i: Int) -> UInt32 {
        if arity(nodes.base[Int(node)].label) > 2 { return originalPool[Int(originals.base[Int(node)].first) + i] }
        return i == 0 ? originals.base[Int(node)].first : originals.base[Int(node)].second
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
