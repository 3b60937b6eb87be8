/// What a proof needs from the record of unions, every part once: pairs of nodes to be shown equal, and the edges on the
/// ways between them, each of which rests on further pairs.
///
/// The graph has no cycles, because what an edge rests on was known before the edge. As a tree it may be exponentially
/// large. All walks keep their own stack: the depth of the graph is that of the terms.
struct ProofGraph: ~Copyable {
    /// Two nodes of one class, the smaller first, and the edges between them.
    struct Pair {
        let first: UInt32
        let second: UInt32
        /// Edges · 2 + 1 if the edge is passed from its right to its left side.
        var path: [UInt32] = []
        var isExplored = false
    }

    /// A pair to be rewritten at a place.
    struct Item {
        /// The pair · 2 + 1 if it is passed from its second to its first node.
        let pair: UInt32
        let path: [UInt32]
        /// Passed in the other direction.
        var reversed: Item { Item(pair: pair ^ 1, path: path) }
    }

    /// An end of a proof: the term that a node names, or one that is equal to a node's.
    enum Term {
        case node(UInt32)
        case pattern(PatternShape)
    }

    /// A reason for the equality of two nodes.
    struct Edge {
        enum Kind {
            case congruence
            case fact(String)
            /// A rule of the e-graph with the nodes that stand for its variables.
            case rule(Int, substitution: [UInt32])
        }

        let kind: Kind
        let left: UInt32
        let right: UInt32
        /// What makes the left node an instance of the rule's left side; for a congruence everything.
        var before: [Item] = []
        /// What makes the instance of the rule's right side the right node.
        var after: [Item] = []
        /// For each premise what makes the term of its variable the instance of its pattern.
        var premises: [[Item]] = []
    }

    private(set) var pairs: [Pair] = []
    private(set) var edges: [Edge] = []
    private var pairIndices: [UInt64: UInt32] = [:]
    /// The edge that starts at each node of the proof forest, + 1.
    private var edgeIndices: RawVector<UInt32>
    private var shapes: [Int: RuleShape] = [:]
    /// By which walk a node was passed last.
    private var marks: RawVector<UInt32>
    private var walk: UInt32 = 0

    init(_ graph: borrowing EGraph) {
        edgeIndices = RawVector(capacity: graph.addedCount + 1)
        marks = RawVector(capacity: graph.addedCount + 1)
    }

    /// The pair from `a` to `b` · 2 + 1 if its first node is `b`; nil when there is nothing to show.
    mutating func pair(_ a: UInt32, _ b: UInt32) -> UInt32? {
        if a == b { return nil }
        let (first, second) = a < b ? (a, b) : (b, a)
        let key = UInt64(first) << 32 | UInt64(second)
        let index = pairIndices[key] ?? UInt32(pairs.count)
        if index == pairs.count {
            pairIndices[key] = index
            pairs.append(Pair(first: first, second: second))
        }
        return index << 1 | (a < b ? 0 : 1)
    }

    /// The way between the nodes of a pair: up from both ends in turn, until one end meets the way of the other.
    /// Cost: linear in the longer of both ways. Pairs that the edges rest on are not explored yet.
    mutating func explore(_ index: Int, _ graph: borrowing EGraph) throws(ExplanationError) {
        if pairs[index].isExplored { return }
        let (a, b) = (pairs[index].first, pairs[index].second)
        walk += 1
        var fromFirst = [a]
        var fromSecond = [b]
        marks.base[Int(a)] = 2 * walk
        marks.base[Int(b)] = 2 * walk + 1
        var (x, y) = (a, b)
        while true {
            let (up, down) = (graph.proofEdge(of: x), graph.proofEdge(of: y))
            if up == nil && down == nil { throw .brokenRecord }
            if let up {
                x = up.parent
                fromFirst.append(x)
                if marks.base[Int(x)] == 2 * walk + 1 {
                    while fromSecond.last != x { fromSecond.removeLast() }
                    break
                }
                marks.base[Int(x)] = 2 * walk
            }
            if let down {
                y = down.parent
                fromSecond.append(y)
                if marks.base[Int(y)] == 2 * walk {
                    while fromFirst.last != y { fromFirst.removeLast() }
                    break
                }
                marks.base[Int(y)] = 2 * walk + 1
            }
        }
        var path: [UInt32] = []
        for node in fromFirst.dropLast() { path.append(try edge(from: node, graph)) }
        for node in fromSecond.dropLast().reversed() { path.append(try edge(from: node, graph) ^ 1) }
        pairs[index].path = path
        pairs[index].isExplored = true
    }

