import Arithmetic
import ContinuedFractions
import Expressions

/// Whether a formula is new, relative to the catalog of formulas.
public enum Novelty: Sendable {
    /// It is an entry of the catalog, perhaps with the equation solved for the fraction in another way.
    case known(reference: String, id: String)
    /// It follows from the entry `from` by these steps.
    case follows(from: String, by: Derivation)
    /// It is no entry and follows from none by the transformations that are tried.
    case new
}

extension Novelty: CustomStringConvertible {
    /// `known: REFERENCE`, `follows from ID: STEPS` or `new`: the `novelty` of a conjecture's record.
    public var description: String {
        switch self {
        case .known(let reference, _): "known: \(reference)"
        case .follows(let id, let derivation): "follows from \(id): \(derivation.steps.joined(separator: "; "))"
        case .new: "new"
        }
    }
}

extension FormulaCatalog {
    /// Whether `formula` is in the catalog or follows from an entry.
    ///
    /// The equation is solved for its continued fraction (or the Euler fraction of its series). Entries, and members of
    /// families, whose fraction has the same canonical form, directly or after contractions of up to
    /// `FormulaCatalog.largestPeriod` terms, give a Möbius map between the values; the formula follows when that map
    /// takes the known closed form to the claimed one. When there is none, a coboundary (see `FractionCoboundary`) to
    /// an entry of the same growth is looked for. Equal closed forms of unrelated fractions do not make it follow.
    ///
    /// Cost: a few factorizations of polynomials, so milliseconds, and the evaluation of closed forms for the
    /// entries that are related.
    public func novelty(of formula: Formula, evaluator: Evaluator = .standard) -> Novelty {
        guard let claimed = IsolatedFraction(formula) else {
            let entry = formulas.first { entry in
                entry.formula == formula
                    || (entry.formula.left == formula.right && entry.formula.right == formula.left)
            }
            return entry.map { .known(reference: $0.reference, id: $0.id) } ?? .new
        }
        if let found = novelty(of: formula, claimed, from: relatives(of: claimed.fraction), evaluator) { return found }
        let linked = linkedRelatives(of: claimed.fraction, value: claimed.closedForm, limit: 3, evaluator: evaluator)
        return novelty(of: formula, claimed, from: linked, evaluator) ?? .new
    }

    /// What related formulas say of the claim; nil when their closed forms do not fit it.
    private func novelty(
        of formula: Formula, _ claimed: IsolatedFraction, from relatives: [Relative], _ evaluator: Evaluator
    ) -> Novelty? {
        let sources = relatives.compactMap { source -> (Relative, preimage: Expression)? in
            let preimage = Derivation.preimage(of: claimed.closedForm, under: source.relation.map)
            let agrees = ClosedFormEvidence.agree(source.closedForm, preimage, digits: 20, evaluator)
            return agrees ? (source, preimage) : nil
        }
        if claimed.origin == .fraction, let (entry, preimage) = sources.first(where: { $0.0.isEntry }) {
            for kind in ClosedFormEvidence.Kind.allCases
            where ClosedFormEvidence.look(for: kind, entry.closedForm, preimage, evaluator) != nil {
                return .known(reference: entry.entry.reference, id: entry.entry.id)
            }
        }
        // The strongest evidence from any source, then the next kind: proofs before agreements.
        for kind in ClosedFormEvidence.Kind.allCases {
            for (source, preimage) in sources {
                guard let evidence = ClosedFormEvidence.look(for: kind, source.closedForm, preimage, evaluator) else {
                    continue
                }
                let derivation = Derivation(
                    entry: source.entry, specialization: source.specialization, formula: formula,
                    relation: source.relation, evidence: evidence)
                guard derivation.limitHolds(evaluator) else { continue }
                return .follows(from: source.entry.id, by: derivation)
            }
        }
        return nil
    }

    /// The closed forms that entries give for the value of a fraction, one for each entry, entries before families; each
    /// agrees with the enclosed limit to `digits` digits. When transformations lead to none, one to which a coboundary leads.
    ///
    /// Cost: as `novelty(of:evaluator:)`, and the limit of the fraction.
    public func consequences(
        for fraction: PolynomialContinuedFraction, digits: Int = 50, evaluator: Evaluator = .standard
    ) -> [Consequence] {
        var sources = relatives(of: fraction)
        // Without one, what a coboundary leads to: it is guessed from more digits of the value.
        let known = sources.isEmpty ? FormulaCatalog.relationDigits + 10 : digits
        guard !(sources.isEmpty && fraction.canonicalForm == nil),
            let limit = try? fraction.limit(digits: max(digits, known), largestDepth: 100_000).value
        else { return [] }
        if sources.isEmpty {
            sources = linkedRelatives(of: fraction, enclosure: limit, limit: 1, evaluator: evaluator)
        }
        var seen: Set<String> = []
        return sources.compactMap { source in
            let image = source.relation.map.applied(to: source.closedForm)
            guard !seen.contains(source.entry.id),
                let value = try? evaluator.evaluate(image, digits: digits).value, value.isReal,
                value.real.overlaps(limit)
            else { return nil }
            seen.insert(source.entry.id)
            return Consequence(
                entry: source.entry, specialization: source.specialization, relation: source.relation,
                closedForm: (try? image.cancelled().value) ?? image)
        }
    }
}

/// A closed form of a continued fraction that follows from an entry of the catalog.
public struct Consequence: Sendable {
    /// The entry, for a family with the parameter put in.
    public let entry: KnownFormula
    /// The parameter and its value, when the entry is a family.
    public let specialization: (parameter: String, value: Rational)?
    /// How the fraction of the entry is turned into this one.
    public let relation: FractionRelation
    /// The closed form.
    public let closedForm: Expression

    /// The steps from the entry in words.
    public var steps: [String] {
        (specialization.map { ["take \($0.parameter) = \($0.value)"] } ?? []) + relation.steps
    }

    /// Whether the fraction is that of the entry itself.
    public var isEntry: Bool { specialization == nil && relation.source == relation.target }
}
