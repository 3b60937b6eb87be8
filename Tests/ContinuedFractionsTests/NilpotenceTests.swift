import Arithmetic
import ContinuedFractions
import Testing

@Test func knownFormulasHaveFactorialReduction() {
    #expect(fraction([1, 2], [0, 0, 1]).factorialReduction == .full)
    #expect(fraction([5, 27, 51, 34], [0, 0, 0, 0, 0, 0, -1]).factorialReduction == .full)
    #expect(fraction([3, 11, 11], [0, 0, 0, 0, 1]).factorialReduction == .full)
    #expect(fraction([1], [0, 0, 1]).factorialReduction == .full)
    #expect(fraction([1, 1], [0, 1]).factorialReduction == .none)
    #expect(fraction([2, 3], [1, 1, 1]).factorialReduction == .none)
}

@Test func sieveAgreesWithTheScreenOneByOne() {
    let polynomials = box(degree: 2, bound: 2)
    let screen = NilpotenceScreen()
    var expected: Set<[Int]> = []
    for (i, a) in polynomials.enumerated() {
        for (j, b) in polynomials.enumerated() where screen.passes(PolynomialContinuedFraction(a: a, b: b)) {
            expected.insert([i, j])
        }
    }
    var found: Set<[Int]> = []
    NilpotenceSieve(a: polynomials, b: polynomials).forEachSurvivor(aIn: 0..<polynomials.count) {
        found.insert([$0, $1])
    }
    #expect(found == expected)
    #expect(!found.isEmpty)
}

@Test func badPrimesOfTheFirstPassDropNothing() {
    // 103 divides the leading coefficient of b here, so the first pass proves nothing about it.
    let a = Polynomial<Integer>([1, 206])
    let b = Polynomial<Integer>([0, 0, 103 * 103])
    var found = 0
    NilpotenceSieve(a: [a], b: [b]).forEachSurvivor(aIn: 0..<1) { _, _ in found += 1 }
    #expect((found == 1) == NilpotenceScreen().passes(PolynomialContinuedFraction(a: a, b: b)))
}

@Test func theSetOfThePublishedSearchHas8350Survivors() {
    // arXiv 2412.16818: a, b of degree at most 2, coefficients −5 … 5, neither zero; 1,768,900 fractions.
    let polynomials = box(degree: 2, bound: 5)
    #expect(polynomials.count * polynomials.count == 1_768_900)
    var count = 0
    NilpotenceSieve(a: polynomials, b: polynomials).forEachSurvivor(aIn: 0..<polynomials.count) { _, _ in count += 1 }
    #expect(count == 8350)
}

/// All nonzero polynomials of at most this degree with coefficients of at most this modulus.
private func box(degree: Int, bound: Int) -> [Polynomial<Integer>] {
    var all: [[Integer]] = [[]]
    for _ in 0...degree { all = all.flatMap { head in (-bound...bound).map { head + [Integer($0)] } } }
    return all.map { Polynomial($0) }.filter { !$0.isZero }
}
