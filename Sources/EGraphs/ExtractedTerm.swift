/// Terms that were chosen from an e-graph, equal subterms once: a directed acyclic graph with its children before its
/// parents.
///
/// Methods that take a root count the roots as they were asked for, from 0 on, and it is an error to name one that was
/// not.
public struct ExtractedTerm: Hashable, Sendable {
    /// The operators of the nodes.
    public private(set) var symbols: [EGraph.Symbol] = []
    /// The e-nodes that the nodes were, one of each class at most.
    public private(set) var eNodes: [EClassID] = []
    private var starts: [Int] = [0]
    private var allChildren: [Int] = []
    /// The node of each root that was asked for, in that order.
    public private(set) var roots: [Int] = []
    /// The cost of the roots when every occurrence of a subterm counts; at most `CostModel.largest`.
    public private(set) var treeCost: UInt64 = 0
    /// The cost when equal subterms count once; at most `CostModel.largest`.
    public private(set) var dagCost: UInt64 = 0
    /// Whether no other choice has a lower cost of the kind that the method minimizes.
    public internal(set) var isOptimal = false

    /// The number of nodes.
    public var count: Int { symbols.count }

    /// The children of a node; they are smaller numbers.
    public func children(of node: Int) -> ArraySlice<Int> { allChildren[starts[node]..<starts[node + 1]] }

    /// Reads off what a choice of one node for each class makes of some roots.
    ///
    /// The choice is acyclic and has a node for every class that it reaches. Cost: linear in the result and in the
    /// classes of the graph.
    init(
        _ roots: [EClassID], _ choice: borrowing RawVector<UInt32>, _ graph: borrowing EGraph, _ ownCosts: [UInt64]
    ) {
        // The place of each class, one more than it; 0 before.
        var places = RawVector<UInt32>(capacity: graph.addedCount)
        places.count = graph.addedCount
        var treeCosts: [UInt64] = []
        var path: [(node: UInt32, next: Int)] = []
        for root in roots {
            let top = graph.find(root.index)
            if places[Int(top)] == 0 { path.append((choice[Int(top)], 0)) }
            while let (node, next) = path.last {
                let label = graph.nodes[Int(node)].label
                let arity = graph.arity(label)
                if next < arity {
                    path[path.count - 1].next += 1
                    let child = graph.find(graph.child(node, next))
                    if places[Int(child)] == 0 { path.append((choice[Int(child)], 0)) }
                    precondition(path.count <= graph.addedCount, "the choice is acyclic")
                    continue
                }
                path.removeLast()
                var cost = ownCosts[Int(label)]
                dagCost = CostModel.sum(dagCost, cost)
                for k in 0..<arity {
                    let child = Int(places[Int(graph.find(graph.child(node, k)))]) - 1
                    allChildren.append(child)
                    cost = CostModel.sum(cost, treeCosts[child])
                }
                treeCosts.append(cost)
                starts.append(allChildren.count)
                symbols.append(graph.symbols[Int(label)])
                eNodes.append(EClassID(index: node))
                places[Int(graph.find(node))] = UInt32(symbols.count)
            }
            let place = Int(places[Int(top)]) - 1
            self.roots.append(place)
            treeCost = CostModel.sum(treeCost, treeCosts[place])
        }
    }

    /// The number of nodes of a root as a tree; at most `Int.max`. Cost: linear in the nodes.
    public func treeSize(ofRoot root: Int = 0) -> Int {
        var sizes: [Int] = []
        for node in 0...roots[root] {
            var size = 1
            for child in children(of: node) {
                let (sum, overflow) = size.addingReportingOverflow(sizes[child])
                size = overflow ? Int.max : sum
            }
            sizes.append(size)
        }
        return sizes[roots[root]]
    }

    /// The number of nodes on the longest path from a root to a leaf. Cost: linear in the nodes.
    public func depth(ofRoot root: Int = 0) -> Int {
        var depths: [Int] = []
        for node in 0...roots[root] { depths.append(1 + (children(of: node).map { depths[$0] }.max() ?? 0)) }
        return depths[roots[root]]
    }

    /// A root as a ground pattern, which shares nothing; nil when it is larger than `largestSize` or nested deeper than
    /// `SExpression.deepestNesting`. Cost: linear in the nodes.
    public func pattern(ofRoot root: Int = 0, largestSize: Int = 100_000) -> Pattern? {
        guard treeSize(ofRoot: root) <= largestSize, depth(ofRoot: root) <= SExpression.deepestNesting else {
            return nil
        }
        var patterns: [Pattern] = []
        for node in 0...roots[root] {
            patterns.append(.apply(symbols[node].name, children(of: node).map { patterns[$0] }))
        }
        return patterns[roots[root]]
    }

    /// A root as an s-expression, `(+ a (f b))`; nil when it has more than `largestSize` nodes as a tree. Cost: linear
    /// in the result.
    public func sExpression(ofRoot root: Int = 0, largestSize: Int = 1_000_000) -> String? {
        guard treeSize(ofRoot: root) <= largestSize else { return nil }
        var text = ""
        write(roots[root], to: &text) { _ in nil }
        return text
    }

    /// Appends a node as an s-expression, with a name in place of the nodes that have one.
    private func write(_ node: Int, to text: inout String, name: (Int) -> String?) {
        var path = [(node: node, next: 0)]
        while let (node, next) = path.last {
            let children = children(of: node)
            if next == 0 { text += children.isEmpty ? symbols[node].name : "(" + symbols[node].name }
            if next == children.count {
                if next > 0 { text += ")" }
                path.removeLast()
                continue
            }
            path[path.count - 1].next += 1
            let child = children[children.startIndex + next]
            text += " "
            if let name = name(child) { text += name } else { path.append((child, 0)) }
        }
    }
}

extension ExtractedTerm: CustomStringConvertible {
    /// One line for each subterm with arguments that occurs more than once, `$1 = (f a)`, then one for each root. Cost:
    /// linear in the nodes.
    public var description: String {
        var uses = Array(repeating: 0, count: count)
        for child in allChildren { uses[child] += 1 }
        for root in roots { uses[root] += 1 }
        var numbers: [Int: Int] = [:]
        func name(_ node: Int) -> String? { numbers[node].map { "$\($0)" } }
        var text = ""
        for node in 0..<count where uses[node] > 1 && !children(of: node).isEmpty {
            text += "$\(numbers.count + 1) = "
            write(node, to: &text, name: name)
            text += "\n"
            numbers[node] = numbers.count + 1
        }
        for (place, root) in roots.enumerated() {
            if place > 0 { text += "\n" }
            if let name = name(root) { text += name } else { write(root, to: &text, name: name) }
        }
        return text
    }
}
