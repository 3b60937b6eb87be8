import Arithmetic
import EGraphs
import Expressions
import Testing

@Test(arguments: ["2x+3x+1/(1-1)", "sin(x)^2+cos(x)^2", "x/(y-y)", "sum(k/(k-k), k, 1, 5)", "(a+b)*c - a*c"])
func aProofIsOfTheTermsThatWereGiven(text: String) throws {
    let term = try Expression(parsing: text)
    let found = try term.simplified()
    let checker = FormulaProofChecker()
    #expect(checker.check(found.proof, from: term, to: found.result) == .valid)
    let other = Expression(.add, [term, Expression(1)])
    #expect(checker.check(found.proof, from: other, to: found.result) != .valid)
    #expect(checker.check(found.proof, from: term, to: Expression(.add, [found.result, Expression(1)])) != .valid)
    let steps = found.proof.steps(from: term, to: found.result)
    if let first = steps.first, let last = steps.last {
        #expect(first.before == term && last.after == found.result)
    } else {
        #expect(term == found.result)
    }
}

@Test func counterexamplesSatisfyTheAssumptions() throws {
    func counterexample(_ x: String, _ y: String, _ assumptions: [String: [Assumption]] = [:]) throws -> [Rational]? {
        try Expression(parsing: x).counterexample(
            toEqualityWith: try Expression(parsing: y), assumptions: assumptions)?.map(\.value)
    }
    #expect(try counterexample("x", "x+1") != nil)
    #expect(try counterexample("x*y", "x+y") != nil)
    #expect(try counterexample("pi", "22/7") == [])
    let negative = try #require(try counterexample("abs(x)", "x", ["x": [.real]]))
    #expect(negative[0] < 0)
    #expect(try counterexample("abs(x)", "x", ["x": [.positive]]) == nil)
    #expect(try counterexample("sin(pi*n)", "0", ["n": [.integer]]) == nil)
    let inside = try #require(try counterexample("x^2", "x", ["x": [.between(Rational(1, 4), Rational(3, 4))]]))
    #expect(inside[0] >= Rational(1, 4) && inside[0] <= Rational(3, 4))
    // Equal terms have none, and poles are passed over.
    #expect(try counterexample("1/x - 1/(x+1)", "1/(x*(x+1))") == nil)
    #expect(try counterexample("x", "2", ["x": [.positive, .negative]]) == nil)
}
