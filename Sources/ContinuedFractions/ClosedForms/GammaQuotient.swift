import Arithmetic
import Expressions

/// A quotient of products of Gamma values at rational points, written by Gamma values in (0, 1/2).
///
/// Γ(x + 1) = xΓ(x), Γ(1/2) = √π, and Γ(x)Γ(1 − x) = π/sin(πx) for the x = 2/3, 3/4, 5/6 whose sine is a square root
/// (DLMF 5.5.1, 5.4.6, 5.5.3).
struct GammaQuotient {
    let above: [Rational]
    let below: [Rational]

    /// The term; nil where a Gamma function above has a pole. One below makes it 0.
    var expression: Expression? {
        if above.contains(where: \.isNonpositiveInteger) { return nil }
        if below.contains(where: \.isNonpositiveInteger) { return Expression(0) }
        var parts = Parts()
        for x in above { parts.multiply(by: x, exponent: 1) }
        for x in below { parts.multiply(by: x, exponent: -1) }
        return parts.expression
    }

    /// factor · √radicand · π^(halves/2) · ∏ Γ(x)^e.
    private struct Parts {
        var factor: Rational = 1
        var radicand: Rational = 1
        var halvesOfPi = 0
        var gammas: [(x: Rational, exponent: Int)] = []

        mutating func multiply(by x: Rational, exponent: Int) {
            let base = x.unitRepresentative
            let count = (x - base).asInt ?? 0
            let rising = count >= 0 ? base.rising(count) : x.rising(-count)
            factor *= (count >= 0) == (exponent > 0) ? rising : rising.reciprocal ?? 1
            switch base {
            case 1: break
            case Rational(1, 2): halvesOfPi += exponent
            case Rational(2, 3): reflect(base, exponent, twiceSineSquared: 3)
            case Rational(3, 4): reflect(base, exponent, twiceSineSquared: 2)
            case Rational(5, 6): reflect(base, exponent, twiceSineSquared: 1)
            default: append(base, exponent)
            }
        }

        /// Γ(x) = 2π/((2 sin πx) Γ(1 − x)), given (2 sin πx)².
        private mutating func reflect(_ x: Rational, _ exponent: Int, twiceSineSquared: Rational) {
            factor *= Rational(2).power(exponent)
            radicand *= twiceSineSquared.power(-exponent)
            halvesOfPi += 2 * exponent
            append(1 - x, -exponent)
        }

        private mutating func append(_ x: Rational, _ exponent: Int) {
            if let index = gammas.firstIndex(where: { $0.x == x }) {
                gammas[index].exponent += exponent
            } else {
                gammas.append((x, exponent))
            }
        }

        var expression: Expression {
            func product(_ sign: Int) -> Expression {
                var factors: [Expression] = []
                let halves = sign * halvesOfPi
                if halves > 0 { factors.append(Expression(symbol: "pi").raised(to: Rational(Integer(halves), 2))) }
                for (x, exponent) in gammas where sign * exponent > 0 {
                    factors.append(
                        Expression.apply(.gamma, Expression(x)).raised(to: Rational(sign * exponent)))
                }
                return .product(factors)
            }
            let root = Expression.squareRoot(of: radicand)
            return .quotient(.product([root, product(1)]).scaled(by: factor), product(-1))
        }
    }
}
