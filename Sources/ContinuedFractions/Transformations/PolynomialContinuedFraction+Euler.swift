import Arithmetic
import Expressions

/// Euler's continued fraction of a hypergeometric series.
///
/// For Σ_{k≥0} t(k) with t(k+1)/t(k) = P(k)/Q(k): the convergents of F = pcf(Q(n−1) + P(n−1), −P(n−1) Q(n−2)) are, up to
/// the map, the partial sums, and the sum is t(0) Q(−1)/(F − P(−1)).
/// Source: L. Euler, Introductio in analysin infinitorum I (1748), chapter 18; DLMF 3.10.14.
extension PolynomialContinuedFraction {
    /// The fraction of the series with first term `first` and term ratio `ratio`: t(k + 1)/t(k) = ratio(k), k ≥ 0.
    ///
    /// The map of the result takes the sum to the value of the fraction.
    ///
    /// - Throws: `TransformationError` when the ratio is 0 or ∞ at an integer k ≥ 0, or `first` is 0.
    public static func eulerFraction(
        first: Rational, ratio: TermRatio
    ) throws(TransformationError) -> TransformedFraction {
        let (above, below) = (ratio.numerator.shifted(by: -1), ratio.denominator.shifted(by: -1))
        guard !first.isZero, !above.isZero,
            (ratio.numerator * ratio.denominator).smallestIntegerRoot(atLeast: 0) == nil
        else { throw .degenerate("the ratio of the terms of the series is 0 or infinite at some index") }
        // The denominator at index −1 only scales the first step; where it is 0 the terms are moved by one.
        if below.constantTerm.isZero {
            return try eulerFractionFromSecondTerm(first: first, ratio: ratio)
        }
        let fraction = PolynomialContinuedFraction(a: below + above, b: -(above * below.shifted(by: -1)))
        try fraction.requireInfinite()
        // S = t Q/(F − P), so F = (P S + t Q)/S, at index −1.
        let (p, q) = (above.constantTerm, below.constantTerm)
        guard let map = MobiusMap(p * first.denominator, first.numerator * q, first.denominator, 0) else {
            throw .degenerate("the first term of the series is 0")
        }
        return TransformedFraction(fraction: fraction, map: map)
    }

    /// The fraction of the series without its first term, with the map from the whole sum.
    private static func eulerFractionFromSecondTerm(
        first: Rational, ratio: TermRatio
    ) throws(TransformationError) -> TransformedFraction {
        let (above, below) = (ratio.numerator, ratio.denominator)
        let second = first * Rational(above.constantTerm, below.constantTerm)
        let fraction = PolynomialContinuedFraction(a: below + above, b: -(above * below.shifted(by: -1)))
        try fraction.requireInfinite()
        let (p, q) = (above.constantTerm, below.constantTerm)
        guard let rest = MobiusMap(p * second.denominator, second.numerator * q, second.denominator, 0),
            let tail = MobiusMap(first.denominator, -first.numerator, 0, first.denominator)
        else { throw .degenerate("a term of the series is 0") }
        return TransformedFraction(fraction: fraction, map: rest.composed(with: tail))
    }
}
