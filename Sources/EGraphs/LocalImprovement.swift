/// A choice of one node for each class, made cheaper in DAG cost one class after the other.
///
/// The greedy search chooses for every class as if its term were used alone. Here every class that the roots use tries
/// all its nodes, with the rest as it is: what only it uses is given up, what others use, too, costs nothing. Uses are
/// counted, so that a trial only visits what changes. A node is taken when the cost falls and no cycle closes; the
/// classes come from the roots down, again and again, until none improves or a number of steps is spent.
struct LocalImprovement: ~Copyable {
    /// The chosen node by class, for unused ones as well.
    private(set) var nodes: RawVector<UInt32>
    /// How many chosen nodes of used classes, and roots, have a class as a child.
    private var uses: RawVector<UInt32>
    private var stack = RawVector<UInt32>()
    private var visits: RawVector<UInt32>
    private var visit: UInt32 = 0
    private var stepsLeft: Int

    /// The steps for each node and child of the problem.
    private static let stepFactor = 64

    /// Starts from an acyclic choice that has a node for every class. Cost: at most linear in the problem.
    init(_ problem: borrowing ExtractionProblem, from choice: borrowing RawVector<UInt32>) {
        let count = problem.classCount
        nodes = choice.copy()
        uses = RawVector(capacity: count)
        visits = RawVector(capacity: count)
        uses.count = count
        visits.count = count
        stepsLeft = LocalImprovement.stepFactor * (problem.nodeCount + problem.children.count)
        for root in problem.roots {
            stack.append(root)
            _ = acquire(problem)
        }
        var changed = true
        while changed && stepsLeft > 0 {
            changed = false
            for c in (0..<UInt32(count)).reversed() where uses.base[Int(c)] > 0 && stepsLeft > 0 {
                if problem.nodeRange(c).count > 1, improve(c, problem) { changed = true }
            }
        }
    }

    /// Takes the best node of a class; whether it is another one.
    private mutating func improve(_ c: UInt32, _ problem: borrowing ExtractionProblem) -> Bool {
        let current = Int(nodes.base[Int(c)])
        var best = current
        push(current, problem)
        var least = CostModel.sum(problem.costs.base[current], release(problem))
        for node in problem.nodeRange(c) where node != current {
            push(node, problem)
            let cost = CostModel.sum(problem.costs.base[node], acquire(problem))
            push(node, problem)
            _ = release(problem)
            if cost < least && !reaches(c, from: node, problem) {
                least = cost
                best = node
            }
        }
        nodes.base[Int(c)] = UInt32(best)
        push(best, problem)
        _ = acquire(problem)
        return best != current
    }

    @inline(__always)
    private mutating func push(_ node: Int, _ problem: borrowing ExtractionProblem) {
        let children = problem.childRange(node)
        stepsLeft &-= children.count &+ 1
        for place in children { stack.append(problem.children.base[place]) }
    }

    /// Uses the classes on the stack once more; the cost of those that were not used before.
    private mutating func acquire(_ problem: borrowing ExtractionProblem) -> UInt64 {
        var cost: UInt64 = 0
        while stack.count > 0 {
            stack.count &-= 1
            let c = Int(stack.base[stack.count])
            uses.base[c] &+= 1
            if uses.base[c] > 1 { continue }
            cost = CostModel.sum(cost, problem.costs.base[Int(nodes.base[c])])
            push(Int(nodes.base[c]), problem)
        }
        return cost
    }

    /// Uses the classes on the stack once less; the cost of those that are not used any more.
    private mutating func release(_ problem: borrowing ExtractionProblem) -> UInt64 {
        var cost: UInt64 = 0
        while stack.count > 0 {
            stack.count &-= 1
            let c = Int(stack.base[stack.count])
            uses.base[c] &-= 1
            if uses.base[c] > 0 { continue }
            cost = CostModel.sum(cost, problem.costs.base[Int(nodes.base[c])])
            push(Int(nodes.base[c]), problem)
        }
        return cost
    }

    /// Whether a class is below a node along the chosen nodes.
    private mutating func reaches(_ target: UInt32, from node: Int, _ problem: borrowing ExtractionProblem) -> Bool {
        if visit == UInt32.max {
            visits.base.update(repeating: 0, count: visits.count)
            visit = 0
        }
        visit += 1
        push(node, problem)
        while stack.count > 0 {
            stack.count &-= 1
            let c = stack.base[stack.count]
            if c == target {
                stack.count = 0
                return true
            }
            if visits.base[Int(c)] == visit { continue }
            visits.base[Int(c)] = visit
            push(Int(nodes.base[Int(c)]), problem)
        }
        return false
    }
}
