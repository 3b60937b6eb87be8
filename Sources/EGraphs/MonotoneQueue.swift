/// A priority queue whose keys never fall below the last one taken: a radix heap (Ahuja, Mehlhorn, Orlin and Tarjan,
/// J. ACM 37, 1990).
///
/// Bucket b > 0 holds the keys whose highest bit that differs from the last key taken is bit b − 1; bucket 0 holds the
/// equal ones. An entry moves at most 64 times, each time to a lower bucket. Buckets are lists through one flat array.
struct MonotoneQueue: ~Copyable {
    private struct Entry: BitwiseCopyable {
        var key: UInt64
        var value: UInt32
        var next: UInt32
    }

    private static let none = UInt32.max
    private static let bucketCount = 65

    private var entries = RawVector<Entry>()
    private var heads = RawVector<UInt32>(capacity: MonotoneQueue.bucketCount)
    private var unused = MonotoneQueue.none
    private var last: UInt64 = 0

    /// An empty queue; the first key may be anything.
    init() { for _ in 0..<MonotoneQueue.bucketCount { heads.append(MonotoneQueue.none) } }

    @inline(__always)
    private func bucket(_ key: UInt64) -> Int { 64 - (key ^ last).leadingZeroBitCount }

    /// Adds a value. The key is at least the last one taken. Cost: constant.
    mutating func push(_ value: UInt32, key: UInt64) {
        let bucket = bucket(key)
        let entry = Entry(key: key, value: value, next: heads.base[bucket])
        if unused == MonotoneQueue.none {
            heads.base[bucket] = UInt32(truncatingIfNeeded: entries.count)
            entries.append(entry)
        } else {
            let place = unused
            unused = entries.base[Int(place)].next
            entries.base[Int(place)] = entry
            heads.base[bucket] = place
        }
    }

    /// Takes a value of least key; nil when there is none. Cost: amortized at most 64 moves.
    mutating func pop() -> UInt32? {
        if heads.base[0] == MonotoneQueue.none, !refill() { return nil }
        let place = heads.base[0]
        let entry = entries.base[Int(place)]
        heads.base[0] = entry.next
        entries.base[Int(place)].next = unused
        unused = place
        return entry.value
    }

    /// Spreads the lowest bucket that is not empty over the buckets below it; false when all are empty.
    private mutating func refill() -> Bool {
        for bucket in 1..<MonotoneQueue.bucketCount where heads.base[bucket] != MonotoneQueue.none {
            var place = heads.base[bucket]
            heads.base[bucket] = MonotoneQueue.none
            var least = UInt64.max
            var next = place
            while next != MonotoneQueue.none {
                least = min(least, entries.base[Int(next)].key)
                next = entries.base[Int(next)].next
            }
            last = least
            while place != MonotoneQueue.none {
                let after = entries.base[Int(place)].next
                let target = self.bucket(entries.base[Int(place)].key)
                entries.base[Int(place)].next = heads.base[target]
                heads.base[target] = place
                place = after
            }
            return true
        }
        return false
    }
}
