import Arithmetic
import ContinuedFractions
import Expressions
import Testing

/// Numbers that are the same in each run.
private struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    /// A polynomial of this degree with coefficients 1 ... 6: no zero at an integer n ≥ 0.
    mutating func positive(_ degree: Int) -> Polynomial<Integer> {
        Polynomial(integers: (0...degree).map { _ in Int.random(in: 1...6, using: &self) })
    }

    /// A fraction without zeros of a or b, not periodic; signs at random.
    mutating func fraction() -> PolynomialContinuedFraction {
        let a = positive(Int.random(in: 1...2, using: &self))
        let b = positive(Int.random(in: 0...3, using: &self))
        return PolynomialContinuedFraction(a: Bool.random(using: &self) ? a : -a, b: Bool.random(using: &self) ? b : -b)
    }
}

private let randomFractions: [PolynomialContinuedFraction] = {
    var dice = Dice(2026)
    return (0..<40).map { _ in dice.fraction() }
}()

/// The n-th convergent; nil stands for ∞.
private func convergent(_ fraction: PolynomialContinuedFraction, _ n: Int) -> Rational? {
    let (p, q) = fraction.convergent(n)
    return q.isZero ? nil : Rational(p, q)
}

/// The image of a point of the projective line.
private func mobiusImage(_ map: MobiusMap, _ x: Rational?) -> Rational? {
    if let x { return map.applied(to: x) }
    return map.c.isZero ? nil : Rational(map.a, map.c)
}

@Test func mobiusMapsAreAGroup() throws {
    let f = try #require(MobiusMap(2, -3, 5, 7))
    let g = try #require(MobiusMap(-4, 1, 0, -6))
    #expect(MobiusMap(2, 4, 1, 2) == nil)
    #expect(MobiusMap(-4, 6, -10, -14) == f)
    #expect(f.composed(with: f.inverse).isIdentity && f.inverse.composed(with: f).isIdentity)
    for x in [Rational(0), Rational(3, 7), Rational(-22, 5)] {
        let inner = try #require(g.applied(to: x))
        #expect(f.composed(with: g).applied(to: x) == f.applied(to: inner))
        let ball = f.applied(to: Ball(x, precision: 200), precision: 200)
        let exact = try #require(f.applied(to: x))
        #expect(ball.overlaps(Ball(exact, precision: 200)))
    }
    #expect(f.applied(to: Rational(-7, 5)) == nil)
    #expect("\(f)" == "(2x-3)/(5x+7)")
}

@Test(arguments: randomFractions)
func convergentsOfTransformedFractionsAreImages(_ fraction: PolynomialContinuedFraction) throws {
    var dice = Dice(UInt64(fraction.a.coefficients.count + 7 * fraction.b.coefficients.count))
    let multiplier = try #require(RationalMultiplier(dice.positive(2)))
    let inflated = try fraction.inflated(by: multiplier)
    let shifted = try fraction.droppingFirst(3)
    let back = try shifted.fraction.puttingInFront(3)
    #expect(back.fraction == fraction && back.map == shifted.map.inverse)
    let restored = try inflated.fraction.inflated(by: multiplier.inverse)
    #expect(restored.fraction == fraction && restored.map == inflated.map.inverse)
    for n in 0..<6 {
        #expect(convergent(inflated.fraction, n) == mobiusImage(inflated.map, convergent(fraction, n)))
        #expect(convergent(shifted.fraction, n) == mobiusImage(shifted.map, convergent(fraction, n + 3)))
    }
    for period in 1...4 {
        let start = try #require(fraction.contractionStart(period: period, residue: 1))
        let contracted = try fraction.contracted(period: period, start: start)
        for n in 0..<4 {
            let index = period * (n + 1) + start - 1
            #expect(convergent(contracted.fraction, n) == mobiusImage(contracted.map, convergent(fraction, index)))
        }
    }
    // Modified approximants (p(n) + w(n) p(n−1))/(q(n) + w(n) q(n−1)).
    let w = dice.positive(1)
    guard let muir = try? fraction.bauerMuirTransform(by: w) else { return }
    for n in 0..<5 {
        let (p, q) = fraction.convergent(n + 1)
        let (before, below) = fraction.convergent(n)
        let denominator = q + w.evaluated(at: n + 1) * below
        let modified = denominator.isZero ? nil : Rational(p + w.evaluated(at: n + 1) * before, denominator)
        #expect(convergent(muir.fraction, n) == mobiusImage(muir.map, modified))
    }
}

@Test func evenAndOddPartsHaveTheConvergentsOfEvenAndOddIndex() throws {
    let fraction = fraction([1, 2], [0, 0, 1])
    let (even, odd) = (try fraction.evenPart(), try fraction.oddPart())
    for n in 0..<5 {
        #expect(convergent(even.fraction, n) == mobiusImage(even.map, convergent(fraction, 2 * n + 2)))
        #expect(convergent(odd.fraction, n) == mobiusImage(odd.map, convergent(fraction, 2 * n + 1)))
    }
}

