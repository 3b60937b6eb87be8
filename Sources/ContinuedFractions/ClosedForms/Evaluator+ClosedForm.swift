import Arithmetic
import Expressions

extension Evaluator {
    /// The digits above which a slow continued fraction is evaluated by its closed form, where one is proved.
    static let closedFormDigits = 2000

    /// The value of a continued fraction that converges like a power of n, or slower than a bit every two terms, by a closed
    /// form whose proof has been checked: the tail that the convergents need has as many terms as there are digits, while
    /// the closed form takes the time of its constants. Nil for other fractions and where no closed form is known.
    ///
    /// Cost: milliseconds for the proof, and the evaluation.
    func closedFormValue(of fraction: PolynomialContinuedFraction, precision: Int) -> ComplexBall? {
        guard case .success(let shape) = TailShape.classify(fraction), shape.isSlow else { return nil }
        let term = fraction.expression
        for form in ClosedForms.gauss(of: term) + SummationForms.closedForms(of: term) {
            // Hypergeometric functions take longer than the fraction.
            guard
                form.value.subterms(with: [.continuedFraction, .sum, .product, .hypergeometric, .tricomiU]).isEmpty,
                let value = try? enclosure(form.value, precision: precision), value.isFinite
            else { continue }
            return value
        }
        return nil
    }
}
