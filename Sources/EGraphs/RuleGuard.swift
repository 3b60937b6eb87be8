/// The conditions of a rule, ready to be tested on matches, and the matches that have not passed yet.
final class RuleGuard {
    private struct Test {
        let holds: ConditionTest
        /// Where the class of each variable is: an atom and its child, or the atom itself.
        let places: [(atom: Int, child: Int?)]
    }

    private let tests: [Test]
    private let size: Int
    /// Matches that did not pass, one node for each atom.
    private var backlog = RawVector<UInt32>(capacity: 1)
    private var seenKnowledge = -1
    private(set) var rejectedCount = 0
    /// The classes of the variables of one test, kept so that no test allocates.
    private var classes: [EClassID] = []

    init(_ rule: CompiledRule, _ conditions: [String: ConditionTest]) throws(RewriteRule.Defect) {
        size = rule.atoms.count
        var tests: [Test] = []
        for condition in rule.rule.conditions {
            guard let holds = conditions[condition.name] else {
                throw .unknownCondition(condition.name, rule: rule.rule.name)
            }
            var places: [(atom: Int, child: Int?)] = []
            for name in condition.variables {
                let variable = rule.names[name] ?? 0
                for (place, atom) in rule.atoms.enumerated() {
                    if let child = atom.children.firstIndex(of: variable) {
                        places.append((place, child))
                        break
                    }
                    if atom.result == variable {
                        places.append((place, nil))
                        break
                    }
                }
            }
            tests.append(Test(holds: holds, places: places))
        }
        self.tests = tests
    }

    var isEmpty: Bool { tests.isEmpty }
    var hasBacklog: Bool { backlog.count > 0 }

    private func holds(_ match: UnsafePointer<UInt32>, _ graph: borrowing EGraph) -> Bool {
        for test in tests {
            classes.removeAll(keepingCapacity: true)
            for (atom, child) in test.places {
                let node = match[atom]
                classes.append(EClassID(index: graph.find(child.map { graph.child(node, $0) } ?? node)))
            }
            if !test.holds(graph, classes) { return false }
        }
        return true
    }

    /// Appends the matches of a range that pass; the others are kept.
    func accept(
        _ found: borrowing RawVector<UInt32>, _ range: Range<Int>, _ graph: borrowing EGraph,
        into accepted: inout RawVector<UInt32>
    ) {
        for place in stride(from: range.lowerBound, to: range.upperBound, by: size) {
            if holds(found.base + place, graph) {
                for offset in 0..<size { accepted.append(found[place + offset]) }
            } else {
                rejectedCount += 1
                for offset in 0..<size { backlog.append(found[place + offset]) }
            }
        }
    }

    /// Appends the kept matches that pass now that more is known; they are kept no longer.
    func acceptBacklog(
        _ graph: borrowing EGraph, knowledge: Int, into accepted: inout RawVector<UInt32>
    ) {
        if knowledge == seenKnowledge { return }
        seenKnowledge = knowledge
        let before = accepted.count
        var kept = 0
        for place in stride(from: 0, to: backlog.count, by: size) {
            if holds(backlog.base + place, graph) {
                for offset in 0..<size { accepted.append(backlog[place + offset]) }
            } else {
                for offset in 0..<size { backlog[kept + offset] = backlog[place + offset] }
                kept += size
            }
        }
        backlog.count = kept
        rejectedCount -= (accepted.count - before) / max(1, size)
    }
}
