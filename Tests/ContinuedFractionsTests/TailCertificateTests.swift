import Arithmetic
import ContinuedFractions
import Expressions
import Foundation
import Testing

@Test func everyFormulaOfTheCatalogHasACertificate() throws {
    var certified = 0
    for formula in CatalogFormula.all {
        let (fraction, scale) = try formula.fraction()
        let certificate = try TailCertificate.find(for: fraction)
        let report = certificate.report(for: fraction)
        #expect(report.isAccepted, "\(formula.text): \(report.refusal ?? "")")
        // The proved interval holds the closed form on the right-hand side.
        let value = try Evaluator.standard.evaluate(try formula.sides().value, digits: 60).value.real
        let interval = try #require(certificate.value(of: fraction, at: certificate.depth + 20))
        #expect(interval.ball(precision: 200).overlaps(value.multiplied(by: scale, precision: 200)), "\(formula.text)")
        certified += 1
    }
    #expect(certified > 70)
}

/// One fraction of every class, two with an irrational c₀: 4/π, Apéry's, Euler's, Laplace's, Laguerre's, Lambert's.
private let examples: [PolynomialContinuedFraction] = [
    fraction([1, 2], [0, 0, 1]), fraction([5, 27, 51, 34], [0, 0, 0, 0, 0, 0, -1]), fraction([1], [0, 0, 1]),
    fraction([1, 2, 2], [0, 0, 0, 0, -1]), fraction([1], [0, 1]), fraction([2, 2], [0, 0, -1]), fraction([1, 2], [1]),
    fraction([1, 3], [0, 1, -2]), fraction([3], [0, -2, 4]), fraction([1, 2], [0, 0, 0, 0, 1]),
]

private func changed(
    _ c: TailCertificate, depth: Int? = nil, coefficients: [RealQuadraticNumber]? = nil, factor: Rational? = nil,
    order: Int? = nil, divergence: TailCertificate.Divergence? = nil
) -> TailCertificate {
    TailCertificate(
        depth: depth ?? c.depth, ramification: c.ramification, scaledExponent: c.scaledExponent,
        coefficients: coefficients ?? c.coefficients, radiusFactor: factor ?? c.radiusFactor,
        radiusOrder: order ?? c.radiusOrder, divergence: divergence ?? c.divergence)
}

@Test(arguments: examples.indices)
func perturbedCertificatesAreRefused(_ index: Int) throws {
    let fraction = examples[index]
    let certificate = try TailCertificate.find(for: fraction)
    #expect(certificate.check(for: fraction))
    #expect(!changed(certificate, factor: certificate.radiusFactor * Rational(1, 1000)).check(for: fraction))
    #expect(!changed(certificate, factor: -certificate.radiusFactor).check(for: fraction))
    #expect(!changed(certificate, order: certificate.radiusOrder + 2).check(for: fraction))
    for i in certificate.coefficients.indices {
        for change in [Rational(1, 1000), Rational(-3)] {
            var coefficients = certificate.coefficients
            let old = coefficients[i]
            coefficients[i] = RealQuadraticNumber(old.rational + change, old.irrational, radicand: old.radicand)
            #expect(
                !changed(certificate, coefficients: coefficients).check(for: fraction), "c\(i) + \(change)")
        }
    }
    let wrong: [TailCertificate.Divergence]
    switch certificate.divergence {
    case .alternating: wrong = [.alternating(growth: 0), .alternating(growth: 1_000_000), .monotone(shift: 0)]
    case .monotone:
        wrong = [.monotone(shift: Rational(certificate.depth)), .alternating(growth: Rational(1, 100))]
    }
    for divergence in wrong { #expect(!changed(certificate, divergence: divergence).check(for: fraction)) }
    // It belongs to this fraction alone.
    for (other, stranger) in examples.enumerated() where other != index {
        #expect(!certificate.check(for: stranger))
    }
}

@Test func theDepthOfACertificateIsTheLeastOne() throws {
    // With many terms the inequality fails at small depth, and the search stops at the first depth that passes.
    for fraction in examples {
        let certificate = try TailCertificate.find(for: fraction, order: 12)
        guard certificate.depth > 4 else { continue }
        let root = certificate.ramification == 1 ? certificate.depth : Int(Double(certificate.depth).squareRoot())
        let before = certificate.ramification == 1 ? root - 1 : (root - 1) * (root - 1)
        var divergence = certificate.divergence
        if case .monotone = divergence { divergence = .monotone(shift: Rational(before - 1)) }
        #expect(!changed(certificate, depth: before, divergence: divergence).check(for: fraction))
    }
}

