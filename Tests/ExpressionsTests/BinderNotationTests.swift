import Arithmetic
import Expressions
import Testing

@Test(arguments: [
    ("diff(sin(x), x)", ExpressionStyle.latex, "\\frac{d}{dx}{\\sin\\left(x\\right)}"),
    ("diff(x^5, x, 2)", .latex, "\\frac{d^{2}}{dx^{2}}{x^{5}}"),
    ("integral(x^2+1, x, 0, 1)", .latex, "\\int_{0}^{1}{\\left(x^{2}+1\\right)}\\,dx"),
    ("diff(x^5, x, 2)", .mathematica, "D[x^5, {x, 2}]"),
    ("integral(x^2, x, 0, pi)", .mathematica, "Integrate[x^2, {x, 0, Pi}]"),
    ("diff(sin(x), x)", .sympy, "Derivative(sin(x), x)"),
    ("integral(sin(x), x, 0, 1)", .sympy, "Integral(sin(x), (x, 0, 1))"),
    ("integral(sin(x), x, 0, 1)", .pari, "intnum(x=0,1,sin(x))"),
    ("diff(sin(x), x)", .pari, "((derivnum(x=x,sin(x))))"),
    ("apply(lambda(x, x^2), 3)", .text, "apply(lambda(x, x^2), 3)"),
])
func calculusIsWrittenAsTheOtherSystemsWriteIt(_ term: String, _ style: ExpressionStyle, _ text: String) throws {
    #expect(try Expression(parsing: term).formatted(style) == text)
}

@Test(arguments: ExpressionStyle.allCases) func calculusReadsBack(_ style: ExpressionStyle) throws {
    for text in [
        "diff(zeta(x), x)", "zeta_derivative(x)", "diff(f+diff(x^2, x, 3), y)", "d/(d*x)*diff(x, x)", "d^2/x",
        "subst(diff(zeta(x), x), x, 3)", "subst(diff(x^2, x), x, y)^2", "integral(diff(x, x)/2, x, 0, pi)!",
        "lambda(x, lambda(y, x-y))", "apply(apply(lambda(x, lambda(y, x-y)), 1), 2)-1", "pcf(k+n, k^2, k)",
        "integral(integral(x*y, x, 0, y), y, 0, 1)", "2*integral(-x, x, -1, 1)", "-diff(x, x)-diff(-x, x)",
    ] {
        let term = try Expression(parsing: text)
        let written = term.formatted(style)
        #expect(throws: Never.self, "\(text): \(written)") { () throws in
            #expect(try Expression(parsing: written, style: style) == term, "\(text): \(written)")
        }
    }
}

@Test(arguments: [
    ("\\int_0^1 \\frac{4}{1+x^2} \\, dx", ExpressionStyle.latex, "integral(4/(1+x^2), x, 0, 1)"),
    ("\\frac{d}{dx} x^2 \\sin(x)", .latex, "diff(x^2*sin(x), x)"),
    ("D[x^2, x]", .mathematica, "diff(x^2, x)"),
    ("pcf(2n+1, n^2, n)", .text, "pcf(2n+1, n^2)"),
    ("derivative(x^2, x)", .text, "diff(x^2, x)"),
    ("<apply><diff/><bvar><ci>x</ci></bvar><ci>x</ci></apply>", .mathml, "diff(x, x)"),
])
func whatPeopleWriteForCalculusIsRead(_ text: String, _ style: ExpressionStyle, _ term: String) throws {
    #expect(try Expression(parsing: text, style: style) == (try Expression(parsing: term)))
}

@Test(arguments: [
    ("diff(sin(2), 2)", ExpressionStyle.text, 14), ("1+diff(x, pi)", .text, 11), ("diff(x, x, 0)", .text, 12),
    ("diff(x, x, n)", .text, 12), ("diff(x, x, 1/2)", .text, 12), ("integral(x, x+1, 0, 1)", .text, 13),
    ("integral(x, x, 0)", .text, 1), ("lambda(sin(x), x)", .text, 8), ("lambda(x)", .text, 1),
    ("subst(x, 3, 4)", .text, 10), ("pcf(k, k, 2)", .text, 11), ("sum(x, 3, 1, 2)", .text, 8),
    ("lambda(#n1, #n1)", .text, 8), ("\\int_0^1 x", .latex, 11), ("\\frac{d}{d2} x", .latex, 11),
    ("D[x, 2]", .mathematica, 1), ("<apply><int/><ci>x</ci></apply>", .mathml, 7),
    ("<ci>#n1</ci>", .mathml, 4),
])
func misuseOfBindersNamesTheColumn(_ text: String, _ style: ExpressionStyle, _ column: Int) {
    let error = #expect(throws: ParseError.self) { try Expression(parsing: text, style: style) }
    #expect(error?.column == column, "\(text): \(String(describing: error))")
    #expect(error?.description.contains("\n") == false)
}
