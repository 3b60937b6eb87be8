import Arithmetic
import Expressions
import Testing

private let foreign = ExpressionStyle.allCases.filter { $0 != .text }

/// A call of each function with each number of arguments it takes.
private let calls: [Expression] = Operator.allCases.flatMap { op -> [Expression] in
    guard let name = op.name, name.first?.isLetter ?? false else { return [] }
    return (op.arity.lowerBound...min(op.arity.upperBound, 4)).map { count in
        let texts = ["x+1", "k", "-2/3", "y^2"]
        let arguments =
            switch op {
            case .sum, .product: ["k^2", "k", "1", "9"]
            case .integral: ["x^2", "x", "1", "9"]
            case .derivative: Array(["x^2", "x", "3"].prefix(count))
            case .lambda: ["x", "x+1"]
            case .substitute: ["x^2", "x", "1/y"]
            case .continuedFraction: Array(["k+1", "k", "k"].prefix(count))
            default: Array(texts.prefix(count))
            }
        let written = "\(name)(\(arguments.joined(separator: ", ")))"
        return (try? Expression(parsing: written)) ?? Expression(symbol: "unreadable \(written)")
    }
}

@Test(arguments: foreign) func everyFunctionReadsBack(_ style: ExpressionStyle) throws {
    #expect(calls.count > 110)
    for call in calls {
        let product = Expression(2) * call * Expression(symbol: "x")
        for term in [call, product, call / call, call.power(call), -call, call + call] {
            let text = term.formatted(style)
            #expect(throws: Never.self, "\(term): \(text)") { () throws in
                let again = try Expression(parsing: text, style: style)
                #expect(again == term, "\(text) became \(again)")
            }
        }
    }
}

@Test(arguments: foreign) func everyConstantReadsBack(_ style: ExpressionStyle) throws {
    for name in ConstantCatalog.standard.constants.map(\.name) + ["infinity", "i", "x", "K", "foo_bar", "x1"] {
        let term = Expression(2) * Expression(symbol: name).power(Expression(symbol: "n"))
        let text = term.formatted(style)
        #expect(try Expression(parsing: text, style: style) == term, "\(text)")
    }
}

@Test(arguments: foreign, 1...60) func randomTermsReadBackInEveryNotation(_ style: ExpressionStyle, seed: Int) throws {
    for term in randomTerms(seed: seed) {
        let text = term.formatted(style)
        let again = try Expression(parsing: text, style: style)
        #expect(again == term, "\(term): \(text) became \(again)")
    }
}

@Test(arguments: [
    ("sum(1/n^2, n, 1, infinity)", ExpressionStyle.latex, "\\sum_{n=1}^{\\infty}{\\frac{1}{n^{2}}}"),
    ("besselj(0, 2)/zeta(3)", .latex, "\\frac{J_{0}\\left(2\\right)}{\\zeta\\left(3\\right)}"),
    ("4/pi-1/2", .sympy, "4/pi-Rational(1, 2)"),
    ("2^(-1)+sqrt(e)", .sympy, "Integer(2)**(-1)+sqrt(E)"),
    (
        "pcf(2n+1, n^2)", .mathematica,
        "((ReplaceAll[2*n+1, Rule[n, 0]] + ContinuedFractionK[n^2, 2*n+1, {n, 1, Infinity}]))"
    ),
    ("log(x, 3)+euler_gamma", .pari, "((log(x)/log(3)))+Euler"),
    ("polylog(2, 1/2)*zeta_three_halves", .mathematica, "PolyLog[2, 1/2]*((Zeta[3/2]))"),
])
func termsAreWrittenAsTheOtherSystemsWriteThem(_ term: String, _ style: ExpressionStyle, _ text: String) throws {
    #expect(try Expression(parsing: term).formatted(style) == text)
}

@Test(arguments: [
    ("\\ln 2 + \\sin x", ExpressionStyle.latex, "log(2)+sin(x)"),
    ("2x y^2 (x+1)", .latex, "2x*y^2*(x+1)"),
    ("\\frac{6}{\\zeta(3)}", .latex, "6/zeta3"),
    ("\\sum_{k=0}^\\infty \\frac{1}{k!} + 1", .latex, "sum(1/k!, k, 0, infinity)+1"),
    ("Sin[2 x]^2 + {1, 2}", .mathematica, "sin(2x)^2+[1, 2]"),
    ("x**2/(1+exp(-x))", .sympy, "x^2/(1+exp(-x))"),
    ("suminf(k=1,1/k^2)", .pari, "sum(1/k^2, k, 1, infinity)"),
    ("<apply><minus/><cn>3</cn><apply><ln/><ci>x</ci></apply></apply>", .mathml, "3-log(x)"),
])
func whatPeopleWriteIsRead(_ text: String, _ style: ExpressionStyle, _ term: String) throws {
    #expect(try Expression(parsing: text, style: style) == (try Expression(parsing: term)))
}

@Test(arguments: [
    ("\\foo{2}", ExpressionStyle.latex, 1), ("\\frac{1}", .latex, 9), ("\\sin 2x", .latex, 6), ("{1", .latex, 3),
    ("Sin[1, 2]", .mathematica, 1), ("Sin(1)", .mathematica, 4), ("foo(2)", .sympy, 1), ("1 -> 2", .pari, 3),
    ("<apply><plus/>", .mathml, 1), ("<foo/>", .mathml, 5), ("", .mathml, 1),
])
func errorsInOtherNotationsNameTheColumn(_ text: String, _ style: ExpressionStyle, _ column: Int) {
    let error = #expect(throws: ParseError.self) { try Expression(parsing: text, style: style) }
    #expect(error?.column == column, "\(text): \(String(describing: error))")
}

@Test func longQuotientsAreReadWithoutRecursion() throws {
    let term = try Expression(parsing: "x" + String(repeating: "/x", count: 100_000))
    #expect(term.freeSymbols == ["x"])
    let short = "x" + String(repeating: "/x", count: 2000)
    #expect(try Expression(parsing: short).description == short)
}

@Test func theTablesOfTheNotationsAreSound() { #expect(ExpressionStyle.defects == []) }
