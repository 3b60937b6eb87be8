/// Finds all matches of compiled rules in an e-graph that is congruent: index joins over the operators' nodes.
struct Matcher: ~Copyable {
    /// Live nodes by label, ascending.
    private var members: RawVector<UInt32>
    /// Where each label's nodes start; one more at the end.
    private var starts: RawVector<UInt32>
    /// The largest head among each label's nodes, which tells the time of the last change.
    private var newest: RawVector<UInt32>
    /// The representatives of all classes, for rules whose left side is a bare variable, once they are asked for.
    private var classes = RawVector<UInt32>(capacity: 1)
    private var newestClass: UInt32 = 0
    /// By label and column: one more than the number of the index, 0 when there is none yet.
    private var indexNumbers: RawVector<UInt32>
    private var indices: [NodeIndex] = []
    /// Scratch: what each step ranges over, the values of the variables, the chosen node of each atom.
    private var ranges = RawVector<Range>()
    private var registers = RawVector<UInt32>()
    private var chosen = RawVector<UInt32>()

    /// Sorts the live nodes by operator. Cost: linear in the nodes.
    init(_ graph: borrowing EGraph) {
        let labelCount = graph.symbols.count
        starts = RawVector(capacity: labelCount + 2)
        newest = RawVector(capacity: labelCount + 1)
        indexNumbers = RawVector(capacity: 3 * labelCount + 1)
        let first = starts.base
        let nodes = graph.nodes.base
        let bound = graph.addedCount
        let hasHidden = graph.hiddenCount > 0
        for node in 0..<bound where nodes[node].isLive && !(hasHidden && graph.isHidden(node)) {
            first[Int(nodes[node].label) + 2] &+= 1
        }
        for label in 0..<labelCount { first[label + 2] &+= first[label + 1] }
        members = RawVector(capacity: max(1, Int(first[labelCount + 1])))
        for node in 0..<bound where nodes[node].isLive && !(hasHidden && graph.isHidden(node)) {
            let head = nodes[node].head
            let label = Int(nodes[node].label)
            members.base[Int(first[label + 1])] = UInt32(truncatingIfNeeded: node)
            first[label + 1] &+= 1
            if head > newest.base[label] { newest.base[label] = head }
        }
    }

    /// The nodes of an operator, or the representatives for `CompiledRule.anyClass`.
    private func members(_ label: UInt32) -> UnsafeMutablePointer<UInt32> {
        label == CompiledRule.anyClass ? classes.base : members.base + Int(starts.base[Int(label)])
    }

    private func count(_ label: UInt32) -> Int {
        if label == CompiledRule.anyClass { return classes.count }
        return Int(starts.base[Int(label) + 1] - starts.base[Int(label)])
    }

    private func newest(_ label: UInt32) -> UInt32 {
        label == CompiledRule.anyClass ? newestClass : newest.base[Int(label)]
    }

    private mutating func findClasses(_ graph: borrowing EGraph) {
        for node in 0..<graph.addedCount where graph.leaders.base[node] == node {
            classes.append(UInt32(truncatingIfNeeded: node))
            newestClass = max(newestClass, graph.nodes.base[node].head)
        }
    }

    private mutating func index(_ label: UInt32, _ column: NodeIndex.Column, _ graph: borrowing EGraph) -> NodeIndex {
        let place = 3 * Int(label) + Int(column.rawValue)
        if indexNumbers.base[place] > 0 { return indices[Int(indexNumbers.base[place]) - 1] }
        let index = NodeIndex(members(label), count(label), column, graph)
        indices.append(index)
        indexNumbers.base[place] = UInt32(indices.count)
        return index
    }

    /// Appends the matches that involve something newer than `since`: for each, one node for each atom.
    mutating func search(
        _ rule: CompiledRule, since: UInt32, _ graph: borrowing EGraph, into matches: inout RawVector<UInt32>,
        limit: Int
    ) {
        let labels = rule.atomLabels
        if labels[0] == CompiledRule.anyClass && classes.count == 0 { findClasses(graph) }
        // Nothing in an atom's table, nothing to find.
        for label in labels where count(label) == 0 { return }
        let firstNew = graph.firstHead(after: since)
        for delta in labels.indices where newest(labels[delta]) >= firstNew {
            let plan = rule.plans[delta]
            ranges.removeAll()
            for step in plan.steps { ranges.append(range(step, graph)) }
            if registers.capacity < rule.variableCount { registers.grow(to: rule.variableCount) }
            if chosen.capacity < rule.atoms.count { chosen.grow(to: rule.atoms.count) }
            plan.steps.withUnsafeBufferPointer { steps in
                guard let first = steps.baseAddress else { return }
                Join(
                    steps: first, ranges: ranges.base, stepCount: steps.count, registers: registers.base,
                    chosen: chosen.base, atomCount: rule.atoms.count, firstNew: firstNew, limit: limit, rule: rule,
                    plan: plan
                ).run(0, graph, &matches)
            }
            if matches.count > limit { return }
        }
    }

    private mutating func range(_ step: CompiledRule.Step, _ graph: borrowing EGraph) -> Range {
        let column: NodeIndex.Column
        switch step.access {
        case .scan, .lookup, .bound:
            let nodes = members(step.label)
            return Range(nodes: nodes, count: count(step.label), starts: nil, keys: nodes)
        case .byClass: column = .byClass
        case .byFirst: column = .first
        case .bySecond: column = .second
        }
        let index = index(step.label, column, graph)
        return Range(
            nodes: index.nodes.base, count: index.nodes.count, starts: index.isDense ? index.starts.base : nil,
            keys: index.starts.base)
    }

