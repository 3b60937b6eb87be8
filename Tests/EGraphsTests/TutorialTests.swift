import EGraphs
import Foundation
import Testing

// The code of EGraphs.docc/Tutorial.md. DocumentationTests of Expressions checks that both have the same.

@Test func tutorialChapter1() throws {
    var graph = EGraph()
    let f = graph.label("f", arity: 1)
    let a = graph.add(graph.label("a", arity: 0), [])
    let b = try graph.add(Pattern("b"))
    let fa = graph.add(f, [a])
    let fb = try graph.add(Pattern("(f b)"))
    #expect(graph.nodeCount == 4 && graph.classCount == 4)

    graph.union(a, b, fact: "measured")
    graph.rebuild()
    #expect(graph.areEqual(fa, fb) == true)
    #expect(graph.nodeCount == 3 && graph.classCount == 2)

    let before = graph.copy()
    var stack = EGraphStack()
    stack.push(graph)
    graph.union(fa, a)
    graph.rebuild()
    #expect(graph.classCount == 1)
    stack.pop(&graph)
    #expect(graph.classCount == 2 && before.classCount == 2)
}

@Test func tutorialChapter2() throws {
    let rules = try [
        RewriteRule("commute", Pattern("(+ ?a ?b)"), Pattern("(+ ?b ?a)")),
        RewriteRule("associate", Pattern("(+ ?a (+ ?b ?c))"), Pattern("(+ (+ ?a ?b) ?c)")),
        RewriteRule("add zero", Pattern("(+ ?a 0)"), Pattern("?a"), source: "Peano"),
    ]
    var graph = EGraph()
    let start = try graph.add(Pattern("(+ 0 (+ x (+ y 0)))"))
    let end = try graph.add(Pattern("(+ y x)"))

    var saturation = try Saturation(rules, for: &graph)
    let report = saturation.run(
        &graph, schedule: .backoff, limits: SaturationLimits(iterations: 20, nodes: 1000, seconds: 5))
    #expect(report.reason == .saturated)
    #expect(graph.areEqual(start, end) == true)
    for iteration in report.iterations { #expect(iteration.nodes <= 1000) }
    #expect(report.rules.map(\.name) == ["commute", "associate", "add zero"])

    let sum = try graph.add(Pattern("(+ (+ p q) (+ r s))"))
    let other = try graph.add(Pattern("(+ (+ s r) (+ q p))"))
    let second = saturation.run(&graph, goals: [.equal(sum, other)])
    #expect(second.reason == .goalReached)

    let transitivity = try RewriteRule(
        "transitivity", Pattern("(edge ?x ?y)"), Pattern("(edge ?x ?z)"),
        premises: [
            RewriteRule.Premise(variable: "t", term: Pattern("true")),
            RewriteRule.Premise(variable: "t", term: Pattern("(edge ?x ?y)")),
            RewriteRule.Premise(variable: "t", term: Pattern("(edge ?y ?z)")),
        ])
    #expect(transitivity.premises.count == 3)
}

// A domain of the tutorial: which integer a class is, when that is known.
struct IntegerValues: AnalysisDomain {
    let name = "integer values"
    let isStrict = true

    func value(of node: EClassID, in graph: borrowing EGraph, child: (Int) -> Int?) -> Int? {
        let symbol = graph.symbol(of: node)
        if symbol.arity == 0 { return Int(symbol.name) }
        guard symbol.arity == 2, let x = child(0), let y = child(1) else { return nil }
        switch symbol.name {
        case "+": return x + y
        case "*": return x * y
        default: return nil
        }
    }

    func meet(_ x: Int, _ y: Int) -> Int? { x == y ? x : nil }

    func apply(_ value: Int, to representative: EClassID, witness: EClassID, in graph: inout EGraph) -> Bool {
        let leaf = graph.add(graph.label("\(value)", arity: 0), [])
        return graph.union(witness, leaf, fact: "arithmetic")
    }
}

@Test func tutorialChapter3() throws {
    let values = SemilatticeAnalysis(IntegerValues())
    let cancel = try RewriteRule(
        "cancel", Pattern("(/ (* ?a ?b) ?b)"), Pattern("?a"), conditions: [RewriteRule.Condition("nonzero", ["b"])])
    var graph = EGraph()
    var saturation = try Saturation(
        [cancel], for: &graph,
        conditions: [
            "nonzero": { graph, classes in
                guard let value = values.value(of: classes[0], in: graph) else { return false }
                return value != 0
            }
        ],
        analyses: [values])
    let safe = try graph.add(Pattern("(/ (* x (+ 1 1)) (+ 1 1))"))
    let unsafe = try graph.add(Pattern("(/ (* x y) y)"))
    let x = try graph.add(Pattern("x"))
    let report = saturation.run(&graph)
    #expect(report.reason == .saturated)
    #expect(graph.areEqual(safe, x) && !graph.areEqual(unsafe, x))
    #expect(report.rules[0].rejected == 1)

    graph.union(try graph.add(Pattern("(+ 1 1)")), try graph.add(Pattern("3")), fact: "a mistake")
    let after = saturation.run(&graph)
    guard case .contradiction(let found) = after.reason else {
        Issue.record("2 = 3 was not noticed")
        return
    }
    #expect(found.description == "2 and 3" || found.description == "3 and 2")
    #expect(graph.areEqual(found.left, found.right) == true)
}

@Test func tutorialChapter4() throws {
    let rules = try [
        RewriteRule("commute", Pattern("(* ?a ?b)"), Pattern("(* ?b ?a)")),
        RewriteRule("double", Pattern("(+ ?a ?a)"), Pattern("(* 2 ?a)"), source: "Euclid, Elements VII"),
        RewriteRule("square", Pattern("(* ?a ?a)"), Pattern("(^ ?a 2)")),
    ]
    var graph = EGraph()
    let root = try graph.add(Pattern("(* (+ x x) (* x 2))"))
    var saturation = try Saturation(rules, for: &graph)
    _ = saturation.run(&graph)

    let (start, end) = (try Pattern("(* (+ x x) (* x 2))"), try Pattern("(^ (* x 2) 2)"))
    let proof = try graph.explain(start, end)
    #expect(ProofChecker(rules: rules).check(proof, from: start, to: end) == .valid)
    #expect(ProofChecker(rules: Array(rules.prefix(2))).check(proof) != .valid)
    let text = """
          (* (+ x x) (* x 2))
        = (* (+ x x) (* 2 x))   by commute (left to right) at 1
        = (* (+ x x) (+ x x))   by double [Euclid, Elements VII] (right to left) at 1
        = (^ (+ x x) 2)   by square (left to right)
        = (^ (* 2 x) 2)   by double [Euclid, Elements VII] (left to right) at 0
        = (^ (* x 2) 2)   by commute (right to left) at 0
        """
    #expect(proof.text() == text)

    var cost = CostModel.operationCount
    cost["^", 2] = 20
    let best = try graph.extract(root, cost: cost, by: .exactDAG(explored: 10_000, seconds: 1))
    #expect(best.isOptimal)
    #expect(best.dagCost == 2 && best.treeCost == 3)
    #expect(best.sExpression() == "(* (+ x x) (+ x x))")

    let drawing = graph.graphviz()
    let data = graph.json(roots: [root], cost: cost)
    #expect(drawing.hasPrefix("digraph") && data.contains("root_eclasses"))
}
