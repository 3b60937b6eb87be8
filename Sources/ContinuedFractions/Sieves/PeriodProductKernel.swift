/// The traces of period products mod a prime below 32 for 64 polynomials b against 64 polynomials a, in 16-bit lanes.
///
/// Residues are reduced lazily: with x, y < 2p and a, b < p ≤ 31 the value x·b + y·a stays below 2^16, and one
/// multiplication by ⌊2^16/p⌋ brings it below 2p again.
struct PeriodProductKernel: ~Copyable {
    private let prime: Int
    /// b(n) mod p at column·p + n.
    private let values: UnsafeMutablePointer<UInt16>
    /// The first root of each column, or −1.
    private let roots: UnsafeMutablePointer<Int>
    /// Whether p divides the leading coefficient of b.
    private let isBad: UnsafeMutablePointer<Bool>
    private var columns = 0
    private let state: UnsafeMutablePointer<UInt16>
    private let flags: UnsafeMutablePointer<UInt8>

    init(prime: Int) {
        self.prime = prime
        values = .allocate(capacity: 64 * prime)
        roots = .allocate(capacity: 64)
        isBad = .allocate(capacity: 64)
        state = .allocate(capacity: 128)
        flags = .allocate(capacity: 64)
    }

    deinit {
        values.deallocate()
        roots.deallocate()
        isBad.deallocate()
        state.deallocate()
        flags.deallocate()
    }

    /// Works out b(n) for the columns code·p + t of the range.
    mutating func loadColumns(_ range: Range<Int>, of classes: NumeratorClasses) {
        let p = prime
        columns = range.count
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 2 * p) { scratch in
            guard let base = scratch.baseAddress else { return }
            let slope = base + p
            var loaded = -1
            for column in range {
                let (code, t) = column.quotientAndRemainder(dividingBy: p)
                if code != loaded {
                    classes.fillValues(code: code, base: base, slope: slope)
                    loaded = code
                }
                let slot = column - range.lowerBound
                isBad[slot] = t == 0
                roots[slot] = -1
                for n in 0..<p {
                    let value = (base[n] + t * slope[n]) % p
                    values[slot * p + n] = UInt16(value)
                    if value == 0 { roots[slot] = n }
                }
            }
        }
    }

    /// Sets bit r of word c where the product of column c and row r of the chunk is nilpotent or p is bad.
    mutating func work(_ a: UnsafePointer<UInt16>, _ square: UnsafeMutablePointer<UInt64>) {
        for column in 0..<64 {
            if column >= columns {
                square[column] = 0
            } else if isBad[column] {
                square[column] = .max
            } else {
                square[column] = roots[column] < 0 ? 0 : nilpotent(a, column)
            }
        }
    }

    @inline(__always)
    private func nilpotent(_ a: UnsafePointer<UInt16>, _ column: Int) -> UInt64 {
        let p = UInt16(truncatingIfNeeded: prime)
        let reciprocal = UInt16(truncatingIfNeeded: 65536 / prime)
        let b = values + column &* prime
        var n = roots[column]
        var older = state
        var newer = state + 64
        let start = a + n &* 64
        for lane in 0..<64 {
            older[lane] = 1
            newer[lane] = start[lane]
        }
        for _ in 1..<prime {
            n &+= 1
            if n == prime { n = 0 }
            let valueB = b[n]
            let row = a + n &* 64
            for lane in 0..<64 {
                let value = older[lane] &* valueB &+ newer[lane] &* row[lane]
                let quotient = UInt16(truncatingIfNeeded: (UInt32(value) &* UInt32(reciprocal)) >> 16)
                older[lane] = value &- quotient &* p
            }
            swap(&older, &newer)
        }
        for lane in 0..<64 { flags[lane] = newer[lane] == 0 || newer[lane] == p ? 1 : 0 }
        var word: UInt64 = 0
        let bytes = UnsafeRawPointer(flags)
        for byte in 0..<8 {
            // Eight flags of a byte each to eight bits: the product collects bit 8i at place 56 + i.
            let eight = bytes.loadUnaligned(fromByteOffset: 8 &* byte, as: UInt64.self)
            word |= ((eight &* 0x0102_0408_1020_4080) >> 56) << UInt64(8 &* byte)
        }
        return word
    }
}

/// Transposes a square of 64 × 64 bits: bit r of word c goes to bit c of word r.
func transpose64(_ words: UnsafeMutablePointer<UInt64>) {
    var width = 32
    var mask: UInt64 = 0x0000_0000_ffff_ffff
    while width > 0 {
        var k = 0
        while k < 64 {
            let low = words[k]
            let high = words[k &+ width]
            let difference = ((low >> UInt64(width)) ^ high) & mask
            words[k] = low ^ (difference << UInt64(width))
            words[k &+ width] = high ^ difference
            k = (k &+ width &+ 1) & ~width
        }
        width >>= 1
        mask ^= mask << UInt64(width)
    }
}