    /// What a step ranges over.
    struct Range: BitwiseCopyable {
        let nodes: UnsafeMutablePointer<UInt32>
        let count: Int
        /// Where the nodes of each key start, for keys from 0 on.
        let starts: UnsafeMutablePointer<UInt32>?
        /// The keys of the nodes, ascending, where there are no starts.
        let keys: UnsafeMutablePointer<UInt32>
    }

    /// One plan on its way.
    private struct Join {
        let steps: UnsafePointer<CompiledRule.Step>
        let ranges: UnsafeMutablePointer<Range>
        let stepCount: Int
        let registers: UnsafeMutablePointer<UInt32>
        let chosen: UnsafeMutablePointer<UInt32>
        let atomCount: Int
        let firstNew: UInt32
        let limit: Int
        /// Children and what to do with them, for operators with more than two.
        let rule: CompiledRule
        let plan: CompiledRule.Plan

        func run(_ place: Int, _ graph: borrowing EGraph, _ matches: inout RawVector<UInt32>) {
            let step = steps + place
            switch step.pointee.access {
            case .scan:
                visit(0..<ranges[place].count, step, place, graph, &matches)
            case .bound:
                visit(registers[step.pointee.result], step, place, graph, &matches)
            case .lookup:
                if let node = lookup(step, graph), graph.isLive(Int(node)), !graph.isHidden(Int(node)) {
                    visit(node, step, place, graph, &matches)
                }
            case .byClass, .byFirst, .bySecond:
                let key = registers[step.pointee.key]
                let range = ranges[place]
                if let starts = range.starts {
                    visit(Int(starts[Int(key)])..<Int(starts[Int(key) &+ 1]), step, place, graph, &matches)
                } else {
                    let begin = lowerBound(key, range)
                    var end = begin
                    while end < range.count && range.keys[end] == key { end &+= 1 }
                    visit(begin..<end, step, place, graph, &matches)
                }
            }
        }

        private func lowerBound(_ key: UInt32, _ range: Range) -> Int {
            var low = 0
            var high = range.count
            while low < high {
                let middle = (low &+ high) / 2
                if range.keys[middle] < key { low = middle &+ 1 } else { high = middle }
            }
            return low
        }

        private func lookup(_ step: UnsafePointer<CompiledRule.Step>, _ graph: borrowing EGraph) -> UInt32? {
            if step.pointee.arity > 2 {
                return graph.lookup(step.pointee.label, rule.atoms[step.pointee.atom].children.map { registers[$0] })
            }
            let x = step.pointee.arity > 0 ? registers[step.pointee.first] : 0
            let y = step.pointee.arity > 1 ? registers[step.pointee.second] : 0
            return graph.lookup(step.pointee.label, x, y)
        }

        @inline(__always)
        private func visit(
            _ places: Swift.Range<Int>, _ step: UnsafePointer<CompiledRule.Step>, _ place: Int,
            _ graph: borrowing EGraph, _ matches: inout RawVector<UInt32>
        ) {
            let nodes = ranges[place].nodes
            if place &+ 1 == stepCount && step.pointee.isDecided {
                matches.reserve(places.count &* atomCount)
                for i in places {
                    chosen[step.pointee.atom] = nodes[i]
                    emit(&matches)
                }
                return
            }
            for i in places {
                visit(nodes[i], step, place, graph, &matches)
                if matches.count > limit { return }
            }
        }

        @inline(__always)
        private func visit(
            _ node: UInt32, _ step: UnsafePointer<CompiledRule.Step>, _ place: Int, _ graph: borrowing EGraph,
            _ matches: inout RawVector<UInt32>
        ) {
            let content = graph.nodes.base[Int(node)]
            switch step.pointee.age {
            case .any: break
            case .new: if content.head < firstNew { return }
            case .old: if content.head >= firstNew { return }
            }
            if step.pointee.arity <= 2 {
                if !accept(step.pointee.firstAction, step.pointee.first, content.first) { return }
                if !accept(step.pointee.secondAction, step.pointee.second, content.second) { return }
            } else {
                let children = rule.atoms[step.pointee.atom].children
                let actions = plan.childActions[place]
                for k in children.indices where !accept(actions[k], children[k], graph.child(node, k)) { return }
            }
            if step.pointee.resultAction != .ignore,
                !accept(step.pointee.resultAction, step.pointee.result, graph.leaders.base[Int(node)])
            {
                return
            }
            chosen[step.pointee.atom] = node
            if place &+ 1 == stepCount {
                matches.reserve(atomCount)
                emit(&matches)
            } else {
                run(place &+ 1, graph, &matches)
            }
        }

        /// Appends the chosen nodes; there must be room.
        @inline(__always)
        private func emit(_ matches: inout RawVector<UInt32>) {
            for i in 0..<atomCount { matches.base[matches.count &+ i] = chosen[i] }
            matches.count &+= atomCount
        }

        /// Gives a register its value, or compares it.
        @inline(__always)
        private func accept(_ action: CompiledRule.Step.Action, _ register: Int, _ value: UInt32) -> Bool {
            switch action {
            case .ignore: return true
            case .bind:
                registers[register] = value
                return true
            case .compare: return registers[register] == value
            }
        }
    }
}
