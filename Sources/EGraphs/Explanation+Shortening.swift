extension Explanation {
    /// Cuts what leads back to a term that was there before, and steps that undo each other when those between them are
    /// elsewhere. Chains keep their ends.
    ///
    /// Steps below different children of one place commute. So between two steps at a place, those below it are sorted by
    /// child, and each child's list is shortened by itself before the whole list is: wherever a term at the place has
    /// the fingerprint that it had before, what is between goes. Cost: about linear in the steps and their depths, with a
    /// limit from which on deep places are not told apart.
    mutating func cutDetours() {
        guard chains.contains(where: { $0.steps.count > 1 }) else { return }
        var cutter = DetourCutter(self)
        for index in chains.indices where chains[index].steps.count > 1 {
            chains[index].steps = cutter.cut(chains[index].steps, self)
        }
    }
}

/// The work of `cutDetours`.
private struct DetourCutter {
    private struct Change {
        let step: Explanation.Step
        let change: Fingerprints.Vector
    }

    private let fingerprints: Fingerprints
    private var depths: [Int] = []
    /// Work that may still be done: steps looked at, and their depths.
    private var patience = 2_000_000
    /// Places inside each other that are told apart at most: this is recursion.
    private static let deepestNesting = 200

    init(_ explanation: Explanation) {
        fingerprints = Fingerprints(explanation)
        for (index, position) in explanation.positions.enumerated() {
            depths.append(index == 0 ? 0 : depths[position.parent] + 1)
        }
    }

    mutating func cut(_ steps: [Explanation.Step], _ explanation: Explanation) -> [Explanation.Step] {
        let changes = steps.map { step in
            let application = explanation.applications[step.application]
            let (old, new) =
                step.isLeftToRight ? (application.left, application.right) : (application.right, application.left)
            return Change(step: step, change: fingerprints.change(at: step.position, from: old, to: new))
        }
        return cut(changes, explanation.positions, nesting: 0).map(\.step)
    }

    private mutating func cut(
        _ changes: [Change], _ positions: [Explanation.Position], nesting: Int
    ) -> [Change] {
        guard changes.count > 1 else { return changes }
        patience -= 8 * changes.count + changes.reduce(0) { $0 + depths[$1.step.position] }
        if nesting == DetourCutter.deepestNesting || patience < 0 { return cutLoops(changes) }
        var top = changes[0].step.position
        for change in changes { top = meet(top, change.step.position, positions) }
        var result: [Change] = []
        // Steps below the place since the last one at it, by child.
        var groups: [[Change]] = []
        var groupNumbers: [Int: Int] = [:]
        func flush(_ cutter: inout DetourCutter) {
            for group in groups { result += cutter.cut(group, positions, nesting: nesting + 1) }
            groups = []
            groupNumbers = [:]
        }
        for change in changes {
            if change.step.position == top {
                flush(&self)
                result.append(change)
                continue
            }
            let child = ancestor(change.step.position, atDepth: depths[top] + 1, positions)
            if let number = groupNumbers[child] {
                groups[number].append(change)
            } else {
                groupNumbers[child] = groups.count
                groups.append([change])
            }
        }
        flush(&self)
        return cutLoops(result)
    }

    /// Leaves out what is between two equal terms.
    private func cutLoops(_ changes: [Change]) -> [Change] {
        var result: [Change] = []
        var sum = Fingerprints.Vector.zero
        var sums = [sum]
        var places = [sum: 0]
        for change in changes {
            sum = sum + change.change
            if let place = places[sum] {
                while result.count > place {
                    result.removeLast()
                    places[sums.removeLast()] = nil
                }
            } else {
                result.append(change)
                sums.append(sum)
                places[sum] = result.count
            }
        }
        return result
    }

    private func ancestor(_ place: Int, atDepth depth: Int, _ positions: [Explanation.Position]) -> Int {
        var place = place
        while depths[place] > depth { place = positions[place].parent }
        return place
    }

    /// The deepest place that is above both or one of them.
    private func meet(_ x: Int, _ y: Int, _ positions: [Explanation.Position]) -> Int {
        if x == 0 || y == 0 { return 0 }
        let depth = min(depths[x], depths[y])
        var x = ancestor(x, atDepth: depth, positions)
        var y = ancestor(y, atDepth: depth, positions)
        while x != y {
            x = positions[x].parent
            y = positions[y].parent
        }
        return x
    }
}
