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
    private let isStrict: Bool
    /// Values by representative, and the node that each was computed from.
    private var values: [Domain.Value?] = []
    private var witnesses: [UInt32] = []
    /// Representatives that have a value, one bit each, so that most questions need not touch the values.
    private var isKnown: [UInt64] = []
    private var seenNodes = 0
    private var seenMerges = 0
    /// Classes whose value changed and whose parents have not been looked at, one bit each.
    private var changed: [UInt64] = []
    private var hasChanged = false
    /// Classes whose value changed in this update.
    private var touched: [UInt32] = []

    /// An analysis that has seen nothing.
    public init(_ domain: Domain) {
        self.domain = domain
        isStrict = domain.isStrict
    }

    /// The domain's name.
    public var name: String { domain.name }

    /// Whether anything is known of a class.
    public func hasValue(of id: EClassID, in graph: borrowing EGraph) -> Bool { hasValue(graph.find(id.index)) }

    private func hasValue(_ representative: UInt32) -> Bool {
        let word = Int(representative >> 6)
        return word < isKnown.count && isKnown[word] >> UInt64(representative & 63) & 1 != 0
    }

    /// What is known of a class.
    public func value(of id: EClassID, in graph: borrowing EGraph) -> Domain.Value? {
        let representative = Int(graph.find(id).index)
        return representative < values.count ? values[representative] : nil
    }

    /// Brings the values up to date.
    public func update(_ graph: inout EGraph) throws(Contradiction) -> Bool {
        let count = graph.addedCount
        if count > values.count {
            // One by one: appending a repeated element goes through the general collections in generic code.
            values.reserveCapacity(max(count, 2 * values.count))
            while values.count < count { values.append(nil) }
            while witnesses.count < count { witnesses.append(0) }
            while changed.count < (count + 63) / 64 { changed.append(0) }
            while isKnown.count < changed.count { isKnown.append(0) }
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
        return drawConsequences(&graph)
    }

    /// Draws the consequences of the values that the last update found, also when it ended with a contradiction; whether
    /// the e-graph was changed.
    @discardableResult
    public func drawConsequences(_ graph: inout EGraph) -> Bool {
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
                isKnown[lost >> 6] &= ~(1 << UInt64(lost & 63))
                // The parents of the lost class see the value of the kept one, which may say more.
                if values[Int(kept)] != value { mark(kept) }
            } else if values[Int(kept)] != nil {
                mark(kept)
            }
        }
        seenMerges = merges
    }

    private func visit(_ node: UInt32, _ graph: borrowing EGraph) throws(Contradiction) {
        if isStrict {
            for i in 0..<graph.arity(graph.nodes.base[Int(node)].label)
            where !hasValue(graph.find(graph.child(node, i))) {
                return
            }
        }
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
            isKnown[id >> 6] |= 1 << UInt64(id & 63)
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
