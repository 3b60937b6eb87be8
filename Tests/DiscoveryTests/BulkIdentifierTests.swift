import Arithmetic
import Conjectures
import ContinuedFractions
import Discovery
import Expressions
import IntegerRelations
import Testing

private struct Generator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func integer(upTo bound: Int) -> Int { Int(next() % UInt64(2 * bound + 1)) - bound }

    /// A number in 0 ..< 2^top, known to `bits` bits behind the point.
    mutating func ball(top: Int, bits: Int) -> Ball {
        var z = Integer(0)
        for _ in 0..<8 { z = z * Integer(1 << 60) + Integer(Int(next() >> 4)) }
        return Ball(midpoint: Ball(z).scaled(byPowerOfTwo: top - 480), radius: Ball(1).scaled(byPowerOfTwo: -bits))
    }
}

private func constants() throws -> [BasisConstant] {
    try BasisConstant.values(
        named: ["pi", "e", "ln2", "zeta3", "catalan", "golden"], evaluator: .standard, digits: 140)
}

private func forms(_ identification: BulkIdentification) -> [Identification] {
    if case .identified(let forms) = identification { return forms }
    return []
}

@Test(arguments: [(5, 100), (1000, 100), (40, 50), (1000, 30), (2_000_000, 100)])
func bulkFindsWhatTheIdentifierFinds(_ bound: Int, _ digits: Int) throws {
    let constants = try constants()
    let one = MobiusIdentifier(constants: constants, bound: bound)
    let bulk = try BulkIdentifier(constants: constants, bound: bound, digits: digits)
    var random = Generator(state: UInt64(bound))
    let bits = digits * 10 / 3 + 8
    var found = 0
    for round in 0..<60 {
        let c = constants[round % constants.count].value
        // Twice the bound: some are out of reach. Every seventh is large or small.
        let size = min(2 * bound, round % 3 == 0 ? 10 : 2 * bound)
        let m = (0..<4).map { _ in Ball(random.integer(upTo: size)) }
        func linear(_ i: Int) -> Ball { m[i].adding(m[i + 1].multiplied(by: c, precision: 600), precision: 600) }
        var x = linear(0).divided(by: linear(2), precision: 600)
        if round % 7 == 6 { x = x.scaled(byPowerOfTwo: round % 2 == 0 ? 30 : -30) }
        guard x.isFinite, !x.containsZero else { continue }
        x = Ball(midpoint: x, radius: Ball(1).scaled(byPowerOfTwo: -bits))
        let (expected, actual) = (one.identify(x, digits: digits), forms(bulk.identify(x)))
        #expect(actual.map(\.kind) == expected.map(\.kind), "\(x.decimalString(digits: 30))")
        for (left, right) in zip(actual, expected) {
            #expect((left.coincidence - right.coincidence).magnitude < 1e-6)
        }
        found += actual.isEmpty ? 0 : 1
    }
    #expect(found >= 10)
}

@Test func bulkClaimsNothingOnRandomNumbers() throws {
    let constants = try constants()
    let bulk = try BulkIdentifier(constants: constants, bound: 1000, digits: 60, combining: true)
    var random = Generator(state: 3)
    for round in 0..<300 {
        let x = random.ball(top: round % 5 - 2, bits: 210)
        guard case .unidentified = bulk.identify(x) else {
            Issue.record("\(x.decimalString(digits: 60)) is no number of a known form")
            continue
        }
    }
}

@Test func nearMissesInBulkAreNotClaimed() throws {
    // 4/π and 10^(−70) beside it: the lattice of 104 bits sees no difference, the confirmation does.
    let value = try Evaluator.standard.evaluate(try Expression(parsing: "4/pi + 10^(-70)"), digits: 120).value.real
    let bulk = try BulkIdentifier(constants: try constants(), bound: 1000, digits: 100)
    #expect(forms(bulk.identify(value)).isEmpty)
}

