import Arithmetic
import ContinuedFractions
import Expressions
import Testing

/// The fraction with the given coefficients, lowest degree first.
func fraction(_ a: [Int], _ b: [Int]) -> PolynomialContinuedFraction {
    PolynomialContinuedFraction(
        a: Polynomial(a.map { Integer($0) }), b: Polynomial(b.map { Integer($0) }))
}

/// Limits known in closed form, one of every class; values of the right sides by PARI/GP 2.15, 60 digits.
struct KnownLimit: Sendable, CustomTestStringConvertible {
    let a: [Int]
    let b: [Int]
    let convergence: String
    let value: String
    let source: String
    var testDescription: String { source }

    static let all: [KnownLimit] = [
        KnownLimit(
            a: [1, 2], b: [0, 0, 1], convergence: "exponential",
            value: "1.27323954473516268615107010698011489627567716592365", source: "4/pi, Gauss's arctangent fraction"),
        KnownLimit(
            a: [5, 27, 51, 34], b: [0, 0, 0, 0, 0, 0, -1], convergence: "exponential",
            value: "4.99144423548424481209875767292918440650233838640236", source: "6/zeta(3), Apery 1979"),
        KnownLimit(
            a: [1], b: [0, 0, 1], convergence: "polynomial",
            value: "1.44269504088896340735992468100189213742664595415299", source: "1/log(2), Brouncker type"),
        KnownLimit(
            a: [1, 2, 2], b: [0, 0, 0, 0, -1], convergence: "polynomial",
            value: "0.60792710185402662866327677925836583342615264803347", source: "1/zeta(2), Euler"),
        KnownLimit(
            a: [1, 1], b: [0, 1], convergence: "factorial",
            value: "1.39221119117733281437655287847981652837397838531528", source: "1/(e-2)"),
        KnownLimit(
            a: [1], b: [0, 1], convergence: "stretched exponential",
            value: "1.52513527616098120908909053639057871330711636492060",
            source: "sqrt(2/(pi e))/erfc(1/sqrt(2)), Laplace"),
        KnownLimit(
            a: [2], b: [-1], convergence: "polynomial", value: "1", source: "1, double root"),
        KnownLimit(
            a: [1], b: [1], convergence: "exponential",
            value: "1.61803398874989484820458683436563811772030917980576", source: "the golden ratio"),
    ]
}

@Test(arguments: KnownLimit.all)
func limitEnclosesTheKnownValue(_ known: KnownLimit) throws {
    let fraction = fraction(known.a, known.b)
    #expect(fraction.convergenceClass.name == known.convergence)
    let expected = try #require(Ball(known.value, precision: 400))
    let tolerance = try #require(Ball("1e-49", precision: 64))
    for digits in [20, 50, 150] {
        let limit = try fraction.limit(digits: digits)
        #expect(limit.value.provenDigits >= digits)
        #expect(Ball(midpoint: expected, radius: tolerance).overlaps(limit.value))
    }
}

@Test func enclosuresOfDifferentAccuracyOverlap() throws {
    // Seeded random fractions of every degree pair of the searches: all enclosures of one limit must meet.
    var state: UInt64 = 20_261_124
    func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % (2 * bound + 1) - bound
    }
    var enclosed = 0
    for (degreeA, degreeB) in [(1, 1), (1, 2), (2, 4), (3, 6), (0, 2), (0, 1), (2, 5)] {
        for _ in 0..<40 {
            let fraction = fraction((0...degreeA).map { _ in next(5) }, (0...degreeB).map { _ in next(5) })
            guard let coarse = try? fraction.limit(digits: 15) else { continue }
            let fine = try fraction.limit(digits: 60)
            #expect(coarse.value.overlaps(fine.value), "\(fraction)")
            enclosed += 1
        }
    }
    #expect(enclosed > 100)
}

