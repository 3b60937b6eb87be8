/// Writes a proof graph out as lists of steps.
struct Flattening: ~Copyable {
    private var search: ProofSearch
    private var explanation = Explanation()
    /// The index of the term of each node, + 1.
    private var termIndices: RawVector<UInt32>
    private var positionIndices: [Explanation.Position: Int] = [:]
    private var ruleIndices: [Int: Int] = [:]
    private var edgeApplications: [UInt32: Int] = [:]
    private var pairApplications: [UInt32: Int] = [:]
    /// How often each pair is used when pairs may become lemmas; empty when they may not.
    private var useCounts: [UInt32] = []
    /// Chains that are not written yet, with what they do.
    private var unwritten: [(chain: Int, items: [ProofGraph.Item])] = []
    private var stepCount = 0
    private let limit: Int

    init(_ search: consuming ProofSearch, nodeCount: Int, limit: Int) {
        self.search = search
        self.limit = limit
        termIndices = RawVector(capacity: nodeCount + 1)
    }

    /// The proof from one term to another by settled pairs.
    mutating func explanation(
        from a: ProofGraph.Term, to b: ProofGraph.Term, by items: [ProofGraph.Item], _ graph: borrowing EGraph
    ) throws(ExplanationError) -> Explanation {
        var length: UInt64 = 0
        for item in items {
            let pair = Int(item.pair >> 1)
            explanation.originalLength = ProofSearch.add(explanation.originalLength, search.recordedLengths[pair])
            length = ProofSearch.add(length, search.lengths[pair])
        }
        if length > UInt64(max(0, limit)) { countUses(from: items.map { $0.pair >> 1 }) }
        let main = addChain(term(a, graph), term(b, graph), items)
        while let (chain, items) = unwritten.popLast() { try write(chain, items, graph) }
        if search.shortening != .none { explanation.cutDetours() }
        explanation.keepOnly(from: main)
        return explanation
    }

    private mutating func addChain(_ start: Int, _ end: Int, _ items: [ProofGraph.Item]) -> Int {
        explanation.chains.append(Explanation.Chain(start: start, end: end, steps: []))
        unwritten.append((explanation.chains.count - 1, items))
        return explanation.chains.count - 1
    }

    private mutating func term(_ term: ProofGraph.Term, _ graph: borrowing EGraph) -> Int {
        switch term {
        case .node(let node): self.term(of: node, graph)
        case .pattern(let shape): shape.instance([], &explanation.terms)
        }
    }

    /// How often each pair is used by others.
    private mutating func countUses(from roots: [UInt32]) {
        useCounts = [UInt32](repeating: 0, count: search.proof.pairs.count)
        var isCounted = [Bool](repeating: false, count: search.proof.edges.count)
        var open = roots
        while let pair = open.popLast() {
            for code in search.proof.pairs[Int(pair)].path {
                // An edge that several pairs pass is written out by each of them.
                let isFirst = !isCounted[Int(code >> 1)]
                isCounted[Int(code >> 1)] = true
                search.proof.forEachItem(of: Int(code >> 1)) { item in
                    if useCounts[Int(item.pair >> 1)] == 0 { open.append(item.pair >> 1) }
                    useCounts[Int(item.pair >> 1)] += isFirst ? 1 : 2
                }
            }
        }
    }

    private enum Task {
        case pair(UInt32)
        case edge(UInt32)
        case apply(UInt32)
    }

    private mutating func write(
        _ chain: Int, _ items: [ProofGraph.Item], _ graph: borrowing EGraph
    ) throws(ExplanationError) {
        var steps: [Explanation.Step] = []
        var open: [(task: Task, position: Int)] = []
        for item in items.reversed() { open.append((.pair(item.pair), position(item.path, below: 0))) }
        // What a lemma shows is not shown by the lemma.
        var isFirst = true
        while let (task, place) = open.popLast() {
            switch task {
            case .pair(let code):
                let pair = code >> 1
                defer { isFirst = false }
                if search.lengths[Int(pair)] == 0 { continue }
                if !isFirst, !useCounts.isEmpty, useCounts[Int(pair)] > 1, search.lengths[Int(pair)] > 1 {
                    let application = application(ofPair: pair, graph)
                    steps.append(
                        Explanation.Step(position: place, application: application, isLeftToRight: code & 1 == 0))
                    stepCount += 1
                    continue
                }
                let path = search.proof.pairs[Int(pair)].path
                if code & 1 == 0 {
                    for edge in path.reversed() { open.append((.edge(edge), place)) }
                } else {
                    for edge in path { open.append((.edge(edge ^ 1), place)) }
                }
            case .edge(let code):
                let edge = search.proof.edges[Int(code >> 1)]
                var isCongruence = false
                if case .congruence = edge.kind { isCongruence = true }
                if code & 1 == 0 {
                    for item in edge.after.reversed() { push(item, place, &open) }
                    if !isCongruence { open.append((.apply(code), place)) }
                    for item in edge.before.reversed() { push(item, place, &open) }
                } else {
                    for item in edge.before { push(item.reversed, place, &open) }
                    if !isCongruence { open.append((.apply(code), place)) }
                    for item in edge.after { push(item.reversed, place, &open) }
                }
            case .apply(let code):
                let application = application(ofEdge: code >> 1, graph)
                steps.append(
                    Explanation.Step(position: place, application: application, isLeftToRight: code & 1 == 0))
                stepCount += 1
            }
            if stepCount > limit { throw .tooLong(limit: limit) }
        }
        explanation.chains[chain].steps = steps
    }

