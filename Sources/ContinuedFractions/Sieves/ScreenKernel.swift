/// The nilpotence test at one prime p < 256 for many fractions at once, in 16-bit lanes.
///
/// Residues are balanced: with H = (p − 1)/2 every reduced value r satisfies |r| ≤ H + 3 ≤ 114, so that x·a + y·b stays
/// within 16 bits; the quotient v/p comes from one multiplication by ⌊2^21/p⌉ and errs by less than 1/60. A reduced value
/// is 0 exactly when the residue is.
struct ScreenKernel: ~Copyable {
    /// Fractions worked at once.
    static let lanes = 32

    /// What is needed of a prime: n^j balanced for n = 1 … p, and reciprocals.
    struct Modulus: Sendable {
        let prime: Int16
        let reciprocal: Int16
        let inverse: Double
        /// n^j at (n − 1)·(degree + 1) + j.
        let powers: [Int16]
        let stride: Int

        /// A prime 3 < p < 256, for polynomials of at most this degree.
        init(prime p: Int, degree: Int) {
            prime = Int16(p)
            reciprocal = Int16((2 * (1 << 21) + p) / (2 * p))
            inverse = 1 / Double(p)
            stride = degree + 1
            var table: [Int16] = []
            for n in 1...p {
                var power = 1
                for _ in 0...degree {
                    table.append(Int16(power > p / 2 ? power - p : power))
                    power = power * n % p
                }
            }
            powers = table
        }
    }

    private let orderA: Int
    private let orderB: Int
    /// Lanes of residues of the coefficients of a, then b.
    private let residues: UnsafeMutablePointer<Int16>
    /// x₀, y₀, x₁, y₁, a(n), b(n) and whether b had a root.
    private let state: UnsafeMutablePointer<Int16>

    /// A kernel for at most these numbers of coefficients.
    init(orderA: Int, orderB: Int) {
        self.orderA = orderA
        self.orderB = orderB
        residues = .allocate(capacity: (orderA + orderB) * ScreenKernel.lanes)
        state = .allocate(capacity: 8 * ScreenKernel.lanes)
    }

    deinit {
        residues.deallocate()
        state.deallocate()
    }

    /// Loads coefficient j (of a, then of b) of the lanes, integers of less than 51 bits.
    @inline(__always)
    func load(coefficient j: Int, _ values: UnsafePointer<Double>, _ modulus: borrowing Modulus) {
        let p = Double(modulus.prime)
        let inverse = modulus.inverse
        // Adding 1.5·2^52 rounds to an integer.
        let magic = 6_755_399_441_055_744.0
        let out = residues + j &* ScreenKernel.lanes
        for lane in 0..<ScreenKernel.lanes {
            let value = values[lane]
            let quotient = (value * inverse + magic) - magic
            out[lane] = Int16(truncatingIfNeeded: Int32(unsafe: value - quotient * p))
        }
    }

    /// The residue of a loaded coefficient is 0.
    @inline(__always)
    func vanishes(coefficient j: Int, lane: Int) -> Bool { residues[j &* ScreenKernel.lanes &+ lane] == 0 }

    @inline(__always)
    private static func reduced(_ value: Int16, _ half: Int16, _ reciprocal: Int16, _ p: Int16) -> Int16 {
        let high = Int16(truncatingIfNeeded: (Int32(value &+ half) &* Int32(reciprocal)) >> 16)
        return value &- (high >> 5) &* p
    }

    /// Values of the polynomial with coefficients at `first` in all lanes.
    @inline(__always)
    private func evaluate(
        _ first: Int, _ order: Int, _ powers: UnsafePointer<Int16>, _ out: UnsafeMutablePointer<Int16>, _ half: Int16,
        _ reciprocal: Int16, _ p: Int16
    ) {
        let lanes = ScreenKernel.lanes
        let constant = residues + first &* lanes
        if order == 1 {
            for lane in 0..<lanes { out[lane] = constant[lane] }
            return
        }
        // The first reduction takes up to two products, the next ones two more each.
        var source = UnsafePointer(constant)
        var j = 1
        while j < order {
            let power = powers[j]
            let row = constant + j &* lanes
            if j &+ 1 < order {
                let nextPower = powers[j &+ 1]
                let nextRow = row + lanes
                for lane in 0..<lanes {
                    let value = source[lane] &+ row[lane] &* power &+ nextRow[lane] &* nextPower
                    out[lane] = ScreenKernel.reduced(value, half, reciprocal, p)
                }
            } else {
                for lane in 0..<lanes {
                    let value = source[lane] &+ row[lane] &* power
                    out[lane] = ScreenKernel.reduced(value, half, reciprocal, p)
                }
            }
            source = UnsafePointer(out)
            j &+= 2
        }
    }

    /// Bit i: the period product of lane i is nilpotent.
    func nilpotent(_ modulus: borrowing Modulus) -> UInt32 {
        let lanes = ScreenKernel.lanes
        let p = modulus.prime
        let half = p >> 1
        let reciprocal = modulus.reciprocal
        let stride = modulus.stride
        let (x0, y0) = (state, state + lanes)
        let (x1, y1) = (state + 2 &* lanes, state + 3 &* lanes)
        let (valueA, valueB) = (state + 4 &* lanes, state + 5 &* lanes)
        let root = state + 6 &* lanes
        for lane in 0..<lanes {
            x0[lane] = 1
            y0[lane] = 0
            x1[lane] = 0
            y1[lane] = 1
            root[lane] = 0
        }
        modulus.powers.withUnsafeBufferPointer { powers in
            guard let powers = powers.baseAddress else { return }
            for n in 0..<Int(p) {
                let row = powers + n &* stride
                evaluate(0, orderA, row, valueA, half, reciprocal, p)
                evaluate(orderA, orderB, row, valueB, half, reciprocal, p)
                for lane in 0..<lanes {
                    let (a, b) = (valueA[lane], valueB[lane])
                    let old0 = x0[lane]
                    let old1 = x1[lane]
                    x0[lane] = ScreenKernel.reduced(old0 &* a &+ y0[lane] &* b, half, reciprocal, p)
                    x1[lane] = ScreenKernel.reduced(old1 &* a &+ y1[lane] &* b, half, reciprocal, p)
                    y0[lane] = old0
                    y1[lane] = old1
                    root[lane] |= b == 0 ? 1 : 0
                }
            }
        }
        var bits: UInt32 = 0
        for lane in 0..<lanes where root[lane] != 0 && (x0[lane] &+ y1[lane]) % p == 0 { bits |= 1 << UInt32(lane) }
        return bits
    }
}

extension Int32 {
    /// The integer value of a double known to lie in range.
    @inline(__always)
    fileprivate init(unsafe value: Double) { self = value.isFinite ? Int32(value) : 0 }
}
