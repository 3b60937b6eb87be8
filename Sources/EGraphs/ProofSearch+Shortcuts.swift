extension ProofSearch {
    /// Longer ways are taken as they were recorded.
    private static let longestWay = 20_000
    /// Larger classes are not searched.
    private static let largestClass = 1_000
    /// Pairs that are opened for one shortcut at most.
    private static let smallCuriosity = 200

    private struct Arc {
        let from: Int
        let to: Int
        let length: UInt64
        /// The edge of the way with its direction; nil for a congruence that is not recorded.
        let code: UInt32?
    }

    /// Replaces the way of an open pair by the shortest that is found: over the edges of its way, in a thorough search
    /// over all recorded edges of its class, and over congruences that no union recorded, at most two for each node.
    mutating func shorten(_ pair: Int, _ graph: borrowing EGraph) throws(ExplanationError) {
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
        let end = nodes.count - 1
        if lengths[pair] > 2 { try addClass(of: pair, &nodes, &arcs, graph) }
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
        let (best, way) = ProofSearch.shortestWay(through: arcs, to: end, nodeCount: nodes.count)
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
            if try !settleCuriously(pair, graph) { return nil }
            length = ProofSearch.add(length, lengths[pair])
        }
        return length
    }

    /// The other nodes of the class of a pair with their recorded edges, as far as these can be measured without the pair.
    private mutating func addClass(
        of pair: Int, _ nodes: inout [UInt32], _ arcs: inout [Arc], _ graph: borrowing EGraph
    ) throws(ExplanationError) {
        guard shortening == .thorough else { return }
        let range = members.range(of: graph.find(nodes[0]))
        guard range.count <= ProofSearch.largestClass else { return }
        var numbers: [UInt32: Int] = [:]
        for (number, node) in nodes.enumerated() { numbers[node] = number }
        let passed = Set(proof.pairs[pair].path.map { $0 >> 1 })
        for place in range where numbers[members.nodes[place]] == nil {
            numbers[members.nodes[place]] = nodes.count
            nodes.append(members.nodes[place])
        }
        for (number, node) in nodes.enumerated() {
            guard let link = graph.proofEdge(of: node), let parent = numbers[link.parent] else { continue }
            let code = try proof.edge(from: node, graph)
            makeRoom()
            if passed.contains(code >> 1) { continue }
            if edgeLengths[Int(code >> 1)] == nil, try !settleAll(under: Int(code >> 1), graph) { continue }
            arcs.append(Arc(from: number, to: parent, length: edgeLengths[Int(code >> 1)] ?? 0, code: code))
        }
    }

    /// Measures an edge when this is possible without an open pair and without much work.
    private mutating func settleAll(under edge: Int, _ graph: borrowing EGraph) throws(ExplanationError) -> Bool {
        var pairs: [Int] = []
        proof.forEachItem(of: edge) { pairs.append(Int($0.pair >> 1)) }
        for pair in pairs { if try !settleCuriously(pair, graph) { return false } }
        measure(edge)
        return true
    }

    /// Settles a pair when this is possible without an open pair and without much work.
    private mutating func settleCuriously(_ pair: Int, _ graph: borrowing EGraph) throws(ExplanationError) -> Bool {
        if states[pair] == .settled { return true }
        if states[pair] == .open || curiosity <= 0 { return false }
        var limit = min(curiosity, ProofSearch.smallCuriosity)
        let before = limit
        let isSettled = try settle(pair, &limit, isCurious: true, graph)
        curiosity -= before - limit
        return isSettled
    }

    /// The shortest way from node 0 to another, arcs with whether they are passed backwards (Bellman and Ford).
    private static func shortestWay(
        through arcs: [Arc], to end: Int, nodeCount: Int
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
        if distances[end] == .max { return (.max, []) }
        var way: [(arc: Int, isReversed: Bool)] = []
        var node = end
        while node != 0 {
            way.append(arrivals[node])
            node = arrivals[node].isReversed ? arcs[arrivals[node].arc].to : arcs[arrivals[node].arc].from
        }
        return (distances[end], way.reversed())
    }
}
