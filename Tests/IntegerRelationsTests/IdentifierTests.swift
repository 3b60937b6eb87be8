import Arithmetic
import ContinuedFractions
import Expressions
import IntegerRelations
import Testing

private func identify(_ text: String, with identifier: Identifier = .standard) throws -> IdentificationReport {
    let number =
        try UncertainNumber(
            decimal: text) ?? UncertainNumber(Expression(parsing: text), digits: 60, evaluator: .standard)
    return identifier.identify(number)
}

@Test func noBasisHidesARelation() {
    #expect(IdentificationBasis.standard.count >= 50)
    for basis in IdentificationBasis.standard {
        #expect(!basis.elements.isEmpty && basis.elements.count <= 12 && !basis.independence.isEmpty)
        let relations = Identifier.standard.hiddenRelations(in: basis).relations
        #expect(relations.isEmpty, "\(basis.name): \(relations.map(\.description))")
    }
}

@Test func hiddenRelationsAreReportedAndDropped() throws {
    let identifier = try Identifier.standard.selecting(["pi^2", "log(2)^2", "pi*log(2)", "log(4)^2"])
    let report = try identify("pi^2/6 + 3*log(2)^2", with: identifier)
    let relation = try #require(report.hiddenRelations.first)
    #expect(report.hiddenRelations.count == 1)
    #expect(try Evaluator.standard.evaluate(relation, digits: 50).value.containsZero)
    #expect(report.candidates.first?.stage == .linear)
}

