import Arithmetic
import Expressions

/// Gauss's continued fraction for F(α, β; c; w)/F(α + 1, β; c + 1; w) with β = α + 1/2.
///
/// For w < 1 and c not 0, −1, −2, … the fraction with
///     a(n) = A(n + c), b(n) = −(A²w/4)(n + 2α)(n + 2c − 1 − 2α)
/// has the value Ac F(α, α + 1/2; c; w)/F(α + 1/2, α + 1; c + 1; w). It is DLMF 15.7.1 with a = α + 1/2, b = α, whose
/// coefficients are u(n) = (n + 2α)(n + 2c − 1 − 2α)/(4(n + c − 1)(n + c)) for even and odd n alike, after the
/// equivalence transformation by A(n + c). Its parameters are rational where those of `GaussFraction` are not: this is
/// the family of arctan and artanh.
public struct SymmetricGaussFraction: CertifiedEquation {
    /// The continued fraction.
    public let term: Expression
    /// The leading coefficient A of a(n).
    public let slope: Rational
    /// The upper parameter α; the other is α + 1/2.
    public let alpha: Rational
    /// The lower parameter.
    public let c: Rational
    /// The argument, −4B/A² for the leading coefficient B of b(n).
    public let w: Rational

    /// A certificate with these parts.
    public init(term: Expression, slope: Rational, alpha: Rational, c: Rational, w: Rational) {
        self.term = term
        self.slope = slope
        self.alpha = alpha
        self.c = c
        self.w = w
    }

    /// The parameters of a fraction with deg a = 1 and deg b = 2; nil where the theorem has no such parameters.
    init?(_ fraction: FractionTerm) {
        guard fraction.a.degree == 1, let (r, s) = fraction.numeratorRoots, let first = r.rational,
            let second = s.rational
        else { return nil }
        let slope = fraction.a[1]
        let c = fraction.a[0] / slope
        guard c * 2 == first + second + 1 else { return nil }
        // Either zero may be −2α; 0 is the better one, then an integer.
        let chosen = first.isZero ? first : second.isZero ? second : first.isInteger ? first : second
        self.init(
            term: fraction.term, slope: slope, alpha: chosen / 2, c: c, w: -4 * fraction.b[2] / (slope * slope))
    }

    /// Ac F(α, α + 1/2; c; w)/F(α + 1, α + 1/2; c + 1; w).
    var quotient: HypergeometricQuotient {
        let half = Rational(1, 2)
        return HypergeometricQuotient(
            factor: slope * c, above: HypergeometricSymbol(upper: [alpha, alpha + half], lower: [c]),
            below: HypergeometricSymbol(upper: [alpha + 1, alpha + half], lower: [c + 1]), point: w)
    }

    /// pcf(a, b) = Ac F(α, α + 1/2; c; w)/F(α + 1, α + 1/2; c + 1; w).
    public var equation: Formula { Formula(left: term, right: quotient.term) }

    /// The theorem.
    public var theorem: String { "Gauss's continued fraction for contiguous 2F1 (DLMF 15.7.1 with a = b + 1/2)" }

    /// The parameters, and what they give.
    public var steps: [String] {
        ["A = \(slope), alpha = \(alpha), c = \(c), w = -4B/A^2 = \(w)", "\(equation)"]
    }

    /// Checks that a(n) and b(n) are those of the theorem, and its conditions.
    public func check() throws(CertificateError) {
        let fraction = try FractionTerm(term)
        let n = Polynomial<Rational>.variable
        guard !slope.isZero, fraction.a == slope * (n + Polynomial(constant: c)) else {
            throw CertificateError("a(n) is not A (n + c)")
        }
        let zeros = (n + Polynomial(constant: alpha * 2)) * (n + Polynomial(constant: c * 2 - 1 - alpha * 2))
        guard !w.isZero, fraction.b == (-slope * slope * w / 4) * zeros else {
            throw CertificateError("b(n) is not -(A^2 w/4)(n + 2 alpha)(n + 2c - 1 - 2 alpha)")
        }
        guard w < 1 else { throw CertificateError("w is not less than 1") }
        guard !c.isNonpositiveInteger else { throw CertificateError("c is a nonpositive integer") }
        try BallAgreement.check(equation)
    }
}
