import Arithmetic
import Expressions
import Testing

import ContinuedFractions

private typealias Term = Expressions.Expression

/// The closed forms of a term of the language.
private func closedForms(_ text: String) throws -> [ClosedForm] {
    SummationForms.closedForms(of: try Term(parsing: text))
}

/// Whether two terms agree to 40 digits.
private func agree(_ x: Term, _ y: Term) throws -> Bool {
    let difference = try Evaluator.standard.evaluate(x - y, digits: 40).value
    return difference.containsZero
}

@Test(
    "Fractions of higher degree are proved",
    arguments: [
        "pcf(11n^2+11n+3, n^4) = 5/zeta2", "pcf(34n^3+51n^2+27n+5, -n^6) = 6/zeta3",
        "pcf((2n+1)*(3n^2+3n+1), -n^6) = 8/(7zeta3)", "pcf((2n+1)*(5n^2+5n+2), -16n^6) = 12/(7zeta3)",
        "pcf(7n^2+7n+2, 8n^4) = 4/zeta2",
        "pcf(3n^2+3n+1, -2n^4) = 1/(2catalan)", "pcf(3n^2+7n+3, -2n^3*(n+2)) = 2/(2catalan-1)",
        "pcf(3n^2+11n+5, -2n^3*(n+4)) = 24/(18catalan-11)", "pcf(3n^2+15n+7, -2n^3*(n+6)) = 720/(450catalan-299)",
        "pcf(4n+2, n^4) = 4/(pi^2-8)", "pcf(2n^2+2n+1, -n^4) = 1/zeta2",
        "pcf(2n+1, n^4) = 2/zeta2",
        "pcf(6n+3, n^4) = 2/(zeta2-1)", "pcf(5n^2+6n+2, -2n^3(2n-1)) = 3/zeta2",
        "pcf(3n^2+4n+2, -2n^4) = 1/dilog_half", "pcf(2n^3+3n^2+3n+1, -n^6) = 1/zeta3",
        "pcf(3n^2+3n+1, n^6) = 4/(3zeta3)", "pcf(3n^3+10n^2+8n+2, 2n^5*(2n-1)) = 5/(2zeta3)",
        "pcf(3n^3+6n^2+6n+2, -2n^6) = 1/trilog_half", "pcf(n^4+(n+1)^4, -n^8) = 1/zeta4",
        "pcf(n^5+(n+1)^5, -n^10) = 1/zeta5", "pcf(8n+8, (2n+1)^4) = catalan/(1-catalan)",
        "pcf(8n, (2n-1)^4) = 1/catalan - 1", "pcf(3n^2+9n+4, -2n^3(n+3)) = 6/(4ln2-1)", "pcf(6, (2n-1)^2) = pi + 3",
        // Variants: shifted, inflated, scaled.
        "pcf(34(n+1)^3+51(n+1)^2+27(n+1)+5, -(n+1)^6) = 1/(5 - 6/zeta3)",
        "pcf((n+1)*(11n^2+11n+3), n^5*(n+1)) = 5/zeta2", "pcf(22n^2+22n+6, 4n^4) = 10/zeta2",
    ])
func provedFractions(formula: String) throws {
    let parsed = try Formula(parsing: formula, catalog: .standard)
    let form = try #require(SummationForms.closedForms(of: parsed.left).first)
    #expect(form.lemmas.first?.equation.left == parsed.left)
    for lemma in form.lemmas { try lemma.check() }
    #expect(try agree(form.value, parsed.right))
}

