import Arithmetic
import Expressions

/// Shows that a polynomial or an equation has a real root in a ball.
enum RootIsolation {
    /// Whether p takes values of different signs at the ends of the ball, so that a root lies between them; also true
    /// when p is 0 at an end.
    ///
    /// The ends are those of a ball a little wider than the given one.
    static func hasRoot(_ p: Polynomial<Integer>, in ball: Ball, precision: Int) -> Bool {
        let low = ball.midpoint.subtracting(ball.radius, precision: precision)
        let high = ball.midpoint.adding(ball.radius, precision: precision)
        let (atLow, atHigh) = (p.evaluated(at: low, precision: precision), p.evaluated(at: high, precision: precision))
        return (atLow.isPositive && atHigh.isNegative) || (atLow.isNegative && atHigh.isPositive)
            || atLow.isZero || atHigh.isZero
    }

    /// Whether left − right, as a function of the symbol x, takes values of different signs near the ends of the ball:
    /// for a function that is continuous there, a root lies between them.
    static func hasRoot(
        _ left: Expression, equals right: Expression, in ball: Ball, evaluator: Evaluator
    ) -> Bool {
        guard let exponent = ball.exponentOfRadius else { return false }
        // Rational ends at most a quarter of the radius outside.
        let bits = 3 - exponent
        // A difference as small as the radius must not pass for 0.
        let digits = Int(Double(max(0, bits)) * 0.30103) + 10
        guard let middle = ball.nearestInteger(scaledByPowerOfTwo: bits),
            let radius = ball.radius.nearestInteger(scaledByPowerOfTwo: bits)
        else { return false }
        func sign(_ numerator: Integer) -> Int {
            let x =
                bits >= 0 ? Rational(numerator, Integer(2).power(bits)) : Rational(numerator * Integer(2).power(-bits))
            let term = left.substituting("x", with: Expression(x)) - right
            guard let value = try? evaluator.evaluate(term, digits: digits).value, value.isReal else { return 0 }
            return value.real.isPositive ? 1 : value.real.isNegative ? -1 : 0
        }
        return sign(middle - radius - 1) * sign(middle + radius + 1) < 0
    }
}
