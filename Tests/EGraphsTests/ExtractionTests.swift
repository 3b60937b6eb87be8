import EGraphWorkloads
import EGraphs
import Testing

private let exact = ExtractionMethod.exactDAG(explored: 1_000_000, seconds: 60)

extension UInt64 {
    fileprivate func addingCapped(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}

/// A graph in which all these terms are equal.
private struct EqualTerms: ~Copyable {
    var graph = EGraph()
    let root: EClassID

    init(_ terms: [String]) throws {
        var ids: [EClassID] = []
        for term in terms { ids.append(try graph.add(Pattern(term))) }
        root = ids[0]
        for id in ids { graph.union(root, id) }
        graph.rebuild()
    }
}

@Test(arguments: 1...150) func choicesAreThoseOfBruteForce(seed: Int) throws {
    var random = RandomGraph(seed: seed, nodes: 9 + seed % 5, unions: 2 + seed % 6)
    // In a third of the graphs a leaf is forbidden, so that some cycles have no way out.
    if seed % 3 == 0 { random.model["f100", 0] = CostModel.forbidden }
    let choices = AllChoices(random.graph, random.model)
    guard choices.count != nil else { return }
    let extractor = Extractor(random.graph, cost: random.model)
    for root in choices.classes {
        guard let least = choices.least([root]) else {
            #expect(extractor.treeCost(of: root, in: random.graph) == nil)
            #expect(extractor.classesWithoutTerm(in: random.graph).contains(root))
            #expect(throws: ExtractionError.noTerm(root)) { try extractor.extract([root], from: random.graph) }
            continue
        }
        #expect(extractor.treeCost(of: root, in: random.graph) == least.tree)
        let tree = try extractor.extract([root], from: random.graph, by: .tree)
        let greedy = try extractor.extract([root], from: random.graph)
        let best = try extractor.extract([root], from: random.graph, by: exact)
        for term in [tree, greedy, best] {
            #expect(term.violations(random.graph, random.model, roots: [root]) == [])
        }
        #expect(tree.treeCost == least.tree)
        #expect(best.dagCost == least.dag && best.isOptimal)
        #expect(least.dag <= greedy.dagCost && greedy.dagCost <= tree.dagCost)
    }
}

@Test(arguments: 1...40) func severalRootsShareTheirTerms(seed: Int) throws {
    let random = RandomGraph(seed: 1000 + seed, nodes: 11, unions: 4)
    let choices = AllChoices(random.graph, random.model)
    guard choices.count != nil else { return }
    let roots = [random.ids[10], random.ids[9], random.ids[10]].map { random.graph.find($0) }
    let least = try #require(choices.least(roots))
    let best = try Extractor(random.graph, cost: random.model).extract(roots, from: random.graph, by: exact)
    #expect(best.violations(random.graph, random.model, roots: roots) == [])
    #expect(best.dagCost == least.dag && best.isOptimal)
}

@Test(arguments: 1...10) func treeCostsAreTheLeastFixedPoint(seed: Int) {
    var random = RandomGraph(seed: 3000 + seed, nodes: 2000, unions: 900)
    // Costs of all magnitudes.
    for name in 0..<4 {
        for arity in 1..<4 { random.model["f\(name)", arity] = UInt64(random.next(1000)) << UInt64(random.next(40)) }
    }
    var costs: [EClassID: UInt64] = [:]
    var changed = true
    while changed {
        changed = false
        random.graph.forEachClass { representative, nodes in
            for node in nodes {
                let symbol = random.graph.symbol(of: node)
                var cost = random.model[symbol.name, symbol.arity]
                for child in random.graph.children(of: node) { cost = cost.addingCapped(costs[child] ?? .max) }
                if cost < costs[representative] ?? .max {
                    costs[representative] = cost
                    changed = true
                }
            }
        }
    }
    let extractor = Extractor(random.graph, cost: random.model)
    random.graph.forEachClass { representative, _ in
        #expect(extractor.treeCost(of: representative, in: random.graph) == costs[representative])
    }
}

@Test(arguments: 1...20) func largeGraphsAreSearchedAsExactly(seed: Int) throws {
    // Beside a chain too long for the rows of required classes the least DAG cost is the same plus the chain's.
    var random = RandomGraph(seed: 4000 + seed, nodes: 11, unions: 5)
    let choices = AllChoices(random.graph, random.model)
    guard choices.count != nil else { return }
    let root = random.graph.find(random.ids[10])
    let least = try #require(choices.least([root]))
    let length = 20_000
    var end = random.graph.add(random.graph.label("end", arity: 0), [])
    let link = random.graph.label("link", arity: 1)
    for _ in 0..<length { end = random.graph.add(link, [end]) }
    let best = try Extractor(random.graph, cost: random.model).extract([end, root], from: random.graph, by: exact)
    #expect(best.dagCost == least.dag + UInt64(length + 1) && best.isOptimal)
    #expect(best.violations(random.graph, random.model, roots: [end, root]) == [])
}

@Test(arguments: 1...20) func largerChoicesAreSoundAndOrdered(seed: Int) throws {
    let random = RandomGraph(seed: 2000 + seed, nodes: 400, unions: 120)
    let roots = Array(random.ids.suffix(5))
    let extractor = Extractor(random.graph, cost: random.model)
    let tree = try extractor.extract(roots, from: random.graph, by: .tree)
    let greedy = try extractor.extract(roots, from: random.graph)
    let best = try extractor.extract(roots, from: random.graph, by: .exactDAG(explored: 20_000, seconds: 60))
    for term in [tree, greedy, best] { #expect(term.violations(random.graph, random.model, roots: roots) == []) }
    #expect(tree.treeCost <= greedy.treeCost && tree.treeCost <= best.treeCost)
    #expect(best.dagCost <= greedy.dagCost && greedy.dagCost <= tree.dagCost)
    #expect(try extractor.extract(roots, from: random.graph) == greedy)
}

@Test func sharedSubtermsDecide() throws {
    // As a tree f(u(a), u(b)) has 5 nodes and g(v(c, d), v(c, d)) 7; shared, the latter has 4.
    let equal = try EqualTerms(["(f (u a) (u b))", "(g (v c d) (v c d))"])
    #expect(try equal.graph.extract(equal.root, by: .tree).sExpression() == "(f (u a) (u b))")
    for method in [.greedyDAG, exact] {
        let term = try equal.graph.extract(equal.root, by: method)
        #expect(term.sExpression() == "(g (v c d) (v c d))")
        #expect(term.description == "$1 = (v c d)\n(g $1 $1)")
        #expect(term.dagCost == 4 && term.treeCost == 7)
    }
}

@Test func leastCostsSolveSetCovers() throws {
    // Each element is the class of (in s) for the sets s that it is in, so that the least DAG cost is that of a cover.
    var missed = 0
    for seed in 1...60 {
        var random = RandomGraph(seed: 5000 + seed, nodes: 3, unions: 0)
        var graph = EGraph()
        var model = CostModel(operatorCost: 0)
        var sets: [EClassID] = []
        for s in 0..<7 {
            model["s\(s)", 0] = UInt64(1 + random.next(20))
            sets.append(graph.add(graph.label("s\(s)", arity: 0), []))
        }
        var masks: [Int] = []
        var elements: [EClassID] = []
        for element in 0..<9 {
            let label = graph.label("in\(element)", arity: 1)
            let mask = 1 + random.next(127)
            let members = (0..<7).filter { mask >> $0 & 1 != 0 }
            var nodes: [EClassID] = []
            for s in members { nodes.append(graph.add(label, [sets[s]])) }
            for node in nodes { graph.union(nodes[0], node) }
            masks.append(mask)
            elements.append(nodes[0])
        }
        graph.rebuild()
        let costs = (0..<7).map { model["s\($0)", 0] }
        let covers = (0..<128).filter { cover in masks.allSatisfy { $0 & cover != 0 } }
        let least = covers.map { cover in (0..<7).reduce(0) { $0 + (cover >> $1 & 1 != 0 ? costs[$1] : 0) } }.min()
        let extractor = Extractor(graph, cost: model)
        let best = try extractor.extract(elements, from: graph, by: exact)
        let greedy = try extractor.extract(elements, from: graph)
        #expect(best.dagCost == least && best.isOptimal && greedy.dagCost >= best.dagCost)
        if greedy.dagCost > best.dagCost { missed += 1 }
    }
    #expect(missed > 0)
}

@Test func greedySearchCanMissWhatBranchAndBoundFinds() throws {
    // x = (p s) and y = (q s) share s, which neither class takes for itself alone.
    var graph = EGraph()
    var ids: [EClassID] = []
    for name in ["p", "q", "r"] {
        let shared = try graph.add(Pattern("(\(name) (s s1 s2))"))
        graph.union(shared, try graph.add(Pattern("(\(name) \(name)1 \(name)2)")))
        ids.append(shared)
    }
    graph.rebuild()
    let root = graph.add(graph.label("f", arity: 3), ids)
    let greedy = try graph.extract(root)
    let best = try graph.extract(root, by: exact)
    #expect(greedy.dagCost == 10)
    #expect(best.dagCost == 7 && best.isOptimal)
}

@Test func cyclesAreLeftBehind() throws {
    // a = f(a): the leaf is the only finite term.
    let equal = try EqualTerms(["a", "(f a)"])
    for method in [.tree, .greedyDAG, exact] {
        #expect(try equal.graph.extract(equal.root, by: method).pattern() == .apply("a", []))
    }
    // Without the leaf there is none, even where operators cost nothing.
    for cost: UInt64 in [0, 1] {
        var model = CostModel(operatorCost: cost)
        model["a", 0] = CostModel.forbidden
        let extractor = Extractor(equal.graph, cost: model)
        #expect(extractor.classesWithoutTerm(in: equal.graph) == [equal.graph.find(equal.root)])
        #expect(throws: ExtractionError.noTerm(equal.root)) { try extractor.extract([equal.root], from: equal.graph) }
    }
}

@Test func equalCostsGoToTheOldestNode() throws {
    // In the last case a is older than b, but (g b) is older than (f a).
    let cases = [
        (["(f a)", "(g a)", "(f b)"], "(f a)"), (["(g a)", "(f b)", "(f a)"], "(g a)"),
        (["(k a a)", "(g b)", "(f a)"], "(g b)"),
    ]
    for (terms, expected) in cases {
        let equal = try EqualTerms(terms)
        #expect(try equal.graph.extract(equal.root, by: .tree).sExpression() == expected)
        for method in [.tree, .greedyDAG, exact] where terms[0] == expected {
            #expect(try equal.graph.extract(equal.root, by: method).sExpression() == expected)
        }
    }
}

@Test func deepTermsNeedNoStack() throws {
    let depth = 100_000
    var graph = EGraph()
    var id = graph.add(graph.label("a", arity: 0), [])
    let f = graph.label("f", arity: 2)
    for _ in 0..<depth { id = graph.add(f, [id, id]) }
    for method in [.tree, .greedyDAG, ExtractionMethod.exactDAG(explored: 10, seconds: 60)] {
        let term = try graph.extract(id, by: method)
        #expect(term.count == depth + 1 && term.depth() == depth + 1)
        #expect(term.dagCost == UInt64(depth + 1) && term.treeCost == CostModel.largest)
        #expect(term.treeSize() == Int.max && term.pattern() == nil && term.sExpression() == nil)
    }
}

@Test func costTablesMeanWhatTheySay() throws {
    var model = CostModel(operatorCost: 7, defaultLeafCost: 3) { $0.hasPrefix("long") ? UInt64($0.count) : nil }
    model["+", 2] = 4
    model.setCost(ofVariadic: "sum", first: 1, further: 10)
    #expect(model["+", 2] == 4 && model["+", 3] == 7 && model["x", 0] == 3 && model["longer", 0] == 6)
    #expect(model["sum", 1] == 1 && model["sum", 4] == 31)
    model.setCost(ofVariadic: "huge", first: 1, further: 1 << 63)
    #expect(model["huge", 9] == CostModel.largest)
    let equal = try EqualTerms(["(* x (+ y 1))"])
    #expect(try equal.graph.extract(equal.root, cost: .operationCount, by: .tree).treeCost == 2)
    #expect(try equal.graph.extract(equal.root, cost: .descriptionLength, by: .tree).treeCost == 5)
    #expect(try equal.graph.extract(equal.root, cost: model, by: .tree).treeCost == 7 + 3 + 4 + 3 + 3)
}

@Test func theMicroBenchmarkIsExtractedAsSmallAsItWasStated() throws {
    var graph = EGraph()
    var saturation = try Saturation(MicroRules.compiled(), for: &graph)
    let roots = try MicroRules.expressions.map { try graph.add(Pattern($0)) }
    let size = try Extractor(graph).extract(roots, from: graph, by: .tree)
    _ = saturation.run(
        &graph, schedule: .simple, limits: SaturationLimits(iterations: 8, nodes: .max, seconds: 600))
    for method in [.tree, .greedyDAG, exact] {
        let term = try Extractor(graph).extract(roots, from: graph, by: method)
        #expect(term.violations(graph, .descriptionLength, roots: roots) == [])
        #expect(term.treeCost <= size.treeCost && term.dagCost <= size.dagCost)
    }
}