@Test(
    "Sums are evaluated",
    arguments: [
        "sum(1/n^2, n, 1, infinity) = zeta2", "sum(1/(n*(n+1)), n, 1, infinity) = 1",
        "sum(1/((2n+1)*(2n+2)), n, 0, infinity) = ln2", "sum((-1)^n/(2n+1)^2, n, 0, infinity) = catalan",
        "sum(1/(n^2+n)^3, n, 1, infinity) = 10 - pi^2", "sum((-1)^n/(3n+1), n, 0, infinity) = (pi/sqrt(3) + ln2)/3",
        "sum(1/(n^2*binomial(2n, n)), n, 1, infinity) = pi^2/18",
        "sum((-1)^(n-1)/(n^3*binomial(2n, n)), n, 1, infinity) = 2/5*zeta3",
        "sum(1/((6n+1)*(6n+5)), n, 0, infinity) = pi*sqrt(3)/24",
        "sum(1/(n*2^n), n, 1, infinity) = ln2", "sum(1/(3n+1)^2 - 1/(3n+2)^2, n, 0, infinity) = l_minus3_2",
        "sum(n/(n+1)!, n, 1, infinity) = 1", "sum((2n+1)/(n^2*(n+1)^2), n, 1, infinity) = 1",
        "sum(2^n*n!/(2n+1)!*n!, n, 0, infinity) = pi/2", "sum(n!^2/(2n+1)!, n, 0, infinity) = 2*pi/(3*sqrt(3))",
        "sum(n^3/n!, n, 0, infinity) = 5*e", "sum(2^n/(n^2*binomial(2n, n)), n, 1, infinity) = pi^2/8",
        "sum((-1)^n*n!^2*4^n/(2n+1)!, n, 0, infinity) = log(1+sqrt(2))/sqrt(2)",
        "sum(binomial(2n, n)*n/8^n, n, 0, infinity) = 1/sqrt(2)",
        "sum(binomial(2n, n)/(16^n*(2n+1)), n, 0, infinity) = pi/3",
        "sum(2^n*n!/(2n+1)!*2^n, n, 0, infinity) = sqrt(pi)*e*erf(1)/2",
    ])
func evaluatedSums(formula: String) throws {
    let parsed = try Formula(parsing: formula, catalog: .standard)
    let form = try #require(SummationForms.closedForms(of: parsed.left).first)
    for lemma in form.lemmas { try lemma.check() }
    #expect(try agree(form.value, parsed.right))
}

