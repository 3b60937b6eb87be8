import Arithmetic
import EGraphs
import Expressions
import Testing

/// The normal form as text.
private func normal(_ text: String, _ assumptions: [String: [Assumption]] = [:]) throws -> String {
    var graph = FormulaGraph(assumptions: assumptions)
    let id = graph.insert(try Expression(parsing: text))
    return graph.expression(of: id).description
}

@Test(arguments: [
    ("x+x", "2x"), ("x-x", "0"), ("2*(x+1)-2x", "2"), ("x^2/x", "x"), ("x*x^-1", "x/x"), ("e/e", "1"),
    ("sqrt(12)", "2sqrt(3)"), ("sqrt(2)*sqrt(2)", "2"), ("sqrt(-4)", "2i"), ("i^7", "-i"), ("exp(1)*e", "e^2"),
    ("0*log(x)", "0"), ("(x*y)^2/(x*y)", "x*y"), ("(4x)^(1/2)", "2sqrt(x)"), ("0^0", "1"), ("0^-1", "0"),
])
func sumsAndProductsAreInNormalForm(text: String, expected: String) throws { #expect(try normal(text) == expected) }

@Test func aSumOfAThousandTermsIsOneNodeInAnyOrder() throws {
    let names = (1...1000).map { Expression(symbol: "x\($0)") }
    let right = names.reversed().reduce(Expression(0)) { Expression(.add, [$1, $0]) }
    let left = names.reduce(Expression(0)) { Expression(.add, [$0, $1]) }
    var graph = FormulaGraph()
    #expect(graph.insert(left) == graph.insert(right))
}

/// Sums over sums, some of them shared and some of them inside of functions, against the same sum counted by hand.
@Test(arguments: 0..<20 as Range<UInt64>)
func sharedSumsAreCountedRight(seed: UInt64) {
    var generator = SplitMix(seed: seed)
    let names = (0..<4).map { Expression(symbol: "x\($0)") }
    var sums = names.map { (term: $0, counts: $0) }
    for _ in 0..<9 {
        let (a, b) = (sums.randomElement(using: &generator), sums.randomElement(using: &generator))
        guard let a, let b else { continue }
        // The same sum with nothing nested: x₀ + x₀ + x₁ …
        func parts(_ sum: Expression) -> [Expression] { sum.head == .add ? sum.arguments : [sum] }
        sums.append((.init(.add, [a.term, b.term]), .init(.add, parts(a.counts) + parts(b.counts))))
    }
    var graph = FormulaGraph()
    for (term, flat) in sums {
        #expect(graph.insert(term) == graph.insert(flat))
        #expect(
            graph.insert(Expression(.sin, [term]) + term)
                == graph.insert(Expression(.add, [flat, .init(.sin, [flat])])))
    }
}

/// Limits that no machine is too slow for: what is found does not depend on time.
private let limits = SaturationLimits(iterations: 8, nodes: 2500, seconds: 600)

private let positive: [String: [Assumption]] = ["p": [.positive], "q": [.positive], "r": [.real], "k": [.integer]]

@Test(arguments: [
    ("sin(x)^2+cos(x)^2", "1"), ("exp(log(2)+log(3))", "6"), ("gamma(p+1)/gamma(p)", "p"), ("sqrt(r^2)", "abs(r)"),
    ("sqrt(p^2)", "p"), ("cos(2x)+2*sin(x)^2", "1"), ("tanh(r)*cosh(r)", "sinh(r)"), ("gamma(1/2)^2", "pi"),
    ("zeta(2)/pi^2", "1/6"), ("4*atan(1)", "pi"), ("log(p*q)-log(p)", "log(q)"), ("(p+1)/(p+1)", "1"),
    ("diff(x^3, x)", "3x^2"), ("(x+y)^5-(x-y)^5-2y^5-20x^2*y^3", "10x^4*y"),
    ("exp(i*pi)+1", "0"), ("gamma(x+1)/gamma(x)", "gamma(x+1)/gamma(x)"), ("sqrt(x^2)", "sqrt(x^2)"), ("x/x", "x/x"),
])
func simplificationsComeWithCheckedProofs(text: String, expected: String) throws {
    let result = try Expression(parsing: text).simplified(assumptions: positive, limits: limits)
    #expect(result.result.description == expected)
    #expect(FormulaProofChecker().check(result.proof) == .valid)
    #expect(result.cost <= result.originalCost)
}

private enum Verdict { case equal, different, unknown }

private func verdict(_ left: String, _ right: String) throws -> Verdict {
    switch try Expression(parsing: left).equality(to: Expression(parsing: right), assumptions: positive, limits: limits)
    {
    case .equal(let proof, _):
        #expect(FormulaProofChecker().check(proof) == .valid)
        return .equal
    case .different: return .different
    case .unknown: return .unknown
    }
}