@Test(arguments: ["(3*pi - 2*zeta3 + 5*catalan)/7", "11/(2*ln2 + zeta3)", "3*e - 4*pi + 2/3"])
func combinationsOfConstantsAreFound(_ text: String) throws {
    let value = try Evaluator.standard.evaluate(try Expression(parsing: text), digits: 120).value.real
    let bulk = try BulkIdentifier(constants: try constants(), bound: 1000, digits: 100, combining: true)
    let found = bulk.identify(value)
    guard case .combination = found else {
        Issue.record("\(text) was not found")
        return
    }
    let form = try #require(found.expression)
    #expect(try Evaluator.standard.evaluate(form, digits: 100).value.real.overlaps(value), "\(form)")
}

@Test func survivorsAreEvaluatedInOrderAndUnidentifiedOnesKeepTheirDigits() throws {
    let bulk = try BulkIdentifier(constants: try constants(), bound: 1000, digits: 100)
    let pairs: [([Int], [Int])] = [
        ([1, 2], [0, 0, 1]), ([-2, -4], [0, 0, 4]), ([1, 1], [6, -5, 1]), ([1, 2], [0, 0, -5]), ([1, 3], [2, 7]),
        ([0, 3], [0, 2, 4]),
    ]
    let candidates = pairs.enumerated().map { index, pair in
        FractionCandidate(
            index: index,
            fraction: PolynomialContinuedFraction(a: Polynomial(integers: pair.0), b: Polynomial(integers: pair.1)))
    }
    let evaluation = SurvivorEvaluation(identifier: bulk)
    let reports = try #require(evaluation.reports(on: candidates))
    #expect(reports.map(\.candidate) == candidates)
    // 4/π, and the same up to sign and scale.
    for report in reports[..<2] {
        #expect(report.fraction == candidates[0].fraction)
        #expect(report.identifications.first?.expression == (try Expression(parsing: "4/pi")))
    }
    guard case .terminating(let value) = reports[2].outcome else {
        Issue.record("b(2) = 0: the fraction terminates")
        return
    }
    let exact = candidates[2].fraction.convergent(1)
    #expect(value == Rational(exact.p, exact.q))
    guard case .withoutLimit(.divergent(.oscillation)) = reports[3].outcome else {
        Issue.record("1 - 20 < 0: the fraction oscillates")
        return
    }
    #expect(reports[4].isUnidentified)
    guard case .limit(let ball, _, .unidentified) = reports[4].outcome else { return }
    #expect(ball.accuracyBits >= 332)
    #expect(evaluation.reports(on: candidates, isCancelled: { true }) == nil)
}

@Test func theCatalogIsAskedOnceForAClass() throws {
    var novelty = ClassNovelty(formulas: try FormulaCatalog())
    func verdict(_ a: [Int], _ b: [Int], _ form: String) throws -> ClassNovelty.Verdict {
        novelty.verdict(
            on: PolynomialContinuedFraction(a: Polynomial(integers: a), b: Polynomial(integers: b)),
            closedForm: try Expression(parsing: form))
    }
    guard case .known(let id) = try verdict([1, 2], [0, 0, 1], "4/pi") else {
        Issue.record("Brouncker's fraction is in the catalog")
        return
    }
    // The same one index further.
    #expect(try verdict([3, 2], [1, 2, 1], "pi/(4-pi)") == .known(id: id))
    #expect(novelty.lookups == 1)
    // A new class, and then its scaled member.
    var fresh = ClassNovelty(formulas: FormulaCatalog(formulas: []))
    let first = PolynomialContinuedFraction(a: Polynomial(integers: [1, 2]), b: Polynomial(integers: [0, 0, 1]))
    #expect(fresh.verdict(on: first, closedForm: try Expression(parsing: "4/pi")) == .new)
    let scaled = PolynomialContinuedFraction(a: Polynomial(integers: [3, 6]), b: Polynomial(integers: [0, 0, 9]))
    #expect(fresh.verdict(on: scaled, closedForm: try Expression(parsing: "12/pi")) == .follows(from: first))
    #expect(fresh.lookups == 1)
}
