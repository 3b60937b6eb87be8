import Arithmetic
import EGraphs

extension FormulaGraph {
    /// Adds an expression in normal form; the node that names it. Cost: linear in the size of the expression, sums and
    /// products of n parts in n log n.
    public mutating func insert(_ expression: Expression) -> EClassID {
        EClassID(index: insert(expression.alphaNormalized(), substituting: [:]))
    }

    /// Adds an expression with nodes in place of symbols.
    mutating func insert(_ expression: Expression, substituting nodes: [String: UInt32]) -> UInt32 {
        // Sums that are used once, by a sum, are parts of it, so that x₁ + (x₂ + (x₃ + …)) is sorted once.
        let isPart = FormulaGraph.partsOfSums(expression)
        let list = expression.nodes
        var ids: [UInt32] = Array(repeating: 0, count: list.count)
        for index in list.indices {
            if list[index].label >= Operator.payloadBase, let payload = expression.payload(of: list[index]) {
                ids[index] = leaf(payload, nodes)
                continue
            }
            if isPart[index] { continue }
            let op = Operator(rawValue: list[index].label) ?? .list
            if op == .add {
                ids[index] = sum(FormulaGraph.terms(of: index, list, isPart, ids))
            } else {
                ids[index] = apply(op, list[index].children.map { ids[Int($0)] })
                if Evaluator.isLazy(op) { evaluateWhole(ids[index], expression, index, nodes) }
            }
        }
        return ids.last ?? zero
    }

    /// The sums that are used once, by a sum.
    private static func partsOfSums(_ expression: Expression) -> [Bool] {
        let list = expression.nodes
        var isPart = Array(repeating: false, count: list.count)
        var isUsed = isPart
        for node in list {
            let isSum = node.label == Operator.add.rawValue
            for child in node.children {
                let child = Int(child)
                isPart[child] = isSum && !isUsed[child] && list[child].label == Operator.add.rawValue
                isUsed[child] = true
            }
        }
        return isPart
    }

    /// The terms of a sum and of the sums that are parts of it.
    private static func terms(
        of root: Int, _ list: [Expression.Node], _ isPart: [Bool], _ ids: [UInt32]
    ) -> [(Rational, UInt32)] {
        var terms: [(Rational, UInt32)] = []
        var stack = [root]
        while let index = stack.popLast() {
            for child in list[index].children.reversed() {
                if isPart[Int(child)] { stack.append(Int(child)) } else { terms.append((1, ids[Int(child)])) }
            }
        }
        return terms
    }

    private mutating func leaf(_ payload: Expression.Payload, _ nodes: [String: UInt32]) -> UInt32 {
        switch payload {
        case .numeral(let value): return numeral(value)
        case .text(let text): return exactly(.text(text), [])
        case .symbol(let name):
            if !nodes.isEmpty, let node = nodes[name] { return node }
            if let node = symbolNodes[name] { return node }
            let node = symbol(evaluator.catalog.constant(named: name)?.name ?? name)
            symbolNodes[name] = node
            return node
        }
    }

    /// A closed term with bound variables is evaluated as a whole.
    private mutating func evaluateWhole(
        _ node: UInt32, _ expression: Expression, _ index: Int, _ nodes: [String: UInt32]
    ) {
        guard nodes.isEmpty, knowledge.domain.closedValues[node] == nil else { return }
        let term = expression.subterm(at: index)
        if let ball = try? evaluator.enclosure(term, precision: KnowledgeInference.precision) {
            knowledge.domain.closedValues[node] = ball
        }
    }

    /// The term that a node names, as an expression. Cost: linear in the size of the term.
    public func expression(of id: EClassID) -> Expression {
        var builder = ExpressionGraph()
        let root = fold(id.index) { node, children in FormulaGraph.build(head(node), children, &builder) }
        return root.map { builder.expression($0) } ?? Expression(0)
    }

    /// The value of the term that a node names, from the values of its subterms, each subterm once. Terms may be deep.
    func fold<Value>(_ root: UInt32, _ combine: (_ node: UInt32, _ children: [Value]) -> Value) -> Value? {
        var values: [UInt32: Value] = [:]
        var stack: [(node: UInt32, isExpanded: Bool)] = [(root, false)]
        while let (node, isExpanded) = stack.popLast() {
            if values[node] != nil { continue }
            let parts = children(node)
            if !isExpanded && !parts.isEmpty {
                stack.append((node, true))
                for part in parts where values[part] == nil { stack.append((part, false)) }
                continue
            }
            values[node] = combine(node, parts.compactMap { values[$0] })
        }
        return values[root]
    }

    /// The term head(children…), written as people write it: with differences, quotients and roots.
    static func build(_ head: NodeHead, _ children: [EClassID], _ builder: inout ExpressionGraph) -> EClassID {
        switch head {
        case .numeral(let value): return builder.numeral(value)
        case .symbol(let name): return builder.symbol(name)
        case .text(let text): return builder.text(text)
        case .function(let op): return builder.apply(op, children)
        case .sum(let weights): return buildSum(weights, children, &builder)
        case .product(let exponents): return buildProduct(exponents, children, &builder)
        }
    }

    private static func buildSum(
        _ weights: [Rational], _ children: [EClassID], _ builder: inout ExpressionGraph
    ) -> EClassID {
        var terms: [EClassID] = []
        // Positive terms first, so that no sum starts with a minus sign without need.
        let order = weights.indices.sorted {
            (weights[$0].signum() < 0 ? 1 : 0, $0) < (weights[$1].signum() < 0 ? 1 : 0, $1)
        }
        for index in order {
            let (w, child) = (weights[index], children[index])
            let magnitude = w.magnitude
            let term: EClassID
            if magnitude == 1 {
                term = child
            } else if builder.numeral(of: child) == 1 {
                term = builder.numeral(magnitude)
            } else {
                term = builder.apply(.multiply, [builder.numeral(magnitude)] + (builder.factors(of: child) ?? [child]))
            }
            terms.append(w.signum() < 0 ? builder.apply(.negate, [term]) : term)
        }
        return builder.apply(.add, terms)
    }

    private static func buildProduct(
        _ exponents: [Rational], _ children: [EClassID], _ builder: inout ExpressionGraph
    ) -> EClassID {
        func power(_ child: EClassID, _ e: Rational, _ builder: inout ExpressionGraph) -> EClassID {
            if e == 1 { return child }
            if e == Rational(1, 2) { return builder.apply(.squareRoot, [child]) }
            return builder.apply(.power, [child, builder.numeral(e)])
        }
        var above: [EClassID] = []
        var below: [EClassID] = []
        for (e, child) in zip(exponents, children) {
            if e.signum() > 0 {
                above.append(power(child, e, &builder))
            } else {
                below.append(power(child, -e, &builder))
            }
        }
        let numerator = above.isEmpty ? builder.numeral(1) : builder.apply(.multiply, above)
        return below.isEmpty ? numerator : builder.apply(.divide, [numerator, builder.apply(.multiply, below)])
    }
}
