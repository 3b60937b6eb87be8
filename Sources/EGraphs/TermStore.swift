/// A hash-consed store of terms: equal terms are one node with a 32-bit identifier, in flat tables.
///
/// A term is a label (32 bits, meaningless here) and children that are terms of the store. Nodes of at most two children are
/// kept inline, longer ones in a pool. The hash table keeps 32 hash bits beside the index in one 64-bit slot, so that a
/// probe touches a node only when the hash agrees. All operations are deterministic: no address and no per-process seed
/// enters a hash. Equalities between terms are the business of `EGraph`.
@frozen
public struct TermStore: ~Copyable {
    /// A node: label, number of children, and the children or their offset in the pool.
    @usableFromInline
    struct Node: BitwiseCopyable {
        @usableFromInline var label: UInt32
        @usableFromInline var arity: UInt32
        @usableFromInline var first: UInt32
        @usableFromInline var second: UInt32

        @inlinable
        init(label: UInt32, arity: UInt32, first: UInt32, second: UInt32) {
            self.label = label
            self.arity = arity
            self.first = first
            self.second = second
        }
    }

    @usableFromInline var nodes: RawVector<Node>
    /// Children of nodes with more than two.
    @usableFromInline var pool: RawVector<UInt32>
    /// Hash table: high word hash, low word node index + 1; 0 is empty.
    @usableFromInline var slots: UnsafeMutablePointer<UInt64>
    @usableFromInline var slotMask: Int
    /// An empty store with room for `capacity` nodes before it grows.
    public init(capacity: Int = 64) {
        nodes = RawVector(capacity: capacity)
        pool = RawVector()
        var size = 64
        while size < 2 * capacity { size *= 2 }
        slots = RawMemory.zeroedTable(UInt64.self, count: size)
        slotMask = size - 1
    }

    @inlinable
    deinit { RawMemory.releaseTable(slots, count: slotMask &+ 1) }

    /// The number of nodes ever added.
    public var count: Int { nodes.count }

    /// The largest number of nodes: identifiers are 32 bits wide.
    public static let largestCount = Int(UInt32.max) - 1

    // MARK: Adding

    /// The leaf with this label. Cost: expected constant.
    @inlinable
    public mutating func add(_ label: UInt32) -> EClassID {
        insert(Node(label: label, arity: 0, first: 0, second: 0))
    }

    /// The term label(x). Cost: expected constant.
    @inlinable
    public mutating func add(_ label: UInt32, _ x: EClassID) -> EClassID {
        insert(Node(label: label, arity: 1, first: x.index, second: 0))
    }

    /// The term label(x, y). Cost: expected constant.
    @inlinable
    public mutating func add(_ label: UInt32, _ x: EClassID, _ y: EClassID) -> EClassID {
        insert(Node(label: label, arity: 2, first: x.index, second: y.index))
    }

    /// The term label(children…) for any number of children. Cost: expected linear in their number.
    public mutating func add(_ label: UInt32, _ children: [EClassID]) -> EClassID {
        switch children.count {
        case 0: return add(label)
        case 1: return add(label, children[0])
        case 2: return add(label, children[0], children[1])
        default:
            let offset = pool.count
            for child in children { pool.append(child.index) }
            let node = Node(label: label, arity: UInt32(children.count), first: UInt32(offset), second: 0)
            let before = nodes.count
            let id = insert(node)
            // The node was there already: give its copy of the children back.
            if nodes.count == before { pool.count = offset }
            return id
        }
    }

    @inlinable
    @inline(__always)
    mutating func insert(_ node: Node) -> EClassID {
        let hash = hash(of: node)
        var position = Int(truncatingIfNeeded: hash) & slotMask
        while true {
            let slot = slots[position]
            if slot == 0 { break }
            if UInt32(truncatingIfNeeded: slot >> 32) == hash {
                let index = Int(UInt32(truncatingIfNeeded: slot)) &- 1
                if isSame(nodes.base[index], node) { return EClassID(index: UInt32(truncatingIfNeeded: index)) }
            }
            position = (position &+ 1) & slotMask
        }
        let index = nodes.count
        precondition(index < TermStore.largestCount, "the term store is full: 2^32 − 2 terms")
        nodes.append(node)
        slots[position] = UInt64(hash) << 32 | UInt64(index &+ 1)
        if 2 &* nodes.count > slotMask { growTable() }
        return EClassID(index: UInt32(truncatingIfNeeded: index))
    }

