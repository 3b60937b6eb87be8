import Arithmetic
import EGraphs

/// A proof that two formulas are equal: rewrite steps, each by a rule of the catalog, by arithmetic of sums and products,
/// or by an exact value. It is a value of its own and needs no graph to be checked.
public struct FormulaProof: Sendable {
    /// Why a step is right.
    public enum Reason: Hashable, Sendable {
        /// A rule with terms for its variables; from right to left where `isReversed`.
        case rule(IdentityRule, [String: Expression], isReversed: Bool)
        /// Both sides have one normal form.
        case arithmetic
        /// Both sides have one expanded form.
        case polynomial
        /// A factor x·x⁻¹ was left out, where x is not 0.
        case cancellation
        /// Both sides have one exact value.
        case evaluation
        /// A fact of another name.
        case fact(String)
    }

    /// One rewrite.
    public struct Step: Sendable {
        /// The whole terms before and after.
        public let before: Expression, after: Expression
        /// The part that is replaced, and what takes its place.
        public let part: Expression, replacement: Expression
        /// Why the two parts are equal.
        public let reason: Reason
    }

    /// The first and the last term.
    public let start: Expression, end: Expression
    /// What is stated about free symbols.
    public let assumptions: [String: [Assumption]]
    let explanation: Explanation
    let heads: [String: NodeHead]
    let applications: [FormulaGraph.RuleApplication]
    let rules: [CompiledIdentity]
    /// The terms of the nodes that stand for variables, by node.
    let terms: [UInt32: Expression]

    /// The number of steps.
    public var count: Int { explanation.length }

    /// The term of the proof as an expression.
    func expression(_ term: ProofTerm) -> Expression {
        var builder = ExpressionGraph()
        var built: [Int: EClassID] = [:]
        var stack: [(index: Int, isExpanded: Bool)] = [(term.index, false)]
        while let (index, isExpanded) = stack.popLast() {
            if built[index] != nil { continue }
            let parts = Array(term.terms.children(of: index))
            if !isExpanded && !parts.isEmpty {
                stack.append((index, true))
                for part in parts where built[part] == nil { stack.append((part, false)) }
                continue
            }
            let key = FormulaProof.key(term.terms.name(of: index), parts.count)
            built[index] = FormulaGraph.build(heads[key] ?? .text(key), parts.compactMap { built[$0] }, &builder)
        }
        return built[term.index].map { builder.expression($0) } ?? Expression(0)
    }

    static func key(_ name: String, _ arity: Int) -> String { "\(name)/\(arity)" }

    /// The reason that a fact of the explanation stands for.
    func reason(_ fact: String) -> Reason {
        if let number = RuleFact.application(fact), applications.indices.contains(number) {
            let application = applications[number]
            let rule = rules[application.rule]
            var values: [String: Expression] = [:]
            for (name, node) in zip(rule.variables, application.nodes) { values[name] = terms[node] }
            return .rule(rule.rule, values, isReversed: rule.isReversed)
        }
        switch fact {
        case FormulaFact.arithmetic: return .arithmetic
        case FormulaFact.cancellation: return .cancellation
        case FormulaFact.polynomial: return .polynomial
        case FormulaFact.evaluation: return .evaluation
        default: return .fact(fact)
        }
    }

    /// The steps of the proof, those of lemmas before it. Steps that change nothing but how a sum or product is grouped are
    /// left out. Cost: for each step linear in its terms.
    public var steps: [Step] {
        var result: [Step] = []
        for chain in explanation.chains {
            let wholes = explanation.wholeTerms(of: chain)
            for (index, step) in chain.steps.enumerated() where index + 1 < wholes.count {
                let application = explanation.applications[step.application]
                let (left, right) =
                    step.isLeftToRight ? (application.left, application.right) : (application.right, application.left)
                let part = expression(ProofTerm(explanation.terms, left))
                let replacement = expression(ProofTerm(explanation.terms, right))
                let before = expression(wholes[index]).withReadableNames()
                let after = expression(wholes[index + 1]).withReadableNames()
                if before == after { continue }
                var reason = Reason.fact("lemma")
                if case .fact(let name) = application.reason { reason = self.reason(name) }
                if case .rule(let rule, let values, let isReversed) = reason, !step.isLeftToRight {
                    reason = .rule(rule, values, isReversed: !isReversed)
                }
                result.append(
                    Step(before: before, after: after, part: part, replacement: replacement, reason: reason))
            }
        }
        return result
    }

    /// The proof for people, one step a line: `= TERM   by RULE [source]`.
    public var text: String {
        var lines = ["  \(start)"]
        for step in steps { lines.append("= \(step.after)   by \(FormulaProof.words(step.reason))") }
        return lines.joined(separator: "\n")
    }

    /// The proof in LaTeX, an `align*` environment.
    public var latex: String {
        var lines = ["  & \(start.formatted(.latex))"]
        for step in steps {
            let words = FormulaProof.words(step.reason).replacing("_", with: "\\_").replacing("^", with: "\\^{}")
                .replacing("&", with: "\\&")
            lines.append("  ={} & \(step.after.formatted(.latex)) && \\text{by \(words)}")
        }
        return "\\begin{align*}\n\(lines.joined(separator: " \\\\\n"))\n\\end{align*}"
    }

    /// A reason in words.
    public static func words(_ reason: Reason) -> String {
        switch reason {
        case .rule(let rule, _, let isReversed):
            "\(rule.name)\(rule.source.isEmpty ? "" : " [\(rule.source)]")\(isReversed ? ", right to left" : "")"
        case .arithmetic: "arithmetic of sums and products"
        case .polynomial: "expansion of polynomials"
        case .cancellation: "cancellation of a factor that is not 0"
        case .evaluation: "exact value"
        case .fact(let name): name
        }
    }
}

extension FormulaGraph {
    /// Why two terms are equal.
    ///
    /// - Throws: `ExplanationError` when they are not known to be equal, or the proof has more than `limit` steps.
    public func explain(
        _ a: EClassID, _ b: EClassID, limit: Int = 100_000
    ) throws(ExplanationError) -> FormulaProof {
        let explanation = try graph.explain(a, b, limit: limit, shortening: .quick)
        var table: [String: NodeHead] = [:]
        for (label, symbol) in graph.symbols.enumerated() {
            table[FormulaProof.key(symbol.name, symbol.arity)] = heads[UInt32(label)]
        }
        var terms: [UInt32: Expression] = [:]
        for application in explanation.applications {
            guard case .fact(let name) = application.reason, let number = RuleFact.application(name) else { continue }
            for node in applications[number].nodes where terms[node] == nil {
                terms[node] = expression(of: EClassID(index: node))
            }
        }
        return FormulaProof(
            start: expression(of: a).withReadableNames(), end: expression(of: b).withReadableNames(),
            assumptions: assumptions, explanation: explanation, heads: table, applications: applications, rules: rules,
            terms: terms)
    }
}

extension FormulaProof {
    /// The same steps with rules of the same names in place of those that were used, to see what a checker says to them.
    public func replacing(rules others: [IdentityRule]) -> FormulaProof {
        let replaced = rules.map { rule in
            others.first { $0.name == rule.rule.name }.flatMap {
                CompiledIdentity($0, isReversed: rule.isReversed)
            } ?? rule
        }
        return FormulaProof(
            start: start, end: end, assumptions: assumptions, explanation: explanation, heads: heads,
            applications: applications, rules: replaced, terms: terms)
    }
}
