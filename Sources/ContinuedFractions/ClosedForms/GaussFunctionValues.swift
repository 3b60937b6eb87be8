import Arithmetic
import Expressions

/// Values of F(a, b; c; z) for rational parameters and z < 1, z ≠ 0.
///
/// The formulas of the literature hold near 0; those that are used for all z < 1 have both sides analytic there.
enum GaussFunctionValues {
    private static let half = Rational(1, 2)

    /// The value by this formula with these roles of a and b; nil when it does not apply.
    static func value(
        _ formula: HypergeometricFormula, _ a: Rational, _ b: Rational, _ c: Rational, _ z: Rational
    ) -> Expression? {
        switch formula {
        case .power: b == c ? Expression(1 - z).raised(to: -a) : nil
        case .logarithm: a == 1 && b == 1 && c == 2 ? logarithm(z) : nil
        case .inverseTangent: a == half && b == 1 && c == half + 1 ? inverseTangent(z) : nil
        case .inverseSineOverRoot: a == 1 && b == 1 && c == half + 1 ? inverseSineOverRoot(z) : nil
        case .inverseSine: a == half && b == half && c == half + 1 ? inverseSine(z) : nil
        case .binomialEven: b == a + half && c == half ? binomialEven(a, z) : nil
        case .binomialOdd: b == a + half && c == half + 1 && a != half ? binomialOdd(a, z) : nil
        case .binomialDouble:
            b == a + half && c == a * 2 ? .product([root(1 - z, -half), power(mean(z), 1 - a * 2)]) : nil
        case .binomialDoubleNext: b == a + half && c == a * 2 + 1 ? power(mean(z), -a * 2) : nil
        case .multipleCosine: a + b == 1 && c == half ? multipleCosine(a, z) : nil
        case .multipleSine: a + b == 1 && c == half + 1 && a != half ? multipleSine(a, z) : nil
        case .gaussSecond:
            z == half && c * 2 == a + b + 1
                ? GammaQuotient(above: [half, c], below: [(a + 1) / 2, (b + 1) / 2]).expression : nil
        case .bailey:
            z == half && a + b == 1
                ? GammaQuotient(above: [c / 2, (c + 1) / 2], below: [(c + a) / 2, (c - a + 1) / 2]).expression : nil
        case .kummerTheorem:
            z == -1 && c == a - b + 1 && b < 1
                ? GammaQuotient(above: [c, a / 2 + 1], below: [a + 1, a / 2 - b + 1]).expression : nil
        case .ellipticK: a == half && b == half && c == 1 ? elliptic(.ellipticK, z) : nil
        case .ellipticE: a == -half && b == half && c == 1 ? elliptic(.ellipticE, z) : nil
        case .alternatingHarmonic:
            z == -1 && a == 1 && c == b + 1 && b > 0 ? AlternatingHarmonic.value(b)?.scaled(by: b) : nil
        case .alternatingHarmonicAtHalf:
            z == half && a == 1 && b == 1 && c > 1 ? AlternatingHarmonic.value(c - 1)?.scaled(by: (c - 1) * 2) : nil
        case .alternatingHarmonicEqual:
            z == half && a == b && c == a + 1 && a > 0
                ? AlternatingHarmonic.value(a).map { .product([Expression(2).raised(to: a), $0.scaled(by: a)]) } : nil
        default: nil
        }
    }

    /// −log(1 − z)/z, with the logarithm of a number above 1.
    private static func logarithm(_ z: Rational) -> Expression? {
        guard let inverse = z.reciprocal, let reflected = (1 - z).reciprocal else { return nil }
        return z.signum() > 0
            ? Expression.apply(.log, Expression(reflected)).scaled(by: inverse)
            : Expression.apply(.log, Expression(1 - z)).scaled(by: -inverse)
    }

    private static func root(_ x: Rational, _ exponent: Rational) -> Expression { Expression(x).raised(to: exponent) }

    /// artanh(√z)/√z by a logarithm; arctan(√−z)/√−z for z < 0.
    private static func inverseTangent(_ z: Rational) -> Expression? {
        if z.signum() < 0 {
            return arctangent(ofRoot: -z).dividedByRoot(of: -z)
        }
        return inverseHyperbolicTangent(z).dividedByRoot(of: z)
    }

    /// artanh(√z) = log((1 + √z)²/(1 − z))/2, without the 2 where the argument is a square in Q(√z).
    private static func inverseHyperbolicTangent(_ z: Rational) -> Expression {
        let sum = QuadraticNumber(1, 1, squareRootOf: z)
        guard let inverse = (1 - z).reciprocal, let square = sum.power(2)?.scaled(by: inverse) else {
            return .apply(.atanh, .squareRoot(of: z))
        }
        if let root = square.squareRoot { return .apply(.log, root.expression) }
        return Expression.apply(.log, square.expression).scaled(by: half)
    }

