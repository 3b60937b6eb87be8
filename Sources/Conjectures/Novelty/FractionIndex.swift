import Arithmetic
import ContinuedFractions
import Expressions

/// The known fractions, and their contractions, by canonical form.
struct FractionIndex: Sendable {
    /// A known fraction in one of its forms.
    private struct Occurrence {
        let formula: Int
        let form: ContractedForm
    }

    /// The fraction of each formula with its closed form; nil for formulas without one.
    private let isolated: [IsolatedFraction?]
    private let occurrences: [PolynomialContinuedFraction: [Occurrence]]
    private let byGrowth: [RatioGrowth: [(number: Int, form: DeflatedForm)]]
    private let largestPeriod: Int

    /// The index of these formulas.
    init(_ formulas: [KnownFormula], largestPeriod: Int) {
        self.largestPeriod = largestPeriod
        isolated = formulas.map { IsolatedFraction($0.formula) }
        var table: [PolynomialContinuedFraction: [Occurrence]] = [:]
        var growths: [RatioGrowth: [(number: Int, form: DeflatedForm)]] = [:]
        var contracted: [(number: Int, form: DeflatedForm)] = []
        for (number, known) in isolated.enumerated() {
            guard let known else { continue }
            if let growth = RatioGrowth(known.fraction) {
                growths[growth, default: []].append((number, DeflatedForm(known.fraction)))
            }
            for form in ContractedForm.all(of: known.fraction, largestPeriod: largestPeriod) {
                table[form.canonical.terms, default: []].append(Occurrence(formula: number, form: form))
                if FractionIndex.period(form) == 2, let deflated = DeflatedForm(form) {
                    contracted.append((number, deflated))
                }
            }
        }
        // Contractions behind the fractions themselves.
        for entry in contracted {
            if let growth = RatioGrowth(entry.form.end) { growths[growth, default: []].append(entry) }
        }
        occurrences = table
        byGrowth = growths
    }

    /// The known fractions of this growth, then their contractions by two terms, deflated.
    func forms(
        growing growth: RatioGrowth
    ) -> [(number: Int, form: DeflatedForm, closedForm: Expression)] {
        (byGrowth[growth] ?? []).compactMap { entry in
            isolated[entry.number].map { (entry.number, entry.form, $0.closedForm) }
        }
    }

    /// The formulas whose fractions are related to a fraction, with the relation: the same fraction first, then
    /// those without contraction, then by the sum of the periods; each formula once.
    func relatives(
        of fraction: PolynomialContinuedFraction
    ) -> [(formula: Int, closedForm: Expression, relation: FractionRelation)] {
        var found: [(formula: Int, order: Int, relation: FractionRelation)] = []
        for target in ContractedForm.all(of: fraction, largestPeriod: largestPeriod) {
            for occurrence in occurrences[target.canonical.terms] ?? [] {
                guard let relation = FractionRelation.between(occurrence.form, target) else { continue }
                let order =
                    relation.source == relation.target
                    ? 0 : 1 + FractionIndex.period(occurrence.form) + FractionIndex.period(target)
                found.append((occurrence.formula, order, relation))
            }
        }
        found.sort { ($0.order, $0.formula) < ($1.order, $1.formula) }
        var seen: Set<Int> = []
        return found.compactMap { entry in
            guard seen.insert(entry.formula).inserted, let closedForm = isolated[entry.formula]?.closedForm else {
                return nil
            }
            return (entry.formula, closedForm, entry.relation)
        }
    }

    private static func period(_ form: ContractedForm) -> Int {
        if case .contraction(let period, _) = form.steps.first { return period }
        return 1
    }
}
