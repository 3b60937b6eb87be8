import Arithmetic
import Expressions

/// The continued fraction of a quotient of Bessel functions.
///
/// For c not 0, −1, −2, … the fraction with a(n) = A(n + c) and constant b = A²z ≠ 0 has the value
/// Ac 0F1(; c; z)/0F1(; c + 1; z) (C. F. Gauss; DLMF 10.10.1 and 10.33.1 by 10.16.9 and 10.39.9). In Bessel functions,
/// with x = 2√|z|, it is (Ax/2) I(c − 1, x)/I(c, x) for z > 0 and (Ax/2) J(c − 1, x)/J(c, x) for z < 0.
public struct BesselFraction: CertifiedEquation {
    /// How the value is written.
    public enum Style: Sendable, Hashable {
        /// By the functions I and J.
        case bessel
        /// By 0F1.
        case hypergeometric
    }

    /// The continued fraction.
    public let term: Expression
    /// The leading coefficient A of a(n).
    public let slope: Rational
    /// The lower parameter.
    public let c: Rational
    /// The argument.
    public let z: Rational
    /// How the value is written.
    public let style: Style

    /// A certificate with these parts.
    public init(term: Expression, slope: Rational, c: Rational, z: Rational, style: Style) {
        self.term = term
        self.slope = slope
        self.c = c
        self.z = z
        self.style = style
    }

    /// The parameters of a fraction with deg a = 1 and constant b; nil for other degrees.
    init?(_ fraction: FractionTerm, style: Style) {
        guard fraction.a.degree == 1, fraction.b.degree == 0 else { return nil }
        let slope = fraction.a[1]
        self.init(
            term: fraction.term, slope: slope, c: fraction.a[0] / slope, z: fraction.b[0] / (slope * slope),
            style: style)
    }

    /// Ac 0F1(; c; z)/0F1(; c + 1; z).
    var quotient: HypergeometricQuotient {
        HypergeometricQuotient(
            factor: slope * c, above: HypergeometricSymbol(upper: [], lower: [c]),
            below: HypergeometricSymbol(upper: [], lower: [c + 1]), point: z)
    }

    /// pcf(a, b) = Ac 0F1(; c; z)/0F1(; c + 1; z), or the same in Bessel functions.
    public var equation: Formula {
        switch style {
        case .hypergeometric: return Formula(left: term, right: quotient.term)
        case .bessel:
            let function: Operator = z.signum() > 0 ? .besselI : .besselJ
            let x = Expression.squareRoot(of: z.magnitude * 4)
            let above = Expression(function, [Expression(c - 1), x])
            let below = Expression(function, [Expression(c), x])
            // A√|z| is √(A²|z|) with the sign of A.
            let root = Expression.squareRoot(of: slope * slope * z.magnitude).scaled(by: Rational(slope.signum()))
            return Formula(left: term, right: .quotient(.product([root, above]), below))
        }
    }

    /// The theorem.
    public var theorem: String { "The continued fraction of Bessel quotients (Gauss; DLMF 10.10.1, 10.33.1)" }

    /// The parameters, and what they give.
    public var steps: [String] { ["A = \(slope), c = \(c), z = \(z)", "\(equation)"] }

    /// Checks that a(n) and b(n) are those of the theorem, and its conditions.
    public func check() throws(CertificateError) {
        let fraction = try FractionTerm(term)
        let n = Polynomial<Rational>.variable
        guard !slope.isZero, fraction.a == slope * (n + Polynomial(constant: c)) else {
            throw CertificateError("a(n) is not A (n + c)")
        }
        guard !z.isZero, fraction.b == Polynomial(constant: slope * slope * z) else {
            throw CertificateError("b is not A^2 z")
        }
        guard !c.isNonpositiveInteger else { throw CertificateError("c is a nonpositive integer") }
        try BallAgreement.check(equation)
    }
}