@Test func enclosureHoldsTheExactConvergentsBetweenItsNeighbours() throws {
    // For positive a and b consecutive convergents bracket the limit (Seidel–Stern): an independent enclosure.
    for (a, b) in [([1, 2], [0, 0, 1]), ([3, 11, 11], [0, 0, 0, 0, 1]), ([1, 1], [0, 1]), ([1], [2, 3, 1])] {
        let fraction = fraction(a, b)
        let limit = try fraction.limit(digits: 30).value
        for n in [10, 21, 40] {
            let (p0, q0) = fraction.convergent(n)
            let (p1, q1) = fraction.convergent(n + 1)
            let bracket = Ball(
                union: Ball(Rational(p0, q0), precision: 400), Ball(Rational(p1, q1), precision: 400), precision: 400)
            #expect(bracket.overlaps(limit))
        }
    }
}

@Test func divergenceIsRecognized() {
    #expect(fraction([1], [0, 0, -1]).convergenceClass == .divergent(.oscillation))
    #expect(fraction([1], [0, 0, 0, 1]).convergenceClass == .divergent(.parity))
    #expect(fraction([1, 1], [0, 0, -1]).convergenceClass == .divergent(.oscillation))
    #expect(fraction([], [1]).convergenceClass == .divergent(.parity))
    #expect(throws: LimitError.self) { try fraction([1], [0, 0, -1]).limit(digits: 20) }
}

@Test func terminatingFractionsAreRational() throws {
    // 2 + b(1)/(3 + b(2)/…) with b(n) = 2 − n: stops at b(2) = 0, value 2 + 1/3.
    let limit = try fraction([2, 1], [2, -1]).limit(digits: 20)
    #expect(limit.rational == Rational(7, 3))
    #expect(limit.convergenceClass == .terminating(index: 2))
}

@Test func poleOfATerminatingFractionIsAnError() {
    // a(1) = 0 and b(2) = 0: the value is a(0) + b(1)/0.
    #expect(throws: LimitError.self) { try fraction([1, -1], [2, -1]).limit(digits: 20) }
}

@Test func convergentsFollowTheRecurrence() {
    let fraction = fraction([5, 27, 51, 34], [0, 0, 0, 0, 0, 0, -1])
    var (p0, p1) = (Integer(1), fraction.a.evaluated(at: 0))
    var (q0, q1) = (Integer(0), Integer(1))
    for n in 1...120 {
        let (a, b) = (fraction.a.evaluated(at: n), fraction.b.evaluated(at: n))
        (p0, p1) = (p1, a * p1 + b * p0)
        (q0, q1) = (q1, a * q1 + b * q0)
        if n % 17 == 0 {
            let (p, q) = fraction.convergent(n)
            #expect(p == p1 && q == q1)
        }
    }
}

@Test(arguments: [
    ([1_000_000, 1], [3, 5]), ([1_000_000_000_000, 1], [1, 1]), ([100_000_000, 100], [7, 0, 3]),
    ([-9_000_000, -2], [4]),
])
func largeCoefficientsNeedNoGreatDepth(_ a: [Int], _ b: [Int]) throws {
    // Worpitzky's theorem encloses the tails where their expansion in 1/n holds only beyond n = 10⁶.
    let fraction = fraction(a, b)
    let limit = try fraction.limit(digits: 40)
    #expect(limit.depth < 1000 && limit.value.provenDigits >= 40)
    // For a, b > 0, or a < 0 < b, consecutive convergents bracket the limit (Seidel–Stern).
    let (p0, q0) = fraction.convergent(4)
    let (p1, q1) = fraction.convergent(5)
    let bracket = Ball(
        union: Ball(Rational(p0, q0), precision: 400), Ball(Rational(p1, q1), precision: 400), precision: 400)
    #expect(bracket.overlaps(limit.value))
}

@Test(arguments: [("pcf(1, n^2)", "1/log(2)"), ("pcf(2, (2n-1)^2)", "1 + 4/pi"), ("pcf(2n^2+2n+1, -n^4)", "6/pi^2")])
func slowFractionsHaveManyDigitsByTheirClosedForms(_ fraction: String, _ closedForm: String) throws {
    let value = try Evaluator.standard.evaluate(Expression(parsing: fraction), digits: 20_000).value.real
    let other = try Evaluator.standard.evaluate(Expression(parsing: closedForm), digits: 20_000).value.real
    #expect(value.overlaps(other) && value.provenDigits >= 20_000)
}
