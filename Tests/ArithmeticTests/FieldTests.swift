import Arithmetic
import Testing

// MARK: - Montgomery arithmetic

@Test(arguments: [3, 5, 7, 65_537, 998_244_353, 2_147_483_629, 2_147_483_647] as [UInt32])
func wordFieldOperationsMatchDivision(_ p: UInt32) {
    let field = MontgomeryField32(modulus: p)
    let wide = UInt64(p)
    var generator = SeededGenerator(seed: UInt64(p))
    let edges: [UInt32] = [0, 1, 2 % p, p / 2, p - 2, p - 1]
    for round in 0..<300 {
        let x = round < 36 ? edges[round / 6] : UInt32.random(in: 0..<p, using: &generator)
        let y = round < 36 ? edges[round % 6] : UInt32.random(in: 0..<p, using: &generator)
        let (a, b) = (field.encode(x), field.encode(y))
        #expect(a < p && field.decode(a) == x)
        #expect(UInt64(field.decode(field.add(a, b))) == (UInt64(x) + UInt64(y)) % wide)
        #expect(UInt64(field.decode(field.subtract(a, b))) == (UInt64(x) + wide - UInt64(y)) % wide)
        #expect(UInt64(field.decode(field.multiply(a, b))) == UInt64(x) * UInt64(y) % wide)
        #expect(UInt64(field.decode(field.negate(a))) == (wide - UInt64(x)) % wide)
    }
    #expect(field.decode(field.one) == 1 && field.decode(field.zero) == 0)
}

@Test(arguments: [3, 101, 4_294_967_291, (1 << 61) - 1, (1 << 62) - 57, (1 << 62) - 1] as [UInt64])
func doubleWordFieldOperationsMatchDivision(_ p: UInt64) {
    let field = MontgomeryField62(modulus: p)
    var generator = SeededGenerator(seed: p)
    let edges: [UInt64] = [0, 1, 2 % p, p / 2, p - 2, p - 1]
    for round in 0..<300 {
        let x = round < 36 ? edges[round / 6] : UInt64.random(in: 0..<p, using: &generator)
        let y = round < 36 ? edges[round % 6] : UInt64.random(in: 0..<p, using: &generator)
        let (a, b) = (field.encode(x), field.encode(y))
        #expect(a < p && field.decode(a) == x)
        #expect(field.decode(field.add(a, b)) == (x + y) % p)
        #expect(field.decode(field.subtract(a, b)) == (x + p - y) % p)
        #expect(field.decode(field.multiply(a, b)) == p.dividingFullWidth(x.multipliedFullWidth(by: y)).remainder)
        #expect(field.decode(field.negate(a)) == (p - x) % p)
    }
    #expect(field.decode(field.one) == 1 && field.decode(field.zero) == 0)
}

@Test func residuesOfNumbersBeyondTheModulus() {
    let small = MontgomeryField32(modulus: 2_147_483_629)
    let large = MontgomeryField62(modulus: (1 << 62) - 57)
    for value in [0, 1, -1, Int.max, Int.min, Int.min + 1, 2_147_483_629, -2_147_483_629, (1 << 62) - 57] {
        #expect(Integer(small.decode(small.encode(value))) == Integer(value).modulo(Integer(small.modulus)))
        #expect(Integer(large.decode(large.encode(value))) == Integer(value).modulo(Integer(large.modulus)))
    }
    #expect(small.decode(small.encode(UInt32.max)) == UInt32.max % small.modulus)
    #expect(large.decode(large.encode(UInt64.max)) == UInt64.max % large.modulus)
    var generator = SeededGenerator(seed: 1)
    for bits in [10, 63, 64, 65, 500] {
        let value = generator.integer(bits: bits)
        #expect(Integer(small.decode(small.encode(value))) == value.modulo(Integer(small.modulus)))
        #expect(Integer(large.decode(large.encode(value))) == value.modulo(Integer(large.modulus)))
    }
}

@Test(arguments: [3, 9, 15, 97, 105] as [UInt32])
func inversesExistExactlyForUnits(_ modulus: UInt32) {
    let small = MontgomeryField32(modulus: modulus)
    let large = MontgomeryField62(modulus: UInt64(modulus))
    for x in 0..<modulus {
        let expected = (0..<modulus).first { $0 * x % modulus == 1 }
        #expect(small.inverse(small.encode(x)).map { small.decode($0) } == expected)
        #expect(large.inverse(large.encode(UInt64(x))).map { large.decode($0) } == expected.map { UInt64($0) })
    }
}

