/// What a choice of least DAG cost depends on: the classes that the roots reach, numbered densely in the order in which
/// they were settled, and for each its nodes as own cost and set of children.
///
/// Left out are nodes with a forbidden operator or a child without a term, nodes that have their own class as a child,
/// and dominated nodes: those with another node of the class that costs no more and has no other children.
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
    /// `Candidates.pairLimit` comparisons for each node.
    init(
        _ roots: [EClassID], _ graph: borrowing EGraph, _ index: borrowing ClassIndex, _ trees: borrowing TreeChoice,
        _ ownCosts: [UInt64]
    ) {
        var candidates = Candidates(graph, trees)
        let rankCount = trees.order.count
        // Where the nodes of each reached class are among the candidates, by rank.
        var begins = RawVector<UInt32>(capacity: rankCount)
        var ends = RawVector<UInt32>(capacity: rankCount)
        begins.count = rankCount
        ends.count = rankCount
        var isReached = RawVector<Bool>(capacity: rankCount)
        isReached.count = rankCount
        var pending = RawVector<UInt32>()
        @inline(__always) func reach(
            _ rank: UInt32, _ isReached: inout RawVector<Bool>, _ pending: inout RawVector<UInt32>
        ) {
            if isReached.base[Int(rank)] { return }
            isReached.base[Int(rank)] = true
            pending.append(rank)
        }
        for root in roots { reach(candidates.ranks[Int(graph.find(root.index))], &isReached, &pending) }
        while pending.count > 0 {
            pending.count -= 1
            let rank = pending.base[pending.count]
            let begin = candidates.nodes.count
            candidates.append(rank, graph, index, trees, ownCosts)
            begins.base[Int(rank)] = UInt32(begin)
            ends.base[Int(rank)] = UInt32(candidates.nodes.count)
            for place in begin..<candidates.nodes.count {
                for k in candidates.nodes.base[place].children {
                    reach(candidates.children.base[k], &isReached, &pending)
                }
            }
        }
        var numbers = RawVector<UInt32>(capacity: rankCount)
        numbers.count = rankCount
        for rank in 0..<rankCount where isReached.base[rank] {
            numbers.base[rank] = UInt32(classes.count)
            classes.append(trees.order.base[rank])
        }
        for rank in 0..<rankCount where isReached.base[rank] {
            nodeStarts.append(UInt32(eNodes.count))
            for place in Int(begins.base[rank])..<Int(ends.base[rank]) {
                let candidate = candidates.nodes.base[place]
                eNodes.append(candidate.node)
                owners.append(numbers.base[rank])
                costs.append(candidate.cost)
                childStarts.append(UInt32(children.count))
                for k in candidate.children { children.append(numbers.base[Int(candidates.children.base[k])]) }
            }
        }
        nodeStarts.append(UInt32(eNodes.count))
        childStarts.append(UInt32(children.count))
        let ranks = roots.map { candidates.ranks[Int(graph.find($0.index))] }.sorted()
        for (place, rank) in ranks.enumerated() where place == 0 || rank != ranks[place - 1] {
            self.roots.append(numbers[Int(rank)])
        }
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
