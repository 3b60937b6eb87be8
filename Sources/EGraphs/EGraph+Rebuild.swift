extension EGraph {
    /// Restores congruence: nodes with equal operators and equal children become one node of one class.
    ///
    /// Passes over the nodes canonicalize those with a child whose class was merged, until a pass merges nothing; a bit
    /// for each merged representative tells without a look at the union-find. A last pass brings the classes of the
    /// nodes up to date and stamps what changed. Cost: linear in the nodes for each pass.
    public mutating func rebuild() {
        guard needsRebuild else { return }
        clock += 1
        while stale.count <= nodes.count >> 6 { stale.append(0) }
        let bits = stale.base
        @inline(__always) func isStale(_ id: UInt32) -> Bool { bits[Int(id >> 6)] >> UInt64(id & 63) & 1 != 0 }
        while needsRebuild {
            needsRebuild = false
            // What this pass marks counts at once for the nodes that come later, so that a tower takes one pass, and
            // is what the next pass looks for. No representative is lost twice.
            let previous = stale.copy()
            for index in 0..<nodes.count where classes.base[index] != EGraph.dead {
                let label = nodes.base[index].label
                let arity = symbolArities.base[Int(label)]
                if arity == 0 { continue }
                if arity <= 2 {
                    let (x, y) = (nodes.base[index].first, nodes.base[index].second)
                    guard isStale(x) || (arity == 2 && isStale(y)) else { continue }
                    nodes.base[index].first = find(x)
                    if arity == 2 { nodes.base[index].second = find(y) }
                } else {
                    var changed = false
                    let offset = Int(nodes.base[index].first)
                    for place in offset..<(offset + Int(arity)) where isStale(pool[place]) {
                        pool[place] = find(pool[place])
                        changed = true
                    }
                    if !changed { continue }
                }
                nodes.base[index].stamp = clock
                enter(UInt32(truncatingIfNeeded: index))
            }
            for word in 0..<previous.count { bits[word] ^= previous.base[word] }
        }
        stale.removeAll()
        for index in 0..<nodes.count where classes.base[index] != EGraph.dead {
            let representative = find(UInt32(truncatingIfNeeded: index))
            if classes.base[index] != representative {
                classes.base[index] = representative
                nodes.base[index].stamp = clock
            }
        }
    }

    /// Enters a canonicalized node into the table, or finds it congruent to another.
    private mutating func enter(_ index: UInt32) {
        let hash = hash(ofNode: index)
        var position = Int(hash) & slotMask
        while slots[position] != 0 {
            let slot = slots[position]
            if UInt32(truncatingIfNeeded: slot >> 32) == hash {
                let other = UInt32(truncatingIfNeeded: slot) &- 1
                if other == index { return }
                if classes.base[Int(other)] != EGraph.dead && isSame(other, index) {
                    union(index, other, EGraph.congruence)
                    unhide(Int(index))
                    classes.base[Int(index)] = EGraph.dead
                    deadCount += 1
                    return
                }
            }
            position = (position &+ 1) & slotMask
        }
        slots[position] = UInt64(hash) << 32 | UInt64(index &+ 1)
        usedSlots += 1
        if 8 * usedSlots > 7 * slotMask { resizeTable() }
    }

    private func isSame(_ x: UInt32, _ y: UInt32) -> Bool {
        let label = nodes.base[Int(x)].label
        guard label == nodes.base[Int(y)].label else { return false }
        let arity = symbolArities.base[Int(label)]
        if arity <= 2 {
            return nodes.base[Int(x)].first == nodes.base[Int(y)].first
                && nodes.base[Int(x)].second == nodes.base[Int(y)].second
        }
        return (0..<Int(arity)).allSatisfy { child(x, $0) == child(y, $0) }
    }

    /// The invariants that do not hold, in words; empty when the e-graph is sound. Call after `rebuild()`.
    ///
    /// Checked: live nodes have canonical children and the class of their representative, are in the table, and no two
    /// are congruent; representatives are counted right; every class has a live node. Cost: linear in the nodes.
    public func checkInvariants() -> [String] {
        var violations: [String] = []
        var representatives = 0
        var live = 0
        var seen: Set<[UInt32]> = []
        for index in 0..<nodes.count {
            let node = UInt32(index)
            if find(node) == node { representatives += 1 }
            guard classes.base[index] != EGraph.dead else { continue }
            if !isHidden(index) { live += 1 }
            let children = (0..<arity(nodes[index].label)).map { child(node, $0) }
            if classes.base[index] != find(node) { violations.append("node \(node) has a class that is merged") }
            if children.contains(where: { find($0) != $0 }) { violations.append("node \(node) has a stale child") }
            if lookup(nodes[index].label, children) != node { violations.append("node \(node) is not in the table") }
            if !seen.insert([nodes[index].label] + children).inserted {
                violations.append("node \(node) is there twice")
            }
        }
        if representatives != classCount {
            violations.append("\(representatives) representatives, \(classCount) classes counted")
        }
        if live != nodeCount { violations.append("\(live) live nodes, \(nodeCount) counted") }
        return violations
    }
}
