/// Persistent sets of 32-bit numbers, each with a weight, that share their parts: big-endian Patricia trees (Okasaki
/// and Gill, Fast mergeable integer maps, ML Workshop 1998) in one flat array.
///
/// Where two sets give a number different weights their union takes the larger one, so a union weighs at least as much
/// as each of its parts. Parts that two sets share are never looked into.
struct WeightedSets: ~Copyable {
    /// A cost, then the number of elements: sets of equal cost are compared by size.
    struct Weight: Comparable, BitwiseCopyable {
        var cost: UInt64
        var count: UInt32

        @inline(__always)
        static func < (x: Weight, y: Weight) -> Bool { x.cost == y.cost ? x.count < y.count : x.cost < y.cost }

        @inline(__always)
        static func + (x: Weight, y: Weight) -> Weight {
            Weight(cost: CostModel.sum(x.cost, y.cost), count: x.count &+ y.count)
        }
    }

    private struct Node: BitwiseCopyable {
        /// The number at a leaf, the common upper bits of the numbers at a fork.
        var key: UInt32
        /// The bit in which the two halves of a fork differ, 0 at a leaf.
        var bit: UInt32
        /// The halves with the bit clear and set.
        var clear: UInt32
        var set: UInt32
        var weight: Weight
    }

    private var nodes = RawVector<Node>(capacity: 1024)

    /// The weight of a set. Cost: constant.
    @inline(__always)
    func weight(_ set: UInt32) -> Weight { nodes.base[Int(set)].weight }

    /// The number of tree nodes ever made.
    var size: Int { nodes.count }

    /// {number}. Cost: constant.
    mutating func singleton(_ number: UInt32, cost: UInt64) -> UInt32 {
        append(Node(key: number, bit: 0, clear: 0, set: 0, weight: Weight(cost: cost, count: 1)))
    }

    private mutating func append(_ node: Node) -> UInt32 {
        precondition(nodes.count < Int(UInt32.max), "the parts of the sets have 32-bit numbers")
        nodes.append(node)
        return UInt32(truncatingIfNeeded: nodes.count &- 1)
    }

    /// How two trees lie to each other.
    private enum Relation {
        case sameLeaf, sameFork
        /// The second lies in one half of the first.
        case secondInClear, secondInSet
        case firstInClear, firstInSet
        case disjoint
    }

    @inline(__always)
    private func relation(_ x: Node, _ y: Node) -> Relation {
        // The bits above the bit of a fork are those that all its numbers share.
        let wide = max(x.bit, y.bit)
        if wide == 0 { return x.key == y.key ? .sameLeaf : .disjoint }
        let above = ~(wide | (wide &- 1))
        if (x.key ^ y.key) & above != 0 { return .disjoint }
        if x.bit == y.bit { return .sameFork }
        if x.bit > y.bit { return y.key & wide == 0 ? .secondInClear : .secondInSet }
        return x.key & wide == 0 ? .firstInClear : .firstInSet
    }

    /// The weight of x ∪ y. Cost: at most linear in the smaller set times its depth; shared parts cost nothing.
    func unionWeight(_ x: UInt32, _ y: UInt32) -> Weight {
        if x == y { return weight(x) }
        let a = nodes.base[Int(x)]
        let b = nodes.base[Int(y)]
        switch relation(a, b) {
        case .disjoint: return a.weight + b.weight
        case .sameLeaf: return max(a.weight, b.weight)
        case .sameFork: return unionWeight(a.clear, b.clear) + unionWeight(a.set, b.set)
        case .secondInClear: return unionWeight(a.clear, y) + weight(a.set)
        case .secondInSet: return weight(a.clear) + unionWeight(a.set, y)
        case .firstInClear: return unionWeight(x, b.clear) + weight(b.set)
        case .firstInSet: return weight(b.clear) + unionWeight(x, b.set)
        }
    }

    /// x ∪ y. Cost: at most linear in the smaller set times its depth; shared parts cost nothing.
    mutating func union(_ x: UInt32, _ y: UInt32) -> UInt32 {
        if x == y { return x }
        let a = nodes.base[Int(x)]
        let b = nodes.base[Int(y)]
        switch relation(a, b) {
        case .disjoint:
            let bit: UInt32 = 1 << UInt32(31 - (a.key ^ b.key).leadingZeroBitCount)
            return fork(a.key, bit, a.key & bit == 0 ? x : y, a.key & bit == 0 ? y : x)
        case .sameLeaf: return a.weight < b.weight ? y : x
        case .sameFork: return fork(x, a, union(a.clear, b.clear), union(a.set, b.set), y, b)
        case .secondInClear: return fork(x, a, union(a.clear, y), a.set, x, a)
        case .secondInSet: return fork(x, a, a.clear, union(a.set, y), x, a)
        case .firstInClear: return fork(y, b, union(x, b.clear), b.set, y, b)
        case .firstInSet: return fork(y, b, b.clear, union(x, b.set), y, b)
        }
    }

    /// The fork with these halves: one of two that are there when it has them, too.
    @inline(__always)
    private mutating func fork(
        _ x: UInt32, _ a: Node, _ clear: UInt32, _ set: UInt32, _ y: UInt32, _ b: Node
    ) -> UInt32 {
        if clear == a.clear && set == a.set { return x }
        if clear == b.clear && set == b.set { return y }
        return fork(a.key, a.bit, clear, set)
    }

    private mutating func fork(_ key: UInt32, _ bit: UInt32, _ clear: UInt32, _ set: UInt32) -> UInt32 {
        append(Node(key: key, bit: bit, clear: clear, set: set, weight: weight(clear) + weight(set)))
    }
}
