import Arithmetic
import ContinuedFractions
import Foundation
import Testing

/// Blind metrics against values computed by other code, by other methods, and in closed form.
struct MetricsTests {
    private func fraction(_ a: [Int], _ b: [Int]) -> PolynomialContinuedFraction {
        PolynomialContinuedFraction(a: Polynomial(a.map { Integer($0) }), b: Polynomial(b.map { Integer($0) }))
    }

    /// The rows of References/delta-table.csv, made by delta-table.py beside it.
    private func table() throws -> [(name: String, fraction: PolynomialContinuedFraction, depth: Int, delta: Double)] {
        let folder = try #require(Bundle.module.url(forResource: "References", withExtension: nil))
        let text = try String(contentsOf: folder.appendingPathComponent("delta-table.csv"), encoding: .utf8)
        return try text.split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: ";").map(String.init)
            func numbers(_ cell: String) throws -> [Int] {
                try cell.split(separator: " ").map { try #require(Int($0)) }
            }
            return (
                cells[0], fraction(try numbers(cells[1]), try numbers(cells[2])), try #require(Int(cells[3])),
                try #require(Double(cells[4]))
            )
        }
    }

    @Test func deltaAgreesWithTheTableOfIndependentCode() throws {
        let rows = try table()
        #expect(rows.count >= 60)
        for row in rows {
            let metrics = try FractionMetricsMeter(depth: row.depth).metrics(of: row.fraction)
            let delta = try #require(metrics.delta, "\(row.name)")
            #expect(delta.contains(row.delta), "\(row.name): \(delta) and \(row.delta)")
            #expect(delta.upper - delta.lower < 1e-11, "\(row.name)")
            let estimate = try #require(metrics.deltaEstimate)
            #expect(delta.contains(estimate))
            // The limit is approached like log n / n.
            if let predicted = metrics.predictedDelta, metrics.convergenceClass == .exponential,
                metrics.factorialReduction == .full
            {
                #expect((predicted - row.delta).magnitude < 0.025, "\(row.name): \(predicted) and \(row.delta)")
            }
        }
    }

    @Test func deltaAgreesWithTheEnclosedLimit() throws {
        var generator = SeededGenerator(seed: 5)
        let meter = try FractionMetricsMeter(depth: 64)
        var (convergent, proved) = (0, 0)
        for _ in 0..<150 {
            func coefficients(_ degree: Int) -> [Int] {
                (0...degree).map { _ in Int.random(in: -6...6, using: &generator) }
            }
            let degree = Int.random(in: 0...2, using: &generator)
            let tested = fraction(coefficients(degree), coefficients(2 * degree))
            let metrics = meter.metrics(of: tested)
            guard metrics.deltaEstimate != nil else { continue }
            convergent += 1
            guard let delta = metrics.delta, let limit = try? tested.limit(digits: 200),
                let quality = tested.quality(atDepth: 64, limit: limit.value)
            else { continue }
            proved += 1
            let other = quality.delta.doubleEstimate
            #expect((delta.midpoint - other).magnitude < 1e-10 * max(1, other.magnitude), "\(tested)")
            let estimate = try #require(metrics.limitEstimate)
            let value = limit.value.doubleEstimate
            #expect((estimate - value).magnitude <= 1e-9 * max(1, value.magnitude), "\(tested)")
        }
        #expect(convergent > 60)
        #expect(10 * proved >= 9 * convergent)
    }

    @Test func deltaIsPredictedInClosedForm() throws {
        let meter = try FractionMetricsMeter(depth: 256)
        let root = log(1 + 2.0.squareRoot())
        let golden = log((1 + 5.0.squareRoot()) / 2)
        let known: [([Int], [Int], Double)] = [
            ([5, 27, 51, 34], [0, 0, 0, 0, 0, 0, -1], 8 * root / (4 * root + 3) - 1),
            ([3, 11, 11], [0, 0, 0, 0, 1], 10 * golden / (5 * golden + 2) - 1),
            ([3, 6], [0, 0, -1], 4 * root / (2 * root + 1) - 1),
            // lcm(1 … n) and, at the primes 3 and 2, powers of the roots.
            ([1, 2], [0, 0, 3], log(3) / (log(3) + 1) - 1),
            ([1], [1], 1), ([3], [2], 2 * log((3 + 17.0.squareRoot()) / 2) - log(2)),
            ([3, 1], [0, -1], 0), ([1, 1], [1], 1), ([-5, -4, 1], [0, -5, -5], 1), ([2, 3], [1, 0, 1], -1),
            ([1], [0, 0, 1], -1), ([1], [0, 1], -1),
        ]
        for (index, (a, b, expected)) in known.enumerated() {
            let predicted = try #require(meter.metrics(of: fraction(a, b)).predictedDelta, "\(a) \(b)")
            // (3 + √17)/2: the norm −2 of the unit's multiple stays in the convergents.
            let value = index == 5 ? expected / log((3 + 17.0.squareRoot()) / 2) - 1 : expected
            #expect((predicted - value).magnitude < 1e-9, "\(a) \(b): \(predicted), \(value)")
        }
    }

    @Test func growthIsThatOfTheKnownDenominators() throws {
        let meter = try FractionMetricsMeter(depth: 512)
        let apery = meter.metrics(of: fraction([5, 27, 51, 34], [0, 0, 0, 0, 0, 0, -1]))
        #expect(apery.factorialPower == 3)
        #expect(apery.denominatorGrowth.factorial == 0)
        #expect(apery.commonFactorGrowth.factorial == 3)
        // 4 ln(1 + √2) + 3 and the 33.97…² = 1153.99… of the roots.
        #expect((apery.denominatorGrowth.linear - 6.5255).magnitude < 0.1)
        #expect((apery.eigenvalueRatio - pow(1 + 2.0.squareRoot(), 8)).magnitude < 1e-9)
        // Euler's fractions of Σ n^(−k) have the errors of the sums.
        for (a, b, order) in [([1, 2, 2], [0, 0, 0, 0, -1], 1.0), ([1, 3, 3, 2], [0, 0, 0, 0, 0, 0, -1], 2.0)] {
            let growth = try #require(meter.metrics(of: fraction(a, b)).errorGrowth)
            #expect((growth.logarithmic + order).magnitude < 0.02)
            #expect(growth.linear == 0 && growth.factorial == 0)
        }
        let bessel = meter.metrics(of: fraction([1, 1], [1]))
        #expect(bessel.errorGrowth?.factorial == -2)
        #expect(bessel.eigenvalueRatio == .infinity)
        #expect(bessel.denominatorGrowth.factorial == 1)
        #expect(bessel.factorialPower == 0)
    }

    @Test func alternatingPeriodsHaveTheirMeanPower() throws {
        // The exponent of p grows by 2 at every other period of n modulo p.
        let meter = try FractionMetricsMeter(depth: 512)
        for (a, b) in [([1], [0, 1, 1]), ([5], [2, 3, 1]), ([2], [0, 2, 1])] {
            let metrics = meter.metrics(of: fraction(a, b))
            #expect(metrics.factorialPower == 1 && metrics.denominatorGrowth.factorial == 0)
            #expect((0.2..<2).contains(metrics.denominatorGrowth.linear))
        }
    }

    @Test func everyFractionHasADefinedAnswer() throws {
        let meter = try FractionMetricsMeter(depth: 64)
        // b(3) = 0: 1 + 2/(2 + 1/3) = 13/7.
        let terminating = meter.metrics(of: fraction([1, 1], [3, -1]))
        #expect(terminating.convergenceClass == .terminating(index: 3))
        #expect((try #require(terminating.limitEstimate) - 13.0 / 7).magnitude < 1e-15)
        #expect(terminating.delta == nil && terminating.deltaEstimate == nil)
        #expect(terminating.denominatorGrowth.linear == 0)
        // Oscillation; q(n) = 0 at every third n.
        let oscillating = meter.metrics(of: fraction([1], [-1]))
        #expect(oscillating.convergenceClass == .divergent(.oscillation))
        #expect(oscillating.limitEstimate == nil && oscillating.delta == nil && oscillating.errorGrowth == nil)
        // q(1) = 0 in a convergent fraction.
        let singular = meter.metrics(of: fraction([2, -3, 1], [1]))
        #expect(singular.delta != nil)
        // The denominators of this fraction are a minimal solution: it tends to infinity.
        let infinite = meter.metrics(of: fraction([3, 3], [-2, -4, -2]))
        #expect(infinite.limitEstimate == nil && infinite.delta == nil && infinite.deltaEstimate == nil)
        // Polynomials that vanish.
        #expect(meter.metrics(of: fraction([], [1])).convergenceClass == .divergent(.parity))
        #expect(meter.metrics(of: fraction([1], [])).limitEstimate == 1)
        #expect(meter.metrics(of: fraction([], [])).limitEstimate == 0)
        // b(2) = 0 and q(1) = 0: all further q(n) vanish.
        let pole = meter.metrics(of: fraction([-1, 1], [-2, 1]))
        #expect(pole.convergenceClass == .terminating(index: 2))
        #expect(pole.limitEstimate == nil && pole.delta == nil && pole.denominatorGrowth.linear == 0)
        // Coefficients beyond the doubles.
        let huge = PolynomialContinuedFraction(
            a: Polynomial([Integer(10).power(400), 1]), b: Polynomial([Integer(10).power(300), 1]))
        #expect(meter.metrics(of: huge).denominatorGrowth.linear > 0)
        #expect(throws: MetricsError.depth(3)) { try FractionMetricsMeter(depth: 3) }
    }
}
