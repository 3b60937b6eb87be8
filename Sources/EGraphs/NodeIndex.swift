/// The nodes of an operator sorted by their class or by a child.
final class NodeIndex {
    enum Column: UInt8 {
        case byClass, first, second
    }

    /// Sorted by the column, then ascending.
    private(set) var nodes: RawVector<UInt32>
    /// Where the nodes of each value start when the index is dense, otherwise the values in the order of the nodes.
    private(set) var starts: RawVector<UInt32>
    let isDense: Bool

    /// Sorts by counting where values are dense among the node numbers, by comparing otherwise. Cost: linear in the nodes
    /// of the operator, or up to a logarithm.
    init(_ members: UnsafeMutablePointer<UInt32>, _ count: Int, _ column: Column, _ graph: borrowing EGraph) {
        @inline(__always) func value(_ node: UInt32, _ graph: borrowing EGraph) -> UInt32 {
            switch column {
            case .byClass: graph.leaders.base[Int(node)]
            case .first: graph.nodes.base[Int(node)].first
            case .second: graph.nodes.base[Int(node)].second
            }
        }
        let bound = graph.addedCount
        nodes = RawVector(capacity: max(1, count))
        nodes.count = count
        isDense = bound <= 64 + 16 * count
        if isDense {
            starts = RawVector(capacity: bound + 2)
            starts.count = bound + 2
            let (first, order) = (starts.base, nodes.base)
            for i in 0..<count { first[Int(value(members[i], graph)) &+ 2] &+= 1 }
            for k in 2..<(bound + 2) { first[k] &+= first[k &- 1] }
            for i in 0..<count {
                let slot = Int(value(members[i], graph)) &+ 1
                order[Int(first[slot])] = members[i]
                first[slot] &+= 1
            }
        } else {
            var pairs = RawVector<UInt64>(capacity: max(1, count))
            for i in 0..<count { pairs.append(UInt64(value(members[i], graph)) << 32 | UInt64(members[i])) }
            var unsorted = UnsafeMutableBufferPointer(start: pairs.base, count: count)
            unsorted.sort()
            starts = RawVector(capacity: max(1, count))
            for i in 0..<count {
                nodes.base[i] = UInt32(truncatingIfNeeded: pairs[i])
                starts.append(UInt32(truncatingIfNeeded: pairs[i] >> 32))
            }
        }
    }
}
