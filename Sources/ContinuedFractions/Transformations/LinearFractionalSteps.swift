import Arithmetic

/// A sequence of numbers y(n) = (p(n) y(n+1) + q(n))/(r(n) y(n+1) + t(n)), given by four polynomials.
///
/// With z(n) = r(n) (r(n−1) y(n) + t(n−1)) the steps take the form z(n) = α(n) + β(n+1)/z(n+1) of a continued fraction,
/// α(n) = r(n−1) p(n) + t(n−1) r(n) and β(n) = −r(n) r(n−2) D(n−1), where D = p t − q r: insert
/// y(n) = p/r − (D/r)/(r y(n+1) + t). It needs r(n) ≠ 0 for n ≥ −1.
struct LinearFractionalSteps {
    var p: Polynomial<Integer>, q: Polynomial<Integer>, r: Polynomial<Integer>, t: Polynomial<Integer>

    /// p t − q r.
    var determinant: Polynomial<Integer> { p * t - q * r }

    /// The largest integer at which r vanishes.
    var lastSingularity: Integer? { r.integerRoots().last?.root }

    /// The continued fraction z(0), and the map that takes y(0) to z(0).
    func continuedFraction() throws(TransformationError) -> TransformedFraction {
        guard !r.isZero, lastSingularity.map({ $0 < -1 }) ?? true else {
            throw .degenerate("a denominator of the steps vanishes at an integer from -1 on")
        }
        let before = r.shifted(by: -1)
        let alpha = before * p + t.shifted(by: -1) * r
        let beta = -(r * r.shifted(by: -2) * determinant.shifted(by: -1))
        let fraction = PolynomialContinuedFraction(a: alpha, b: beta)
        try fraction.requireInfinite()
        let first = r.constantTerm
        guard let map = MobiusMap(first * before.constantTerm, first * t.evaluated(at: -1), 0, 1) else {
            throw .degenerate("the steps have determinant 0")
        }
        return TransformedFraction(fraction: fraction, map: map)
    }
}
