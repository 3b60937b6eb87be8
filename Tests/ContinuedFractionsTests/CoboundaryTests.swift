import Arithmetic
import ContinuedFractions
import Testing

/// Fractions and Bauer–Muir modifiers w for them.
private let modified: [(a: [Int], b: [Int], w: [Int])] = [
    ([1], [0, 0, 1], [0, 1]), ([1, 2], [0, 0, 1], [1]), ([1, 2], [0, 0, 1], [3, 1]), ([2, 3], [0, 0, -2], [3, 1]),
    ([1, 1], [3, 1], [2]), ([5, 3, 1], [0, 0, 0, 0, 2], [1, 2]), ([3, 11, 11], [0, 0, 0, 0, 1], [1]),
]

@Test(arguments: modified)
func bauerMuirTransformsAreCoboundaries(_ a: [Int], _ b: [Int], _ w: [Int]) throws {
    let source = fraction(a, b)
    let transformed = try source.bauerMuirTransform(by: Polynomial(integers: w))
    let target = try #require(transformed.fraction.canonicalForm?.terms)
    // The same after deflation, which changes the map.
    let deflation = try #require(FractionRelation.between(transformed.fraction, target, largestPeriod: 1))
    let map = deflation.map.composed(with: transformed.map)
    let link = try #require(FractionCoboundary.between(source, target, map: map))
    #expect(link.links(source, target) && link.map == map)
    let relation = FractionRelation(
        source: source, target: target, sourceSteps: [], targetSteps: [], link: link, map: map)
    #expect(relation.check() && !relation.keepsConvergence)
    let x = try source.limit(digits: 40).value
    let y = try target.limit(digits: 30).value
    let agree = map.applied(to: x, precision: 300).overlaps(y)
    // The criterion is sufficient, and the values agree wherever it holds.
    #expect(agree || !relation.carriesLimit)
    // Anything else is refused.
    let wrong = map.composed(with: try #require(MobiusMap(1, 1, 0, 1)))
    #expect(FractionCoboundary.between(source, target, map: wrong) == nil)
    let other = PolynomialContinuedFraction(a: target.a + 1, b: target.b)
    #expect(FractionCoboundary.between(source, other, map: map) == nil && !link.links(source, other))
    let doubled = FractionCoboundary(
        Matrix2x2(link.matrix.a, link.matrix.b, link.matrix.c, link.matrix.d + Polynomial(integers: [0, 1])))
    #expect(!doubled.links(source, target))
}

@Test func contiguousFractionsAreLinked() throws {
    // pcf(n+1, n) = 1/(e−2) and pcf(n+2, n) = 1/(2e−5), by y = x/(−x + 2 …): x = 1/(e−2), y = x/(2 − x).
    let map = try #require(MobiusMap(1, 0, -1, 2))
    let (source, target) = (fraction([1, 1], [0, 1]), fraction([2, 1], [0, 1]))
    let link = try #require(FractionCoboundary.between(source, target, map: map))
    #expect(link.carriesLimit(of: source))
    let x = try source.limit(digits: 60).value
    #expect(map.applied(to: x, precision: 300).overlaps(try target.limit(digits: 60).value))
}

@Test func aLinkMayLeadToAnotherLimit() throws {
    // x = 1 + 2/x has the roots 2 and −1: w(n) = −1 stays at −1, w(n) = 2 at the value, w(n) = 0 tends to it.
    let periodic = fraction([1], [2])
    func link(_ w: [Int]) -> FractionCoboundary { FractionCoboundary(Matrix2x2(0, 1, 1, -Polynomial(integers: w))) }
    #expect(!link([-1]).carriesLimit(of: periodic))
    #expect(link([2]).carriesLimit(of: periodic) && link([0]).carriesLimit(of: periodic))
    #expect(link([-1, 1]).carriesLimit(of: periodic))
    // a = n + 1, b = 2n + 4 has the rational solution y(n) = −2 of the equation.
    let linear = fraction([1, 1], [4, 2])
    #expect(!link([-2]).carriesLimit(of: linear) && link([-3]).carriesLimit(of: linear))
    // The tails of pcf(1, n²) are asymptotic to n, the other solutions to −n.
    let slow = fraction([1], [0, 0, 1])
    #expect(!link([0, -1]).carriesLimit(of: slow) && link([0, 1]).carriesLimit(of: slow))
    // pcf(2n² + 2n + 1, −n⁴): both are asymptotic to n²; n² is a solution.
    let double = fraction([1, 2, 2], [0, 0, 0, 0, -1])
    #expect(!link([0, 0, 1]).carriesLimit(of: double) && link([0, 3, 1]).carriesLimit(of: double))
}
