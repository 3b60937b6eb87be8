import EGraphs

/// Small e-graphs with cycles and sharing, and random costs of their operators.
struct RandomGraph: ~Copyable {
    var graph = EGraph()
    var model = CostModel()
    var ids: [EClassID] = []
    private var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    /// `nodes` random nodes of up to three children, then `unions` random unions.
    init(seed: Int, nodes: Int, unions: Int, leastCost: Int = 0) {
        state = UInt64(seed)
        for i in 0..<nodes {
            let arity = i < 3 ? 0 : next(4)
            let name = "f\(arity == 0 ? 100 + i : next(4))"
            let label = graph.label(name, arity: arity)
            model[name, arity] = UInt64(leastCost + next(6))
            let children = (0..<arity).map { _ in ids[next(i)] }
            ids.append(graph.add(label, children))
        }
        for _ in 0..<unions {
            let (x, y) = (next(nodes), next(nodes))
            graph.union(ids[x], ids[y])
        }
        graph.rebuild()
    }
}

/// All acyclic choices of one node for each class, one after the other.
struct AllChoices {
    private(set) var classes: [EClassID] = []
    private var nodes: [[(cost: UInt64, children: [Int])]] = []

    init(_ graph: borrowing EGraph, _ model: CostModel) {
        var places: [EClassID: Int] = [:]
        var members: [[EClassID]] = []
        graph.forEachClass { representative, nodes in
            places[representative] = classes.count
            classes.append(representative)
            members.append(nodes)
        }
        for list in members {
            var own: [(UInt64, [Int])] = []
            for node in list {
                let symbol = graph.symbol(of: node)
                let cost = model[symbol.name, symbol.arity]
                if cost != CostModel.forbidden {
                    own.append((cost, graph.children(of: node).compactMap { places[$0] }))
                }
            }
            nodes.append(own)
        }
    }

    /// The number of choices; nil when there are more than a million.
    var count: Int? {
        var product = 1
        for list in nodes {
            product *= list.count + 1
            if product > 1_000_000 { return nil }
        }
        return product
    }

    /// The least tree cost and the least DAG cost of some classes; nil when they have no term.
    func least(_ roots: [EClassID]) -> (tree: UInt64, dag: UInt64)? {
        let roots = roots.compactMap { classes.firstIndex(of: $0) }
        var best: (tree: UInt64, dag: UInt64)?
        var choice = Array(repeating: 0, count: nodes.count)
        while true {
            if let (tree, dag) = costs(choice, roots) {
                best = (min(best?.tree ?? .max, tree), min(best?.dag ?? .max, dag))
            }
            // The next number in mixed radix; the digit after the last node is no node.
            var digit = 0
            while digit < choice.count && choice[digit] == nodes[digit].count {
                choice[digit] = 0
                digit += 1
            }
            if digit == choice.count { return best }
            choice[digit] += 1
        }
    }

    private func costs(_ choice: [Int], _ roots: [Int]) -> (tree: UInt64, dag: UInt64)? {
        var trees: [UInt64?] = Array(repeating: nil, count: nodes.count)
        var isOpen = Array(repeating: false, count: nodes.count)
        var dag: UInt64 = 0
        func visit(_ c: Int) -> UInt64? {
            if let cost = trees[c] { return cost }
            if isOpen[c] || choice[c] == nodes[c].count { return nil }
            isOpen[c] = true
            let node = nodes[c][choice[c]]
            var tree = node.cost
            for child in node.children {
                guard let cost = visit(child) else { return nil }
                tree += cost
            }
            dag += node.cost
            trees[c] = tree
            return tree
        }
        var tree: UInt64 = 0
        for root in roots {
            guard let cost = visit(root) else { return nil }
            tree += cost
        }
        return (tree, dag)
    }
}

extension ExtractedTerm {
    /// What is wrong with it as terms of these classes, in words.
    func violations(_ graph: borrowing EGraph, _ model: CostModel, roots: [EClassID]) -> [String] {
        var found: [String] = []
        var dag: UInt64 = 0
        var trees: [UInt64] = []
        for node in 0..<count {
            let symbol = symbols[node]
            if graph.symbol(of: eNodes[node]) != symbol { found.append("node \(node) has another operator") }
            let classes = graph.children(of: eNodes[node])
            if classes != children(of: node).map({ graph.find(eNodes[$0]) }) {
                found.append("node \(node) has children of other classes")
            }
            if children(of: node).contains(where: { $0 >= node }) { found.append("node \(node) has a later child") }
            dag += model[symbol.name, symbol.arity]
            trees.append(children(of: node).reduce(model[symbol.name, symbol.arity]) { $0 + trees[$1] })
        }
        if Set(eNodes.map { graph.find($0) }).count != count { found.append("a class has two nodes") }
        if self.roots.map({ graph.find(eNodes[$0]) }) != roots.map({ graph.find($0) }) { found.append("other roots") }
        if dag != dagCost { found.append("the DAG cost is \(dag), not \(dagCost)") }
        let tree = self.roots.reduce(0) { $0 + trees[$1] }
        if tree != treeCost { found.append("the tree cost is \(tree), not \(treeCost)") }
        return found
    }
}
