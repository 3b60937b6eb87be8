import Arithmetic

/// The limit of a complex continued fraction, proved to lie in a complex ball.
public struct EnclosedComplexLimit: Sendable {
    /// The ball that contains the limit.
    public let value: ComplexBall
    /// The depth at which the tail was enclosed.
    public let depth: Int
    /// The class of convergence.
    public let convergenceClass: ConvergenceClass
    /// The proof; nil for a terminating fraction or a real one.
    public let disc: CertifiedDisc?
}

extension ComplexContinuedFraction {
    /// The limit to at least `digits` significant digits of the larger part (near 0, to twice as many decimal places).
    ///
    /// The tail at a depth m is enclosed in a disc and carried back by t(n) = b(n+1)/(a(n+1) + t(n+1)) in balls, which
    /// contracts errors; where a denominator is too near 0 the exact convergents take over. Cost: m complex divisions
    /// at the target precision and O(k²) ball operations for k terms of the tail.
    ///
    /// - Throws: `LimitError` when the fraction diverges, hits a pole, or no proof is found within the limits.
    public func limit(digits: Int, largestDepth: Int = 5_000_000) throws(LimitError) -> EnclosedComplexLimit {
        if let real {
            let limit = try real.limit(digits: digits, largestDepth: largestDepth)
            return EnclosedComplexLimit(
                value: ComplexBall(limit.value), depth: limit.depth, convergenceClass: limit.convergenceClass, disc: nil
            )
        }
        let target = LimitPlan.bits(digits)
        if let root = firstVanishingNumerator { return try terminatingLimit(root, precision: target + 32) }
        let shape: ComplexTailShape
        switch ComplexTailShape.classify(self) {
        case .success(let found): shape = found
        case .failure(let failure):
            if case .divergent(let reason) = failure.convergenceClass { throw .divergent(reason) }
            throw .undecided(
                { if case .undecided(let why) = failure.convergenceClass { why } else { "no tail expansion" } }())
        }
        var plan = DiscPlan(shape, target: target)
        while plan.depth <= largestDepth, plan.terms <= EnclosureLimits.tailTerms, plan.attempts < DiscPlan.attempts {
            guard
                let disc = CertifiedDisc.prove(
                    self, shape: shape, depth: plan.depth, terms: plan.terms, precision: plan.tailPrecision)
            else {
                plan.deepenForProof()
                continue
            }
            if let value = value(disc, precision: plan.precision),
                value.accuracyBits >= target || value.upperBoundOfMagnitude.isLess(than: tiny(2 * target))
            {
                return EnclosedComplexLimit(
                    value: value, depth: plan.depth, convergenceClass: shape.convergenceClass, disc: disc)
            }
            plan.improve()
        }
        throw .undecided("no disc of the tails gives \(digits) digits up to depth \(plan.depth)")
    }

    private func tiny(_ bits: Int) -> Ball { Ball(1).scaled(byPowerOfTwo: -bits) }

    private func terminatingLimit(_ root: Integer, precision: Int) throws(LimitError) -> EnclosedComplexLimit {
        guard let index = root.asInt, index <= EnclosureLimits.terminationDepth else {
            throw .undecided("b(n) vanishes first at n = \(root), too deep to evaluate")
        }
        let last = convergents(index - 1)
        guard !last.q.isZero else { throw .pole(index: index) }
        return EnclosedComplexLimit(
            value: last.p.ball.divided(by: last.q.ball, precision: precision), depth: index - 1,
            convergenceClass: .terminating(index: index), disc: nil)
    }

    /// The value from the disc at its depth; nil when it is not finite to this precision.
    private func value(_ disc: CertifiedDisc, precision: Int) -> ComplexBall? {
        var tail = Disc(disc.enclosure(at: disc.depth, precision: precision))
        var n = disc.depth
        while n > 0 {
            let index = GaussianInteger(n)
            guard
                let next = tail.image(
                    a: a.evaluated(at: index).ball, b: b.evaluated(at: index).ball, precision: precision)
            else { break }
            tail = next
            n -= 1
        }
        let last = convergents(n)
        let t = tail.ball(precision: precision)
        let above = last.p.ball.adding(last.lastP.ball.multiplied(by: t, precision: precision), precision: precision)
        let below = last.q.ball.adding(last.lastQ.ball.multiplied(by: t, precision: precision), precision: precision)
        if below.containsZero { return nil }
        let value = above.divided(by: below, precision: precision)
        return value.isFinite ? value : nil
    }
}