@Test func intervalsAreNested() throws {
    // Seeded random fractions: the interval proved at depth m contains the one from depth 4m.
    var random = SeededNumbers(20_261_125)
    var found = 0
    for (degreeA, degreeB) in [(1, 1), (1, 2), (2, 4), (2, 3), (0, 2), (0, 1), (3, 6)] {
        for _ in 0..<25 {
            let fraction = fraction(
                (0...degreeA).map { _ in random.next(5) }, (0...degreeB).map { _ in random.next(5) })
            guard let certificate = try? TailCertificate.find(for: fraction, order: 3), certificate.depth < 400 else {
                continue
            }
            #expect(certificate.check(for: fraction))
            let m = certificate.depth + 3
            guard let wide = certificate.value(of: fraction, at: m),
                let narrow = certificate.value(of: fraction, at: 4 * m)
            else { continue }
            #expect(wide.contains(narrow), "\(fraction): \(wide) \(narrow)")
            #expect(wide.ball(precision: 300).overlaps(try fraction.limit(digits: 30).value))
            found += 1
        }
    }
    #expect(found > 60)
}

@Test func tailEnclosuresAgreeWithTheRecurrence() throws {
    // The image of V(n+1) lies in V(n), here at single depths, by rational arithmetic.
    for fraction in examples {
        let certificate = try TailCertificate.find(for: fraction)
        for n in [certificate.depth, certificate.depth + 1, 3 * certificate.depth] {
            let inner = certificate.tailEnclosure(at: n + 1)
            let outer = certificate.tailEnclosure(at: n)
            for end in [inner.lower, inner.upper] {
                let b = Rational(fraction.b.evaluated(at: n + 1))
                let a = Rational(fraction.a.evaluated(at: n + 1))
                #expect(outer.contains(b / (a + end)), "\(fraction) at \(n)")
            }
        }
    }
}

@Test func certificatesAreWrittenAndReadBack() throws {
    for fraction in examples {
        let certificate = try TailCertificate.find(for: fraction, order: 6)
        let data = try JSONEncoder().encode(certificate)
        #expect(try JSONDecoder().decode(TailCertificate.self, from: data) == certificate)
        #expect(certificate.report(for: fraction).steps.count >= 10)
    }
    let broken =
        Data(#"{"depth":5,"ramification":1,"scaledExponent":0,"radicand":"-2","rational":["1"],"irrational":[],"#.utf8)
        + Data(#""radiusFactor":"1","radiusOrder":2,"divergence":"monotone","bound":"1"}"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(TailCertificate.self, from: broken) }
}

@Test(arguments: [
    ([1], [0, 0, -1]), ([1], [0, 0, 0, 1]), ([1, 1], [0, 0, -1]), ([], [1]), ([1], [-1]), ([0, 2], [0, 0, -2]),
    ([2], [-1, 0, 0, 0, 3]), ([1, 2], [-1, 0, -1]),
])
func divergentFractionsGetNoCertificateAndNoLimit(_ a: [Int], _ b: [Int]) {
    let fraction = fraction(a, b)
    #expect(throws: LimitError.self) { try fraction.limit(digits: 10) }
    #expect(throws: LimitError.self) { try TailCertificate.find(for: fraction) }
}

@Test func slowFormulasAreProvedToFiftyAndTwoHundredDigits() throws {
    for formula in CatalogFormula.all where formula.isSlow {
        let (fraction, scale) = try formula.fraction()
        let value = try Evaluator.standard.evaluate(try formula.sides().value, digits: 220).value.real
        for digits in [50, 200] {
            let limit = try fraction.limit(digits: digits).value
            #expect(limit.provenDigits >= digits, "\(formula.text)")
            #expect(limit.overlaps(value.multiplied(by: scale, precision: 800)), "\(formula.text)")
        }
    }
}

/// A linear congruential generator (Knuth's MMIX constants).
struct SeededNumbers {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    /// An integer in −bound … bound.
    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % (2 * bound + 1) - bound
    }
}
