/// For every class of an e-graph the node of least tree cost.
///
/// Knuth's generalization of Dijkstra's algorithm (Inf. Process. Lett. 6, 1977): classes are settled in ascending order
/// of cost, a node competes once all its children are settled. So the choice is acyclic whatever the costs, and among
/// nodes of equal cost the one with the lowest number wins (where operators cost nothing, among those that compete by
/// then). Cost: O(n log n) for n nodes and children, in practice linear.
struct TreeChoice: ~Copyable {
    static let none = UInt32.max

    /// The chosen node by representative; `none` where no finite term is allowed.
    private(set) var nodes: RawVector<UInt32>
    /// The least tree cost by representative, `CostModel.forbidden` where there is no term.
    private(set) var costs: RawVector<UInt64>
    /// The classes with a term in the order in which they were settled: children before parents.
    private(set) var order = RawVector<UInt32>()

    /// The tree cost of a node as far as its children are settled.
    private struct Progress: BitwiseCopyable {
        var cost: UInt64
        var unsettled: UInt32
    }

    init(_ graph: borrowing EGraph, _ index: borrowing ClassIndex, _ ownCosts: [UInt64]) {
        let bound = graph.addedCount
        nodes = RawVector(capacity: bound)
        costs = RawVector(capacity: bound)
        nodes.base.update(repeating: TreeChoice.none, count: bound)
        costs.base.update(repeating: CostModel.forbidden, count: bound)
        nodes.count = bound
        costs.count = bound
        var progress = RawVector<Progress>(capacity: bound)
        progress.count = bound
        var queue = MonotoneQueue()
        for i in 0..<bound where graph.isLive(i) {
            let node = UInt32(truncatingIfNeeded: i)
            let label = graph.nodes.base[i].label
            let own = ownCosts[Int(label)]
            let arity = UInt32(truncatingIfNeeded: graph.arity(label))
            // No node has so many children that a forbidden one would ever be complete.
            progress.base[i] = Progress(cost: own, unsettled: own == CostModel.forbidden ? UInt32.max : arity)
            if arity == 0 && own != CostModel.forbidden { offer(node, own, to: graph.find(node), &queue) }
        }
        var isSettled = RawVector<Bool>(capacity: bound)
        isSettled.count = bound
        while let settled = queue.pop() {
            if isSettled.base[Int(settled)] { continue }
            isSettled.base[Int(settled)] = true
            order.append(settled)
            let cost = costs.base[Int(settled)]
            for place in index.parentRange(settled) {
                let parent = index.parents.base[place]
                let sum = CostModel.sum(progress.base[Int(parent)].cost, cost)
                progress.base[Int(parent)].cost = sum
                progress.base[Int(parent)].unsettled &-= 1
                if progress.base[Int(parent)].unsettled > 0 { continue }
                let target = graph.find(parent)
                if !isSettled.base[Int(target)] { offer(parent, sum, to: target, &queue) }
            }
        }
    }

    private mutating func offer(_ node: UInt32, _ cost: UInt64, to target: UInt32, _ queue: inout MonotoneQueue) {
        let best = costs.base[Int(target)]
        if cost < best {
            costs.base[Int(target)] = cost
            nodes.base[Int(target)] = node
            queue.push(target, key: cost)
        } else if cost == best && node < nodes.base[Int(target)] {
            nodes.base[Int(target)] = node
        }
    }
}
