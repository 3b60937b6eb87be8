import Arithmetic
import ContinuedFractions
import Testing

/// Fractions and Bauer–Muir modifiers w for them.
private let modified: [(a: [Int], b: [Int], w: [Int])] = [
    ([1], [0, 0, 1], [0, 1]), ([1, 2], [0, 0, 1], [1]), ([1, 2], [0, 0, 1], [3, 1]), ([2, 3], [0, 0, -2], [1, 1]),
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
    // S(w) for w on the other solution: x = 1 + 2/x has the roots 2 and −1, and w(n) = −1 stays there.
    let periodic = fraction([1], [2])
    let link = FractionCoboundary(Matrix2x2(0, 1, 1, 1))
    #expect(!link.carriesLimit(of: periodic))
    // w(n) = 0 does not.
    #expect(FractionCoboundary(Matrix2x2(0, 1, 1, 0)).carriesLimit(of: periodic))
    // pcf(1, n²) has discriminant 0 in the sense of the criterion.
    #expect(!FractionCoboundary(Matrix2x2(0, 1, 1, 0)).carriesLimit(of: fraction([1], [0, 0, 1])))
}
