import Arithmetic
import Expressions

/// Values of M(a, c, z) and 0F1(; c; z) for rational parameters and z ≠ 0.
enum ConfluentValues {
    private static let half = Rational(1, 2)

    /// M(a, c, z) by this formula; nil when it does not apply.
    static func value(
        _ formula: HypergeometricFormula, _ a: Rational, _ c: Rational, _ z: Rational
    ) -> Expression? {
        switch formula {
        case .exponential: a == c ? exponential(z) : nil
        case .errorFunction: a == half && c == half + 1 ? errorFunction(z) : nil
        case .errorFunctionScaled:
            a == 1 && c == half + 1 ? .product([exponential(z), errorFunction(-z)]) : nil
        case .incompleteGamma: c == a + 1 && z.signum() < 0 ? incompleteGamma(a, -z) : nil
        case .incompleteGammaScaled:
            a == 1 && z.signum() > 0 && c > 1 ? .product([exponential(z), incompleteGamma(c - 1, z)]) : nil
        case .besselKummer: c == a * 2 && a > 0 ? bessel(a - half, z) : nil
        default: nil
        }
    }

    /// 0F1(; c; z) by this formula; nil when it does not apply.
    static func value(_ formula: HypergeometricFormula, _ c: Rational, _ z: Rational) -> Expression? {
        let x = Expression.squareRoot(of: z.magnitude * 4)
        switch formula {
        case .hyperbolicCosine: return c == half ? .apply(z.signum() > 0 ? .cosh : .cos, x) : nil
        case .hyperbolicSine:
            return c == half + 1 ? .quotient(.apply(z.signum() > 0 ? .sinh : .sin, x), x) : nil
        default: return nil
        }
    }

    private static func exponential(_ z: Rational) -> Expression { .apply(.exp, Expression(z)) }

    /// √π erf(√−z)/(2√−z), with erfi(√z)/√z for z > 0.
    private static func errorFunction(_ z: Rational) -> Expression {
        let root = Expression.squareRoot(of: z.magnitude)
        let integral = Expression.apply(z.signum() < 0 ? .erf : .erfi, root)
        let scaled = Expression.product([.apply(.squareRoot, Expression(symbol: "pi")), integral]).scaled(by: half)
        return scaled.dividedByRoot(of: z.magnitude)
    }

    /// a z^(−a) γ(a, z) for z > 0.
    private static func incompleteGamma(_ a: Rational, _ z: Rational) -> Expression {
        let gamma = Expression(.lowerIncompleteGamma, [Expression(a), Expression(z)])
        return Expression.product([Expression(z).raised(to: -a), gamma]).scaled(by: a)
    }

    /// Γ(v + 1) e^(z/2) (z/4)^(−v) I(v, z/2), which is even in z up to the exponential.
    private static func bessel(_ v: Rational, _ z: Rational) -> Expression? {
        guard let gamma = GammaQuotient(above: [v + 1], below: []).expression else { return nil }
        let x = z.magnitude / 2
        let function = Expression(.besselI, [Expression(v), Expression(x)])
        return .product([gamma, exponential(z / 2), Expression(x / 2).raised(to: -v), function])
    }
}
