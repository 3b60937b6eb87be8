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
    private var isolated: [IsolatedFraction?] = []
    private var occurrences: [PolynomialContinuedFraction: [Occurrence]] = [:]
    private var byGrowth: [RatioGrowth: [(number: Int, form: DeflatedForm)]] = [:]
    private let largestPeriod: Int

    /// An empty index, with contractions of up to `largestPeriod` terms.
    init(largestPeriod: Int) { self.largestPeriod = largestPeriod }

    /// Adds a formula; its number is the count of those before it.
    mutating func add(_ formula: Formula) {
        let number = isolated.count
        let known = IsolatedFraction(formula)
        isolated.append(known)
        guard let known else { return }
        for form in ContractedForm.all(of: known.fraction, largestPeriod: largestPeriod) {
            occurrences[form.canonical.terms, default: []].append(Occurrence(formula: number, form: form))
            // Coboundaries are looked for from the fraction itself, and from its contractions by two terms.
            let period = FractionIndex.period(form)
            let start = period == 1 ? DeflatedForm(known.fraction) : period == 2 ? DeflatedForm(form) : nil
            if let start, let growth = RatioGrowth(start.end) {
                byGrowth[growth, default: []].append((number, start))
            }
        }
    }

    /// The known fractions of this growth, then contractions by two terms, deflated.
    func forms(
        growing growth: RatioGrowth
    ) -> [(number: Int, form: DeflatedForm, closedForm: Expression)] {
        let all = byGrowth[growth] ?? []
        return (all.filter { $0.form.steps.isEmpty } + all.filter { !$0.form.steps.isEmpty }).compactMap { entry in
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
