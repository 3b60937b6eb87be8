import Arithmetic
import ContinuedFractions
import Expressions
import Testing

/// Fractions of every class with the closed forms of their limits: Brouncker, Lambert, Euler, Laplace, Apéry's kind for
/// ζ(2), and one whose convergence is logarithmic (the reciprocal of artanh at 1, from its second term on).
@Test(arguments: [
    ([1, 2], [0, 0, 1], "4/pi"), ([1, 2], [1], "(e^2+1)/(e^2-1)"), ([3, 1], [0, -1], "e"),
    ([2], [1, -4, 4], "1+4/pi"), ([1], [0, 0, 1], "1/ln2"), ([1, 2, 2], [0, 0, 0, 0, -1], "6/pi^2"),
    ([1], [0, 1], "1/(sqrt(pi*e/2)*erfc(1/sqrt(2)))"), ([3, 2], [-1, -2, -1], "1"),
])
func limitsOfAllClassesAgreeWithClosedForms(_ a: [Int], _ b: [Int], _ form: String) throws {
    let fraction = PolynomialContinuedFraction(a: Polynomial(integers: a), b: Polynomial(integers: b))
    let value = try Evaluator.standard.evaluate(try Expression(parsing: form), digits: 220).value.real
    for digits in [40, 100, 200] {
        let limit = try fraction.limit(digits: digits)
        #expect(limit.value.overlaps(value), "\(limit.convergenceClass.name), \(digits) digits")
        #expect(limit.value.accuracyBits >= digits * 33 / 10)
    }
}

/// Every fraction with a small linear a and quadratic b: enclosures to 25 and 110 digits overlap, and the tail that proves
/// the first holds the quotient that the recurrence and the sharper limit give.
@Test func enclosuresProvedInDoublesHoldTheSharperLimit() throws {
    var count = 0
    for a1 in 0...2 {
        for a0 in -2...2 {
            for b2 in [-1, 1, 3] {
                for b0 in -2...2 {
                    let fraction = PolynomialContinuedFraction(
                        a: Polynomial(integers: [a0, a1]), b: Polynomial(integers: [b0, 1, b2]))
                    guard !fraction.a.isZero, let short = try? fraction.limit(digits: 25, largestDepth: 20_000),
                        let tail = short.tail
                    else { continue }
                    let long = try fraction.limit(digits: 110)
                    #expect(short.value.overlaps(long.value), "\(fraction.a), \(fraction.b)")
                    // t(m) = −(L q(m) − p(m))/(L q(m−1) − p(m−1)).
                    let m = tail.depth
                    let (p, q) = fraction.convergent(m)
                    let (lastP, lastQ) = fraction.convergent(m - 1)
                    func difference(_ p: Integer, _ q: Integer) -> Ball {
                        long.value.multiplied(by: Ball(q), precision: 40_000).subtracting(Ball(p), precision: 40_000)
                    }
                    let quotient = difference(p, q).divided(by: difference(lastP, lastQ), precision: 400).negated()
                    #expect(!quotient.isFinite || tail.enclosure(at: m, precision: 200).overlaps(quotient))
                    count += 1
                }
            }
        }
    }
    #expect(count > 60)
}
