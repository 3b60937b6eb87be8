import ContinuedFractions
import Testing

import Discovery

@Test(arguments: [
    ([-3...3, -2...4], [-4...4, -3...3, -2...2]), ([-2...2, 1...1, 0...2], [0...2, -1...1, -1...1, -2...2]),
])
func theTableSourceFindsWhatTheScreenFinds(_ a: [ClosedRange<Int>], _ b: [ClosedRange<Int>]) throws {
    let (boxA, boxB) = (CoefficientBox(a), CoefficientBox(b))
    let space = try #require(FractionSpace(name: "test", form: .boxes(a: boxA, b: boxB)))
    let source = try SieveSource(a: boxA, b: boxB)
    #expect(source.count == space.count)
    let found = try #require(source.candidates(in: 0..<space.count) { false })
    #expect(found.map(\.index) == FractionScreen(.nilpotence).survivors(of: space, in: 0..<space.count))
    #expect(found.allSatisfy { space[$0.index] == $0.fraction })
    #expect(!found.isEmpty)
    let third = space.count / 3
    let part = source.candidates(in: third..<2 * third) { false }
    #expect(part == found.filter { (third..<2 * third).contains($0.index) })
    #expect(source.candidates(in: 0..<space.count) { true } == nil)
}

@Test func blocksOfTheTableSourceAreWholeRowsWhereTheyCanBe() throws {
    let source = try SieveSource(a: CoefficientBox([-9...9, 0...9]), b: CoefficientBox([-99...99, -9...9, 1...9]))
    #expect(source.blockSize % source.sieve.width == 0)
    let family = try RootedPolynomialFamily(scale: -2...2, degree: 4, slope: 1...2, offset: -2...2)
    let rooted = try SieveSource(a: CoefficientBox([-9...9, 0...9]), b: family)
    #expect(rooted.blockSize > 0)
    let found = try #require(rooted.candidates(in: 0..<rooted.count) { false })
    #expect(found.allSatisfy { $0.fraction.b.degree == 4 })
}

@Test func fractionsAreJudgedByTheirDeflatedTerms() throws {
    // (n² + n + 1)(2n + 1) with n² (n² + n + 1)(n² − n + 1), an inflation of 4/π by a factor without roots modulo half
    // of the primes: p³ does not divide the convergents there.
    let source = try SieveSource(
        a: CoefficientBox([1...1, 3...3, 3...3, 2...2]),
        b: CoefficientBox([0...0, 0...0, 1...1, 0...0, 1...1, 0...0, 1...1]))
    #expect(source.candidates(in: 0..<source.count, isCancelled: { false })?.map(\.index) == [0])
}
