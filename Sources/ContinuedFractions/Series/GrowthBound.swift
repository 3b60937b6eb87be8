import Arithmetic
import Expressions

/// Bounds of a function for all integers n ≥ N ≥ 1 by powers and exponentials: l n^a r^n ≤ |f(n)| ≤ u n^b R^n.
struct GrowthBound {
    /// One of the bounds, c n^e s^n.
    struct Side {
        /// c > 0 (or 0, above).
        var factor: Ball
        /// e.
        var exponent: Rational
        /// s > 0.
        var base: Ball

        static let one = Side(factor: Ball(1), exponent: 0, base: Ball(1))

        func multiplied(by other: Side) -> Side {
            Side(
                factor: factor.multiplied(by: other.factor, precision: GrowthBound.low),
                exponent: exponent + other.exponent,
                base: base.multiplied(by: other.base, precision: GrowthBound.low))
        }

        /// The value at n.
        func value(at n: Int) -> Ball {
            let low = GrowthBound.low
            return factor.multiplied(by: GrowthBound.power(Ball(n), exponent), precision: low)
                .multiplied(by: base.power(n, precision: low), precision: low)
        }

        /// The side to a power, with the exchange of upper and lower bounds left to the caller.
        func power(_ e: Rational) -> Side {
            Side(
                factor: GrowthBound.power(factor, e), exponent: exponent * e, base: GrowthBound.power(base, e))
        }
    }

    static let low = 96

    /// The bound from above, if one is known.
    var upper: Side?
    /// The bound from below, if a positive one is known.
    var lower: Side?
    /// Whether f is known to be real.
    var isReal: Bool

    /// Bounds of a constant.
    init(constant: ComplexBall) {
        let size = constant.absoluteValue(precision: GrowthBound.low)
        let side = Side(factor: size, exponent: 0, base: Ball(1))
        upper = size.isFinite ? side : nil
        lower = size.isPositive ? side : nil
        isReal = constant.isReal
    }

    init(upper: Side?, lower: Side?, isReal: Bool) {
        self.upper = upper
        self.lower = lower
        self.isReal = isReal
    }

    /// x^e for x ≥ 0.
    static func power(_ x: Ball, _ e: Rational) -> Ball {
        if let k = e.asInt { return x.power(k, precision: low) }
        if x.isZero { return Ball() }
        return x.log(precision: low).multiplied(by: Ball(e, precision: low), precision: low).exp(precision: low)
    }

    /// f · g.
    func multiplied(by other: GrowthBound) -> GrowthBound {
        func product(_ x: Side?, _ y: Side?) -> Side? {
            guard let x, let y else { return nil }
            return x.multiplied(by: y)
        }
        return GrowthBound(
            upper: product(upper, other.upper), lower: product(lower, other.lower), isReal: isReal && other.isReal)
    }

    /// 1/f.
    var reciprocal: GrowthBound {
        let inverse = lower?.power(-1)
        let below = upper.flatMap { $0.factor.isPositive ? $0.power(-1) : nil }
        return GrowthBound(upper: inverse, lower: below, isReal: isReal)
    }

    /// |f|^e for a rational e; real when f is and e is an integer.
    func power(_ e: Rational) -> GrowthBound {
        if e.signum() < 0 { return reciprocal.power(-e) }
        return GrowthBound(upper: upper?.power(e), lower: lower?.power(e), isReal: isReal && e.isInteger)
    }

    /// f₁ + f₂ + …: above by the sum of the factors with the largest exponent and base; below where one term outweighs
    /// the others from N on.
    static func sum(_ terms: [GrowthBound], from n: Int) -> GrowthBound {
        let uppers = terms.compactMap(\.upper)
        var upper: Side?
        if uppers.count == terms.count, let first = uppers.first {
            upper = uppers.dropFirst().reduce(first) { total, side in
                Side(
                    factor: total.factor.adding(side.factor, precision: low),
                    exponent: max(total.exponent, side.exponent),
                    base: total.base.isLess(than: side.base)
                        ? side.base : Ball(union: total.base, side.base, precision: low))
            }
        }
        var lower: Side?
        for (i, term) in terms.enumerated() where lower == nil {
            guard let mine = term.lower else { continue }
            var share: Ball? = Ball()
            for (j, other) in terms.enumerated() where j != i {
                // (u/l) n^(b − a) (R/r)^n decreases from N on.
                guard let their = other.upper, let known = share else {
                    share = nil
                    break
                }
                let quotient = their.multiplied(by: mine.power(-1))
                let next = quotient.value(at: n)
                share = quotient.decreases(from: n) ? known.adding(next, precision: low) : nil
            }
            if let share, share.isLess(than: Ball(1)) {
                lower = mine
                lower?.factor.multiply(by: Ball(1).subtracting(share, precision: low), precision: low)
            }
        }
        return GrowthBound(upper: upper, lower: lower, isReal: terms.allSatisfy(\.isReal))
    }
}

extension GrowthBound.Side {
    /// Whether n^e s^n does not increase from `n` on.
    func decreases(from n: Int) -> Bool {
        let one = Ball(1)
        if exponent.signum() <= 0 { return base.isLess(than: one) || base.contains(1) && base.isExact }
        // (1 + 1/n)^e s ≤ 1.
        return ratio(from: n).isLess(than: one)
    }

    /// A bound of the quotient of the values at k + 1 and k, for all k ≥ n.
    func ratio(from n: Int) -> Ball {
        let low = GrowthBound.low
        let step = Ball(Rational(Integer(n + 1), Integer(n)), precision: low)
        return base.multiplied(by: GrowthBound.power(step, max(0, exponent)), precision: low)
    }

    /// A bound of the sum of the values at all k ≥ n; nil when it is not seen to converge.
    func tail(from n: Int) -> Ball? {
        let low = GrowthBound.low
        let gap = Ball(1).subtracting(ratio(from: n), precision: low)
        guard gap.isPositive else { return nil }
        let bound = value(at: n).divided(by: gap, precision: low).upperBoundOfMagnitude
        return bound.isFinite ? bound : nil
    }
}
