import Arithmetic
import Expressions
import Testing

@Test(arguments: [
    ("x^2-2x+1", "x^2-2x+1"), ("3x+2x", "5x"), ("x*x", "x^2"), ("4^(1/2)", "2"), ("12^(1/2)", "2sqrt(3)"),
    ("x-(y+z)", "x-y-z"), ("(x+y)-(x+y)", "0"), ("x/x", "x/x"), ("x*x^(-1)*x", "x"), ("x^2/x^2", "x/x"),
    ("pi/pi", "1"), ("exp(x)/e^x", "1"), ("sqrt(-x)^2", "-x"), ("sqrt(x^2)", "sqrt(x^2)"), ("sqrt(pi^2)", "pi"),
    ("exp(x)*exp(y)", "exp(x+y)"), ("2*(x+y)*z", "2z*(x+y)"), ("(2x+2y)*z", "2z*(x+y)"), ("2x+2", "2x+2"),
    ("(y-x)^2-(x-y)^2", "0"), ("sin(y-x)+sin(x-y)", "0"), ("i^2", "-1"), ("(-1)^(1/3)*i", "(-1)^(5/6)"),
    ("(-8)^(1/3)", "2*(-1)^(1/3)"), ("2^x*2^(3+x)", "8*2^(2x)"), ("sqrt(2)*sqrt(3)/sqrt(6)", "1"),
    ("1/sqrt(2)", "sqrt(2)/2"), ("sqrt(10)", "sqrt(10)"), ("log(exp(3))", "3"), ("log(exp(x))", "log(exp(x))"),
    ("sin(0)+exp(0)+log(1)+gamma(5)+cos(0)", "26"), ("0*x", "0"), ("x^0", "1"), ("1/0", "1/0"), ("x/(0*4*y)", "x/0"),
    ("x/(3y)/0", "x*0^(-1)/(3y)"),
    ("(x^n)^2*x^n", "(x^n)^3"), ("sqrt(8x+8)", "2sqrt(2)*sqrt(x+1)"), ("-x*y+z", "-x*y+z"), ("1-x", "-x+1"),
    ("b*a+c^3*2-d/3", "2c^3+a*b-d/3"), ("1/(2x)", "1/(2x)"), ("x^(-2)*y", "y/x^2"), ("(x*y)^3/x^2", "x*y^3"),
])
func normalFormsAreWritten(_ text: String, _ expected: String) throws {
    #expect(try Expression(parsing: text).normalized().description == expected)
}

