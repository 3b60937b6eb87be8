extension EGraph {
    /// Adds label(children…) so that the result names exactly this term, and not one that is equal to it.
    ///
    /// When the e-graph has a congruent node with other children, a second node is made that is congruent to it from the
    /// start: it is never matched, and gives proofs the term that was meant. Cost: expected linear in the children.
    public mutating func addExactly(_ label: UInt32, _ children: [EClassID]) -> EClassID {
        let key = [label] + children.map(\.index)
        if let node = exactNodes[key] { return EClassID(index: node) }
        let found = add(label, children).index
        if (0..<children.count).allSatisfy({ originalChild(found, $0) == children[$0].index }) {
            exactNodes[key] = found
            return EClassID(index: found)
        }
        let node = appendCongruent(label, children)
        exactNodes[key] = node
        union(node, found, EGraph.congruence)
        return EClassID(index: node)
    }

    /// The number of nodes that are not congruent to others, hidden ones included.
    public var liveCount: Int { nodeCount + hiddenCount }

    /// The live node with the operator and the classes of children of a node; nil while congruence is not restored.
    public func liveNode(congruentTo node: EClassID) -> EClassID? {
        let label = label(of: node)
        let children = (0..<arity(label)).map { find(originalChild(node.index, $0)) }
        guard let found = lookup(label, children), isLive(Int(found)) else { return nil }
        return EClassID(index: found)
    }

    /// A node that is dead from the start.
    private mutating func appendCongruent(_ label: UInt32, _ children: [EClassID]) -> UInt32 {
        var first: UInt32 = 0
        var second: UInt32 = 0
        if children.count > 2 {
            first = UInt32(truncatingIfNeeded: pool.count)
            for child in children {
                pool.append(find(child.index))
                originalPool.append(child.index)
            }
        } else {
            first = children.first?.index ?? 0
            second = children.count > 1 ? children[1].index : 0
        }
        return appendDead(label, first, second)
    }
}
