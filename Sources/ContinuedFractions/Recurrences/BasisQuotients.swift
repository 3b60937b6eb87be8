import Arithmetic

/// The limits of the quotients of all solutions of a recurrence: e₀, …, e_{r−1} with eᵢ(j) = δ(i, j) for 0 ≤ j < r, each
/// divided by the last one. The quotient of any two solutions is a Möbius image: (Σ xᵢ Lᵢ)/(Σ yᵢ Lᵢ), L_{r−1} = 1.
public struct BasisQuotients: Sendable {
    /// Lᵢ = lim eᵢ(n)/e_{r−1}(n) for i = 0 … r − 2.
    public let limits: [Ball]
    /// For each limit the rational number of small height that its ball contains, if there is one: no proof of equality,
    /// but a reason to set it aside.
    public let rationals: [Rational?]
    /// Whether all limits seem to be rational.
    public var seemRational: Bool { rationals.allSatisfy { $0 != nil } }
}

extension MonicRecurrence {
    /// The limits of eᵢ(n)/e_{r−1}(n), to at least `digits` digits each.
    ///
    /// - Throws: `LimitError.undecided` when no solution dominates, the last one does not, or the digits are not reached up
    ///   to `largestDepth`.
    public func basisQuotients(digits: Int, largestDepth: Int = 1 << 14) throws(LimitError) -> BasisQuotients {
        let recurrence = linear
        func unit(_ i: Int) -> [Integer] { (0..<order).map { $0 == i ? 1 : 0 } }
        var limits: [Ball] = []
        for i in 0..<(order - 1) {
            limits.append(
                try recurrence.quotientLimit(
                    unit(i), unit(order - 1), digits: digits, largestDepth: largestDepth
                ).value)
        }
        return BasisQuotients(limits: limits, rationals: limits.map { BasisQuotients.simpleRational(in: $0) })
    }
}

extension BasisQuotients {
    /// The simplest fraction near the midpoint of a ball when the product of its terms has less than half the bits of
    /// the ball's accuracy: a chance hit has probability below 2^(−accuracy/2).
    static func simpleRational(in ball: Ball) -> Rational? {
        guard ball.isFinite else { return nil }
        let bits = min(ball.exponentOfRadius.map { -$0 } ?? 4096, 4096)
        guard bits > 16, let nearest = ball.nearestInteger(scaledByPowerOfTwo: bits - 2) else { return nil }
        let scale = Integer(2).power(bits - 2)
        let target = Rational(nearest, scale)
        // Convergents of the simple continued fraction of the target.
        var (p0, p1): (Integer, Integer) = (1, target.floor)
        var (q0, q1): (Integer, Integer) = (0, 1)
        var rest = target - Rational(p1)
        while true {
            if p1.bitWidth + q1.bitWidth > bits / 2 { return nil }
            let candidate = Rational(p1, q1)
            if ball.contains(candidate) { return candidate }
            guard let inverse = rest.reciprocal else { return nil }
            let quotient = inverse.floor
            rest = inverse - Rational(quotient)
            (p0, p1) = (p1, quotient * p1 + p0)
            (q0, q1) = (q1, quotient * q1 + q0)
        }
    }
}
