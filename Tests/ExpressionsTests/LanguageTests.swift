import Arithmetic
import Expressions
import Testing

@Test(arguments: [
    "2n+1", "34n^3+51n^2+27n+5", "-n^6", "-2n", "4/pi", "pcf(2n+1, n^2)", "a-b-c", "a-(b-c)", "a/(b*c)", "a/b*c",
    "x^(-2)", "(-3)^2", "-(2x)", "x^y^z", "(x^y)^z", "(x!)!", "2*e5", "1/2*x", "x*(1/2)", "hyper([1, 1/2], [3/2], -1)",
    "sum(1/n^2, n, 1, infinity)", "cf([2, 1, 2])", "(a+b)*(a-b)", "a*(b*c)", "3/0", "a+(-2)*b", "2(n+1)^2", "-1/2*x",
])
func printingAndReadingBackGivesTheSameTerm(_ text: String) throws {
    let term = try Expression(parsing: text)
    #expect(try Expression(parsing: term.description) == term, "\(term)")
}

@Test(arguments: 1...300) func randomTermsReadBack(seed: Int) throws {
    for term in randomTerms(seed: seed) { #expect(try Expression(parsing: term.description) == term, "\(term)") }
}

/// Terms grown at random from a few leaves.
func randomTerms(seed: Int) -> [Expression] {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
    var terms: [Expression] = [Expression(symbol: "n"), Expression(symbol: "e"), Expression(3), Expression(-2)]
    terms.append(Expression(Rational(Integer(next(9) - 4), 7)))
    for _ in 0..<12 {
        let x = terms[next(terms.count)]
        let y = terms[next(terms.count)]
        switch next(9) {
        case 0: terms.append(x + y)
        case 1: terms.append(x - y)
        case 2: terms.append(x * y)
        case 3: terms.append(x / y)
        case 4: terms.append(-x)
        case 5: terms.append(x.power(y))
        case 6: terms.append(Expression(.factorial, [x]))
        case 7: terms.append(Expression(.add, [x, y, x]))
        default: terms.append(Expression(.log, [x]))
        }
    }
    return terms
}

@Test(arguments: [
    ("2+", 3), ("(1+2", 5), ("1+*2", 3), ("foo(1)", 1), ("2 # 3", 3), ("sin(1, 2)", 1), ("[1, 2", 6), ("", 1),
    ("pcf(n n^2)", 7), ("\"abc", 1), ("1 2", 3),
])
func errorsNameTheColumn(_ text: String, _ column: Int) {
    let error = #expect(throws: ParseError.self) { try Expression(parsing: text) }
    #expect(error?.column == column, "\(text): \(String(describing: error))")
}

@Test func deepNestingIsAnErrorAndNotACrash() {
    let deep = String(repeating: "(", count: 100_000) + "1" + String(repeating: ")", count: 100_000)
    #expect(throws: ParseError.self) { try Expression(parsing: deep) }
    #expect(throws: ParseError.self) { try Expression(parsing: String(repeating: "-", count: 100_000) + "1") }
}

@Test func unknownNamesAreReportedWithASuggestion() {
    let error = #expect(throws: ParseError.self) { try Expression(parsing: "1+catalam", catalog: .standard) }
    #expect(error?.description == "column 3: unknown name 'catalam'; did you mean 'catalan'?")
}

@Test func longSumsAreBuiltAndPrintedWithoutRecursion() throws {
    var graph = ExpressionGraph()
    var root = graph.symbol("x")
    let one = graph.numeral(1)
    for _ in 0..<50_000 { root = graph.apply(.add, [graph.apply(.sin, [root]), one]) }
    let term = graph.expression(root)
    #expect(term.freeSymbols == ["x"])
    #expect(throws: EvaluationError.unknownSymbol("x")) { try Evaluator().evaluate(term, digits: 10) }
}
