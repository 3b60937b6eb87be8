import Arithmetic
import EGraphs

/// Checks the proofs of a saturation file by `ProofChecker`, which admits the rules of the file, the equations that it
/// states, and arithmetic of two numerals. Conditions of rules are looked up in the final e-graph: one that was taken
/// to hold and has turned out not to (`nonzero-or-unknown` of what is 0) makes a proof invalid.
struct SaturationProofs {
    let file: SaturationFile
    let folding: ConstantFolding?

    /// A condition and the terms that it is about, by their indices.
    private struct Question: Hashable {
        let name: String
        let terms: [Int]
    }

    /// What the checker says of a proof.
    func verdict(
        on proof: Explanation, in graph: borrowing EGraph, from start: Pattern? = nil, to end: Pattern? = nil
    ) -> ProofChecker.Verdict {
        let affirmed = affirmedConditions(of: proof, in: graph)
        let facts = Dictionary(grouping: file.facts, by: \.name)
        let operations = file.operations
        let checker = ProofChecker(
            rules: file.rules,
            isFact: { name, left, right in
                if let stated = facts[name], stated.contains(where: { left.writes($0.left) && right.writes($0.right) })
                {
                    return true
                }
                guard name == ConstantFolding.fact, let operations else { return false }
                return SaturationProofs.isArithmetic(left, right, operations)
            },
            holds: { name, terms in affirmed.contains(Question(name: name, terms: terms.map(\.index))) })
        if let start, let end { return checker.check(proof, from: start, to: end) }
        return checker.check(proof)
    }

    /// The conditions of the rules of a proof that hold in the e-graph.
    private func affirmedConditions(of proof: Explanation, in graph: borrowing EGraph) -> Set<Question> {
        guard let folding else { return [] }
        var questions: Set<Question> = []
        var classes: [EClassID?] = []
        for application in proof.applications {
            guard case .rule(let number) = application.reason else { continue }
            for condition in proof.rules[number].conditions {
                let terms = condition.variables.compactMap { variable in
                    application.substitution.first { $0.variable == variable }?.term
                }
                if classes.isEmpty { classes = SaturationProofs.classes(of: proof.terms, in: graph) }
                let known = terms.compactMap { classes[$0] }
                guard known.count == condition.variables.count, let test = folding.conditions[condition.name],
                    test(graph, known) || condition.name == "nonzero" && hasNonzeroNumeral(known[0], graph)
                else { continue }
                questions.insert(Question(name: condition.name, terms: terms))
            }
        }
        return questions
    }

    /// Whether a class has a numeral other than 0: after a contradiction it may have the value 0, too.
    private func hasNonzeroNumeral(_ id: EClassID, _ graph: borrowing EGraph) -> Bool {
        for label in 0..<graph.labelCount where graph.symbols[label].arity == 0 {
            if let leaf = graph.leaf(UInt32(label)), graph.areEqual(leaf, id),
                let value = Rational(graph.symbols[label].name), !value.isZero
            {
                return true
            }
        }
        return false
    }

    /// The class of every term; nil where the e-graph does not have it.
    private static func classes(of terms: ProofTerms, in graph: borrowing EGraph) -> [EClassID?] {
        var classes: [EClassID?] = []
        for index in 0..<terms.count {
            let children = Array(terms.children(of: index)).compactMap { classes[$0] }
            guard children.count == terms.arity(of: index),
                let label = graph.existingLabel(terms.name(of: index), arity: children.count)
            else {
                classes.append(nil)
                continue
            }
            classes.append(graph.lookup(label, children))
        }
        return classes
    }

    /// Whether the right side is the numeral of the left side: a numeral, or an operation on two.
    private static func isArithmetic(
        _ left: ProofTerm, _ right: ProofTerm, _ operations: [String: ConstantFolding.Operation]
    ) -> Bool {
        func value(_ term: ProofTerm) -> Rational? { term.children.isEmpty ? Rational(term.name) : nil }
        guard let result = value(right) else { return false }
        if let same = value(left) { return same == result }
        let operands = left.children.compactMap(value)
        guard operands.count == 2, left.children.count == 2, let operation = operations[left.name] else {
            return false
        }
        return operation(operands[0], operands[1]) == result
    }
}

extension ProofTerm {
    /// Whether a ground pattern writes this term. Recursion goes as deep as the pattern is nested, which the reader limits.
    fileprivate func writes(_ pattern: Pattern) -> Bool {
        guard case .apply(let name, let arguments) = pattern, name == self.name,
            arguments.count == terms.arity(of: index)
        else { return false }
        return zip(terms.children(of: index), arguments).allSatisfy { ProofTerm(terms, $0).writes($1) }
    }
}
