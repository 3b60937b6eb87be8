import Arithmetic
import Expressions

/// The value of U(1, b, z), or of U(1/2, 1/2, z), at a rational z > 0.
///
/// U(1, s + 1, z) = z^(−s) e^z Γ(s, z) (DLMF 13.6.6 with 13.2.40), and Γ(s + 1, z) = sΓ(s, z) + z^s e^(−z) (DLMF 8.8.2),
/// so g(s) = U(1, s + 1, z) satisfies z g(s + 1) = s g(s) + 1. It leads integers s to g(0) = e^z E₁(z) and half-integers to
/// g(1/2) = √(π/z) e^z erfc(√z) (DLMF 8.4.4, 8.4.6). U(1/2, 1/2, z) = √π e^z erfc(√z) (DLMF 13.6.8).
public struct TricomiValue: CertifiedEquation {
    /// The parameters.
    public let a: Rational, b: Rational
    /// The argument.
    public let z: Rational

    /// A certificate for U(a, b, z).
    public init(a: Rational, b: Rational, z: Rational) {
        self.a = a
        self.b = b
        self.z = z
    }

    /// The largest number of steps of the recurrence.
    public static let largestShift = 1000

    /// The term `hyperu(a, b, z)`; 1 for a = 0.
    static func term(_ a: Rational, _ b: Rational, _ z: Rational) -> Expression {
        a.isZero ? Expression(1) : Expression(.tricomiU, [Expression(a), Expression(b), Expression(z)])
    }

    /// The value; nil where none is known.
    var value: Expression? {
        guard z.signum() > 0, let inverse = z.reciprocal else { return nil }
        let half = Rational(1, 2)
        let exponential = Expression.apply(.exp, Expression(z))
        let complement = Expression.product([exponential, .apply(.erfc, .squareRoot(of: z))])
        let pi = Expression(symbol: "pi")
        if a == half, b == half { return .product([.apply(.squareRoot, pi), complement]) }
        guard a == 1 else { return nil }
        let s = b - 1
        let start = s.isInteger ? Rational(0) : half
        guard let count = (s - start).asInt, abs(count) <= TricomiValue.largestShift else {
            let integral = Expression(.incompleteGamma, [Expression(s), Expression(z)])
            return .product([Expression(z).raised(to: -s), exponential, integral])
        }
        // g(s) = p g(start) + q.
        var (p, q): (Rational, Rational) = (1, 0)
        if count > 0 {
            for i in 0..<count {
                let order = start + Rational(i)
                (p, q) = (p * order * inverse, (q * order + 1) * inverse)
            }
        } else {
            for i in 0..<(-count) {
                let order = start - Rational(i + 1)
                (p, q) = (p * z / order, (q * z - 1) / order)
            }
        }
        let base =
            start.isZero
            ? Expression.product([exponential, .apply(.exponentialIntegralOne, Expression(z))])
            : Expression.product([.apply(.squareRoot, pi), complement]).dividedByRoot(of: z)
        return .combination([(p, base), (q, Expression(1))])
    }

    /// hyperu(a, b, z) = value.
    public var equation: Formula {
        let left = TricomiValue.term(a, b, z)
        return Formula(left: left, right: value ?? left)
    }

    /// The theorem.
    public var theorem: String { "U by incomplete Gamma functions (DLMF 13.6.6, 13.6.8, 8.8.2, 8.4.4, 8.4.6)" }

    /// The equation.
    public var steps: [String] { ["\(equation)"] }

    /// Checks that the formulas apply.
    public func check() throws(CertificateError) {
        guard value != nil, !a.isZero else { throw CertificateError("no value of U(\(a), \(b), \(z)) is known") }
        try BallAgreement.check(equation)
    }
}
