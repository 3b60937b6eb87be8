/// Finds short ways between the nodes of pairs, in terms of the steps that the whole proof has when it is written out.
///
/// Pairs are settled after all that they rest on. A pair whose way passes several nodes with the same operator and equal
/// children may cut the way short by a congruence between two of them that no union recorded, when what that rests on is
/// settled or can be settled without the pair: so no proof rests on itself (after Flatt, Coward, Willsey, Tatlock and
/// Panchekha, "Small proofs from congruence closure", FMCAD 2022, but by greedy choice only).
struct ProofSearch: ~Copyable {
    private enum State: UInt8 {
        case new, open, settled
    }

    var proof: ProofGraph
    let isShortening: Bool
    private var states: [State] = []
    /// The number of steps of each settled pair; saturates.
    private(set) var lengths: [UInt64] = []
    /// The same along the recorded ways.
    private(set) var recordedLengths: [UInt64] = []
    private var edgeLengths: [UInt64?] = []
    private var recordedEdgeLengths: [UInt64] = []
    /// How many pairs may still be opened only to see whether they make something shorter.
    private var curiosity = 2_000

    /// Longer ways are taken as they were recorded.
    private static let longestWay = 20_000
    /// Pairs that are opened for one shortcut at most.
    private static let smallCuriosity = 200

    init(_ graph: borrowing EGraph, isShortening: Bool) {
        proof = ProofGraph(graph)
        self.isShortening = isShortening
    }

    private mutating func makeRoom() {
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
    private mutating func settle(
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
            if edgeLengths[edge] == nil {
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
            length = ProofSearch.add(length, edgeLengths[edge] ?? 0)
            recorded = ProofSearch.add(recorded, recordedEdgeLengths[edge])
        }
        lengths[pair] = length
        recordedLengths[pair] = recorded
        // A pair stays open while its shortcuts are looked for, so that none of them rests on it.
        if isShortening, !isCurious, length > 1 { try shorten(pair, graph) }
        states[pair] = .settled
    }

    static func add(_ x: UInt64, _ y: UInt64) -> UInt64 {
        let (sum, overflow) = x.addingReportingOverflow(y)
        return overflow ? .max : sum
    }

    private struct Arc {
        let from: Int
        let to: Int
        let length: UInt64
        /// The edge of the way with its direction; nil for a congruence that is not recorded.
        let code: UInt32?
    }

    private mutating func shorten(_ pair: Int, _ graph: borrowing EGraph) throws(ExplanationError) {
        let path = proof.pairs[pair].path
        if path.count > ProofSearch.longestWay { return }
        var nodes = [proof.pairs[pair].first]
        var arcs: [Arc] = []
        for code in path {
            let edge = proof.edges[Int(code >> 1)]
            let length = edgeLengths[Int(code >> 1)] ?? 0
            arcs.append(Arc(from: nodes.count - 1, to: nodes.count, length: length, code: code))
            nodes.append(code & 1 == 0 ? edge.right : edge.left)
        }
        // Each node with the last one before it, and with the first, of the same operator and equal children.
        var seen: [[UInt32]: (first: Int, last: Int)] = [:]
        for (i, node) in nodes.enumerated() {
            let label = graph.nodes.base[Int(node)].label
            let key = [label] + (0..<graph.arity(label)).map { graph.find(graph.child(node, $0)) }
            guard let earlier = seen[key] else {
                seen[key] = (i, i)
                continue
            }
            seen[key] = (earlier.first, i)
            for j in earlier.first == earlier.last ? [earlier.last] : [earlier.first, earlier.last] {
                if let length = try congruenceLength(nodes[j], node, graph) {
                    arcs.append(Arc(from: j, to: i, length: length, code: nil))
                }
            }
        }
        if arcs.count == path.count { return }
        let (best, way) = ProofSearch.shortestWay(through: arcs, nodeCount: nodes.count)
        if best >= lengths[pair] { return }
        var codes: [UInt32] = []
        for (arc, isReversed) in way {
            if let code = arcs[arc].code {
                codes.append(isReversed ? code ^ 1 : code)
            } else {
                let edge = try proof.addCongruence(nodes[arcs[arc].from], nodes[arcs[arc].to], graph)
                makeRoom()
                edgeLengths[Int(edge)] = arcs[arc].length
                codes.append(edge << 1 | (isReversed ? 1 : 0))
            }
        }
        proof.setPath(pair, codes)
        lengths[pair] = best
    }

    /// The number of steps between two nodes with the same operator by their children; nil when it is not to be known.
    private mutating func congruenceLength(
        _ x: UInt32, _ y: UInt32, _ graph: borrowing EGraph
    ) throws(ExplanationError) -> UInt64? {
        var length: UInt64 = 0
        for i in 0..<graph.arity(graph.nodes.base[Int(x)].label) {
            guard let code = proof.pair(graph.originalChild(x, i), graph.originalChild(y, i)) else { continue }
            makeRoom()
            let pair = Int(code >> 1)
            if states[pair] == .open { return nil }
            if states[pair] == .new {
                var limit = min(curiosity, ProofSearch.smallCuriosity)
                let before = limit
                let isSettled = try settle(pair, &limit, isCurious: true, graph)
                curiosity -= before - limit
                if !isSettled { return nil }
            }
            length = ProofSearch.add(length, lengths[pair])
        }
        return length
    }

    /// The shortest way from node 0 to the last one, arcs with whether they are passed backwards (Bellman and Ford).
    private static func shortestWay(
        through arcs: [Arc], nodeCount: Int
    ) -> (length: UInt64, way: [(arc: Int, isReversed: Bool)]) {
        var distances = [UInt64](repeating: .max, count: nodeCount)
        var arrivals = [(arc: Int, isReversed: Bool)](repeating: (0, false), count: nodeCount)
        distances[0] = 0
        let order = arcs.indices.sorted { (arcs[$0].to, $0) < (arcs[$1].to, $1) }
        var changed = true
        while changed {
            changed = false
            for index in order {
                let arc = arcs[index]
                if add(distances[arc.from], arc.length) < distances[arc.to] {
                    distances[arc.to] = add(distances[arc.from], arc.length)
                    arrivals[arc.to] = (index, false)
                    changed = true
                }
            }
            for index in order.reversed() {
                let arc = arcs[index]
                if add(distances[arc.to], arc.length) < distances[arc.from] {
                    distances[arc.from] = add(distances[arc.to], arc.length)
                    arrivals[arc.from] = (index, true)
                    changed = true
                }
            }
        }
        if distances[nodeCount - 1] == .max { return (.max, []) }
        var way: [(arc: Int, isReversed: Bool)] = []
        var node = nodeCount - 1
        while node != 0 {
            way.append(arrivals[node])
            node = arrivals[node].isReversed ? arcs[arrivals[node].arc].to : arcs[arrivals[node].arc].from
        }
        return (distances[nodeCount - 1], way.reversed())
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
