import Arithmetic
import EGraphs

extension Expression {
    /// Whether an operator occurs in the term.
    func contains(_ op: Operator) -> Bool { nodes.contains { $0.label == op.rawValue } }

    /// The symbols that stand for numbers or terms when this is a side of a rule: all but constants, i, infinity and
    /// `excluded`, in order of first appearance.
    func patternVariables(catalog: ConstantCatalog, excluding excluded: Set<String>) -> [String] {
        symbols.filter {
            $0 != "i" && $0 != "infinity" && !excluded.contains($0) && catalog.constant(named: $0) == nil
        }
    }

    /// The symbols in the place of a bound variable, in order.
    var boundSymbols: [String] {
        var names: [String] = []
        for node in nodes {
            guard let op = Operator(rawValue: node.label), Expression.bindsSecondArgument(op), node.children.count > 1
            else { continue }
            if case .symbol(let name)? = payload(of: nodes[Int(node.children[1])]), !names.contains(name) {
                names.append(name)
            }
        }
        return names
    }

    /// The directions of the derivatives in the term, in order.
    var derivativeDirections: [String] {
        var names: [String] = []
        for node in nodes where node.label == Operator.derivative.rawValue {
            if case .symbol(let name)? = payload(of: nodes[Int(node.children[1])]), !names.contains(name) {
                names.append(name)
            }
        }
        return names
    }

    /// Whether the second argument of the operator stands for a symbol.
    static func bindsSecondArgument(_ op: Operator) -> Bool {
        switch op {
        case .sum, .product, .integral, .derivative: true
        default: false
        }
    }

    /// The term with all symbols of these names replaced at once, those that a binder binds included, and substitutions
    /// carried out: what a rule makes of the terms in place of its variables. Cost: linear in the size of the result,
    /// without the substitutions.
    public func instantiated(_ values: [String: Expression]) -> Expression {
        var graph = ExpressionGraph()
        var ids: [EClassID] = []
        ids.reserveCapacity(nodes.count)
        for node in nodes {
            if case .symbol(let name)? = payload(of: node), let value = values[name] {
                ids.append(graph.insert(value))
            } else {
                ids.append(graph.copy(node, of: self, ids))
            }
        }
        guard let root = ids.last else { return self }
        return graph.expression(root).resolvingSubstitutions()
    }

    /// The term with every `subst(f, n, t)`, innermost first, replaced by f with t in place of the symbol n.
    ///
    /// Cost: linear in the sizes of the term and of what is put in.
    public func resolvingSubstitutions() -> Expression {
        guard contains(.substitute) else { return self }
        var graph = ExpressionGraph()
        var ids: [EClassID] = []
        ids.reserveCapacity(nodes.count)
        for node in nodes {
            if node.label == Operator.substitute.rawValue, node.children.count == 3,
                let name = graph.symbolName(of: ids[Int(node.children[1])])
            {
                let body = graph.expression(ids[Int(node.children[0])])
                let value = graph.expression(ids[Int(node.children[2])])
                ids.append(graph.insert(body.substituting(name, with: value)))
            } else {
                ids.append(graph.copy(node, of: self, ids))
            }
        }
        guard let root = ids.last else { return self }
        return graph.expression(root)
    }
}

extension ExpressionGraph {
    /// The class of a node of `expression` whose children have the classes `ids`.
    mutating func copy(
        _ node: Expression.Node, of expression: Expression, _ ids: [EClassID]
    ) -> EClassID {
        switch expression.payload(of: node) {
        case .symbol(let name): symbol(name)
        case .numeral(let value): numeral(value)
        case .text(let text): self.text(text)
        case nil: apply(Operator(rawValue: node.label) ?? .list, node.children.map { ids[Int($0)] })
        }
    }
}
