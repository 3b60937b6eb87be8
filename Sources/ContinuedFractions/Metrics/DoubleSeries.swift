/// A truncated power series with a rigorous remainder in machine numbers: f(u) = Σ_{i<M} cᵢuⁱ + ρ(u) u^M with
/// |ρ(u)| ≤ ρ for 0 < u ≤ U. The counterpart of `RemainderSeries` where double precision is enough.
///
/// A coefficient known to vanish is the exact ball 0.
struct DoubleSeries {
    /// c₀ … c_{M−1}.
    var coefficients: [DoubleBall]
    /// ρ.
    var remainder = 0.0

    /// Covers the relative rounding error of up to 2^12 operations on numbers that are not negative.
    static let inflation = 1 + 0x1p-40

    /// The series 0 of order M.
    init(order: Int) { coefficients = [DoubleBall](repeating: DoubleBall(), count: order) }

    /// f · g on (0, U]; coefficients below `first`, which the caller does not want, are left 0. Cost: M².
    func multiplied(by other: DoubleSeries, from first: Int = 0, bound: Double) -> DoubleSeries {
        let order = coefficients.count
        var product = DoubleSeries(order: order)
        // Σ_{i+j ≥ M} |cᵢ dⱼ| U^{i+j−M}, by Horner from the highest power down.
        var overflow = 0.0
        for sum in stride(from: 2 * order - 2, through: order, by: -1) {
            var term = 0.0
            for i in (sum &- order &+ 1)..<order {
                term += coefficients[i].upperBound * other.coefficients[sum &- i].upperBound
            }
            overflow = overflow * bound + term
        }
        for i in 0..<order where !coefficients[i].isZero {
            let factor = coefficients[i]
            for j in max(0, first - i)..<max(first - i, order - i, 0) where !other.coefficients[j].isZero {
                product.coefficients[i &+ j] = product.coefficients[i &+ j] + factor * other.coefficients[j]
            }
        }
        let cross = remainder * other.magnitudeBound(on: bound) + other.remainder * magnitudeBound(on: bound)
        product.remainder = (overflow + cross + remainder * other.remainder) * DoubleSeries.inflation
        return product
    }

    /// f · uᵏ, cut at the same order M; the terms cut off go into the remainder.
    func multiplied(byPower shift: Int, bound: Double) -> DoubleSeries {
        if shift == 0 { return self }
        let order = coefficients.count
        let kept = max(0, order - shift)
        var result = DoubleSeries(order: order)
        for i in 0..<kept { result.coefficients[i + shift] = coefficients[i] }
        var overflow = remainder
        for i in stride(from: order - 1, through: kept, by: -1) {
            overflow = overflow * bound + coefficients[i].upperBound
        }
        // The lowest term cut off is c_kept u^{kept + shift}: when shift > M, a factor u^{shift − M} remains.
        for _ in 0..<max(0, shift - order) { overflow *= bound }
        result.remainder = overflow * DoubleSeries.inflation
        return result
    }

    /// ±f + ±g.
    func combined(_ sign: Double, with other: DoubleSeries, _ otherSign: Double) -> DoubleSeries {
        var result = self
        for i in 0..<coefficients.count {
            result.coefficients[i] = coefficients[i] * sign + other.coefficients[i] * otherSign
        }
        result.remainder = (remainder + other.remainder) * DoubleSeries.inflation
        return result
    }

    /// An enclosure of { (f(u) − Σ_{i<k} cᵢuⁱ)/uᵏ : 0 < u ≤ U }, by Horner from the top.
    func range(from k: Int, bound: Double) -> DoubleBall {
        let interval = DoubleBall(bound / 2, radius: (bound / 2).nextUp)
        var value = DoubleBall(0, radius: remainder)
        for i in stride(from: coefficients.count - 1, through: k, by: -1) {
            value = value * interval + coefficients[i]
        }
        return value
    }

    /// An upper bound of |f| on (0, U].
    func magnitudeBound(on bound: Double) -> Double { range(from: 0, bound: bound).upperBound }

    /// The sign of f on (0, U], ±1; nil when it is not proved to be one.
    func sign(on bound: Double) -> Double? {
        let first = coefficients.firstIndex { !$0.isZero } ?? 0
        let range = range(from: first, bound: bound)
        guard range.isNonzero else { return nil }
        return range.midpoint > 0 ? 1 : -1
    }
}
