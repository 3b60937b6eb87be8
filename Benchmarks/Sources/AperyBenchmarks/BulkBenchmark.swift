import Arithmetic
import ContinuedFractions
import Discovery
import Expressions
import Foundation
import IntegerRelations

/// Survivors of a screen on one core: limits to 100 digits a second for each class of convergence, identifications against
/// ten constants a second beside one number at a time, PARI's `lindep` and mpmath's `pslq`, and named formulas that a descent
/// in a box of 3·10^16 fractions finds beside blind sampling for the same time.
enum BulkBenchmark {
    private static let digits = 100
    private static let names = [
        "pi", "e", "ln2", "zeta3", "catalan", "golden", "zeta5", "ln3", "pi_squared", "euler_gamma",
    ]

    static func run() {
        limits()
        do {
            let constants = try BasisConstant.values(named: names, evaluator: .standard, digits: digits + 40)
            try identifications(constants)
            try descent(constants)
        } catch {
            print("bulk: \(error)")
        }
    }

    // MARK: Limits

    private static func limits() {
        // The published set: degrees at most 2, coefficients at most 5; and linear fractions like those of e.
        let box = CoefficientBox([-5...5, -5...5, -5...5])
        let polynomials = (0..<1331).map { box.polynomial(at: $0) }.filter { !$0.isZero }
        var fractions: [PolynomialContinuedFraction] = []
        NilpotenceSieve(a: polynomials, b: polynomials).forEachSurvivor(aIn: 0..<polynomials.count) { i, j in
            fractions.append(PolynomialContinuedFraction(a: polynomials[i], b: polynomials[j]))
        }
        rates("published set, \(fractions.count) survivors", fractions)
        let lines = CoefficientBox([-5...5, -5...5])
        var linear: [PolynomialContinuedFraction] = []
        for i in 0..<121 {
            for j in 0..<121 where lines.polynomial(at: i).degree == 1 && lines.polynomial(at: j).degree == 1 {
                linear.append(PolynomialContinuedFraction(a: lines.polynomial(at: i), b: lines.polynomial(at: j)))
            }
        }
        rates("linear over linear", linear)
    }

    private static func rates(_ name: String, _ fractions: [PolynomialContinuedFraction]) {
        let classes = Dictionary(grouping: fractions) { $0.convergenceClass.name }
        var count = 0
        var total = 0.0
        for key in classes.keys.sorted() where key != "terminating" && key != "divergent" {
            let members = classes[key] ?? []
            var enclosed = 0
            let time = seconds {
                for fraction in members where (try? fraction.limit(digits: digits, largestDepth: 20_000)) != nil {
                    enclosed += 1
                }
            }
            count += members.count
            total += time
            print(
                String(
                    format: "limits to %d digits, %@, %@: %.0f a second, %d of %d enclosed", digits, name, key,
                    Double(members.count) / time, enclosed, members.count))
        }
        print(String(format: "limits to %d digits, %@: %.0f a second on average", digits, name, Double(count) / total))
    }

    // MARK: Identification

