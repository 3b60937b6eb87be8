import Arithmetic

/// The equation g(n)(a(n+1) + g(n+1)) = b(n+1) for the formal tail, in u = n^(−1/q).
///
/// Series are normalized: g(n) = u^(−qe) ĝ(u), H(n) = a(n+1) + g(n+1) = u^(−h) Ĥ(u), so ĝĤ = b̂.
struct TailEquation<Scalar: TailScalar> {
    let exponents: TailExponents
    let shift: BinomialShift
    /// Coefficients of a(n+1), b(n+1), highest degree first.
    let a: [Scalar]
    let b: [Scalar]
    /// Index in Ĥ at which â starts, and at which the shifted ĝ starts.
    let denominatorOffset: Int
    let tailOffset: Int
    let numeratorOffset: Int

    /// The equation with the coefficients of a(n+1) and b(n+1), highest degree first.
    init(a: [Scalar], b: [Scalar], _ exponents: TailExponents) {
        self.exponents = exponents
        self.a = a
        self.b = b
        let q = exponents.ramification
        shift = BinomialShift(ramification: q, scaledExponent: exponents.tail)
        denominatorOffset = exponents.denominator - q * (a.count - 1)
        tailOffset = exponents.denominator - exponents.tail
        numeratorOffset = exponents.tail + exponents.denominator - q * (b.count - 1)
    }

    /// The highest index at which â or b̂ has a coefficient; series must be longer, so that they are exact in both.
    var highestOrder: Int {
        let q = exponents.ramification
        return max(denominatorOffset + q * (a.count - 1), numeratorOffset + q * (b.count - 1))
    }

    /// c₀ … c_{count−1}, to `precision` bits; nil when an equation is singular to that precision.
    ///
    /// Cost: O(count²) ball multiplications.
    func solve(seeds: [Scalar], count: Int, precision: Int) -> [Scalar]? {
        let sigma = exponents.equationShift
        let q = exponents.ramification
        let length = count + sigma
        var g = [Scalar](repeating: Scalar(), count: length)
        var h = [Scalar](repeating: Scalar(), count: length)
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
                slope.add(g[index - q].scaled(by: shift.exponent(i), precision: precision), precision: precision)
            }
            guard slope.isNonzero else { return nil }
            let coefficient = residual.divided(by: slope, precision: precision)
            if coefficient.isZero { continue }
            g[i] = coefficient
            shift.add(coefficient, at: i, offset: tailOffset, to: &h, precision: precision)
        }
        return Array(g[..<count])
    }

    private func numeratorCoefficient(_ order: Int) -> Scalar {
        let j = order - numeratorOffset
        guard j >= 0, j % exponents.ramification == 0, j / exponents.ramification < b.count else { return Scalar() }
        return b[j / exponents.ramification]
    }
}

extension TailEquation where Scalar: EnclosingScalar {
    /// ĝ and Ĥ to `order` terms with rigorous remainders on (0, `bound`].
    func series(
        _ coefficients: [Scalar], order: Int, bound: Ball, precision: Int
    ) -> (g: RemainderSeries<Scalar>, h: RemainderSeries<Scalar>) {
        let zeros = [Scalar](repeating: Scalar(), count: order)
        var g = RemainderSeries(coefficients: zeros, remainder: Ball())
        var h = g
        let q = exponents.ramification
        for (j, coefficient) in a.enumerated() {
            h.coefficients[denominatorOffset + q * j].add(coefficient, precision: precision)
        }
        for (i, coefficient) in coefficients.enumerated() where !coefficient.isZero {
            g.coefficients[i] = coefficient.rounded(precision: precision)
            shift.add(coefficient, at: i, offset: tailOffset, to: &h.coefficients, precision: precision)
            h.remainder.add(
                shift.remainder(coefficient, at: i, offset: tailOffset, order: order, bound: bound),
                precision: RemainderSeries<Ball>.boundPrecision)
        }
        h.remainder = h.remainder.upperBoundOfMagnitude
        return (g, h)
    }

    /// b̂ to `order` terms, exact.
    func numerator(order: Int) -> RemainderSeries<Scalar> {
        var coefficients = [Scalar](repeating: Scalar(), count: order)
        for (j, coefficient) in b.enumerated() {
            coefficients[numeratorOffset + exponents.ramification * j] = coefficient
        }
        return RemainderSeries(coefficients: coefficients, remainder: Ball())
    }
}
