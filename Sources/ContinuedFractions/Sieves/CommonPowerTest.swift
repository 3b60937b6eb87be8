import Arithmetic

/// Whether p^k divides gcd(p(2p), q(2p)) at the middle primes p = 11 … 29, for one fraction given by flat coefficients.
///
/// The verdict is that of `FactorialReductionTest.passes`: a prime is skipped when it is bad (it divides the leading
/// coefficient of b, or deg b = 2 deg a and it divides the discriminant A² + 4B ≠ 0 of the leading symbol) or when
/// p^k ≥ 2^31. The values of n^j modulo p² are tabulated once, so that the values of a and b over the walk are sums over
/// the nonzero coefficients, and nothing is allocated for a fraction.
public struct CommonPowerTest: Sendable {
    /// The primes at which the common power is asked for.
    static let primes: [UInt32] = FactorialReductionTest.primes.map { UInt32($0) }
    /// The largest degree with tabulated powers; higher ones are evaluated by Horner's rule.
    static let tabulatedDegree = 16
    private static let largestModulus: UInt64 = 1 << 31
    /// n^j mod p², 0 ≤ n ≤ 2p, at offsets[index of p] + j·(2p + 1) + n.
    private let powers: [UInt32]
    private let offsets: [Int]

    /// Tabulates the powers. Cost: some thousand multiplications; make one and keep it.
    public init() {
        var powers: [UInt32] = []
        var offsets: [Int] = []
        for p in CommonPowerTest.primes {
            offsets.append(powers.count)
            powers += CommonPowerTest.residuesOfPowers(
                steps: Int(2 * p), modulus: p * p, degree: CommonPowerTest.tabulatedDegree)
        }
        self.powers = powers
        self.offsets = offsets
    }

    /// n^j modulo `modulus` at index j·(steps + 1) + n for 0 ≤ n ≤ steps, 0 ≤ j ≤ degree.
    public static func residuesOfPowers(steps: Int, modulus: UInt32, degree: Int) -> [UInt32] {
        var table = [UInt32](repeating: 1 % modulus, count: (degree + 1) * (steps + 1))
        for j in stride(from: 1, through: degree, by: 1) {
            for n in 0...steps {
                let below = UInt64(table[(j - 1) * (steps + 1) + n])
                table[j * (steps + 1) + n] = UInt32(below * UInt64(n) % UInt64(modulus))
            }
        }
        return table
    }

    /// The exponent of full factorial reduction, max(deg a, ⌈deg b/2⌉), for coefficients lowest degree first; 0 when a or
    /// b is zero.
    public static func fullOrder(a: UnsafeBufferPointer<Int>, b: UnsafeBufferPointer<Int>) -> Int {
        guard let degreeA = degree(a), let degreeB = degree(b) else { return 0 }
        return max(degreeA, (degreeB + 1) / 2)
    }

    /// Whether the full power p^d, d = `fullOrder`, divides gcd(p(2p), q(2p)) at every good prime; p² is tried first.
    ///
    /// True when a or b is zero, or both are constant: then the test says nothing.
    public func passes(a: UnsafeBufferPointer<Int>, b: UnsafeBufferPointer<Int>) -> Bool {
        let order = CommonPowerTest.fullOrder(a: a, b: b)
        if order <= 2 { return passes(a: a, b: b, order: order) }
        return passes(a: a, b: b, order: 2) && passes(a: a, b: b, order: order)
    }

    /// Whether p^order divides gcd(p(2p), q(2p)) at every good prime with p^order < 2^31.
    ///
    /// Cost: for order ≤ 2 about 4p + (number of nonzero coefficients) p/2 word operations at the first prime, which
    /// decides for most; for higher orders 2p(deg a + deg b) divisions of 64-bit words.
    ///
    /// - Parameters:
    ///   - a: the coefficients of a(n), lowest degree first; zeros at the end are allowed.
    ///   - b: those of b(n).
    public func passes(a: UnsafeBufferPointer<Int>, b: UnsafeBufferPointer<Int>, order: Int) -> Bool {
        guard order > 0, let degreeA = CommonPowerTest.degree(a), let degreeB = CommonPowerTest.degree(b) else {
            return true
        }
        let a = UnsafeBufferPointer(rebasing: a[...degreeA])
        let b = UnsafeBufferPointer(rebasing: b[...degreeB])
        let small = order <= 2 && max(degreeA, degreeB) <= CommonPowerTest.tabulatedDegree
        for (index, p) in CommonPowerTest.primes.enumerated() {
            var modulus: UInt64 = 1
            for _ in 0..<order where modulus < CommonPowerTest.largestModulus { modulus *= UInt64(p) }
            guard modulus < CommonPowerTest.largestModulus else { continue }
            if CommonPowerTest.isBad(Int(p), a: a, b: b) { continue }
            let divides =
                small
                ? tabulatedWalk(a, b, index: index, prime: p, modulus: UInt32(modulus))
                : CommonPowerTest.walk(a, b, steps: UInt64(2 * p), modulus: modulus)
            if !divides { return false }
        }
        return true
    }

