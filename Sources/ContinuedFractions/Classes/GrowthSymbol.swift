import Arithmetic

/// The formal type at n = ∞ of the quotient of two solutions of y(n) = a(n) y(n−1) + b(n) y(n−2), as far as it does not
/// change under coboundaries.
///
/// With a ~ A n^d + A′ n^(d−1), b ~ B n^e + B′ n^(e−1) and δ = e − 2d the recurrence has two formal solutions y₊, y₋
/// (Birkhoff and Trjitzinsky, Acta Math. 60, 1933), unique up to constants. A change of basis by a matrix U over Q(n), and a
/// common factor that solves h(n+1) = r(n) h(n), leave their quotient as it is up to integer powers of n; an index shift
/// changes only lower terms. So the quotient's type is an invariant:
/// - δ < 0: (n!)^δ (−B/A²)^n n^s, s = B′/B − 2A′/A + e − d, less 2B/A² if δ = −1;
/// - δ = 0, A² + 4B ≠ 0: (λ₊/λ₋)^n n^s with λ± the roots of λ² = A λ + B and s = w √(1 + 4B/A²),
///   w = (2A′/A − B′/B − d)/(1 + 4B/A²);
/// - δ = 0, A² + 4B = 0: exp(4√(κ n)) with κ = 2A′/A − B′/B − d, or, when κ = 0, n^s with s² rational;
/// - δ > 0: (−1)^n times exp(4A√(n/B)) for δ = 1, n^(A/√B) for δ = 2, and nothing of the kind beyond; then the class of B
///   modulo squares is kept, too.
///
/// The exponent s is known modulo 2, in this sense. If y±, y′± are related by U, y₊ changes by n^k, y₋ by n^l, s by k − l. By
/// Casorati's determinant W = y₊ y₋ (1/ρ₋ − 1/ρ₊), ρ = y(n)/y(n−1), the degree of det U is k + l plus the change of the degree g
/// of 1/ρ₋ − 1/ρ₊ (g = −d for δ = 0, d − e for δ < 0, −e/2 for δ > 0), while W(n) = −b(n) W(n−1) gives that degree modulo 2 as
/// the change of N = Σ ⌊mean root⌋ deg over the irreducible factors of b. So s − N + g modulo 2 is invariant, and when s is
/// irrational, where k = l by conjugation, N − g modulo 2.
public enum GrowthSymbol: Hashable, Sendable {
    /// δ < 0: δ, B/A², and s − N + g modulo 2.
    case factorial(exponent: Int, factor: Rational, power: Rational)
    /// δ = 0, distinct roots, √(1 + 4B/A²) rational: B/A² and s − N + g modulo 2 for the positive root.
    case exponential(factor: Rational, power: Rational)
    /// δ = 0, distinct roots, irrational: B/A², w, and whether N − g is odd.
    case conjugate(factor: Rational, power: Rational, isOdd: Bool)
    /// δ = 0, a double root, κ ≠ 0: κ.
    case subexponential(rate: Rational)
    /// δ = 0, a double root, κ = 0, s irrational: s², and whether N − g is odd.
    case irrationalPower(square: Rational, isOdd: Bool)
    /// The same with rational s: the lesser of ±s − N + g modulo 2.
    case rationalPower(Rational)
    /// δ > 0 odd, or √B irrational: the square class of B, the square of A/√B for δ ≤ 2, whether δ is odd, and whether N − g
    /// is (for even δ).
    case alternating(isOdd: Bool, numerator: SquareClass, square: Rational, isParityOdd: Bool)
    /// δ > 0 even, rational √B: the lesser of ±s − N + g modulo 2, s = A/√B for δ = 2 and 0 for δ > 2.
    case alternatingPower(Rational)

    /// The symbol of a fraction; nil when a or b is 0, or a root of b is too large.
    ///
    /// Cost: the rational roots of b and some operations with rational numbers.
    public init?(_ fraction: PolynomialContinuedFraction) {
        guard let orbits = RootOrbit.orbits(of: fraction.b) else { return nil }
        self.init(fraction, orbits)
    }

    /// The symbol, from the orbits of b.
    init?(_ fraction: PolynomialContinuedFraction, _ orbits: [RootOrbit]) {
        let (a, b) = (fraction.a, fraction.b)
        guard let d = a.degree, let e = b.degree, let leadA = a.leadingCoefficient, let leadB = b.leadingCoefficient
        else { return nil }
        let factor = Rational(leadB, leadA * leadA)
        // A′/A and B′/B.
        let nextA = d > 0 ? Rational(a[d - 1], leadA) : 0
        let nextB = e > 0 ? Rational(b[e - 1], leadB) : 0
        let exponent = e - 2 * d
        // N − g modulo 2; −e/2 counts for even e only.
        let positions = orbits.reduce(0) { sum, orbit in
            orbit.positions.reduce(sum) { $0 &+ orbit.degree &* $1.position &* $1.multiplicity }
        }
        let isOdd = (positions &+ (exponent > 0 ? e / 2 : exponent == 0 ? d : e - d)) & 1 != 0
        if exponent < 0 {
            var power = nextB - 2 * nextA + Rational(e - d)
            if exponent == -1 { power -= 2 * factor }
            self = .factorial(exponent: exponent, factor: factor, power: power.adding(isOdd))
        } else if exponent > 0 {
            self = GrowthSymbol.alternating(exponent, leadA, leadB, isOdd)
        } else {
            let square = 1 + 4 * factor
            if square.isZero {
                self = GrowthSymbol.double(a, b, degree: d, isOdd)
                return
            }
            let power = (2 * nextA - nextB - Rational(d)) / square
            guard let root = square.squareRootIfPerfect else {
                self = .conjugate(factor: factor, power: power, isOdd: isOdd)
                return
            }
            self = .exponential(factor: factor, power: (power * root).adding(isOdd))
        }
    }

