import Arithmetic
import Testing

import ContinuedFractions

/// The recurrence with these coefficients, lowest degree first.
private func recurrence(_ coefficients: [[Int]]) throws -> PolynomialRecurrence {
    try #require(PolynomialRecurrence(coefficients.map { Polynomial($0.map { Rational($0) }) }))
}

@Test func hypergeometricSolutionsOfKnownRecurrences() throws {
    // Petkovšek, Wilf, Zeilberger, A = B, chapter 8: (n − 1) y(n + 2) − (n² + 3n − 2) y(n + 1) + 2n(n + 1) y(n) = 0 has the
    // solutions 2^n and n!.
    let book = try recurrence([[0, 2, 2], [2, -3, -1], [-1, 1]])
    let found = try #require(book.hypergeometricSolutions())
    #expect(found.allSatisfy { $0.solves(book) })
    let ratios = found.map { $0.ratio }
    #expect(ratios.contains { $0.above == $0.below * Rational(2) })
    #expect(ratios.contains { $0.above == $0.below * Polynomial([1, 1]) })
    // Fibonacci's numbers are no combination of hypergeometric terms over Q.
    #expect(try recurrence([[-1], [-1], [1]]).hypergeometricSolutions()?.isEmpty == true)
    // Apéry's recurrence has no hypergeometric solution.
    let apery = try recurrence([[1, 3, 3, 1], [-117, -231, -153, -34], [8, 12, 6, 1]])
    #expect(apery.hypergeometricSolutions()?.isEmpty == true)
}

@Test func polynomialSolutionsOfDifferences() throws {
    // Third differences vanish exactly for polynomials of degree at most 2.
    let third = try recurrence([[-1], [3], [-3], [1]])
    let solutions = third.polynomialSolutions()
    #expect(solutions.count == 3)
    #expect(solutions.allSatisfy { third.applied(to: $0).isZero && ($0.degree ?? 9) <= 2 })
    // n y(n + 1) − (n + 7) y(n) = 0 is solved by n(n + 1)⋯(n + 6).
    let rising = try recurrence([[-7, -1], [0, 1]]).polynomialSolutions()
    #expect(rising.first?.degree == 7)
}

@Test func plantedHypergeometricSolutionsAreFound() throws {
    // (E − r₂)(E − r₁) y = 0 for rational functions r: y with ratio r₁ is a solution.
    var generator = SplitMix(state: 5)
    for _ in 0..<20 {
        func linear() -> Polynomial<Rational> {
            Polynomial([Rational(generator.next(upTo: 6) + 1), Rational(generator.next(upTo: 2) + 1)])
        }
        let (p, q, u) = (linear(), linear(), linear())
        // y(n + 2) − (r₁(n + 1) + u) y(n + 1) + u r₁(n) y(n), r₁ = p/q, times q(n + 1) q(n).
        let (p1, q1) = (p.shifted(by: 1), q.shifted(by: 1))
        let planted = try #require(PolynomialRecurrence([u * p * q1, -(p1 + u * q1) * q, q * q1]))
        let found = try #require(planted.hypergeometricSolutions())
        #expect(found.allSatisfy { $0.solves(planted) })
        #expect(found.contains { $0.ratio.above * q == $0.ratio.below * p })
    }
}
