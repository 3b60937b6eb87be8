import Arithmetic
import Expressions

extension EulerFraction {
    /// A closed form of `pcf(a, b)` by a hypergeometric solution of its recurrence, with the sum evaluated where a closed
    /// form of it is known; nil when there is no such solution.
    static func closedForm(of term: Expression) -> ClosedForm? {
        guard let (a, b) = TelescopingFraction.polynomials(of: term), !a.isZero, !b.isZero,
            let recurrence = PolynomialRecurrence([-b.shifted(by: 2), -a.shifted(by: 2), 1]),
            let solutions = recurrence.hypergeometricSolutions()
        else { return nil }
        var forms: [ClosedForm] = []
        for solution in solutions {
            // y(n + 1)/y(n) = ρ(n + 1).
            let ratio = solution.ratio
            let (p, q) = (ratio.above.shifted(by: -1), ratio.below.shifted(by: -1))
            guard let value = try? EulerValue(a: a, b: b, above: p, below: q) else { continue }
            let sum = value.series?.sum
            let fraction = EulerFraction(
                equation: Formula(left: term, right: value.expression(sum)), ratioAbove: p, ratioBelow: q)
            guard (try? fraction.check()) != nil else { continue }
            if let sum {
                if let form = SummationForms.closedForms(of: sum).first {
                    return ClosedForm(value: value.expression(form.value), lemmas: [fraction] + form.lemmas)
                }
                forms.append(ClosedForm(value: fraction.equation.right, lemmas: [fraction]))
            } else {
                return ClosedForm(value: fraction.equation.right, lemmas: [fraction])
            }
        }
        return forms.first
    }
}