@Test func perturbedFractionsHaveOtherValuesOrNone() throws {
    let target = try Term(parsing: "6/zeta3")
    for text in [
        "pcf(34n^3+51n^2+27n+6, -n^6)", "pcf(34n^3+51n^2+28n+5, -n^6)", "pcf(35n^3+51n^2+27n+5, -n^6)",
        "pcf(34n^3+51n^2+27n+5, -2n^6)", "pcf(34n^3+51n^2+27n+5, n^6)", "pcf(11n^2+11n+3, n^4+1)",
    ] {
        for form in try closedForms(text) { #expect(try agree(form.value, target) == false) }
    }
}

@Test func divergentAndImpossibleTermsAreRefused() throws {
    for text in [
        "sum(1/n, n, 1, infinity)", "sum(1/(n-3)^2, n, 1, infinity)", "sum(1/(n^2+1), n, 1, infinity)",
        "sum(2^n, n, 0, infinity)", "pcf(0, n)", "pcf(n, 0)", "pcf(sin(n), n)", "sum(n!, n, 0, infinity)",
        "sum((-1)^n, n, 0, infinity)", "sum(1/n^2, n, 1, 10)",
        "sum((n-2)/((n-2)*n^2), n, 1, infinity)", "sum((n-3)!/n!, n, 1, infinity)", "sum(1/(n^4+1), n, 1, infinity)",
        "pi", "pcf(1, -n^2)",
    ] { #expect(try closedForms(text).isEmpty) }
}

@Test func tamperedTelescopingFractionsAreRefused() throws {
    let form = try #require(try closedForms("pcf(34n^3+51n^2+27n+5, -n^6)").first)
    let proof = try #require(form.lemmas.first as? TelescopingFraction)
    try proof.check()
    let series = proof.series
    func isRefused(
        equation: Formula? = nil, series: TelescopedSeries? = nil, shift: Int? = nil,
        above: Polynomial<Rational>? = nil,
        growth: DominantGrowth? = nil
    ) -> Bool {
        let changed = TelescopingFraction(
            equation: equation ?? proof.equation, series: series ?? proof.series, shift: shift ?? proof.shift,
            start: proof.start,
            gaugeAbove: above ?? proof.gaugeAbove, gaugeBelow: proof.gaugeBelow, growth: growth ?? proof.growth)
        do {
            try changed.check()
            return false
        } catch { return true }
    }
    let tiny = Term(Rational(Integer(1), Integer(10).power(40)))
    #expect(isRefused(equation: Formula(left: proof.equation.left, right: proof.equation.right + tiny)))
    #expect(
        isRefused(
            equation: Formula(left: try Term(parsing: "pcf(34n^3+51n^2+27n+6, -n^6)"), right: proof.equation.right)))
    #expect(isRefused(shift: proof.shift + 1))
    #expect(isRefused(above: proof.gaugeAbove + 1))
    #expect(isRefused(growth: DominantGrowth(start: 1, factor: 40, kind: .negative)))
    #expect(isRefused(growth: DominantGrowth(start: 1, factor: series.growth, kind: .negative)))
    #expect(isRefused(growth: DominantGrowth(start: 1, factor: 2, kind: .positive)))
    #expect(isRefused(growth: DominantGrowth(start: 1, factor: 1, kind: .slow)))
    let certificate = series.certificate
    func changed(
        _ certificate: TelescopingCertificate? = nil, derived: Bool? = nil, first: Int? = nil, slope: Int? = nil,
        start: Int? = nil, growth: Rational? = nil
    ) -> TelescopedSeries {
        TelescopedSeries(
            certificate: certificate ?? series.certificate, isDifferentiated: derived ?? series.isDifferentiated,
            firstIndex: first ?? series.firstIndex, supportSlope: slope ?? series.supportSlope,
            supportStart: start ?? series.supportStart, growth: growth ?? series.growth)
    }
    #expect(isRefused(series: changed(derived: false)))
    #expect(isRefused(series: changed(slope: 0)))
    #expect(isRefused(series: changed(start: 5)))
    #expect(isRefused(series: changed(growth: Rational(1, 100))))
    let wrong = TelescopingCertificate(
        term: certificate.term, telescoper: certificate.telescoper.map { $0 + 1 },
        antidifference: certificate.antidifference)
    #expect(isRefused(series: changed(wrong)))
}

@Test func tamperedSummationLemmasAreRefused() throws {
    func isRefused(_ lemma: some CertifiedEquation) -> Bool {
        do {
            try lemma.check()
            return false
        } catch { return true }
    }
    let tiny = Term(Rational(Integer(1), Integer(10).power(40)))
    let euler = try #require(try closedForms("pcf(2n^2+2n+1, -n^4)").first?.lemmas.first as? EulerFraction)
    try euler.check()
    let shifted = Formula(left: euler.equation.left, right: euler.equation.right + tiny)
    #expect(isRefused(EulerFraction(equation: shifted, ratioAbove: euler.ratioAbove, ratioBelow: euler.ratioBelow)))
    #expect(
        isRefused(
            EulerFraction(equation: euler.equation, ratioAbove: euler.ratioAbove + 1, ratioBelow: euler.ratioBelow)))
    let rational = try #require(RationalSeries(sum: try Term(parsing: "sum(1/n^2, n, 1, infinity)")))
    #expect(
        isRefused(
            RationalSeries(
                equation: Formula(left: rational.equation.left, right: rational.equation.right + tiny),
                summand: rational.summand, parts: rational.parts)))
    #expect(
        isRefused(
            RationalSeries(
                equation: rational.equation, summand: rational.summand, parts: PartialFractions(parts: []))))
    let reduction = try #require(
        SeriesReduction(sum: try Term(parsing: "sum(2^n/(n^2*binomial(2n, n)), n, 1, infinity)")))
    try reduction.check()
    #expect(isRefused(reduction.replacing(right: reduction.equation.right + tiny)))
    #expect(isRefused(reduction.replacing(above: reduction.above + 1)))
    let sum = try Term(parsing: "sum(1/(n^2*binomial(2n, n)), n, 1, infinity)")
    let pair = try #require(WilfZeilbergerSeries(sum: sum))
    #expect(
        isRefused(
            WilfZeilbergerSeries(
                equation: pair.equation, pair: pair.pair, firstIndex: pair.firstIndex + 1, skipped: pair.skipped,
                growth: pair.growth)))
    #expect(
        isRefused(
            WilfZeilbergerSeries(
                equation: pair.equation, pair: pair.pair, firstIndex: pair.firstIndex, skipped: pair.skipped,
                growth: Rational(1, 100))))
    #expect(
        isRefused(
            WilfZeilbergerSeries(
                equation: Formula(
                    left: try Term(parsing: "sum(1/(n^2*binomial(2n, n)), n, 2, infinity)"), right: pair.equation.right),
                pair: pair.pair, firstIndex: pair.firstIndex, skipped: pair.skipped, growth: pair.growth)))
}
