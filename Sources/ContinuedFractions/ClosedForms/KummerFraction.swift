import Arithmetic
import Expressions

/// The continued fraction of a quotient of contiguous 1F1.
///
/// For z ≠ 0 and c not 0, −1, −2, … the fraction with a(n) = A(c + n − z), b(n) = A²z(n + a) has the value
/// Ac M(a, c, z)/M(a + 1, c + 1, z) (A. Cuyt et al., Handbook of Continued Fractions for Special Functions, 16.1).
///
/// Proof. By series, f(n) = M(a + n, c + n, z) satisfies
///     (c + n) f(n) = (c + n − z) f(n + 1) + z (a + n + 1)/(c + n + 1) f(n + 2).
/// It tends to e^z, while y(n + 1)/y(n) grows like −n/z for every solution y that is not a multiple of it: f is minimal,
/// and Pincherle's theorem gives the value.
public struct KummerFraction: CertifiedEquation {
    /// The continued fraction.
    public let term: Expression
    /// The leading coefficient A of a(n).
    public let slope: Rational
    /// The upper parameter: b(n) vanishes at −a.
    public let a: Rational
    /// The lower parameter.
    public let c: Rational
    /// The argument.
    public let z: Rational

    /// A certificate with these parts.
    public init(term: Expression, slope: Rational, a: Rational, c: Rational, z: Rational) {
        self.term = term
        self.slope = slope
        self.a = a
        self.c = c
        self.z = z
    }

    /// The parameters of a fraction with deg a = deg b = 1; nil for other degrees.
    init?(_ fraction: FractionTerm) {
        guard fraction.a.degree == 1, fraction.b.degree == 1 else { return nil }
        let slope = fraction.a[1]
        let z = fraction.b[1] / (slope * slope)
        self.init(
            term: fraction.term, slope: slope, a: fraction.b[0] / fraction.b[1], c: fraction.a[0] / slope + z, z: z)
    }

    /// Ac M(a, c, z)/M(a + 1, c + 1, z).
    var quotient: HypergeometricQuotient {
        HypergeometricQuotient(
            factor: slope * c, above: HypergeometricSymbol(upper: [a], lower: [c]),
            below: HypergeometricSymbol(upper: [a + 1], lower: [c + 1]), point: z)
    }

    /// pcf(a, b) = Ac M(a, c, z)/M(a + 1, c + 1, z).
    public var equation: Formula { Formula(left: term, right: quotient.term) }

    /// The theorem.
    public var theorem: String {
        "The continued fraction of contiguous 1F1 (Cuyt et al., Handbook of Continued Fractions, 16.1; Pincherle)"
    }

    /// The parameters, and what they give.
    public var steps: [String] { ["A = \(slope), a = \(a), c = \(c), z = \(z)", "\(equation)"] }

    /// Checks that a(n) and b(n) are those of the theorem, and its conditions.
    public func check() throws(CertificateError) {
        let fraction = try FractionTerm(term)
        let n = Polynomial<Rational>.variable
        guard !slope.isZero, fraction.a == slope * (n + Polynomial(constant: c - z)) else {
            throw CertificateError("a(n) is not A (c + n - z)")
        }
        guard !z.isZero, fraction.b == (slope * slope * z) * (n + Polynomial(constant: a)) else {
            throw CertificateError("b(n) is not A^2 z (n + a)")
        }
        guard !c.isNonpositiveInteger else { throw CertificateError("c is a nonpositive integer") }
        try BallAgreement.check(equation)
    }
}
