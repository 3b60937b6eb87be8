import ContinuedFractions
import EGraphs
import Expressions

/// Proves formulas: evaluates their continued fractions and infinite sums by theorems, and closes what is left by rewriting.
public struct FormulaProver: Sendable {
    /// Closed forms of a term with their proofs, best first; empty when none is known.
    public typealias Method = @Sendable (_ term: Expression) -> [ClosedForm]

    /// What is asked for closed forms, in this order.
    public let methods: [Method]
    /// The limits of each search for a proof by rewriting.
    public let limits: SaturationLimits
    /// Gives the values of constants.
    public let evaluator: Evaluator

    /// The number of choices among closed forms that are tried.
    public static let largestChoiceCount = 12

    /// A prover with these methods.
    public init(
        methods: [Method] = FormulaProver.standardMethods, limits: SaturationLimits = Expression.searchLimits,
        evaluator: Evaluator = .standard
    ) {
        self.methods = methods
        self.limits = limits
        self.evaluator = evaluator
    }

    /// The methods for continued fractions and sums.
    public static let standardMethods: [Method] = [
        { ClosedForms.gauss(of: $0) }, { SummationForms.closedForms(of: $0) },
    ]

    /// A proof of the formula that its checker accepts, or nil when none was found within the limits.
    ///
    /// A wrong formula is never proved: the certificate is checked before it is returned. Cost: up to the limits for each
    /// choice of closed forms.
    public func prove(_ formula: Formula) -> FormulaCertificate? {
        let candidates = choices(formula).flatMap { lemmas in
            let values = ValueNormalization.lemmas(for: FormulaCertificate.reduce(formula, by: lemmas))
            return values.isEmpty ? [lemmas] : [lemmas, lemmas + values]
        }
        // Arithmetic takes milliseconds, a search by rewriting up to its limits.
        for closing in [arithmetic, rewriting] {
            for lemmas in candidates {
                guard let reason = closing(FormulaCertificate.reduce(formula, by: lemmas)) else { continue }
                let certificate = FormulaCertificate(formula: formula, lemmas: lemmas, closing: reason)
                if let proof = checked(certificate) { return proof }
            }
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

    /// The lemmas of each choice of one closed form for each continued fraction, sum and product of the formula.
    private func choices(_ formula: Formula) -> [[any CertifiedEquation]] {
        var terms: [Expression] = []
        for side in [formula.left, formula.right] {
            for term in side.subterms(with: [.continuedFraction, .sum, .product]) where !terms.contains(term) {
                terms.append(term)
            }
        }
        var choices: [[any CertifiedEquation]] = [[]]
        for term in terms {
            let forms = methods.flatMap { $0(term) }
            if forms.isEmpty { continue }
            choices = choices.flatMap { chosen in forms.map { chosen + $0.lemmas } }
            if choices.count > FormulaProver.largestChoiceCount {
                choices.removeLast(choices.count - FormulaProver.largestChoiceCount)
            }
        }
        return choices
    }
}