@Test(arguments: 1...400) func normalFormsKeepTheValueAndDoNotDependOnTheWriting(seed: Int) throws {
    var random = RandomExpressions(seed: seed)
    let term = random.term(depth: 4)
    let normal = term.normalized()
    #expect(normal.normalized() == normal, "\(term)")
    #expect(try Expression(parsing: normal.description) == normal, "\(term)")
    for _ in 0..<3 { #expect(random.rewritten(term).normalized() == normal, "\(term)") }
    for round in 0..<4 {
        let point = round == 0 ? point(&random) : specialPoint(&random)
        guard let before = term.value(at: point), let after = normal.value(at: point) else { continue }
        #expect(agree(before, after), "\(term) and \(normal) at \(point)")
    }
}

@Test(arguments: -60...60) func multiplesOfPiHaveTheirValues(numerator: Int) throws {
    for denominator in [5, 12] {
        for name in ["sin", "cos", "tan", "sec"] {
            let term = try Expression(parsing: "\(name)(pi*(\(numerator)/\(denominator)))")
            let (before, after) = (term.value(at: [:]), term.normalized().value(at: [:]))
            if let before, let after { #expect(agree(before, after), "\(term)") }
        }
    }
}

@Test(arguments: 1...200) func expansionAndFactorsKeepTheValue(seed: Int) throws {
    var random = RandomExpressions(seed: seed)
    let term = random.term(depth: 4, isPolynomial: seed % 2 == 0)
    let expanded = try term.expanded()
    #expect(try expanded.expanded() == expanded)
    let factored = try term.factored()
    let collected = try term.collected(in: "x")
    #expect(try factored.expanded() == expanded || seed % 2 == 1, "\(term): \(factored)")
    for round in 0..<3 {
        let point = round == 0 ? point(&random) : specialPoint(&random)
        guard let value = term.value(at: point) else { continue }
        for other in [expanded, factored, collected] {
            if let same = other.value(at: point) { #expect(agree(value, same), "\(term) and \(other)") }
        }
    }
}

@Test(arguments: 1...100) func fractionsKeepTheValueWhereTheirConditionsHold(seed: Int) throws {
    var random = RandomExpressions(seed: seed)
    let parts = (0..<4).map { _ in random.term(depth: 2, isPolynomial: true) }
    let term = parts[0] / parts[1] + parts[2] / parts[3]
    let (value, _) = try term.fraction()
    let point = point(&random)
    if let before = term.value(at: point), let after = value.value(at: point) {
        #expect(agree(before, after), "\(term) and \(value)")
    }
}

/// Expansions and factorizations by SymPy 1.14.
@Test(arguments: [
    ("(x+y+1)^3", "x^3+3x^2*y+3x*y^2+y^3+3x^2+6x*y+3y^2+3x+3y+1"), ("(x-1)*(x+1)*(x^2+1)", "x^4-1"),
    ("(sqrt(x+1)+1)^2", "x+2sqrt(x+1)+2"), ("(exp(x)+1)^2", "2exp(x)+exp(2x)+1"),
    ("(sqrt(2)+x)^2", "x^2+2sqrt(2)*x+2"), ("sin((x+1)^2)", "sin(x^2+2x+1)"), ("x*(1+1/x^2)", "x+1/x"),
])
func expansionsAreThoseOfSympy(_ text: String, _ expected: String) throws {
    #expect(try Expression(parsing: text).expanded() == Expression(parsing: expected).normalized())
}

@Test(arguments: [
    ("x^4-y^4", "(x-y)*(x+y)*(x^2+y^2)"), ("2x^2+4x*y+2y^2", "2*(x+y)^2"), ("x^6-1", "(x-1)*(x+1)*(x^2-x+1)*(x^2+x+1)"),
    ("(x^2-1)/(x^2+2x+1)", "(x-1)/(x+1)"), ("sin(x)^2-cos(x)^2", "(sin(x)-cos(x))*(sin(x)+cos(x))"),
    ("x^2*y/3-y/3", "y*(x-1)*(x+1)/3"), ("12", "12"),
])
func factorizationsAreThoseOfSympy(_ text: String, _ expected: String) throws {
    #expect(try Expression(parsing: text).factored() == Expression(parsing: expected).normalized())
}

@Test func fractionsNameWhatMustNotVanish() throws {
    // Powers of one base depend on each other: no quotient of polynomials in them as if they did not.
    #expect(
        try Expression(parsing: "1/(sqrt(3)-1) + 1/(sqrt(3)+1)").fraction().value
            == Expression(parsing: "sqrt(3)").normalized())
    #expect(
        try Expression(parsing: "1/(exp(2x)-1) - 1/(exp(x)-1) + exp(x)/(exp(2x)-1)").fraction().value == Expression(0))
    let sum = try Expression(parsing: "1/x+1/y").fraction()
    #expect(sum.value.description == "(x+y)/(x*y)")
    #expect(Set(sum.conditions.map(\.description)) == ["x", "y"])
    let quotient = try Expression(parsing: "(x^2-1)*y/((x-1)*y^2*pi)").cancelled()
    #expect(quotient.value == (try Expression(parsing: "(x+1)/(pi*y)").normalized()))
    #expect(quotient.factors.map(\.description).contains("x-1"))
    let nested = try Expression(parsing: "1/(1+1/(1+1/x))").fraction().value
    #expect(nested.description == "(x+1)/(2x+1)")
    // The denominator of the inner fraction goes away.
    #expect(try Expression(parsing: "2/((x+1)/(x-1)-1)").fraction().value.description == "x-1")
}

@Test func collectionGroupsByPowers() throws {
    let term = try Expression(parsing: "(a*x+b)^2+x*c+sin(y)*x^2").collected(in: "x")
    #expect(term == (try Expression(parsing: "x^2*(a^2+sin(y))+x*(2a*b+c)+b^2").normalized()))
}

@Test func substitutionIsSimultaneous() throws {
    let term = try Expression(parsing: "x^2+y").substituting([
        "x": Expression(symbol: "y"), "y": Expression(symbol: "x"),
    ])
    #expect(term.description == "y^2+x")
}

@Test func tooLargeExpansionsAreRefused() throws {
    for text in ["(a+b+c+d+f)^1000", "(x+1)^1000000", "((x+1)^2-x^2-1)^1000000000", "sin((x+y)^(10^8))"] {
        let term = try Expression(parsing: text)
        #expect(throws: PolynomialError.tooLarge) { try term.expanded() }
    }
}

@Test func deepTermsNeedNoStack() throws {
    var algebra = TermAlgebra()
    let x = algebra.symbol("x")
    var term = x
    for _ in 0..<100_000 { term = algebra.sum(algebra.apply(.sin, algebra.product(x, term)), algebra.one) }
    let expression = algebra.expression(term)
    let normal = expression.normalized()
    #expect(normal.freeSymbols == ["x"])
    #expect(normal == expression)
    #expect(try algebra.derivative(of: term, by: x) != algebra.zero)
    let expanded = try algebra.expanded(term)
    #expect(try algebra.expanded(expanded) == expanded)
    #expect(algebra.substituting([x: algebra.zero], in: term) == algebra.one)
    #expect(try algebra.fraction(term).denominator == algebra.one)
}

@Test func boundNamesAreVariables() throws {
    let term = try Expression(parsing: "sum(i*x*2, i, 1, 3)").normalized()
    #expect(term.description == "sum(2i*x, i, 1, 3)")
    #expect(try Expression(parsing: "sum(x^i, i, 0, 3)").differentiated(by: "i") == Expression(0))
}

@Test func largeCoefficientsAreExact() throws {
    let term = try Expression(parsing: "123456789012345678901234567890x/7+x/7-2^40*y+(2^30-1)*y+y")
    #expect(term.normalized().description == "123456789012345678901234567891x/7-1098437885952y")
}

@Test func longSumsAreBuiltOneByOne() {
    var algebra = TermAlgebra()
    let symbols = (0..<4000).map { algebra.symbol("s\($0)") }
    var total = algebra.zero
    for symbol in symbols { total = algebra.sum(total, symbol) }
    #expect(total == algebra.sum(symbols))
    var backwards = algebra.zero
    for symbol in symbols.reversed() { backwards = algebra.sum(symbol, backwards) }
    #expect(backwards == total)
    for symbol in symbols { total = algebra.difference(total, symbol) }
    #expect(total == algebra.zero)
}

@Test func atomsCarryWhatIsProvedOfThem() {
    var algebra = TermAlgebra()
    let (x, y) = (algebra.atom(7), algebra.atom(8, isNonzero: true, isNonnegative: true))
    #expect(algebra.quotient(y, y) == algebra.one && algebra.quotient(x, x) != algebra.one)
    let square = algebra.power(algebra.product(x, y), 2)
    #expect(algebra.squareRoot(square) == algebra.product(y, algebra.squareRoot(algebra.power(x, 2))))
    guard case .product(let coefficient, let factors) = algebra.form(of: algebra.scaled(3, square)) else {
        Issue.record("a product")
        return
    }
    #expect(coefficient == 3 && factors.map(\.base) == [x, y])
    #expect(algebra.symbols(in: square).isEmpty)
}
