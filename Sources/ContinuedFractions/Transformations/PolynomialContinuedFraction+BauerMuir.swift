import Arithmetic

extension PolynomialContinuedFraction {
    /// The Bauer–Muir transform by the polynomial w: a fraction whose convergents are, up to the map, the modified
    /// approximants (p(n) + w(n) p(n−1))/(q(n) + w(n) q(n−1)).
    ///
    /// With λ(n) = b(n) − w(n−1) (a(n) + w(n)) its terms are α(n) = λ(n) (a(n+1) + w(n+1)) − w(n−1) λ(n+1) and
    /// β(n) = λ(n+1) λ(n−1) b(n). When w is near the tails t(n), the new fraction converges faster. Its value is the
    /// image of the old one *when the modified approximants tend to the value of the fraction*, which this function does
    /// not prove: compare enclosures of the two.
    ///
    /// Source: Lorentzen and Waadeland, Continued Fractions I (2008), section 2.4.
    ///
    /// - Throws: `TransformationError` when the fraction terminates or λ(n) = 0 at an integer n ≥ 0.
    public func bauerMuirTransform(by w: Polynomial<Integer>) throws(TransformationError) -> TransformedFraction {
        try requireInfinite()
        // 1/(t − w) as a sequence: u(n) = ((a + w)(n+1) u(n+1) + 1)/(λ(n+1) u(n+1) − w(n)).
        let sum = a + w
        let lambda = b - w.shifted(by: -1) * sum
        let steps = LinearFractionalSteps(p: sum.shifted(by: 1), q: 1, r: lambda.shifted(by: 1), t: -w)
        let transformed = try steps.continuedFraction()
        // u(0) = 1/(V − a(0) − w(0)).
        guard let first = MobiusMap(0, 1, 1, -sum.constantTerm) else {
            throw .degenerate("the first step has determinant 0")
        }
        return TransformedFraction(fraction: transformed.fraction, map: transformed.map.composed(with: first))
    }
}
