import Arithmetic
import ContinuedFractions
import Testing

private func polynomial(_ coefficients: [Int]) -> Polynomial<Integer> { Polynomial(integers: coefficients) }

private func monic(_ coefficients: [[Int]]) throws -> MonicRecurrence {
    try MonicRecurrence(coefficients.map(polynomial))
}

/// Nilpotent recurrences of order 2: Apéry's for ζ(3) and ζ(2), Franel's, Legendre's at 3, and π (as monic ones).
private let nilpotent: [[[Int]]] = [
    [[5, 27, 51, 34], [0, 0, 0, 0, 0, 0, -1]], [[3, 11, 11], [0, 0, 0, 0, 1]], [[2, 7, 7], [0, 0, 0, 0, 8]],
    [[3, 6], [0, 0, -1]], [[1, 2], [0, 0, 1]],
]

/// Recurrences without factorial reduction: e, a Bessel quotient, and two without name.
private let others: [[[Int]]] = [
    [[1, 1], [0, 1]], [[1, 1], [1]], [[2, 3], [1, 1, 1]], [[5, 27, 51, 35], [0, 0, 0, 0, 0, 0, -1]],
]

@Test(arguments: 2...3)
func symmetricPowersOfNilpotentRecurrencesAreNilpotent(_ k: Int) throws {
    let screen = RecurrenceScreen()
    for coefficients in nilpotent {
        let recurrence = try monic(coefficients)
        #expect(screen.passes(recurrence) && screen.passes(recurrence.linear))
        let power = try #require(try recurrence.linear.symmetricPower(k))
        #expect(power.order == k + 1)
        #expect(screen.passes(power))
    }
    for coefficients in others {
        let power = try #require(try monic(coefficients).linear.symmetricPower(k))
        #expect(screen.passes(power) == false)
    }
}

@Test func productsOfSolutionsSatisfyTheSymmetricPower() throws {
    for coefficients in nilpotent + others {
        let recurrence = try monic(coefficients)
        for k in 2...3 {
            let power = try #require(try recurrence.linear.symmetricPower(k))
            var x: [Integer] = [2, 3]
            var y: [Integer] = [-1, 7]
            for n in 2...30 {
                let (a, b) = (recurrence.coefficients[0].evaluated(at: n), recurrence.coefficients[1].evaluated(at: n))
                x.append(a * x[n - 1] + b * x[n - 2])
                y.append(a * y[n - 1] + b * y[n - 2])
            }
            let u = zip(x, y).map { k == 2 ? $0 * $1 : $0 * $0 * $1 }
            for n in (k + 1)...30 {
                let right = (1...(k + 1)).reduce(Integer(0)) {
                    $0 + power.coefficients[$1].evaluated(at: n) * u[n - $1]
                }
                #expect(power.coefficients[0].evaluated(at: n) * u[n] == right)
            }
        }
    }
}

/// The recurrence of order r and least degree that the sequence satisfies, by linear algebra over Q.
private func fitted(_ u: [Integer], order r: Int, degrees: ClosedRange<Int>) throws -> LinearRecurrence? {
    for degree in degrees {
        let columns = (r + 1) * (degree + 1)
        let rows = (r..<(r + columns + 8)).map { n in
            (0...r).flatMap { i in (0...degree).map { Rational(u[n - i] * Integer(n).power($0)) } }
        }
        guard let relation = PolynomialNullspace.basis(rows, columns: columns).first else { continue }
        let parts = (0...r).map { i in
            Polynomial(Array(relation[(i * (degree + 1))..<((i + 1) * (degree + 1))])) * Integer(i == 0 ? 1 : -1)
        }
        return try LinearRecurrence(parts)
    }
    return nil
}

@Test(arguments: [5, 6])
func sumsOfPowersOfBinomialsAreNilpotent(_ power: Int) throws {
    // Σ_k C(n, k)^5 and Σ_k C(n, k)^6 satisfy recurrences of order 3 (Perlstadt, J. Number Theory 27, 1987).
    var row: [Integer] = [1]
    var u: [Integer] = []
    for _ in 0..<70 {
        u.append(row.reduce(Integer(0)) { $0 + $1.power(power) })
        row = zip([0] + row, row + [0]).map { $0 + $1 }
    }
    let recurrence = try #require(try fitted(u, order: 3, degrees: 4...10))
    for n in 3..<70 {
        let right = (1...3).reduce(Integer(0)) { $0 + recurrence.coefficients[$1].evaluated(at: n) * u[n - $1] }
        #expect(recurrence.coefficients[0].evaluated(at: n) * u[n] == right)
    }
    #expect(RecurrenceScreen().passes(recurrence))
    // The same with one coefficient changed is not.
    var changed = recurrence.coefficients
    changed[1] += 1
    #expect(RecurrenceScreen().passes(try LinearRecurrence(changed)) == false)
}

