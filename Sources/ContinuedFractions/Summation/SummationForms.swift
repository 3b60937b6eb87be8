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
            let lemmas: [(any CertifiedEquation)?] = [GosperSum(sum: term), RationalSeries(sum: term)]
            return lemmas.compactMap { lemma in
                guard let lemma, (try? lemma.check()) != nil else { return nil }
                return ClosedForm(value: lemma.equation.right, lemmas: [lemma])
            }
        default: return []
        }
    }
}