@Test func inversesInLargeFields() throws {
    let small = MontgomeryField32(modulus: 2_147_483_647)
    let large = MontgomeryField62(modulus: (1 << 62) - 57)
    var generator = SeededGenerator(seed: 4)
    for round in 0..<200 {
        let x = round == 0 ? small.modulus - 1 : UInt32.random(in: 1..<small.modulus, using: &generator)
        let y = round == 0 ? large.modulus - 1 : UInt64.random(in: 1..<large.modulus, using: &generator)
        let (a, b) = (small.encode(x), large.encode(y))
        #expect(small.multiply(a, try #require(small.inverse(a))) == small.one)
        #expect(large.multiply(b, try #require(large.inverse(b))) == large.one)
    }
}

@Test func fieldPowersAreRepeatedProducts() {
    let small = MontgomeryField32(modulus: 998_244_353)
    let large = MontgomeryField62(modulus: (1 << 61) - 1)
    for base in [0, 1, 2, -3, 123_456_789] {
        let (x, y) = (small.encode(base), large.encode(base))
        var (a, b) = (small.one, large.one)
        for exponent in 0..<70 as Range<UInt> {
            #expect(small.power(x, exponent) == a && large.power(y, exponent) == b)
            (a, b) = (small.multiply(a, x), large.multiply(b, y))
        }
    }
    // Fermat, and a primitive root that shows its full order.
    #expect(small.power(small.encode(3), 998_244_352) == small.one)
    #expect(small.power(small.encode(3), 998_244_352 / 2) == small.negate(small.one))
    #expect(large.power(large.encode(37), UInt(large.modulus) - 1) == large.one)
}

// MARK: - Polynomials over a prime field

@Test(arguments: [3, 31, 2_147_483_647] as [UInt32])
func reductionIsARingHomomorphism(_ p: UInt32) {
    let field = MontgomeryField32(modulus: p)
    var generator = SeededGenerator(seed: 12)
    for degree in 0..<12 {
        let f = generator.polynomial(degree: degree, bits: 90)
        let g = generator.polynomial(degree: 11 - degree, bits: 40)
        let (x, y) = (PrimeFieldPolynomial(f, field: field), PrimeFieldPolynomial(g, field: field))
        #expect(x + y == PrimeFieldPolynomial(f + g, field: field))
        #expect(x - y == PrimeFieldPolynomial(f - g, field: field))
        #expect(x * y == PrimeFieldPolynomial(f * g, field: field))
        #expect((x - x).isZero && (x - x).degree == nil)
        let reduced = Polynomial<Integer>(f.modulo(p).map { Integer($0) })
        #expect(x.coefficients == reduced.coefficients.map { UInt32($0.asInt ?? -1) } && x.degree == reduced.degree)
        let point = Integer(Int(degree) - 5)
        #expect(x.evaluated(at: field.encode(point)) == field.encode(f.evaluated(at: point)))
    }
}

@Test(arguments: [5, 2_147_483_629] as [UInt32])
func remaindersUndoDivisionWithRemainder(_ p: UInt32) {
    let field = MontgomeryField32(modulus: p)
    var generator = SeededGenerator(seed: 6)
    func draw(_ count: Int, _ generator: inout SeededGenerator) -> PrimeFieldPolynomial {
        let residues = (0..<count).map { _ in UInt32.random(in: 0..<p, using: &generator) }
        return PrimeFieldPolynomial(residues: residues + [field.one], field: field)
    }
    for degree in 1..<10 {
        let divisor = PrimeFieldPolynomial(Polynomial<Integer>([2, 0]), field: field) * draw(degree, &generator)
        let rest = draw(degree - 1, &generator)
        let dividend = draw(12 - degree, &generator) * divisor + rest
        #expect(dividend.remainder(dividingBy: divisor) == rest)
        #expect(rest.remainder(dividingBy: divisor) == rest)
        #expect((dividend - rest).remainder(dividingBy: divisor).isZero)
        #expect(divisor.monic * PrimeFieldPolynomial(residues: [field.encode(2)], field: field) == divisor)
    }
}