    // MARK: Reading

    /// The label of a term.
    @inlinable
    public func label(of id: EClassID) -> UInt32 { nodes[Int(id.index)].label }

    /// The children of a term.
    public func children(of id: EClassID) -> [EClassID] {
        let node = nodes[Int(id.index)]
        return (0..<Int(node.arity)).map { EClassID(index: child(node, $0)) }
    }

    /// The term label(children…) when it is present, otherwise nil; the store is not changed.
    public func lookup(_ label: UInt32, _ children: [EClassID]) -> EClassID? {
        let canonical = children.map { $0.index }
        var hash = TermStore.head(label, UInt32(canonical.count))
        for child in canonical { hash = TermStore.mix(hash, child) }
        let bits = TermStore.finish(hash)
        var position = Int(truncatingIfNeeded: bits) & slotMask
        while slots[position] != 0 {
            let slot = slots[position]
            if UInt32(truncatingIfNeeded: slot >> 32) == bits {
                let index = Int(UInt32(truncatingIfNeeded: slot)) - 1
                let node = nodes[index]
                if node.label == label, Int(node.arity) == canonical.count,
                    canonical.indices.allSatisfy({ child(node, $0) == canonical[$0] })
                {
                    return EClassID(index: UInt32(index))
                }
            }
            position = (position + 1) & slotMask
        }
        return nil
    }

    /// The i-th child of a node as it is stored.
    @inlinable
    @inline(__always)
    func child(_ node: Node, _ i: Int) -> UInt32 {
        if node.arity > 2 { return pool.base[Int(node.first) &+ i] }
        return i == 0 ? node.first : node.second
    }

    // MARK: Hashing

    @inlinable
    @inline(__always)
    static func mix(_ hash: UInt64, _ word: UInt32) -> UInt64 {
        (hash ^ UInt64(word)) &* 0x9E37_79B9_7F4A_7C15 ^ (hash >> 29)
    }

    @inlinable
    @inline(__always)
    static func head(_ label: UInt32, _ arity: UInt32) -> UInt64 {
        (UInt64(arity) << 32 | UInt64(label)) &* 0xD6E8_FEB8_6659_FD93
    }

    @inlinable
    @inline(__always)
    static func finish(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: (hash ^ (hash >> 31)) >> 16) }

    @inlinable
    @inline(__always)
    func hash(of node: Node) -> UInt32 {
        var hash = TermStore.head(node.label, node.arity)
        if node.arity > 2 {
            for i in 0..<Int(node.arity) { hash = TermStore.mix(hash, pool.base[Int(node.first) &+ i]) }
        } else {
            if node.arity > 0 { hash = TermStore.mix(hash, node.first) }
            if node.arity > 1 { hash = TermStore.mix(hash, node.second) }
        }
        return TermStore.finish(hash)
    }

    @inlinable
    @inline(__always)
    func isSame(_ x: Node, _ y: Node) -> Bool {
        guard x.label == y.label, x.arity == y.arity else { return false }
        if x.arity <= 2 { return x.first == y.first && x.second == y.second }
        for i in 0..<Int(x.arity) where pool.base[Int(x.first) &+ i] != pool.base[Int(y.first) &+ i] { return false }
        return true
    }

    /// Doubles the hash table; slots move without looking at nodes.
    @usableFromInline
    mutating func growTable() {
        let oldMask = slotMask
        let old = slots
        let size = 2 * (oldMask + 1)
        slots = RawMemory.zeroedTable(UInt64.self, count: size)
        slotMask = size - 1
        for i in 0...oldMask where old[i] != 0 {
            var position = Int(truncatingIfNeeded: old[i] >> 32) & slotMask
            while slots[position] != 0 { position = (position &+ 1) & slotMask }
            slots[position] = old[i]
        }
        RawMemory.releaseTable(old, count: oldMask + 1)
    }
}
