import Arithmetic
import Expressions

extension TelescopingFraction {
    /// The largest shift s of the index that is tried.
    static let largestShift = 8

    /// A closed form of `pcf(a, b)` by a series of the known families, up to a gauge factor and a shift of the index; nil
    /// when none fits.
    static func closedForm(of term: Expression) -> ClosedForm? {
        guard let (a, b) = polynomials(of: term), !a.isZero, !b.isZero else { return nil }
        for series in TelescopingSeed.series {
            for shift in (series.firstIndex + 1)...(series.firstIndex + largestShift) {
                guard let found = matched(term, a, b, series, shift) else { continue }
                return found
            }
        }
        return nil
    }

    private static func matched(
        _ term: Expression, _ a: Polynomial<Rational>, _ b: Polynomial<Rational>, _ series: TelescopedSeries,
        _ shift: Int
    ) -> ClosedForm? {
        // γ = −a c₂/c₁; then b must be −γ(n) γ(n − 1) c₀/c₂.
        let c = series.certificate.telescoper.map { $0.shifted(by: Rational(shift - 2)) }
        guard let gauge = RationalSummand(base: 1, above: -(a * c[2]), below: c[1]), !gauge.above.isZero else {
            return nil
        }
        let (p, q) = (gauge.above, gauge.below)
        guard -(p * p.shifted(by: -1) * c[0]) == q * q.shifted(by: -1) * b * c[2] else { return nil }
        let atZero = q.evaluated(at: 0)
        guard !atZero.isZero,
            let growth = DominantGrowth.search(
                a: a, b: b, above: p, below: q, least: series.growth,
                allowsSlow: !series.isDifferentiated && series.growth <= 1),
            let upper = series.summand(at: shift)?.sum, let lower = series.summand(at: shift - 1)?.sum,
            let upperValue = RationalSeries(sum: upper), let lowerValue = RationalSeries(sum: lower)
        else { return nil }
        let gaugeAtZero = p.evaluated(at: 0) / atZero
        let fraction = TelescopingFraction(
            equation: Formula(left: term, right: value(a, gaugeAtZero, upper, lower)), series: series, shift: shift,
            gaugeAbove: p, gaugeBelow: q, growth: growth)
        guard (try? fraction.check()) != nil, (try? upperValue.check()) != nil, (try? lowerValue.check()) != nil else {
            return nil
        }
        return ClosedForm(
            value: value(a, gaugeAtZero, upperValue.equation.right, lowerValue.equation.right),
            lemmas: [fraction, upperValue, lowerValue])
    }
}
