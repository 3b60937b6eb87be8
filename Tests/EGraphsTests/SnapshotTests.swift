import EGraphWorkloads
import EGraphs
import Testing

private func limits(_ iterations: Int) -> SaturationLimits {
    SaturationLimits(iterations: iterations, nodes: .max, seconds: 600)
}

@Test func copiesGoTheirOwnWay() throws {
    var graph = EGraph()
    var saturation = try Saturation(MicroRules.compiled(), for: &graph)
    var ids: [EClassID] = []
    for expression in MicroRules.expressions { ids.append(try graph.add(Pattern(expression))) }
    _ = saturation.run(&graph, schedule: .simple, limits: limits(5))
    var copy = graph.copy()
    let report = saturation.run(&copy, schedule: .simple, limits: limits(5))
    #expect(report.iterations.map(\.nodes) == [1576, 3160, 8113, 28303, 136_446])
    #expect(copy.checkInvariants() == [])
    #expect(graph.nodeCount == 784 && graph.checkInvariants() == [])
    graph.union(ids[0], ids[1])
    graph.rebuild()
    #expect(graph.checkInvariants() == [])
    let isCopied = copy.areEqual(ids[0], ids[1])
    #expect(!isCopied && copy.nodeCount == 136_446)
}

@Test func poppingForgetsWhatWasSupposed() throws {
    var graph = EGraph()
    var saturation = try Saturation(MicroRules.compiled(), for: &graph)
    var ids: [EClassID] = []
    for expression in MicroRules.expressions { ids.append(try graph.add(Pattern(expression))) }
    _ = saturation.run(&graph, schedule: .simple, limits: limits(4))
    let before = (graph.addedCount, graph.nodeCount, graph.classCount, graph.json())
    var stack = EGraphStack()
    stack.push(graph)
    graph.union(ids[3], ids[4], fact: "a supposition")
    stack.push(graph)
    _ = saturation.run(&graph, schedule: .simple, limits: limits(4))
    let later = graph.label("later", arity: 0)
    _ = graph.add(later, [])
    #expect(stack.depth == 2 && stack.pop(&graph))
    var isSupposed = graph.areEqual(ids[3], ids[4])
    #expect(isSupposed)
    #expect(stack.pop(&graph) && !stack.pop(&graph) && stack.depth == 0)
    #expect((graph.addedCount, graph.nodeCount, graph.classCount, graph.json()) == before)
    isSupposed = graph.areEqual(ids[3], ids[4])
    #expect(graph.checkInvariants() == [] && !isSupposed)
    // The rules saw the forgotten state, and find all of the present one none the less.
    let report = saturation.run(&graph, schedule: .simple, limits: limits(5))
    #expect(report.iterations.map(\.nodes) == [784, 1576, 3160, 8113, 28303])
    #expect(graph.label("later", arity: 0) == later)
}

@Test func hiddenNodesAreKeptAndExtracted() throws {
    var graph = EGraph()
    let sum = try graph.add(Pattern("(+ 1 2)"))
    let three = graph.add(graph.label("3", arity: 0), [])
    graph.union(sum, three)
    graph.rebuild()
    let isNew = graph.hide(sum)
    #expect(isNew)
    let copy = graph.copy()
    #expect(copy.nodeCount == 3 && copy.liveCount == 4)
    let isMatchable = copy.isMatchable(sum)
    #expect(!isMatchable)
    var model = CostModel()
    #expect(try copy.extract(three, cost: model).sExpression() == "3")
    model["3", 0] = CostModel.forbidden
    #expect(try copy.extract(three, cost: model).sExpression() == "(+ 1 2)")
    var stack = EGraphStack()
    stack.push(copy)
    _ = graph.hide(three)
    #expect(stack.pop(&graph) && graph.nodeCount == 3)
    #expect(graph.checkInvariants() == [])
}

@Test func classesAreReadInOrder() {
    let random = RandomGraph(seed: 5, nodes: 60, unions: 20)
    var representatives: [EClassID] = []
    var total = 0
    random.graph.forEachClass { representative, nodes in
        representatives.append(representative)
        total += nodes.count
        #expect(nodes == random.graph.nodes(in: representative) && nodes == nodes.sorted())
        #expect(nodes.allSatisfy { random.graph.find($0) == representative })
    }
    #expect(representatives == representatives.sorted() && representatives.count == random.graph.classCount)
    #expect(total == random.graph.nodeCount)
}
