import Arithmetic
import EGraphs

/// What is known of a term by its structure alone: from its leaves upwards, without an e-graph.
struct TermKnowledge {
    let evaluator: Evaluator
    /// What is stated about free symbols.
    let assumptions: [String: Knowledge]

    init(evaluator: Evaluator, assumptions: [String: [Assumption]]) {
        self.evaluator = evaluator
        self.assumptions = assumptions.mapValues { list in
            list.reduce(Knowledge()) { known, assumption in
                var both = known
                let other = assumption.knowledge
                both.properties.formUnion(other.properties)
                both.enclosure = both.enclosure ?? other.enclosure
                return both
            }
        }
    }

    /// The knowledge of a symbol; its own dependence is left empty.
    func known(symbol name: String) -> Knowledge {
        var known = assumptions[name] ?? Knowledge()
        if name == "i" || evaluator.catalog.constant(named: name) != nil {
            let symbol = Expression(symbol: name)
            if let ball = try? evaluator.enclosure(symbol, precision: KnowledgeInference.precision) {
                known.enclose(in: ball)
            }
        } else if name.hasPrefix("#n") {
            known.properties.formUnion([.real, .integer])
        } else if name.hasPrefix("#x") {
            known.properties.insert(.real)
        }
        return known
    }

    /// The knowledge of a term, given that of some of its symbols. Free symbols are not collected.
    func known(_ term: Expression, _ values: [String: Knowledge] = [:]) -> Knowledge {
        var results: [Knowledge] = []
        results.reserveCapacity(term.nodes.count)
        for (index, node) in term.nodes.enumerated() {
            if let payload = term.payload(of: node) {
                switch payload {
                case .numeral(let value): results.append(Knowledge(exact: value))
                case .text: results.append(Knowledge())
                case .symbol(let name): results.append(values[name] ?? known(symbol: name))
                }
                continue
            }
            let op = Operator(rawValue: node.label) ?? .list
            var known = infer(op, node.children.map { results[Int($0)] })
            if Evaluator.isLazy(op), values.isEmpty,
                let ball = try? evaluator.enclosure(
                    term.subterm(at: index), precision: KnowledgeInference.precision)
            {
                known.enclose(in: ball)
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

    /// Whether a condition that is no statement about symbols follows, given what is known of the variables in it.
    func isProved(_ condition: RuleCondition, _ values: [String: Knowledge]) -> Bool {
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
        case .notFree, .symbol, .analytic: return false
        }
    }

    private func isNoInteger(_ value: Knowledge) -> Bool {
        if let exact = value.exact { return !exact.isInteger }
        guard let ball = value.enclosure?.ball else { return false }
        return !ball.imaginary.containsZero || !ball.real.containsInteger
    }
}
