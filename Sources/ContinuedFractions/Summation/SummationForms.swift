import Arithmetic
import Expressions

/// Closed forms of continued fractions and sums by summation: Euler's fractions, hypergeometric solutions, telescoping
/// series, Gosper's algorithm and partial fractions.
public enum SummationForms {
    /// Closed forms of a term `pcf(…)` or `sum(…)`, each with its proof; empty when none is found.
    ///
    /// Every certificate has passed its check. Cost: milliseconds for coefficients of degree up to about 10.
    public static func closedForms(of term: Expression) -> [ClosedForm] {
        switch term.head {
        case .continuedFraction:
            return [EulerFraction.closedForm(of: term), TelescopingFraction.closedForm(of: term)].compactMap { $0 }
        case .sum:
            let direct: [(any CertifiedEquation)?] = [GosperSum(sum: term), RationalSeries(sum: term)]
            let found = direct.compactMap { lemma -> ClosedForm? in
                guard let lemma, (try? lemma.check()) != nil else { return nil }
                return ClosedForm(value: lemma.equation.right, lemmas: [lemma])
            }
            return found.isEmpty ? [accelerated(term)].compactMap { $0 } : found
        default: return []
        }
    }

    /// A closed form of a series that is led to known power series or to one of rational functions.
    private static func accelerated(_ sum: Expression) -> ClosedForm? {
        if let reduction = SeriesReduction(sum: sum) {
            return ClosedForm(value: reduction.equation.right, lemmas: [reduction])
        }
        guard let series = WilfZeilbergerSeries(sum: sum), let value = RationalSeries(sum: series.rest),
            (try? value.check()) != nil
        else { return nil }
        let result =
            series.equation.right == series.rest
            ? value.equation.right : series.equation.right.arguments[0] + value.equation.right
        return ClosedForm(value: result, lemmas: [series, value])
    }
}