    /// arctan √q for q > 0, with the angles of the square and the equilateral triangle (DLMF table 4.17.1).
    private static func arctangent(ofRoot q: Rational) -> Expression {
        let angles: [Rational: Rational] = [1: Rational(1, 4), 3: Rational(1, 3), Rational(1, 3): Rational(1, 6)]
        if let part = angles[q] { return Expression(symbol: "pi").scaled(by: part) }
        return .apply(.atan, .squareRoot(of: q))
    }

    /// arcsin(√z) = arctan √(z/(1 − z)); for z < 0 the same without the i: artanh √(−z/(1 − z)).
    private static func arcsine(_ z: Rational) -> Expression {
        let tangent = z.magnitude / (1 - z)
        return z.signum() > 0 ? arctangent(ofRoot: tangent) : inverseHyperbolicTangent(tangent)
    }

    private static func inverseSine(_ z: Rational) -> Expression {
        arcsine(z).dividedByRoot(of: z.magnitude)
    }

    private static func inverseSineOverRoot(_ z: Rational) -> Expression {
        arcsine(z).dividedByRoot(of: z.magnitude * (1 - z))
    }

    /// (1 + √(1 − z))/2.
    private static func mean(_ z: Rational) -> QuadraticNumber { QuadraticNumber(half, half, squareRootOf: 1 - z) }

    /// x^r, multiplied out for small integers r.
    private static func power(_ x: QuadraticNumber, _ r: Rational) -> Expression {
        if let n = r.asInt, abs(n) <= 16, let value = x.power(n) { return value.expression }
        return x.expression.raised(to: r)
    }

    /// ((1 + √z)^(−2a) + (1 − √z)^(−2a))/2; for z = −tan² t it is cos(t)^(2a) cos(2at).
    private static func binomialEven(_ a: Rational, _ z: Rational) -> Expression {
        if z.signum() < 0 {
            let angle = arctangent(ofRoot: -z).scaled(by: a * 2)
            return .product([root(1 - z, -a), .apply(.cos, angle)])
        }
        let (p, q) = factors(z)
        return .combination([(half, power(p, -a * 2)), (half, power(q, -a * 2))])
    }

    /// ((1 + √z)^(1 − 2a) − (1 − √z)^(1 − 2a))/(2(1 − 2a)√z); for z = −tan² t it is
    /// cos(t)^(2a) sin((1 − 2a)t)/((1 − 2a) sin t).
    private static func binomialOdd(_ a: Rational, _ z: Rational) -> Expression? {
        let exponent = 1 - a * 2
        guard let inverse = exponent.reciprocal else { return nil }
        if z.signum() < 0 {
            let angle = arctangent(ofRoot: -z).scaled(by: exponent)
            let sine = Expression.product([root(1 - z, -a), .apply(.sin, angle)]).scaled(by: inverse)
            return sine.dividedByRoot(of: -z / (1 - z))
        }
        let (p, q) = factors(z)
        let difference = Expression.combination([
            (inverse * half, power(p, exponent)), (-inverse * half, power(q, exponent)),
        ])
        return difference.dividedByRoot(of: z)
    }

    /// 1 + √z and 1 − √z.
    private static func factors(_ z: Rational) -> (QuadraticNumber, QuadraticNumber) {
        (QuadraticNumber(1, 1, squareRootOf: z), QuadraticNumber(1, -1, squareRootOf: z))
    }

    /// cos((2a − 1)t)/cos t with sin² t = z; hyperbolic for z < 0.
    private static func multipleCosine(_ a: Rational, _ z: Rational) -> Expression {
        let multiple = arcsine(z).scaled(by: a * 2 - 1)
        return Expression.apply(z.signum() > 0 ? .cos : .cosh, multiple).dividedByRoot(of: 1 - z)
    }

    /// sin((2a − 1)t)/((2a − 1) sin t) with sin² t = z; hyperbolic for z < 0.
    private static func multipleSine(_ a: Rational, _ z: Rational) -> Expression? {
        let factor = a * 2 - 1
        guard let inverse = factor.reciprocal else { return nil }
        let sine = Expression.apply(z.signum() > 0 ? .sin : .sinh, arcsine(z).scaled(by: factor))
        return sine.scaled(by: inverse).dividedByRoot(of: z.magnitude)
    }

    private static func elliptic(_ function: Operator, _ z: Rational) -> Expression {
        .quotient(Expression.apply(function, Expression(z)).scaled(by: 2), Expression(symbol: "pi"))
    }
}