    /// The edge of the proof forest that starts at a node · 2 + 1 if the node is its right side.
    mutating func edge(from node: UInt32, _ graph: borrowing EGraph) throws(ExplanationError) -> UInt32 {
        guard let link = graph.proofEdge(of: node) else { throw .brokenRecord }
        let isReversed: UInt32 = link.startsLeft ? 0 : 1
        let known = edgeIndices.base[Int(node)]
        if known != 0 { return (known - 1) << 1 | isReversed }
        let (left, right) = link.startsLeft ? (node, link.parent) : (link.parent, node)
        var edge: Edge
        switch graph.justification(link.reason, left: left, right: right) {
        case .fact(let name): edge = Edge(kind: .fact(name), left: left, right: right)
        case .congruence: edge = try congruence(left, right, graph)
        case .rule(let rule, _, let atoms, let built, let result):
            edge = try instance(of: rule, atoms, built, result, graph)
        }
        let index = UInt32(edges.count)
        edges.append(edge)
        edgeIndices.base[Int(node)] = index + 1
        return index << 1 | isReversed
    }

    /// Two nodes with the same operator and equal children.
    private mutating func congruence(
        _ left: UInt32, _ right: UInt32, _ graph: borrowing EGraph
    ) throws(ExplanationError) -> Edge {
        let label = graph.nodes.base[Int(left)].label
        guard label == graph.nodes.base[Int(right)].label else { throw .brokenRecord }
        var edge = Edge(kind: .congruence, left: left, right: right)
        for i in 0..<graph.arity(label) {
            if let pair = pair(graph.originalChild(left, i), graph.originalChild(right, i)) {
                edge.before.append(Item(pair: pair, path: [UInt32(i)]))
            }
        }
        return edge
    }

    /// Adds a congruence that no union records; its number.
    mutating func addCongruence(
        _ left: UInt32, _ right: UInt32, _ graph: borrowing EGraph
    ) throws(ExplanationError) -> UInt32 {
        edges.append(try congruence(left, right, graph))
        return UInt32(edges.count - 1)
    }

    private mutating func instance(
        of rule: Int, _ atoms: [UInt32], _ built: [UInt32], _ result: UInt32, _ graph: borrowing EGraph
    ) throws(ExplanationError) -> Edge {
        let shape = shapes[rule] ?? RuleShape(graph.rules[rule])
        shapes[rule] = shape
        guard let values = shape.substitution(atoms, graph), let left = atoms.first else { throw .brokenRecord }
        var edge = Edge(kind: .rule(rule, substitution: values), left: left, right: result)
        edge.before = items(shape.left, atoms, values, graph)
        for (variable, premise) in shape.premises {
            let root = premise.places[0]
            let node = root.name == nil ? values[root.number] : atoms[root.number]
            var items: [Item] = []
            if let pair = pair(values[variable], node) { items.append(Item(pair: pair, path: [])) }
            edge.premises.append(items + self.items(premise, atoms, values, graph))
        }
        edge.after = items(shape.right, built: built, values, result: result, graph)
        return edge
    }

    /// What makes the instance of a pattern the term of `result`, given the node that was built or found for each operator:
    /// the arguments first, so that below each operator its node's own children come to stand.
    mutating func items(
        _ shape: PatternShape, built: [UInt32], _ values: [UInt32], result: UInt32, _ graph: borrowing EGraph
    ) -> [Item] {
        var items: [Item] = []
        for index in shape.upwards {
            let place = shape.places[index]
            let value = place.name == nil ? values[place.number] : built[place.number]
            let target =
                place.parent < 0
                ? result : graph.originalChild(built[shape.places[place.parent].number], place.child)
            if let pair = pair(value, target) { items.append(Item(pair: pair, path: shape.path(to: index))) }
        }
        return items
    }

    /// What makes the term of an atom the instance of its pattern: from the root on, each child becomes the next atom.
    private mutating func items(
        _ shape: PatternShape, _ atoms: [UInt32], _ values: [UInt32], _ graph: borrowing EGraph
    ) -> [Item] {
        var items: [Item] = []
        for (index, place) in shape.places.enumerated() where place.parent >= 0 {
            let child = graph.originalChild(atoms[shape.places[place.parent].number], place.child)
            let target = place.name == nil ? values[place.number] : atoms[place.number]
            if let pair = pair(child, target) { items.append(Item(pair: pair, path: shape.path(to: index))) }
        }
        return items
    }

    /// Replaces the way of a pair.
    mutating func setPath(_ pair: Int, _ path: [UInt32]) { pairs[pair].path = path }

    /// The shape of a rule that an edge uses.
    func shape(_ rule: Int) -> RuleShape? { shapes[rule] }
}
