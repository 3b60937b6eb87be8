import Arithmetic
import Expressions

/// A continued fraction with constant a and b: the root of larger modulus of x² = ax + b.
///
/// For a ≠ 0 and a² + 4b ≥ 0 it converges to (a + s√(a² + 4b))/2 with s the sign of a (L. Lorentzen, H. Waadeland,
/// Continued Fractions 1, 2008, theorem 4.1: a linear fractional transformation that is hyperbolic or parabolic; b ≠ 0).
public struct PeriodicFraction: CertifiedEquation {
    /// The continued fraction.
    public let term: Expression
    /// Its value.
    public let value: QuadraticNumber

    /// A certificate with these parts.
    public init(term: Expression, value: QuadraticNumber) {
        self.term = term
        self.value = value
    }

    /// The value of a fraction with constant a ≠ 0 and b ≠ 0; nil for other fractions.
    init?(_ fraction: FractionTerm) {
        guard fraction.a.degree == 0, fraction.b.degree == 0 else { return nil }
        let a = fraction.a[0]
        let discriminant = a * a + 4 * fraction.b[0]
        guard discriminant.signum() >= 0 else { return nil }
        self.init(
            term: fraction.term,
            value: QuadraticNumber(a / 2, Rational(Integer(a.signum()), 2), squareRootOf: discriminant))
    }

    /// pcf(a, b) = (a ± √(a² + 4b))/2.
    public var equation: Formula { Formula(left: term, right: value.expression) }

    /// The theorem.
    public var theorem: String {
        "A periodic continued fraction is the root of larger modulus (Lorentzen and Waadeland 2008, theorem 4.1)"
    }

    /// The quadratic equation.
    public var steps: [String] { ["x = a + b/x, the root that is larger in modulus", "\(equation)"] }

    /// Checks that the value is a root of x² = ax + b, and the larger one.
    public func check() throws(CertificateError) {
        let fraction = try FractionTerm(term)
        guard fraction.a.degree == 0, fraction.b.degree == 0 else {
            throw CertificateError("a and b are not constants different from 0")
        }
        let (a, b) = (fraction.a[0], fraction.b[0])
        guard (a * a + 4 * b).signum() >= 0 else { throw CertificateError("a^2 + 4b is negative") }
        guard let square = value.times(value), let rest = value.scaled(by: -a).adding(-b).plus(square),
            rest.rational == 0
        else { throw CertificateError("\(value.expression) is not a root of x^2 = a x + b") }
        // The roots have the sum a: the larger one is on the side of a of a/2, or both are a/2.
        guard let side = value.adding(-a / 2).scaled(by: a).sign, side >= 0 else {
            throw CertificateError("\(value.expression) is not the root of larger modulus")
        }
        try BallAgreement.check(equation)
    }
}
