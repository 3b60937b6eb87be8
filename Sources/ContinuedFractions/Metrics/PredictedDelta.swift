extension FractionMetricsMeter {
    /// lim δₙ in closed form, from ln εₙ and ln q̃ₙ to their leading orders:
    ///
    /// - error (n!)^(−k) with k = 2d − deg b > 0 and common factors (n!)^s, s < d = deg a: δ = k/(d − s) − 1;
    /// - error |r|^(−n) with full reduction s = d: δ = ln|r| / (ln|λ₁| − c) − 1 with the larger root λ₁ of the leading
    ///   symbol and the rate c of `CommonFactorGrowth`; for 6/ζ(3), 8 ln(1 + √2)/(4 ln(1 + √2) + 3) − 1 = 0.0805…;
    /// - an error that falls more slowly than the reduced denominators grow: δ = −1.
    ///
    /// Nil for fractions that terminate or diverge, and where the growth of the denominators is not known this way.
    static func predictedDelta(
        _ fraction: PolynomialContinuedFraction, _ convergence: ConvergenceClass, _ symbol: SolutionGrowth,
        common: PrimeExponents.FactorialGrowth?, growth: FractionMetrics.GrowthRate, _ convergents: [ReducedConvergent]
    ) -> Double? {
        guard let common else { return nil }
        // ln q̃ₙ ~ excess/2 · n ln n.
        let excess = symbol.doubledOrder - 2 * common.power
        switch convergence {
        case .factorial(let order):
            return excess > 0 ? 2 * Double(order) / Double(excess) - 1 : nil
        case .exponential:
            if excess > 0 { return -1 }
            guard excess == 0,
                let factor = CommonFactorGrowth(fraction, growth: common, convergents: convergents)
            else { return nil }
            let rate = symbol.larger - factor.rate
            return rate > 1e-9 ? symbol.logarithmOfRatio / rate - 1 : nil
        case .stretchedExponential, .polynomial, .logarithmic:
            return excess > 0 || growth.linear > 0.05 ? -1 : nil
        case .terminating, .divergent, .undecided:
            return nil
        }
    }
}
