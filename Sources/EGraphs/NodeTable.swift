/// A hash table of node indices in 32-bit slots: the index in the low bits and, in the bits that are left, a part of the
/// hash that the position does not depend on, so that nearly every look at a node is at the right one.
///
/// Linear probing; at most three quarters of the slots are used. A size need not be a power of two.
struct NodeTable: ~Copyable {
    private(set) var slots: UnsafeMutablePointer<UInt32>
    private(set) var size: Int
    private(set) var usedCount = 0
    /// The bits of the index, which is kept plus one so that 0 is an empty slot.
    private(set) var indexBits: UInt32

    /// A table with room for `capacity` nodes; `nodeCount` is the number of nodes, of which some need not be entered.
    init(capacity: Int = 150, nodeCount: Int = 0) {
        let wanted = max(256, capacity + capacity / 3 + 2)
        // Whole pages, whatever their size.
        let size = wanted < 1 << 18 ? wanted : (wanted + 4095) / 4096 * 4096
        // No index exceeds what fits before the table is full.
        self.init(size: size, indexBits: UInt32(Int.bitWidth - (nodeCount + size).leadingZeroBitCount))
    }

    private init(size: Int, indexBits: UInt32) {
        self.size = size
        self.indexBits = indexBits
        slots = RawMemory.zeroedTable(UInt32.self, count: size)
    }

    /// An independent table with the same nodes.
    borrowing func copy() -> NodeTable {
        var result = NodeTable(size: size, indexBits: indexBits)
        result.slots.update(from: slots, count: size)
        result.usedCount = usedCount
        return result
    }

    deinit { RawMemory.releaseTable(slots, count: size) }

    /// Whether the table must be made larger before a node is entered.
    var isFull: Bool { 4 &* usedCount >= 3 &* size }

    /// The number of nodes that can still be entered.
    var freeCount: Int { 3 * size / 4 - usedCount }

    /// Whether a node with this index can be entered.
    func canName(_ index: Int) -> Bool { index &+ 1 < 1 << Int(indexBits) }

    /// Where the search for a hash starts.
    @inline(__always)
    func start(_ hash: UInt32) -> Int { Int(truncatingIfNeeded: (UInt64(hash) &* UInt64(size)) >> 32) }

    @inline(__always)
    func next(_ position: Int) -> Int { position &+ 1 == size ? 0 : position &+ 1 }

    /// Whether a slot that is not empty may hold a node with this hash.
    @inline(__always)
    func mayHold(_ slot: UInt32, _ hash: UInt32) -> Bool { (slot ^ (hash &<< indexBits)) &>> indexBits == 0 }

    /// The node in a slot that is not empty.
    @inline(__always)
    func node(_ slot: UInt32) -> UInt32 { (slot & ((1 &<< indexBits) &- 1)) &- 1 }

    /// The first node that may have this hash.
    @inline(__always)
    func firstCandidate(_ hash: UInt32) -> UInt32? {
        var position = start(hash)
        while true {
            let slot = slots[position]
            if slot == 0 { return nil }
            if mayHold(slot, hash) { return node(slot) }
            position = next(position)
        }
    }

    /// Enters a node at an empty position found by probing.
    @inline(__always)
    mutating func enter(_ node: UInt32, _ hash: UInt32, at position: Int) {
        slots[position] = hash &<< indexBits | (node &+ 1)
        usedCount &+= 1
    }

    /// Enters a node at the first empty position.
    @inline(__always)
    mutating func enter(_ node: UInt32, _ hash: UInt32) {
        var position = start(hash)
        while slots[position] != 0 { position = next(position) }
        enter(node, hash, at: position)
    }
}