    private static func identifications(_ constants: [BasisConstant]) throws {
        let one = MobiusIdentifier(constants: constants, bound: 1000)
        let bulk = try BulkIdentifier(constants: constants, bound: 1000, digits: digits)
        let combining = try BulkIdentifier(constants: constants, bound: 1000, digits: digits, combining: true)
        let planted = (1...1000).compactMap { k -> Ball? in
            let c = constants[k % constants.count].value
            func linear(_ a: Int, _ b: Int) -> Ball {
                Ball(a).adding(c.multiplied(by: b, precision: 460), precision: 460)
            }
            let x = linear(k, 3).divided(by: linear(7, -2), precision: 460)
            return x.isFinite ? Ball(midpoint: x, radius: Ball(1).scaled(byPowerOfTwo: -345)) : nil
        }
        let others = (1001...2000).map { Ball($0).log(precision: 400).squareRoot(precision: 400) }
        let pari = Peer.run("gp", ["-q", "-f", "Benchmarks/Peers/bulk_lindep.gp"]).map { rows($0.text) } ?? [:]
        if pari.isEmpty { print("PARI/GP is not installed: its rows are left out") }
        let pslq = Peer.rows("bulk_identify.py", module: "mpmath") ?? [:]
        for (name, numbers) in [("planted", planted), ("random", others)] {
            // In turns, so that a drift of the machine meets all.
            var times: [[Double]] = [[], [], []]
            var found = (one: 0, bulk: 0, combining: 0)
            for _ in 0..<3 {
                found = (0, 0, 0)
                times[0].append(
                    seconds { for x in numbers where !one.identify(x, digits: digits).isEmpty { found.one += 1 } })
                times[1].append(seconds { for x in numbers where isNamed(bulk.identify(x)) { found.bulk += 1 } })
                times[2].append(
                    seconds { for x in numbers where isNamed(combining.identify(x)) { found.combining += 1 } })
            }
            let median = times.map { $0.sorted()[1] / Double(numbers.count) }
            print(
                String(
                    format:
                        "%@ numbers against %d constants: bulk %.0f a second, with combinations %.0f, one at a time "
                        + "%.0f, ratio %.1f; found %d, %d, %d of %d", name, constants.count, 1 / median[1],
                    1 / median[2], 1 / median[0], median[0] / median[1], found.bulk, found.combining, found.one,
                    numbers.count))
            for (peer, rows) in [("lindep", pari), ("pslq", pslq)] {
                guard let time = rows[name] else { continue }
                print(String(format: "  %@ %.1f a second, ratio %.0f", peer, 1 / time, time / median[1]))
            }
        }
    }

    private static func isNamed(_ identification: BulkIdentification) -> Bool {
        if case .unidentified = identification { return false }
        return true
    }

    private static func rows(_ text: String) -> [String: Double] {
        var rows: [String: Double] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "\t")
            if parts.count == 2, let value = Double(parts[1]) { rows[String(parts[0])] = value }
        }
        return rows
    }

    // MARK: Descent

    private static func descent(_ constants: [BasisConstant]) throws {
        let identifier = try BulkIdentifier(constants: constants, bound: 1000, digits: 50)
        let range = -1000...1000
        let starts = 100
        let source = try DescentSource(
            a: CoefficientBox([range, range]), b: CoefficientBox([range, range, range]), starts: starts, seed: 1,
            identifier: identifier)
        var named: Set<PolynomialContinuedFraction> = []
        let time = seconds {
            for candidate in source.candidates(in: 0..<starts, isCancelled: { false }) ?? [] {
                if let form = candidate.fraction.canonicalForm?.terms { named.insert(form) }
            }
        }
        // Blind: the same time, points of the same box, a screen that meets the small primes first.
        let evaluation = SurvivorEvaluation(identifier: identifier)
        let primes: [UInt32] = [7, 11, 13, 17, 19, 23]
        let screen = NilpotenceScreen(primes: primes + NilpotenceScreen.standardPrimes)
        var state: UInt64 = 1
        func coefficient() -> Integer {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Integer(Int(state >> 33) % range.count + range.lowerBound)
        }
        var blind: Set<PolynomialContinuedFraction> = []
        var points = 0
        let deadline = processorTime() + time
        while processorTime() < deadline {
            for _ in 0..<1000 {
                points += 1
                let a = Polynomial([coefficient(), coefficient()])
                let fraction = PolynomialContinuedFraction(
                    a: a, b: Polynomial([coefficient(), coefficient(), coefficient()]))
                guard !fraction.a.isZero, !fraction.b.isZero, screen.passes(fraction) else { continue }
                let report = evaluation.report(on: FractionCandidate(index: 0, fraction: fraction))
                guard case .mobius? = report.identifications.first?.kind else { continue }
                if let form = fraction.canonicalForm?.terms { blind.insert(form) }
            }
        }
        print(
            String(
                format: "descent in a box of 3.2e16: %d named formulas, distinct up to equivalence, in %.1f s; blind "
                    + "sampling of %.2g points in the same time: %d", named.count, time, Double(points), blind.count))
    }

    private static func seconds(_ body: () -> Void) -> Double {
        let start = processorTime()
        body()
        return processorTime() - start
    }

    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
