import Arithmetic
import Conjectures
import ContinuedFractions
import Expressions
import Testing

private let catalog = try? FormulaCatalog()

/// The derivation by which a formula follows; nil when it is known or new.
private func derivation(_ novelty: Novelty) -> Derivation? {
    if case .follows(_, let derivation) = novelty { return derivation }
    return nil
}

private func isNew(_ novelty: Novelty) -> Bool { if case .new = novelty { true } else { false } }

/// The fraction of an entry.
private func fraction(_ formula: Formula) throws -> PolynomialContinuedFraction {
    try #require(IsolatedFraction(formula)).fraction
}

@Test func everyEntryIsKnown() throws {
    let catalog = try #require(catalog)
    for entry in catalog.formulas {
        let swapped = Formula(left: entry.formula.right, right: entry.formula.left)
        for formula in [entry.formula, swapped] {
            guard case .known(let reference, let id) = catalog.novelty(of: formula) else {
                Issue.record("\(formula)")
                continue
            }
            #expect(id == entry.id && reference == entry.reference)
        }
    }
}

@Test func familiesAgreeAtTheirSamples() throws {
    let catalog = try #require(catalog)
    #expect(catalog.families.count >= 15)
    for family in catalog.families {
        for value in family.samples {
            let formula = family.formula(at: value)
            #expect(try formula.verify(digits: 50, evaluator: .standard).status == .agrees(digits: 50), "\(formula)")
            let novelty = catalog.novelty(of: formula)
            #expect(!isNew(novelty), "\(formula)")
            #expect(derivation(novelty)?.check() ?? true)
        }
    }
}

/// Images of entries: a quarter of the catalog inflated, shifted, and both with the value changed by a Möbius map.
@Test func imagesOfEntriesFollowFromThem() throws {
    let catalog = try #require(catalog)
    let multiplier = try #require(RationalMultiplier(Polynomial(integers: [1, 1])))
    var count = 0
    for (number, entry) in catalog.formulas.enumerated() where number % 4 == 0 {
        let source = try fraction(entry.formula)
        // The tails of a periodic fraction are the fraction itself.
        if source.a.isConstant && source.b.isConstant { continue }
        let closedForm = entry.formula.right
        let inflated = try source.inflated(by: multiplier)
        let shifted = try source.droppingFirst(2)
        let both = try shifted.fraction.inflated(by: multiplier)
        let images = [
            inflated, shifted, TransformedFraction(fraction: both.fraction, map: both.map.composed(with: shifted.map)),
        ]
        for image in images {
            let term = image.fraction.expression
            let formula = Formula(left: term, right: image.map.applied(to: closedForm))
            let found = try #require(derivation(catalog.novelty(of: formula)), "\(formula)")
            #expect(found.isProof && found.check(), "\(found)")
            // The equation with both sides changed in the same way.
            let (one, three) = (Expression(1), Expression(3))
            let other = Formula(left: one / (formula.right - three), right: one / (term - three))
            #expect(derivation(catalog.novelty(of: other))?.entry.id == found.entry.id, "\(other)")
            // A wrong closed form: no consequence, and the derivation of the right one does not fit it.
            let wrong = Formula(left: term, right: formula.right + Expression(Rational(1, 1000)))
            #expect(isNew(catalog.novelty(of: wrong)), "\(wrong)")
            let forged = Derivation(
                entry: found.entry, specialization: nil, formula: wrong, relation: found.relation,
                evidence: found.evidence)
            #expect(!forged.check())
            let moved = Derivation(
                entry: found.entry, specialization: nil, formula: formula,
                relation: FractionRelation(
                    source: found.relation.source, target: found.relation.target,
                    sourceSteps: found.relation.sourceSteps + [.shift(1)], targetSteps: found.relation.targetSteps,
                    map: found.relation.map),
                evidence: found.evidence)
            #expect(!moved.check())
            count += 1
        }
    }
    #expect(count >= 60)
}

@Test func randomFractionsAreNew() throws {
    let catalog = try #require(catalog)
    var state: UInt64 = 77
    func draw(_ range: ClosedRange<Int>) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return range.lowerBound + Int(state >> 33) % range.count
    }
    for _ in 0..<50 {
        let a = Polynomial<Integer>(integers: [draw(1...40), draw(1...40), draw(1...9)])
        let b = Polynomial<Integer>(integers: [draw(1...90), draw(1...90), draw(1...90), draw(1...9)])
        let fraction = PolynomialContinuedFraction(a: a, b: b)
        let value = try fraction.limit(digits: 25).value
        let closedForm = Expression(try #require(Rational(value.decimalString(digits: 25))))
        #expect(isNew(catalog.novelty(of: Formula(left: fraction.expression, right: closedForm))))
        #expect(catalog.consequences(for: fraction).isEmpty)
    }
}

