import Arithmetic
import ContinuedFractions
import Expressions
import Testing

private let half = Rational(1, 2)

/// The points at which formulas are compared: on both sides of 0, within and beyond the disc of convergence, and the two
/// where Gamma values stand.
private let points: [Rational] = [
    -1, half, Rational(1, 4), Rational(-1, 3), Rational(3, 4), Rational(-5, 2), Rational(2, 3), Rational(8, 9),
]

/// Functions for which a formula is known, for parameters s and t.
private func functions(_ s: Rational, _ t: Rational) -> [HypergeometricSymbol] {
    func gauss(_ a: Rational, _ b: Rational, _ c: Rational) -> HypergeometricSymbol {
        HypergeometricSymbol(upper: [a, b], lower: [c])
    }
    func confluent(_ a: Rational, _ c: Rational) -> HypergeometricSymbol {
        HypergeometricSymbol(upper: [a], lower: [c])
    }
    return [
        gauss(s, t, t), gauss(1, 1, 2), gauss(1, half, half + 1), gauss(1, 1, half + 1), gauss(half, half, half + 1),
        gauss(s, s + half, half), gauss(s, s + half, half + 1), gauss(s, s + half, s * 2),
        gauss(s + half, s, s * 2 + 1),
        gauss(s, 1 - s, half), gauss(1 - s, s, half + 1), gauss(s, t, (s + t + 1) / 2), gauss(s, 1 - s, t),
        gauss(s, t - 1, s - t + 2), gauss(half, half, 1), gauss(half, -half, 1),
        gauss(1, s, s + 1), gauss(t, 1, t + 1), gauss(1, 1, s + 1), gauss(t + 2, t + 2, t + 3), gauss(1, 1, t + 4),
        confluent(s, s),
        confluent(half, half + 1),
        confluent(1, half + 1), confluent(s, s + 1), confluent(1, s + 1), confluent(s, s * 2),
        HypergeometricSymbol(upper: [], lower: [half]), HypergeometricSymbol(upper: [], lower: [half + 1]),
    ]
}

/// Each formula is met, and gives what the series of Arb gives.
@Test func valuesAgreeWithTheSeries() throws {
    var met: Set<HypergeometricFormula> = []
    for (s, t) in [
        (Rational(1, 3), Rational(3, 4)), (Rational(3, 4), Rational(1, 5)), (Rational(1, 6), Rational(5, 6)),
    ] {
        for function in functions(s, t) {
            for point in points where function.upper.count < 2 || point < 1 {
                for formula in HypergeometricFormula.allCases {
                    guard let value = HypergeometricValue(function, at: point, by: formula) else { continue }
                    met.insert(formula)
                    try value.check()
                }
            }
        }
    }
    #expect(met.count == HypergeometricFormula.allCases.count)
}

private func relation(_ coefficients: [[Rational]]) -> ContiguousRelation {
    // (c − a) F(a − 1) + (2a − c + (b − a) z) F(a) + a (z − 1) F(a + 1) = 0 (DLMF 15.5.11) for a = 1/3, b = 2, c = 7/2.
    let (a, b, c) = (Rational(1, 3), Rational(2), Rational(7, 2))
    return ContiguousRelation(
        functions: [a - 1, a, a + 1].map { HypergeometricSymbol(upper: [$0, b], lower: [c]) },
        coefficients: coefficients.map { Polynomial($0) })
}

@Test func relationsAreProvedByTheirSeries() throws {
    let (a, b, c) = (Rational(1, 3), Rational(2), Rational(7, 2))
    let coefficients: [[Rational]] = [[c - a], [a * 2 - c, b - a], [-a, a]]
    try relation(coefficients).check()
    for (i, row) in coefficients.enumerated() {
        for j in row.indices {
            var changed = coefficients
            changed[i][j] += Rational(1, 1000)
            #expect(throws: CertificateError.self) { try relation(changed).check() }
        }
    }
    // Functions that are not contiguous, and one that is not defined.
    for lower in [[Rational(1, 3)], [Rational(-2)], [Rational(1), 2]] {
        let functions = [
            HypergeometricSymbol(upper: [1, 2], lower: [1]), HypergeometricSymbol(upper: [1, 2], lower: lower),
        ]
        #expect(throws: CertificateError.self) {
            try ContiguousRelation(functions: functions, coefficients: [[], []].map { Polynomial($0) }).check()
        }
    }
}

/// A relation that holds up to the last coefficient that is looked at is not taken for one that holds.
@Test func polynomialCasesAreSeenToTheirEnd() {
    // F(−6, 1; 1; z) = (1 − z)^6: it and its multiple by a constant differ in the last coefficient only.
    let binomial = HypergeometricSymbol(upper: [-6, 1], lower: [1])
    let one = HypergeometricSymbol(upper: [0, 1], lower: [1])
    let truncated = Polynomial<Rational>([1, -6, 15, -20, 15, -6])
    #expect(throws: CertificateError.self) {
        try ContiguousRelation(functions: [binomial, one], coefficients: [-1, truncated]).check()
    }
    let complete = Polynomial<Rational>([1, -6, 15, -20, 15, -6, 1])
    #expect(throws: Never.self) {
        try ContiguousRelation(functions: [binomial, one], coefficients: [-1, complete]).check()
    }
}

@Test func changedQuotientsAreRefused() throws {
    let form = try #require(ClosedForms.gauss(of: try Expression(parsing: "pcf(3n + 3, -n*(2n - 1))")).first)
    let quotient = try #require(form.lemmas.compactMap { $0 as? ContiguousQuotient }.first)
    try quotient.check()
    func changed(
        factor: Rational? = nil, above: ContiguousRelation? = nil, point: Rational? = nil, numerator: [Rational]? = nil,
        denominator: [Rational]? = nil
    ) -> ContiguousQuotient {
        ContiguousQuotient(
            factor: factor ?? quotient.factor, above: above ?? quotient.above, below: quotient.below,
            point: point ?? quotient.point, numerator: numerator ?? quotient.numerator,
            denominator: denominator ?? quotient.denominator)
    }
    let forged = [
        changed(factor: quotient.factor + 1), changed(above: quotient.below), changed(point: Rational(-1, 2)),
        changed(numerator: quotient.numerator.map { $0 + 1 }),
        changed(denominator: quotient.denominator.map { $0 + 1 }),
        changed(numerator: [0, 0], denominator: [0, 0]), changed(numerator: [], denominator: []),
    ]
    for certificate in forged {
        #expect(throws: CertificateError.self) { try certificate.check() }
    }
}
