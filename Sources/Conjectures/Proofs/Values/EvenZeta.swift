import Arithmetic
import ContinuedFractions
import Expressions

/// ζ(2k) = (−1)^(k+1) B(2k) (2π)^(2k)/(2 (2k)!) for k ≥ 1 (Euler; DLMF 25.6.2).
struct EvenZeta: CertifiedEquation {
    let equation: Formula
    let theorem = "Euler's values of zeta [DLMF 25.6.2]"
    let steps: [String] = []

    /// The largest argument.
    private static let largestArgument = 200

    /// The value of ζ at a positive even integer; nil for other terms.
    init?(_ term: Expression) {
        guard term.head == .zeta, let argument = term.arguments.first?.numeral?.asInt, argument > 0,
            argument % 2 == 0, argument <= EvenZeta.largestArgument
        else { return nil }
        let sign = argument % 4 == 2 ? 1 : -1
        let factor =
            Rational.bernoulli(argument) * Rational(Integer(2).power(argument - 1)) * Rational(sign)
            / Rational(Integer.factorial(argument))
        equation = Formula(
            left: term, right: Expression(factor) * Expression(symbol: "pi").power(Expression(argument)))
    }

    func check() throws(CertificateError) {
        guard let again = EvenZeta(equation.left), again.equation == equation else {
            throw CertificateError("the formula gives another value")
        }
        try CertificateError.requireAgreement(equation, digits: 20)
    }
}