    private mutating func push(
        _ item: ProofGraph.Item, _ place: Int, _ open: inout [(task: Task, position: Int)]
    ) {
        open.append((.pair(item.pair), position(item.path, below: place)))
    }

    private mutating func position(_ path: [UInt32], below place: Int) -> Int {
        var place = place
        for child in path {
            let key = Explanation.Position(parent: place, child: Int(child))
            if let known = positionIndices[key] {
                place = known
            } else {
                place = explanation.positions.count
                positionIndices[key] = place
                explanation.positions.append(key)
            }
        }
        return place
    }

    /// The equation of a pair that is used as a lemma.
    private mutating func application(ofPair pair: UInt32, _ graph: borrowing EGraph) -> Int {
        if let known = pairApplications[pair] { return known }
        let left = term(of: search.proof.pairs[Int(pair)].first, graph)
        let right = term(of: search.proof.pairs[Int(pair)].second, graph)
        let chain = addChain(left, right, [ProofGraph.Item(pair: pair << 1, path: [])])
        pairApplications[pair] = explanation.applications.count
        explanation.applications.append(
            Explanation.Application(reason: .chain(chain), left: left, right: right, substitution: [], premises: []))
        return explanation.applications.count - 1
    }

    /// The equation of an edge by a fact or a rule.
    private mutating func application(ofEdge index: UInt32, _ graph: borrowing EGraph) -> Int {
        if let known = edgeApplications[index] { return known }
        let edge = search.proof.edges[Int(index)]
        var application = Explanation.Application(
            reason: .fact(""), left: 0, right: 0, substitution: [], premises: [])
        switch edge.kind {
        case .rule(let rule, let substitution):
            guard let shape = search.proof.shape(rule) else { break }
            let values = substitution.map { term(of: $0, graph) }
            application.reason = .rule(number(ofRule: rule, graph))
            application.left = shape.left.instance(values, &explanation.terms)
            application.right = shape.right.instance(values, &explanation.terms)
            application.substitution = zip(shape.variables, values).map {
                Explanation.Binding(variable: $0, term: $1)
            }
            for (premise, items) in zip(shape.premises, edge.premises) {
                let end = premise.shape.instance(values, &explanation.terms)
                application.premises.append(addChain(values[premise.variable], end, items))
            }
        case .fact(let name):
            application.reason = .fact(name)
            fallthrough
        case .congruence:
            application.left = term(of: edge.left, graph)
            application.right = term(of: edge.right, graph)
        }
        edgeApplications[index] = explanation.applications.count
        explanation.applications.append(application)
        return explanation.applications.count - 1
    }

    private mutating func number(ofRule rule: Int, _ graph: borrowing EGraph) -> Int {
        if let known = ruleIndices[rule] { return known }
        ruleIndices[rule] = explanation.rules.count
        explanation.rules.append(graph.rules[rule])
        return explanation.rules.count - 1
    }

    /// The term that a node names: its operator on the terms of its children as they were added.
    private mutating func term(of node: UInt32, _ graph: borrowing EGraph) -> Int {
        var open = [node]
        while let top = open.last {
            if termIndices.base[Int(top)] != 0 {
                open.removeLast()
                continue
            }
            let symbol = graph.symbols[Int(graph.nodes.base[Int(top)].label)]
            var children: [Int] = []
            for i in 0..<symbol.arity {
                let child = graph.originalChild(top, i)
                let known = Int(termIndices.base[Int(child)])
                if known == 0 { open.append(child) } else { children.append(known - 1) }
            }
            if children.count == symbol.arity {
                termIndices.base[Int(top)] = UInt32(explanation.terms.add(symbol.name, children) + 1)
                open.removeLast()
            }
        }
        return Int(termIndices.base[Int(node)]) - 1
    }
}
