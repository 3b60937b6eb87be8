import Arithmetic
import Expressions

extension TelescopingFraction {
    /// The shifts s of the index that are tried.
    static let shifts = -2...8

    /// A closed form of `pcf(a, b)` by a series of the known families, up to a gauge factor and a shift of the index; nil
    /// when none fits.
    static func closedForm(of term: Expression) -> ClosedForm? {
        guard let (a, b) = polynomials(of: term), !a.isZero, !b.isZero else { return nil }
        for series in TelescopingSeed.series where hasMatchingLimit(a, b, series) {
            for shift in shifts {
                guard let gauge = gauge(a, b, series, shift) else { continue }
                // The index from which the recurrence of the series is known; a few more where the gauge has zeros.
                let first = max(0, series.firstIndex + 1 - shift)
                for start in first...(first + 3) {
                    if let form = closedForm(term, a, b, series, shift, gauge, start) { return form }
                }
            }
        }
        return nil
    }

    /// Whether b(n)/(a(n) a(n − 1)) has the degree and the leading coefficient that the series gives.
    private static func hasMatchingLimit(
        _ a: Polynomial<Rational>, _ b: Polynomial<Rational>, _ series: TelescopedSeries
    ) -> Bool {
        let c = series.certificate.telescoper
        // b c₁² + a² c₀ c₂ has no term of the highest degree.
        let (left, right) = (b * c[1] * c[1], a * a * c[0] * c[2])
        return left.degree == right.degree && left.leadingCoefficient == right.leadingCoefficient.map { -$0 }
    }

    /// γ = −a c₂/c₁, when b = −γ(n) γ(n − 1) c₀/c₂ for the telescoper shifted by s − 2.
    private static func gauge(
        _ a: Polynomial<Rational>, _ b: Polynomial<Rational>, _ series: TelescopedSeries, _ shift: Int
    ) -> RationalSummand? {
        let c = series.certificate.telescoper.map { $0.shifted(by: Rational(shift - 2)) }
        guard let gauge = RationalSummand(base: 1, above: -(a * c[2]), below: c[1]), !gauge.above.isZero else {
            return nil
        }
        let (p, q) = (gauge.above, gauge.below)
        return -(p * p.shifted(by: -1) * c[0]) == q * q.shifted(by: -1) * b * c[2] ? gauge : nil
    }

    private static func closedForm(
        _ term: Expression, _ a: Polynomial<Rational>, _ b: Polynomial<Rational>, _ series: TelescopedSeries,
        _ shift: Int, _ gauge: RationalSummand, _ start: Int
    ) -> ClosedForm? {
        let (p, q) = (gauge.above, gauge.below)
        let divisor = q.evaluated(at: Rational(start))
        guard !divisor.isZero,
            let growth = DominantGrowth.search(
                a: a, b: b, above: p, below: q, least: series.growth,
                allowsSlow: !series.isDifferentiated && series.growth <= 1),
            let quotient = TelescopingQuotient(
                a: a, b: b, series, shift: shift, start: start, gauge: p.evaluated(at: Rational(start)) / divisor),
            let upper = RationalSeries(sum: quotient.above.sum), let lower = RationalSeries(sum: quotient.below.sum)
        else { return nil }
        let fraction = TelescopingFraction(
            equation: Formula(left: term, right: quotient.expression), series: series, shift: shift, start: start,
            gaugeAbove: p, gaugeBelow: q, growth: growth)
        guard (try? fraction.check()) != nil, (try? upper.check()) != nil, (try? lower.check()) != nil else {
            return nil
        }
        return ClosedForm(value: upper.equation.right / lower.equation.right, lemmas: [fraction, upper, lower])
    }
}
