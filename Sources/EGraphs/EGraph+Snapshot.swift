extension EGraph {
    /// An independent e-graph in the same state: equal identifiers, labels, unions, reasons and hidden nodes.
    ///
    /// Rules that were compiled for the original run on the copy as well. Analyses have their values outside of the
    /// graph, and go on with one of the two only. Cost: linear in the nodes ever added, with the speed of copying memory.
    public borrowing func copy() -> EGraph {
        var result = EGraph()
        result.adoptVocabulary(of: self)
        // The columns grow together, and only that of the nodes counts.
        result.nodes = nodes.copy(count: nodes.count)
        result.originals = originals.copy()
        result.leaders = leaders.copy(count: nodes.count)
        result.proofs = proofs.copy(count: nodes.count)
        result.pool = pool.copy()
        result.originalPool = originalPool.copy()
        result.reasons = reasons.copy()
        result.table = table.copy()
        result.stale = stale.copy()
        result.hidden = hidden.copy()
        result.hiddenCount = hiddenCount
        result.merged = merged.copy()
        result.recordsMerges = recordsMerges
        result.exactNodes = exactNodes
        result.epoch = epoch
        result.clock = clock
        result.unionCount = unionCount
        result.deadCount = deadCount
        result.needsRebuild = needsRebuild
        return result
    }

    /// Takes over the operators and the rules of another graph, which knows all of these and perhaps more.
    mutating func adoptVocabulary(of later: borrowing EGraph) {
        symbols = later.symbols
        symbolLabels = later.symbolLabels
        symbolArities = later.symbolArities.copy()
        justifiers = later.justifiers
        justifierIndices = later.justifierIndices
        rules = later.rules
        ruleIndices = later.ruleIndices
    }

    /// Makes every node new to every rule that was searched up to a time. Cost: linear in the nodes.
    mutating func renewStamps(after time: UInt32) {
        epoch = time
        clock = time + 1
        for index in 0..<nodes.count {
            nodes.base[index].head = nodes.base[index].head & ~Node.timeMask | 1 << Node.timeShift
        }
    }
}

extension RawVector {
    /// A vector of the first elements of this one, whose own count may be less.
    fileprivate borrowing func copy(count: Int) -> RawVector {
        var result = RawVector(capacity: count)
        result.base.update(from: base, count: count)
        result.count = self.count
        return result
    }
}
