import Arithmetic
import EGraphs
import Expressions
import Testing

// The code of Expressions.docc/FormulaGraphs.md and Algebra.md; DocumentationTests checks that both have the same.

@Test func formulaGraphChapter1() throws {
    var graph = FormulaGraph(assumptions: ["x": [.real]])
    let sum = graph.insert(try Expression(parsing: "(b + a) + 2*(a - b)"))
    let same = graph.insert(try Expression(parsing: "3a - b"))
    #expect(graph.areEqual(sum, same) == true)

    let two = graph.insert(try Expression(parsing: "sqrt(2)*sqrt(2)"))
    let angle = graph.insert(try Expression(parsing: "pi/4"))
    _ = graph.saturate(IdentitySet([]))
    #expect(graph.exactValue(of: two) == 2)
    let enclosure = graph.enclosure(of: angle)
    #expect(enclosure?.isReal == true && enclosure?.real.isPositive == true)

    let quotient = graph.insert(try Expression(parsing: "x/x"))
    let one = graph.insert(Expression(1))
    #expect(graph.areEqual(quotient, one) == false)
}

@Test func formulaGraphChapter2() throws {
    let catalog = RuleCatalog.standard
    #expect(catalog.rules.count > 800)
    let rule = try #require(catalog["log-product"])
    #expect(rule.description == "log-product: log(a*b) <-> log(a)+log(b) if a > 0, b != 0")
    #expect(rule.source == "DLMF 4.8.2, arg a = 0")

    var graph = FormulaGraph(assumptions: ["a": [.positive], "b": [.positive]])
    let start = graph.insert(try Expression(parsing: "log(a*b) - log(b)"))
    let end = graph.insert(try Expression(parsing: "log(a)"))
    let logarithms = IdentitySet(catalog.rules(inSet: "logarithms"))
    let report = graph.saturate(logarithms, goals: [(start, end)])
    #expect(report.reason == .goalReached)

    let proof = try graph.explain(start, end)
    #expect(FormulaProofChecker().check(proof) == .valid)
    let expected = """
          log(a*b)-log(b)
        = (log(b)+log(a))-log(b)   by log-product [DLMF 4.8.2, arg a = 0]
        = log(a)   by arithmetic of sums and products
        """
    #expect(proof.text == expected)
}

@Test func formulaGraphChapter3() throws {
    let simplification = try Expression(parsing: "sin(x)^2 + cos(x)^2").simplified()
    #expect(simplification.result.description == "1")
    #expect(simplification.cost < simplification.originalCost)
    #expect(FormulaProofChecker().check(simplification.proof) == .valid)

    let operations = try Expression(parsing: "x^2 + 2x*y + y^2").simplified(cost: .operations)
    #expect(operations.result.description == "(x+y)^2")

    let doubled = try Expression(parsing: "cos(2x)")
    switch try doubled.equality(to: Expression(parsing: "1 - 2sin(x)^2")) {
    case .equal(let proof, _): #expect(FormulaProofChecker().check(proof) == .valid)
    case .different, .unknown: Issue.record("no proof was found")
    }

    let approximation = try Expression(parsing: "pi").equality(to: Expression(parsing: "sqrt(10)"))
    guard case .different = approximation else {
        Issue.record("two balls that do not meet are proof")
        return
    }
}

@Test func formulaGraphChapter4() throws {
    let root = try Expression(parsing: "sqrt(x^2)")
    #expect(try root.simplified().result == root)
    #expect(try root.simplified(assumptions: ["x": [.positive]]).result.description == "x")
    #expect(try root.simplified(assumptions: ["x": [.real]]).result.description == "abs(x)")

    let quotient = try Expression(parsing: "(x^2 - 1)/(x - 1)")
    #expect(try quotient.cancelled().factors.map(\.description) == ["x-1"])
    #expect(try Expression(parsing: "x/x").simplified(assumptions: ["x": [.nonzero]]).result.description == "1")
}

