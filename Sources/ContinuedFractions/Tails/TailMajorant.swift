import Arithmetic

/// The inequality of a `CertifiedTail`, |R(n)| + |g(n)| r(n+1) ≤ r(n)(|H(n)| − r(n+1)) for all n ≥ m, proved with bounds in
/// double precision.
///
/// Every coefficient of ĝ, Ĥ and ĝ r(n+1)/r(n) is a double with an error bound: ε = (M + 32) 2^(−48) times the sum of the
/// moduli of its terms, which exceeds the rounding errors of at most M + 32 steps many times. Sums of moduli are computed
/// with relative errors below 2^(−40) and enlarged by more than that. The residual is bounded by moduli alone: some bits of
/// K, of hundreds, are lost.
struct TailMajorant {
    /// K = 2|R|/Q, rounded up; nil when the inequality is not proved.
    let radiusFactor: Double?

    /// 1 + a bound of all relative errors in sums of nonnegative terms.
    private static let enlargement = 1 + 0x1p-30
    /// What underflow can lose.
    private static let least = 0x1p-960

    /// The bounds on 0 < u ≤ m^(−1/q), with series to order M = `order`; nil when a number is too large for a double.
    ///
    /// Cost: O(k M) operations in double precision.
    init?(
        _ equation: TailEquation<Ball>, _ coefficients: [Ball], order: Int, residualOrder: Int, radiusOrder: Int,
        depth m: Int
    ) {
        let exponents = equation.exponents
        let q = exponents.ramification
        let offset = equation.tailOffset
        let epsilon = Double(order + 32) * 0x1p-48
        let bound = (q == 1 ? 1 / Double(m) : (1 / Double(m)).squareRoot()).nextUp.nextUp

        var g = BoundedSeries(order: order)
        var h = BoundedSeries(order: order)
        var spread = BoundedSeries(order: order)
        for (j, coefficient) in equation.a.enumerated() {
            guard let (value, weight) = TailMajorant.split(coefficient) else { return nil }
            h.add(value, weight: weight, at: equation.denominatorOffset + q * j)
        }
        // α = e − i/q as a double is exact; so is β = e − w/q.
        let ratioExponent = Double(exponents.tail - radiusOrder) / Double(q)
        for (i, coefficient) in coefficients.enumerated() where !coefficient.isZero {
            guard let (value, weight) = TailMajorant.split(coefficient) else { return nil }
            g.add(value, weight: weight, at: i)
            let exponent = Double(exponents.tail - i) / Double(q)
            h.addBinomial(value, weight, exponent, at: i + offset, step: q, bound: bound)
            spread.addBinomial(value, weight, ratioExponent, at: i + offset, step: q, bound: bound)
        }

        // |R| ≤ Σ |b̂ⱼ| + Σ |ĝᵢ||Ĥⱼ| over the orders from ρ on, relative to u^ρ.
        let suffixes = h.suffixBounds(epsilon, bound: bound)
        var residual = 0.0
        for (j, coefficient) in equation.b.enumerated() where equation.numeratorOffset + q * j >= residualOrder {
            guard let (value, _) = TailMajorant.split(coefficient) else { return nil }
            residual += value.magnitude
        }
        for i in coefficients.indices {
            residual += (g.values[i].magnitude + epsilon * g.weights[i]) * suffixes[residualOrder - i]
        }
        residual = residual * TailMajorant.enlargement + TailMajorant.least

        // Q ≤ (|Ĥ| − |ĝ| r(n+1)/r(n)) u^(−s); the coefficients below s vanish by the class of the fraction.
        let signs = (h.sign(epsilon, bound: bound), g.sign(epsilon, bound: bound))
        var contraction = 0.0
        if signs.0 != 0, signs.1 != 0 {
            var difference = BoundedSeries(order: order)
            for j in 0..<order {
                difference.values[j] = Double(signs.0) * h.values[j] - Double(signs.1) * spread.values[j]
                difference.weights[j] = h.weights[j] + spread.weights[j]
            }
            difference.remainder = h.remainder + spread.remainder
            contraction = difference.range(from: exponents.contraction, epsilon, bound: bound).lower
        }
        guard residual.isFinite, contraction.isFinite else { return nil }
        let surplus = radiusOrder + offset - exponents.contraction
        guard contraction > TailMajorant.least, surplus > 0, radiusOrder > exponents.contraction else {
            radiusFactor = nil
            return
        }
        let factor = 2 * residual / contraction * TailMajorant.enlargement
        var quadratic = 2 * factor
        for _ in 0..<surplus { quadratic *= bound }
        // r(n+1)/r(n) = (1 + u^q)^β.
        var growth = ratioExponent
        while growth > 0 {
            quadratic *= 2
            growth -= 1
        }
        let holds = quadratic * TailMajorant.enlargement + TailMajorant.least < contraction
        radiusFactor = factor.isFinite && holds ? factor : nil
    }

