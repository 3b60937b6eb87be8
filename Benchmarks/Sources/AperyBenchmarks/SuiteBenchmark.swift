import EGraphWorkloads
import EGraphs
import Expressions
import Foundation

/// egg's test suite for mathematics, proofs recorded, explained and checked; and sums of 1000 terms in normal form.
///
/// egg is no package that could be run beside; its 12 ms for the whole suite were measured on a 2-core AMD EPYC, best of 7,
/// without proofs.
enum SuiteBenchmark {
    private static let eggMilliseconds = 12.0

    static func run() {
        guard let rules = try? EggMath.rules(), let plain = try? EggMath.rules(["add-comm", "add-assoc"]) else {
            print("suite: the rules cannot be read")
            return
        }
        var saturating: [Double] = []
        var proving: [Double] = []
        for _ in 0..<15 {
            var times = (saturation: 0.0, proof: 0.0)
            for test in EggMathTest.all { suite(test, test.isPlain ? plain : rules, &times) }
            saturating.append(times.saturation)
            proving.append(times.proof)
        }
        saturating.sort()
        proving.sort()
        let milliseconds = saturating[0] * 1000
        print(
            String(
                format: "egg's math suite, proofs recorded: Apery %.2f ms (median %.2f), egg %.0f ms, speed ratio %.2f",
                milliseconds, saturating[7] * 1000, eggMilliseconds, eggMilliseconds / milliseconds))
        print(String(format: "explaining and checking all its goals: %.2f ms", proving[0] * 1000))
        sums()
    }

    private static func suite(
        _ test: EggMathTest, _ rules: [RewriteRule], _ times: inout (saturation: Double, proof: Double)
    ) {
        var graph = EGraph()
        let folding = ConstantFolding()
        let goals = test.goals.compactMap { try? Pattern($0) }
        guard
            var saturation = try? Saturation(
                rules, for: &graph, conditions: folding.conditions, analyses: test.isPlain ? [] : [folding]),
            let term = try? Pattern(test.start), let start = try? graph.add(term)
        else { return }
        if let addition = test.addition, let extra = try? Pattern(addition) { _ = try? graph.add(extra) }
        let begin = ContinuousClock.now
        _ = saturation.run(
            &graph, schedule: test.isPlain ? .simple : .backoff,
            limits: SaturationLimits(iterations: test.iterations, nodes: test.nodes, seconds: 60),
            goals: goals.map { .contains(start, $0) })
        times.saturation += seconds(begin)
        let proofs = ContinuousClock.now
        let checker = ProofChecker(
            rules: rules, isFact: { name, _, _ in name == "arithmetic" }, holds: { _, _ in true })
        for goal in goals where test.name != "math_fail" {
            guard let proof = try? graph.explain(term, goal) else { preconditionFailure("no proof of \(test.name)") }
            precondition(checker.check(proof, from: term, to: goal) == .valid)
        }
        times.proof += seconds(proofs)
    }

    /// x₁ + (x₂ + (… + x₁₀₀₀)) and ((x₁₀₀₀ + x₉₉₉) + …) + x₁ are one node as soon as they are added.
    private static func sums() {
        let names = (1...1000).map { Expression(symbol: "x\($0)") }
        var right = names[999]
        for name in names.dropLast().reversed() { right = Expression(.add, [name, right]) }
        var left = names[999]
        for name in names.dropLast().reversed() { left = Expression(.add, [left, name]) }
        var times: [Double] = []
        for _ in 0..<9 {
            var graph = FormulaGraph()
            for name in names { _ = graph.insert(name) }
            let begin = ContinuousClock.now
            let isOne = graph.insert(right) == graph.insert(left)
            times.append(seconds(begin))
            precondition(isOne)
        }
        print(String(format: "two orders of a sum of 1000 terms are one: %.3f ms", times.sorted()[4] * 1000))
    }

    private static func seconds(_ begin: ContinuousClock.Instant) -> Double {
        let parts = (ContinuousClock.now - begin).components
        return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
    }
}
