import Arithmetic
import Expressions

/// Σ_{t≥0} zᵗ P(t)/Q(t) in closed form, by partial fractions.
///
/// For z = 1 the parts c/(t + α)^m give c ζ(m, α) for m ≥ 2 (DLMF 25.11.1), and −Σ c ψ(α) for m = 1, where Σ c = 0
/// (5.7.6). For z = −1 the terms of even and of odd t are taken apart; for |z| < 1 the parts give polylogarithms and
/// values of Lerch's function. Parts whose poles are not rational must telescope.
public struct RationalSeries: CertifiedEquation {
    /// The sum and its value.
    public let equation: Formula
    /// The summand as a function of t from 0 on.
    public let summand: RationalSummand
    /// P/Q in parts.
    public let parts: PartialFractions

    /// The names of the theorems.
    public var theorem: String {
        "partial fractions, and the series of zeta, digamma, polylogarithm and Lerch functions (DLMF 25.11.1, 5.7.6, "
            + "5.4.19, 25.12.10, 25.14.1)"
    }

    /// The partial fractions and the value.
    public var steps: [String] {
        let text = parts.parts.map { part in
            let (p, f) = (Expression(part.numerator, variable: "t"), Expression(part.factor, variable: "t"))
            return "(\(p))/(\(f))^\(part.order)"
        }.joined(separator: " + ")
        return [
            "the summand is \(summand.expression(variable: "t"))",
            "in partial fractions: \(text)",
            "summed over t ≥ 0: \(equation.right)",
        ]
    }

    /// The data of the equation; nothing is checked.
    public init(equation: Formula, summand: RationalSummand, parts: PartialFractions) {
        self.equation = equation
        self.summand = summand
        self.parts = parts
    }

    /// The value of `sum(term, variable, low, infinity)`, or nil when the summand is no rational function times a power,
    /// parts with other than rational poles do not telescope, a pole lies in the range of summation, or the series does not
    /// converge.
    public init?(sum: Expression) {
        guard let summand = RationalSummand(readingSum: sum),
            let parts = PartialFractions(above: summand.above, below: summand.below),
            let value = RationalSeries.value(base: summand.base, parts)
        else { return nil }
        self.init(equation: Formula(left: sum, right: value), summand: summand, parts: parts)
    }

    /// Checks the partial fractions, the convergence and the value.
    public func check() throws(CertificateError) {
        guard RationalSummand(readingSum: equation.left) == summand else {
            throw CertificateError("the summand is not that of \(equation.left)")
        }
        guard parts.equals(above: summand.above, below: summand.below) else {
            throw CertificateError("the partial fractions do not add up to the summand")
        }
        guard let value = RationalSeries.value(base: summand.base, parts) else {
            throw CertificateError("the series does not converge, or has a pole")
        }
        guard value == equation.right else { throw CertificateError("the parts sum to \(value)") }
    }

    /// The value of the series; nil when it does not converge, has a pole at an integer t ≥ 0, or parts whose poles are not
    /// rational remain.
    static func value(base: Rational, _ fractions: PartialFractions) -> Expression? {
        var result = ZetaCombination()
        let linear = fractions.parts.filter { $0.factor.degree == 1 }
        guard base == 1 || base == -1 || base.magnitude < 1,
            fractions.parts.allSatisfy({ HypergeometricSummand.hasNoNaturalRoot($0.factor) }),
            linear.allSatisfy({ $0.factor[0].magnitude <= largestShift }),
            let telescoped = telescopedValue(
                base: base, fractions.parts.filter { $0.factor.degree ?? 0 > 1 })
        else { return nil }
        result.add(telescoped)
        if base == 1 {
            let residue = linear.reduce(Rational(0)) { $1.order == 1 ? $0 + $1.numerator[0] : $0 }
            guard residue.isZero else { return nil }
        }
        for part in linear {
            result.addSeries(base: base, coefficient: part.numerator[0], order: part.order, at: part.factor[0])
        }
        return result.expression
    }

    /// Σ zᵗ Σ p(t)/f(t)^m for parts with factors of degree 2 or more, when it telescopes: the terms at t of parts whose
    /// factors are f(t + d) are led to f(t) by a change of the index, and must cancel there; what is left are finitely many
    /// first terms.
    private static func telescopedValue(base: Rational, _ parts: [PartialFractions.Part]) -> Rational? {
        var sum = Rational(0)
        var groups: [(factor: Polynomial<Rational>, order: Int, numerator: Polynomial<Rational>)] = []
        for part in parts {
            guard
                let index = groups.firstIndex(where: { group in
                    group.order == part.order && shift(from: group.factor, to: part.factor) != nil
                }), let d = shift(from: groups[index].factor, to: part.factor)
            else {
                groups.append((part.factor, part.order, part.numerator))
                continue
            }
            // Σ_{t≥0} zᵗ p(t)/f(t + d)^m = z^(−d) Σ_{t≥d} zᵗ p(t − d)/f(t)^m.
            let scale = base.power(-d)
            let moved = part.numerator.shifted(by: Rational(-d))
            groups[index].numerator += moved * scale
            let range = d >= 0 ? 0..<d : d..<0
            for t in range {
                let x = Rational(t)
                let value = groups[index].factor.evaluated(at: x).power(part.order)
                guard !value.isZero else { return nil }
                let term = scale * base.power(t) * moved.evaluated(at: x) / value
                sum = d >= 0 ? sum - term : sum + term
            }
        }
        return groups.allSatisfy(\.numerator.isZero) ? sum : nil
    }

    /// The integer d with g(t) = f(t + d), for monic polynomials.
    private static func shift(from f: Polynomial<Rational>, to g: Polynomial<Rational>) -> Int? {
        guard let degree = f.degree, degree > 0, degree == g.degree,
            let d = ((g[degree - 1] - f[degree - 1]) / Rational(degree)).asInt, abs(d) <= ProperTerm.largestShift,
            f.shifted(by: Rational(d)) == g
        else { return nil }
        return d
    }

    /// The largest |α| that is led to the interval (0, 1].
    static let largestShift: Rational = 1_000
}
