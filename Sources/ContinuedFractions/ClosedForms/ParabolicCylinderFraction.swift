import Arithmetic
import Expressions

/// The continued fraction with constant a and b(n) = B(n + r), that of parabolic cylinder functions.
///
/// For x ≠ 0 and B > 0 the fraction with a = x, b(n) = B(n + r) has, with the sign s of x and y = x²/(2B), the value
/// s√(2B) U(r/2, 1/2, y)/U((r + 1)/2, 1/2, y).
///
/// Proof. By DLMF 12.8.1 and 12.7.14, f(n) = 2^(−n/2) U((r + n)/2, 1/2, y) satisfies the recurrence for x = √(2y), B = 1;
/// it is positive as soon as r + n > 0 (DLMF 13.4.4), so the convergents of a tail enclose the quotient, and they
/// converge by the theorem of Seidel and Stern, since b(n) grows like n only.
public struct ParabolicCylinderFraction: CertifiedEquation {
    /// The continued fraction.
    public let term: Expression
    /// The partial denominators x.
    public let x: Rational
    /// The leading coefficient B of b(n).
    public let slope: Rational
    /// b(n) vanishes at −r.
    public let r: Rational

    /// A certificate with these parts.
    public init(term: Expression, x: Rational, slope: Rational, r: Rational) {
        self.term = term
        self.x = x
        self.slope = slope
        self.r = r
    }

    /// The parameters of a fraction with constant a ≠ 0 and deg b = 1, B > 0; nil for other fractions.
    init?(_ fraction: FractionTerm) {
        guard fraction.a.degree == 0, fraction.b.degree == 1, fraction.b[1].signum() > 0 else { return nil }
        self.init(
            term: fraction.term, x: fraction.a[0], slope: fraction.b[1], r: fraction.b[0] / fraction.b[1])
    }

    /// y = x²/(2B).
    var argument: Rational { x * x / (slope * 2) }

    /// pcf(x, B(n + r)) = ±√(2B) U(r/2, 1/2, y)/U((r + 1)/2, 1/2, y).
    public var equation: Formula {
        let half = Rational(1, 2)
        let y = argument
        let root = Expression.squareRoot(of: slope * 2).scaled(by: Rational(x.signum()))
        let above = Expression.product([root, TricomiValue.term(r / 2, half, y)])
        return Formula(left: term, right: .quotient(above, TricomiValue.term((r + 1) / 2, half, y)))
    }

    /// The theorem.
    public var theorem: String {
        "The continued fraction of parabolic cylinder functions (DLMF 12.8.1, 12.7.14; Laplace, Seidel and Stern)"
    }

    /// The parameters, and what they give.
    public var steps: [String] { ["x = \(x), B = \(slope), r = \(r)", "\(equation)"] }

    /// Checks that a(n) and b(n) are those of the theorem, and its conditions.
    public func check() throws(CertificateError) {
        let fraction = try FractionTerm(term)
        guard !x.isZero, fraction.a == Polynomial(constant: x) else { throw CertificateError("a(n) is not x") }
        guard slope.signum() > 0, fraction.b == Polynomial([slope * r, slope]) else {
            throw CertificateError("b(n) is not B (n + r) with B > 0")
        }
        try BallAgreement.check(equation)
    }
}
