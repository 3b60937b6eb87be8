import Arithmetic
import Expressions

/// The continued fraction of a quotient of contiguous Tricomi functions U, where A² + 4B = 0.
///
/// For s ≠ 0 and z > 0 the fraction with
///     a(n) = s(2n + 2a − b + z), b(n) = −s²(n + a − 1)(n + a − b)
/// has the value s U(a − 1, b, z)/U(a, b, z): f(n) = U(a + n, b, z) satisfies its recurrence (DLMF 13.3.7) and is minimal
/// as n → ∞ (DLMF 13.29(iv)), so Pincherle's theorem gives the value (contraction of DLMF 13.5.3).
public struct TricomiFraction: CertifiedEquation {
    /// The continued fraction.
    public let term: Expression
    /// Half the leading coefficient of a(n).
    public let s: Rational
    /// The parameters of U.
    public let a: Rational, b: Rational
    /// The argument.
    public let z: Rational

    /// A certificate with these parts.
    public init(term: Expression, s: Rational, a: Rational, b: Rational, z: Rational) {
        self.term = term
        self.s = s
        self.a = a
        self.b = b
        self.z = z
    }

    /// The parameters of a fraction with A² + 4B = 0; nil where the theorem has no such parameters.
    init?(_ fraction: FractionTerm) {
        guard fraction.a.degree == 1, let (r, t) = fraction.numeratorRoots, let first = r.rational,
            let second = t.rational, fraction.a[1] * fraction.a[1] + 4 * fraction.b[2] == 0
        else { return nil }
        let s = fraction.a[1] / 2
        let z = fraction.a[0] / s - first - second - 1
        guard z.signum() > 0 else { return nil }
        // The zeros may be exchanged: 0 first gives U(0, b, z) = 1.
        let (low, high) = second.isZero || (second.isInteger && !first.isInteger) ? (second, first) : (first, second)
        self.init(term: fraction.term, s: s, a: low + 1, b: low - high + 1, z: z)
    }

    /// pcf(a, b) = s U(a − 1, b, z)/U(a, b, z).
    public var equation: Formula {
        let above = TricomiValue.term(a - 1, b, z).scaled(by: s)
        return Formula(left: term, right: .quotient(above, TricomiValue.term(a, b, z)))
    }

    /// The theorem.
    public var theorem: String { "The continued fraction of contiguous U (DLMF 13.3.7, 13.29(iv), 13.5.3; Pincherle)" }

    /// The parameters, and what they give.
    public var steps: [String] { ["s = \(s), a = \(a), b = \(b), z = \(z)", "\(equation)"] }

    /// Checks that a(n) and b(n) are those of the theorem, and its conditions.
    public func check() throws(CertificateError) {
        let fraction = try FractionTerm(term)
        let n = Polynomial<Rational>.variable
        guard !s.isZero, fraction.a == Polynomial([s * (a * 2 - b + z), s * 2]) else {
            throw CertificateError("a(n) is not s (2n + 2a - b + z)")
        }
        guard fraction.b == (-s * s) * ((n + Polynomial(constant: a - 1)) * (n + Polynomial(constant: a - b))) else {
            throw CertificateError("b(n) is not -s^2 (n + a - 1)(n + a - b)")
        }
        guard z.signum() > 0 else { throw CertificateError("z is not positive") }
        try BallAgreement.check(equation)
    }
}