    private static func alternating(
        _ exponent: Int, _ leadA: Integer, _ leadB: Integer, _ isParityOdd: Bool
    ) -> GrowthSymbol {
        let isOdd = exponent % 2 != 0
        if !isOdd, let root = leadB.squareRootIfPerfect {
            return .alternatingPower((exponent == 2 ? Rational(leadA, root) : 0).addingUpToSign(isParityOdd))
        }
        let square = exponent <= 2 ? Rational(leadA * leadA, leadB) : 0
        return .alternating(
            isOdd: isOdd, numerator: SquareClass(leadB), square: square, isParityOdd: isParityOdd && !isOdd)
    }

    /// A² + 4B = 0. With y(n) = (A/2)ⁿ n!^d z(n): z(n) = 2 (1 + α₁/n + α₂/n² …) z(n−1) − (1 + β₁/n + β₂/n² …) z(n−2). To
    /// leading order z″ = (κ/n) z with κ = 2α₁ − β₁; when it is 0, s (s − 1) = 2α₁ s + 2α₂ − β₂.
    private static func double(_ a: Polynomial<Integer>, _ b: Polynomial<Integer>, degree d: Int, _ isOdd: Bool)
        -> GrowthSymbol
    {
        func coefficient(_ p: Polynomial<Integer>, _ k: Int, _ lead: Integer) -> Rational {
            guard let top = p.degree, top >= k else { return 0 }
            return Rational(p[top - k], lead)
        }
        let (leadA, leadB) = (a.leadingCoefficient ?? 1, b.leadingCoefficient ?? 1)
        let alpha1 = coefficient(a, 1, leadA)
        let alpha2 = coefficient(a, 2, leadA)
        // b(n)/(n^d (n−1)^d): (1 − 1/n)^−d = 1 + d/n + d (d+1)/(2n²) + ….
        let (b1, b2) = (coefficient(b, 1, leadB), coefficient(b, 2, leadB))
        let (d1, d2) = (Rational(d), Rational(d * (d + 1) / 2))
        let beta1 = b1 + d1
        let beta2 = b2 + b1 * d1 + d2
        let rate = 2 * alpha1 - beta1
        if !rate.isZero { return .subexponential(rate: rate) }
        let linear = 1 + 2 * alpha1
        let square = linear * linear + 4 * (2 * alpha2 - beta2)
        if let root = square.squareRootIfPerfect { return .rationalPower(root.addingUpToSign(isOdd)) }
        return .irrationalPower(square: square, isOdd: isOdd)
    }
}

extension Rational {
    /// x, or x + 1, modulo 2: in [0, 2).
    fileprivate func adding(_ isOdd: Bool) -> Rational {
        let sum = isOdd ? self + 1 : self
        return sum - 2 * Rational((sum / 2).floor)
    }

    /// The lesser of this for x and −x.
    fileprivate func addingUpToSign(_ isOdd: Bool) -> Rational { min(adding(isOdd), (-self).adding(isOdd)) }

    /// The root that is not negative; nil when the number is no square in Q.
    var squareRootIfPerfect: Rational? {
        guard signum() >= 0, let above = numerator.squareRootIfPerfect, let below = denominator.squareRootIfPerfect
        else { return nil }
        return Rational(above, below)
    }
}

/// The class of a rational number ≠ 0 modulo squares in R and in Q_p for the primes p < 64.
///
/// Equal for numbers that differ by a square of Q. Numbers with equal classes may differ by a square only at these
/// primes.
public struct SquareClass: Hashable, Sendable {
    private let bits: UInt64

    /// The class of an integer that is not 0. Cost: a division by each of 18 primes.
    public init(_ value: Integer) {
        var bits: UInt64 = value.signum() < 0 ? 1 : 0
        for (index, p) in SquareClass.primes.enumerated() {
            let prime = Integer(Int(p))
            var unit = value
            var isOdd = false
            while !unit.isZero, unit.modulo(p) == 0 {
                unit = unit.dividedExactly(by: prime)
                isOdd.toggle()
            }
            if isOdd { bits |= 1 << UInt64(2 * index + 1) }
            if p == 2 {
                // Units are squares when they are 1 modulo 8.
                bits |= UInt64(unit.modulo(8) >> 1) << 40
            } else if !SquareClass.isSquare(unit.modulo(p), p) {
                bits |= 1 << UInt64(2 * index + 2)
            }
        }
        self.bits = bits
    }

    private static let primes: [UInt] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61]

    /// Euler's criterion.
    private static func isSquare(_ x: UInt, _ p: UInt) -> Bool {
        var power: UInt = 1
        for _ in 0..<((p - 1) / 2) { power = power * x % p }
        return power == 1
    }
}