@Test func greatestCommonDivisorsHaveTheCommonRoots() {
    let field = MontgomeryField32(modulus: 31)
    func product(_ roots: [Int]) -> PrimeFieldPolynomial {
        roots.reduce(PrimeFieldPolynomial(1, field: field)) {
            $0 * PrimeFieldPolynomial(Polynomial<Integer>(integers: [-$1, 1]), field: field)
        }
    }
    let scale = PrimeFieldPolynomial(7, field: field)
    #expect((scale * product([1, 2, 2, 5])).gcd(scale * product([2, 2, 2, 5, 9])) == product([2, 2, 5]))
    #expect(product([1, 2]).gcd(scale * product([3, 4])) == product([]))
    let zero = PrimeFieldPolynomial(0, field: field)
    #expect((scale * product([4])).gcd(zero) == product([4]) && zero.gcd(scale) == product([]))
    #expect(zero.gcd(zero).isZero && zero.monic.isZero)
    // x³¹ − x vanishes on the whole field, and only it is the product of all linear factors.
    let fermat = Polynomial<Integer>.variable.power(31) - Polynomial<Integer>.variable
    #expect(product(Array(0..<31)) == PrimeFieldPolynomial(fermat, field: field))
}

// MARK: - Primes

private func isPrimeByTrialDivision(_ n: Int) -> Bool {
    n >= 2 && (n < 4 || (2...).lazy.prefix { $0 * $0 <= n }.allSatisfy { n % $0 != 0 })
}

@Test(arguments: [
    -10..<2, 0..<3, 2..<3, 3..<3, 4..<5, 0..<1000, 9..<26, 32_700..<32_900, 2..<65_700,
    1_000_000_000_000..<1_000_000_000_200, 999_999_866_000..<1_000_000_066_000,
])
func sieveFindsThePrimes(_ range: Range<Int>) {
    let small = range.upperBound < 100_000
    #expect(
        Primes.inRange(range)
            == range.filter { small ? isPrimeByTrialDivision($0) : Primes.isPrime(UInt($0)) })
}

@Test func primalityOfHardNumbers() {
    for n in 0..<3000 { #expect(Primes.isPrime(UInt(n)) == isPrimeByTrialDivision(n)) }
    // Carmichael numbers, strong pseudoprimes to many bases, a square, products of two large primes.
    for n in [
        561, 3_215_031_751, 341_550_071_728_321, 3_825_123_056_546_413_051, 18_446_744_030_759_878_681,
        18_446_743_979_220_271_189,
    ] as [UInt] { #expect(!Primes.isPrime(n), "\(n)") }
    for n in [2_147_483_647, 2_305_843_009_213_693_951, 18_446_744_073_709_551_557] as [UInt] {
        #expect(Primes.isPrime(n), "\(n)")
    }
    #expect(Primes.inRange(0..<1_000_000).count == 78_498)
}

@Test func largestPrimesDescend() {
    #expect(Primes.largest(20, below: 500) == Primes.inRange(0..<500).suffix(20).reversed().map { UInt($0) })
    #expect(Primes.largest(9, below: 6) == [5, 3, 2] && Primes.largest(1, below: 3) == [2])
    #expect(Primes.largest(1, below: 2).isEmpty && Primes.largest(0, below: 100).isEmpty)
    #expect(Primes.largest(1, below: 1 << 31) == [2_147_483_647])
    #expect(Primes.largest(2, below: 1 << 62) == [(1 << 62) - 57, (1 << 62) - 87])
}

@Test func factorizationsMultiplyBack() {
    var generator = SeededGenerator(seed: 2)
    let random = (0..<60).map { UInt.random(in: 1...(UInt.max >> ($0 % 60)), using: &generator) }
    for n in random + Array(1..<500) + [UInt.max, 1 << 63, 18_446_744_030_759_878_681] {
        let factors = Primes.factorization(of: n)
        #expect(factors.reduce(Integer(1)) { $0 * Integer($1.prime).power($1.exponent) } == Integer(n))
        #expect(factors.allSatisfy { Primes.isPrime($0.prime) && $0.exponent > 0 })
        #expect(zip(factors, factors.dropFirst()).allSatisfy { $0.prime < $1.prime })
    }
    #expect(Primes.factorization(of: 0).isEmpty)
    #expect(Primes.factorization(of: UInt.max).map(\.prime) == [3, 5, 17, 257, 641, 65_537, 6_700_417])
}
