/// The choice of least DAG cost by branch and bound, depth first.
///
/// A state is a set of classes that every solution below it has (the roots, what the chosen nodes need, and what those
/// require), and a node for some of them. Its bound is the cost of these nodes and, for each other class of the set, of
/// its cheapest node. It branches on the class with the fewest nodes, the node that raises the bound least first.
/// Nodes that would close a cycle are left out. Memory: linear in the problem, the rows of `RequiredClasses`, and a row
/// of bits for the set.
struct ExactSearch: ~Copyable {
    /// The best choice by class; classes that it does not need have none.
    private(set) var best: RawVector<UInt32>
    /// Whether a choice below the first upper bound was found.
    private(set) var hasSolution = false
    /// Whether the search came to its end.
    private(set) var isComplete = false
    /// The branches that were taken.
    private(set) var explored = 0

    private static let none = UInt32.max

    private var upperBound: UInt64
    private let required: RequiredClasses
    private let cheapest: RawVector<UInt64>
    private var chosen: RawVector<UInt32>
    /// The classes that every solution has, in the order in which that became known, and as bits.
    private var needed = RawVector<UInt32>()
    private var isNeeded: RawVector<UInt64>
    private var scratch: RawVector<UInt64>
    /// All classes before this place of `needed` have a node.
    private var firstOpen = 0
    /// Marks for the search for cycles: the number of the search that came by last.
    private var visits: RawVector<UInt32>
    private var visit: UInt32 = 0
    private var stack = RawVector<UInt32>()

    /// A way to go on: the node and the bound then.
    private struct Branch {
        let node: UInt32
        let bound: UInt64
    }

    /// A class whose nodes are tried one after the other.
    private struct Frame {
        let branching: UInt32
        /// Its branches that are left, best last.
        var branches: [Branch]
        /// `needed.count` and `firstOpen` without them.
        let neededCount: Int
        let firstOpen: Int
    }

    init(
        _ problem: borrowing ExtractionProblem, upperBound: UInt64, rowLimit: Int = RequiredClasses.classLimit
    ) {
        self.upperBound = upperBound
        required = RequiredClasses(problem, classLimit: rowLimit)
        let count = problem.classCount
        var least = RawVector<UInt64>(capacity: count)
        for c in 0..<UInt32(count) {
            var cost = UInt64.max
            for node in problem.nodeRange(c) { cost = min(cost, problem.costs.base[node]) }
            least.append(cost)
        }
        cheapest = least
        chosen = RawVector(capacity: count)
        best = RawVector(capacity: count)
        visits = RawVector(capacity: count)
        isNeeded = RawVector(capacity: required.width)
        scratch = RawVector(capacity: required.width)
        chosen.count = count
        best.count = count
        visits.count = count
        isNeeded.count = required.width
        scratch.count = required.width
        chosen.base.update(repeating: ExactSearch.none, count: count)
        best.base.update(repeating: ExactSearch.none, count: count)
    }

