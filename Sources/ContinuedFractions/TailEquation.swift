import Arithmetic

/// The equation g(n)(a(n+1) + g(n+1)) = b(n+1) for the formal tail, in u = n^(−1/q).
///
/// Series are normalized: g(n) = u^(−qe) ĝ(u), H(n) = a(n+1) + g(n+1) = u^(−h) Ĥ(u), so ĝĤ = b̂.
struct TailEquation {
    private let shape: TailShape
    private let shift: BinomialShift
    /// Coefficients of a(n+1), b(n+1), highest degree first.
    private let a: [Ball]
    private let b: [Ball]
    /// Index in Ĥ at which â starts, and at which the shifted ĝ starts.
    private let denominatorOffset: Int
    let tailOffset: Int
    private let numeratorOffset: Int

    init(_ fraction: PolynomialContinuedFraction, _ shape: TailShape) {
        self.shape = shape
        let q = shape.ramification
        shift = BinomialShift(ramification: q, scaledExponent: shape.tailExponent)
        a = fraction.a.shifted(by: 1).coefficients.reversed().map { Ball($0) }
        b = fraction.b.shifted(by: 1).coefficients.reversed().map { Ball($0) }
        denominatorOffset = shape.denominatorExponent - q * (a.count - 1)
        tailOffset = shape.denominatorExponent - shape.tailExponent
        numeratorOffset = shape.tailExponent + shape.denominatorExponent - q * (b.count - 1)
    }

    /// The highest index at which â or b̂ has a coefficient; series must be longer, so that they are exact in both.
    var highestOrder: Int {
        let q = shape.ramification
        return max(denominatorOffset + q * (a.count - 1), numeratorOffset + q * (b.count - 1))
    }

    /// c₀ … c_{count−1}, to `precision` bits; nil when an equation is singular to that precision.
    ///
    /// Cost: O(count²) ball multiplications.
    func solve(seeds: [Ball], count: Int, precision: Int) -> [Ball]? {
        let sigma = shape.equationShift
        let q = shape.ramification
        let length = count + sigma
        var g = [Ball](repeating: Ball(), count: length)
        var h = [Ball](repeating: Ball(), count: length)
        for (j, coefficient) in a.enumerated() where denominatorOffset + q * j < length {
            h[denominatorOffset + q * j].add(coefficient, precision: precision)
        }
        for (i, seed) in seeds.enumerated() where i < length {
            g[i] = seed
            shift.add(seed, at: i, offset: tailOffset, to: &h, precision: precision)
        }
        for i in seeds.count..<max(count, seeds.count) {
            let order = i + sigma
            var residual = numeratorCoefficient(order)
            for l in 0...order where !g[l].isZero {
                residual.subtractProduct(g[l], h[order - l], precision: precision)
            }
            // The coefficient of cᵢ at this order: Ĥ_σ + [ĝ (1 + u^q)^(e − i/q)]_{σ − offset}.
            var slope = h[sigma]
            let index = sigma - tailOffset
            if index >= 0 { slope.add(g[index], precision: precision) }
            if index >= q {
                let exponent = Ball(shift.exponent(i), precision: precision)
                slope.addProduct(exponent, g[index - q], precision: precision)
            }
            guard slope.isNonzero else { return nil }
            let coefficient = residual.divided(by: slope, precision: precision)
            if coefficient.isZero { continue }
            g[i] = coefficient
            shift.add(coefficient, at: i, offset: tailOffset, to: &h, precision: precision)
        }
        return Array(g[..<count])
    }

    /// ĝ and Ĥ to `order` terms with rigorous remainders on (0, `bound`].
    func series(
        _ coefficients: [Ball], order: Int, bound: Ball, precision: Int
    ) -> (g: RemainderSeries, h: RemainderSeries) {
        let zeros = [Ball](repeating: Ball(), count: order)
        var g = RemainderSeries(coefficients: zeros, remainder: Ball())
        var h = g
        let q = shape.ramification
        for (j, coefficient) in a.enumerated() {
            h.coefficients[denominatorOffset + q * j].add(coefficient, precision: precision)
        }
        for (i, coefficient) in coefficients.enumerated() where !coefficient.isZero {
            g.coefficients[i] = coefficient.rounded(precision: precision)
            shift.add(coefficient, at: i, offset: tailOffset, to: &h.coefficients, precision: precision)
            h.remainder.add(
                shift.remainder(coefficient, at: i, offset: tailOffset, order: order, bound: bound),
                precision: RemainderSeries.boundPrecision)
        }
        h.remainder = h.remainder.upperBoundOfMagnitude
        return (g, h)
    }

    /// b̂ to `order` terms, exact.
    func numerator(order: Int) -> RemainderSeries {
        var coefficients = [Ball](repeating: Ball(), count: order)
        for (j, coefficient) in b.enumerated() { coefficients[numeratorOffset + shape.ramification * j] = coefficient }
        return RemainderSeries(coefficients: coefficients, remainder: Ball())
    }

    private func numeratorCoefficient(_ order: Int) -> Ball {
        let j = order - numeratorOffset
        guard j >= 0, j % shape.ramification == 0, j / shape.ramification < b.count else { return Ball() }
        return b[j / shape.ramification]
    }
}