    /// The midpoint as a double, and its modulus enlarged by 2^48 times what the double may differ from the number
    /// beyond rounding; nil when it is too large or too small.
    private static func split(_ x: Ball) -> (value: Double, weight: Double)? {
        let value = x.doubleEstimate
        let size = value.magnitude
        guard size < 0x1p900, size > 0x1p-900 || value == 0 else { return nil }
        // An exact number of more than 53 bits is rounded, which ε covers; a smaller radius likewise.
        if x.isExact || x.accuracyBits > 60 { return value == 0 && !x.isZero ? nil : (value, size) }
        let radius = x.radius.upperBoundOfMagnitude.doubleEstimate
        guard radius < 0x1p800 else { return nil }
        return (value, size + 0x1p49 * (radius + 0x1p-900))
    }
}

/// A truncated series in u with an error bound: coefficient j is `values[j]` up to ε `weights[j]`, and the rest is at most
/// `remainder` u^M in modulus on 0 < u ≤ U.
private struct BoundedSeries {
    var values: [Double]
    var weights: [Double]
    var remainder = 0.0

    init(order: Int) {
        values = [Double](repeating: 0, count: order)
        weights = values
    }

    mutating func add(_ value: Double, weight: Double, at index: Int) {
        values[index] += value
        weights[index] += weight
    }

    /// Adds c u^index (1 + u^step)^α, cut at M with Lagrange's remainder (see `BinomialShift`).
    mutating func addBinomial(
        _ value: Double, _ weight: Double, _ alpha: Double, at index: Int, step: Int, bound: Double
    ) {
        var binomial = 1.0
        var position = index
        var j = 0.0
        while position < values.count {
            values[position] += value * binomial
            weights[position] += weight * binomial.magnitude
            binomial *= (alpha - j) / (j + 1)
            if binomial == 0 { return }
            position += step
            j += 1
        }
        var rest = weight * binomial.magnitude
        for _ in values.count..<position { rest *= bound }
        var growth = alpha - j
        while growth > 0 {
            rest *= 2
            growth -= 1
        }
        remainder += rest
    }

    /// Bounds of |Σ_{i ≥ j} cᵢ u^(i−j)| for j = 0 … M.
    func suffixBounds(_ epsilon: Double, bound: Double) -> [Double] {
        var result = [Double](repeating: remainder, count: values.count + 1)
        for j in values.indices.reversed() {
            result[j] = values[j].magnitude + epsilon * weights[j] + bound * result[j + 1]
        }
        return result
    }

    /// An enclosure of { Σ_{j ≥ k} cⱼ u^(j−k) : 0 < u ≤ U }, by Horner from the top; widened for its own rounding by ε.
    func range(from k: Int, _ epsilon: Double, bound: Double) -> (lower: Double, upper: Double) {
        var lower = -remainder
        var upper = remainder
        for j in stride(from: values.count - 1, through: k, by: -1) {
            lower = min(0, lower * bound)
            upper = max(0, upper * bound)
            let error = epsilon * (weights[j] + values[j].magnitude - lower + upper)
            lower += values[j] - error
            upper += values[j] + error
        }
        return (lower, upper)
    }

    /// The sign on 0 < u ≤ U; 0 when it is not proved.
    func sign(_ epsilon: Double, bound: Double) -> Int {
        let (lower, upper) = range(from: 0, epsilon, bound: bound)
        return lower > 0 ? 1 : upper < 0 ? -1 : 0
    }
}
