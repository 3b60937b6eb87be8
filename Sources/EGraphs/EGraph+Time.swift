/// When nodes changed, in one byte each.
extension EGraph {
    /// Lets nodes forget the time of changes that are long ago: they count as changed at the start of the new epoch. A
    /// rule that has not been searched since then looks at all nodes again.
    mutating func startEpoch() {
        let start = clock - 64
        let shift = start - epoch
        for index in 0..<nodes.count {
            let head = nodes.base[index].head
            let time = head >> Node.timeShift
            nodes.base[index].head = head & ~Node.timeMask | (time - min(time, shift)) << Node.timeShift
        }
        epoch = start
    }

    /// What the head of a node must be at least for the node to have changed after `time`.
    func firstHead(after time: UInt32) -> UInt32 { time < epoch ? 0 : (time - epoch + 1) << Node.timeShift }
}
