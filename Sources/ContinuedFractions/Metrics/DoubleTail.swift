import Arithmetic

/// A proved enclosure of all tails from a depth on, in machine numbers: |t(n) − g(n)| ≤ r(n) for n ≥ m with
/// g(n) = n^e Σ_{i≤k} cᵢ n^(−i/q), r(n) = K n^(e − w/q).
///
/// The statement, the inequality |R(n)| + |g(n)| r(n+1) ≤ r(n)(|H(n)| − r(n+1)) and its proof are those of `CertifiedTail`;
/// here coefficients and bounds are double balls, which give a tail to 8 to 15 digits in some microseconds.
struct DoubleTail {
    /// m.
    let depth: Int
    private let exponents: TailExponents
    private let coefficients: [DoubleBall]
    private let radiusFactor: Double
    private let radiusOrder: Int

    /// Proves the enclosure with k = `terms` from depth m on; nil when the inequality does not hold there (a larger m, or
    /// a smaller k, may succeed). Cost: O(k²) operations.
    static func prove(_ fraction: PolynomialContinuedFraction, shape: TailShape, depth m: Int, terms: Int)
        -> DoubleTail?
    {
        let equation = DoubleTailEquation(fraction, shape.exponents)
        let exponents = shape.exponents
        let seeds = shape.seeds.map { DoubleBall($0.enclosure(precision: 80)) }
        let k = max(terms, seeds.count)
        guard let coefficients = equation.solve(seeds: seeds, count: k + 1) else { return nil }
        let bound = upperScale(m, exponents.ramification)
        let residualOrder = k + 1 + exponents.equationShift
        let radiusOrder = residualOrder - exponents.contraction
        let surplus = radiusOrder + equation.tailOffset - exponents.contraction
        guard surplus > 0, radiusOrder > exponents.contraction else { return nil }
        let order = max(residualOrder, equation.highestOrder) + 2 * exponents.ramification + 2

        // The coefficients of R below `residualOrder` vanish by the choice of the cᵢ.
        let (g, h) = equation.series(coefficients, order: order, bound: bound)
        let residual = g.multiplied(by: h, from: residualOrder, bound: bound)
            .combined(-1, with: equation.numerator(order: order), 1)
        let residualBound = residual.range(from: residualOrder, bound: bound).upperBound

        // r(n+1)/r(n), and |g(n)| r(n+1)/r(n) against |H(n)|, whose lower coefficients agree by the class.
        var ratio = DoubleSeries(order: order)
        ratio.remainder = equation.addShift(
            DoubleBall(1), at: radiusOrder, offset: -radiusOrder, to: &ratio.coefficients, bound: bound)
        let spread = g.multiplied(by: ratio, bound: bound).multiplied(byPower: equation.tailOffset, bound: bound)
        guard let signH = h.sign(on: bound), let signG = spread.sign(on: bound) else { return nil }
        let contraction = h.combined(signH, with: spread, -signG).range(from: exponents.contraction, bound: bound)
            .lowerBound
        guard contraction > 0 else { return nil }

        // K (Q − K u^surplus ratio) ≥ |R| with K = 2|R|/Q needs K u^surplus ratio ≤ Q/2.
        let factor = 2 * residualBound / contraction * DoubleSeries.inflation
        var quadratic = 2 * factor * ratio.magnitudeBound(on: bound)
        for _ in 0..<surplus { quadratic *= bound }
        guard factor.isFinite, quadratic * DoubleSeries.inflation < contraction else { return nil }
        return DoubleTail(
            depth: m, exponents: exponents, coefficients: coefficients, radiusFactor: factor, radiusOrder: radiusOrder)
    }

    /// An enclosure of t(n), for n ≥ depth.
    func enclosure(at n: Int) -> DoubleBall {
        let scale = DoubleTail.scale(n, exponents.ramification)
        var value = DoubleBall()
        for coefficient in coefficients.reversed() { value = value * scale + coefficient }
        var spread = radiusFactor
        for _ in 0..<radiusOrder { spread *= scale.upperBound }
        value.radius = (value.radius + spread) * DoubleSeries.inflation
        let factor = exponents.tail > 0 ? DoubleBall(1) / scale : scale
        for _ in 0..<exponents.tail.magnitude { value = value * factor }
        return value
    }

    /// An estimate of t(n) for a shape whose enclosure was not proved: g(n) with the leading coefficients.
    static func estimate(_ shape: TailShape, at n: Int) -> Double {
        let scale = DoubleTail.scale(n, shape.exponents.ramification).midpoint
        var value = 0.0
        for seed in shape.seeds.reversed() { value = value * scale + seed.enclosure(precision: 64).doubleEstimate }
        let factor = shape.exponents.tail > 0 ? 1 / scale : scale
        for _ in 0..<shape.exponents.tail.magnitude { value *= factor }
        return value
    }

    /// n^(−1/q).
    private static func scale(_ n: Int, _ ramification: Int) -> DoubleBall {
        if ramification == 1 { return DoubleBall(1) / DoubleBall(Double(n)) }
        let root = Double(n).squareRoot()
        return DoubleBall(1) / DoubleBall(root, radius: root * DoubleBall.unit)
    }

    /// n^(−1/q), rounded up.
    private static func upperScale(_ n: Int, _ ramification: Int) -> Double { scale(n, ramification).upperBound }
}