@Test func ordersTwoAgreesWithTheScreenOfFractions() throws {
    let screen = NilpotenceScreen()
    var passed = 0
    for a1 in -3...3 {
        for (a0, b2, b1, b0) in [(1, 2, 3, 1), (0, 1, 0, 0), (2, -2, 1, 0), (1, 2, 0, 0), (3, -1, 0, 0), (1, 0, 2, 1)] {
            let fraction = PolynomialContinuedFraction(a: polynomial([a0, a1]), b: polynomial([b0, b1, b2]))
            let recurrence = try MonicRecurrence([fraction.a, fraction.b])
            let expected = screen.passes(fraction)
            #expect(RecurrenceScreen().passes(recurrence) == expected)
            if expected { passed += 1 }
            let order = recurrence.fullOrder
            if order > 0, !fraction.a.isZero {
                let powers = FactorialReductionTest.passes(fraction, order: order)
                if powers { #expect(RecurrenceScreen.hasFullCommonPower(recurrence)) }
            }
        }
    }
    #expect(passed > 3)
}

@Test func fullCommonPowerMeansFactorialGrowthOfTheCommonFactor() throws {
    // Exact valuations of the common factor of all solutions at n = 3p … 6p: p^(k − 2) at least with reduction, none
    // without.
    let reduced = try monic([[1], [1, 1], [0, -1, 0, 1]])
    let random = try monic([[1, 2], [3, 1, 1], [0, 1, 2, 1]])
    for p in [31, 37, 41] as [UInt32] {
        for k in 3...6 {
            #expect(RecurrenceScreen.commonPower(reduced, prime: p, periods: k, cap: 5) >= k - 2)
            #expect(RecurrenceScreen.commonPower(random, prime: p, periods: k, cap: 5) == 0)
        }
    }
    #expect(RecurrenceScreen.hasFullCommonPower(reduced) && !RecurrenceScreen.hasFullCommonPower(random))
    // 2(p − 1)! and the like: the exact common factor at n = 93 is divisible by 31.
    var states: [[Integer]] = (0..<3).map { i in (0..<3).map { $0 == i ? 1 : 0 } }
    for n in 1...93 {
        let c = reduced.coefficients.map { $0.evaluated(at: n) }
        states = states.map { u in [zip(c, u).reduce(Integer(0)) { $0 + $1.0 * $1.1 }, u[0], u[1]] }
    }
    let common = states.reduce(Integer(0)) { $0.gcd($1[0]) }
    #expect(common.modulo(31 as UInt) == 0)
}

@Test func inflationIsRemoved() throws {
    // u(n) = (n + 1)! w(n), w(n) = 2 w(n−1) + w(n−3), and its mirror image.
    let inflated = try monic([[2, 2], [], [0, -1, 0, 1]])
    #expect(inflated.deflated() == (try monic([[2], [], [1]])))
    let mirrored = try monic([[-2, -2], [], [0, 1, 0, -1]])
    #expect(mirrored.deflated() == (try monic([[2], [], [1]])))
    #expect(try monic([[6], [9], [54]]).deflated() == (try monic([[2], [1], [2]])))
    let apery = try monic(nilpotent[0])
    #expect(apery.deflated() == apery)
    #expect(try monic([[], [1, 1], [], [3]]).interlacing == 2)
}

@Test func quotientsOfBasisSolutionsAreEnclosedAndRationalsSetAside() throws {
    // The tribonacci constant t: e₀ : e₁ : e₂ → 1/t : (t + 1)/t² … : 1 by the left eigenvector (1, t − 1, …).
    let tribonacci = try monic([[1], [1], [1]]).basisQuotients(digits: 30)
    #expect(tribonacci.seemRational == false)
    // The dominant coefficient of a solution with values x₀, x₁, x₂ is proportional to x₂ + (t − 1) x₁ + x₀/t.
    let t = 1.8392867552141612
    #expect(abs(tribonacci.limits[0].doubleEstimate - 1 / t) < 1e-12)
    #expect(abs(tribonacci.limits[1].doubleEstimate - (t - 1)) < 1e-12)
    // Roots 3, 1, −1: (x − 3)(x² − 1) = x³ − 3x² − x + 3; x₂ − x₀ is what grows.
    let rational = try monic([[3], [1], [-3]]).basisQuotients(digits: 30)
    #expect(rational.seemRational)
    #expect(rational.rationals == [-1, 0])
}
