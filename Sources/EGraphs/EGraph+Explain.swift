/// How much is done to make a proof short.
public enum Shortening: Hashable, Sendable {
    /// The steps are as they were recorded.
    case none
    /// Detours are cut, and ways are shortened by congruences between terms that they pass. Cheap.
    case quick
    /// Ways are searched in whole classes of up to 1000 terms. Costs a pass over the e-graph and perhaps a hundred times
    /// the time.
    case thorough
}

extension EGraph {
    /// Why two terms are equal: rewrite steps from the term that `a` names to the term that `b` names.
    ///
    /// Every node names the term as which it was added. The steps are read from the record of unions, with shorter ways by
    /// congruences that it does not have. A list that would be longer than `limit` is told with lemmas, which are shown
    /// once and then used as steps. Cost: about linear in the parts of the record that the proof needs, and in its length.
    ///
    /// - Parameters:
    ///   - limit: the largest number of steps, those of lemmas included.
    ///   - shortening: how much is done to make the proof short.
    /// - Throws: `ExplanationError` when the terms are not known to be equal or the proof is longer than the limit.
    public func explain(
        _ a: EClassID, _ b: EClassID, limit: Int = 1_000_000, shortening: Shortening = .quick
    ) throws(ExplanationError) -> Explanation {
        for node in [a, b] where Int(node.index) >= addedCount { throw .unknownNode(node) }
        guard areEqual(a, b) else { throw .notEqual(a, b) }
        var search = ProofSearch(self, shortening)
        var items: [ProofGraph.Item] = []
        if let pair = search.proof.pair(a.index, b.index) { items.append(ProofGraph.Item(pair: pair, path: [])) }
        for item in items { try search.settle(Int(item.pair >> 1), self) }
        var flattening = Flattening(search, nodeCount: addedCount, limit: limit)
        return try flattening.explanation(from: .node(a.index), to: .node(b.index), by: items, self)
    }

    /// Why two ground terms are equal, each of which is in the e-graph up to equality of subterms.
    ///
    /// A term that was added when an equal one was there has no node of its own; this finds the nodes that are equal to it.
    /// Call it after `rebuild()`. Cost: as for nodes, and linear in the terms.
    /// - Throws: `ExplanationError` when a term has a variable, is not in the e-graph, or the two are not known to be equal.
    public func explain(
        _ left: Pattern, _ right: Pattern, limit: Int = 1_000_000, shortening: Shortening = .quick
    ) throws(ExplanationError) -> Explanation {
        var search = ProofSearch(self, shortening)
        let (a, leftShape, leftItems) = try find(left, &search.proof)
        let (b, rightShape, rightItems) = try find(right, &search.proof)
        guard find(a) == find(b) else { throw .notEqual(EClassID(index: a), EClassID(index: b)) }
        var items = leftItems
        if let pair = search.proof.pair(a, b) { items.append(ProofGraph.Item(pair: pair, path: [])) }
        for item in rightItems.reversed() { items.append(item.reversed) }
        for item in items { try search.settle(Int(item.pair >> 1), self) }
        var flattening = Flattening(search, nodeCount: addedCount, limit: limit)
        return try flattening.explanation(from: .pattern(leftShape), to: .pattern(rightShape), by: items, self)
    }

    /// A node that is equal to a ground term, and what makes the term the one that the node names.
    private func find(
        _ term: Pattern, _ proof: inout ProofGraph
    ) throws(ExplanationError) -> (node: UInt32, PatternShape, [ProofGraph.Item]) {
        var variables: [String] = []
        let shape = PatternShape(term, first: 0, isBuilt: true) { name in
            variables.append(name)
            return 0
        }
        if let variable = variables.first { throw .variable(variable) }
        var found: [UInt32] = []
        for index in shape.upwards {
            let place = shape.places[index]
            let children = place.children.map { find(found[shape.places[$0].number]) }
            guard let name = place.name, let label = existingLabel(name, arity: children.count),
                let node = lookup(label, children)
            else { throw .unknownTerm(place.name ?? "") }
            found.append(node)
        }
        guard let root = found.last else { throw .unknownTerm("") }
        return (root, shape, proof.items(shape, built: found, [], result: root, self))
    }
}
