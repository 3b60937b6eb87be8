import Arithmetic
import ContinuedFractions
import Expressions
import IntegerRelations
import Testing

private func ball(_ text: String, digits: Int = 60) throws -> Ball {
    try Evaluator.standard.evaluate(try Expression(parsing: text), digits: digits).value.real
}

private func identifier(bound: Int = 1000) throws -> MobiusIdentifier {
    let names = ["pi", "ln2", "zeta3", "catalan", "e"]
    return MobiusIdentifier(
        constants: try BasisConstant.values(named: names, evaluator: .standard, digits: 120), bound: bound,
        largestDegree: 4)
}

@Test(arguments: [
    "4/pi", "(3pi+7)/(2pi-5)", "6/zeta3", "1/ln2", "3-e", "(2catalan-1)/7", "-22/7", "sqrt(8)-1", "(1+sqrt(5))/2",
])
func plantedFormsAreFound(_ text: String) throws {
    let value = try ball(text)
    let found = try #require(try identifier().identify(value, digits: 50).first)
    let form = try #require(found.expression)
    #expect(try Evaluator.standard.evaluate(form, digits: 100).value.real.overlaps(value))
    #expect(found.coincidence <= IntegerRelation.acceptedCoincidence)
}

@Test func noClaimIsMadeOnRandomNumbers() throws {
    let identifier = try identifier()
    var state: UInt64 = 7
    for _ in 0..<100 {
        var digits = "0."
        for _ in 0..<40 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            digits += "\(Int(state >> 33) % 10)"
        }
        let number = try #require(Rational(digits))
        let value = Ball(
            midpoint: Ball(number, precision: 200), radius: Ball(Rational(10).power(-40), precision: 60))
        #expect(identifier.identify(value, digits: 40).isEmpty, "\(digits)")
    }
}

@Test func nearMissesAreNotClaimed() throws {
    // 4/pi and 1e-35 beside it: the digits given tell them apart.
    let value = try ball("4/pi + 10^(-35)")
    #expect(try identifier().identify(value, digits: 50).isEmpty)
}

@Test func relationsArePlantedAndFound() throws {
    let values = try ["1", "pi", "ln2", "zeta3", "catalan"].map { try ball($0, digits: 80) }
    let planted: [Integer] = [-17, 5, 0, 23, -8]
    let sum = IntegerRelation.residual(planted, values, precision: 300)
    let relation = try #require(IntegerRelation.find(among: values + [sum], bits: 200))
    #expect(relation.coefficients == planted.map { -$0 } + [1])
}
