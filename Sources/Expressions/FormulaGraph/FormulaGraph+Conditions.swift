import Arithmetic
import EGraphs

extension FormulaGraph {
    /// Whether a condition of a rule follows from what is known of the classes of its variables.
    func isProved(_ condition: RuleCondition, _ values: [String: UInt32]) -> Bool {
        switch condition {
        case .comparison(let x, let relation, let y):
            let (low, high) = relation == .less || relation == .lessOrEqual ? (x, y) : (y, x)
            guard known(low, values).properties.contains(.real), known(high, values).properties.contains(.real) else {
                return false
            }
            let difference = known(Expression(.add, [high, Expression(.negate, [low])]), values).properties
            return relation == .less || relation == .greater
                ? difference.isPositive : difference.contains(.nonnegative)
        case .unequal(let x, let y):
            let difference = y.numeral?.isZero ?? false ? x : Expression(.add, [x, Expression(.negate, [y])])
            return known(difference, values).properties.contains(.nonzero)
        case .real(let x): return known(x, values).properties.contains(.real)
        case .integer(let x): return known(x, values).properties.isSuperset(of: [.real, .integer])
        case .notInteger(let x): return isNoInteger(known(x, values))
        case .notNonpositiveInteger(let x):
            let value = known(x, values)
            return value.properties.isPositive || isNoInteger(value)
                || (value.enclosure?.ball.real.isPositive ?? false)
        case .notFree(let name, let term):
            guard let symbol = values[name] else { return false }
            let label = graph.label(of: EClassID(index: symbol))
            guard case .symbol = heads[label] else { return false }
            return !known(term, values).symbols.contains(label)
        case .symbol(let name):
            guard let node = values[name], case .symbol = head(node) else { return false }
            return !known(node).symbols.isEmpty
        }
    }

    private func isNoInteger(_ value: Knowledge) -> Bool {
        if let exact = value.exact { return !exact.isInteger }
        guard let ball = value.enclosure?.ball else { return false }
        return !ball.imaginary.containsZero || !ball.real.containsInteger
    }

    /// What is known of a term over classes.
    private func known(_ term: Expression, _ values: [String: UInt32]) -> Knowledge {
        var results: [Knowledge] = []
        results.reserveCapacity(term.nodes.count)
        for node in term.nodes {
            if let payload = term.payload(of: node) {
                switch payload {
                case .numeral(let value): results.append(Knowledge(exact: value))
                case .text: results.append(Knowledge())
                case .symbol(let name):
                    if let id = values[name] {
                        results.append(known(id))
                    } else {
                        results.append(knowledge.domain.constant(name) ?? Knowledge())
                    }
                }
                continue
            }
            let arguments = node.children.map { results[Int($0)] }
            let op = Operator(rawValue: node.label) ?? .list
            var known = infer(op, arguments)
            if known.exact == nil {
                known.symbols = Array(Set(arguments.flatMap(\.symbols))).sorted()
            }
            results.append(known)
        }
        return results.last ?? Knowledge()
    }

    private func infer(_ op: Operator, _ arguments: [Knowledge]) -> Knowledge {
        func ones() -> [Rational] { Array(repeating: 1, count: arguments.count) }
        switch op {
        case .add: return KnowledgeInference.infer(.sum(ones()), arguments)
        case .negate: return KnowledgeInference.infer(.sum([-1]), arguments)
        case .multiply: return KnowledgeInference.infer(.product(ones()), arguments)
        case .divide: return KnowledgeInference.infer(.product([1, -1]), arguments)
        case .squareRoot: return KnowledgeInference.infer(.product([Rational(1, 2)]), arguments)
        case .power:
            if let exponent = arguments[1].exact {
                if exponent.isZero { return Knowledge(exact: 1) }
                return KnowledgeInference.infer(.product([exponent]), [arguments[0]])
            }
            return KnowledgeInference.infer(.function(op), arguments)
        default: return KnowledgeInference.infer(.function(op), arguments)
        }
    }
}
