import Arithmetic
import ContinuedFractions
import Expressions

/// Γ at a rational number by Γ at one in (0, 1/2), by the recurrence, the reflection and, for sixths, the duplication
/// formula; so that values whose arguments have one denominator meet.
struct GammaOfRational: CertifiedEquation {
    let equation: Formula
    let theorem: String
    let steps: [String] = []

    /// The reduced form of Γ(q) for a rational q that is no integer; nil for other terms and for those in reduced form.
    init?(_ term: Expression) {
        guard term.head == .gamma, let q = term.arguments.first?.numeral,
            let (right, source) = GammaOfRational.reduced(q)
        else { return nil }
        equation = Formula(left: term, right: right)
        theorem = "\(source)"
    }

    /// The largest number of steps of the recurrence.
    private static let largestShift = 200

    private static func reduced(_ q: Rational) -> (Expression, String)? {
        if q.isInteger || q.magnitude > Rational(largestShift) { return nil }
        let pi = Expression(symbol: "pi")
        func gamma(_ x: Rational) -> Expression { Expression(.gamma, [Expression(x)]) }
        if q == Rational(1, 2) { return (Expression(.squareRoot, [pi]), "Γ(1/2) = √π [DLMF 5.4.6]") }
        if q > 1 {
            var (x, factor) = (q, Rational(1))
            while x > 1 {
                x = x - 1
                factor *= x
            }
            return (Expression(factor) * gamma(x), "recurrence of Γ [DLMF 5.5.1]")
        }
        if q.signum() < 0 {
            var (x, factor) = (q, Rational(1))
            while x.signum() < 0 {
                factor *= x
                x = x + 1
            }
            return (gamma(x) / Expression(factor), "recurrence of Γ [DLMF 5.5.1]")
        }
        if q > Rational(1, 2) {
            let sine = Expression(.sin, [Expression(1 - q) * pi])
            return (pi / ((sines[1 - q] ?? sine) * gamma(1 - q)), "reflection of Γ [DLMF 5.5.3]")
        }
        if q == Rational(1, 6) {
            // Γ(1/6) Γ(2/3) = 2^(2/3) √π Γ(1/3) and Γ(2/3) = 2π/(√3 Γ(1/3)).
            let third = gamma(Rational(1, 3))
            let right =
                Expression(2).power(Expression(Rational(-1, 3)))
                * Expression(.squareRoot, [Expression(3) / pi]) * third * third
            return (right, "duplication of Γ [DLMF 5.5.5]")
        }
        return nil
    }

    /// sin(q π) in radicals.
    private static let sines: [Rational: Expression] = [
        Rational(1, 6): Expression(Rational(1, 2)),
        Rational(1, 4): Expression(.squareRoot, [Expression(2)]) / Expression(2),
        Rational(1, 3): Expression(.squareRoot, [Expression(3)]) / Expression(2),
    ]

    func check() throws(CertificateError) {
        guard let again = GammaOfRational(equation.left), again.equation == equation else {
            throw CertificateError("the functional equations give another term")
        }
        try CertificateError.requireAgreement(equation, digits: 20)
    }
}

extension CertificateError {
    /// Checks that both sides of an equation agree to `digits` digits: a guard against a theorem quoted wrongly.
    static func requireAgreement(_ equation: Formula, digits: Int) throws(CertificateError) {
        do {
            let left = try Evaluator.standard.evaluate(equation.left, digits: digits).value
            let right = try Evaluator.standard.evaluate(equation.right, digits: digits).value
            guard left.overlaps(right) else { throw CertificateError("the sides lie in disjoint balls") }
        } catch let error as CertificateError {
            throw error
        } catch {
            throw CertificateError("a side has no value: \(error)")
        }
    }
}
