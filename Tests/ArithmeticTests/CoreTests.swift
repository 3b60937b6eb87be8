import Arithmetic
import Testing

private struct Draw {
    var state: UInt64
    mutating func integer(bits: Int) -> Integer {
        var value = Integer(0)
        for _ in 0..<(bits / 31 + 1) {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            value = value * Integer(1 << 31) + Integer(Int(state >> 33))
        }
        return state & 4 == 0 ? value : -value
    }
}

@Test func ringLawsHoldAcrossTheWordBoundary() {
    var draw = Draw(state: 5)
    for bits in [20, 61, 62, 63, 64, 65, 130, 700] {
        for _ in 0..<50 {
            let (a, b, c) = (draw.integer(bits: bits), draw.integer(bits: bits), draw.integer(bits: bits))
            #expect((a + b) * c == a * c + b * c)
            #expect(a - b == -(b - a))
            var sum = a
            sum.addProduct(b, c)
            #expect(sum == a + b * c)
            sum.subtractProduct(b, c)
            #expect(sum == a && sum.hashValue == a.hashValue)
            let (q, r) = a.quotientAndRemainder(dividingBy: b)
            #expect(q * b + r == a && r.magnitude < b.magnitude)
            #expect(a.gcd(b) * a.lcm(b) == (a * b).magnitude)
        }
    }
}

@Test func textRoundTripsInEveryBase() {
    var draw = Draw(state: 9)
    for radix in 2...36 {
        for bits in [10, 64, 300] {
            let value = draw.integer(bits: bits)
            #expect(Integer(value.description(radix: radix), radix: radix) == value)
        }
    }
    for text in ["", "-", "+", " 1", "1 ", "0x1", "1_0", "12a"] { #expect(Integer(text) == nil, "\(text)") }
}

@Test(arguments: [0.0, 1, -1.5, 0x1p-1074, 0x1.fffffffffffffp1023, -3.25e-200, 1e300, 0.1])
func doublesConvertExactly(_ value: Double) throws {
    let rational = try #require(Rational(exactly: value))
    #expect(rational.numerator.doubleValue / rational.denominator.doubleValue == value || abs(value) < 1e-300)
    #expect(Ball(value).contains(rational))
}

@Test func integersRoundToTheNearestDouble() {
    let base = Integer(1 << 53)
    #expect((base + 1).doubleValue == 9_007_199_254_740_992)
    let wide = Integer(2).power(100)
    let half = Integer(2).power(47)
    #expect((wide + half).doubleValue == 0x1p100)
    #expect((wide + half + 1).doubleValue == 0x1p100.nextUp)
    #expect((wide + half * 3).doubleValue == 0x1p100.nextUp.nextUp)
    #expect(Integer(2).power(1024).doubleValue == .infinity)
    #expect(Integer(10).power(22).doubleValue == 1e22)
}

@Test func wideFixedWidthIntegersConvert() {
    #expect(Integer(UInt64.max) == Integer(2).power(64) - 1)
    #expect(Integer(Int64.min) == -Integer(2).power(63))
    #expect(Integer(UInt32.max).asInt == 4_294_967_295)
}

@Test(arguments: ["3/4", "-7", "0.125", "-1.25e-3", "2e3", ".5"]) func rationalsReadDecimals(_ text: String) throws {
    let parsed = text == ".5" ? Rational("0.5") : Rational(text)
    let value = try #require(parsed)
    #expect(Rational(value.description) == value)
}

@Test func malformedRationalsAreRefused() {
    for text in ["1/0", "", "1//2", "1.2.3", "e5", "1e99999999999", "1.-2"] {
        #expect(Rational(text) == nil, "\(text)")
    }
}

@Test func ballsEncloseAndPrintOnlyProvenDigits() throws {
    let third = Ball(Rational(1, 3), precision: 64)
    #expect(third.contains(Rational(1, 3)))
    #expect(third.decimalString(digits: 50).count <= 22)
    let wide = Ball(midpoint: Ball(Rational(1, 3), precision: 200), radius: Ball(Rational(1, 1000), precision: 60))
    #expect(wide.decimalString(digits: 50).hasPrefix("0.33"))
    #expect(wide.decimalString(digits: 50).count <= 5)
    #expect(!Ball(1).divided(by: Ball(), precision: 64).isFinite)
    for precision in [40, 80, 300] {
        let (coarse, fine) = (Ball.pi(precision: precision), Ball.pi(precision: 1000))
        #expect(coarse.overlaps(fine) && coarse.accuracyBits >= precision - 4)
    }
}

@Test func factorsMultiplyBack() {
    let quadratic = Polynomial<Integer>([6, -5, 1])
    let linear = Polynomial<Integer>([2, 3])
    let irreducible = Polynomial<Integer>([1, 0, 1])
    let polynomial = quadratic * linear * irreducible
    var product = Polynomial<Integer>(constant: polynomial.factored().content)
    for factor in polynomial.factored().factors { product = product * factor.polynomial.power(factor.multiplicity) }
    #expect(product == polynomial)
    #expect(polynomial.smallestIntegerRoot(atLeast: 1) == 2)
    let roots: [Rational] = polynomial.rationalRoots().map { $0.root }
    #expect(roots == [Rational(-2, 3), 2, 3])
    #expect(polynomial.shifted(by: 5).shifted(by: -5) == polynomial)
}

@Test func copiesAreIndependent() {
    var a = Integer(3).power(100)
    let b = a
    a += 1
    #expect(a - b == 1)
    var x = Ball(2)
    let y = x
    x.add(Ball(1), precision: 60)
    #expect(y.contains(2) && x.contains(3))
}