    /// Searches until the end or a limit; whether the upper bound or the best choice is proved to be the least cost.
    mutating func run(_ problem: borrowing ExtractionProblem, explored limit: Int, seconds: Double) -> Bool {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: .seconds(max(0, min(seconds, 1e9))))
        for root in problem.roots { required.add(root, to: scratch.base) }
        let bound = need(0)
        var frames: [Frame] = []
        if bound >= upperBound {
            isComplete = true
            return true
        }
        open(problem, bound, &frames)
        while var frame = frames.popLast() {
            take(back: frame)
            // Branches are in order: when one is too dear, all that are left are.
            guard let branch = frame.branches.popLast(), branch.bound < upperBound else { continue }
            if explored >= limit || (explored & 255 == 0 && clock.now >= end) { return false }
            explored += 1
            frames.append(frame)
            chosen.base[Int(frame.branching)] = branch.node
            addRequirements(Int(branch.node), problem)
            _ = need(0)
            open(problem, branch.bound, &frames)
        }
        isComplete = true
        return true
    }

    /// Moves what `scratch` has and the set has not to the set; their cheapest nodes are added to the bound.
    private mutating func need(_ bound: UInt64) -> UInt64 {
        var bound = bound
        for w in 0..<required.width {
            var new = scratch.base[w] & ~isNeeded.base[w]
            isNeeded.base[w] |= new
            scratch.base[w] = 0
            while new != 0 {
                let c = UInt32(w * 64 + new.trailingZeroBitCount)
                new &= new &- 1
                needed.append(c)
                bound = CostModel.sum(bound, cheapest.base[Int(c)])
            }
        }
        return bound
    }

    private func addRequirements(_ node: Int, _ problem: borrowing ExtractionProblem) {
        for place in problem.childRange(node) { required.add(problem.children.base[place], to: scratch.base) }
    }

    /// Undoes the branch of a frame that was taken last.
    private mutating func take(back frame: borrowing Frame) {
        chosen.base[Int(frame.branching)] = ExactSearch.none
        firstOpen = frame.firstOpen
        while needed.count > frame.neededCount {
            needed.count -= 1
            let c = needed.base[needed.count]
            isNeeded.base[Int(c >> 6)] &= ~(1 << UInt64(c & 63))
        }
    }

    /// Adds the frame of the next class; a state without one is a solution.
    private mutating func open(_ problem: borrowing ExtractionProblem, _ bound: UInt64, _ frames: inout [Frame]) {
        while firstOpen < needed.count, chosen.base[Int(needed.base[firstOpen])] != ExactSearch.none { firstOpen += 1 }
        var next = ExactSearch.none
        var fewest = Int.max
        for place in firstOpen..<needed.count {
            let c = needed.base[place]
            if chosen.base[Int(c)] != ExactSearch.none { continue }
            let count = problem.nodeRange(c).count
            if count < fewest {
                fewest = count
                next = c
                if count == 1 { break }
            }
        }
        if next == ExactSearch.none {
            upperBound = bound
            hasSolution = true
            best.base.update(from: chosen.base, count: chosen.count)
            return
        }
        var branches: [Branch] = []
        for node in problem.nodeRange(next) {
            let raised = self.bound(Int(node), for: next, bound, problem)
            if raised < upperBound, !closesCycle(node, next, problem) {
                branches.append(Branch(node: UInt32(node), bound: raised))
            }
        }
        branches.sort { ($0.bound, $0.node) > ($1.bound, $1.node) }
        frames.append(Frame(branching: next, branches: branches, neededCount: needed.count, firstOpen: firstOpen))
    }

    /// The bound when a class takes a node.
    private func bound(
        _ node: Int, for c: UInt32, _ bound: UInt64, _ problem: borrowing ExtractionProblem
    ) -> UInt64 {
        addRequirements(node, problem)
        var raised = CostModel.sum(bound, problem.costs.base[node] - cheapest.base[Int(c)])
        for w in 0..<required.width {
            var new = scratch.base[w] & ~isNeeded.base[w]
            scratch.base[w] = 0
            while new != 0 {
                raised = CostModel.sum(raised, cheapest.base[w &* 64 &+ new.trailingZeroBitCount])
                new &= new &- 1
            }
        }
        return raised
    }

    /// Whether a class would reach itself if it took a node: from a child along the chosen nodes, or because a child
    /// requires it.
    private mutating func closesCycle(_ node: Int, _ target: UInt32, _ problem: borrowing ExtractionProblem) -> Bool {
        if visit == UInt32.max {
            visits.base.update(repeating: 0, count: visits.count)
            visit = 0
        }
        visit += 1
        stack.count = 0
        func push(_ node: Int, _ search: inout ExactSearch) {
            for place in problem.childRange(node) {
                let child = problem.children.base[place]
                if search.visits.base[Int(child)] == search.visit { continue }
                search.visits.base[Int(child)] = search.visit
                search.stack.append(child)
            }
        }
        push(node, &self)
        while stack.count > 0 {
            stack.count -= 1
            let c = stack.base[stack.count]
            if required.requires(c, target) { return true }
            let node = chosen.base[Int(c)]
            if node != ExactSearch.none { push(Int(node), &self) }
        }
        return false
    }
}
