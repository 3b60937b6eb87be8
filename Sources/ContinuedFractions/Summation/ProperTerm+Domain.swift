import Arithmetic

/// Where a proper term is finite, where it vanishes, and how it decays; for integers n ≥ n₀ and t ≥ 0.
extension ProperTerm {
    /// Whether every Gamma factor above has a positive argument for all n ≥ `first`, t ≥ 0.
    func isRegular(from first: Int) -> Bool {
        factors.allSatisfy { factor in
            let x = factor.argument
            return factor.exponent < 0 || (x.index >= 0 && x.summand >= 0 && x.value(first, 0).signum() > 0)
        }
    }

    /// An order to which the term vanishes at t = `summand` for all n ≥ `first`, as seen from the factors below and the
    /// power of t − `summand` in the polynomial.
    func vanishingOrder(at summand: Int, from first: Int) -> Int {
        let start = polynomial.shifted(index: 0, summand: summand).coefficients.prefix { $0.isZero }.count
        return factors.reduce(start) { order, factor in
            let x = factor.argument
            let isZero =
                factor.exponent < 0 && x.summand != 0 && x.index <= 0 && x.constant.isInteger
                && x.value(first, Rational(summand)).signum() <= 0
            return isZero ? order - factor.exponent : order
        }
    }

    /// Whether |F(n, t)| t^(−power) tends to 0 as t → ∞ for every n ≥ `first`, with a margin that is a power of t, an
    /// exponential or a factorial.
    ///
    /// By Stirling's formula Γ(β t + c) is Γ(t)^β β^(β t) t^(c − (β − 1)/2 …) up to constants, so that the product decays
    /// like t!^σ ρᵗ t^κ with σ = Σ eᵢβᵢ, ρ = |z| ∏ βᵢ^(eᵢβᵢ), κ = deg P + Σ eᵢ(αᵢ n + γᵢ − 1/2).
    func decays(faster power: Int, from first: Int) -> Bool {
        let moving = factors.filter { $0.argument.summand != 0 }
        guard moving.allSatisfy({ $0.argument.summand > 0 }) else { return false }
        let order = moving.reduce(0) { $0 + $1.exponent * $1.argument.summand }
        if order != 0 { return order < 0 }
        let rate = moving.reduce(summandBase.magnitude) { product, factor in
            product * Rational(factor.argument.summand).power(factor.exponent * factor.argument.summand)
        }
        if rate != 1 { return rate < 1 }
        var slope = 0
        var exponent = Rational((polynomial.degree ?? 0) - power)
        for factor in moving {
            slope += factor.exponent * factor.argument.index
            exponent +=
                Rational(factor.exponent) * (factor.argument.value(first, 0) - Rational(1, 2))
        }
        return slope <= 0 && exponent.signum() < 0
    }

    /// Whether |F(n + 1, t)| ≤ ν |F(n, t)| on a quadrant, as seen from the signs of coefficients.
    func indexQuotient(isBoundedBy bound: Rational, on quadrant: Quadrant) -> Bool {
        guard let quotient = shifted(index: 1, summand: 0).gammaQuotient(self) else { return false }
        var above = polynomial.shifted(index: 1, summand: 0) * Polynomial(constant: indexBase)
        var below = polynomial
        for (form, exponent) in quotient {
            if exponent > 0 {
                above *= form.polynomial.power(exponent)
            } else {
                below *= form.polynomial.power(-exponent)
            }
        }
        var p = quadrant.image(above)
        var q = quadrant.image(below)
        if let sign = q[0][0].signum() as Int?, sign < 0 { q = -q }
        if !p.hasNonnegativeCoefficients { p = -p }
        guard q[0][0].signum() > 0, p.hasNonnegativeCoefficients, q.hasNonnegativeCoefficients else { return false }
        return (q * Polynomial(constant: bound) - p).hasNonnegativeCoefficients
    }
}
