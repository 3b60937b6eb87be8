/// Replays proofs by substitution; it knows nothing of e-graphs, of matching, nor of how proofs are found.
///
/// Its own table gives every term of the proof an identifier, equal terms the same one; patterns are compared with terms
/// by walking both. One place of the term is in focus, and the terms above it are rebuilt only when a later step is above or
/// beside it. Cost: expected linear in the terms, the steps, and the ways between the places of successive steps.
public struct ProofChecker: Sendable {
    /// What is wrong with a step.
    public enum Flaw: Hashable, Sendable {
        /// An index is out of range or a term is its own subterm.
        case malformed
        /// The rule is not among those that are admitted.
        case unknownRule(String)
        /// The fact is not accepted.
        case unknownFact(String)
        /// A variable of the rule has no value, or two.
        case unboundVariable(String)
        /// An equation is not an instance of its rule, or not what its chain shows.
        case notAnInstance
        /// A premise is not what its chain shows, or has none.
        case unprovedPremise(String)
        /// A condition is not accepted.
        case unprovedCondition(String)
        /// The term has no such place.
        case noSuchPlace
        /// At this place the term is another one.
        case otherTerm
        /// The last step does not lead to the end of the chain.
        case otherEnd
    }

    /// Whether a list of steps is a proof.
    public enum Verdict: Hashable, Sendable {
        /// It is.
        case valid
        /// It is not: the first chain and step that is wrong, both from 0 on; a wrong end is one step after the last.
        case invalid(chain: Int, step: Int, Flaw)
    }

    private let rules: Set<RewriteRule>
    private let isFact: @Sendable (String, ProofTerm, ProofTerm) -> Bool
    private let holds: @Sendable (String, [ProofTerm]) -> Bool

    /// A checker that admits these rules.
    ///
    /// - Parameters:
    ///   - rules: the rules.
    ///   - isFact: whether the caller vouches for an equation under a name; none by default.
    ///   - holds: whether a named condition holds for terms; none does by default.
    public init(
        rules: [RewriteRule], isFact: @escaping @Sendable (String, ProofTerm, ProofTerm) -> Bool = { _, _, _ in false },
        holds: @escaping @Sendable (String, [ProofTerm]) -> Bool = { _, _ in false }
    ) {
        self.rules = Set(rules)
        self.isFact = isFact
        self.holds = holds
    }

    /// Whether a proof shows that `start` = `end`, both ground.
    public func check(_ proof: Explanation, from start: Pattern, to end: Pattern) -> Verdict {
        var table = ReplayTable()
        let verdict = check(proof, &table)
        guard verdict == .valid, let chain = proof.chains.last else { return verdict }
        let last = (chain: proof.chains.count - 1, step: chain.steps.count)
        guard table.matches(start, table.identifiers[chain.start], [:]) else {
            return .invalid(chain: last.chain, step: 0, .otherTerm)
        }
        guard table.matches(end, table.identifiers[chain.end], [:]) else {
            return .invalid(chain: last.chain, step: last.step, .otherEnd)
        }
        return .valid
    }

    /// Whether a proof shows that its own first and last term are equal.
    public func check(_ proof: Explanation) -> Verdict {
        var table = ReplayTable()
        return check(proof, &table)
    }

    private func check(_ proof: Explanation, _ table: inout ReplayTable) -> Verdict {
        guard !proof.chains.isEmpty, table.read(proof.terms, proof.positions) else {
            return .invalid(chain: 0, step: 0, .malformed)
        }
        var isChecked = [Bool](repeating: false, count: proof.applications.count)
        for (number, chain) in proof.chains.enumerated() {
            guard table.has(chain.start), table.has(chain.end) else {
                return .invalid(chain: number, step: 0, .malformed)
            }
            var cursor = ReplayCursor(focus: table.identifiers[chain.start])
            for (index, step) in chain.steps.enumerated() {
                guard proof.applications.indices.contains(step.application) else {
                    return .invalid(chain: number, step: index, .malformed)
                }
                let application = proof.applications[step.application]
                if !isChecked[step.application] {
                    if let flaw = flaw(of: application, in: proof, before: number, table) {
                        return .invalid(chain: number, step: index, flaw)
                    }
                    isChecked[step.application] = true
                }
                guard cursor.move(to: step.position, in: proof.positions, &table) else {
                    return .invalid(chain: number, step: index, .noSuchPlace)
                }
                let (old, new) =
                    step.isLeftToRight ? (application.left, application.right) : (application.right, application.left)
                guard cursor.focus == table.identifiers[old] else {
                    return .invalid(chain: number, step: index, .otherTerm)
                }
                cursor.focus = table.identifiers[new]
            }
            guard cursor.move(to: 0, in: proof.positions, &table), cursor.focus == table.identifiers[chain.end] else {
                return .invalid(chain: number, step: chain.steps.count, .otherEnd)
            }
        }
        return .valid
    }

    /// What is wrong with an equation; chains from `limit` on do not count as shown.
    private func flaw(
        of application: Explanation.Application, in proof: Explanation, before limit: Int,
        _ table: borrowing ReplayTable
    ) -> Flaw? {
        guard table.has(application.left), table.has(application.right) else { return .malformed }
        let left = table.identifiers[application.left]
        let right = table.identifiers[application.right]
        switch application.reason {
        case .fact(let name):
            let isKnown = isFact(
                name, ProofTerm(proof.terms, application.left), ProofTerm(proof.terms, application.right))
            return isKnown ? nil : .unknownFact(name)
        case .chain(let number):
            guard number >= 0, number < limit else { return .malformed }
            let ends = (table.identifiers[proof.chains[number].start], table.identifiers[proof.chains[number].end])
            return ends == (left, right) ? nil : .notAnInstance
        case .rule(let number):
            guard proof.rules.indices.contains(number) else { return .malformed }
            let rule = proof.rules[number]
            guard rules.contains(rule) else { return .unknownRule(rule.name) }
            var values: [String: Int] = [:]
            var terms: [String: ProofTerm] = [:]
            for binding in application.substitution {
                guard table.has(binding.term) else { return .malformed }
                let value = table.identifiers[binding.term]
                if values.updateValue(value, forKey: binding.variable) != nil {
                    return .unboundVariable(binding.variable)
                }
                terms[binding.variable] = ProofTerm(proof.terms, binding.term)
            }
            guard table.matches(rule.left, left, values), table.matches(rule.right, right, values) else {
                return .notAnInstance
            }
            for (place, premise) in rule.premises.enumerated() {
                guard let value = values[premise.variable] else { return .unboundVariable(premise.variable) }
                guard place < application.premises.count, application.premises[place] >= 0,
                    application.premises[place] < limit
                else { return .unprovedPremise(premise.variable) }
                let chain = proof.chains[application.premises[place]]
                guard table.identifiers[chain.start] == value,
                    table.matches(premise.term, table.identifiers[chain.end], values)
                else { return .unprovedPremise(premise.variable) }
            }
            for condition in rule.conditions {
                let arguments = condition.variables.compactMap { terms[$0] }
                guard arguments.count == condition.variables.count, holds(condition.name, arguments) else {
                    return .unprovedCondition(condition.name)
                }
            }
            return nil
        }
    }
}