@Test(arguments: [
    ("1+log(p*q)", "1+log(p)+log(q)"), ("(x+y)^2", "x^2+2x*y+y^2"), ("sin(2x)", "2sin(x)*cos(x)"),
    ("(x+y)^5", "x^5+5x^4*y+10x^3*y^2+10x^2*y^3+5x*y^4+y^5"), ("sin((x+1)^2)", "sin(x^2+2x+1)"),
    ("(a+b+c)*(a+b*w+c*w^2)-(a+b*w+c*w^2)*a", "(b+c)*(a+b*w+c*w^2)"),
    ("sum(1/n^2, n, 1, k)", "sum(1/j^2, j, 1, k)"), ("diff(x^3*sin(x), x)", "3x^2*sin(x)+x^3*cos(x)"),
])
func equalFormulasAreProvedEqual(left: String, right: String) throws { #expect(try verdict(left, right) == .equal) }

/// The traps: none of these is an identity, whatever a careless rule says.
@Test(arguments: [
    ("sqrt(x^2)", "x"), ("log(x*y)", "log(x)+log(y)"), ("x/x", "1"), ("log(exp(x))", "x"), ("asin(sin(x))", "x"),
    ("(x^2)^(1/2)", "x"), ("sqrt(x)*sqrt(y)", "sqrt(x*y)"), ("x^0.5*(1/x)^0.5", "1"), ("atan(tan(x))", "x"),
    ("log(x^2)", "2log(x)"), ("x*(1/x)", "1"), ("gamma(x+1)", "x*gamma(x)"),
])
func whatHoldsOnlySomewhereIsNotProved(left: String, right: String) throws {
    #expect(try verdict(left, right) == .unknown)
}

@Test(arguments: [
    ("sqrt((-3)^2)", "-3"), ("log((-1)*(-1))", "log(-1)+log(-1)"), ("((-8)^(1/3))", "-2"),
    ("log(exp(2*pi*i))", "2*pi*i"),
    ("asin(sin(3))", "3"), ("sqrt(-2)*sqrt(-3)", "sqrt(6)"), ("0*(1/0)", "1"), ("0^0", "0"),
])
func valuesOnTheWrongBranchAreToldApart(left: String, right: String) throws {
    #expect(try verdict(left, right) == .different)
}

@Test(arguments: [
    ("log(a*b) -> log(a)+log(b)", "log((i-2)*(i-3))"), ("sqrt(a^2) -> a", "sqrt((1-pi)^2)"),
    ("(a^b)^c -> a^(b*c)", "((1-pi)^2)^(1/2)"), ("log(exp(a)) -> a", "log(exp(7*i))"),
])
func aFalseRuleIsCaughtAndNamed(rule: String, term: String) throws {
    let rules = try RuleCatalog(parsing: "the-false-rule: \(rule) [invented]", file: "test")
    #expect(throws: FormulaGraphError.self) { try Expression(parsing: term).simplified(rules: rules, limits: limits) }
    do {
        _ = try Expression(parsing: term).simplified(rules: rules, limits: limits)
    } catch let error as FormulaGraphError {
        guard case .contradiction(_, let proof?) = error else {
            Issue.record("no contradiction: \(error)")
            return
        }
        #expect(proof.text.contains("the-false-rule"))
    }
}

@Test func assumptionsThatExcludeEachOtherAreAContradiction() throws {
    var graph = FormulaGraph(assumptions: ["x": [.positive], "y": [.negative]])
    let x = graph.insert(Expression(symbol: "x"))
    let y = graph.insert(Expression(symbol: "y"))
    graph.state(x, equals: y, fact: "given")
    let report = graph.saturate(IdentitySet([]))
    guard case .contradiction = report.reason else {
        Issue.record("\(report.reason)")
        return
    }
}

@Test func theCheckerRefusesAProofOfSomethingElse() throws {
    let sine = try Expression(parsing: "sin(x)^2+cos(x)^2").simplified(limits: limits)
    // The same steps under a rule with another right side prove nothing.
    let rules = try RuleCatalog(parsing: "pythagoras: sin(x)^2 + cos(x)^2 -> 2 [false]", file: "test")
    let forged = sine.proof.replacing(rules: rules.rules)
    #expect(FormulaProofChecker().check(forged) != .valid)
}

@Test(arguments: [
    ("(x+1)^3*y^2", 5, ["x", "y"]), ("x^2-x^2+7", 0, []), ("pi^2*x+e", 1, ["x"]), ("x*y-y*x+z", 1, ["z"]),
])
func degreesAndFreeSymbolsAreKnown(text: String, degree: Int, symbols: [String]) throws {
    var graph = FormulaGraph()
    let id = graph.insert(try Expression(parsing: text))
    _ = graph.saturate(IdentitySet([]))
    #expect(graph.degree(of: id) == degree)
    #expect(graph.freeSymbols(of: id) == symbols)
}

@Test func aQuotientHasNoDegreeUntilItIsKnownToBeOne() throws {
    var graph = FormulaGraph()
    let id = graph.insert(try Expression(parsing: "x/(x+1)"))
    _ = graph.saturate(IdentitySet([]))
    #expect(graph.degree(of: id) == nil)
}

@Test func aPowerThatIsTooLargeToExpandIsLeftAsItIs() throws {
    let power = try Expression(parsing: "(x+y+z+w)^500")
    #expect(try power.simplified(limits: SaturationLimits(iterations: 1, nodes: 100, seconds: 600)).result == power)
}