@Test(arguments: randomFractions)
func theCanonicalFormIsThatOfAllInflationsAndShifts(_ fraction: PolynomialContinuedFraction) throws {
    var dice = Dice(UInt64(11 + fraction.a.coefficients.count))
    let canonical = try #require(fraction.canonicalForm)
    #expect(canonical.terms.canonicalForm?.terms == canonical.terms && canonical.terms.canonicalForm?.shift == 0)
    for degree in 0...2 {
        let multiplier = try #require(RationalMultiplier(-dice.positive(degree)))
        let count = Int.random(in: 0...9, using: &dice)
        let image = try fraction.inflated(by: multiplier).fraction.droppingFirst(count).fraction
        #expect(image.canonicalForm?.terms == canonical.terms)
        let relation = try #require(FractionRelation.between(fraction, image, largestPeriod: 1))
        #expect(relation.check() && relation.keepsConvergence)
        #expect(convergent(image, 4) == mobiusImage(relation.map, convergent(fraction, 4 + count)))
        // Anything else is refused.
        let wrong = FractionRelation(
            source: fraction, target: image, sourceSteps: relation.sourceSteps, targetSteps: relation.targetSteps,
            map: relation.map.composed(with: try #require(MobiusMap(1, 1, 0, 1))))
        let other = FractionRelation(
            source: fraction, target: PolynomialContinuedFraction(a: image.a, b: image.b + 1),
            sourceSteps: relation.sourceSteps, targetSteps: relation.targetSteps, map: relation.map)
        #expect(!wrong.check() && !other.check())
    }
    let perturbed = PolynomialContinuedFraction(a: fraction.a, b: fraction.b + Polynomial(integers: [0, 1]))
    #expect(perturbed.canonicalForm?.terms != canonical.terms)
}

@Test func canonicalFormsAreDeflatedAndStartAtTheLeastIndex() throws {
    // (n+1) times Gauss's fraction for 4/π, from index 2 on.
    let gauss = fraction([1, 2], [0, 0, 1])
    let inflated = fraction([1, 3, 2], [0, 0, 0, 1, 1])
    #expect(try inflated.deflated().fraction == gauss)
    // a(0) = 0 and b(1) ≠ 0: the common factor n of pcf(n, n) goes away behind index 1.
    let cases: [(PolynomialContinuedFraction, PolynomialContinuedFraction, Int)] = [
        (inflated, gauss, 0), (fraction([5, 2], [4, 4, 1]), gauss, -2), (fraction([-2, -4], [0, 0, 4]), gauss, 0),
        (fraction([0, 1], [0, 1]), fraction([1, 1], [0, 1]), 2),
    ]
    for (original, terms, shift) in cases {
        let canonical = try #require(original.canonicalForm)
        #expect(canonical.terms == terms && canonical.shift == shift)
    }
    #expect(fraction([0], [1]).canonicalForm == nil)
    #expect(fraction([1, 1], [-3, 1]).canonicalForm == nil)
}

@Test func contractionsAreRecognized() throws {
    for source in [fraction([1], [0, 1]), fraction([1, 2], [0, 0, 1]), fraction([1, 1], [3])] {
        for (period, residue) in [(2, 0), (2, 1), (3, 0), (3, 2)] {
            let start = try #require(source.contractionStart(period: period, residue: residue))
            let target = try source.contracted(period: period, start: start).fraction.droppingFirst(2).fraction
            let relation = try #require(FractionRelation.between(source, target))
            #expect(relation.check() && !relation.keepsConvergence)
            let x = try source.limit(digits: 40).value
            let y = try target.limit(digits: 30).value
            #expect(relation.map.applied(to: x, precision: 200).overlaps(y))
        }
    }
}

@Test func bauerMuirTakesStieltjesFractionsToTheNext() throws {
    // pcf(1, n²) = 1/ln 2 by w = n becomes pcf(3, n²) = 1/(1 − ln 2).
    let transformed = try fraction([1], [0, 0, 1]).bauerMuirTransform(by: .variable)
    #expect(transformed.fraction == fraction([3], [0, 0, 1]))
    let old = try fraction([1], [0, 0, 1]).limit(digits: 60).value
    let new = try fraction([3], [0, 0, 1]).limit(digits: 60).value
    #expect(transformed.map.applied(to: old, precision: 300).overlaps(new))
}

@Test(arguments: ["1/(n+1)^2", "(-1)^n/(2n+1)", "1/n!", "2^n/(3n+1)!", "(n+1)/5^n"])
func eulersFractionHasThePartialSums(_ text: String) throws {
    let term = try Expression(parsing: text)
    func value(_ n: Int) throws -> Rational {
        try #require(try Evaluator.standard.evaluate(term.substituting("n", with: Expression(n)), digits: 20).exact)
    }
    let euler = try PolynomialContinuedFraction.eulerFraction(first: value(0), ratio: term.termRatio(in: "n"))
    var sums: [Rational] = []
    for n in 0..<8 { sums.append(try (sums.last ?? 0) + value(n)) }
    // Where the denominator vanishes at index −1 the first term is split off and the indices move by one.
    let offset = convergent(euler.fraction, 0) == mobiusImage(euler.map, sums[0]) ? 0 : 1
    for n in 0..<6 {
        #expect(convergent(euler.fraction, n) == mobiusImage(euler.map, sums[n + offset]))
    }
}

@Test func transformationsRefuseWhatDoesNotApply() throws {
    let gauss = fraction([1, 2], [0, 0, 1])
    let vanishing = try #require(RationalMultiplier(Polynomial(integers: [-2, 1])))
    #expect(throws: TransformationError.singularMultiplier(vanishing)) { try gauss.inflated(by: vanishing) }
    let fractional = try #require(RationalMultiplier(1, Polynomial(integers: [3])))
    #expect(throws: TransformationError.notIntegral(fractional)) { try gauss.inflated(by: fractional) }
    #expect(throws: TransformationError.terminating(index: 3)) { try fraction([1], [-3, 1]).droppingFirst(1) }
    #expect(throws: TransformationError.self) { try gauss.droppingFirst(-1) }
    #expect(throws: TransformationError.self) { try gauss.puttingInFront(1) }
    #expect(throws: TransformationError.self) { try gauss.contracted(period: 0, start: 0) }
    #expect(throws: TransformationError.self) { try gauss.contracted(period: 13, start: 0) }
    #expect(throws: TransformationError.self) { try fraction([0], [1]).evenPart() }
}
