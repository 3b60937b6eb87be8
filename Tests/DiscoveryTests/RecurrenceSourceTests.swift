import Arithmetic
import ContinuedFractions
import Discovery
import Testing

private func box(_ degrees: [Int], _ bound: Int) throws -> RecurrenceSpace {
    try RecurrenceSpace(
        degrees.map { CoefficientBox([ClosedRange<Int>](repeating: -bound...bound, count: $0 + 1)) })
}

/// Spaces of order 2, 3 and 4; in the fourth 103 and 11 divide leading coefficients.
private func spaces() throws -> [RecurrenceSpace] {
    [
        try box([1, 2], 2), try box([1, 2, 3], 1), try box([0, 1, 1, 2], 1),
        try RecurrenceSpace([
            CoefficientBox([-1...1, 0...2]), CoefficientBox([0...0, -1...1, -1...1]),
            CoefficientBox([0...0, -1...1, -1...0, 101...103]),
        ]),
        try RecurrenceSpace([
            CoefficientBox([0...1, 1...2]), CoefficientBox([0...0, -1...1, -2...2]),
            CoefficientBox([0...0, -1...1, 0...0, 9...11]),
        ]),
    ]
}

private func candidates(_ source: RecurrenceSource, _ range: Range<Int>? = nil) throws -> [RecurrenceCandidate] {
    try #require(source.candidates(in: range ?? 0..<source.count, isCancelled: { false }))
}

@Test func recurrenceSourceAgreesWithTheScreenOneByOne() throws {
    var total = 0
    for space in try spaces() {
        let source = try #require(RecurrenceSource(space))
        let large = RecurrenceScreen()
        let small = RecurrenceScreen(primes: [11, 13, 17, 19, 23])
        let expected = (0..<space.count).filter { index in
            guard let recurrence = space[index] else { return false }
            return small.passes(recurrence) && large.passes(recurrence)
        }
        let found = try candidates(source)
        #expect(found.map(\.index) == expected)
        #expect(found.allSatisfy { space[$0.index] == $0.recurrence })
        total += found.count
    }
    #expect(total > 100)
}

@Test func smallPrimesDropNothingInSmallSpaces() throws {
    for space in [try box([1, 2, 3], 1), try box([1, 2], 3)] {
        let fast = try #require(RecurrenceSource(space))
        let slow = try #require(RecurrenceSource(space, usesSmallPrimes: false))
        #expect(try candidates(fast) == candidates(slow))
    }
}

@Test func recurrencesOfARangeDependOnTheRangeAlone() throws {
    let source = try #require(RecurrenceSource(try box([1, 2, 3], 1)))
    let whole = try candidates(source)
    for cut in [1, 77, 9_999, 19_682] {
        #expect(try candidates(source, 0..<cut) + candidates(source, cut..<source.count) == whole)
    }
    #expect(source.candidates(in: 0..<100, isCancelled: { true }) == nil)
    #expect(RecurrenceSource(try box([1, 2, 3], 1), isCancelled: { true }) == nil)
}

@Test func malformedSpacesOfRecurrencesAreErrors() throws {
    #expect(throws: RecurrenceSpace.Malformed.order(1)) { try box([1], 1) }
    #expect(throws: RecurrenceSpace.Malformed.emptyBox(position: 1)) {
        try RecurrenceSpace([CoefficientBox([0...1]), CoefficientBox([])])
    }
    #expect(throws: RecurrenceSpace.Malformed.tooLarge) { try box([9, 9, 9], 100) }
    #expect(throws: RecurrenceSpace.Malformed.lastBoxTooLarge(count: 8_120_601)) { try box([0, 0, 2], 100) }
}
