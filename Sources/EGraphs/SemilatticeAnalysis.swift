/// The analysis of a domain: one value for each class, found bottom up and met at unions.
///
/// Only what is new is looked at: nodes that were added, classes that were merged, and the parents of classes whose
/// value changed, in passes over the nodes with one bit a class. Cost of an update: linear in the nodes for each level
/// to which changes travel.
public final class SemilatticeAnalysis<Domain: AnalysisDomain>: EClassAnalysis {
    /// The domain.
    public let domain: Domain
    /// Advances whenever a value changes.
    public private(set) var version = 0
    /// Values by representative, and the node that each was computed from.
    private var values: [Domain.Value?] = []
    private var witnesses: [UInt32] = []
    private var seenNodes = 0
    private var seenMerges = 0
    /// Classes whose value changed and whose parents have not been looked at, one bit each.
    private var changed: [UInt64] = []
    private var hasChanged = false
    /// Classes whose value changed in this update.
    private var touched: [UInt32] = []

    /// An analysis that has seen nothing.
    public init(_ domain: Domain) { self.domain = domain }

    /// The domain's name.
    public var name: String { domain.name }

    /// What is known of a class.
    public func value(of id: EClassID, in graph: borrowing EGraph) -> Domain.Value? {
        let representative = Int(graph.find(id).index)
        return representative < values.count ? values[representative] : nil
    }

    /// Brings the values up to date.
    public func update(_ graph: inout EGraph) throws(Contradiction) -> Bool {
        let count = graph.addedCount
        if count > values.count {
            values.append(contentsOf: repeatElement(nil, count: count - values.count))
            witnesses.append(contentsOf: repeatElement(0, count: count - witnesses.count))
            changed.append(contentsOf: repeatElement(0, count: (count + 63) / 64 - changed.count))
        }
        touched.removeAll(keepingCapacity: true)
        try meetMergedClasses(graph)
        let first = seenNodes
        seenNodes = count
        for node in first..<count { try visit(UInt32(truncatingIfNeeded: node), graph) }
        while hasChanged {
            let current = changed
            changed = Array(repeating: 0, count: current.count)
            hasChanged = false
            for node in 0..<count where graph.isLive(node) {
                let arity = graph.arity(graph.nodes.base[node].label)
                for i in 0..<arity {
                    let child = graph.child(UInt32(truncatingIfNeeded: node), i)
                    if current[Int(child >> 6)] >> UInt64(child & 63) & 1 != 0 {
                        try visit(UInt32(truncatingIfNeeded: node), graph)
                        break
                    }
                }
            }
        }
        if touched.isEmpty { return false }
        version += 1
        var isChanged = false
        for id in touched where graph.find(id) == id {
            guard let value = values[Int(id)] else { continue }
            let witness = EClassID(index: witnesses[Int(id)])
            if domain.apply(value, to: EClassID(index: id), witness: witness, in: &graph) { isChanged = true }
        }
        return isChanged
    }

    private func meetMergedClasses(_ graph: borrowing EGraph) throws(Contradiction) {
        let merges = graph.mergedCount
        for place in seenMerges..<merges {
            let lost = Int(graph.mergedRepresentative(place))
            let kept = graph.find(UInt32(truncatingIfNeeded: lost))
            // A class that was made and merged between two updates has no value yet.
            if lost >= seenNodes { continue }
            if let value = values[lost] {
                try meet(value, kept, witness: witnesses[lost])
                values[lost] = nil
                // The parents of the lost class see the value of the kept one, which may say more.
                if values[Int(kept)] != value { mark(kept) }
            } else if values[Int(kept)] != nil {
                mark(kept)
            }
        }
        seenMerges = merges
    }

    private func visit(_ node: UInt32, _ graph: borrowing EGraph) throws(Contradiction) {
        let known = domain.value(of: EClassID(index: node), in: graph) { i in
            self.values[Int(graph.find(graph.child(node, i)))]
        }
        guard let known else { return }
        try meet(known, graph.find(node), witness: node)
    }

    private func meet(_ value: Domain.Value, _ representative: UInt32, witness: UInt32) throws(Contradiction) {
        let id = Int(representative)
        guard let old = values[id] else {
            values[id] = value
            witnesses[id] = witness
            mark(representative)
            return
        }
        if old == value { return }
        guard let both = domain.meet(old, value) else {
            throw Contradiction(
                left: EClassID(index: witnesses[id]), right: EClassID(index: witness), "\(old) and \(value)")
        }
        if both != old {
            values[id] = both
            if both == value { witnesses[id] = witness }
            mark(representative)
        }
    }

    private func mark(_ representative: UInt32) {
        changed[Int(representative >> 6)] |= 1 << UInt64(representative & 63)
        hasChanged = true
        touched.append(representative)
    }
}
