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
    /// A term with a ratio of constant absolute limit z is z^t times a rational function when the ratio, divided by z, is
    /// the ratio of one; the function is found from a term without powers, or from the ratio.
    init?(readingSum sum: Expression) {
        guard sum.head == .sum else { return nil }
        let arguments = sum.arguments
        guard arguments.count == 4, let variable = arguments[1].symbolName, let low = arguments[2].numeral?.asInt,
            arguments[3].symbolName == "infinity"
        else { return nil }
        if let (above, below) = try? arguments[0].rationalFunction(in: variable) {
            let start = Rational(low)
            self.init(base: 1, above: above.shifted(by: start), below: below.shifted(by: start))
            return
        }
        guard let ratio = try? arguments[0].termRatio(in: variable),
            let first = RationalSummand.exactValue(arguments[0], variable, low)
        else { return nil }
        self.init(
            above: Polynomial<Rational>(ratio.numerator).shifted(by: Rational(low)),
            below: Polynomial<Rational>(ratio.denominator).shifted(by: Rational(low)), first: first)
    }

    /// The value of a term at an integer when it is a rational number.
    static func exactValue(_ term: Expression, _ variable: String, _ value: Int) -> Rational? {
        let closed = term.substituting(variable, with: Expression(value))
        return (try? Evaluator.standard.evaluate(closed, digits: 10))?.exact
    }

    /// The term with the ratio above/below and this value at 0, when it is zᵗ times a rational function without zeros or
    /// poles at integers t ≥ 0; nil otherwise.
    ///
    /// The roots of above and below must pair with integer differences: ∏_{i<t} (i + x)/(i + x + d) is
    /// x (x + 1) ⋯ (x + d − 1)/((t + x) ⋯ (t + x + d − 1)).
    init?(above: Polynomial<Rational>, below: Polynomial<Rational>, first: Rational) {
        guard let z = above.leadingCoefficient, let lead = below.leadingCoefficient, above.degree == below.degree,
            !first.isZero
        else { return nil }
        var upper = RationalSummand.shifts(above)
        var lower = RationalSummand.shifts(below)
        guard upper.count == above.degree, lower.count == below.degree else { return nil }
        var numerator = Polynomial<Rational>(1)
        var denominator = Polynomial<Rational>(1)
        for x in upper {
            // The nearest partner.
            guard
                let j = lower.indices.filter({ (lower[$0] - x).isInteger })
                    .min(by: { (lower[$0] - x).magnitude < (lower[$1] - x).magnitude }),
                let d = (lower[j] - x).asInt, abs(d) <= ProperTerm.largestShift
            else { return nil }
            let start = min(x, lower[j])
            for i in 0..<abs(d) {
                let form = Polynomial([start + Rational(i), 1])
                if d > 0 { denominator *= form } else { numerator *= form }
            }
            lower.remove(at: j)
        }
        upper.removeAll()
        let (p, q) = (numerator.evaluated(at: 0), denominator.evaluated(at: 0))
        guard !p.isZero, !q.isZero, RationalSummand.hasNoNaturalRoot(numerator),
            RationalSummand.hasNoNaturalRoot(denominator)
        else { return nil }
        self.init(base: z / lead, above: numerator * (first * q / p), below: denominator)
    }

    private static func shifts(_ p: Polynomial<Rational>) -> [Rational] {
        p.clearingDenominators().polynomial.rationalRoots().flatMap { entry in
            [Rational](repeating: -entry.root, count: entry.multiplicity)
        }
    }

    private static func hasNoNaturalRoot(_ p: Polynomial<Rational>) -> Bool {
        p.clearingDenominators().polynomial.smallestIntegerRoot(atLeast: 0) == nil
    }
}