@Test func formulaGraphChapter5() throws {
    let text = """
        double-sine: sin(2*x) <-> 2*sin(x)*cos(x) [DLMF 4.21.27]
        root-of-square: sqrt(x^2) -> x if x >= 0 on x in (0, 9) [DLMF 4.2.30]
        careless: sqrt(x^2) -> x [nowhere]
        """
    let rules = try RuleCatalog(parsing: text, file: "mine.rules")
    let tester = RuleTester()
    let verdicts = rules.map { tester.test($0).isAdmitted }
    #expect(verdicts == [true, true, false])

    let mine = try RuleCatalog(parsing: String(text.split(separator: "\n")[0]), file: "mine.rules")
    let result = try Expression(parsing: "2*sin(t)*cos(t)").simplified(rules: mine)
    #expect(result.result.description == "sin(2t)")
}

@Test func algebraChapter1() throws {
    let term = try Expression(parsing: "(y - x)^2 - (x - y)^2 + sqrt(12)*x/x^2*x^2")
    #expect(term.normalized().description == "2sqrt(3)*x")
    #expect(try Expression(parsing: "x/x").normalized().description == "x/x")
    #expect(try Expression(parsing: "pi/pi").normalized().description == "1")

    var algebra = TermAlgebra()
    let x = algebra.variable("x")
    var sum = algebra.zero
    for k in 1...1000 { sum = algebra.sum(sum, algebra.product(algebra.numeral(k), algebra.power(x, k))) }
    let slope = try algebra.derivative(of: sum, by: x)
    #expect(algebra.expression(slope).description.hasSuffix("+9x^2+4x+1"))
}

@Test func algebraChapter2() throws {
    let product = try Expression(parsing: "(x + 1)*(x - 1)*(x^2 + 1)")
    #expect(try product.expanded().description == "x^4-1")
    #expect(try product.expanded().factored().description == "(x^2+1)*(x-1)*(x+1)")

    let quadratic = try Expression(parsing: "(a*x + b)^2 + c*x")
    #expect(try quadratic.collected(in: "x").description == "a^2*x^2+b^2+x*(2a*b+c)")

    let sum = try Expression(parsing: "1/x + 1/y").fraction()
    #expect(sum.value.description == "(x+y)/(x*y)")
    #expect(Set(sum.conditions.map(\.description)) == ["x", "y"])
}

@Test func algebraChapter3() throws {
    let wave = try Expression(parsing: "exp(-x)*sin(x^2)")
    let slope = try wave.differentiated(by: "x")
    #expect(slope.description == "2x*cos(x^2)*exp(-x)-sin(x^2)*exp(-x)")
    #expect(throws: DifferentiationError.noDerivative(function: "abs", argument: 1)) {
        try Expression(parsing: "abs(x)").differentiated(by: "x")
    }

    let nested = try Expression(parsing: "sum(k*x, k, 1, n)")
    let shifted = nested.substituting("x", with: Expression(symbol: "k"))
    #expect(shifted.isAlphaEquivalent(to: try Expression(parsing: "sum(j*k, j, 1, n)")))
    let value = try Evaluator().evaluate(Expression(parsing: "apply(lambda(x, integral(t^2, t, 0, x)), 3)"), digits: 20)
    #expect(value.value.real.contains(9))
}

@Test func algebraChapter4() throws {
    let position = try Expression(parsing: "a*sin(x)^2 + b*sin(x)")
    let slope = try position.differentiated(by: "x")
    let system = try Expression.compile([position, slope], variables: ["x", "a", "b"])
    let values = system([0.5, 2, 3])
    #expect(abs(values[0] - 1.897974309944469) < 1e-12)
    #expect(abs(values[1] - 4.315689655286912) < 1e-12)
    #expect(system.program.counts.calls == 2)

    let source = try system.cSource(functionName: "wave")
    let expected = """
        #include <math.h>

        void wave(const double *restrict x, double *restrict y)
        {
            const double r1 = sin(x[0]);
            const double r4 = r1 * x[1];
            const double r5 = x[2] + r4;
            const double r6 = r1 * r5;
            y[0] = r6;
            const double r7 = cos(x[0]);
            const double r9 = r4 * 2.0;
            const double r10 = x[2] + r9;
            const double r11 = r7 * r10;
            y[1] = r11;
        }

        """
    #expect(source == expected)

    let exact = CompilationOptions(reassociation: .forbidden)
    let polynomial = try Expression(parsing: "x^3 + 2x^2 + 3x + 4")
    let fast = try polynomial.compiled(variables: ["x"])
    let literal = try polynomial.compiled(variables: ["x"], options: exact)
    #expect(fast.program.counts.multiplications == 2)
    #expect(literal.program.counts.multiplications > 2)
}
