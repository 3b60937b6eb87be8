import EGraphs
import Testing

@Test func rulesSeeWhatIsNewThroughManyEpochs() throws {
    var graph = EGraph()
    var saturation = try Saturation([RewriteRule("f", Pattern("(f ?x)"), Pattern("(g ?x)"))], for: &graph)
    for k in 0..<300 {
        let term = try graph.add(Pattern("(f x\(k))"))
        let matches = saturation.run(&graph).iterations.first?.matches
        #expect(matches == 1)
        let isFound = try graph.contains(Pattern("(g x\(k))"), in: term)
        #expect(isFound)
    }
    #expect(graph.checkInvariants() == [])
}

/// Random nodes and unions: the children of a node as it was added stay what they were.
@Test(arguments: 1...8 as ClosedRange<UInt64>) func nodesNameTheirTermsForEver(seed: UInt64) {
    var state = seed
    func random(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
    var graph = EGraph()
    let labels = [graph.label("a", arity: 0), graph.label("u", arity: 1), graph.label("f", arity: 2)]
    let long = graph.label("g", arity: 3)
    var nodes = [graph.add(labels[0], [])]
    for k in 0..<6 { nodes.append(graph.add(graph.label("x\(k)", arity: 0), [])) }
    var given: [(node: EClassID, children: [EClassID])] = []
    for step in 0..<2000 {
        let arity = 1 + random(3)
        let children = (0..<arity).map { _ in nodes[random(nodes.count)] }
        let before = graph.addedCount
        let node = graph.add(arity == 3 ? long : labels[arity], children)
        if graph.addedCount > before {
            nodes.append(node)
            given.append((node, children))
        }
        if step % 7 == 0 { graph.union(nodes[random(nodes.count)], nodes[random(nodes.count)]) }
        if step % 50 == 0 { graph.rebuild() }
    }
    graph.rebuild()
    #expect(graph.checkInvariants() == [])
    for (node, children) in given {
        let found = graph.originalChildren(of: node)
        #expect(found == children)
    }
}

/// A tower over two leaves that become equal collapses in full.
@Test func aDeepTowerIsCongruentAtOnce() {
    var graph = EGraph()
    let f = graph.label("f", arity: 1)
    let (a, b) = (graph.add(graph.label("a", arity: 0), []), graph.add(graph.label("b", arity: 0), []))
    var (x, y) = (a, b)
    for _ in 0..<20_000 { (x, y) = (graph.add(f, [x]), graph.add(f, [y])) }
    graph.union(a, b)
    graph.rebuild()
    let areEqual = graph.areEqual(x, y)
    #expect(areEqual)
    #expect(graph.nodeCount == 20_002)
    #expect(graph.checkInvariants() == [])
}
