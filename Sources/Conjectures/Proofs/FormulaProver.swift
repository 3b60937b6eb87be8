import ContinuedFractions
import EGraphs
import Expressions

/// Proves formulas: evaluates their continued fractions and infinite sums by theorems, and closes what is left by rewriting.
public struct FormulaProver: Sendable {
    /// Closed forms of a term of a formula with their proofs, best first; empty when none is known.
    public typealias Method = @Sendable (_ term: Expression, _ formula: Formula) -> [ClosedForm]

    /// What is asked for closed forms, in this order.
    public let methods: [Method]
    /// The limits of each search for a proof by rewriting.
    public let limits: SaturationLimits
    /// Gives the values of constants.
    public let evaluator: Evaluator

    /// The number of choices among closed forms that are tried.
    public static let largestChoiceCount = 12

    /// The digits to which a formula must agree before a proof by rewriting is searched for.
    public static let refutationDigits = 400

    /// A prover with these methods.
    public init(
        methods: [Method] = FormulaProver.standardMethods, limits: SaturationLimits = Expression.searchLimits,
        evaluator: Evaluator = .standard
    ) {
        self.methods = methods
        self.limits = limits
        self.evaluator = evaluator
    }

    /// The methods for continued fractions and sums: Gauss's theorems, solutions of the recurrence and telescoped series,
    /// and the same for related fractions.
    public static let standardMethods: [Method] = {
        let direct: [Method] = [
            { term, _ in ClosedForms.gauss(of: term) }, { term, _ in SummationForms.closedForms(of: term) },
        ]
        return direct + [
            { term, formula in
                FormulaCatalog.standard?.relatedForms(of: term, in: formula, methods: direct, evaluator: .standard)
                    ?? []
            }
        ]
    }()

    /// A proof of the formula that its checker accepts, or nil when none was found within the limits.
    ///
    /// A wrong formula is never proved: the certificate is checked before it is returned. Cost: up to the limits for each
    /// choice of closed forms.
    public func prove(_ formula: Formula) -> FormulaCertificate? {
        // Arithmetic takes milliseconds, a search by rewriting up to its limits; so each method has its turn before that.
        let terms = FormulaProver.openTerms(of: formula)
        var known = [[ClosedForm]](repeating: [], count: terms.count)
        var candidates = withValues(formula, [[]])
        if let proof = proof(of: formula, candidates, by: arithmetic) { return proof }
        for method in methods {
            let forms = terms.map { method($0, formula) }
            for (index, found) in forms.enumerated() { known[index] += found }
            let found = withValues(formula, choices(forms))
            if let proof = proof(of: formula, found, by: arithmetic) { return proof }
            candidates += found
        }
        // Several terms may need different methods.
        if terms.count > 1 {
            let found = withValues(formula, choices(known))
            if let proof = proof(of: formula, found, by: arithmetic) { return proof }
            candidates += found
        }
        // No search for what a few more digits refute.
        if let status = try? formula.verify(digits: FormulaProver.refutationDigits, evaluator: evaluator).status,
            status == .refuted
        {
            return nil
        }
        return proof(of: formula, candidates, by: rewriting)
    }

    /// The same lemmas, and each with the equations that bring the values to few numbers.
    private func withValues(_ formula: Formula, _ choices: [[any CertifiedEquation]]) -> [[any CertifiedEquation]] {
        choices.flatMap { lemmas in
            let values = ValueNormalization.lemmas(for: FormulaCertificate.reduce(formula, by: lemmas))
            return values.isEmpty ? [lemmas] : [lemmas, lemmas + values]
        }
    }

    private func proof(
        of formula: Formula, _ candidates: [[any CertifiedEquation]],
        by closing: (Formula) -> FormulaCertificate.Closing?
    ) -> FormulaCertificate? {
        for lemmas in candidates {
            guard let reason = closing(FormulaCertificate.reduce(formula, by: lemmas)) else { continue }
            let certificate = FormulaCertificate(formula: formula, lemmas: lemmas, closing: reason)
            if let proof = checked(certificate) { return proof }
        }
        return nil
    }

    private func arithmetic(_ rest: Formula) -> FormulaCertificate.Closing? {
        if rest.left == rest.right { return .identity }
        return FieldIdentity.holds(rest, evaluator: evaluator) ? .field : nil
    }

    private func rewriting(_ rest: Formula) -> FormulaCertificate.Closing? {
        // Rewriting does not evaluate continued fractions.
        let isOpen = [rest.left, rest.right].contains { !$0.subterms(with: [.continuedFraction]).isEmpty }
        guard !isOpen,
            let verdict = try? rest.left.equality(to: rest.right, limits: limits, evaluator: evaluator),
            case .equal(let proof, _) = verdict
        else { return nil }
        return .rewriting(proof)
    }

    private func checked(_ certificate: FormulaCertificate) -> FormulaCertificate? {
        do {
            try certificate.check(evaluator: evaluator)
            return certificate
        } catch { return nil }
    }

    /// The continued fractions, sums and products of the formula, each once.
    private static func openTerms(of formula: Formula) -> [Expression] {
        var terms: [Expression] = []
        for side in [formula.left, formula.right] {
            for term in side.subterms(with: [.continuedFraction, .sum, .product]) where !terms.contains(term) {
                terms.append(term)
            }
        }
        return terms
    }

    /// The lemmas of each choice of one closed form for each term that has some; none when no term has.
    private func choices(_ forms: [[ClosedForm]]) -> [[any CertifiedEquation]] {
        if forms.allSatisfy(\.isEmpty) { return [] }
        var choices: [[any CertifiedEquation]] = [[]]
        for known in forms where !known.isEmpty {
            choices = choices.flatMap { chosen in known.map { chosen + $0.lemmas } }
            if choices.count > FormulaProver.largestChoiceCount {
                choices.removeLast(choices.count - FormulaProver.largestChoiceCount)
            }
        }
        return choices
    }
}