    /// The same for polynomials with coefficients of any size. Cost: as above when they fit `Int`.
    public func passes(_ fraction: PolynomialContinuedFraction, order: Int) -> Bool {
        let a = fraction.a.coefficients.compactMap(\.asInt)
        let b = fraction.b.coefficients.compactMap(\.asInt)
        guard a.count == fraction.a.coefficients.count, b.count == fraction.b.coefficients.count else {
            return FactorialReductionTest.passes(fraction, order: order)
        }
        return a.withUnsafeBufferPointer { x in b.withUnsafeBufferPointer { passes(a: x, b: $0, order: order) } }
    }

    static func degree(_ coefficients: UnsafeBufferPointer<Int>) -> Int? {
        coefficients.lastIndex { $0 != 0 }
    }

    /// Whether p proves nothing, for polynomials without zeros at the end.
    private static func isBad(_ p: Int, a: UnsafeBufferPointer<Int>, b: UnsafeBufferPointer<Int>) -> Bool {
        LeadingSymbol.isBad(
            prime: p, leadA: a[a.count - 1], leadB: b[b.count - 1], balanced: b.count - 1 == 2 * (a.count - 1))
    }

    /// The walk modulo p² with tabulated powers, and whether `modulus` (p or p²) divides both ends.
    private func tabulatedWalk(
        _ a: UnsafeBufferPointer<Int>, _ b: UnsafeBufferPointer<Int>, index: Int, prime: UInt32, modulus: UInt32
    ) -> Bool {
        let square = prime * prime
        let count = Int(2 * prime + 1)
        // v mod m for v < 2^24, m ≤ 841: v·(⌊2^40/m⌋ + 1)/2^40 gives the quotient exactly.
        let reciprocal = (UInt64(1) << 40) / UInt64(square) + 1
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 128) { values in
            guard let valuesA = values.baseAddress else { return true }
            let valuesB = valuesA + 64
            values.update(repeating: 0)
            powers.withUnsafeBufferPointer { powers in
                guard let table = powers.baseAddress else { return }
                let start = table + offsets[index]
                CommonPowerTest.add(a, start, count, square, valuesA)
                CommonPowerTest.add(b, start, count, square, valuesB)
            }
            @inline(__always)
            func reduced(_ value: UInt64) -> UInt64 { value &- ((value &* reciprocal) >> 40) &* UInt64(square) }
            var (p0, p1, q0, q1) = (UInt64(1), reduced(UInt64(valuesA[0])), UInt64(0), UInt64(1))
            for n in 1..<count {
                let x = reduced(UInt64(valuesA[n]))
                let y = reduced(UInt64(valuesB[n]))
                (p0, p1) = (p1, reduced(p1 &* x &+ p0 &* y))
                (q0, q1) = (q1, reduced(q1 &* x &+ q0 &* y))
            }
            return p1 % UInt64(modulus) == 0 && q1 % UInt64(modulus) == 0
        }
    }

    /// Adds Σ cⱼ n^j, not reduced: at most 17 terms below 841² each, less than 2^24 in all.
    @inline(__always)
    private static func add(
        _ coefficients: UnsafeBufferPointer<Int>, _ table: UnsafePointer<UInt32>, _ count: Int, _ modulus: UInt32,
        _ values: UnsafeMutablePointer<UInt32>
    ) {
        for j in 0..<coefficients.count where coefficients[j] != 0 {
            let remainder = coefficients[j] % Int(modulus)
            let factor = UInt32(truncatingIfNeeded: remainder < 0 ? remainder &+ Int(modulus) : remainder)
            let row = table + j &* count
            for n in 0..<count { values[n] = values[n] &+ factor &* row[n] }
        }
    }

    /// The walk modulo any `modulus` < 2^31, and whether it divides both ends.
    private static func walk(
        _ a: UnsafeBufferPointer<Int>, _ b: UnsafeBufferPointer<Int>, steps: UInt64, modulus: UInt64
    ) -> Bool {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: a.count + b.count) { residues in
            func reduce(_ coefficients: UnsafeBufferPointer<Int>, at start: Int) {
                for (j, coefficient) in coefficients.enumerated() {
                    let remainder = coefficient % Int(modulus)
                    residues[start + j] = UInt64(remainder < 0 ? remainder + Int(modulus) : remainder)
                }
            }
            reduce(a, at: 0)
            reduce(b, at: a.count)
            @inline(__always)
            func value(_ range: Range<Int>, _ n: UInt64) -> UInt64 {
                var value: UInt64 = 0
                for j in range.reversed() { value = (value &* n &+ residues[j]) % modulus }
                return value
            }
            let ofA = 0..<a.count
            let ofB = a.count..<(a.count + b.count)
            var (p0, p1, q0, q1) = (1 % modulus, value(ofA, 0), UInt64(0), 1 % modulus)
            for n in 1...steps {
                let x = value(ofA, n)
                let y = value(ofB, n)
                (p0, p1) = (p1, (p1 &* x &+ p0 &* y) % modulus)
                (q0, q1) = (q1, (q1 &* x &+ q0 &* y) % modulus)
            }
            return p1 == 0 && q1 == 0
        }
    }
}
