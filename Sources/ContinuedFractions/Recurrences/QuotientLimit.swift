import Arithmetic

/// The limit of the quotient of two solutions of a recurrence, proved to lie in a ball.
public struct QuotientLimit: Sendable {
    /// The ball that contains lim p(n)/q(n).
    public let value: Ball
    /// The depth of the quotient that was used.
    public let depth: Int
    /// The enclosure that proves the radius.
    public let box: RatioBox
}

extension LinearRecurrence {
    /// lim p(n)/q(n) to at least `digits` significant digits (near 0, to twice as many decimal places).
    ///
    /// With the linear form of `RatioBox`, p(n)/q(n) tends to Λ(p)/Λ(q) when Λ(q) ≠ 0, and for every n ≥ m
    /// Λ(p)/Λ(q) = p(n)/q(n) + Σ tᵢ(n)(p(n−i) q(n) − p(n) q(n−i)) / (q(n)(q(n) + Σ tᵢ(n) q(n−i))), where the differences
    /// are exact. Cost: exact binary splitting to a depth proportional to the digits.
    ///
    /// - Parameters:
    ///   - p: the first r values p(0), …, p(r−1).
    ///   - q: those of q.
    /// - Throws: `LimitError.undecided` when there is no dominant solution, q is not told from a solution that grows more
    ///   slowly, or the digits are not reached up to `largestDepth`.
    public func quotientLimit(
        _ p: [Integer], _ q: [Integer], digits: Int, largestDepth: Int = 1 << 20
    ) throws(LimitError) -> QuotientLimit {
        guard p.count == order, q.count == order else {
            throw .undecided("a solution of a recurrence of order \(order) needs \(order) first values")
        }
        let box = try ratioBox()
        let target = LimitPlan.bits(digits)
        let perTerm = box.bitsPerTerm.isInfinite ? 8 : box.bitsPerTerm
        var depth = max(box.depth, order + 2, Int(Double(target) / perTerm) + 8)
        var reason = "the box of ratios begins at depth \(box.depth)"
        while depth <= largestDepth {
            let above = states(p, at: depth)
            let below = states(q, at: depth)
            if let value = value(above, below, box, depth: depth, precision: target + 32) {
                let radius = value.exponentOfRadius ?? Int.min
                if value.accuracyBits >= target || radius < -2 * target {
                    return QuotientLimit(value: value, depth: depth, box: box)
                }
                reason = "only \(max(0, value.accuracyBits)) bits at depth \(depth)"
            } else {
                reason = "q is not told from a solution of smaller growth at depth \(depth)"
            }
            depth += depth / 2 + 8
        }
        throw .undecided(reason)
    }

    /// The value at one depth; nil when q(n) = 0 or the denominator is not told from 0.
    private func value(
        _ p: [Integer], _ q: [Integer], _ box: RatioBox, depth: Int, precision: Int
    ) -> Ball? {
        guard !q[0].isZero else { return nil }
        let t = box.enclosure(at: depth, precision: precision)
        var numerator = Ball()
        var denominator = Ball(q[0])
        for i in 1..<order {
            numerator.addProduct(t[i - 1], Ball(p[i] * q[0] - p[0] * q[i]), precision: precision)
            denominator.addProduct(t[i - 1], Ball(q[i]), precision: precision)
        }
        guard denominator.isNonzero else { return nil }
        let correction = numerator.divided(
            by: denominator.multiplied(by: Ball(q[0]), precision: precision), precision: precision)
        return Ball(Rational(p[0], q[0]), precision: precision).adding(correction, precision: precision)
    }
}
