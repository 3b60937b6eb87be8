/// The order of terms by value: doubles as 60-bit keys, and when two of them are taken as equal.
enum EquationOrder {
    /// Terms outside 2^(−40) ≤ |v| ≤ 2^40 are left out.
    static let smallestMagnitude = 0x1p-40
    static let largestMagnitude = 0x1p40

    /// Keys are cut into this many buckets, 32 to a binade.
    static let bucketCount = 1 << 13
    private static let bucketShift: UInt64 = 47
    /// Moves the boundaries of buckets away from the simple fractions. A multiple of the quantum, so that these stand
    /// in the middle of a quantum.
    private static let boundaryOffset: UInt64 = 0x3C6E_F372_8000

    /// The quanta of values of terms with x: values of one quantum are told apart by their derivatives.
    static let quantum: UInt64 = 1 << 15

    /// An integer that grows with the value; neighbouring doubles have neighbouring keys.
    @inline(__always)
    static func key(_ value: Double) -> UInt64 {
        let magnitude = value.magnitude.bitPattern &- smallestMagnitude.bitPattern
        let half: UInt64 = 1 << 59
        return (value < 0 ? half &- 1 &- magnitude : half &+ magnitude) &+ boundaryOffset
    }

    /// The key by which a side is sorted: with x the quantum of the value, so that derivatives decide within it.
    @inline(__always)
    static func sortKey(_ value: Double, hasVariable: Bool) -> UInt64 {
        let key = key(value)
        return hasVariable ? (key &+ quantum / 2) & ~(quantum - 1) : key
    }

    @inline(__always)
    static func bucket(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key &>> bucketShift) }

    /// The smallest key of a bucket.
    static func firstKey(bucket: Int) -> UInt64 { UInt64(bucket) << bucketShift }
}

/// Where a term stands among those of its side: by the key, then by the derivative, which is 0 without x.
struct EquationRank {
    let key: UInt64
    let derivative: Double

    /// Derivatives of one function agree to this part of them, or x cancels in them.
    private static let derivativeTolerance = 0x1p-36

    @inline(__always)
    func precedes(_ other: EquationRank) -> Bool {
        key < other.key || (key == other.key && derivative < other.derivative)
    }

    /// The neighbouring quantum into which rounding may have put the same value, if its key is as near to the boundary
    /// as its error bound allows.
    static func otherQuantum(value: Double, error: Float) -> UInt64? {
        let shifted = EquationOrder.key(value) &+ EquationOrder.quantum / 2
        let (start, place) = (shifted & ~(EquationOrder.quantum - 1), shifted & (EquationOrder.quantum - 1))
        let reach = UInt64(2 * error + 2)
        if place <= reach { return start &- EquationOrder.quantum }
        return place &+ reach >= EquationOrder.quantum ? start &+ EquationOrder.quantum : nil
    }

    /// The rank in another quantum, before all that `isSame` takes as this.
    func first(inQuantum key: UInt64) -> EquationRank {
        EquationRank(key: key, derivative: derivative - 2 * Self.derivativeTolerance * derivative.magnitude)
    }

    /// Whether two terms can be the same, whatever their errors.
    @inline(__always)
    func isNear(_ other: EquationRank, _ hasVariable: Bool) -> Bool {
        isSame(as: other, error: 2 * EquationGenerator.largestError, hasVariable)
    }

    /// Whether two terms whose error bounds sum to `error` are taken as the same.
    ///
    /// Without x: their values agree within the bounds. With x: values and derivatives agree. A term among N others
    /// is taken for another of them with a chance of at most about N · 2^(−39), an estimate for the largest bounds.
    @inline(__always)
    func isSame(as other: EquationRank, error: Float, _ hasVariable: Bool) -> Bool {
        if hasVariable {
            return key == other.key
                && (derivative - other.derivative).magnitude <= Self.derivativeTolerance * derivative.magnitude
        }
        // A unit of the key is 2^(−53) … 2^(−52) of the value.
        return (key > other.key ? key &- other.key : other.key &- key) <= UInt64(error + 1)
    }
}

/// A candidate on its way into a table: its key and where it stands in the arena.
struct EquationEntry: BitwiseCopyable {
    var key: UInt64
    var index: UInt32
}

/// Sorts the entries of one bucket.
struct EquationBucketSort {
    let candidates: UnsafeMutablePointer<EquationCandidate>
    let hasVariable: Bool

    /// Sorts `entries` by key, derivative and index; `scratch` has the same size. Cost: three passes by digits of the
    /// key below the bucket, then the few that these do not tell apart.
    func sort(
        _ entries: UnsafeMutablePointer<EquationEntry>, _ scratch: UnsafeMutablePointer<EquationEntry>, _ count: Int
    ) {
        if count > 48 {
            // 24 bits below the bucket number, 8 at a time; the third pass ends in `scratch`.
            pass(entries, scratch, count, shift: 23)
            pass(scratch, entries, count, shift: 31)
            pass(entries, scratch, count, shift: 39)
            entries.update(from: scratch, count: count)
        }
        finish(entries, count)
    }

    private func pass(
        _ source: UnsafeMutablePointer<EquationEntry>, _ target: UnsafeMutablePointer<EquationEntry>, _ count: Int,
        shift: UInt64
    ) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 256) { starts in
            guard let starts = starts.baseAddress else { return }
            starts.initialize(repeating: 0, count: 256)
            for i in 0..<count { starts[Int(truncatingIfNeeded: source[i].key &>> shift & 255)] &+= 1 }
            var sum: UInt32 = 0
            for digit in 0..<256 {
                let size = starts[digit]
                starts[digit] = sum
                sum &+= size
            }
            for i in 0..<count {
                let digit = Int(truncatingIfNeeded: source[i].key &>> shift & 255)
                target[Int(starts[digit])] = source[i]
                starts[digit] &+= 1
            }
        }
    }

    /// Orders entries that are sorted by the leading bits: insertion, or a full sort of long runs.
    private func finish(_ entries: UnsafeMutablePointer<EquationEntry>, _ count: Int) {
        let isPresorted = count > 48
        var start = 0
        while start < count {
            var end = start + 1
            if isPresorted {
                let prefix = entries[start].key &>> 23
                while end < count && entries[end].key &>> 23 == prefix { end += 1 }
            } else {
                end = count
            }
            if end - start > 48 {
                var run = UnsafeMutableBufferPointer(start: entries + start, count: end - start)
                run.sort { precedes($0, $1) }
            } else {
                insertionSort(entries + start, end - start)
            }
            start = end
        }
    }

    private func insertionSort(_ entries: UnsafeMutablePointer<EquationEntry>, _ count: Int) {
        var i = 1
        while i < count {
            let entry = entries[i]
            var j = i
            while j > 0 && precedes(entry, entries[j - 1]) {
                entries[j] = entries[j - 1]
                j -= 1
            }
            entries[j] = entry
            i += 1
        }
    }

    @inline(__always)
    private func precedes(_ a: EquationEntry, _ b: EquationEntry) -> Bool {
        if a.key != b.key { return a.key < b.key }
        if hasVariable {
            let (da, db) = (candidates[Int(a.index)].derivative, candidates[Int(b.index)].derivative)
            if da != db { return da < db }
        }
        return a.index < b.index
    }
}
