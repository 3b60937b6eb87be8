import Arithmetic
import CReference
import ContinuedFractions
import Foundation

/// Blind metrics at depth 1000 of fractions with |coefficient| ≤ 5 and degrees ≤ 2, against plain C with GMP: exact p, q
/// and common factors at four depths, the error as a floating sum over the next thousand terms.
enum MetricsBenchmark {
    static func run() {
        guard let meter = try? FractionMetricsMeter(depth: 1000) else { preconditionFailure("a valid depth") }
        let polynomials = box(degree: 2, bound: 5)
        // A sample with a fixed stride through the pairs (11³ − 1)².
        let count = polynomials.count * polynomials.count
        let sample = (0..<200).map { i in
            let index = (i * 884_453 + 12_345) % count
            return PolynomialContinuedFraction(
                a: polynomials[index / polynomials.count], b: polynomials[index % polynomials.count])
        }
        compare("all metrics, random fractions", meter, sample)
        var survivors: [PolynomialContinuedFraction] = []
        let clock = ContinuousClock()
        let screen = clock.measure {
            NilpotenceSieve(a: polynomials, b: polynomials).forEachSurvivor(aIn: 0..<polynomials.count) { i, j in
                survivors.append(PolynomialContinuedFraction(a: polynomials[i], b: polynomials[j]))
            }
        }
        precondition(survivors.count == 8350)
        compare(
            "all metrics, every 25th nilpotent fraction", meter,
            stride(from: 0, to: survivors.count, by: 25).map { survivors[$0] })
        var proved = 0
        let all = clock.measure {
            for fraction in survivors where meter.metrics(of: fraction).delta != nil { proved += 1 }
        }
        print(
            "screen of \(count) fractions: \(screen); metrics of its 8350 survivors: \(all), \(proved) with a proved delta"
        )
    }

    private static func compare(
        _ name: String, _ meter: FractionMetricsMeter, _ fractions: [PolynomialContinuedFraction]
    ) {
        func words(_ polynomial: Polynomial<Integer>) -> [Int] { (0...2).map { polynomial[$0].asInt ?? 0 } }
        let tables = fractions.map { (words($0.a), words($0.b)) }
        // Both agree before they are timed, wherever the floating sum has converged.
        let agreeing = zip(fractions, tables).count { fraction, table in
            let delta = meter.metrics(of: fraction).delta?.midpoint ?? 0
            return (delta - reference_metrics(table.0, table.1, 1000)).magnitude < 1e-3
        }
        print("\(name): \(agreeing) of \(fractions.count) values of delta agree to 3 digits")
        PairedTiming.compare(
            name, reference: "C with GMP", rounds: 5, work: Double(fractions.count), unit: "fractions"
        ) {
            for fraction in fractions { precondition(meter.metrics(of: fraction).depth == 1000) }
        } against: {
            for (a, b) in tables { precondition(reference_metrics(a, b, 1000).isFinite) }
        }
    }

    private static func box(degree: Int, bound: Int) -> [Polynomial<Integer>] {
        var all: [[Integer]] = [[]]
        for _ in 0...degree { all = all.flatMap { head in (-bound...bound).map { head + [Integer($0)] } } }
        return all.map { Polynomial($0) }.filter { !$0.isZero }
    }
}
