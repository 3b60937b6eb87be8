import Arithmetic

/// How well the convergents of one depth approximate the limit.
///
/// With p/q the reduced convergent of depth n, |p/q − L| = q^(−(1+δ)) defines δ; δ > 0 for infinitely many distinct
/// convergents proves that L is irrational.
public struct ConvergentQuality: Sendable {
    /// n.
    public let depth: Int
    /// δₙ = −1 − ln|L − p/q| / ln q for the reduced q; an enclosure of this finite value, not of its limit.
    public let delta: Ball
    /// ln q / n for the reduced denominator q: the growth rate of the denominators, at this depth.
    public let growth: Ball
    /// ln gcd(p(n), q(n)) / n.
    public let commonFactorGrowth: Ball
}

extension PolynomialContinuedFraction {
    /// δ, growth of the reduced denominators and of the common factor at depth `n`, as balls.
    ///
    /// The error of the convergent comes from the enclosed `limit`, which must be known to more digits than the
    /// convergent gives; nil when it is not, when q(n) = 0 or reduces to 1, or when the convergent equals the limit.
    /// Cost: binary splitting and one greatest common divisor.
    public func quality(atDepth n: Int, limit: Ball) -> ConvergentQuality? {
        guard n > 0 else { return nil }
        let (p, q) = convergent(n)
        guard !q.isZero else { return nil }
        let common = p.gcd(q)
        let reduced = q.dividedExactly(by: common).magnitude
        guard reduced > 1 else { return nil }
        let bits = 64
        let wide = limit.accuracyBits > 1 << 40 ? 2 * reduced.bitWidth + 64 : max(64, limit.accuracyBits + 64)
        let value = Ball(Rational(p.dividedExactly(by: common), q.dividedExactly(by: common)), precision: wide)
        let error = limit.subtracting(value, precision: wide).absoluteValue()
        guard error.isNonzero else { return nil }
        let logarithm = Ball(reduced).log(precision: bits)
        let delta = error.log(precision: bits).divided(by: logarithm, precision: bits).negated()
            .subtracting(Ball(1), precision: bits)
        let depth = Ball(n)
        return ConvergentQuality(
            depth: n, delta: delta, growth: logarithm.divided(by: depth, precision: bits),
            commonFactorGrowth: Ball(common).log(precision: bits).divided(by: depth, precision: bits))
    }
}
