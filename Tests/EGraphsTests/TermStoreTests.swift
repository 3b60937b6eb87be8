import EGraphs
import Testing

@Test func equalTermsAreOneNode() {
    var store = TermStore()
    let a = store.add(1)
    let b = store.add(2)
    #expect(store.add(3, a, b) == store.add(3, a, b))
    #expect(store.add(3, b, a) != store.add(3, a, b))
    #expect(store.add(4, [a, b, a]) == store.add(4, [a, b, a]))
    #expect(store.count == 5)
}

@Test func congruenceTravelsUpwards() {
    // a = b makes f(f(f(a))) = f(f(f(b))).
    var store = TermStore()
    var (x, y) = (store.add(1), store.add(2))
    let (a, b) = (x, y)
    for _ in 0..<3 {
        x = store.add(9, x)
        y = store.add(9, y)
    }
    #expect(store.find(x) != store.find(y))
    store.union(a, b)
    #expect(store.rebuild() == 3)
    #expect(store.find(x) == store.find(y))
    #expect(store.checkInvariants().isEmpty)
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
    var store = TermStore()
    var naive = NaiveClosure()
    var ids: [EClassID] = []
    for i in 0..<60 {
        let arity = i < 6 ? 0 : next(5)
        let children = (0..<arity).map { _ in next(i) }
        let label = UInt32(arity == 0 ? 100 + i : next(3))
        naive.add(label, children)
        ids.append(store.add(label, children.map { ids[$0] }))
    }
    // Terms that were equal from the start share a class in the store; brute force must close for that, too.
    naive.close()
    for _ in 0..<6 {
        let (x, y) = (next(60), next(60))
        store.union(ids[x], ids[y])
        store.rebuild()
        naive.merge(x, y)
        naive.close()
        for i in 0..<60 {
            for j in 0..<i {
                #expect((store.find(ids[i]) == store.find(ids[j])) == (naive.classes[i] == naive.classes[j]))
            }
        }
        #expect(store.checkInvariants().isEmpty)
    }
}
