import Arithmetic
import EGraphs

/// Checks proofs of formulas step by step, by means that share nothing with the formula graph: substitution by the checker
/// of the e-graph engine, normal forms by `TermAlgebra`, conditions and exact values by the structure of terms.
public struct FormulaProofChecker: Sendable {
    private let evaluator: Evaluator

    /// A checker that evaluates constants with this evaluator.
    public init(evaluator: Evaluator = Evaluator()) { self.evaluator = evaluator }

    /// Whether the proof is one: valid, or the first step that is wrong.
    public func check(_ proof: FormulaProof) -> ProofChecker.Verdict {
        let terms = TermKnowledge(evaluator: evaluator, assumptions: proof.assumptions)
        let checker = ProofChecker(rules: []) { name, left, right in
            FormulaProofChecker.accepts(proof.reason(name), proof.expression(left), proof.expression(right), terms)
        }
        return checker.check(proof.explanation)
    }

    /// Whether two terms are equal for the reason.
    static func accepts(
        _ reason: FormulaProof.Reason, _ left: Expression, _ right: Expression, _ terms: TermKnowledge
    ) -> Bool {
        switch reason {
        case .arithmetic: return haveOneNormalForm(left, right)
        case .evaluation:
            guard let value = right.numeral else { return false }
            return terms.known(left).exact == value || haveOneNormalForm(left, right)
        case .polynomial: return haveOneExpandedForm(left, right)
        case .cancellation: return isCancellation(left, right, terms)
        case .rule(let rule, let values, let isReversed):
            for condition in rule.conditions where !holds(condition, values, terms) { return false }
            let (from, to) = isReversed ? (rule.right, rule.left) : (rule.left, rule.right)
            return haveOneNormalForm(from.instantiated(values), left)
                && haveOneNormalForm(to.instantiated(values), right)
        case .fact: return false
        }
    }

    private static func haveOneNormalForm(_ x: Expression, _ y: Expression) -> Bool {
        if x == y { return true }
        var algebra = TermAlgebra()
        return algebra.insert(x.alphaNormalized()) == algebra.insert(y.alphaNormalized())
    }

    private static func haveOneExpandedForm(_ x: Expression, _ y: Expression) -> Bool {
        var algebra = TermAlgebra()
        let terms = (algebra.insert(x.alphaNormalized()), algebra.insert(y.alphaNormalized()))
        guard let first = try? algebra.expanded(terms.0), let second = try? algebra.expanded(terms.1) else {
            return false
        }
        return first == second
    }

    /// left = right·x·x⁻¹ for a factor x of `left` that is not 0.
    private static func isCancellation(_ left: Expression, _ right: Expression, _ terms: TermKnowledge) -> Bool {
        for x in left.factors where terms.known(x).properties.contains(.nonzero) {
            let both = Expression(.multiply, [right, x, Expression(.divide, [Expression(1), x])])
            if haveOneNormalForm(left, both) { return true }
        }
        return false
    }

    private static func holds(
        _ condition: RuleCondition, _ values: [String: Expression], _ terms: TermKnowledge
    ) -> Bool {
        switch condition {
        case .notFree(let name, let term):
            guard let symbol = values[name]?.symbolName else { return false }
            return !term.instantiated(values).freeSymbols.contains(symbol)
        case .analytic(let term, let name):
            guard let direction = values[name]?.symbolName else { return false }
            return term.instantiated(values).isEntire(in: direction)
        case .symbol(let name): return values[name]?.symbolName != nil
        default:
            var known: [String: Knowledge] = [:]
            for (name, value) in values { known[name] = terms.known(value) }
            return terms.isProved(condition, known)
        }
    }
}

extension Expression {
    /// The factors of a product and of the divisor of a quotient, and the term itself.
    fileprivate var factors: [Expression] {
        var result: [Expression] = []
        var open = [self]
        while let term = open.popLast() {
            switch term.head {
            case .multiply, .divide, .negate: open += term.arguments
            default: result.append(term)
            }
        }
        return result
    }
}
