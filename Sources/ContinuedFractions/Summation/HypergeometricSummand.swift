import Arithmetic
import Expressions

/// The term f(t) = f(0) zᵗ (R(t)/R(0)) ∏ᵢ (xᵢ)_t/∏ⱼ (yⱼ)_t, t ≥ 0, with a rational function R and rising factorials.
struct HypergeometricSummand: Hashable, Sendable {
    /// f(0), not 0.
    let first: Rational
    /// z.
    let base: Rational
    /// R(t)/R(0).
    let rational: RationalSummand
    /// The xᵢ, ascending.
    let above: [Rational]
    /// The yⱼ, ascending.
    let below: [Rational]

    /// The term with f(t + 1)/f(t) = above/below and this value at 0; nil when f vanishes or has a pole at an integer
    /// t ≥ 0, or when it is not of this form.
    ///
    /// Irreducible factors above and below that are shifts of each other by integers are paired, nearest first, and give
    /// R: ∏_{i<t} g(i)/g(i + d) = g(0) ⋯ g(d − 1)/(g(t) ⋯ g(t + d − 1)). The others must be linear.
    init?(above: Polynomial<Rational>, below: Polynomial<Rational>, first: Rational) {
        guard let leading = above.leadingCoefficient, let divisor = below.leadingCoefficient, !first.isZero,
            HypergeometricSummand.hasNoNaturalRoot(above), HypergeometricSummand.hasNoNaturalRoot(below)
        else { return nil }
        var upper = HypergeometricSummand.irreducibleFactors(above)
        var lower = HypergeometricSummand.irreducibleFactors(below)
        var numerator = Polynomial<Rational>(1)
        var denominator = Polynomial<Rational>(1)
        while let pair = HypergeometricSummand.nearestPair(upper, lower) {
            let g = pair.distance >= 0 ? upper[pair.above] : lower[pair.below]
            for i in 0..<abs(pair.distance) {
                let form = g.shifted(by: Rational(i))
                if pair.distance > 0 { denominator *= form } else { numerator *= form }
            }
            upper.remove(at: pair.above)
            lower.remove(at: pair.below)
        }
        guard (upper + lower).allSatisfy({ $0.degree == 1 }) else { return nil }
        let (p, q) = (numerator.evaluated(at: 0), denominator.evaluated(at: 0))
        guard !p.isZero, !q.isZero,
            let rational = RationalSummand(base: 1, above: numerator * (q / p), below: denominator)
        else { return nil }
        self.first = first
        self.base = leading / divisor
        self.rational = rational
        self.above = upper.map { $0[0] }.sorted()
        self.below = lower.map { $0[0] }.sorted()
    }

    /// The summand of `sum(term, k, low, infinity)` as a function of t = k − m ≥ 0, from its ratio and its
    /// first value that is not 0, at k = m.
    init?(readingSum sum: Expression) {
        guard sum.head == .sum else { return nil }
        let arguments = sum.arguments
        guard arguments.count == 4, let variable = arguments[1].symbolName, let low = arguments[2].numeral?.asInt,
            arguments[3].symbolName == "infinity", arguments[0].isRegular(in: variable, from: low),
            let ratio = try? arguments[0].termRatio(in: variable),
            let (start, first) = arguments[0].firstNonzeroValue(from: low, in: variable)
        else { return nil }
        self.init(
            above: Polynomial<Rational>(ratio.numerator).shifted(by: Rational(start)),
            below: Polynomial<Rational>(ratio.denominator).shifted(by: Rational(start)), first: first)
    }

    /// f(t + 1)/f(t) as a quotient of polynomials; nil when it has no such form.
    var ratio: (above: Polynomial<Rational>, below: Polynomial<Rational>)? {
        let (p, q) = (rational.above, rational.below)
        let numerator = above.reduce(p.shifted(by: 1) * q * base) { $0 * Polynomial([$1, 1]) }
        let denominator = below.reduce(p * q.shifted(by: 1)) { $0 * Polynomial([$1, 1]) }
        return denominator.isZero ? nil : (numerator, denominator)
    }

