import Arithmetic
import Testing

/// A polynomial in three variables with random terms.
private func random(_ generator: inout SeededGenerator, terms: Int, degree: Int) -> MultivariatePolynomial {
    MultivariatePolynomial(
        variableCount: 3,
        terms: (0..<terms).map { _ in
            ((0..<3).map { _ in Int.random(in: 0...degree, using: &generator) }, generator.rational(bits: 70))
        })
}

@Test(arguments: 1...20) func multivariateArithmeticIsThatOfValues(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let p = random(&generator, terms: 5, degree: 3)
    let q = random(&generator, terms: 4, degree: 2)
    let point = (0..<3).map { _ in generator.rational(bits: 8) }
    let (x, y) = (p.evaluated(at: point), q.evaluated(at: point))
    #expect((p + q).evaluated(at: point) == x + y)
    #expect((p - q).evaluated(at: point) == x - y)
    #expect((-p).evaluated(at: point) == -x)
    #expect((p * q).evaluated(at: point) == x * y)
    #expect((p * Rational(2, 3)).evaluated(at: point) == x * Rational(2, 3))
    #expect(p.power(3) == p * p * p)
    #expect(MultivariatePolynomial(variableCount: 3, terms: p.terms.reversed()) == p)
    #expect((p * q).derivative(by: 1) == p.derivative(by: 1) * q + p * q.derivative(by: 1))
}

@Test(arguments: 1...20) func divisionAndFactorsMultiplyBack(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let p = random(&generator, terms: 3, degree: 2)
    let q = random(&generator, terms: 3, degree: 1)
    let r = random(&generator, terms: 3, degree: 2)
    #expect((p * q).exactQuotient(q) == p)
    #expect((p * q + p.constant(1)).exactQuotient(q) == nil || q.constantValue != nil)
    let common = (p * q).gcd(r * q)
    #expect(common.exactQuotient(q) != nil)
    let (content, factors) = try #require((p * q * q).factored())
    #expect(factors.reduce(p.constant(content)) { $0 * $1.polynomial.power($1.multiplicity) } == p * q * q)
    #expect(factors.allSatisfy { $0.polynomial.terms.allSatisfy { $0.coefficient.isInteger } })
}

@Test func knownFactorizationsAndDegrees() throws {
    let x = MultivariatePolynomial.variable(0, variableCount: 2)
    let y = x.variable(1)
    let p = x.power(4) - y.power(4)
    let (content, factors) = try #require(p.factored())
    #expect(content == 1 && factors.count == 3)
    #expect(p.totalDegree == 4 && p.degree(in: 1) == 4 && p.termCount == 2)
    #expect(p.description == "x0^4 - x1^4")
    let zero = p - p
    #expect(zero.isZero && zero.totalDegree == nil && zero.constantValue == 0 && zero.factored()?.factors.count == 0)
    #expect(p.exactQuotient(zero) == nil)
    #expect((x + y).power(30).termCount == 31)
}
