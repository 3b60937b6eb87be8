import Conjectures
import ContinuedFractions
import Expressions

/// What the catalog of formulas says of classes of fractions, each asked for once.
///
/// Two fractions with one canonical form have values that are Möbius images of each other over the rationals, by steps that
/// `FractionRelation` gives. So when one of them follows from an entry of the catalog, both do; and when the first is new,
/// the second follows from the first. The catalog takes milliseconds for a formula, this microseconds for all but the first
/// of a class.
public struct ClassNovelty {
    /// What is said of a formula.
    public enum Verdict: Sendable, Hashable {
        /// It is, or follows from, the entry of the catalog with this id.
        case known(id: String)
        /// It follows from the formula that was asked for earlier with this fraction.
        case follows(from: PolynomialContinuedFraction)
        /// Its class is not in the catalog and was not asked for before.
        case new
    }

    private let formulas: FormulaCatalog
    private let evaluator: Evaluator
    /// By canonical form: the entry, or the first fraction of a new class.
    private var classes: [PolynomialContinuedFraction: Verdict] = [:]
    /// The number of formulas for which the catalog was asked.
    public private(set) var lookups = 0

    /// No class is known yet.
    public init(formulas: FormulaCatalog, evaluator: Evaluator = .standard) {
        self.formulas = formulas
        self.evaluator = evaluator
    }

    /// The verdict on `fraction` = `closedForm`, an equation that agrees to the digits known.
    ///
    /// The answer for new classes depends on the order in which formulas are asked for: ask in the order of the space.
    /// Cost: the canonical form; for the first of a class the search of the catalog, some milliseconds.
    public mutating func verdict(
        on fraction: PolynomialContinuedFraction, closedForm: Expression
    ) -> Verdict {
        let key = fraction.canonicalForm?.terms ?? fraction
        if let known = classes[key] { return known }
        lookups += 1
        let formula = Formula(left: fraction.expression, right: closedForm)
        let verdict: Verdict =
            switch formulas.novelty(of: formula, evaluator: evaluator) {
            case .known(_, let id): .known(id: id)
            case .follows(let id, _): .known(id: id)
            case .new: .new
            }
        classes[key] = verdict == .new ? .follows(from: fraction) : verdict
        return verdict
    }
}