/// The equation g(n)(a(n+1) + g(n+1)) = b(n+1) for the formal tail in u = n^(−1/q), in double balls; see `TailEquation`.
struct DoubleTailEquation {
    private let exponents: TailExponents
    /// Coefficients of a(n+1), b(n+1), highest degree first.
    private let a: [DoubleBall]
    private let b: [DoubleBall]
    private let denominatorOffset: Int
    private let numeratorOffset: Int
    /// The index in Ĥ at which the shifted ĝ starts.
    let tailOffset: Int

    init(_ fraction: PolynomialContinuedFraction, _ exponents: TailExponents) {
        self.exponents = exponents
        a = fraction.a.shifted(by: 1).coefficients.reversed().map { DoubleBall($0) }
        b = fraction.b.shifted(by: 1).coefficients.reversed().map { DoubleBall($0) }
        let q = exponents.ramification
        denominatorOffset = exponents.denominator - q * (a.count - 1)
        tailOffset = exponents.denominator - exponents.tail
        numeratorOffset = exponents.tail + exponents.denominator - q * (b.count - 1)
    }

    /// The highest index at which â or b̂ has a coefficient.
    var highestOrder: Int {
        let q = exponents.ramification
        return max(denominatorOffset + q * (a.count - 1), numeratorOffset + q * (b.count - 1))
    }

    /// c₀ … c_{count−1}; nil when an equation is singular to this precision. Cost: O(count²).
    func solve(seeds: [DoubleBall], count: Int) -> [DoubleBall]? {
        let sigma = exponents.equationShift
        let q = exponents.ramification
        let length = count + sigma
        var g = [DoubleBall](repeating: DoubleBall(), count: length)
        var h = g
        for (j, coefficient) in a.enumerated() where denominatorOffset + q * j < length {
            h[denominatorOffset + q * j] = h[denominatorOffset + q * j] + coefficient
        }
        for i in 0..<max(count, seeds.count) {
            if i < seeds.count {
                g[i] = seeds[i]
            } else {
                let order = i + sigma
                var residual = numeratorCoefficient(order)
                for l in 0...order where !g[l].isZero { residual = residual - g[l] * h[order - l] }
                // The coefficient of cᵢ at this order: Ĥ_σ + [ĝ (1 + u^q)^(e − i/q)]_{σ − offset}.
                var slope = h[sigma]
                let index = sigma - tailOffset
                if index >= 0 { slope = slope + g[index] }
                if index >= q { slope = slope + g[index - q] * exponent(i) }
                guard slope.isNonzero else { return nil }
                g[i] = residual / slope
            }
            addShift(g[i], at: i, offset: tailOffset, to: &h, bound: 0)
        }
        return Array(g[..<count])
    }

    /// ĝ and Ĥ to `order` terms with rigorous remainders on (0, U].
    func series(_ coefficients: [DoubleBall], order: Int, bound: Double) -> (g: DoubleSeries, h: DoubleSeries) {
        var g = DoubleSeries(order: order)
        var h = DoubleSeries(order: order)
        for (j, coefficient) in a.enumerated() {
            let index = denominatorOffset + exponents.ramification * j
            h.coefficients[index] = h.coefficients[index] + coefficient
        }
        for (i, coefficient) in coefficients.enumerated() {
            g.coefficients[i] = coefficient
            h.remainder += addShift(coefficient, at: i, offset: tailOffset, to: &h.coefficients, bound: bound)
        }
        h.remainder *= DoubleSeries.inflation
        return (g, h)
    }

    /// b̂ to `order` terms, exact.
    func numerator(order: Int) -> DoubleSeries {
        var series = DoubleSeries(order: order)
        for (j, coefficient) in b.enumerated() {
            series.coefficients[numeratorOffset + exponents.ramification * j] = coefficient
        }
        return series
    }

    /// α = e − i/q, exactly.
    private func exponent(_ i: Int) -> Double { Double(exponents.tail - i) / Double(exponents.ramification) }

    /// Adds cᵢ uⁱ (1 + u^q)^α, α = e − i/q, at index i + `offset` on, and returns an upper bound of what is cut off, relative
    /// to u^M on (0, U], U ≤ 1, by Lagrange's remainder
    /// |(1+x)^α − Σ_{j<J} binomial(α, j) xʲ| ≤ |binomial(α, J)| x^J max(1, (1+x)^(α−J)).
    @discardableResult
    func addShift(
        _ coefficient: DoubleBall, at i: Int, offset: Int, to series: inout [DoubleBall], bound: Double
    ) -> Double {
        if coefficient.isZero { return 0 }
        let alpha = exponent(i)
        var binomial = DoubleBall(1)
        var index = i + offset
        var j = 0.0
        while index < series.count {
            if binomial.isZero { return 0 }
            series[index] = series[index] + coefficient * binomial
            binomial = binomial * (alpha - j) / DoubleBall(j + 1)
            j += 1
            index += exponents.ramification
        }
        if binomial.isZero { return 0 }
        var cut = coefficient.upperBound * binomial.upperBound
        for _ in 0..<(index - series.count) { cut *= bound }
        // (1 + x)^(α − J) ≤ 2^⌈α − J⌉.
        var doublings = alpha - j
        while doublings > 0 {
            cut *= 2
            doublings -= 1
        }
        return cut * DoubleSeries.inflation
    }

    private func numeratorCoefficient(_ order: Int) -> DoubleBall {
        let j = order - numeratorOffset
        guard j >= 0, j % exponents.ramification == 0, j / exponents.ramification < b.count else { return DoubleBall() }
        return b[j / exponents.ramification]
    }
}
