/// Rows of bits over a block of partial numerators, 64-byte aligned, `groups` times 512 bits each.
struct BitRows: ~Copyable {
    let groups: Int
    let words: UnsafeMutablePointer<UInt64>
    let capacity: Int

    init(rows: Int, groups: Int) {
        self.groups = groups
        capacity = rows
        let raw = UnsafeMutableRawPointer.allocate(byteCount: max(1, rows) * groups * 64, alignment: 64)
        words = raw.bindMemory(to: UInt64.self, capacity: rows * groups * 8)
    }

    deinit { UnsafeMutableRawPointer(words).deallocate() }

    @inline(__always)
    func row(_ number: Int) -> UnsafeMutablePointer<UInt64> { words + number &* groups &* 8 }

    @inline(__always)
    func vectors(_ number: Int) -> UnsafePointer<SIMD8<UInt64>> {
        UnsafeRawPointer(row(number)).assumingMemoryBound(to: SIMD8<UInt64>.self)
    }
}

/// Appends masks of any length to a row of bits.
struct BitAppender {
    private var next: UnsafeMutablePointer<UInt64>
    private var pending: UInt64 = 0
    private var filled = 0

    @inline(__always)
    init(_ row: UnsafeMutablePointer<UInt64>) { next = row }

    /// Appends the lowest `length` of 1 … 64 bits; those above must be 0.
    @inline(__always)
    mutating func append(_ bits: UInt64, _ length: Int) {
        pending |= bits &<< UInt64(truncatingIfNeeded: filled)
        filled &+= length
        if filled >= 64 {
            next.pointee = pending
            next += 1
            filled &-= 64
            // What did not fit; nothing when the word was filled exactly.
            pending = filled == 0 ? 0 : bits &>> UInt64(truncatingIfNeeded: length &- filled)
        }
    }

    /// Appends the periodic continuation of the lowest p bits of `mask`, starting at bit `phase` < p, `length` bits long.
    @inline(__always)
    mutating func append(periodic mask: UInt64, period: PeriodicMask, phase: Int, length: Int) {
        var rotated = period.rotated(mask, by: phase)
        var left = length
        while left > 64 {
            append(rotated &* period.repetition, 64)
            rotated = period.rotated(rotated, by: period.step)
            left &-= 64
        }
        append((rotated &* period.repetition) & (UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- left)), left)
    }

    /// Appends `length` ones.
    @inline(__always)
    mutating func append(ones length: Int) {
        var left = length
        while left > 64 {
            append(.max, 64)
            left &-= 64
        }
        append(UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- left), left)
    }

    /// Writes the last word and zeros up to `end`.
    @inline(__always)
    mutating func finish(_ end: UnsafeMutablePointer<UInt64>) {
        if next < end {
            next.pointee = pending
            next += 1
        }
        while next < end {
            next.pointee = 0
            next += 1
        }
    }
}

/// How masks of p bits are repeated over 64-bit words.
struct PeriodicMask {
    let prime: Int
    /// Σ 2^{ip} over 64 bits: a product with it repeats a mask.
    let repetition: UInt64
    /// 64 mod p: what the next word starts with.
    let step: Int
    private let full: UInt64

    init(prime: Int) {
        self.prime = prime
        full = (1 << UInt64(prime)) - 1
        step = 64 % prime
        repetition = stride(from: 0, to: 64, by: prime).reduce(0) { $0 | 1 << UInt64($1) }
    }

    @inline(__always)
    func rotated(_ mask: UInt64, by phase: Int) -> UInt64 {
        let shift = UInt64(truncatingIfNeeded: phase)
        return (mask &>> shift | mask &<< (UInt64(truncatingIfNeeded: prime) &- shift)) & full
    }
}

/// Indices that grow at the end, in raw memory.
struct IndexList: ~Copyable {
    private(set) var base: UnsafeMutablePointer<Int>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int = 1024) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }

    @inline(__always)
    mutating func append(_ value: Int) {
        if count == capacity { grow() }
        base[count] = value
        count &+= 1
    }

    mutating func removeAll() { count = 0 }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Int>.allocate(capacity: 2 * capacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }

    /// The indices a·width + b of the pairs in this list of a's in `rows` and a list of b's, ascending.
    ///
    /// A counting sort by a; for each a there are few ascending runs, which are merged.
    func ordered(with columns: borrowing IndexList, rows: Range<Int>, width: Int) -> [Int] {
        if count < rows.count / 8 { return (0..<count).map { base[$0] * width + columns.base[$0] }.sorted() }
        var starts = [Int](repeating: 0, count: rows.count + 1)
        for i in 0..<count { starts[base[i] - rows.lowerBound + 1] += 1 }
        for row in 0..<rows.count { starts[row + 1] += starts[row] }
        var next = starts
        var result = [Int](repeating: 0, count: count)
        for i in 0..<count {
            let row = base[i] - rows.lowerBound
            result[next[row]] = base[i] * width + columns.base[i]
            next[row] += 1
        }
        for row in 0..<rows.count {
            let range = starts[row]..<starts[row + 1]
            if range.count > 1 { IndexList.mergeRuns(&result, range) }
        }
        return result
    }

    private static func mergeRuns(_ values: inout [Int], _ range: Range<Int>) {
        var end = range.lowerBound + 1
        while end < range.upperBound && values[end - 1] < values[end] { end += 1 }
        if end == range.upperBound { return }
        values[range].sort()
    }
}
