extension TermStore {
    /// Restores congruence after unions: nodes with equal labels and equal children classes get one class.
    ///
    /// Deferred rebuilding as in egg: unions only touch the union-find, and all consequences are drawn here at once.
    /// Nodes are canonicalized in order of insertion and entered into a fresh table until a pass makes no union.
    /// Returns the number of unions made. Cost: linear in the number of nodes for each pass; the number of passes is at
    /// most the depth to which equalities travel upwards against the order of insertion.
    @discardableResult
    public mutating func rebuild() -> Int {
        guard unpropagated > 0 else { return 0 }
        var total = 0
        var changed = true
        while changed {
            changed = false
            slots.update(repeating: 0, count: slotMask + 1)
            for index in 0..<nodes.count {
                canonicalize(index)
                if let other = enter(index), find(EClassID(index: other)) != find(EClassID(index: UInt32(index))) {
                    union(EClassID(index: other), EClassID(index: UInt32(index)))
                    total += 1
                    changed = true
                }
            }
        }
        unpropagated = 0
        return total
    }

    /// Replaces the children of a node by their representatives.
    private mutating func canonicalize(_ index: Int) {
        var node = nodes[index]
        if node.arity > 2 {
            for i in 0..<Int(node.arity) {
                let place = Int(node.first) + i
                pool[place] = find(EClassID(index: pool[place])).index
            }
        } else {
            if node.arity > 0 { node.first = find(EClassID(index: node.first)).index }
            if node.arity > 1 { node.second = find(EClassID(index: node.second)).index }
            nodes[index] = node
        }
    }

    /// Enters a node into the table; returns the index of an equal node that is there already.
    private mutating func enter(_ index: Int) -> UInt32? {
        let node = nodes[index]
        let hash = hash(of: node)
        var position = Int(truncatingIfNeeded: hash) & slotMask
        while slots[position] != 0 {
            let slot = slots[position]
            if UInt32(truncatingIfNeeded: slot >> 32) == hash {
                let other = UInt32(truncatingIfNeeded: slot) - 1
                if isSame(nodes[Int(other)], node) { return other }
            }
            position = (position + 1) & slotMask
        }
        slots[position] = UInt64(hash) << 32 | UInt64(index + 1)
        return nil
    }

    /// The invariants that do not hold, in words; empty when the store is sound. Call after `rebuild()`.
    ///
    /// Checked: representatives are fixed points and counted right, every node is found under its canonical form, and
    /// congruent nodes are in one class. Cost: linear in the number of nodes.
    public func checkInvariants() -> [String] {
        var violations: [String] = []
        var roots = 0
        for index in 0..<nodes.count {
            let id = EClassID(index: UInt32(index))
            if find(id) == id { roots += 1 }
            guard let found = lookup(label(of: id), children(of: id)) else {
                violations.append("node \(id) is not in the table")
                continue
            }
            if found != find(id) { violations.append("node \(id) is congruent to \(found) but not equal to it") }
        }
        if roots != classCount { violations.append("\(roots) representatives, \(classCount) classes counted") }
        return violations
    }
}
