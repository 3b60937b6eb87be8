/// The children of nodes as they were added, for the nodes of at most two children that `rebuild` changed.
struct OriginalChildren: ~Copyable {
    struct Entry: BitwiseCopyable {
        let node: UInt32
        let first: UInt32
        let second: UInt32
    }

    /// Ascending by node up to `sortedCount`, and again from there on.
    private var entries = RawVector<Entry>()
    private var sortedCount = 0

    /// An independent record of the same children.
    borrowing func copy() -> OriginalChildren {
        var result = OriginalChildren()
        result.entries = entries.copy()
        result.sortedCount = sortedCount
        return result
    }

    /// Keeps the children of a node that has none here. Between two calls of `sort` nodes must ascend.
    mutating func append(_ node: UInt32, _ first: UInt32, _ second: UInt32) {
        entries.append(Entry(node: node, first: first, second: second))
    }

    /// Merges what was appended since the last call. Cost: linear.
    mutating func sort() {
        let count = entries.count
        if sortedCount < count, sortedCount > 0, entries[sortedCount].node < entries[sortedCount - 1].node {
            let added = count - sortedCount
            let tail = UnsafeMutablePointer<Entry>.allocate(capacity: added)
            defer { tail.deallocate() }
            tail.update(from: entries.base + sortedCount, count: added)
            // From the back, so that every entry moves once.
            var old = sortedCount
            var new = added
            while new > 0 {
                if old > 0 && entries.base[old - 1].node > tail[new - 1].node {
                    old -= 1
                    entries.base[old + new] = entries.base[old]
                } else {
                    new -= 1
                    entries.base[old + new] = tail[new]
                }
            }
        }
        sortedCount = count
    }

    /// The i-th child of a node that was entered. Cost: logarithmic.
    func child(_ node: UInt32, _ i: Int) -> UInt32 {
        var low = 0
        var high = entries.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if entries.base[middle].node <= node { low = middle } else { high = middle }
        }
        return i == 0 ? entries[low].first : entries[low].second
    }
}
