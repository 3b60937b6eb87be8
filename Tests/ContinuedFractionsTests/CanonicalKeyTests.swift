import Arithmetic
import ContinuedFractions
import Testing

/// Numbers that are the same in each run.
struct ClassDice: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// A product of linear factors, sometimes disturbed, so that common factors, contents and irreducible parts are all frequent.
    mutating func polynomial(_ degree: Int, content: Int) -> Polynomial<Integer> {
        var result = Polynomial<Integer>(1)
        for _ in 0..<degree { result *= Polynomial(integers: [integer(-2...6), integer(1...3)]) }
        result *= Polynomial(Bool.random(using: &self) ? content : -content)
        if integer(0...2) == 0 { result += Polynomial(integer(-3...3)) }
        return result
    }
}

@Test(arguments: [1, 1_000, 3_000_000_000]) func keysAreCanonicalForms(_ scale: Int) {
    var dice = ClassDice(UInt64(scale))
    var count = 0
    for _ in 0..<1_500 {
        let a = dice.polynomial(dice.integer(0...3), content: dice.integer(0...24))
        let b = dice.polynomial(dice.integer(0...5), content: dice.integer(0...48) * scale)
        let fraction = PolynomialContinuedFraction(a: a, b: b)
        let keyed = fraction.canonicalKey
        let form = fraction.canonicalForm
        #expect(keyed?.key.terms == form?.terms && keyed?.shift == form?.shift, "\(fraction)")
        if keyed != nil { count += 1 }
    }
    #expect(count > 400)
}

@Test func keysAreThoseOfInflationsAndShifts() throws {
    var dice = ClassDice(7)
    for _ in 0..<300 {
        let fraction = PolynomialContinuedFraction(
            a: Polynomial(integers: [dice.integer(1...9), dice.integer(1...4)]),
            b: Polynomial(integers: [dice.integer(1...9), dice.integer(1...9), dice.integer(1...5)]))
        let multiplier = try #require(
            RationalMultiplier(Polynomial(integers: [-2 * dice.integer(1...4), -2 * dice.integer(1...3)])))
        let image = try fraction.inflated(by: multiplier).fraction.droppingFirst(dice.integer(0...9)).fraction
        let (x, y) = (try #require(fraction.canonicalKey), try #require(image.canonicalKey))
        #expect(x.key == y.key && x.key.height == y.key.height)
        let relation = try #require(FractionRelation(fromCanonical: x.key.terms, to: image, keyed: y))
        #expect(relation.check() && relation.carriesLimit && relation.target == image)
        // Another key is another fraction.
        let other = PolynomialContinuedFraction(a: image.a + 1, b: image.b)
        #expect(other.canonicalKey?.key != y.key)
    }
}
