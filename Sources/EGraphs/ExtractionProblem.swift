/// What a choice of least DAG cost depends on: the classes that the roots reach, numbered densely in the order in which
/// they were settled, and for each its nodes as own cost and set of children.
///
/// Left out are nodes with a forbidden operator or a child without a term, nodes that have their own class as a child, and
/// dominated nodes: those with another node of the class that costs no more and has no other children.
struct ExtractionProblem: ~Copyable {
    /// The classes by number, as representatives.
    private(set) var classes = RawVector<UInt32>()
    /// Where the nodes of a class begin; one more entry than classes.
    private(set) var nodeStarts = RawVector<UInt32>()
    /// The e-nodes.
    private(set) var eNodes = RawVector<UInt32>()
    /// The class of each node.
    private(set) var owners = RawVector<UInt32>()
    private(set) var costs = RawVector<UInt64>()
    /// Where the children of a node begin; one more entry than nodes.
    private(set) var childStarts = RawVector<UInt32>()
    /// Children without repetition, ascending.
    private(set) var children = RawVector<UInt32>()
    /// The roots without repetition, ascending.
    private(set) var roots: [UInt32] = []

    var classCount: Int { classes.count }
    var nodeCount: Int { eNodes.count }

    @inline(__always)
    func nodeRange(_ c: UInt32) -> Range<Int> {
        Int(nodeStarts.base[Int(c)])..<Int(nodeStarts.base[Int(c) &+ 1])
    }

    @inline(__always)
    func childRange(_ node: Int) -> Range<Int> {
        Int(childStarts.base[node])..<Int(childStarts.base[node &+ 1])
    }

    /// Every root has a term. Cost: linear in the reachable nodes, for each class n log n in its nodes, and up to
    /// `pairLimit` comparisons for each node.
    init(
        _ roots: [EClassID], _ graph: borrowing EGraph, _ index: borrowing ClassIndex, _ trees: borrowing TreeChoice,
        _ ownCosts: [UInt64]
    ) {
        var ranks = RawVector<UInt32>(capacity: graph.addedCount)
        ranks.count = graph.addedCount
        for place in 0..<trees.order.count { ranks.base[Int(trees.order.base[place])] = UInt32(place) }
        // For each class by rank where its nodes are among the candidates; reached classes only.
        var ranges: [Range<Int>] = Array(repeating: 0..<0, count: trees.order.count)
        var isReached = RawVector<Bool>(capacity: trees.order.count)
        isReached.count = trees.order.count
        var pending: [UInt32] = []
        func reach(_ rank: UInt32) {
            if isReached[Int(rank)] { return }
            isReached[Int(rank)] = true
            pending.append(rank)
        }
        for root in roots { reach(ranks[Int(graph.find(root.index))]) }
        var kept: [Candidate] = []
        while let rank = pending.popLast() {
            let candidates = ExtractionProblem.candidates(rank, graph, index, trees, ownCosts, ranks)
            ranges[Int(rank)] = kept.count..<(kept.count + candidates.count)
            for candidate in candidates { candidate.children.forEach(reach) }
            kept += candidates
        }
        var numbers = RawVector<UInt32>(capacity: trees.order.count)
        numbers.count = trees.order.count
        for rank in 0..<trees.order.count where isReached[rank] {
            numbers[rank] = UInt32(classes.count)
            classes.append(trees.order[rank])
        }
        for rank in 0..<trees.order.count where isReached[rank] {
            nodeStarts.append(UInt32(eNodes.count))
            for candidate in kept[ranges[rank]] {
                eNodes.append(candidate.node)
                owners.append(numbers[rank])
                costs.append(candidate.cost)
                childStarts.append(UInt32(children.count))
                for child in candidate.children { children.append(numbers[Int(child)]) }
            }
        }
        nodeStarts.append(UInt32(eNodes.count))
        childStarts.append(UInt32(children.count))
        for root in roots { self.roots.append(numbers[Int(ranks[Int(graph.find(root.index))])]) }
        self.roots.sort()
        var previous: UInt32?
        self.roots.removeAll { root in
            defer { previous = root }
            return root == previous
        }
    }

    /// A node with the ranks of its children, without repetition and ascending.
    private struct Candidate {
        let node: UInt32
        let cost: UInt64
        let children: [UInt32]
    }

    /// Classes with more nodes than this are only searched for nodes with equal children.
    private static let pairLimit = 64

    /// The nodes of the class with a rank that some choice of least cost may need, ascending.
    private static func candidates(
        _ rank: UInt32, _ graph: borrowing EGraph, _ index: borrowing ClassIndex, _ trees: borrowing TreeChoice,
        _ ownCosts: [UInt64], _ ranks: borrowing RawVector<UInt32>
    ) -> [Candidate] {
        var found: [Candidate] = []
        nodes: for place in index.nodeRange(trees.order[Int(rank)]) {
            let node = index.nodes[place]
            let label = graph.nodes[Int(node)].label
            let cost = ownCosts[Int(label)]
            if cost == CostModel.forbidden { continue }
            var children: [UInt32] = []
            for k in 0..<graph.arity(label) {
                let child = graph.find(graph.child(node, k))
                if trees.nodes[Int(child)] == TreeChoice.none || ranks[Int(child)] == rank { continue nodes }
                if !children.contains(ranks[Int(child)]) { children.append(ranks[Int(child)]) }
            }
            found.append(Candidate(node: node, cost: cost, children: children.sorted()))
        }
        if found.count == 1 { return found }
        // Cheap nodes with few children first: each is dominated only by one before it.
        found.sort { x, y in
            if x.children.count != y.children.count { return x.children.count < y.children.count }
            if x.children != y.children { return x.children.lexicographicallyPrecedes(y.children) }
            return (x.cost, x.node) < (y.cost, y.node)
        }
        var kept: [Candidate] = []
        for candidate in found {
            if let last = kept.last, last.children == candidate.children { continue }
            let isDominated =
                found.count <= pairLimit
                && kept.contains { $0.cost <= candidate.cost && isSubset($0.children, of: candidate.children) }
            if !isDominated { kept.append(candidate) }
        }
        return kept.sorted { $0.node < $1.node }
    }

    /// Whether every element of one ascending list is in another.
    private static func isSubset(_ x: [UInt32], of y: [UInt32]) -> Bool {
        var place = 0
        for element in x {
            while place < y.count && y[place] < element { place += 1 }
            if place == y.count || y[place] != element { return false }
        }
        return true
    }

    /// The terms that a choice of one node for each class makes; classes without a node keep that of least tree cost.
    func term(
        _ chosen: borrowing RawVector<UInt32>, _ roots: [EClassID], _ trees: borrowing TreeChoice,
        _ graph: borrowing EGraph, _ ownCosts: [UInt64]
    ) -> ExtractedTerm {
        let choice = trees.nodes.copy()
        for c in 0..<classCount where chosen[c] != TreeChoice.none {
            choice.base[Int(classes[c])] = eNodes[Int(chosen[c])]
        }
        return ExtractedTerm(roots, choice, graph, ownCosts)
    }
}
