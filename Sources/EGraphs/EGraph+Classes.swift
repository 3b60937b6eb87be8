/// Reading whole graphs in an order that depends on nothing but what was added and united.
extension EGraph {
    /// Calls a function with the representative and the nodes of every class, both ascending. Nodes that are congruent
    /// to another are left out. Cost: linear in the nodes and their children, for all classes together.
    public func forEachClass<Failure: Error>(
        _ body: (_ representative: EClassID, _ nodes: [EClassID]) throws(Failure) -> Void
    ) throws(Failure) {
        let index = ClassIndex(self)
        for c in 0..<UInt32(addedCount) {
            let range = index.nodeRange(c)
            if range.isEmpty { continue }
            try body(EClassID(index: c), range.map { EClassID(index: index.nodes[$0]) })
        }
    }

    /// The nodes of one class, ascending; those that are congruent to another are left out. Cost: linear in the nodes
    /// of the graph; for all classes together use `forEachClass`.
    public func nodes(in id: EClassID) -> [EClassID] {
        let representative = find(id.index)
        var result: [EClassID] = []
        for i in 0..<addedCount where isLive(i) && find(UInt32(i)) == representative {
            result.append(EClassID(index: UInt32(i)))
        }
        return result
    }
}
