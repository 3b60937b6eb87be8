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
        guard FormulaProofChecker.accepts(.arithmetic, start.dividingByZero(), proof.start, terms) else {
            return .invalid(chain: last, step: 0, .otherTerm)
        }
        guard FormulaProofChecker.accepts(.arithmetic, proof.end, end.dividingByZero(), terms) else {
            return .invalid(chain: last, step: proof.explanation.steps.count, .otherEnd)
        }
        return .valid
    }
}

extension Expression {
    /// Whether a quotient occurs whose divisor has the normal form 0. Evaluation refuses such a term; in the model of formula
    /// graphs the quotient counts as 0. Cost: a normal form for each divisor.
    public var hasZeroDivisor: Bool { dividingByZero() != self }

    /// The term with 0 for every quotient whose divisor has the normal form 0, as in the model, where 0⁻¹ = 0. Cost: a
    /// normal form for each divisor.
    fileprivate func dividingByZero() -> Expression {
        guard contains(.divide) else { return self }
        var algebra = TermAlgebra()
        let zero = algebra.insert(Expression(0))
        var graph = ExpressionGraph()
        var ids: [EClassID] = []
        ids.reserveCapacity(nodes.count)
        for (index, node) in nodes.enumerated() {
            let children = node.children.map { ids[Int($0)] }
            if node.label == Operator.divide.rawValue,
                algebra.insert(graph.expression(children[1]).alphaNormalized()) == zero
            {
                ids.append(graph.insert(Expression(0)))
            } else if let op = Operator(rawValue: node.label), !children.isEmpty {
                ids.append(graph.apply(op, children))
            } else {
                ids.append(graph.insert(subterm(at: index)))
            }
        }
        return ids.last.map { graph.expression($0) } ?? self
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
