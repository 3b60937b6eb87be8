import Arithmetic
import Conjectures
import ContinuedFractions
import Discovery
import Expressions
import Foundation
import Testing

private func report(
    _ space: SpaceSpecification, moebius: Int = 30, workers: Int = 2, prover: FormulaProver? = nil
) throws -> FamilyReport {
    let survey = try MetricsSurvey(
        SearchSpecification(name: "families", spaces: [space], moebius: moebius), depth: 40)
    let store = try MetricsStore()
    _ = try survey.run(into: store, workers: workers, resume: false, isCancelled: { false })
    return try FamilyReport(of: store, survey: survey, prover: prover, workers: workers)
}

/// The family's fraction at its parameters, read from its text.
private func fraction(_ family: ParametricFamily, at values: [Int]) throws -> PolynomialContinuedFraction {
    let names = family.parameters.map(\.name)
    let term = try Expressions.Expression(parsing: family.text, catalog: .standard, allowing: Set(["n"] + names))
    let parts = try term.arguments.map { try ParametricPolynomial($0, parameters: names).polynomial(at: values) }
    return PolynomialContinuedFraction(a: parts[0], b: parts[1])
}

/// Every member is the fraction that the text says, and has the limit that is claimed for it, to 60 digits.
private func check(_ family: ParametricFamily, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let constant = try Evaluator.standard.evaluate(Expression(symbol: family.constant), digits: 90).value.real
    for member in family.members {
        #expect(try fraction(family, at: member.parameters) == member.fraction, sourceLocation: sourceLocation)
        let limit = try member.fraction.limit(digits: 60).value
        #expect(member.map.applied(to: constant, precision: 300).overlaps(limit), sourceLocation: sourceLocation)
    }
}

@Test func thePiAndLogarithmFamiliesOfConstantDenominatorsAreFound() throws {
    // b = (n + i)(n + j), a constant: π when a ≡ i + j mod 2, else ln 2.
    let box = SpaceSpecification(
        name: "constant", a: .box([[1, 5]]), b: .box([[-5, 5], [-5, 5], [1, 1]]), constants: ["pi", "ln2"])
    let found = try report(box)
    #expect(found.families.map(\.constant).sorted() == ["ln2", "pi"])
    for family in found.families {
        try check(family)
        #expect(family.parameters.count == 3 && !family.isTrivial && family.predictedCount > 20)
        for member in family.members {
            let (a, b1) = (member.fraction.a[0], member.fraction.b[1])
            #expect(((a - b1).isOdd == false) == (family.constant == "pi"))
        }
        guard case .steps(_, let steps) = family.limit else {
            Issue.record("no rule for \(family.formula)")
            continue
        }
        #expect(steps.count == 3)
        #expect(family.status.hasPrefix("agrees on ") && !family.status.contains("true"))
    }
    #expect(found.covered == found.identified)
    let one = try report(box, workers: 1)
    #expect(one.families.map(\.formula) == found.families.map(\.formula))
}

@Test func theCatalanFamilySplitsByParity() throws {
    let space = SpaceSpecification(
        name: "catalan", a: .formula("3n^2+(3+2k)*n+1+k"), b: .formula("-2*n^3*(n+k)"), parameters: ["k": [0, 9]],
        constants: ["catalan", "ln2"])
    let found = try report(space, moebius: 100_000)
    #expect(found.families.map(\.constant) == ["catalan", "ln2"])
    for family in found.families {
        try check(family)
        #expect(family.predictedCount >= 4)
    }
    let catalan = try #require(found.families.first)
    #expect(catalan.text == "pcf(3*n^2 + (4*k + 3)*n + 2*k + 1, -2*n^3*(n + 2*k))")
    guard case .steps(let origin, let steps) = catalan.limit else {
        Issue.record("no rule for \(catalan.formula)")
        return
    }
    #expect(origin == "1/(2catalan)")
    #expect(steps.map(\.formula) == ["((-4*k^2 - 6*k - 2)*x)/(x - 4*k^2 - 4*k - 1)"])
}

@Test func multiplesAreSaidToBeTrivial() throws {
    let space = SpaceSpecification(
        name: "scaled", a: .formula("x*(2n+1)"), b: .formula("x^2*n^2"), parameters: ["x": [1, 6]], constants: ["pi"])
    let found = try report(space, prover: FormulaProver())
    let family = try #require(found.families.first)
    try check(family)
    #expect(found.families.count == 1 && family.isTrivial && family.status.contains("trivial"))
    #expect(family.formula == "pcf(2*k*n + k, k^2*n^2) = 4*k/pi")
    #expect(family.provedMember == "pcf(2n+1, n^2) = 4/pi")
    // Along k the index is shifted.
    let shifted = try report(
        SpaceSpecification(
            name: "shifted", a: .formula("2n+2x+1"), b: .formula("(n+x)^2"), parameters: ["x": [0, 5]],
            constants: ["pi"]), moebius: 1_000_000)
    #expect(shifted.families.count == 1 && shifted.families.allSatisfy(\.isTrivial))
    #expect(shifted.families.first?.text == "pcf(2*n + 2*k + 1, (n + k)^2)")
}

@Test func fractionsWithoutACommonRuleAreNoFamily() throws {
    // 4/π, and ln 2 and π in turn: three members of one constant make no family.
    let space = SpaceSpecification(
        name: "few", a: .formula("2x*n+1"), b: .formula("n^2"), parameters: ["x": [1, 8]], constants: ["pi", "ln2"])
    #expect(try report(space).families.isEmpty)
}
