import Arithmetic
import Expressions

/// Gauss's continued fraction for a quotient of contiguous 2F1, in the form of Nörlund.
///
/// For λ² = A² + 4B > 0 and z = (1 − A/λ)/2 the fraction with
///     a(n) = λ(c + n − (a + b + 2n + 1) z), b(n) = λ² z(1 − z)(n + a)(n + b)
/// has the value λc F(a, b; c; z)/F(a + 1, b + 1; c + 1; z), when Re z < 1/2 and c is not 0, −1, −2, …
/// (DLMF 15.7.5).
///
/// The same holds at z = 1/2, where a(n) = λ(c − (a + b + 1)/2) does not depend on n, if that number divided by λ is
/// positive: f(n) = F(a + n, b + n; c + n; 1/2) satisfies the recurrence, and is positive for large n, as all terms of
/// the series are. So the tails that f gives are positive from some index on, as are the b(n), and the convergents of
/// such a tail enclose it; they converge by the theorem of Seidel and Stern, since b(n) grows like n² only.
public struct GaussFraction: CertifiedEquation {
    /// The continued fraction.
    public let term: Expression
    /// The root λ of A² + 4B.
    public let lambda: QuadraticNumber
    /// The upper parameters: the zeros of b(n) are −a and −b.
    public let a: QuadraticNumber, b: QuadraticNumber
    /// The lower parameter.
    public let c: QuadraticNumber
    /// The argument, at most 1/2.
    public let z: QuadraticNumber

    /// A certificate with these parts.
    public init(
        term: Expression, lambda: QuadraticNumber, a: QuadraticNumber, b: QuadraticNumber, c: QuadraticNumber,
        z: QuadraticNumber
    ) {
        self.term = term
        self.lambda = lambda
        self.a = a
        self.b = b
        self.c = c
        self.z = z
    }

    /// The parameters of a fraction with deg a ≤ 1 and deg b = 2; nil where the theorem has no such parameters.
    init?(_ fraction: FractionTerm) {
        guard let (r, s) = fraction.numeratorRoots, (fraction.a.degree ?? 2) <= 1 else { return nil }
        let slope = fraction.a[1]
        let discriminant = slope * slope + 4 * fraction.b[2]
        guard discriminant.signum() > 0 else { return nil }
        let sign = slope.isZero ? fraction.a[0].signum() : slope.signum()
        let root = QuadraticNumber(0, Rational(sign), squareRootOf: discriminant)
        guard let inverse = root.reciprocal else { return nil }
        term = fraction.term
        lambda = root
        (a, b) = (r, s)
        z = inverse.scaled(by: -slope / 2).adding(Rational(1, 2))
        let sum = fraction.b[1] / fraction.b[2]
        guard let c = inverse.scaled(by: fraction.a[0]).plus(z.scaled(by: sum + 1)) else { return nil }
        self.c = c
    }

    /// λc F(a, b; c; z)/F(a + 1, b + 1; c + 1; z), when all parameters are rational.
    var quotient: HypergeometricQuotient? {
        guard let a = a.rational, let b = b.rational, let c = c.rational, let z = z.rational,
            let factor = lambda.rational
        else { return nil }
        return HypergeometricQuotient(
            factor: factor * c, above: HypergeometricSymbol(upper: [a, b], lower: [c]),
            below: HypergeometricSymbol(upper: [a + 1, b + 1], lower: [c + 1]), point: z)
    }

    /// pcf(a, b) = λc F(a, b; c; z)/F(a + 1, b + 1; c + 1; z).
    public var equation: Formula {
        if let quotient { return Formula(left: term, right: quotient.term) }
        let above = HypergeometricSymbol.term([a.expression, b.expression], [c.expression], z.expression)
        let below = HypergeometricSymbol.term(
            [a.adding(1).expression, b.adding(1).expression], [c.adding(1).expression], z.expression)
        let factor = lambda.times(c)?.expression ?? .product([lambda.expression, c.expression])
        return Formula(left: term, right: .quotient(.product([factor, above]), below))
    }

    /// The theorem.
    public var theorem: String { "Gauss's continued fraction for contiguous 2F1, Nörlund's form (DLMF 15.7.5)" }

    /// The parameters, and what they give.
    public var steps: [String] {
        [
            "lambda = \(lambda.expression), a root of A^2 + 4B for the leading coefficients A and B",
            "a = \(a.expression), b = \(b.expression), c = \(c.expression), z = \(z.expression)",
            "\(equation)",
        ]
    }

    /// Checks that a(n) and b(n) are those of the theorem, and its conditions.
    public func check() throws(CertificateError) {
        let fraction = try FractionTerm(term)
        guard fraction.a.degree ?? 0 <= 1, fraction.b.degree == 2 else {
            throw CertificateError("\(term) does not have deg a <= 1 and deg b = 2")
        }
        let one = QuadraticNumber(1)
        guard lambda.sign ?? 0 != 0, let half = z.scaled(by: -2).plus(one), let slope = lambda.times(half),
            slope.rational == fraction.a[1]
        else { throw CertificateError("lambda (1 - 2z) is not the leading coefficient of a(n)") }
        guard let square = lambda.times(lambda), let width = z.times(z.negated.adding(1)),
            let leading = square.times(width), leading.rational == fraction.b[2]
        else { throw CertificateError("lambda^2 z (1 - z) is not the leading coefficient of b(n)") }
        guard let sum = a.plus(b)?.rational, let product = a.times(b)?.rational,
            fraction.b[1] == fraction.b[2] * sum, fraction.b[0] == fraction.b[2] * product
        else { throw CertificateError("b(n) does not vanish at -a and -b") }
        guard let difference = c.plus(z.scaled(by: -sum - 1)), let constant = lambda.times(difference),
            constant.rational == fraction.a[0]
        else { throw CertificateError("lambda (c - (a + b + 1) z) is not a(0)") }
        guard !c.isNonpositiveInteger else { throw CertificateError("c is a nonpositive integer") }
        switch half.sign {
        case .some(1): break
        case .some(0):
            guard difference.sign == 1 else { throw CertificateError("z = 1/2 and a(n)/lambda is not positive") }
        default: throw CertificateError("z is not less than 1/2")
        }
        try BallAgreement.check(equation)
    }
}
