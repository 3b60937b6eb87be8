import Arithmetic

extension PolynomialContinuedFraction {
    /// The equivalence transformation (inflation) (a(n), b(n)) → (c(n) a(n), c(n) c(n − 1) b(n)), which multiplies the
    /// value, and every convergent, by c(0). With 1/c for c it is the deflation that undoes it.
    ///
    /// Source: L. Lorentzen and H. Waadeland, Continued Fractions I (2008), section 1.4.
    ///
    /// - Throws: `TransformationError` when c is 0 or ∞ at an integer n ≥ 0, when the results are no polynomials with
    ///   integer coefficients, or when the fraction terminates.
    public func inflated(by multiplier: RationalMultiplier) throws(TransformationError) -> TransformedFraction {
        try requireInfinite()
        guard multiplier.isRegular, let first = multiplier.firstValue, let map = MobiusMap.scaling(by: first) else {
            throw .singularMultiplier(multiplier)
        }
        guard let above = multiplier.multiplied(by: a), let below = multiplier.multipliedTwice(by: b) else {
            throw .notIntegral(multiplier)
        }
        return TransformedFraction(fraction: PolynomialContinuedFraction(a: above, b: below), map: map)
    }

    /// The deflation by the factors that a and b share: a = c(n) a*(n), b = c(n) c(n − 1) b*(n) with the a*, b* of
    /// `CanonicalFraction`, at the same index, and c a rational function.
    ///
    /// - Throws: `TransformationError`: the fraction terminates, a = 0, or the deflated one would have a pole or would
    ///   terminate at this index (its terms have to be shifted first, as `canonicalForm` does).
    public func deflated() throws(TransformationError) -> TransformedFraction {
        try requireInfinite()
        guard let reduced = reducedTerms, let multiplier = RationalMultiplier(reduced.a, a) else {
            throw .degenerate("a(n) = 0")
        }
        return try inflated(by: multiplier)
    }
}
