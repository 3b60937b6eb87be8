/// The part of an analysis that does not depend on what its values are: which classes have one, and what must still be
/// looked at. Its loops run over the nodes, so they are the cost of an analysis that knows little.
@usableFromInline
struct AnalysisFrontier: ~Copyable {
    /// By representative: one more than the place of the class's value, 0 where nothing is known.
    private var places = RawVector<UInt32>(capacity: 256)
    /// Places of values that classes lost.
    private var freePlaces = RawVector<UInt32>()
    /// The node that the value at each place was computed from.
    private var witnesses = RawVector<UInt32>()
    private var seenNodes = 0
    private var seenMerges = 0
    /// Classes whose value changed and whose parents have not been looked at, one bit each; and those whose parents
    /// are being looked at.
    private var changed = RawVector<UInt64>()
    private var current = RawVector<UInt64>()
    private var hasChanged = false
    /// Classes whose value changed in this update.
    private var touched = RawVector<UInt32>()
    /// Whether nodes of unknown children are passed over.
    private let isStrict: Bool
    /// What the e-graph and the values were when nodes were last hidden.
    private var hiddenAt = (nodes: 0, unions: 0, version: 0)

    @usableFromInline
    init(isStrict: Bool) { self.isStrict = isStrict }

    /// The place of the value of a representative; nil when nothing is known.
    @usableFromInline
    func place(_ representative: UInt32) -> Int? {
        guard Int(representative) < places.count else { return nil }
        let place = places.base[Int(representative)]
        return place == 0 ? nil : Int(place) &- 1
    }

    /// Makes room for the nodes that were added and starts an update; nil when nothing happened since the last one,
    /// otherwise where the new nodes and the new merges begin.
    @usableFromInline
    mutating func begin(_ graph: borrowing EGraph) -> (nodes: Range<Int>, merges: Range<Int>)? {
        touched.removeAll()
        let (nodes, merges) = (seenNodes..<graph.addedCount, seenMerges..<graph.mergedCount)
        if nodes.isEmpty && merges.isEmpty && !hasChanged { return nil }
        AnalysisFrontier.extend(&places, to: nodes.upperBound)
        AnalysisFrontier.extend(&changed, to: (nodes.upperBound + 63) / 64)
        AnalysisFrontier.extend(&current, to: (nodes.upperBound + 63) / 64)
        seenNodes = nodes.upperBound
        seenMerges = merges.upperBound
        return (nodes, merges)
    }

    private static func extend<Element: BitwiseCopyable & FixedWidthInteger>(
        _ vector: inout RawVector<Element>, to count: Int
    ) {
        guard count > vector.count else { return }
        if count > vector.capacity { vector.grow(to: max(count, 2 * vector.capacity)) }
        (vector.base + vector.count).update(repeating: 0, count: count - vector.count)
        vector.count = count
    }

    /// Gives a representative without a value a place; nil for one after the last.
    @usableFromInline
    mutating func takePlace(_ representative: UInt32, witness: UInt32) -> Int? {
        if freePlaces.count > 0 {
            freePlaces.count -= 1
            let place = freePlaces.base[freePlaces.count]
            places.base[Int(representative)] = place &+ 1
            witnesses.base[Int(place)] = witness
            return Int(place)
        }
        witnesses.append(witness)
        places.base[Int(representative)] = UInt32(truncatingIfNeeded: witnesses.count)
        return nil
    }

    /// Takes the value of a class that was merged away.
    @usableFromInline
    mutating func freePlace(_ representative: UInt32) {
        freePlaces.append(places.base[Int(representative)] &- 1)
        places.base[Int(representative)] = 0
    }

    @usableFromInline
    func witness(_ place: Int) -> UInt32 { witnesses.base[place] }

    @usableFromInline
    mutating func setWitness(_ place: Int, _ node: UInt32) { witnesses.base[place] = node }

    /// Puts a class whose value changed on record.
    @usableFromInline
    mutating func mark(_ representative: UInt32) {
        changed.base[Int(representative >> 6)] |= 1 << UInt64(representative & 63)
        hasChanged = true
        touched.append(representative)
    }

    @usableFromInline
    var touchedCount: Int { touched.count }

    @usableFromInline
    func touched(_ index: Int) -> UInt32 { touched.base[index] }

    /// The first new node to be looked at, from a node on.
    @usableFromInline
    func nextNew(from first: Int, _ graph: borrowing EGraph) -> Int? {
        var node = first
        while node < seenNodes {
            if isComputable(node, graph) { return node }
            node &+= 1
        }
        return nil
    }

    /// Turns to the parents of the classes that changed; whether there are any.
    @usableFromInline
    mutating func beginPass() -> Bool {
        if !hasChanged { return false }
        hasChanged = false
        swap(&changed, &current)
        changed.base.update(repeating: 0, count: changed.count)
        return true
    }

    /// The first live node to be looked at that has a child which changed, from a node on.
    @usableFromInline
    func nextParent(from first: Int, _ graph: borrowing EGraph) -> Int? {
        let bits = current.base
        @inline(__always) func isChanged(_ id: UInt32) -> Bool { bits[Int(id &>> 6)] &>> UInt64(id & 63) & 1 != 0 }
        var node = first
        while node < seenNodes {
            let content = graph.nodes.base[node]
            if content.isLive {
                let arity = graph.arity(content.label)
                var isParent = false
                if arity > 2 {
                    for i in 0..<arity where isChanged(graph.child(UInt32(truncatingIfNeeded: node), i)) {
                        isParent = true
                    }
                } else {
                    isParent = (arity > 0 && isChanged(content.first)) || (arity > 1 && isChanged(content.second))
                }
                if isParent && isComputable(node, graph) { return node }
            }
            node &+= 1
        }
        return nil
    }

    /// Whether enough is known of the children of a node.
    @inline(__always)
    private func isComputable(_ node: Int, _ graph: borrowing EGraph) -> Bool {
        if !isStrict { return true }
        let content = graph.nodes.base[node]
        let arity = graph.arity(content.label)
        if arity > 2 {
            for i in 0..<arity
            where places.base[Int(graph.find(graph.child(UInt32(truncatingIfNeeded: node), i)))] == 0 {
                return false
            }
            return true
        }
        return (arity < 1 || places.base[Int(graph.find(content.first))] != 0)
            && (arity < 2 || places.base[Int(graph.find(content.second))] != 0)
    }

    /// Hides every node with children in a class with a value, unless nothing happened since the last time.
    mutating func hideKnown(_ graph: inout EGraph, version: Int) {
        let now = (nodes: graph.addedCount, unions: graph.unionCount, version: version)
        if now == hiddenAt || witnesses.count == 0 { return }
        hiddenAt = now
        for index in 0..<min(now.nodes, places.count) {
            let content = graph.nodes.base[index]
            if content.isLive && places.base[Int(graph.find(graph.leaders.base[index]))] != 0
                && graph.arity(content.label) > 0
            {
                graph.hide(EClassID(index: UInt32(truncatingIfNeeded: index)))
            }
        }
    }
}

extension EGraph {
    /// The representative of a child of a node.
    @usableFromInline
    func representative(ofChild i: Int, of node: UInt32) -> UInt32 { find(child(node, i)) }

    /// The representative of a node.
    @usableFromInline
    func representative(of node: UInt32) -> UInt32 { find(node) }

    /// The class into which a representative was merged, and the representative.
    @usableFromInline
    func merge(at place: Int) -> (lost: UInt32, kept: UInt32) {
        let lost = mergedRepresentative(place)
        return (lost, find(lost))
    }
}
