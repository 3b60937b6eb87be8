/// Why two nodes were united.
enum Justification: Hashable {
    /// The caller stated it; the name of the fact may be empty.
    case fact(String)
    /// Equal operators and, at that time, equal children.
    case congruence
    /// A rule: one node for each atom of its left side and its premises, the root first, and one node for each
    /// instruction of its right side in the order in which they were built; `result` is what the root was united with.
    case rule(Int, root: UInt32, atoms: [UInt32], built: [UInt32], result: UInt32)
}

extension EGraph {
    /// An edge of the proof forest from a node towards the root of its tree.
    struct ProofEdge {
        /// The node it leads to.
        let parent: UInt32
        /// Where the reason is kept.
        let reason: UInt32
        /// Whether the node that has the edge is the left side of its reason and `parent` the right side.
        let startsLeft: Bool
    }

    /// The edge of a node; nil at a root. The path between two nodes of one class never changes, and consists of edges
    /// that are older than everything concluded from it.
    func proofEdge(of node: UInt32) -> ProofEdge? {
        let pair = proofs.base[Int(node)]
        if pair.first == node { return nil }
        return ProofEdge(parent: pair.first, reason: pair.second >> 1, startsLeft: pair.second & 1 == 1)
    }

    /// The reason of an edge whose ends are `left` and `right` in the direction of its reason.
    func justification(_ reason: UInt32, left: UInt32, right: UInt32) -> Justification {
        if reason == EGraph.given { return .fact("") }
        if reason == EGraph.congruence { return .congruence }
        switch justifiers[Int(reasons.justifier(reason - 2))] {
        case .fact(let name): return .fact(name)
        case .rule(let index, let atomCount, let buildCount):
            let atomWidth = max(1, atomCount) - 1
            let words = reasons.words(reason - 2, width: atomWidth + max(1, buildCount) - 1)
            let built = words[atomWidth...] + (buildCount > 0 ? [right] : [])
            return .rule(index, root: left, atoms: [left] + words[..<atomWidth], built: Array(built), result: right)
        }
    }
}
