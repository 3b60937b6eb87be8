/// The nodes and the parents of every class of an e-graph, each as one flat array sorted by class.
///
/// A snapshot: it is right until the graph changes. Classes are named by their representatives.
struct ClassIndex: ~Copyable {
    /// Where the nodes of a class begin in `nodes`; they end where those of the next class begin.
    private(set) var nodeStarts: RawVector<UInt32>
    /// Live nodes by class, ascending in each.
    private(set) var nodes: RawVector<UInt32>
    /// Where the parents of a class begin in `parents`.
    private(set) var parentStarts: RawVector<UInt32>
    /// Live nodes by the class of a child, ascending for each; a node that has the class as a child k times is there
    /// k times.
    private(set) var parents: RawVector<UInt32>

    /// Sorts the live nodes of a graph by class and by the classes of their children.
    ///
    /// Two counting sorts. Cost: linear in the nodes and their children.
    init(_ graph: borrowing EGraph) {
        let bound = graph.addedCount
        nodeStarts = ClassIndex.zeroes(bound + 2)
        parentStarts = ClassIndex.zeroes(bound + 2)
        // After a rebuild children and classes are representatives, and the union-find need not be asked.
        let isCongruent = !graph.needsRebuild
        @inline(__always) func representative(_ id: UInt32, _ graph: borrowing EGraph) -> UInt32 {
            isCongruent ? id : graph.find(id)
        }
        var nodeTotal = 0
        var parentTotal = 0
        // A class is counted two places ahead, so that after the sums the place before holds its running position.
        for i in 0..<bound where graph.isLive(i) {
            let node = UInt32(truncatingIfNeeded: i)
            nodeStarts.base[Int(representative(graph.leaders.base[i], graph)) &+ 2] &+= 1
            nodeTotal &+= 1
            let arity = graph.arity(graph.nodes.base[i].label)
            for k in 0..<arity { parentStarts.base[Int(representative(graph.child(node, k), graph)) &+ 2] &+= 1 }
            parentTotal &+= arity
        }
        precondition(parentTotal < Int(UInt32.max), "positions among the parents are 32 bits wide")
        for c in 0..<bound {
            nodeStarts.base[c &+ 2] &+= nodeStarts.base[c &+ 1]
            parentStarts.base[c &+ 2] &+= parentStarts.base[c &+ 1]
        }
        nodes = ClassIndex.zeroes(nodeTotal)
        parents = ClassIndex.zeroes(parentTotal)
        for i in 0..<bound where graph.isLive(i) {
            let node = UInt32(truncatingIfNeeded: i)
            ClassIndex.place(node, under: representative(graph.leaders.base[i], graph), &nodeStarts, &nodes)
            for k in 0..<graph.arity(graph.nodes.base[i].label) {
                ClassIndex.place(node, under: representative(graph.child(node, k), graph), &parentStarts, &parents)
            }
        }
    }

    private static func zeroes(_ count: Int) -> RawVector<UInt32> {
        var result = RawVector<UInt32>(capacity: count)
        result.count = count
        return result
    }

    @inline(__always)
    private static func place(
        _ node: UInt32, under key: UInt32, _ starts: inout RawVector<UInt32>, _ order: inout RawVector<UInt32>
    ) {
        let slot = Int(key) &+ 1
        order.base[Int(starts.base[slot])] = node
        starts.base[slot] &+= 1
    }

    /// The positions in `nodes` of the nodes of a class; empty when it is not a representative.
    @inline(__always)
    func nodeRange(_ representative: UInt32) -> Range<Int> {
        let c = Int(representative)
        return Int(nodeStarts.base[c])..<Int(nodeStarts.base[c &+ 1])
    }

    /// The positions in `parents` of the nodes that have a class as a child.
    @inline(__always)
    func parentRange(_ representative: UInt32) -> Range<Int> {
        let c = Int(representative)
        return Int(parentStarts.base[c])..<Int(parentStarts.base[c &+ 1])
    }
}
