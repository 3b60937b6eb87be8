import Arithmetic

/// Factorial reduction decided in finite fields: the screen that replaces greatest common divisors of huge integers.
///
/// Over F_p the coefficients of a(n), b(n) have period p in n. Let P = M(1) M(2) ⋯ M(p) mod p with
/// M(n) = [[0, b(n)], [1, a(n)]], the p-curvature of the recurrence. A fraction whose reduced denominators grow only
/// exponentially (gcd(p(n), q(n)) grows like a power of n!) has a nilpotent P at all large good primes
/// (Grothendieck–Katz; Chudnovsky; André, G-Functions and Geometry, 1989), that is det P ≡ 0 and trace P ≡ 0.
///
/// The screen is one-sided: a fraction that fails at one good prime has no full factorial reduction; one that passes at
/// all primes may be an impostor with probability about ∏ 1/p, or when its b is irreducible over Q but splits modulo
/// all of them.
public struct NilpotenceScreen: Sendable {
    /// The primes used, ascending, each below 2^15.
    public let primes: [UInt32]

    /// The 22 primes 103, 107, …, 223: large enough for every fraction with coefficients of a few hundred, and so many
    /// that accidental passing is out of the question.
    public static let standardPrimes: [UInt32] = [
        103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197, 199, 211, 223,
    ]

    /// The screen at the given primes.
    public init(primes: [UInt32] = NilpotenceScreen.standardPrimes) { self.primes = primes }

    /// Whether P is nilpotent at every good prime.
    ///
    /// A prime that divides the leading coefficient of b or (deg b = 2 deg a) the discriminant A² + 4B ≠ 0 of the
    /// leading symbol is bad: it proves nothing and is skipped. Cost: about 2p multiplications at the first prime for
    /// nearly all fractions; the others go on to the next prime.
    public func passes(_ fraction: PolynomialContinuedFraction) -> Bool {
        for p in primes where !NilpotenceScreen.isBad(p, for: fraction) {
            if !NilpotenceScreen.isNilpotent(a: fraction.a.modulo(p), b: fraction.b.modulo(p), prime: p) {
                return false
            }
        }
        return true
    }

    /// Whether the prime proves nothing for this fraction.
    static func isBad(_ p: UInt32, for fraction: PolynomialContinuedFraction) -> Bool {
        guard let leadB = fraction.b.leadingCoefficient, let degreeB = fraction.b.degree else { return true }
        if leadB.modulo(UInt(p)) == 0 { return true }
        guard let leadA = fraction.a.leadingCoefficient, let degreeA = fraction.a.degree else { return true }
        if degreeB == 2 * degreeA {
            let discriminant = leadA * leadA + 4 * leadB
            return !discriminant.isZero && discriminant.modulo(UInt(p)) == 0
        }
        return false
    }

    /// Whether the period product is nilpotent modulo p, for coefficients reduced modulo p, lowest degree first.
    ///
    /// The values over the period come from forward differences: additions only. Cost: p steps of two multiplications.
    public static func isNilpotent(a: [UInt32], b: [UInt32], prime p: UInt32) -> Bool {
        let modulus = UInt64(p)
        // Lemire's remainder: for v < 2^32, v mod p is the high word of (v · ⌈2^64/p⌉ mod 2^64) · p.
        let reciprocal = UInt64.max / modulus + 1
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: a.count + b.count + 2) { table in
            let differencesA = UnsafeMutableBufferPointer(rebasing: table[..<max(1, a.count)])
            let differencesB = UnsafeMutableBufferPointer(rebasing: table[max(1, a.count)...])
            fillDifferences(a, differencesA, modulus)
            fillDifferences(b, differencesB, modulus)
            let orderA = max(1, a.count)
            let orderB = max(1, b.count)
            var hasRoot = false
            // Two rows of the product: (x, y) → (x·a + y·b, x).
            var x0: UInt64 = 1
            var y0: UInt64 = 0
            var x1: UInt64 = 0
            var y1: UInt64 = 1
            for _ in 0..<p {
                let valueA = UInt64(differencesA[0])
                let valueB = UInt64(differencesB[0])
                hasRoot = hasRoot || valueB == 0
                let next0 = remainder(x0 &* valueA &+ y0 &* valueB, reciprocal, modulus)
                let next1 = remainder(x1 &* valueA &+ y1 &* valueB, reciprocal, modulus)
                (x0, y0, x1, y1) = (next0, x0, next1, x1)
                advance(differencesA, orderA, p)
                advance(differencesB, orderB, p)
            }
            return hasRoot && (x0 + y1) % modulus == 0
        }
    }

    @inline(__always)
    private static func remainder(_ value: UInt64, _ reciprocal: UInt64, _ modulus: UInt64) -> UInt64 {
        (reciprocal &* value).multipliedFullWidth(by: modulus).high
    }

    /// Fills the forward differences at n = 1 of the polynomial.
    private static func fillDifferences(
        _ coefficients: [UInt32], _ table: UnsafeMutableBufferPointer<UInt32>, _ modulus: UInt64
    ) {
        let order = max(1, coefficients.count)
        let p = UInt32(modulus)
        for i in 0..<order { table[i] = UInt32(evaluate(coefficients, at: UInt32(i + 1), modulus)) }
        for level in 1..<max(1, order) {
            for i in stride(from: order - 1, through: level, by: -1) {
                table[i] = table[i] >= table[i - 1] ? table[i] - table[i - 1] : table[i] + p - table[i - 1]
            }
        }
    }

    /// Moves from n to n + 1.
    @inline(__always)
    private static func advance(_ table: UnsafeMutableBufferPointer<UInt32>, _ order: Int, _ p: UInt32) {
        for i in 0..<(order &- 1) {
            let sum = table[i] &+ table[i &+ 1]
            table[i] = min(sum, sum &- p)
        }
    }

    @inline(__always)
    static func evaluate(_ coefficients: [UInt32], at n: UInt32, _ modulus: UInt64) -> UInt64 {
        var value: UInt64 = 0
        for coefficient in coefficients.reversed() {
            value = (value * UInt64(n) + UInt64(coefficient)) % modulus
        }
        return value
    }
}
