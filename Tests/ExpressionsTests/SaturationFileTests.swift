import EGraphWorkloads
import EGraphs
import Expressions
import Foundation
import Testing

/// The text of an example file.
private func example(_ name: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    return try String(
        contentsOf: root.appendingPathComponent("Examples/saturate/\(name).saturate"), encoding: .utf8)
}

private func run(_ text: String) throws -> SaturationResult { try SaturationFile(parsing: text).run() }

@Test func theMicroFileHasTheCountsOfEggAndEgglog() throws {
    var file = try SaturationFile(parsing: example("micro"))
    #expect(file.limits.iterations == 11)
    file.limits.iterations = 7
    let result = try file.run()
    #expect(result.phases[0].report.iterations.map(\.nodes) == [69, 118, 208, 389, 784, 1576, 3160])
    #expect(result.reason == .iterationLimit)
}

@Test func theFilesOfRulesAreThoseOfTheBenchmarks() throws {
    let file = try SaturationFile(parsing: example("egg-math"))
    let rules = try EggMath.rules()
    #expect(file.rules.map(\.left) == rules.map(\.left))
    #expect(file.rules.map(\.right) == rules.map(\.right))
    #expect(file.rules.map(\.conditions) == rules.map(\.conditions))
    let micro = try SaturationFile(parsing: example("micro"))
    let compiled = try MicroRules.compiled()
    #expect(micro.rules.map(\.left) == compiled.map(\.left))
    let expressions = try MicroRules.expressions.map { try Pattern($0) }
    #expect(micro.terms == expressions)
}

