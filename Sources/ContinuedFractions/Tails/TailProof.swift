import Arithmetic

/// The certified part of a tail enclosure over balls or complex balls: the coefficients cᵢ of g and the radius
/// r(n) = K n^(e − w/q), for all n from a depth on. See `CertifiedTail` for the statement and the proof.
struct TailProof<Scalar: EnclosingScalar>: Sendable {
    /// c₀ … c_k.
    let coefficients: [Scalar]
    /// K.
    let radiusFactor: Ball
    /// w.
    let radiusOrder: Int

    /// Proves |R(n)| + |g(n)| r(n+1) ≤ r(n)(|H(n)| − r(n+1)) for all n ≥ m with k = `terms` and coefficients to
    /// `precision` bits; nil when it does not hold (a larger m, or a smaller k, may succeed).
    ///
    /// Cost: O(k²) ball operations.
    static func prove(
        _ equation: TailEquation<Scalar>, seeds: [Scalar], depth m: Int, terms: Int, precision: Int
    ) -> TailProof? {
        let exponents = equation.exponents
        let q = exponents.ramification
        let low = RemainderSeries<Ball>.boundPrecision
        let workingBits = RemainderSeries<Ball>.workingPrecision
        let bound = tailScale(m, q, low).upperBoundOfMagnitude
        let k = max(terms, seeds.count)
        let residualOrder = k + 1 + exponents.equationShift
        let radiusOrder = residualOrder - exponents.contraction
        let order = max(residualOrder, equation.highestOrder) + 2 * q + 2
        guard let coefficients = equation.solve(seeds: seeds, count: k + 1, precision: precision) else { return nil }

        // Bounds alone are wanted from here on: doubles do where nothing is lost by them.
        if let equation = equation as? TailEquation<Ball>, let values = coefficients as? [Ball],
            let majorant = TailMajorant(
                equation, values, order: order, residualOrder: residualOrder, radiusOrder: radiusOrder, depth: m),
            let factor = majorant.radiusFactor
        {
            return TailProof(coefficients: coefficients, radiusFactor: Ball(factor), radiusOrder: radiusOrder)
        }
        // g, H and the residual as series with remainders.
        let (g, h) = equation.series(coefficients, order: order, bound: bound, precision: workingBits)
        let residual = g.multiplied(by: h, from: residualOrder, bound: bound, precision: workingBits).negated()
            .adding(equation.numerator(order: order), precision: workingBits)
        let residualBound = residual.range(from: residualOrder, bound: bound).upperBoundOfMagnitude

        // r(n+1)/r(n), and |g(n)| r(n+1)/r(n) against |H(n)|.
        var ratio = RemainderSeries<Ball>(coefficients: [Ball](repeating: Ball(), count: order), remainder: Ball())
        equation.shift.add(
            Ball(1), at: radiusOrder, offset: -radiusOrder, to: &ratio.coefficients, precision: workingBits)
        ratio.remainder = equation.shift.remainder(
            Ball(1), at: radiusOrder, offset: -radiusOrder, order: order, bound: bound)
        let spread = g.multiplied(byReal: ratio, bound: bound, precision: workingBits)
            .multiplied(byPower: equation.tailOffset, bound: bound)
        let contraction = Scalar.contraction(h, spread, order: exponents.contraction, bound: bound)
        guard contraction.isPositive else { return nil }
        let contractionBound = contraction.lowerBoundOfMagnitude

        // K (Q − K u^(w + offset − σ′) ratio) ≥ |R| with K = 2|R|/Q needs K U^(…) ratio ≤ Q/2.
        let surplus = radiusOrder + equation.tailOffset - exponents.contraction
        guard surplus > 0, radiusOrder > exponents.contraction else { return nil }
        let factor = residualBound.scaled(byPowerOfTwo: 1).divided(by: contractionBound, precision: low)
            .upperBoundOfMagnitude
        let quadratic = factor.multiplied(by: bound.power(surplus, precision: low), precision: low)
            .multiplied(by: ratio.magnitudeBound(on: bound), precision: low).scaled(byPowerOfTwo: 1)
        guard factor.isFinite, quadratic.isLess(than: contractionBound) else { return nil }
        return TailProof(coefficients: coefficients, radiusFactor: factor, radiusOrder: radiusOrder)
    }

    /// The ball of g(n) ± r(n), for n at least the depth of the proof, to `precision` bits.
    func enclosure(at n: Int, _ exponents: TailExponents, precision: Int) -> Scalar {
        let low = RemainderSeries<Ball>.boundPrecision
        let u = tailScale(n, exponents.ramification, precision)
        var value = Scalar()
        for coefficient in coefficients.reversed() {
            value = value.scaled(by: u, precision: precision)
            value.add(coefficient, precision: precision)
        }
        value.add(
            Scalar(radius: radiusFactor.multiplied(by: u.power(radiusOrder, precision: low), precision: low)),
            precision: precision)
        // n^e = u^(−qe).
        return value.scaled(by: u.power(-exponents.tail, precision: precision), precision: precision)
    }
}

/// n^(−1/q).
func tailScale(_ n: Int, _ ramification: Int, _ precision: Int) -> Ball {
    let root = ramification == 1 ? Ball(n) : Ball(n).squareRoot(precision: precision)
    return Ball(1).divided(by: root, precision: precision)
}
