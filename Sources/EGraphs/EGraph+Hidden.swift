/// Nodes that no pattern may match.
extension EGraph {
    /// Keeps a node from being matched from now on; whether it was not hidden already.
    ///
    /// Nothing is lost: the node still names its term, is found when its term is added again, and takes part in
    /// congruence. Analyses hide what is worthless to rewrite, such as 1 + 2 in the class of 3.
    @discardableResult
    public mutating func hide(_ node: EClassID) -> Bool {
        let index = Int(node.index)
        if !isLive(index) || isHidden(index) { return false }
        while hidden.count <= index >> 6 { hidden.append(0) }
        hidden[index >> 6] |= 1 << UInt64(index & 63)
        hiddenCount += 1
        return true
    }

    @inline(__always)
    func isHidden(_ index: Int) -> Bool {
        index >> 6 < hidden.count && hidden.base[index >> 6] >> UInt64(index & 63) & 1 != 0
    }

    /// Whether patterns may match a node: it is not hidden and not congruent to another.
    public func isMatchable(_ node: EClassID) -> Bool { isLive(Int(node.index)) && !isHidden(Int(node.index)) }

    /// Makes a hidden node that is about to die count as dead only.
    mutating func unhide(_ index: Int) {
        guard isHidden(index) else { return }
        hidden[index >> 6] &= ~(1 << UInt64(index & 63))
        hiddenCount -= 1
    }
}
