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
    private let byGrowth: [RatioGrowth: [Int]]
    private let largestPeriod: Int

    /// The index of these formulas.
    init(_ formulas: [KnownFormula], largestPeriod: Int) {
        self.largestPeriod = largestPeriod
        isolated = formulas.map { IsolatedFraction($0.formula) }
        var table: [PolynomialContinuedFraction: [Occurrence]] = [:]
        var growths: [RatioGrowth: [Int]] = [:]
        for (number, known) in isolated.enumerated() {
            guard let known else { continue }
            if let growth = RatioGrowth(known.fraction) { growths[growth, default: []].append(number) }
            for form in ContractedForm.all(of: known.fraction, largestPeriod: largestPeriod) {
                table[form.canonical.terms, default: []].append(Occurrence(formula: number, form: form))
            }
        }
        occurrences = table
        byGrowth = growths
    }

    /// The formulas whose b(n)/(a(n) a(n−1)) grows like this.
    func formulas(growing growth: RatioGrowth) -> [(number: Int, known: IsolatedFraction)] {
        (byGrowth[growth] ?? []).compactMap { number in isolated[number].map { (number, $0) } }
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
