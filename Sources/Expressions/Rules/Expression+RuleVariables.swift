import Arithmetic
import EGraphs

extension Expression {
    /// The head of the list that writes a substitution in the right side of a rule.
    static let substitutionMark = "subst"

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

    /// Whether the second argument of the operator is a bound variable.
    static func bindsSecondArgument(_ op: Operator) -> Bool {
        switch op {
        case .sum, .product: true
        default: false
        }
    }

    /// The term with all symbols replaced at once, and substitutions carried out. Cost: linear in the size of the result,
    /// without the substitutions.
    func instantiated(_ values: [String: Expression]) -> Expression {
        var graph = ExpressionGraph()
        var ids: [EClassID] = []
        ids.reserveCapacity(nodes.count)
        for node in nodes {
            if let payload = payload(of: node) {
                switch payload {
                case .symbol(let name):
                    if let value = values[name] {
                        ids.append(graph.insert(value))
                    } else {
                        ids.append(graph.symbol(name))
                    }
                case .numeral(let value): ids.append(graph.numeral(value))
                case .text(let text): ids.append(graph.text(text))
                }
            } else if let op = Operator(rawValue: node.label) {
                ids.append(graph.apply(op, node.children.map { ids[Int($0)] }))
            }
        }
        guard let root = ids.last else { return self }
        return graph.expression(root).resolvingSubstitutions()
    }

    /// The term with every list `["subst", f, n, t]`, innermost first, replaced by f with t in place of the symbol n.
    ///
    /// A list whose third item is no symbol stays. Cost: linear in the sizes of the term and of what is put in.
    public func resolvingSubstitutions() -> Expression {
        guard storage.payloads.contains(.text(Expression.substitutionMark)) else { return self }
        var graph = ExpressionGraph()
        var ids: [EClassID] = []
        ids.reserveCapacity(nodes.count)
        for node in nodes {
            if let payload = payload(of: node) {
                switch payload {
                case .symbol(let name): ids.append(graph.symbol(name))
                case .numeral(let value): ids.append(graph.numeral(value))
                case .text(let text): ids.append(graph.text(text))
                }
                continue
            }
            guard let op = Operator(rawValue: node.label) else { continue }
            let children = node.children.map { ids[Int($0)] }
            if op == .list, node.children.count == 4,
                payload(of: nodes[Int(node.children[0])]) == .text(Expression.substitutionMark),
                let name = graph.expression(children[2]).symbolName
            {
                let body = graph.expression(children[1])
                ids.append(graph.insert(body.substituting(name, with: graph.expression(children[3]))))
            } else {
                ids.append(graph.apply(op, children))
            }
        }
        guard let root = ids.last else { return self }
        return graph.expression(root)
    }
}
