import Arithmetic
import Testing

@Test(arguments: 1...6) func matricesFormARing(_ size: Int) {
    var generator = SeededGenerator(seed: UInt64(size))
    for bits in [5, 40, 90] {
        let (x, y, z) = (
            generator.matrix(size: size, bits: bits), generator.matrix(size: size, bits: bits),
            generator.matrix(size: size, bits: bits)
        )
        #expect((x * y) * z == x * (y * z) && x * (y + z) == x * y + x * z)
        #expect(x - x == .zero(size: size) && x * .identity(size: size) == x)
        #expect(x.power(5) == x * x * x * x * x && x.power(0) == .identity(size: size))
        #expect((x * y).determinant == x.determinant * y.determinant)
        #expect((x * y).trace == (y * x).trace)
        // Cayley and Hamilton.
        #expect(x.evaluate(x.characteristicPolynomial).isZero)
        #expect(x.characteristicPolynomial.degree == size)
    }
}

@Test func determinantsOfHilbertMatricesAreTheKnownOnes() {
    // det of the n × n matrix 1/(i + j + 1): OEIS A005249 gives the reciprocals.
    for (size, reciprocal) in [(1, 1), (2, 12), (3, 2160), (4, 6_048_000), (5, 266_716_800_000)] {
        let hilbert = Matrix<Rational>(size: size) { Rational(1, Integer($0 + $1 + 1)) }
        #expect(hilbert.determinant == Rational(1, Integer(reciprocal)))
    }
}

@Test func smallMatricesAgreeWithTheGeneralOnes() {
    var generator = SeededGenerator(seed: 3)
    func general(_ m: Matrix2x2<Integer>) -> Matrix<Integer> { Matrix(size: 2, elements: [m.a, m.b, m.c, m.d]) }
    for _ in 0..<50 {
        let e = (0..<8).map { _ in generator.integer(bits: 70) }
        let (x, y) = (Matrix2x2(e[0], e[1], e[2], e[3]), Matrix2x2(e[4], e[5], e[6], e[7]))
        #expect(general(x * y) == general(x) * general(y) && general(x + y) == general(x) + general(y))
        #expect(x.determinant == general(x).determinant && x.trace == general(x).trace)
        let (p, q) = x.applied(to: e[4], e[5])
        #expect([p, q] == general(x).applied(to: [e[4], e[5]]))
    }
}

@Test(arguments: [0, 1, 2, 3, 7, 64, 100, 1000]) func continuantsAreProductsInOrder(_ count: Int) {
    // Matrices do not commute, so a tree that swaps two of them fails. Products from 5 on, against a plain loop.
    let a = Polynomial<Integer>([3, -2, 1])
    let b = Polynomial<Integer>([-1, 0, 0, 5])
    let product = ContinuantProduct.exact(a: a, b: b, from: 5, through: 4 + count)
    var (p, q, previousP, previousQ) = (Integer(0), Integer(1), Integer(1), Integer(0))
    for n in stride(from: 5, to: 5 + count, by: 1) {
        let (an, bn) = (a.evaluated(at: n), b.evaluated(at: n))
        (p, previousP) = (an * p + bn * previousP, p)
        (q, previousQ) = (an * q + bn * previousQ, q)
    }
    #expect(product.a == q && product.c == p)
}

@Test func continuantsInBallsEncloseTheExactOnes() {
    let a = Polynomial<Integer>([5, 27, 51, 34])
    let b = -Polynomial<Integer>.variable.power(6)
    let exact = ContinuantProduct.exact(a: a, b: b, from: 1, through: 300)
    let determinant = Rational(exact.determinant)
    for (precision, low) in [(30, 30), (200, 64), (5000, 5000)] {
        let ball = ContinuantEnclosure(
            a: a, b: b, from: 1, through: 300, precision: precision, lowPrecision: low)
        // Entries are known up to a common factor λ: compare with the one that the first entry gives.
        let scale = Ball(exact.a).divided(by: ball.a, precision: precision)
        for (x, y) in [(exact.b, ball.b), (exact.c, ball.c), (exact.d, ball.d)] {
            #expect(y.multiplied(by: scale, precision: precision).contains(Rational(x)))
        }
        let square = scale.multiplied(by: scale, precision: low)
        #expect(ball.determinant.multiplied(by: square, precision: low).contains(determinant))
    }
}

@Test func aCommonFactorOfLongBlocksChangesNoQuotient() {
    // Long enough for contents to be divided out of blocks.
    let a = Polynomial<Integer>([5, 27, 51, 34])
    let b = -Polynomial<Integer>.variable.power(6)
    let exact = ContinuantProduct.exact(a: a, b: b, from: 1, through: 4000)
    let ball = ContinuantEnclosure(a: a, b: b, from: 1, through: 4000, precision: 90_000, lowPrecision: 100)
    let quotient = ball.c.divided(by: ball.a, precision: 90_000)
    #expect(quotient.contains(Rational(exact.c, exact.a)) && quotient.accuracyBits > 89_900)
    let scale = Ball(exact.a).divided(by: ball.a, precision: 100)
    #expect(scale.doubleEstimate > 1e300 || !scale.doubleEstimate.isFinite)
    #expect(
        ball.determinant.multiplied(by: scale, precision: 100).multiplied(by: scale, precision: 100)
            .contains(Rational(exact.determinant)))
}

@Test func productTreesMultiplyFactorials() {
    for n in [1, 2, 5, 100, 1000] {
        #expect(productTree(from: 1, to: n + 1, leaf: { Integer($0) }, combine: { $0 * $1 }) == Integer.factorial(n))
    }
}
