import ContinuedFractions
import Expressions

/// A proof of a formula: equations that evaluate its continued fractions, sums and functions, and a proof by rewriting of
/// what is then left.
///
/// `check` needs nothing but the certificate: every equation is checked by its own theorem's checker, the equations are
/// put into both sides from the first to the last, and `FormulaProofChecker` follows the rewriting step by step.
public struct FormulaCertificate: Sendable {
    /// Why the two sides are equal once the equations are used.
    public enum Closing: Sendable {
        /// They are the same term.
        case identity
        /// They are equal as rational functions of the numbers in them, by `FieldIdentity`.
        case field
        /// They are equal by rewriting.
        case rewriting(FormulaProof)
    }

    /// What is proved.
    public let formula: Formula
    /// Equations, used from left to right, from the first to the last.
    public let lemmas: [any CertifiedEquation]
    /// The rest.
    public let closing: Closing

    /// A certificate with these parts; `check` tells whether it is one.
    public init(formula: Formula, lemmas: [any CertifiedEquation], closing: Closing) {
        self.formula = formula
        self.lemmas = lemmas
        self.closing = closing
    }

    /// The formula with the equations put in.
    public var reduced: Formula { FormulaCertificate.reduce(formula, by: lemmas) }

    static func reduce(_ formula: Formula, by lemmas: [any CertifiedEquation]) -> Formula {
        var (left, right) = (formula.left, formula.right)
        for lemma in lemmas {
            left = left.replacing(lemma.equation.left, with: lemma.equation.right)
            right = right.replacing(lemma.equation.left, with: lemma.equation.right)
        }
        return Formula(left: left, right: right)
    }

    /// Checks the proof.
    ///
    /// Rewriting takes a quotient by 0 for 0, so both sides must also have values, which balls of 20 digits show. Cost:
    /// the checks of the equations, and for each rewriting step a normal form.
    ///
    /// - Throws: `CertificateError`, naming the first step that is wrong.
    public func check(evaluator: Evaluator = .standard) throws(CertificateError) {
        for lemma in lemmas {
            do { try lemma.check() } catch { throw CertificateError("\(lemma.equation): \(error)") }
        }
        guard formula.left.freeSymbols.union(formula.right.freeSymbols).allSatisfy(isConstant) else {
            throw CertificateError("\(formula) has symbols that are no constants")
        }
        do {
            let left = try evaluator.evaluate(formula.left, digits: 20).value
            let right = try evaluator.evaluate(formula.right, digits: 20).value
            guard left.overlaps(right) else { throw CertificateError("the two sides lie in disjoint balls") }
        } catch let error as CertificateError {
            throw error
        } catch {
            throw CertificateError("a side has no value: \(error)")
        }
        let rest = reduced
        switch closing {
        case .identity:
            guard rest.left == rest.right else { throw CertificateError("\(rest) is not an identity") }
        case .field:
            guard FieldIdentity.holds(rest, evaluator: evaluator) else {
                throw CertificateError("\(rest) is not an identity of rational functions")
            }
        case .rewriting(let proof):
            guard proof.assumptions.isEmpty else { throw CertificateError("the proof makes assumptions") }
            switch FormulaProofChecker(evaluator: evaluator).check(proof, from: rest.left, to: rest.right) {
            case .valid: return
            case .invalid(_, let step, let flaw):
                throw CertificateError("step \(step + 1) of the rewriting is not accepted: \(flaw)")
            }
        }
    }

    private func isConstant(_ name: String) -> Bool {
        name == "infinity" || name == "i" || ConstantCatalog.standard.constant(named: name) != nil
    }
}

extension FormulaCertificate {
    /// The method in a few words: the theorems that are used.
    public var method: String {
        var names: [String] = []
        for lemma in lemmas where !names.contains(lemma.theorem) { names.append(lemma.theorem) }
        switch closing {
        case .identity: break
        case .field: names.append("arithmetic of rational functions")
        case .rewriting: names.append("rewriting")
        }
        return names.isEmpty ? "identity" : names.joined(separator: "; ")
    }

    /// The proof for people, step by step.
    public var text: String {
        var lines: [String] = []
        for (index, lemma) in lemmas.enumerated() {
            lines.append("(\(index + 1)) \(lemma.equation)   by \(lemma.theorem)")
            lines += lemma.steps.map { "      \($0)" }
        }
        let rest = reduced
        switch closing {
        case .identity: lines.append("Hence \(formula).")
        case .field:
            lines.append(lemmas.isEmpty ? "By arithmetic of rational functions" : "With these it reads")
            lines.append("  \(rest),")
            lines.append("an identity of rational functions in which no divisor is 0.")
        case .rewriting(let proof):
            lines.append(lemmas.isEmpty ? "Rewriting:" : "With these the left side is rewritten to the right side:")
            lines.append("  \(rest.left)")
            for step in proof.steps(from: rest.left, to: rest.right) {
                lines.append("= \(step.after)   by \(FormulaProof.words(step.reason))")
            }
        }
        return lines.joined(separator: "\n")
    }
}
