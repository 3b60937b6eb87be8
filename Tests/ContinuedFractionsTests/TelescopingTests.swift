import Arithmetic
import Expressions
import Testing

import ContinuedFractions

/// Γ(index·n + summand·t + constant)^exponent.
func gamma(
    _ index: Int, _ summand: Int, _ constant: Rational, _ exponent: Int
) -> (argument: LinearForm, exponent: Int) {
    (LinearForm(index: index, summand: summand, constant: constant), exponent)
}

/// C(n, t)^exponent.
func binomial(_ exponent: Int) -> [(argument: LinearForm, exponent: Int)] {
    [gamma(1, 0, 1, exponent), gamma(0, 1, 1, -exponent), gamma(1, -1, 1, -exponent)]
}

/// C(n + t, t)^exponent.
func raisedBinomial(_ exponent: Int) -> [(argument: LinearForm, exponent: Int)] {
    [gamma(1, 1, 1, exponent), gamma(0, 1, 1, -exponent), gamma(1, 0, 1, -exponent)]
}

/// A sum over t with its terms for exact evaluation.
struct ClassicalSum: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let term: ProperTerm
    let order: Int
    let value: @Sendable (Int) -> Rational

    private static func choose(_ n: Int, _ k: Int) -> Rational { Rational(Integer.binomial(Integer(n), k)) }

    static let all: [ClassicalSum] = [
        ClassicalSum(testDescription: "Σ C(n, k) = 2^n", term: ProperTerm(gammas: binomial(1)), order: 1) { n in
            Rational(2).power(n)
        },
        ClassicalSum(testDescription: "Σ C(n, k)² = C(2n, n)", term: ProperTerm(gammas: binomial(2)), order: 1) { n in
            choose(2 * n, n)
        },
        ClassicalSum(testDescription: "Franel's numbers", term: ProperTerm(gammas: binomial(3)), order: 2) { n in
            (0...n).reduce(Rational(0)) { $0 + choose(n, $1).power(3) }
        },
        ClassicalSum(
            testDescription: "Apéry's numbers for ζ(2)", term: ProperTerm(gammas: binomial(2) + raisedBinomial(1)),
            order: 2
        ) { n in
            (0...n).reduce(Rational(0)) { $0 + choose(n, $1).power(2) * choose(n + $1, $1) }
        },
        ClassicalSum(
            testDescription: "Apéry's numbers for ζ(3)", term: ProperTerm(gammas: binomial(2) + raisedBinomial(2)),
            order: 2
        ) { n in
            (0...n).reduce(Rational(0)) { $0 + (choose(n, $1) * choose(n + $1, $1)).power(2) }
        },
        ClassicalSum(
            testDescription: "Σ (−1)^k C(2n, k)³ (Dixon)",
            term: ProperTerm(
                summandBase: -1, gammas: [gamma(2, 0, 1, 3), gamma(0, 1, 1, -3), gamma(2, -1, 1, -3)]), order: 1
        ) { n in
            (0...(2 * n)).reduce(Rational(0)) { $0 + choose(2 * n, $1).power(3) * Rational($1 % 2 == 0 ? 1 : -1) }
        },
    ]
}

@Test("Zeilberger's algorithm finds the recurrences of classical sums", arguments: ClassicalSum.all)
func classicalTelescopers(sum: ClassicalSum) throws {
    let certificate = try #require(CreativeTelescoping.certificate(for: sum.term, upToOrder: 3))
    #expect(certificate.order == sum.order)
    #expect(certificate.isIdentity)
    for n in 0...6 {
        let total = certificate.telescoper.enumerated().reduce(Rational(0)) { total, entry in
            total + entry.element.evaluated(at: Rational(n)) * sum.value(n + entry.offset)
        }
        #expect(total.isZero)
    }
}

@Test func telescopersOfShiftedTermsAreChecked() throws {
    // A changed coefficient, antidifference or term is no certificate.
    let term = ProperTerm(gammas: binomial(2) + raisedBinomial(2))
    let found = try #require(CreativeTelescoping.certificate(for: term, upToOrder: 2))
    for j in 0...2 {
        var changed = found.telescoper
        changed[j] += 1
        let wrong = TelescopingCertificate(
            term: term, telescoper: changed, antidifference: found.antidifference)
        #expect(wrong.isIdentity == false)
    }
    let moved = TelescopingCertificate(
        term: term, telescoper: found.telescoper,
        antidifference: found.antidifference.replacing(polynomial: found.antidifference.polynomial + 1))
    #expect(moved.isIdentity == false)
    let other = TelescopingCertificate(
        term: ProperTerm(gammas: binomial(2) + raisedBinomial(1)), telescoper: found.telescoper,
        antidifference: found.antidifference)
    #expect(other.isIdentity == false)
}

@Test func randomRationalTermsTelescope() {
    // t(k) = S(k + 1) − S(k) for random hypergeometric S: the ratio of t has an antidifference, and it is S up to nothing.
    var generator = SplitMix(state: 17)
    for _ in 0..<40 {
        func polynomial(_ degree: Int) -> Polynomial<Rational> {
            Polynomial((0...degree).map { _ in Rational(generator.next(upTo: 9) + 1) })
        }
        let (u, v) = (polynomial(generator.next(upTo: 3)), polynomial(generator.next(upTo: 3)))
        let (p, q) = (polynomial(generator.next(upTo: 2)), polynomial(generator.next(upTo: 2)))
        // S = (u/v) h with h(k + 1)/h(k) = p/q; t = h (u⁺ p v − u v⁺ q)/(v v⁺ q).
        let difference = u.shifted(by: 1) * p * v - u * v.shifted(by: 1) * q
        if difference.isZero { continue }
        let denominator = v * v.shifted(by: 1) * q
        let above = difference.shifted(by: 1) * p * denominator
        let below = denominator.shifted(by: 1) * q * difference
        let found = GosperAntidifference(ratioAbove: above, ratioBelow: below)
        #expect(found?.telescopes(ratioAbove: above, ratioBelow: below) == true)
    }
}

/// A small generator, seeded.
struct SplitMix {
    var state: UInt64

    mutating func next(upTo bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(bound + 1))
    }
}

@Test func sumsWithoutAntidifferenceAreRefused() {
    // Harmonic numbers and Σ 1/k! have no hypergeometric antidifference (Gosper's algorithm is complete).
    let k = Polynomial<Rational>.variable
    #expect(GosperAntidifference(ratioAbove: k, ratioBelow: k + 1) == nil)
    #expect(GosperAntidifference(ratioAbove: 1, ratioBelow: k + 1) == nil)
    // k·k! telescopes to k!.
    let found = GosperAntidifference(ratioAbove: (k + 1) * (k + 1), ratioBelow: k)
    #expect(found.map { $0.above * k == $0.below } == true)
}
