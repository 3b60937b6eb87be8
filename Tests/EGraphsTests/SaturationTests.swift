import EGraphWorkloads
import EGraphs
import Testing

@Test func theMicroBenchmarkHasTheCountsOfEggAndEgglog() throws {
    var graph = EGraph()
    var saturation = try Saturation(MicroRules.compiled(), for: &graph)
    for expression in MicroRules.expressions { _ = try graph.add(Pattern(expression)) }
    let report = saturation.run(
        &graph, schedule: .simple, limits: SaturationLimits(iterations: 11, nodes: .max, seconds: 600))
    #expect(report.iterations.map(\.nodes) == [69, 118, 208, 389, 784, 1576, 3160, 8113, 28303, 136_446, 1_047_896])
    #expect(report.iterations.map(\.classes).last == 443_832)
    #expect(graph.checkInvariants() == [])
}

/// n symbols under associativity and commutativity: 2^n − 1 classes, 3^n − 2^(n+1) + 1 + n nodes.
@Test(arguments: 2...10) func associativityAndCommutativityHaveTheClosedForm(n: Int) throws {
    var graph = EGraph()
    var saturation = try Saturation(EggMath.rules(["add-comm", "add-assoc"]), for: &graph)
    var sum = "x1"
    for k in 2...n { sum = "(+ x\(k) \(sum))" }
    _ = try graph.add(Pattern(sum))
    let report = saturation.run(
        &graph, schedule: .simple, limits: SaturationLimits(iterations: 100, nodes: .max, seconds: 600))
    #expect(report.reason == .saturated)
    let power3 = (0..<n).reduce(1) { product, _ in 3 * product }
    #expect(graph.classCount == 1 << n - 1)
    #expect(graph.nodeCount == power3 - 1 << (n + 1) + 1 + n)
}

@Test func aConditionThatHoldsLaterIsLookedAtAgain() throws {
    // f(x) = g(x) needs p(x); p holds as soon as a fact is stated.
    var graph = EGraph()
    final class Knowledge: EClassAnalysis {
        let name = "knowledge"
        var version = 0
        var isKnown = false
        func update(_ graph: inout EGraph) -> Bool {
            guard !isKnown, graph.addedCount > 2 else { return false }
            isKnown = true
            version = 1
            return false
        }
    }
    let knowledge = Knowledge()
    let rules = try [
        RewriteRule("f", Pattern("(f ?x)"), Pattern("(g ?x)"), conditions: [.init("p", ["x"])]),
        RewriteRule("h", Pattern("(h ?x)"), Pattern("(k ?x)")),
    ]
    var saturation = try Saturation(
        rules, for: &graph, conditions: ["p": { _, _ in knowledge.isKnown }], analyses: [knowledge])
    let f = try graph.add(Pattern("(f a)"))
    #expect(saturation.run(&graph).reason == .saturated)
    #expect(graph.lookup(try Pattern("(g a)")) == nil)
    _ = try graph.add(Pattern("(h a)"))
    _ = saturation.run(&graph)
    #expect(try graph.contains(Pattern("(g ?y)"), in: f))
}

@Test func aBareVariableMatchesEveryClassOnce() throws {
    var graph = EGraph()
    var saturation = try Saturation([RewriteRule("wrap", Pattern("?a"), Pattern("(id ?a)"))], for: &graph)
    _ = try graph.add(Pattern("(f a b)"))
    let report = saturation.run(&graph, schedule: .simple)
    #expect(report.reason == .saturated)
    #expect(graph.classCount == 3 && graph.nodeCount == 6)
    #expect(report.rules[0].matches == 3)
}

@Test func severalPatternsShareVariables() throws {
    // Transitivity over facts edge(x, y) in the class of true.
    var graph = EGraph()
    let rule = try RewriteRule(
        "transitivity", Pattern("(edge ?x ?y)"), Pattern("(edge ?x ?z)"),
        premises: [
            .init(variable: "t", term: Pattern("true")), .init(variable: "t", term: Pattern("(edge ?x ?y)")),
            .init(variable: "t", term: Pattern("(edge ?y ?z)")),
        ])
    var saturation = try Saturation([rule], for: &graph)
    let truth = try graph.add(Pattern("true"))
    for k in 1..<6 { graph.union(try graph.add(Pattern("(edge \(k) \(k + 1))")), truth) }
    #expect(saturation.run(&graph).reason == .saturated)
    #expect(try graph.contains(Pattern("(edge 1 6)"), in: truth))
    #expect(graph.nodeCount == 6 + 1 + 15)
}

@Test func limitsSayWhichOfThemStopped() throws {
    func run(_ limits: SaturationLimits) throws -> StopReason {
        var graph = EGraph()
        var saturation = try Saturation(MicroRules.compiled(), for: &graph)
        for expression in MicroRules.expressions { _ = try graph.add(Pattern(expression)) }
        return saturation.run(&graph, schedule: .simple, limits: limits).reason
    }
    #expect(try run(SaturationLimits(iterations: 3, nodes: 1_000_000, seconds: 60)) == .iterationLimit)
    #expect(try run(SaturationLimits(iterations: 30, nodes: 100, seconds: 60)) == .nodeLimit)
    #expect(try run(SaturationLimits(iterations: 30, nodes: 1_000_000, seconds: 0)) == .timeLimit)
    #expect(try run(SaturationLimits(iterations: 0)) == .iterationLimit)
}