@Test func unknownNamesAreRefusedWithSuggestions() throws {
    #expect(throws: BasisSelectionError.self) { try Identifier.standard.selecting(["1/0"]) }
    #expect(throws: BasisSelectionError.self) { try Identifier.standard.selecting(["i"]) }
    do {
        _ = try Identifier.standard.selecting(["catalam"])
        Issue.record("'catalam' was taken")
    } catch { #expect("\(error)".contains("'catalan'")) }
}

@Test func aNamedBasisIsEnough() throws {
    let identifier = try Identifier.standard.selecting(["weight-4"])
    let report = try identify("polylog(4,1/2)*3 - pi^4/7 + zeta(3)*log(2)", with: identifier)
    #expect(report.candidates.first?.family == "x in weight-4")
}

/// The surplus is the digits given less the digits that the form takes: a form of few digits is found with few.
@Test func claimsNeedTheirSurplus() throws {
    let digits = try Evaluator.standard.evaluate(Expression(parsing: "(17pi-3)/23"), digits: 60).value.real
    var identifier = Identifier.standard
    identifier.stages = [.rational, .algebraic, .constant]
    for count in stride(from: 8, through: 40, by: 2) {
        let text = digits.decimalString(digits: count)
        let report = try identify(text, with: identifier)
        for claim in report.candidates {
            #expect(claim.coincidence <= -10)
            #expect(Double(count) >= 10 + 3, "a claim on \(count) digits")
        }
        // 17, 3 and 23 take about 1.5 digits each, and some hundred families were tried.
        if count >= 22 { #expect(!report.candidates.isEmpty, "\(text)") }
        #expect(report.hasTooFewDigits == (report.digits < report.fewestDigits))
    }
}

@Test func nearMissesOfDeepFormsAreNotClaimed() throws {
    for text in ["pi^2/12-log(2)^2/2 + 10^(-45)", "gamma(1/4)^4/(4*pi^3)*(1+10^(-50))", "root(2,3)+10^(-40)"] {
        #expect(try identify(text).candidates.isEmpty, "\(text)")
    }
}

/// What agrees with the digits given but not with those that a term yields beyond them is no claim.
@Test func claimsOnTermsAreTestedWithFreshDigits() throws {
    let term = try Expression(parsing: "pi/4 + 10^(-70)")
    let number = try UncertainNumber(term, digits: 50, evaluator: .standard)
    #expect(Identifier.standard.identify(number).candidates.isEmpty)
    let decimal = try UncertainNumber(enclosure: number.value)
    #expect(!Identifier.standard.identify(decimal).candidates.isEmpty)
}

@Test func aStoppedSearchSaysSo() throws {
    var identifier = Identifier.standard
    identifier.isStopped = { true }
    let report = try identify("1.2345678901234567890182736451092837465", with: identifier)
    #expect(report.wasStopped && report.candidates.isEmpty)
}

@Test(arguments: [
    "-pi/7", "-sqrt(2)", "-root(5,3)", "-gamma(1/3)^2*pi^(1/3)", "-exp(-3/7)", "-5/3 + 0*pi", "-(1+pi)^(1/3)",
])
func signsAreKept(_ text: String) throws {
    let report = try identify(text)
    let form = try #require(report.candidates.first?.form)
    guard case .expression(let term) = form else { return }
    let expected = try Evaluator.standard.evaluate(Expression(parsing: text), digits: 90).value.real
    #expect(try Evaluator.standard.evaluate(term, digits: 90).value.real.overlaps(expected), "\(term)")
}

@Test(arguments: [
    ("x^4-10x^2+1", "sqrt(3)+sqrt(2)"), ("x^6-2", "root(2, 6)"), ("x^3-3x+1", "2cos(2pi/9)"),
    ("x^4-2x^3-x^2-2x+1", nil), ("x^3+x+1", nil), ("x^5+5x^4+10x^3+10x^2+5x-1", "root(2, 5)-1"),
])
func rootsAreWrittenInRadicals(_ polynomial: String, _ form: String?) throws {
    // The largest real root, by Newton's method in balls.
    let p = try Expression(parsing: polynomial).polynomial(in: "x")
    let common = p.coefficients.reduce(Integer(1)) { $0.lcm($1.denominator) }
    let q = Polynomial(p.coefficients.map { ($0 * Rational(common)).numerator })
    var x = Ball(Double(8))
    for _ in 0..<400 {
        let slope = q.derivative.evaluated(at: x, precision: 400)
        x =
            x.subtracting(q.evaluated(at: x, precision: 400).divided(by: slope, precision: 400), precision: 400)
            .midpoint
    }
    guard q.evaluated(at: x, precision: 400).absoluteValue().isLess(than: Ball(1e-100)) else { return }
    let radius = Ball(Rational(10).power(-60), precision: 60)
    let report = try Identifier.standard.identify(UncertainNumber(enclosure: Ball(midpoint: x, radius: radius)))
    let found = try #require(report.candidates.first?.form)
    guard case .expression(let term) = found else {
        Issue.record("\(polynomial) is not solved in radicals")
        return
    }
    if let form { #expect(term.description == form) }
    #expect(try Evaluator.standard.evaluate(term, digits: 80).value.real.overlaps(x), "\(term)")
}

@Test(arguments: [("pi^e", "pi^e"), ("e^2+pi*log(3)", "e^2+pi*log(3)")])
func equationsOfLowComplexityAreFound(_ text: String, _ form: String) throws {
    let claim = try #require(try identify(text).candidates.first)
    #expect(claim.stage == .equation)
    let expected = try Evaluator.standard.evaluate(Expression(parsing: form), digits: 90).value.real
    guard case .expression(let term) = claim.form else { return }
    #expect(try Evaluator.standard.evaluate(term, digits: 90).value.real.overlaps(expected))
}

@Test func equationsThatAreNotSolvedNameTheirRoot() throws {
    // The root of x e^x = 2.
    let claim = try #require(try identify("0.85260550201372549134647241469531746689845330015140").candidates.first)
    guard case .equation(let left, let right, let near) = claim.form else {
        Issue.record("\(claim.form) is no equation")
        return
    }
    #expect(near == "0.8526055020")
    let root = try Expression(parsing: "lambertw(2)")
    let difference = try Evaluator.standard.evaluate(left.substituting("x", with: root) - right, digits: 80)
    #expect(difference.value.containsZero)
}