    /// f as a rational function times zᵗ, when no rising factorials remain.
    var asRational: RationalSummand? {
        guard above.isEmpty, below.isEmpty else { return nil }
        return RationalSummand(base: base, above: rational.above * first, below: rational.below)
    }

    /// f(k) as a term in a variable.
    func expression(variable: String) -> Expression {
        let k = Expression(symbol: variable)
        func rising(_ value: Rational) -> Expression {
            value == 1 ? Expression(.factorial, [k]) : Expression(.risingFactorial, [Expression(value), k])
        }
        let scaled = RationalSummand(base: base, above: rational.above * first, below: rational.below)
        var over = above.map(rising)
        if let scaled { over.insert(scaled.expression(variable: variable), at: 0) }
        let top = over.count == 1 ? over[0] : Expression(.multiply, over)
        let under = below.map(rising)
        if under.isEmpty { return top }
        return top / (under.count == 1 ? under[0] : Expression(.multiply, under))
    }

    /// `sum(f(k), k, 0, infinity)`.
    var sum: Expression {
        if let rational = asRational { return rational.sum }
        return Expression(
            .sum,
            [expression(variable: "k"), Expression(symbol: "k"), Expression(0), Expression(symbol: "infinity")])
    }

    static func hasNoNaturalRoot(_ p: Polynomial<Rational>) -> Bool {
        p.clearingDenominators().polynomial.smallestIntegerRoot(atLeast: 0) == nil
    }

    private static func irreducibleFactors(_ p: Polynomial<Rational>) -> [Polynomial<Rational>] {
        p.clearingDenominators().polynomial.factored().factors.flatMap { factor in
            [Polynomial<Rational>](
                repeating: Polynomial<Rational>(factor.polynomial).monic, count: factor.multiplicity)
        }
    }

    /// Factors g(t) above and g(t + d) below with the least |d|.
    private static func nearestPair(
        _ upper: [Polynomial<Rational>], _ lower: [Polynomial<Rational>]
    ) -> (above: Int, below: Int, distance: Int)? {
        var best: (above: Int, below: Int, distance: Int)?
        for (i, g) in upper.enumerated() {
            for (j, h) in lower.enumerated() {
                guard let degree = g.degree, degree == h.degree,
                    let d = ((h[degree - 1] - g[degree - 1]) / Rational(degree)).asInt,
                    abs(d) <= ProperTerm.largestShift, g.shifted(by: Rational(d)) == h
                else { continue }
                if let current = best, abs(current.distance) <= abs(d) { continue }
                best = (i, j, d)
            }
        }
        return best
    }
}

/// How Σ f(t) behaves for a term with f(t + 1)/f(t) = above/below.
enum SeriesConvergence {
    /// It converges.
    case convergent
    /// Its partial sums tend to +∞ or −∞.
    case divergent
    /// Neither is seen.
    case undecided

    /// The decision by the leading coefficients: with |f(t + 1)/f(t)| → ρ the series converges for ρ < 1; with
    /// f(t + 1)/f(t) = ±(1 − c/t + O(t^(−2))) it converges for the sign + exactly when c > 1 (Gauss's test), for the sign
    /// − when c > 0 (Leibniz). Terms of one sign with ρ > 1, or ρ = 1 and c ≤ 1, add up to ±∞.
    init(above: Polynomial<Rational>, below: Polynomial<Rational>) {
        guard let p = above.leadingCoefficient, let q = below.leadingCoefficient, let m = above.degree,
            let n = below.degree
        else {
            self = above.isZero && !below.isZero ? .convergent : .undecided
            return
        }
        let ratio = p / q
        if m < n || (m == n && ratio.magnitude < 1) {
            self = .convergent
            return
        }
        if m > n || ratio.magnitude > 1 {
            self = ratio.signum() > 0 ? .divergent : .undecided
            return
        }
        let c = m == 0 ? 0 : below[m - 1] / q - above[m - 1] / p
        if ratio == 1 {
            self = c > 1 ? .convergent : .divergent
        } else {
            self = c.signum() > 0 ? .convergent : .undecided
        }
    }
}
