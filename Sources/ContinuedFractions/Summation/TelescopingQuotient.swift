import Arithmetic
import Expressions

/// The value of a fraction from two neighbouring values r(M + s) = Σ f(t), r(M + s − 1) = Σ g(t) of the series, as a quotient
/// of two sums: (p(M) g(t) − γ(M) p(M − 1) f(t)) over (q(M) g(t) − γ(M) q(M − 1) f(t)), both times a number.
struct TelescopingQuotient {
    /// The sum above.
    let above: Expression
    /// The sum below.
    let below: Expression

    /// Nil when the summands are neither rational nor hypergeometric without zeros, or one combination is 0.
    init?(
        a: Polynomial<Rational>, b: Polynomial<Rational>, _ series: TelescopedSeries, shift: Int, start: Int,
        gauge: Rational
    ) {
        var p: (Rational, Rational) = (1, a.evaluated(at: 0))
        var q: (Rational, Rational) = (0, 1)
        for n in 0..<start {
            let x = Rational(n + 1)
            let (an, bn) = (a.evaluated(at: x), b.evaluated(at: x))
            p = (p.1, an * p.1 + bn * p.0)
            q = (q.1, an * q.1 + bn * q.0)
        }
        let weights = (above: (p.1, -gauge * p.0), below: (q.1, -gauge * q.0))
        let index = start + shift
        if let f = series.summand(at: index), let g = series.summand(at: index - 1) {
            self.init(rational: f, g, weights.above, weights.below)
        } else if !series.isDifferentiated {
            self.init(hypergeometric: series.certificate.term, index, weights.above, weights.below)
        } else {
            return nil
        }
    }

    private init?(
        rational f: RationalSummand, _ g: RationalSummand, _ upper: (Rational, Rational), _ lower: (Rational, Rational)
    ) {
        guard let u = RationalSummand(upper.0, g, upper.1, f), let v = RationalSummand(lower.0, g, lower.1, f),
            let scale = v.above.leadingCoefficient?.reciprocal, !u.above.isZero,
            let above = RationalSummand(base: u.base, above: u.above * scale, below: u.below),
            let below = RationalSummand(base: v.base, above: v.above * scale, below: v.below)
        else { return nil }
        self.above = above.sum
        self.below = below.sum
    }

    /// The combinations are g(t) times rational functions; both are divided by g(0).
    private init?(
        hypergeometric term: ProperTerm, _ index: Int, _ upper: (Rational, Rational), _ lower: (Rational, Rational)
    ) {
        let f = term.restricted(to: index)
        let g = term.restricted(to: index - 1)
        guard let quotient = f.rationalQuotient(by: g),
            let ratio = g.shifted(index: 0, summand: 1).rationalQuotient(by: g)
        else { return nil }
        func combination(_ weights: (Rational, Rational)) -> HypergeometricSummand? {
            // g (w₀ + w₁ f/g).
            let factor = quotient.below * weights.0 + quotient.above * weights.1
            let divisor = quotient.below.evaluated(at: 0)
            guard !factor.isZero, !divisor.isZero else { return nil }
            let above = ratio.above * factor.shifted(by: 1) * quotient.below
            let below = ratio.below * factor * quotient.below.shifted(by: 1)
            let common = above.gcd(below)
            return HypergeometricSummand(
                above: above.quotientAndRemainder(dividingBy: common).quotient,
                below: below.quotientAndRemainder(dividingBy: common).quotient,
                first: factor.evaluated(at: 0) / divisor)
        }
        guard let above = combination(upper), let below = combination(lower) else { return nil }
        self.above = above.sum
        self.below = below.sum
    }

    /// The quotient of the sums.
    var expression: Expression { above / below }
}

extension ProperTerm {
    /// F(m, t) for a number m in place of n, with its constant Gamma factors.
    func restricted(to m: Int) -> ProperTerm {
        ProperTerm(
            polynomial: polynomial.mapCoefficients { Polynomial(constant: $0.evaluated(at: Rational(m))) }
                * Polynomial(constant: indexBase.power(m)),
            summandBase: summandBase,
            gammas: factors.map { factor in
                let x = factor.argument
                return (LinearForm(index: 0, summand: x.summand, constant: x.value(m, 0)), factor.exponent)
            })
    }

    /// The quotient of two terms in t alone as one of polynomials in t; nil when it is no rational function.
    func rationalQuotient(
        by other: ProperTerm
    ) -> (above: Polynomial<Rational>, below: Polynomial<Rational>)? {
        guard summandBase == other.summandBase, let quotient = gammaQuotient(other) else { return nil }
        var above = polynomial.specialized(at: 0)
        var below = other.polynomial.specialized(at: 0)
        for (form, exponent) in quotient {
            let power = form.polynomial.specialized(at: 0).power(abs(exponent))
            if exponent > 0 { above *= power } else { below *= power }
        }
        return below.isZero ? nil : (above, below)
    }
}
