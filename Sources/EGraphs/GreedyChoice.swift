/// A choice of low DAG cost: every class keeps the set of classes that its term is made of, and takes the node with the
/// cheapest union of its children's sets ("faster greedy DAG" extraction), until no class improves.
///
/// The weight of a class only falls, and a union weighs more than its parts: so at any time a class weighs more than
/// the children of its node, and the choice is acyclic. The sets are those of the time of the choice; the cost of the
/// result is counted anew and may be lower or higher. Deterministic: first in, first out, the lower of equal nodes.
struct GreedyChoice: ~Copyable {
    /// The chosen node by class.
    private(set) var nodes: RawVector<UInt32>
    private var sets: RawVector<UInt32>
    private var pool = WeightedSets()
    private static let none = UInt32.max
    /// The search ends when the sets have so many parts of 32 bytes each, which classes with large sets that share
    /// little reach; classes that were not looked at take their first node with lower classes only.
    static let partLimit = 1 << 24

    /// Cost: for each node, once and again whenever a child of it became cheaper, a union of sets, which takes at most
    /// as many steps as the smaller ones have elements, times 32.
    init(_ problem: borrowing ExtractionProblem, partLimit: Int = GreedyChoice.partLimit) {
        let classCount = problem.classCount
        nodes = RawVector(capacity: classCount)
        sets = RawVector(capacity: classCount)
        nodes.count = classCount
        sets.count = classCount
        nodes.base.update(repeating: GreedyChoice.none, count: classCount)
        sets.base.update(repeating: GreedyChoice.none, count: classCount)
        let parents = Parents(problem)
        var queue = RawVector<UInt32>(capacity: problem.nodeCount)
        var isQueued = RawVector<Bool>(capacity: problem.nodeCount)
        isQueued.count = problem.nodeCount
        // Classes come in ascending order of tree cost, so that one node of each has all its children by then.
        for c in 0..<UInt32(classCount) {
            if pool.size > partLimit {
                let isLower = { [base = problem.children.base] (place: Int) in base[place] < c }
                let first = problem.nodeRange(c).first { problem.childRange($0).allSatisfy(isLower) }
                nodes.base[Int(c)] = UInt32(first ?? problem.nodeRange(c).lowerBound)
                continue
            }
            for node in problem.nodeRange(c) {
                if problem.childRange(node).contains(where: { sets.base[Int(problem.children.base[$0])] == .max }) {
                    isQueued.base[node] = true
                    queue.append(UInt32(node))
                } else {
                    improve(node, problem)
                }
            }
        }
        var next = 0
        while next < queue.count && pool.size <= partLimit {
            let node = Int(queue.base[next])
            next += 1
            isQueued.base[node] = false
            if improve(node, problem) {
                let owner = Int(problem.owners.base[node])
                for place in Int(parents.starts.base[owner])..<Int(parents.starts.base[owner + 1]) {
                    let parent = parents.nodes.base[place]
                    if isQueued.base[Int(parent)] { continue }
                    isQueued.base[Int(parent)] = true
                    queue.append(parent)
                }
            }
            // What was taken from the queue is given back before it is most of it.
            if next > 1 << 16 && 2 * next > queue.count {
                let rest = queue.count - next
                queue.base.update(from: queue.base + next, count: rest)
                queue.count = rest
                next = 0
            }
        }
    }

    /// Takes a node for its class if it is better than the one taken so far; whether it is.
    @discardableResult
    private mutating func improve(_ node: Int, _ problem: borrowing ExtractionProblem) -> Bool {
        let owner = problem.owners.base[node]
        let current = sets.base[Int(owner)]
        let children = problem.childRange(node)
        let own = WeightedSets.Weight(cost: problem.costs.base[node], count: 1)
        if current != GreedyChoice.none {
            // A union weighs at least as much as its heaviest part.
            let best = pool.weight(current)
            for place in children
            where !(pool.weight(sets.base[Int(problem.children.base[place])]) + own < best) { return false }
            if children.count == 2 {
                let x = sets.base[Int(problem.children.base[children.lowerBound])]
                let y = sets.base[Int(problem.children.base[children.lowerBound + 1])]
                if !(pool.unionWeight(x, y) + own < best) { return false }
            }
        }
        var set = pool.singleton(owner, cost: own.cost)
        for place in children { set = pool.union(set, sets.base[Int(problem.children.base[place])]) }
        if current != GreedyChoice.none && !(pool.weight(set) < pool.weight(current)) { return false }
        sets.base[Int(owner)] = set
        nodes.base[Int(owner)] = UInt32(node)
        return true
    }

    /// The nodes that have a class as a child.
    private struct Parents: ~Copyable {
        var starts: RawVector<UInt32>
        var nodes: RawVector<UInt32>

        init(_ problem: borrowing ExtractionProblem) {
            starts = RawVector(capacity: problem.classCount + 2)
            starts.count = problem.classCount + 2
            nodes = RawVector(capacity: problem.children.count)
            nodes.count = problem.children.count
            for place in 0..<problem.children.count { starts.base[Int(problem.children.base[place]) + 2] += 1 }
            for c in 0..<problem.classCount { starts.base[c + 2] += starts.base[c + 1] }
            for node in 0..<problem.nodeCount {
                for place in problem.childRange(node) {
                    let slot = Int(problem.children.base[place]) + 1
                    nodes.base[Int(starts.base[slot])] = UInt32(node)
                    starts.base[slot] += 1
                }
            }
        }
    }
}
