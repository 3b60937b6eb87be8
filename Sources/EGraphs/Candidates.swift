/// The nodes that some choice of least DAG cost may need, collected class by class.
///
/// Classes are named by their rank, the place in the order in which `TreeChoice` settled them.
struct Candidates: ~Copyable {
    /// A node with its children as a range of `Candidates.children`.
    struct Node: BitwiseCopyable {
        let node: UInt32
        let begin: UInt32
        let count: UInt32
        let cost: UInt64

        @inline(__always)
        var children: Range<Int> { Int(begin)..<Int(begin &+ count) }
    }

    private(set) var nodes = RawVector<Node>()
    /// The ranks of children, without repetition and ascending for each node.
    private(set) var children = RawVector<UInt32>()
    /// The rank of each class by representative; of no meaning for classes without a term.
    private(set) var ranks: RawVector<UInt32>

    /// Classes with more nodes than this are only searched for nodes with equal children.
    static let pairLimit = 64

    init(_ graph: borrowing EGraph, _ trees: borrowing TreeChoice) {
        ranks = RawVector(capacity: graph.addedCount)
        ranks.count = graph.addedCount
        for place in 0..<trees.order.count { ranks.base[Int(trees.order.base[place])] = UInt32(place) }
    }

    /// Appends the nodes of a class, ascending, but for those with a forbidden operator, a child without a term, or
    /// their own class as a child, and those that another node dominates. Cost: n log n in the nodes, and up to
    /// `pairLimit` comparisons for each.
    mutating func append(
        _ rank: UInt32, _ graph: borrowing EGraph, _ index: borrowing ClassIndex, _ trees: borrowing TreeChoice,
        _ ownCosts: [UInt64]
    ) {
        let begin = nodes.count
        for place in index.nodeRange(trees.order.base[Int(rank)]) {
            let node = index.nodes.base[place]
            let cost = ownCosts[Int(graph.nodes.base[Int(node)].label)]
            if cost == CostModel.forbidden { continue }
            let start = children.count
            if appendChildren(of: node, rank, graph, trees) {
                nodes.append(
                    Node(node: node, begin: UInt32(start), count: UInt32(children.count - start), cost: cost))
            } else {
                children.count = start
            }
        }
        if nodes.count > begin + 1 { removeDominated(from: begin) }
    }

    /// Appends the ranks of the children of a node; false when it is of no use, with some appended.
    private mutating func appendChildren(
        of node: UInt32, _ rank: UInt32, _ graph: borrowing EGraph, _ trees: borrowing TreeChoice
    ) -> Bool {
        let start = children.count
        for k in 0..<graph.arity(graph.nodes.base[Int(node)].label) {
            let child = graph.find(graph.child(node, k))
            let childRank = ranks.base[Int(child)]
            if trees.nodes.base[Int(child)] == TreeChoice.none || childRank == rank { return false }
            children.append(childRank)
        }
        let count = children.count - start
        if count < 2 { return true }
        if count > 2 {
            var own = UnsafeMutableBufferPointer(start: children.base + start, count: count)
            own.sort()
        } else if children.base[start] > children.base[start + 1] {
            swap(&children.base[start], &children.base[start + 1])
        }
        var kept = start + 1
        for place in (start + 1)..<children.count where children.base[place] != children.base[place - 1] {
            children.base[kept] = children.base[place]
            kept += 1
        }
        children.count = kept
        return true
    }

    /// Removes nodes that cost no less than another one from here on and have all of its children.
    private mutating func removeDominated(from begin: Int) {
        var group = UnsafeMutableBufferPointer(start: nodes.base + begin, count: nodes.count - begin)
        let base = children.base
        // Few children first, then equal ones together, the cheapest of them first: nodes are dominated by earlier
        // ones.
        group.sort { x, y in
            if x.count != y.count { return x.count < y.count }
            for k in 0..<Int(x.count) {
                let (a, b) = (base[Int(x.begin) + k], base[Int(y.begin) + k])
                if a != b { return a < b }
            }
            return x.cost == y.cost ? x.node < y.node : x.cost < y.cost
        }
        var kept = 0
        for place in 0..<group.count {
            let node = group[place]
            // Among many nodes only the one before is compared, which has the same children if any has.
            let first = group.count <= Candidates.pairLimit ? 0 : max(0, kept - 1)
            let isDominated = (first..<kept).contains { group[$0].cost <= node.cost && isSubset(group[$0], of: node) }
            if isDominated { continue }
            group[kept] = node
            kept += 1
        }
        nodes.count = begin + kept
        group = UnsafeMutableBufferPointer(start: nodes.base + begin, count: kept)
        group.sort { $0.node < $1.node }
    }

    /// Whether every child of one node is one of another.
    @inline(__always)
    private func isSubset(_ x: Node, of y: Node) -> Bool {
        var place = y.children.lowerBound
        for k in x.children {
            let child = children.base[k]
            while place < y.children.upperBound && children.base[place] < child { place += 1 }
            if place == y.children.upperBound || children.base[place] != child { return false }
        }
        return true
    }
}
