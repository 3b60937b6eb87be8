import EGraphs
import Testing

/// A leaf of the class that names a number, and the number.
private func number(_ id: EClassID, _ graph: borrowing EGraph) -> (node: EClassID, value: Int)? {
    for node in graph.nodes(in: id) where graph.isLeaf(node) {
        if let value = Int(graph.symbol(of: node).name) { return (node, value) }
    }
    return nil
}

@Test func rightSidesMayBeComputed() throws {
    // length(cons(x, l)) = 1 + length(l), with a computed +; length(nil) = 0.
    let plus = ComputedOperators([
        EGraph.Symbol(name: "+", arity: 2): { arguments, graph in
            guard let x = number(arguments[0], graph), let y = number(arguments[1], graph) else { return nil }
            return ([x.node, y.node], graph.add(graph.label("\(x.value + y.value)", arity: 0), []))
        }
    ])
    let rules = try [
        RewriteRule("empty", Pattern("(length nil)"), Pattern("0")),
        RewriteRule("cons", Pattern("(length (cons ?x ?l))"), Pattern("(+ 1 (length ?l))")),
    ]
    var graph = EGraph()
    var saturation = try Saturation(rules, for: &graph, analyses: [plus])
    let length = try graph.add(Pattern("(length (cons a (cons b (cons c nil))))"))
    let report = saturation.run(&graph, goals: [.contains(length, try Pattern("3"))])
    #expect(report.reason == .goalReached)
    let proof = try graph.explain(Pattern("(length (cons a (cons b (cons c nil))))"), Pattern("3"))
    let checker = ProofChecker(rules: rules) { name, left, right in
        name == "+" && (Int(left.children[0].name) ?? 0) + (Int(left.children[1].name) ?? 0) == Int(right.name)
    }
    #expect(checker.check(proof) == .valid)
}
