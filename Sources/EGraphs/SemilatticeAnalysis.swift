/// The analysis of a domain: one value for each class, found bottom up and met at unions.
///
/// Only what is new is looked at: nodes that were added, classes that were merged, and the parents of classes whose
/// value changed, in passes over the nodes with one bit a class. Cost of an update: linear in the nodes for each level
/// to which changes travel; constant when nothing was added or merged.
public final class SemilatticeAnalysis<Domain: AnalysisDomain>: EClassAnalysis {
    /// The domain.
    public let domain: Domain
    /// Advances whenever a value changes.
    public var version: Int { changeCount }
    @usableFromInline var changeCount = 0
    /// Values by place, densely: most classes have none.
    @usableFromInline var values: [Domain.Value] = []
    @usableFromInline var frontier: AnalysisFrontier

    /// An analysis that has seen nothing.
    @inlinable
    public init(_ domain: Domain) {
        self.domain = domain
        frontier = AnalysisFrontier(isStrict: domain.isStrict)
    }

    /// The domain's name.
    @inlinable
    public var name: String { domain.name }

    /// Whether anything is known of a class.
    @inlinable
    public func hasValue(of id: EClassID, in graph: borrowing EGraph) -> Bool {
        frontier.place(graph.representative(of: id.index)) != nil
    }

    /// What is known of a class.
    @inlinable
    public func value(of id: EClassID, in graph: borrowing EGraph) -> Domain.Value? {
        value(graph.representative(of: id.index))
    }

    @inlinable
    func value(_ representative: UInt32) -> Domain.Value? {
        if let place = frontier.place(representative) { return values[place] }
        return nil
    }

    /// Hides every node with children in a class with a value. Cost: linear in the nodes; constant when nothing
    /// changed since the last time.
    public func hideKnownNodes(in graph: inout EGraph) { frontier.hideKnown(&graph, version: changeCount) }

    /// Brings the values up to date.
    @inlinable
    public func update(_ graph: inout EGraph) throws(Contradiction) -> Bool {
        guard let (nodes, merges) = frontier.begin(graph) else { return false }
        for place in merges {
            let (lost, kept) = graph.merge(at: place)
            // A class that was made and merged between two updates has no value yet.
            if Int(lost) < nodes.lowerBound { try meetMerged(lost, kept) }
        }
        var next = frontier.nextNew(from: nodes.lowerBound, graph)
        while let node = next {
            try visit(UInt32(truncatingIfNeeded: node), graph)
            next = frontier.nextNew(from: node + 1, graph)
        }
        while frontier.beginPass() {
            next = frontier.nextParent(from: 0, graph)
            while let node = next {
                try visit(UInt32(truncatingIfNeeded: node), graph)
                next = frontier.nextParent(from: node + 1, graph)
            }
        }
        if frontier.touchedCount == 0 { return false }
        changeCount += 1
        return drawConsequences(&graph)
    }

    /// Draws the consequences of the values that the last update found, also when it ended with a contradiction; whether
    /// the e-graph was changed.
    @discardableResult
    @inlinable
    public func drawConsequences(_ graph: inout EGraph) -> Bool {
        let touchedCount = frontier.touchedCount
        var isChanged = false
        for index in 0..<touchedCount {
            let id = frontier.touched(index)
            guard graph.representative(of: id) == id, let place = frontier.place(id) else { continue }
            let witness = EClassID(index: frontier.witness(place))
            if domain.apply(values[place], to: EClassID(index: id), witness: witness, in: &graph) { isChanged = true }
        }
        return isChanged
    }

    @inlinable
    func meetMerged(_ lost: UInt32, _ kept: UInt32) throws(Contradiction) {
        guard let place = frontier.place(lost) else {
            if frontier.place(kept) != nil { frontier.mark(kept) }
            return
        }
        let value = values[place]
        try meet(value, kept, witness: frontier.witness(place))
        frontier.freePlace(lost)
        // The parents of the lost class see the value of the kept one, which may say more.
        if self.value(kept) != value { frontier.mark(kept) }
    }

    @inlinable
    func visit(_ node: UInt32, _ graph: borrowing EGraph) throws(Contradiction) {
        let known = domain.value(of: EClassID(index: node), in: graph) { i in
            self.value(graph.representative(ofChild: i, of: node))
        }
        guard let known else { return }
        try meet(known, graph.representative(of: node), witness: node)
    }

    @inlinable
    func meet(_ value: Domain.Value, _ representative: UInt32, witness: UInt32) throws(Contradiction) {
        guard let place = frontier.place(representative) else {
            if let place = frontier.takePlace(representative, witness: witness) {
                values[place] = value
            } else {
                values.append(value)
            }
            frontier.mark(representative)
            return
        }
        let old = values[place]
        if old == value { return }
        guard let both = domain.meet(old, value) else {
            throw Contradiction(
                left: EClassID(index: frontier.witness(place)), right: EClassID(index: witness),
                "\(old) and \(value)")
        }
        if both != old {
            values[place] = both
            if both == value { frontier.setWitness(place, witness) }
            frontier.mark(representative)
        }
    }
}
