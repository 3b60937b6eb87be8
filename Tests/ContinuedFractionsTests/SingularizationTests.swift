import Arithmetic
import ContinuedFractions
import Testing

private let numbers: [Rational] = [
    Rational(415, 93), Rational(-649, 200), Rational(987, 610), Rational(355, 113), Rational(2_718_281, 1_000_000),
    Rational(1, 3), Rational(7),
]

@Test(arguments: numbers)
func singularizationKeepsTheValueAndDropsAConvergent(_ number: Rational) throws {
    let simple = SemiregularFraction(number)
    #expect(simple.value == number)
    for index in simple.quotients.indices {
        guard let shorter = simple.singularized(at: index) else {
            let isOne = simple.quotients[index].isOne && index > 0 && index + 1 < simple.quotients.count
            #expect(!isOne)
            continue
        }
        var expected = simple.convergents
        expected.remove(at: index - 1)
        #expect(shorter.convergents == expected)
        #expect(shorter.inserted(at: index) == simple)
    }
    let shortest = simple.singularized
    #expect(shortest.value == number)
    // Of m quotients 1 in a block, ⌈m/2⌉ go; the first and the last quotient of all count as no part of a block.
    var (removed, block) = (0, 0)
    for quotient in simple.quotients.dropFirst().dropLast() + [2] {
        if quotient.isOne { block += 1 } else { (removed, block) = (removed + (block + 1) / 2, 0) }
    }
    #expect(shortest.quotients.count == simple.quotients.count - removed)
    // The conditions of the nearest-integer fraction: |a| ≥ 2 and a + e ≥ 2 with the sign behind.
    for index in shortest.signs.indices.dropFirst() {
        #expect(shortest.quotients[index] + Integer(shortest.signs[index]) >= 2)
    }
}

@Test func unfitPartsOfSemiregularFractionsAreRefused() {
    #expect(SemiregularFraction(quotients: [], signs: []) == nil)
    #expect(SemiregularFraction(quotients: [1, 2], signs: [2]) == nil)
    #expect(SemiregularFraction(quotients: [1, 2], signs: []) == nil)
    #expect(SemiregularFraction(quotients: [1, 0], signs: [1])?.value == nil)
    #expect(SemiregularFraction(Rational(5, 3)).singularized(at: 0) == nil)
    #expect(SemiregularFraction(Rational(5, 3)).inserted(at: 9) == nil)
}
