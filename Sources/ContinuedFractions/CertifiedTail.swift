import Arithmetic

/// A proved enclosure of all tails of a continued fraction from a depth on: for every n ≥ m,
/// t(n) ∈ [g(n) − r(n), g(n) + r(n)] with g(n) = n^e Σ_{i≤k} cᵢ n^(−i/q) and r(n) = K n^(e − w/q).
///
/// Proof. With H(n) = a(n+1) + g(n+1) and the residual
/// R(n) = b(n+1) − g(n) H(n), a tail t(n+1) = g(n+1) + δ with |δ| ≤ r(n+1) gives
/// |t(n) − g(n)| = |R(n) − g(n) δ| / |H(n) + δ|, so the intervals map into each other when
///
///     |R(n)| + |g(n)| r(n+1) ≤ r(n) (|H(n)| − r(n+1))   for all n ≥ m.
///
/// Both sides are series in u = n^(−1/q) with rigorous remainders on 0 < u ≤ m^(−1/q); the low coefficients of R vanish
/// by the choice of the cᵢ, those of |H(n)| − |g(n)| r(n+1)/r(n) by the class of the fraction. The nested compact
/// images give a sequence of true tails in the intervals. It belongs to the minimal solution of the recurrence, because
/// the other solution divided by it is a sum whose terms have the quotient −H(n)/t(n+1): of modulus greater than 1 in
/// the limit, or 1 + c n^(−1/2) + … with c > 0, or 1 + κ/n + … with κ ≥ −1 exactly, so that the sum is unbounded
/// (Raabe); and by Pincherle's theorem the fraction converges to the value with exactly these tails.
public struct CertifiedTail: Sendable {
    /// m: the enclosure holds for all n ≥ m.
    public let depth: Int
    /// q: the expansion runs in powers of n^(−1/q).
    public let ramification: Int
    /// q·e.
    public let scaledExponent: Int
    /// c₀ … c_k.
    public let coefficients: [Ball]
    /// K.
    public let radiusFactor: Ball
    /// w.
    public let radiusOrder: Int

    /// An enclosure of t(n) for n ≥ depth, to `precision` bits.
    ///
    /// - Precondition: `n` is at least `depth` and at least 1.
    public func enclosure(at n: Int, precision: Int) -> Ball {
        precondition(n >= max(1, depth), "a certified tail holds from its depth on")
        let u = CertifiedTail.scale(n, ramification, precision)
        var value = Ball()
        for coefficient in coefficients.reversed() {
            value = value.multiplied(by: u, precision: precision).adding(coefficient, precision: precision)
        }
        let radius = radiusFactor.multiplied(
            by: u.power(radiusOrder, precision: RemainderSeries.boundPrecision),
            precision: RemainderSeries.boundPrecision)
        // n^e = u^(−qe).
        return Ball(midpoint: value, radius: radius)
            .multiplied(by: u.power(-scaledExponent, precision: precision), precision: precision)
    }

    /// n^(−1/q).
    private static func scale(_ n: Int, _ ramification: Int, _ precision: Int) -> Ball {
        let root = ramification == 1 ? Ball(n) : Ball(n).squareRoot(precision: precision)
        return Ball(1).divided(by: root, precision: precision)
    }

    /// Proves the enclosure with k = `terms` from depth m on, with coefficients to `precision` bits; nil when the
    /// inequality does not hold there (a larger m, or a smaller k, may succeed).
    ///
    /// Cost: O(k²) ball operations.
    static func prove(
        _ fraction: PolynomialContinuedFraction, shape: TailShape, depth m: Int, terms: Int, precision: Int
    ) -> CertifiedTail? {
        let q = shape.ramification
        let low = RemainderSeries.boundPrecision
        let bound = scale(m, q, low).upperBoundOfMagnitude
        let seeds = shape.seeds(precision)
        let k = max(terms, seeds.count)
        let residualOrder = k + 1 + shape.equationShift
        let radiusOrder = residualOrder - shape.contractionOrder
        let equation = TailEquation(fraction, shape)
        let order = max(residualOrder, equation.highestOrder) + 2 * q + 2
        guard let coefficients = equation.solve(seeds: seeds, count: k + 1, precision: precision) else { return nil }

        // g, H and the residual as series with remainders; only bounds are wanted from here on.
        let workingBits = 2 * low
        let (g, h) = equation.series(coefficients, order: order, bound: bound, precision: workingBits)
        var residual = g.multiplied(by: h, bound: bound, precision: workingBits).negated()
        residual = residual.adding(equation.numerator(order: order), precision: workingBits)
        let residualBound = residual.range(from: residualOrder, bound: bound).upperBoundOfMagnitude

        let shift = BinomialShift(ramification: q, scaledExponent: shape.tailExponent)
        var ratio = RemainderSeries(coefficients: [Ball](repeating: Ball(), count: order), remainder: Ball())
        shift.add(Ball(1), at: radiusOrder, offset: -radiusOrder, to: &ratio.coefficients, precision: workingBits)
        ratio.remainder = shift.remainder(
            Ball(1), at: radiusOrder, offset: -radiusOrder, order: order, bound: bound)

        guard let signG = definiteSign(g.range(from: 0, bound: bound)),
            let signH = definiteSign(h.range(from: 0, bound: bound))
        else { return nil }
        let absoluteG = (signG > 0 ? g : g.negated())
            .multiplied(by: ratio, bound: bound, precision: workingBits)
            .multiplied(byPower: equation.tailOffset, bound: bound)
        var contraction = (signH > 0 ? h : h.negated()).adding(absoluteG.negated(), precision: workingBits)
        for i in 0..<shape.contractionOrder { contraction.coefficients[i] = Ball() }
        let contractionRange = contraction.range(from: shape.contractionOrder, bound: bound)
        guard contractionRange.isPositive else { return nil }
        let contractionBound = contractionRange.lowerBoundOfMagnitude

        // K (Q − K u^(w + offset − σ′) ratio) ≥ |R| with K = 2|R|/Q needs K U^(…) ratio ≤ Q/2.
        let surplus = radiusOrder + equation.tailOffset - shape.contractionOrder
        guard surplus > 0, radiusOrder > shape.contractionOrder else { return nil }
        let factor = residualBound.scaled(byPowerOfTwo: 1).divided(by: contractionBound, precision: low)
            .upperBoundOfMagnitude
        let quadratic = factor.multiplied(by: bound.power(surplus, precision: low), precision: low)
            .multiplied(by: ratio.magnitudeBound(on: bound), precision: low).scaled(byPowerOfTwo: 1)
        guard factor.isFinite, quadratic.isLess(than: contractionBound) else { return nil }
        return CertifiedTail(
            depth: m, ramification: q, scaledExponent: shape.tailExponent, coefficients: coefficients,
            radiusFactor: factor, radiusOrder: radiusOrder)
    }

    private static func definiteSign(_ range: Ball) -> Int? {
        range.isPositive ? 1 : (range.isNegative ? -1 : nil)
    }
}
