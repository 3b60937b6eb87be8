/// Finds all matches of compiled rules in an e-graph that is congruent: index joins over the operators' nodes.
struct Matcher: ~Copyable {
    private enum Key: Hashable {
        case byClass(UInt32)
        case byChild(UInt32, Int)
    }

    /// Live nodes by label, ascending.
    private var members: [RawNodes] = []
    private var classes: RawNodes?
    private var indices: [Key: RawIndex] = [:]
    private let bound: Int

    /// Nodes in a plain array that is not copied.
    private final class RawNodes {
        var nodes = RawVector<UInt32>()
    }

    private final class RawIndex {
        var order = RawVector<UInt32>()
        var starts = RawVector<UInt32>()
    }

    /// Sorts the live nodes by operator. Cost: linear in the nodes.
    init(_ graph: borrowing EGraph) {
        bound = graph.addedCount
        var tables: [RawNodes] = []
        for _ in graph.symbols { tables.append(RawNodes()) }
        // The operators of all rules are known to the graph, so every label has its table.
        let hasHidden = graph.hiddenCount > 0
        for node in 0..<graph.addedCount where graph.isLive(node) {
            if hasHidden && graph.isHidden(node) { continue }
            tables[Int(graph.nodes.base[node].label)].nodes.append(UInt32(truncatingIfNeeded: node))
        }
        members = tables
    }

    /// The representatives of all classes, for rules whose left side is a bare variable.
    private mutating func representatives(_ graph: borrowing EGraph) -> RawNodes {
        if let classes { return classes }
        let all = RawNodes()
        for node in 0..<graph.addedCount where graph.find(UInt32(truncatingIfNeeded: node)) == node {
            all.nodes.append(UInt32(truncatingIfNeeded: node))
        }
        classes = all
        return all
    }

    private mutating func members(_ label: UInt32, _ graph: borrowing EGraph) -> RawNodes {
        label == CompiledRule.anyClass ? representatives(graph) : members[Int(label)]
    }

    /// The nodes of an operator sorted by a column, by counting.
    private mutating func index(_ key: Key, _ graph: borrowing EGraph) -> RawIndex {
        if let index = indices[key] { return index }
        let index = RawIndex()
        let label: UInt32
        let column: Int
        switch key {
        case .byClass(let l):
            label = l
            column = 0
        case .byChild(let l, let i):
            label = l
            column = i + 1
        }
        @inline(__always) func value(_ node: UInt32, _ graph: borrowing EGraph) -> Int {
            switch column {
            case 0: Int(graph.classes.base[Int(node)])
            case 1: Int(graph.nodes.base[Int(node)].first)
            default: Int(graph.nodes.base[Int(node)].second)
            }
        }
        let nodes = members[Int(label)]
        let count = nodes.nodes.count
        let base = nodes.nodes.base
        index.starts = RawVector(capacity: bound + 2)
        index.starts.count = bound + 2
        let starts = index.starts.base
        for i in 0..<count { starts[value(base[i], graph) + 2] &+= 1 }
        for k in 2..<(bound + 2) { starts[k] &+= starts[k - 1] }
        index.order = RawVector(capacity: max(1, count))
        index.order.count = count
        let order = index.order.base
        for i in 0..<count {
            let slot = value(base[i], graph) + 1
            order[Int(starts[slot])] = base[i]
            starts[slot] &+= 1
        }
        indices[key] = index
        return index
    }

    private mutating func compiled(
        _ step: CompiledRule.Step, _ rule: CompiledRule, _ graph: borrowing EGraph
    ) -> Step {
        let atom = rule.atoms[step.atom]
        var kind = Step.Kind.scan
        var key = 0
        let table = members(atom.label, graph)
        var nodes = table.nodes.base
        var starts = nodes
        switch step.access {
        case .scan: break
        case .lookup: kind = .lookup
        case .bound: kind = .bound
        case .byClass, .byChild:
            kind = .run
            let index: RawIndex
            if case .byChild(let i) = step.access {
                key = atom.children[i]
                index = self.index(.byChild(atom.label, i), graph)
            } else {
                key = atom.result
                index = self.index(.byClass(atom.label), graph)
            }
            nodes = index.order.base
            starts = index.starts.base
        }
        return Step(
            kind: kind, age: step.age, bindsResult: step.bindsResult, bindsFirst: step.bindsChild.first ?? false,
            bindsSecond: step.bindsChild.count > 1 && step.bindsChild[1], atom: step.atom, label: atom.label,
            arity: atom.children.count, result: atom.result, first: atom.children.first ?? 0,
            second: atom.children.count > 1 ? atom.children[1] : 0, key: key, nodes: nodes,
            count: table.nodes.count, starts: starts)
    }

    /// Appends the matches that involve something newer than `since`: for each, one node for each atom.
    mutating func search(
        _ rule: CompiledRule, since: UInt32, _ graph: borrowing EGraph, into matches: inout RawVector<UInt32>,
        limit: Int
    ) {
        for (delta, plan) in rule.plans.enumerated() {
            // Nothing new in this atom's table, nothing to find.
            let table = members(rule.atoms[delta].label, graph)
            let nodes = table.nodes.base
            let count = table.nodes.count
            if count == 0 { return }
            if since > 0, !(0..<count).contains(where: { graph.nodes.base[Int(nodes[$0])].stamp > since }) { continue }
            var steps: [Step] = []
            for step in plan { steps.append(compiled(step, rule, graph)) }
            let join = Join(rule, plan, steps, since: since, limit: limit)
            join.run(0, graph, &matches)
            if matches.count > limit { return }
        }
    }

