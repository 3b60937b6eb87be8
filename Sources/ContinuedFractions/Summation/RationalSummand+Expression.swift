import Arithmetic
import Expressions

extension RationalSummand {
    /// The term zᵏ P(k)/Q(k) in a variable, with P and Q in factors.
    func expression(variable: String) -> Expression {
        let (numerator, numeratorContent) = RationalSummand.factors(above, variable)
        let (denominator, denominatorContent) = RationalSummand.factors(below, variable)
        let constant = numeratorContent / denominatorContent
        var over = numerator
        if base != 1 { over.insert(Expression(base).power(Expression(symbol: variable)), at: 0) }
        if constant.numerator != 1 || over.isEmpty { over.insert(Expression(Rational(constant.numerator)), at: 0) }
        var under = denominator
        if !constant.denominator.isOne { under.insert(Expression(Rational(constant.denominator)), at: 0) }
        let top = over.count == 1 ? over[0] : Expression(.multiply, over)
        if under.isEmpty { return top }
        return top / (under.count == 1 ? under[0] : Expression(.multiply, under))
    }

    private static func factors(
        _ polynomial: Polynomial<Rational>, _ variable: String
    ) -> (factors: [Expression], content: Rational) {
        let (cleared, denominator) = polynomial.clearingDenominators()
        let (content, factors) = cleared.factored()
        return (
            factors.map { factor in
                let base = Expression(factor.polynomial, variable: variable)
                return factor.multiplicity == 1 ? base : base.power(Expression(factor.multiplicity))
            },
            Rational(content, denominator)
        )
    }

    /// `sum(zᵏ P(k)/Q(k), k, 0, infinity)`.
    var sum: Expression {
        Expression(
            .sum,
            [expression(variable: "k"), Expression(symbol: "k"), Expression(0), Expression(symbol: "infinity")])
    }

    /// The summand of `sum(term, k, low, infinity)` as a function of t = k − low ≥ 0, when it is rational times a power.
    ///
    /// A term without powers is read as it stands, any other one from its ratio.
    init?(readingSum sum: Expression) {
        guard sum.head == .sum else { return nil }
        let arguments = sum.arguments
        guard arguments.count == 4, let variable = arguments[1].symbolName, let low = arguments[2].numeral?.asInt,
            arguments[3].symbolName == "infinity", arguments[0].isRegular(in: variable, from: low)
        else { return nil }
        if let (above, below) = try? arguments[0].rationalFunction(in: variable) {
            let start = Rational(low)
            self.init(base: 1, above: above.shifted(by: start), below: below.shifted(by: start))
            return
        }
        guard let value = HypergeometricSummand(readingSum: sum)?.asRational else { return nil }
        self = value
    }
}