@Test(arguments: [
    ("pi*pcf(2n+1, n^2) = 4", "known"), ("1/pcf(2k+1, k^2, k) - 2 = pi/4 - 2", "known"),
    ("pcf((n+1)^2-n^2, n*n) = 4/pi", "known"), ("zeta(2)*pcf(11n^2+11n+3, n^4) = 5", "known"),
    ("pcf(4n+2, 4n^2) = 8/pi", "gauss-arctan-one"), ("pcf(n+1/2, n^2/4) = 2/pi", "gauss-arctan-one"),
    ("pcf(2n+3, (n+1)^2) = pi/(4-pi)", "gauss-arctan-one"), ("sum(1/n^3, n, 1, infinity) = zeta3", "euler-zeta3"),
    ("sum(1/(n*3^n), n, 1, infinity) = log(3/2)", "euler-logarithm"),
    ("pcf(2n+1, n^2/3) = pi*0 + 2*sqrt(3)/pi", "arctan-inverse-sqrt3"), ("pcf(3, 5) = (3+sqrt(29))/2", "square-roots"),
    ("pcf(2n+1, 4n^2/49) = 2/(7*atan(2/7))", "gauss-arctan"), ("pcf(2n+1, n^2) = 4/pi + 1/10^30", "new"),
    ("pcf(n^2+1, n+3) = 3", "new"), ("sin(1)^2 + cos(1)^2 = 1", "new"),
])
func formulasAreFiledUnderTheirEntries(_ text: String, _ expected: String) throws {
    let catalog = try #require(catalog)
    let novelty = catalog.novelty(of: try Formula(parsing: text, catalog: .standard))
    switch novelty {
    case .known: #expect(expected == "known")
    case .follows(let id, let derivation):
        #expect(id == expected)
        #expect(derivation.check())
        #expect(novelty.description.hasPrefix("follows from \(id): "))
    case .new: #expect(expected == "new")
    }
}

@Test func consequencesGiveClosedForms() throws {
    let catalog = try #require(catalog)
    let fraction = PolynomialContinuedFraction(
        a: Polynomial(integers: [5, 4]), b: Polynomial(integers: [0, 0, -4]))
    let limit = try fraction.limit(digits: 60).value
    for consequence in catalog.consequences(for: fraction) {
        let value = try Evaluator.standard.evaluate(consequence.closedForm, digits: 60).value
        #expect(value.real.overlaps(limit))
    }
    let shifted = PolynomialContinuedFraction(
        a: Polynomial(integers: [7, 2]), b: Polynomial(integers: [9, 6, 1]))
    let first = try #require(catalog.consequences(for: shifted).first)
    #expect(first.entry.id == "gauss-arctan-one" && !first.isEntry)
    // pcf(n+2, n) = 1/(2e − 5), by a coboundary from a fraction for e.
    let contiguous = PolynomialContinuedFraction(a: Polynomial(integers: [2, 1]), b: Polynomial(integers: [0, 1]))
    let linked = try #require(catalog.consequences(for: contiguous).first)
    #expect(linked.relation.link != nil && linked.relation.check() && linked.relation.carriesLimit)
    let difference = try (linked.closedForm - Expression(parsing: "1/(2e-5)")).fraction().value
    #expect(difference.numeral == 0)
}

/// Finds of the search for π, ln 2, e and Bessel quotients that contiguous relations lead back to entries.
@Test(arguments: [
    "pcf(n+2, n) = 1/(2e-5)", "pcf(3n+1, -2n^2+3n) = 4/pi", "pcf(3n+4, -2n^2-2n) = 1/(1-ln2)",
    "pcf(2n+5, n^2+4n) = 8/(3pi-8)", "pcf(6, 4n^2-2n) = 10gauss/(3-2gauss)",
    "pcf(n+4, 4n+2) = 2besseli(1,2)/besseli(0,2)*0 + pi",
])
func contiguousFormulasFollow(_ text: String) throws {
    let catalog = try #require(catalog)
    let formula = try Formula(parsing: text, catalog: .standard)
    let found = derivation(catalog.novelty(of: formula))
    // The last one is false.
    guard (try formula.verify(digits: 30, evaluator: .standard)).status == .agrees(digits: 30) else {
        #expect(found == nil)
        return
    }
    let right = try #require(found)
    #expect(right.relation.link != nil && right.check(), "\(right)")
}
