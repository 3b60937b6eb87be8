import Arithmetic
import ContinuedFractions
import Testing

private func recurrence(_ coefficients: [[Int]]) throws -> LinearRecurrence {
    try LinearRecurrence(coefficients.map { Polynomial($0.map { Integer($0) }) })
}

/// Quotients of solutions with known limits; values by PARI/GP 2.15, 60 digits.
struct KnownQuotient: Sendable, CustomTestStringConvertible {
    let coefficients: [[Int]]
    let p: [Int]
    let q: [Int]
    let value: String
    let source: String
    var testDescription: String { source }

    static let all: [KnownQuotient] = [
        KnownQuotient(
            coefficients: [[1], [1], [1], [1]], p: [0, 1, 1], q: [0, 0, 1],
            value: "1.83928675521416113255185256465328660042417874609759", source: "the tribonacci constant"),
        KnownQuotient(
            coefficients: [[0, 0, 0, 1], [-5, 27, -51, 34], [1, -3, 3, -1]], p: [0, 6], q: [1, 5],
            value: "1.20205690315959428539973816151144999076498629234049", source: "zeta(3), Apery 1979"),
        KnownQuotient(
            // s(n) = Σ L_k(1)/2^k: 4n s(n) = (8n − 4)s(n−1) − 5(n − 1)s(n−2) + (n − 1)s(n−3), roots 1, 1/2, 1/2.
            coefficients: [[0, 4], [-4, 8], [5, -5], [-1, 1]], p: [8, 8, 7], q: [8, 8, 8],
            value: "0.73575888234288464319104754032292173489162226206353",
            source: "2/e, the generating function of Laguerre polynomials, DLMF 18.12.13"),
        KnownQuotient(
            // s(n) = Σ P_k(1/2)/2^k: 4n s(n) = (6n − 1)s(n−1) − (3n − 2)s(n−2) + (n − 1)s(n−3), complex roots.
            coefficients: [[0, 4], [-1, 6], [2, -3], [-1, 1]], p: [32, 40, 39], q: [32, 32, 32],
            value: "1.15470053837925152901829756100391491129520350254025",
            source: "2/sqrt(3), the generating function of Legendre polynomials, DLMF 18.12.11"),
        KnownQuotient(
            coefficients: [[1, 1], [3, 2]], p: [3], q: [2], value: "1.5", source: "a recurrence of order 1"),
    ]
}

@Test(arguments: KnownQuotient.all)
func quotientLimitEnclosesTheKnownValue(_ known: KnownQuotient) throws {
    let recurrence = try recurrence(known.coefficients)
    let expected = Ball(
        midpoint: try #require(Ball(known.value, precision: 400)), radius: try #require(Ball("1e-49", precision: 64)))
    for digits in [10, 48, 150] {
        let limit = try recurrence.quotientLimit(
            known.p.map { Integer($0) }, known.q.map { Integer($0) }, digits: digits)
        #expect(limit.value.provenDigits >= digits)
        #expect(expected.overlaps(limit.value))
    }
}

@Test func orderTwoAgreesWithTheContinuedFraction() throws {
    // x(n) = a(n) x(n−1) + b(n) x(n−2), shifted by 1: p(−1) = 1, p(0) = a(0), q(−1) = 0, q(0) = 1.
    for (a, b) in [([1, 2], [0, 0, 1]), ([3, 11, 11], [0, 0, 0, 0, 1]), ([-7, -5], [2, 3]), ([4], [-1])] {
        let fraction = fraction(a, b)
        let shifted = try LinearRecurrence([
            1, fraction.a.shifted(by: -1), fraction.b.shifted(by: -1),
        ])
        let limit = try shifted.quotientLimit([1, Integer(a[0])], [0, 1], digits: 40)
        #expect(limit.value.overlaps(try fraction.limit(digits: 40).value), "\(fraction)")
    }
}

@Test func quotientsWithoutADominantSolutionAreUndecided() throws {
    // Three roots of equal modulus; a complex pair that dominates; a broken power of n.
    for coefficients in [
        [[1], [0], [0], [8]], [[1], [1], [-4]], [[1], [0], [0, 1]], [[1], [1], [-2], [1]],
    ] {
        let recurrence = try recurrence(coefficients)
        let first = [Integer](repeating: 1, count: recurrence.order)
        #expect(throws: LimitError.self) { try recurrence.quotientLimit(first, first, digits: 10) }
    }
    // x(n) = 4x(n−1) − 3x(n−2): q = 1 is the solution of smaller growth.
    #expect(throws: LimitError.self) {
        try recurrence([[1], [4], [-3]]).quotientLimit([1, 3], [1, 1], digits: 10)
    }
}

@Test func malformedRecurrencesAreErrors() {
    #expect(throws: LinearRecurrence.Malformed.order(1)) { try recurrence([[1]]) }
    #expect(throws: LinearRecurrence.Malformed.lastCoefficientVanishes) { try recurrence([[1], [1], []]) }
    #expect(throws: LinearRecurrence.Malformed.singular(index: 5)) { try recurrence([[-5, 1], [1], [1]]) }
}
