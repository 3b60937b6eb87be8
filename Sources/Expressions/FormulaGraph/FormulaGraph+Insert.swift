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
        let uses = FormulaGraph.useCounts(expression)
        // Sums that are used once, by a sum, are handed on as lists, so that x₁ + (x₂ + (x₃ + …)) is sorted once.
        var lists: [[(Rational, UInt32)]?] = Array(repeating: nil, count: expression.nodes.count)
        var ids: [UInt32] = Array(repeating: 0, count: expression.nodes.count)
        let parents = FormulaGraph.soleParents(expression)
        for (index, node) in expression.nodes.enumerated() {
            if let payload = expression.payload(of: node) {
                ids[index] = leaf(payload, nodes)
                continue
            }
            let op = Operator(rawValue: node.label) ?? .list
            guard op == .add else {
                ids[index] = apply(op, node.children.map { ids[Int($0)] })
                if Evaluator.isLazy(op) { evaluateWhole(ids[index], expression, index, nodes) }
                continue
            }
            var terms: [(Rational, UInt32)] = []
            for child in node.children {
                if var list = lists[Int(child)] {
                    lists[Int(child)] = nil
                    if list.count > terms.count { swap(&list, &terms) }
                    terms += list
                } else {
                    terms.append((1, ids[Int(child)]))
                }
            }
            if uses[index] == 1, let parent = parents[index], expression.nodes[Int(parent)].label == node.label {
                lists[index] = terms
            } else {
                ids[index] = sum(terms)
            }
        }
        return ids.last ?? zero
    }

    private mutating func leaf(_ payload: Expression.Payload, _ nodes: [String: UInt32]) -> UInt32 {
        switch payload {
        case .numeral(let value): return numeral(value)
        case .text(let text): return exactly(.text(text), [])
        case .symbol(let name):
            if let node = nodes[name] { return node }
            guard let constant = evaluator.catalog.constant(named: name) else { return symbol(name) }
            let node = symbol(constant.name)
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

    private static func useCounts(_ expression: Expression) -> [Int] {
        var uses = Array(repeating: 0, count: expression.nodes.count)
        for node in expression.nodes { for child in node.children { uses[Int(child)] += 1 } }
        return uses
    }

    /// A parent of each node.
    private static func soleParents(_ expression: Expression) -> [UInt32?] {
        var parents: [UInt32?] = Array(repeating: nil, count: expression.nodes.count)
        for (index, node) in expression.nodes.enumerated() {
            for child in node.children { parents[Int(child)] = UInt32(index) }
        }
        return parents
    }

    /// The term that a node names, as an expression. Cost: linear in the size of the term.
    public func expression(of id: EClassID) -> Expression {
        var builder = ExpressionGraph()
        var built: [UInt32: EClassID] = [:]
        var stack: [(node: UInt32, isExpanded: Bool)] = [(id.index, false)]
        while let (node, isExpanded) = stack.popLast() {
            if built[node] != nil { continue }
            let parts = children(node)
            if !isExpanded && !parts.isEmpty {
                stack.append((node, true))
                for part in parts where built[part] == nil { stack.append((part, false)) }
                continue
            }
            built[node] = FormulaGraph.build(head(node), parts.compactMap { built[$0] }, &builder)
        }
        return built[id.index].map { builder.expression($0) } ?? Expression(0)
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
                term = builder.apply(.multiply, [builder.numeral(magnitude), child])
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
