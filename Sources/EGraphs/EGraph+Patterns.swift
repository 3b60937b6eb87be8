extension EGraph {
    /// Whether a node has no children.
    public func isLeaf(_ node: EClassID) -> Bool { arity(nodes.base[Int(node.index)].label) == 0 }

    /// The leaf with this label, which is an operator without arguments; nil when it was never added. Cost: expected
    /// constant.
    public func leaf(_ label: UInt32) -> EClassID? { lookup(label, 0, 0).map { EClassID(index: $0) } }

    /// The node of a ground term; nil when the term was never added and is not congruent to one that was. Nothing is
    /// added. Cost: linear in the term.
    public func lookup(_ term: Pattern) -> EClassID? {
        guard case .apply(let name, let arguments) = term,
            let label = existingLabel(name, arity: arguments.count)
        else { return nil }
        var children: [UInt32] = []
        for argument in arguments {
            guard let child = lookup(argument) else { return nil }
            children.append(find(child.index))
        }
        return lookup(label, children).map { EClassID(index: $0) }
    }

    /// The node label(children…); nil when there is none. Nothing is added. Call on a congruent e-graph. Cost: expected
    /// linear in the children.
    public func lookup(_ label: UInt32, _ children: [EClassID]) -> EClassID? {
        lookup(label, children.map { find($0.index) }).map { EClassID(index: $0) }
    }

    /// Whether a pattern matches in the class of a term; ground parts are looked up, others searched for. Call on a
    /// congruent e-graph. Cost: for a pattern with variables exponential in its depth at worst.
    public func contains(_ pattern: Pattern, in id: EClassID) -> Bool {
        if pattern.isGround { return lookup(pattern).map { areEqual($0, id) } ?? false }
        return matches(pattern, find(id.index), [:]) { _ in true }
    }

    /// Calls `found` with every extension of the substitution under which the pattern is in the class, until it says
    /// true; whether it did.
    private func matches(
        _ pattern: Pattern, _ id: UInt32, _ substitution: [String: UInt32], _ found: ([String: UInt32]) -> Bool
    ) -> Bool {
        switch pattern {
        case .variable(let name):
            if let bound = substitution[name] { return bound == id && found(substitution) }
            var extended = substitution
            extended[name] = id
            return found(extended)
        case .apply(let name, let arguments):
            guard let label = existingLabel(name, arity: arguments.count) else { return false }
            for node in 0..<addedCount where nodes.base[node].label == label && isLive(node) {
                if find(UInt32(node)) == id, matches(arguments[...], UInt32(node), substitution, found) { return true }
            }
            return false
        }
    }

    private func matches(
        _ rest: ArraySlice<Pattern>, _ node: UInt32, _ substitution: [String: UInt32],
        _ found: ([String: UInt32]) -> Bool
    ) -> Bool {
        guard let first = rest.first else { return found(substitution) }
        return matches(first, find(child(node, rest.startIndex)), substitution) {
            matches(rest.dropFirst(), node, $0, found)
        }
    }
}