@Test func theFileOfEggsMathReachesItsGoalsWithCheckedProofs() throws {
    let result = try run(example("egg-math"))
    #expect(result.goals.count == 16)
    #expect(result.goals.filter { !$0.isReached }.isEmpty)
    #expect(result.reason == .goalReached)
    #expect(result.explanations.count == 2)
    for outcome in result.explanations { #expect(outcome.verdict == .valid) }
    #expect(result.extractions[0].text == "2")
    #expect(result.isSuccess)
}

/// Every test of egg's suite in a file of its own, with the proof of what it reaches.
@Test(arguments: EggMathTest.all.filter { !$0.goals.isEmpty && $0.name != "math_fail" && !$0.isPlain })
func eggsTestsAsFiles(test: EggMathTest) throws {
    let rules = try example("egg-math").components(separatedBy: "\n")
        .filter { !$0.hasPrefix("(goal") && !$0.hasPrefix("(e") && !$0.hasPrefix("(limits") }
    var text = rules.joined(separator: "\n")
    text += "(limits :iterations \(test.iterations) :nodes \(test.nodes) :seconds 60)\n"
    if let addition = test.addition { text += "(term \(addition))\n" }
    for goal in test.goals {
        text += "(goal-match \(test.start) \(goal))\n(explain \(test.start) \(goal))\n"
    }
    let result = try run(text)
    #expect(result.isSuccess, "\(result.goals) \(result.explanations.map { $0.verdict ?? .valid })")
}

@Test func associativityAndCommutativityAsAFile() throws {
    let result = try run(example("ac"))
    #expect(result.reason == .saturated)
    #expect(result.phases.last?.nodes == 57_012)
    #expect(result.phases.last?.classes == 1_023)
    #expect(result.isSuccess)
}

@Test func aContradictionStopsAndItsProofNamesTheFalseRule() throws {
    let result = try run(
        """
        (fold + - * /)
        (rule true-rule (k ?x) (h ?x))
        (rule false-rule (f ?x) (g ?x) :source "nobody")
        (term (f c)) (term (k 1))
        (union (h (f c)) 2) (union (h (g c)) b) (union (+ b 1) 7 :fact "measured")
        (extract b)
        """)
    let contradiction = try #require(result.contradiction)
    #expect(contradiction.proof.isProved)
    #expect(Set([contradiction.proof.left, contradiction.proof.right]) == ["3", "7"])
    let text = try #require(contradiction.proof.explanation).text()
    #expect(text.contains("false-rule [nobody]") && text.contains("measured") && text.contains("arithmetic"))
    #expect(!text.contains("true-rule"))
    #expect(result.extractions.isEmpty && !result.isSuccess)
}

@Test func decimalsAndFractionsAreExact() throws {
    let result = try run(
        "(fold + - * /) (term (+ 0.1 0.2)) (goal (+ 0.1 0.2) 3/10) (explain (/ 1 3) (/ 2 6)) (term (/ 1 3)) (term (/ 2 6))"
    )
    #expect(result.isSuccess)
    // Division by 0 and numbers of more than 100,000 bits have no value.
    let large = "1" + String(repeating: "0", count: 40_000)
    #expect(try !run("(fold + - * /) (goal (/ 1 0) (/ 2 0))").isSuccess)
    #expect(try !run("(fold + - * /) (goal (- \(large) \(large)) 0)").isSuccess)
}

@Test func everyStatementTogether() throws {
    let result = try run(
        """
        ; Definitions may come after their use.
        (term (f (/ four four)))
        (let four (* two two))
        (let two (+ 1 1))
        (fold + - * _)
        (birule comm (+ ?a ?b) (+ ?b ?a))
        (rule same (/ ?a ?a) 1 :if (nonzero ?a) :source "arithmetic of \\"fields\\"")
        (rule "edges meet" (edge ?x ?y) (edge ?x ?z)
            :when (= ?t true) :when (= ?t (edge ?x ?y)) :when (= ?t (edge ?y ?z)))
        (ruleset algebra comm same (rule one (* ?a 1) ?a))
        (union (edge 1 2) true) (union (edge 2 3) true) (union (edge 3 4) true)
        (limits :iterations 20 :nodes 1000 :seconds 30)
        (schedule (repeat 5 (run algebra :iterations 1 :simple) (run "paths" :backoff 100 2)))
        (ruleset paths "edges meet")
        (goal (f (/ four four)) (f 1))
        (goal-match true (edge 1 4))
        (cost f 1 10) (cost 1 0 forbidden)
        (extract four :by exact) (extract (f four) :by tree)
        (explain (edge 1 4) true) (explain (f (/ four four)) (f 1))
        """)
    #expect(result.isSuccess)
    #expect(result.phases.first?.ruleSet == "algebra")
    #expect(result.extractions.map(\.text) == ["4", "(f 4)"])
    #expect(result.extractions[1].result?.treeCost == 11)
}

@Test func aRepetitionEndsWhenNothingChanges() throws {
    let result = try run("(rule r (f ?x) (g ?x)) (term (f a)) (schedule (repeat 1000 (run)))")
    #expect(result.reason == .saturated && result.phases.count <= 3)
}

@Test func limitsHoldForTheWholeSchedule() throws {
    let growing = "(rule grow (f ?x) (f (s ?x))) (term (f a)) (schedule (repeat 1000 (run :iterations 2)))"
    #expect(try run(growing + "(limits :iterations 7)").phases.reduce(0) { $0 + $1.report.iterations.count } == 7)
    #expect(try run(growing + "(limits :iterations 1000000 :nodes 50)").reason == .nodeLimit)
}

/// What does not follow is not reached, explained or extracted.
@Test(arguments: [
    "(term a) (goal a b)", "(term a) (explain a b)", "(term (f a)) (term (f b)) (explain (f a) (f b))",
    "(term a) (goal-match a (f ?x))", "(extract a) (cost a 0 forbidden)",
    "(fold + - * /) (rule r (/ ?a ?a) 1 :if (nonzero ?a)) (term (/ x x)) (goal (/ x x) 1)",
    // What was taken not to be 0 is 0: the proof is not accepted.
    """
    (fold + - * /) (rule r (/ ?a ?a) 1 :if (nonzero-or-unknown ?a)) (rule late (s (s (s ?a))) 0)
    (term (s (s (s z)))) (union (s (s (s z))) (h x)) (rule l2 (k ?a) 0) (term (/ (k x) (k x)))
    (explain (/ (k x) (k x)) 1)
    """,
])
func whatDoesNotFollowIsNoSuccess(_ text: String) throws { #expect(try !run(text).isSuccess) }
