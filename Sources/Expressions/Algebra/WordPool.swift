/// A growable block of 32-bit words in memory of its own, in which a run of words can be copied to the end: the
/// storage of sums and products. An array would be copied whole when a slice of it is appended to itself.
struct WordPool: ~Copyable {
    private(set) var base: UnsafeMutablePointer<UInt32>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int = 1024) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }

    subscript(index: Int) -> UInt32 {
        @inline(__always) get {
            assert(index >= 0 && index < count)
            return base[index]
        }
        @inline(__always) set {
            assert(index >= 0 && index < count)
            base[index] = newValue
        }
    }

    @inline(__always)
    mutating func append(_ word: UInt32) {
        if count == capacity { grow(to: count &+ 1) }
        base[count] = word
        count &+= 1
    }

    @inline(__always)
    mutating func append(_ x: UInt32, _ y: UInt32) {
        if count &+ 2 > capacity { grow(to: count &+ 2) }
        base[count] = x
        base[count &+ 1] = y
        count &+= 2
    }

    /// Appends the words `start ..< end` of this pool.
    mutating func appendCopy(_ start: Int, _ end: Int) {
        let added = end &- start
        if count &+ added > capacity { grow(to: count &+ added) }
        (base + count).update(from: base + start, count: added)
        count &+= added
    }

    /// Drops the words from `newCount` on.
    @inline(__always)
    mutating func truncate(to newCount: Int) { count = newCount }

    private mutating func grow(to needed: Int) {
        let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: max(needed, 2 * capacity))
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
        capacity = max(needed, 2 * capacity)
    }
}
