/// The union-find, and the reasons of its unions.
extension EGraph {
    /// The representative of the class. Cost: nearly constant (path halving).
    public func find(_ id: EClassID) -> EClassID { EClassID(index: find(id.index)) }

    @inline(__always)
    func find(_ id: UInt32) -> UInt32 {
        let base = leaders.base
        let first = base[Int(id)]
        var parent = base[Int(first)]
        if parent == first { return first }
        // The entry of the node itself stays, because `rebuild` reads from it whether the class changed.
        var x = Int(first)
        while true {
            let grandparent = base[Int(parent)]
            if grandparent == parent { return parent }
            base[x] = grandparent
            x = Int(grandparent)
            parent = base[x]
            if Int(parent) == x { return parent }
        }
    }

    /// Whether two terms are known to be equal.
    public func areEqual(_ x: EClassID, _ y: EClassID) -> Bool { find(x) == find(y) }

    /// States that two terms are equal; whether that is new. Call `rebuild()` before reading again.
    @discardableResult
    public mutating func union(_ x: EClassID, _ y: EClassID) -> Bool { union(x.index, y.index, EGraph.given) }

    /// States that two terms are equal by the fact of this name; whether that is new.
    @discardableResult
    public mutating func union(_ x: EClassID, _ y: EClassID, fact: String) -> Bool {
        if find(x.index) == find(y.index) { return false }
        return union(x.index, y.index, reasons.start(register(.fact(fact))) + 2)
    }

    @inline(__always)
    @discardableResult
    mutating func union(_ x: UInt32, _ y: UInt32, _ reason: UInt32) -> Bool {
        let a = find(x)
        let b = find(y)
        if a == b { return false }
        merge(a, b, x, y, reason)
        return true
    }

    private mutating func merge(_ a: UInt32, _ b: UInt32, _ x: UInt32, _ y: UInt32, _ reason: UInt32) {
        let (kept, lost) = a < b ? (a, b) : (b, a)
        leaders.base[Int(lost)] = kept
        unionCount &+= 1
        if recordsMerges { merged.append(lost) }
        markStale(lost)
        needsRebuild = true
        // The younger node usually roots the smaller tree; the reason is kept with its direction in the lowest bit.
        let (child, parent, isReversed) = x > y ? (x, y, true) : (y, x, false)
        reroot(child)
        proofs.base[Int(child)].first = parent
        // Read from parent to child the edge says: x = y by the rule when the child is y.
        proofs.base[Int(child)].second = reason << 1 | (isReversed ? 1 : 0)
    }

    private mutating func reroot(_ node: UInt32) {
        var current = node
        var parent = proofs.base[Int(current)].first
        var reason = proofs.base[Int(current)].second
        while parent != current {
            let nextParent = proofs.base[Int(parent)].first
            let nextReason = proofs.base[Int(parent)].second
            proofs.base[Int(parent)].first = current
            proofs.base[Int(parent)].second = reason ^ 1
            current = parent
            parent = nextParent
            reason = nextReason
        }
        proofs.base[Int(node)].first = node
    }

    @inline(__always)
    mutating func markStale(_ id: UInt32) {
        let word = Int(id >> 6)
        while stale.count <= word { stale.append(0) }
        stale[word] |= 1 << UInt64(id & 63)
    }

    /// The number of merges on record.
    var mergedCount: Int { merged.count }

    /// The representative that lost its class in merge number `place`.
    func mergedRepresentative(_ place: Int) -> UInt32 { merged[place] }
}
