/// The nodes of each class, congruent ones included, in the order of their addition.
struct ClassMembers: ~Copyable {
    private(set) var nodes: RawVector<UInt32>
    private var starts: RawVector<UInt32>

    /// No nodes of no classes.
    init() {
        nodes = RawVector()
        starts = RawVector()
    }

    /// Cost: linear in the nodes.
    init(_ graph: borrowing EGraph) {
        let count = graph.addedCount
        nodes = RawVector(capacity: count + 1)
        nodes.count = count
        starts = RawVector(capacity: count + 2)
        starts.count = count + 2
        for node in 0..<count { starts.base[Int(graph.find(UInt32(node))) + 2] += 1 }
        for place in 1..<(count + 2) { starts.base[place] += starts.base[place - 1] }
        for node in 0..<count {
            let place = Int(graph.find(UInt32(node))) + 1
            nodes.base[Int(starts.base[place])] = UInt32(node)
            starts.base[place] += 1
        }
    }

    /// Where the nodes of the class of a representative are.
    func range(of representative: UInt32) -> Range<Int> {
        Int(starts.base[Int(representative)])..<Int(starts.base[Int(representative) + 1])
    }
}
