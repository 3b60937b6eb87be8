/// A goal that is asked for after every iteration: the operators of a ground term are looked up by name once.
struct GoalTest {
    private struct Place {
        let name: String
        let arguments: [Int]
        var label: UInt32?
    }

    private let goal: SaturationGoal
    /// The operators of a ground term, arguments before what they are arguments of; empty for other goals.
    private var places: [Place] = []
    /// The representative of each place.
    private var classes: [UInt32] = []

    init(_ goal: SaturationGoal) {
        self.goal = goal
        guard case .contains(_, let pattern) = goal, pattern.isGround else { return }
        var open: [(pattern: Pattern, isExpanded: Bool)] = [(pattern, false)]
        var done: [Int] = []
        while let (pattern, isExpanded) = open.popLast() {
            guard case .apply(let name, let arguments) = pattern else { continue }
            if isExpanded {
                let own = Array(done.suffix(arguments.count))
                done.removeLast(arguments.count)
                done.append(places.count)
                places.append(Place(name: name, arguments: own))
            } else {
                open.append((pattern, true))
                for argument in arguments.reversed() { open.append((argument, false)) }
            }
        }
        classes = Array(repeating: 0, count: places.count)
    }

    /// Whether the goal is reached. Cost: for a ground term expected linear in it.
    mutating func isReached(_ graph: borrowing EGraph) -> Bool {
        switch goal {
        case .equal(let x, let y): return graph.areEqual(x, y)
        case .contains(let id, let pattern):
            if places.isEmpty { return graph.contains(pattern, in: id) }
            for index in places.indices {
                if places[index].label == nil {
                    places[index].label = graph.existingLabel(
                        places[index].name, arity: places[index].arguments.count)
                }
                guard let label = places[index].label, let node = node(label, index, graph) else { return false }
                classes[index] = graph.find(node)
            }
            return classes.last == graph.find(id.index)
        }
    }

    private func node(_ label: UInt32, _ index: Int, _ graph: borrowing EGraph) -> UInt32? {
        let arguments = places[index].arguments
        switch arguments.count {
        case 0: return graph.lookup(label, 0, 0)
        case 1: return graph.lookup(label, classes[arguments[0]], 0)
        case 2: return graph.lookup(label, classes[arguments[0]], classes[arguments[1]])
        default: return graph.lookup(label, arguments.map { classes[$0] })
        }
    }
}
