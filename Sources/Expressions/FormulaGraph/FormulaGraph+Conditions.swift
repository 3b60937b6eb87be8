import Arithmetic
import EGraphs

extension FormulaGraph {
    /// What is known of the term that a node names, by its structure alone: what a checker of proofs knows, too.
    mutating func termKnown(_ node: UInt32) -> Knowledge {
        var stack = [node]
        while let next = stack.last {
            if termKnowledge[next] != nil {
                stack.removeLast()
                continue
            }
            let parts = children(next)
            let missing = parts.filter { termKnowledge[$0] == nil }
            if !missing.isEmpty {
                stack += missing
                continue
            }
            stack.removeLast()
            let head = head(next)
            var known: Knowledge
            if case .symbol(let name) = head {
                known = knowledge.domain.terms.known(symbol: name)
            } else {
                known = KnowledgeInference.infer(head, parts.map { termKnowledge[$0] ?? Knowledge() })
            }
            if let ball = knowledge.domain.closedValues[next] { known.enclose(in: ball) }
            termKnowledge[next] = known
        }
        return termKnowledge[node] ?? Knowledge()
    }

    /// The node of the class of `x` whose term shows by its structure what is known of the class; the representative when
    /// none does.
    mutating func witness(of x: UInt32, _ members: [UInt32]) -> UInt32 {
        let wanted = known(x).properties
        let representative = representative(x)
        if wanted.isSubset(of: termKnown(representative).properties) { return representative }
        for member in members where wanted.isSubset(of: termKnown(member).properties) { return member }
        return representative
    }

    /// Whether a condition of a rule follows from what is known of nodes, as classes or as terms.
    mutating func isProved(_ condition: RuleCondition, _ values: [String: UInt32], asTerms: Bool) -> Bool {
        switch condition {
        case .notFree(let name, let term):
            guard let symbol = values[name], case .symbol = head(symbol) else { return false }
            let label = graph.label(of: EClassID(index: symbol))
            for (variable, node) in values where variable != name {
                if term.symbols.contains(variable) && known(node).symbols.contains(label) { return false }
            }
            return !term.symbols.contains(name)
        case .analytic(let term, let name):
            guard let symbol = values[name], case .symbol(let direction) = head(symbol) else { return false }
            var expressions: [String: Expression] = [:]
            for (variable, node) in values where term.symbols.contains(variable) {
                expressions[variable] = expression(of: EClassID(index: node))
            }
            return term.instantiated(expressions).isEntire(in: direction)
        case .symbol(let name):
            guard let node = values[name], case .symbol = head(node) else { return false }
            return !known(node).symbols.isEmpty
        default:
            var knownValues: [String: Knowledge] = [:]
            for (name, node) in values { knownValues[name] = asTerms ? termKnown(node) : known(node) }
            return knowledge.domain.terms.isProved(condition, knownValues)
        }
    }
}
