import Arithmetic
import Foundation

/// Measures the `FractionMetrics` of polynomial continued fractions to one depth.
///
/// Numerators and denominators are exact at the depths S/8, S/4, S/2 and S, as are their common factors. The error there
/// comes from the tail of the fraction at depth S, enclosed by a proof in machine arithmetic, so that nothing is walked
/// beyond S and slow convergence costs nothing: the limit need not be known to more digits than the convergent.
///
/// Cost: at S = 1000 and degrees ≤ 2 about half a millisecond on one core; greatest common divisors take half of it.
public struct FractionMetricsMeter: Sendable {
    /// The depths that can be measured.
    public static let depths = 16...1_000_000

    /// S.
    public let depth: Int

    /// A meter to depth S.
    ///
    /// - Parameter depth: in `depths`.
    /// - Throws: `MetricsError.depth` when it is not.
    public init(depth: Int = 1000) throws(MetricsError) {
        guard FractionMetricsMeter.depths.contains(depth) else { throw .depth(depth) }
        self.depth = depth
    }

    /// All metrics of a fraction; every fraction has an answer, terminating and divergent ones, such with q(n) = 0 and
    /// such that tend to infinity among them, where what does not exist is nil.
    public func metrics(of fraction: PolynomialContinuedFraction) -> FractionMetrics {
        let convergence = fraction.convergenceClass
        let reduction = fraction.factorialReduction
        let symbol = SolutionGrowth(fraction)
        let convergents = ReducedConvergent.at([depth / 8, depth / 4, depth / 2, depth], of: fraction)
        let last = convergents[convergents.count - 1]
        var error = convergentError(fraction, convergence)
        // The denominators of a fraction that tends to infinity are a minimal solution.
        let isMinimal = error.map { $0.dominance(of: last).magnitude < 1e-9 } ?? false
        if isMinimal { error = nil }
        let common = symbol == nil ? nil : PrimeExponents.factorialGrowth(fraction, reduction: reduction)
        let power = common?.power
        var limit = error?.limitEstimate
        if case .terminating(let index) = convergence {
            limit = FractionMetricsMeter.terminatingLimit(fraction, index: index)
        }
        let exactOrder: Double?
        if let symbol, let power, !isMinimal, !convergence.isTerminating {
            exactOrder = Double(symbol.doubledOrder) / 2 - Double(power)
        } else {
            exactOrder = reduction == .full ? 0 : nil
        }
        // A fraction that terminates has one last convergent.
        let growth =
            convergence.isTerminating
            ? FractionMetrics.GrowthRate(linear: 0, factorial: 0)
            : FractionMetricsMeter.growth(
                of: convergents.map { ($0.depth, $0.reducedDenominator) }, factorial: exactOrder)
        let logarithms = error?.estimates(convergents)
        let delta = error?.delta(last)
        return FractionMetrics(
            fraction: fraction, depth: depth, convergenceClass: convergence, factorialReduction: reduction,
            limitEstimate: limit, delta: delta,
            deltaEstimate: delta?.midpoint
                ?? logarithms?.last?.flatMap { FractionMetricsMeter.deltaEstimate(last, $0) },
            predictedDelta: isMinimal
                ? nil
                : symbol.flatMap {
                    FractionMetricsMeter.predictedDelta(
                        fraction, convergence, $0, common: common, growth: growth, convergents)
                },
            denominatorGrowth: growth,
            commonFactorGrowth: FractionMetricsMeter.growth(
                of: convergents.map { ($0.depth, $0.commonFactor) },
                factorial: convergence.isTerminating ? nil : power.map { Double($0) }),
            errorGrowth: FractionMetricsMeter.errorGrowth(convergents, logarithms, convergence, symbol),
            eigenvalueRatio: symbol.map { exp($0.logarithmOfRatio) } ?? 1, factorialPower: power)
    }

    /// The errors from the tail, for a fraction that converges and does not terminate.
    private func convergentError(
        _ fraction: PolynomialContinuedFraction, _ convergence: ConvergenceClass
    ) -> ConvergentError? {
        switch convergence {
        case .terminating, .divergent, .undecided: return nil
        case .factorial, .exponential, .stretchedExponential, .polynomial, .logarithmic:
            guard case .success(let shape) = TailShape.classify(fraction) else { return nil }
            return ConvergentError(fraction, shape: shape, depth: depth)
        }
    }

    /// p(k−1)/q(k−1) for b(k) = 0, backward in doubles; nil when q(k−1) = 0.
    private static func terminatingLimit(_ fraction: PolynomialContinuedFraction, index: Int) -> Double? {
        let a = PolynomialValues(fraction.a, last: index)
        let b = PolynomialValues(fraction.b, last: index)
        var tail = 0.0
        for n in stride(from: index - 1, to: 0, by: -1) { tail = b.value(at: n) / (a.value(at: n) + tail) }
        let limit = a.value(at: 0) + tail
        return limit.isFinite ? limit : nil
    }

    /// −1 − ln ε/ln q̃ from an estimated error.
    private static func deltaEstimate(_ convergent: ReducedConvergent, _ logarithm: Double) -> Double? {
        guard convergent.reducedDenominator > 1 else { return nil }
        return -1 - logarithm / convergent.reducedDenominator.logarithm.doubleEstimate
    }

    /// ln x(n) ≈ γ n + η n ln n, with η as given or fitted; points with x = 0 are left out.
    private static func growth(of values: [(Int, Integer)], factorial: Double?) -> FractionMetrics.GrowthRate {
        let points = values.filter { !$0.1.isZero }.map { n, x in
            let n = Double(n)
            return (n: n, y: x.logarithm.doubleEstimate - (factorial ?? 0) * n * log(n))
        }
        if let factorial {
            return FractionMetrics.GrowthRate(
                linear: GrowthFit.coefficients(points, [{ $0 }])[0], factorial: factorial)
        }
        let fit = GrowthFit.coefficients(points, [{ $0 }, { $0 * log($0) }])
        return FractionMetrics.GrowthRate(linear: fit[0], factorial: fit[1])
    }

    /// ln ε(n) ≈ const + β ln n + γ n + η n ln n: γ and η from the leading symbol, β fitted.
    private static func errorGrowth(
        _ convergents: [ReducedConvergent], _ logarithms: [Double?]?, _ convergence: ConvergenceClass,
        _ symbol: SolutionGrowth?
    ) -> FractionMetrics.GrowthRate? {
        guard let logarithms, let symbol else { return nil }
        // (n!)^k = exp(k (n ln n − n) + …).
        let order = Double(symbol.quotientOrder)
        let linear = symbol.smaller - symbol.larger - order
        let points = zip(convergents, logarithms).compactMap { convergent, logarithm in
            logarithm.map { y in
                let n = Double(convergent.depth)
                return (n: n, y: y - linear * n - order * n * log(n))
            }
        }
        guard points.count >= 2 else { return nil }
        let fit = GrowthFit.coefficients(points, [{ _ in 1 }, { log($0) }])
        return FractionMetrics.GrowthRate(logarithmic: fit[1], linear: linear, factorial: order)
    }
}

extension ConvergenceClass {
    /// Whether the fraction breaks off.
    fileprivate var isTerminating: Bool {
        if case .terminating = self { return true }
        return false
    }
}
