extension EGraph {
    /// Restores congruence: nodes with equal operators and equal children become one node of one class.
    ///
    /// Passes over the nodes canonicalize those with a child whose class was merged, until a pass merges nothing; a bit
    /// for each merged representative tells without a look at the union-find. A last pass brings the classes of the
    /// nodes up to date and stamps what changed. Cost: linear in the nodes for each pass.
    public mutating func rebuild() {
        guard needsRebuild else { return }
        clock += 1
        originals.sort()
        while stale.count <= nodes.count >> 6 { stale.append(0) }
        // All representatives that lost their class since the last rebuild.
        var lost = RawVector<UInt64>(capacity: stale.count)
        lost.count = stale.count
        var passCount = 0
        while needsRebuild {
            needsRebuild = false
            // What a pass marks is what the next pass looks for. It counts at once for the nodes that come later: not
            // before their batch is entered in the first passes, which have much to do, but then without batches, so
            // that a tower takes one pass.
            let previous = stale.copy()
            canonicalizeChildren(batchSize: passCount < 4 ? 256 : 1)
            originals.sort()
            for word in 0..<previous.count {
                lost.base[word] |= previous.base[word]
                // No representative is lost twice.
                stale.base[word] ^= previous.base[word]
            }
            passCount += 1
        }
        stale.removeAll()
        updateClasses(lost)
    }

    /// Canonicalizes the nodes with a stale child and enters them again.
    private mutating func canonicalizeChildren(batchSize size: Int) {
        let bits = stale.base
        @inline(__always) func isStale(_ id: UInt32) -> Bool { bits[Int(id &>> 6)] &>> UInt64(id & 63) & 1 != 0 }
        let time = (clock - epoch) &<< Node.timeShift
        let batch = UnsafeMutablePointer<(node: UInt32, hash: UInt32)>.allocate(capacity: size)
        defer { batch.deallocate() }
        var count = 0
        for index in 0..<nodes.count {
            let content = nodes.base[index]
            if !content.isLive { continue }
            let node = UInt32(truncatingIfNeeded: index)
            let arity = symbolArities.base[Int(content.label)]
            // Where there is no child there is 0, which loses its class never.
            if arity <= 2 {
                guard isStale(content.first) || isStale(content.second) else { continue }
                if content.head & Node.changedBit == 0 { originals.append(node, content.first, content.second) }
                nodes.base[index].first = find(content.first)
                nodes.base[index].second = find(content.second)
            } else {
                var changed = false
                let offset = Int(content.first)
                for place in offset..<(offset + Int(arity)) where isStale(pool[place]) {
                    pool[place] = find(pool[place])
                    changed = true
                }
                if !changed { continue }
            }
            nodes.base[index].head =
                content.head & (Node.labelMask | Node.deadBit) | Node.changedBit | time
            batch[count] = (node, hash(ofNode: node))
            count &+= 1
            if count == size {
                enter(batch, count)
                count = 0
            }
        }
        enter(batch, count)
    }

    /// Enters canonicalized nodes. The slots and the nodes in them are touched before they are needed, so that the
    /// misses of the cache overlap.
    private mutating func enter(_ batch: UnsafeMutablePointer<(node: UInt32, hash: UInt32)>, _ count: Int) {
        var touched: UInt32 = 0
        for i in 0..<count { touched ^= table.slots[table.start(batch[i].hash)] }
        for i in 0..<count {
            if let candidate = table.firstCandidate(batch[i].hash) { touched ^= nodes.base[Int(candidate)].head }
        }
        // The loads must not be thought useless.
        sink ^= touched
        for i in 0..<count { enter(batch[i].node, batch[i].hash) }
    }

    /// Points every node at its representative, and stamps those whose class changed.
    private mutating func updateClasses(_ lost: borrowing RawVector<UInt64>) {
        let bits = lost.base
        let time = (clock - epoch) &<< Node.timeShift
        let leaders = leaders.base
        for index in 0..<nodes.count {
            // Representatives are older than what they represent, so this one is up to date.
            let parent = leaders[index]
            let representative = leaders[Int(parent)]
            let wasLost = bits[index &>> 6] &>> UInt64(index & 63) & 1 != 0
            if representative == parent && !wasLost { continue }
            leaders[index] = representative
            let head = nodes.base[index].head
            nodes.base[index].head = head & ~Node.timeMask | time
        }
    }

    /// Enters a canonicalized node into the table, or finds it congruent to another.
    private mutating func enter(_ index: UInt32, _ hash: UInt32) {
        var position = table.start(hash)
        while table.slots[position] != 0 {
            let slot = table.slots[position]
            if table.mayHold(slot, hash) {
                let other = table.node(slot)
                if other == index { return }
                if isLive(Int(other)) && isSame(other, index) {
                    union(index, other, EGraph.congruence)
                    unhide(Int(index))
                    nodes.base[Int(index)].head |= Node.deadBit
                    deadCount += 1
                    return
                }
            }
            position = table.next(position)
        }
        table.enter(index, hash, at: position)
        if table.isFull { resizeTable() }
    }

    private func isSame(_ x: UInt32, _ y: UInt32) -> Bool {
        let (a, b) = (nodes.base[Int(x)], nodes.base[Int(y)])
        if a.label != b.label { return false }
        let arity = symbolArities.base[Int(a.label)]
        if arity <= 2 { return a.first == b.first && a.second == b.second }
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
            if leaders[index] != find(node) { violations.append("node \(node) has a class that is merged") }
            guard isLive(index) else { continue }
            if !isHidden(index) { live += 1 }
            let children = (0..<arity(nodes[index].label)).map { child(node, $0) }
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
