import EGraphs

extension FormulaProofChecker {
    /// Whether the proof is one that two given terms are equal: its first and its last term are these up to the normal form
    /// of sums and products, in which a formula graph keeps terms.
    ///
    /// A wrong first or last term counts as a flaw before the first or after the last step.
    public func check(_ proof: FormulaProof, from start: Expression, to end: Expression) -> ProofChecker.Verdict {
        let verdict = check(proof)
        guard verdict == .valid else { return verdict }
        let terms = TermKnowledge(evaluator: Evaluator(), assumptions: proof.assumptions)
        let last = max(0, proof.explanation.chains.count - 1)
        guard FormulaProofChecker.accepts(.arithmetic, start, proof.start, terms) else {
            return .invalid(chain: last, step: 0, .otherTerm)
        }
        guard FormulaProofChecker.accepts(.arithmetic, proof.end, end, terms) else {
            return .invalid(chain: last, step: proof.explanation.steps.count, .otherEnd)
        }
        return .valid
    }
}

extension FormulaProof {
    /// The steps from a term to another, which are the ends of the proof up to normal form: with a step of arithmetic
    /// where one of them is not in normal form.
    public func steps(from first: Expression, to last: Expression) -> [Step] {
        func arithmetic(_ before: Expression, _ after: Expression) -> [Step] {
            before == after
                ? [] : [Step(before: before, after: after, part: before, replacement: after, reason: .arithmetic)]
        }
        return arithmetic(first, start) + steps + arithmetic(end, last)
    }
}
