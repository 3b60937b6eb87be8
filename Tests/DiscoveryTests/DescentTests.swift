import Arithmetic
import ContinuedFractions
import Discovery
import Expressions
import IntegerRelations
import Testing

private func identifier() throws -> BulkIdentifier {
    let constants = try BasisConstant.values(named: ["pi", "ln2", "catalan"], evaluator: .standard, digits: 120)
    return try BulkIdentifier(constants: constants, bound: 1000, digits: 50)
}

private func makeSource(size: Int, starts: Int, seed: UInt64 = 1) throws -> DescentSource {
    let range = -size...size
    return try DescentSource(
        a: CoefficientBox([range, range]), b: CoefficientBox([range, range, range]), starts: starts, lines: 300,
        seed: seed, identifier: try identifier())
}

/// A box of 3·10^16 fractions; each find is checked by its limit to 80 digits.
@Test func descentFindsFormulasInALargeBox() throws {
    let source = try makeSource(size: 1000, starts: 8)
    let found = try #require(source.candidates(in: 0..<8, isCancelled: { false }))
    #expect(found.contains { $0.constant == "pi" })
    let constants = try BasisConstant.values(named: ["pi", "ln2", "catalan"], evaluator: .standard, digits: 120)
    let other = MobiusIdentifier(constants: constants, bound: 1000)
    for candidate in found.prefix(20) {
        let limit = try candidate.fraction.limit(digits: 80).value
        guard case .mobius(let constant, _, _, _, _)? = other.identify(limit, digits: 80).first?.kind else {
            Issue.record("\(candidate.fraction) has no named limit")
            continue
        }
        #expect(constant == candidate.constant)
        #expect(NilpotenceScreen().passes(candidate.fraction))
    }
}

@Test func aStartDoesTheSameInAnyRange() throws {
    let source = try makeSource(size: 50, starts: 6)
    let whole = try #require(source.candidates(in: 0..<6, isCancelled: { false }))
    let again = try #require(source.candidates(in: 0..<6, isCancelled: { false }))
    let parts = try [4..<6, 0..<1, 1..<4].map { try #require(source.candidates(in: $0, isCancelled: { false })) }
    #expect(whole == again)
    #expect(whole == parts[1] + parts[2] + parts[0])
    #expect(whole.map(\.index) == whole.map(\.index).sorted())
    #expect(source.candidates(in: 0..<6, isCancelled: { true }) == nil)
    // Another seed goes another way.
    let other = try makeSource(size: 50, starts: 6, seed: 2)
    #expect(other.reductions(start: 0) != source.reductions(start: 0))
}

@Test func boxesForDescentAreChecked() throws {
    let identifier = try identifier()
    let range = -5...5
    func error(_ a: [ClosedRange<Int>], _ b: [ClosedRange<Int>], starts: Int = 1, lines: Int = 1) -> DescentError? {
        do throws(DescentError) {
            _ = try DescentSource(
                a: CoefficientBox(a), b: CoefficientBox(b), starts: starts, lines: lines, seed: 1,
                identifier: identifier)
            return nil
        } catch {
            return error
        }
    }
    #expect(error([range], [range, range]) == .degreeTooLow(polynomial: "a"))
    #expect(error([range, range], [range, 0...0]) == .vanishingLead(polynomial: "b"))
    #expect(error([range, range], [range, range], starts: 0) == .notPositive("the number of starts"))
    #expect(error([range, range], [range, range], lines: 0) == .notPositive("the number of lines"))
    guard case .rangeTooLong? = error([0...10_000_000, range], [range, range]) else {
        Issue.record("a line of ten million points is too long")
        return
    }
    #expect(error([range, range], [range, range]) == nil)
}
