/// Finds short ways between the nodes of pairs, in terms of the steps that the whole proof has when it is written out.
///
/// Pairs are settled after all that they rest on. While a pair is open, nothing that shortens its way may rest on it: so no
/// proof rests on itself (after Flatt, Coward, Willsey, Tatlock and Panchekha, "Small proofs from congruence closure",
/// FMCAD 2022, by greedy choice only).
struct ProofSearch: ~Copyable {
    enum State: UInt8 {
        case new, open, settled
    }

    var proof: ProofGraph
    let shortening: Shortening
    /// The nodes of each class, for a thorough search.
    let members: ClassMembers
    private(set) var states: [State] = []
    /// The number of steps of each settled pair; saturates.
    var lengths: [UInt64] = []
    /// The same along the recorded ways.
    private(set) var recordedLengths: [UInt64] = []
    var edgeLengths: [UInt64?] = []
    private var recordedEdgeLengths: [UInt64] = []
    /// How many pairs may still be opened only to see whether they make something shorter.
    var curiosity: Int

    init(_ graph: borrowing EGraph, _ shortening: Shortening) {
        proof = ProofGraph(graph)
        self.shortening = shortening
        members = shortening == .thorough ? ClassMembers(graph) : ClassMembers()
        curiosity = shortening == .thorough ? 100_000 : 2_000
    }

    mutating func makeRoom() {
        while states.count < proof.pairs.count {
            states.append(.new)
            lengths.append(0)
            recordedLengths.append(0)
        }
        while edgeLengths.count < proof.edges.count {
            edgeLengths.append(nil)
            recordedEdgeLengths.append(0)
        }
    }

    /// Settles a pair and all that it rests on. Cost: linear in what is looked at, which is every part once.
    mutating func settle(_ pair: Int, _ graph: borrowing EGraph) throws(ExplanationError) {
        var limit = Int.max
        guard try settle(pair, &limit, isCurious: false, graph) else { throw .brokenRecord }
    }

    /// The same while `limit` lasts; false when it did not, or when a pair is met that is being settled.
    mutating func settle(
        _ root: Int, _ limit: inout Int, isCurious: Bool, _ graph: borrowing EGraph
    ) throws(ExplanationError) -> Bool {
        var stack = [root]
        var opened: [Int] = []
        makeRoom()
        while let top = stack.last {
            if states[top] == .new {
                limit -= 1
                var isStuck = limit < 0
                states[top] = .open
                opened.append(top)
                try proof.explore(top, graph)
                makeRoom()
                if !isCurious { curiosity += 2 }
                let depth = stack.count
                for code in proof.pairs[top].path where edgeLengths[Int(code >> 1)] == nil {
                    proof.forEachItem(of: Int(code >> 1)) { item in
                        let pair = Int(item.pair >> 1)
                        if states[pair] == .new { stack.append(pair) }
                        if states[pair] == .open { isStuck = true }
                    }
                }
                if isStuck {
                    for pair in opened where states[pair] == .open { states[pair] = .new }
                    return false
                }
                if stack.count > depth { continue }
            }
            stack.removeLast()
            if states[top] == .open { try finish(top, isCurious: isCurious, graph) }
        }
        return true
    }

    /// The length of a pair whose edges rest on settled pairs.
    private mutating func finish(_ pair: Int, isCurious: Bool, _ graph: borrowing EGraph) throws(ExplanationError) {
        var length: UInt64 = 0
        var recorded: UInt64 = 0
        for code in proof.pairs[pair].path {
            let edge = Int(code >> 1)
            if edgeLengths[edge] == nil { measure(edge) }
            length = ProofSearch.add(length, edgeLengths[edge] ?? 0)
            recorded = ProofSearch.add(recorded, recordedEdgeLengths[edge])
        }
        lengths[pair] = length
        recordedLengths[pair] = recorded
        // A pair stays open while its shortcuts are looked for, so that none of them rests on it.
        if shortening != .none, !isCurious, length > 1 { try shorten(pair, graph) }
        states[pair] = .settled
    }

    /// The length of an edge that rests on settled pairs.
    mutating func measure(_ edge: Int) {
        var own: UInt64 = 1
        if case .congruence = proof.edges[edge].kind { own = 0 }
        var (sum, recordedSum) = (own, own)
        proof.forEachItem(of: edge) { item in
            sum = ProofSearch.add(sum, lengths[Int(item.pair >> 1)])
            recordedSum = ProofSearch.add(recordedSum, recordedLengths[Int(item.pair >> 1)])
        }
        edgeLengths[edge] = sum
        recordedEdgeLengths[edge] = recordedSum
    }

    static func add(_ x: UInt64, _ y: UInt64) -> UInt64 {
        let (sum, overflow) = x.addingReportingOverflow(y)
        return overflow ? .max : sum
    }
}

extension ProofGraph {
    /// Calls `body` with everything that an edge rests on.
    func forEachItem(of edge: Int, _ body: (Item) -> Void) {
        edges[edge].before.forEach(body)
        edges[edge].after.forEach(body)
        for items in edges[edge].premises { items.forEach(body) }
    }
}
