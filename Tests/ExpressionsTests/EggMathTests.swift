import Arithmetic
import EGraphWorkloads
import EGraphs
import Expressions
import Testing

/// Runs one test of egg's suite; why it stopped, and the e-graph's nodes and classes.
private func run(_ test: EggMathTest) throws -> (reason: StopReason, nodes: Int, classes: Int) {
    var graph = EGraph()
    let folding = ConstantFolding()
    var saturation = try Saturation(
        EggMath.rules(test.isPlain ? ["add-comm", "add-assoc"] : nil), for: &graph, conditions: folding.conditions,
        analyses: test.isPlain ? [] : [folding])
    let start = try graph.add(Pattern(test.start))
    if let addition = test.addition { _ = try graph.add(Pattern(addition)) }
    let report = saturation.run(
        &graph, schedule: test.isPlain ? .simple : .backoff,
        limits: SaturationLimits(iterations: test.iterations, nodes: test.nodes, seconds: 60),
        goals: try test.goals.map { .contains(start, try Pattern($0)) })
    #expect(graph.checkInvariants() == [])
    if report.reason == .goalReached { try checkProofs(test, graph) }
    return (report.reason, graph.nodeCount, graph.classCount)
}

/// The value of a term of numerals and arithmetic.
private func value(_ term: ProofTerm) -> Rational? {
    let children = term.children
    if children.isEmpty { return Rational(term.name) }
    guard children.count == 2, let x = value(children[0]), let y = value(children[1]) else { return nil }
    switch term.name {
    case "+": return x + y
    case "-": return x - y
    case "*": return x * y
    case "/": return y.isZero ? nil : x / y
    default: return nil
    }
}

/// Explains every goal and has the explanation checked: rules by substitution, folding by exact arithmetic, conditions on
/// the terms themselves.
private func checkProofs(_ test: EggMathTest, _ graph: borrowing EGraph) throws {
    let checker = ProofChecker(
        rules: try EggMath.rules(),
        isFact: { name, left, right in
            guard name == "arithmetic", let known = value(left) else { return false }
            return known == value(right)
        },
        holds: { name, terms in
            let isSymbol = terms[0].children.isEmpty && Rational(terms[0].name) == nil
            switch name {
            case "is-constant": return value(terms[0]) != nil
            case "is-symbol": return isSymbol
            case "constant-or-other-symbol":
                return value(terms[0]) != nil || isSymbol && terms[0].name != terms[1].name
            default: return name == "nonzero-or-unknown" && value(terms[0])?.isZero != true
            }
        })
    let start = try Pattern(test.start)
    for goal in test.goals {
        let proof = try graph.explain(start, Pattern(goal))
        #expect(checker.check(proof, from: start, to: try Pattern(goal)) == .valid, "\(test.name)")
        #expect(checker.check(proof, from: start, to: try Pattern("nonsense")) != .valid)
    }
}

/// E-nodes and e-classes that egg 0.11 has at the end of each test.
private let eggCounts: [String: (nodes: Int, classes: Int)] = [
    "math_fail": (18, 5),
    "math_simplify_add": (36, 9),
    "math_powers": (21, 9),
    "math_simplify_const": (14, 7),
    "math_simplify_root": (211, 37),
    "math_simplify_factor": (142, 20),
    "math_diff_same": (5, 3),
    "math_diff_different": (8, 4),
    "math_diff_simple1": (20, 6),
    "math_diff_simple2": (26, 6),
    "math_diff_ln": (12, 5),
    "diff_power_simple": (80, 19),
    "diff_power_harder": (409, 90),
    "integ_one": (6, 3),
    "integ_sin": (12, 5),
    "integ_x": (12, 6),
    "integ_part1": (486, 171),
    "integ_part2": (1991, 678),
    "integ_part3": (144, 55),
]

@Test(arguments: EggMathTest.all.filter { !$0.goals.isEmpty && $0.name != "math_fail" })
func eggsTestsReachTheirGoals(test: EggMathTest) throws {
    let result = try run(test)
    #expect(result.reason == .goalReached)
    if let egg = eggCounts[test.name] { #expect((result.nodes, result.classes) == egg) }
}

@Test(arguments: ["math_fail", "assoc_mul_saturates"])
func whatDoesNotFollowSaturates(name: String) throws {
    let test = try #require(EggMathTest.all.first { $0.name == name })
    let result = try run(test)
    #expect(result.reason == .saturated)
    if let egg = eggCounts[name] { #expect((result.nodes, result.classes) == egg) }
}

/// Saturates the seven expressions of the micro benchmark, or `terms`, under egg's rules in simple schedule.
private func saturate(
    _ terms: [String] = MicroRules.expressions, without left: Set<String> = [], iterations: Int
) throws -> (report: SaturationReport, violations: [String]) {
    var graph = EGraph()
    let folding = ConstantFolding()
    let rules = try EggMath.rules(EggMath.lines.map(\.name).filter { !left.contains($0) })
    var saturation = try Saturation(rules, for: &graph, conditions: folding.conditions, analyses: [folding])
    for term in terms { _ = try graph.add(Pattern(term)) }
    let report = saturation.run(
        &graph, schedule: .simple, limits: SaturationLimits(iterations: iterations, nodes: .max, seconds: 600))
    return (report, graph.checkInvariants())
}

@Test func withoutIntegrationByPartsTheCountsAreEggs() throws {
    let (report, violations) = try saturate(without: ["int-parts"], iterations: 10)
    #expect(report.iterations.map(\.nodes).suffix(3) == [5632, 18040, 78074])
    #expect(report.iterations.map(\.classes).suffix(3) == [1289, 4346, 19769])
    #expect(violations == [])
}

/// Integration by parts without a constant of integration proves 0 = 1 and the like: saturation stops at the first
/// contradiction and names the two terms.
@Test(arguments: [["(i (/ 1 x) x)"], ["(i (ln x) x)"], MicroRules.expressions])
func integrationByPartsIsCaught(terms: [String]) throws {
    let report = try saturate(terms, iterations: 9).report
    guard case .contradiction(let found) = report.reason else {
        Issue.record("no contradiction: \(report.reason)")
        return
    }
    #expect(found.left != found.right)
}