    /// One step of a plan as plain words.
    private struct Step: BitwiseCopyable {
        enum Kind: UInt8 { case scan, run, lookup, bound }
        let kind: Kind
        let age: CompiledRule.Age
        let bindsResult: Bool
        let bindsFirst: Bool
        let bindsSecond: Bool
        let atom: Int
        let label: UInt32
        let arity: Int
        let result: Int
        /// Registers of the first two children; longer ones are in the rule.
        let first: Int
        let second: Int
        /// The register whose value is the key of a run.
        let key: Int
        let nodes: UnsafeMutablePointer<UInt32>
        let count: Int
        let starts: UnsafeMutablePointer<UInt32>
    }

    /// One plan on its way: registers for the variables, the chosen node of each atom.
    private struct Join: ~Copyable {
        let steps: UnsafeMutablePointer<Step>
        let stepCount: Int
        let registers: UnsafeMutablePointer<UInt32>
        let chosen: UnsafeMutablePointer<UInt32>
        let atomCount: Int
        let since: UInt32
        let limit: Int
        /// Children and whether they are bound, for operators with more than two.
        let rule: CompiledRule
        let plan: [CompiledRule.Step]

        init(_ rule: CompiledRule, _ plan: [CompiledRule.Step], _ steps: [Step], since: UInt32, limit: Int) {
            self.rule = rule
            self.plan = plan
            self.since = since
            self.limit = limit
            stepCount = steps.count
            atomCount = rule.atoms.count
            self.steps = .allocate(capacity: max(1, steps.count))
            for (i, step) in steps.enumerated() { self.steps[i] = step }
            registers = .allocate(capacity: max(1, rule.variableCount))
            registers.update(repeating: 0, count: rule.variableCount)
            chosen = .allocate(capacity: max(1, atomCount))
        }

        deinit {
            steps.deallocate()
            registers.deallocate()
            chosen.deallocate()
        }

        func run(_ place: Int, _ graph: borrowing EGraph, _ matches: inout RawVector<UInt32>) {
            if place == stepCount {
                for i in 0..<atomCount { matches.append(chosen[i]) }
                return
            }
            let step = steps + place
            switch step.pointee.kind {
            case .scan where step.pointee.label == CompiledRule.anyClass:
                for i in 0..<step.pointee.count {
                    visitClass(step.pointee.nodes[i], step, place, graph, &matches)
                    if matches.count > limit { return }
                }
            case .scan:
                let nodes = step.pointee.nodes
                for i in 0..<step.pointee.count {
                    visit(nodes[i], step, place, graph, &matches)
                    if matches.count > limit { return }
                }
            case .run:
                let key = Int(registers[step.pointee.key])
                let nodes = step.pointee.nodes
                for i in Int(step.pointee.starts[key])..<Int(step.pointee.starts[key + 1]) {
                    visit(nodes[i], step, place, graph, &matches)
                    if matches.count > limit { return }
                }
            case .bound: visitClass(registers[step.pointee.result], step, place, graph, &matches)
            case .lookup:
                let node: UInt32?
                if step.pointee.arity <= 2 {
                    let x = step.pointee.arity > 0 ? registers[step.pointee.first] : 0
                    let y = step.pointee.arity > 1 ? registers[step.pointee.second] : 0
                    node = graph.lookup(step.pointee.label, x, y)
                } else {
                    node = graph.lookup(
                        step.pointee.label, rule.atoms[step.pointee.atom].children.map { registers[$0] })
                }
                if let node, graph.isLive(Int(node)), !graph.isHidden(Int(node)) {
                    visit(node, step, place, graph, &matches)
                }
            }
        }

        /// Binds the variable of a bare left side; the representative stands for its class even where it is dead.
        private func visitClass(
            _ representative: UInt32, _ step: UnsafeMutablePointer<Step>, _ place: Int, _ graph: borrowing EGraph,
            _ matches: inout RawVector<UInt32>
        ) {
            let stamp = graph.nodes.base[Int(representative)].stamp
            if step.pointee.age == .new && stamp <= since || step.pointee.age == .old && stamp > since { return }
            registers[step.pointee.result] = representative
            chosen[step.pointee.atom] = representative
            run(place + 1, graph, &matches)
        }

        @inline(__always)
        private func visit(
            _ node: UInt32, _ step: UnsafeMutablePointer<Step>, _ place: Int, _ graph: borrowing EGraph,
            _ matches: inout RawVector<UInt32>
        ) {
            let i = Int(node)
            let content = graph.nodes.base[i]
            switch step.pointee.age {
            case .any: break
            case .new: if content.stamp <= since { return }
            case .old: if content.stamp > since { return }
            }
            if step.pointee.arity <= 2 {
                if step.pointee.arity > 0, !bind(step.pointee.first, content.first, step.pointee.bindsFirst) { return }
                if step.pointee.arity > 1, !bind(step.pointee.second, content.second, step.pointee.bindsSecond) {
                    return
                }
            } else {
                let children = rule.atoms[step.pointee.atom].children
                for k in children.indices {
                    if !bind(children[k], graph.child(node, k), plan[place].bindsChild[k]) { return }
                }
            }
            if !bind(step.pointee.result, graph.classes.base[i], step.pointee.bindsResult) { return }
            chosen[step.pointee.atom] = node
            run(place + 1, graph, &matches)
        }

        /// Gives a register its value, or compares it.
        @inline(__always)
        private func bind(_ register: Int, _ value: UInt32, _ isFirst: Bool) -> Bool {
            if isFirst {
                registers[register] = value
                return true
            }
            return registers[register] == value
        }
    }
}
