import Arithmetic

/// Shows that a polynomial has a real root in a ball.
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
}
