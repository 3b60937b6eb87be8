import EGraphs
import Testing

@Test func congruenceTravelsUpwards() {
    // a = b makes f(f(f(a))) = f(f(f(b))).
    var graph = EGraph()
    let f = graph.label("f", arity: 1)
    var (x, y) = (graph.add(graph.label("a", arity: 0), []), graph.add(graph.label("b", arity: 0), []))
    let (a, b) = (x, y)
    for _ in 0..<3 {
        x = graph.add(f, [x])
        y = graph.add(f, [y])
    }
    #expect(graph.areEqual(x, y) == false)
    graph.union(a, b)
    graph.rebuild()
    #expect(graph.areEqual(x, y) && graph.classCount == 4)
    #expect(graph.checkInvariants() == [])
}

/// Congruence closure by brute force: classes are merged until nothing changes.
private struct NaiveClosure {
    var nodes: [(label: UInt32, children: [Int])] = []
    var classes: [Int] = []

    mutating func add(_ label: UInt32, _ children: [Int]) {
        nodes.append((label, children))
        classes.append(classes.count)
    }

    mutating func merge(_ x: Int, _ y: Int) {
        let (a, b) = (classes[x], classes[y])
        classes = classes.map { $0 == b ? a : $0 }
    }

    mutating func close() {
        var changed = true
        while changed {
            changed = false
            for i in nodes.indices {
                for j in 0..<i where classes[i] != classes[j] && nodes[i].label == nodes[j].label {
                    if nodes[i].children.map({ classes[$0] }) == nodes[j].children.map({ classes[$0] }) {
                        merge(i, j)
                        changed = true
                    }
                }
            }
        }
    }
}

@Test(arguments: 1...12) func rebuildingAgreesWithBruteForce(seed: Int) {
    var state = UInt64(seed)
    func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
    var graph = EGraph()
    var naive = NaiveClosure()
    var ids: [EClassID] = []
    for i in 0..<60 {
        let arity = i < 6 ? 0 : next(5)
        let children = (0..<arity).map { _ in next(i) }
        let label = UInt32(arity == 0 ? 100 + i : next(3))
        naive.add(label, children)
        ids.append(graph.add(graph.label("\(label)", arity: arity), children.map { ids[$0] }))
    }
    // Terms that were equal from the start share a class in the graph; brute force must close for that, too.
    naive.close()
    for _ in 0..<6 {
        let (x, y) = (next(60), next(60))
        graph.union(ids[x], ids[y])
        graph.rebuild()
        naive.merge(x, y)
        naive.close()
        for i in 0..<60 {
            for j in 0..<i {
                #expect(graph.areEqual(ids[i], ids[j]) == (naive.classes[i] == naive.classes[j]))
            }
        }
        #expect(graph.checkInvariants() == [])
    }
}
