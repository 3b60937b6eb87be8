import Arithmetic
import Expressions
import Testing

private func parsed(_ text: String) throws -> Expression { try Expression(parsing: text) }

@Test(
    arguments: [
        ("sum(k*x, k, 1, x)", ["x"]), ("integral(x*y, x, 0, x)", ["x", "y"]), ("lambda(x, x*y)", ["y"]),
        ("pcf(n+x, n^2)+n", ["n", "x"]), ("pcf(n+k, k, k)", ["n"]), ("diff(x*y, x)", ["x", "y"]), ("diff(3, x)", []),
        ("subst(x*y, x, x+z)", ["x", "y", "z"]), ("lambda(x, lambda(x, x))", []), ("apply(x, y)", ["x", "y"]),
    ] as [(String, Set<String>)])
func freeSymbolsKnowTheBinders(_ text: String, _ names: Set<String>) throws {
    #expect(try parsed(text).freeSymbols == names)
}

@Test(arguments: [
    ("sum(k*x, k, 1, x)", "k", "sum(k_1*k, k_1, 1, k)"), ("sum(k*y, k, 1, x)", "k", "sum(k*y, k, 1, k)"),
    ("lambda(x, x*y)", "z", "lambda(x, x*y)"), ("integral(x+t, t, 0, x)", "t^2", "integral(t^2+t_1, t_1, 0, t^2)"),
    ("pcf(n+x, x)", "2", "pcf(n+2, 2)"), ("pcf(n+x, x)", "n", "pcf(n_1+n, n, n_1)"),
    ("diff(x^2, x)", "y", "diff(y^2, y)"), ("diff(x^2, x)", "3", "subst(diff(x^2, x), x, 3)"),
    ("diff(x^2*y, x)", "y", "subst(diff(x^2*y, x), x, y)"), ("diff(x*t, t)", "t", "subst(diff(t*t_1, t_1), t_1, t)"),
    ("diff(x, t)", "t", "diff(t, t_1)"), ("diff(x^2, x)", "pi", "subst(diff(x^2, x), x, pi)"),
    ("diff(x^2, x)", "x+1", "subst(diff(x^2, x), x, x+1)"), ("subst(x*y, y, x)", "y", "subst(y*y_1, y_1, y)"),
    ("lambda(k, lambda(m, x*k*m))", "k*m", "lambda(k_1, lambda(m_1, (k*m)*k_1*m_1))"),
])
func substitutionRenamesOnlyWhatWouldCapture(_ text: String, _ image: String, _ result: String) throws {
    let made = try parsed(text).substituting("x", with: try parsed(image))
    #expect(made.isAlphaEquivalent(to: try parsed(result)), "\(made)")
    #expect(made.description.filter { $0 != "(" && $0 != ")" } == result.filter { $0 != "(" && $0 != ")" }, "\(made)")
}

@Test func replacementsAreSimultaneous() throws {
    let swapped = try parsed("x-2y").substituting(["x": try parsed("y"), "y": try parsed("x")])
    #expect(swapped == (try parsed("y-2x")))
    let crossed = try parsed("diff(x*y, x)").substituting(["x": try parsed("y"), "y": try parsed("x")])
    #expect(crossed == (try parsed("diff(y*x, y)")))
}

@Test(arguments: [
    ("sum(k^2, k, 1, n)", "sum(j^2, j, 1, n)", true), ("sum(k^2, k, 1, n)", "sum(k^2, k, 1, m)", false),
    ("lambda(x, lambda(y, x))", "lambda(y, lambda(x, y))", true),
    ("lambda(x, lambda(y, x))", "lambda(x, lambda(y, y))", false),
    ("lambda(x, lambda(x, x))", "lambda(y, lambda(x, x))", true), ("pcf(n, n^2)", "pcf(k, k^2, k)", true),
    ("diff(x, x)", "diff(y, y)", false), ("lambda(x, diff(x^2, x))", "lambda(t, diff(t^2, t))", true),
    ("diff(y, x)", "diff(y, t)", true), ("lambda(x, diff(x, y))", "lambda(y, diff(y, x))", true),
    ("integral(x*y, x, 0, x)", "integral(t*y, t, 0, x)", true),
    ("subst(x^2, x, y)", "subst(t^2, t, y)", true), ("integral(x, x, 0, 1)", "sum(x, x, 0, 1)", false),
    ("sum(k, k, 1, 2)+sum(sum(k*m, k, 1, 2), m, 1, 3)", "sum(m, m, 1, 2)+sum(sum(m*k, m, 1, 2), k, 1, 3)", true),
])
func alphaEquivalenceIsThatOfNames(_ x: String, _ y: String, _ isEquivalent: Bool) throws {
    #expect(try parsed(x).isAlphaEquivalent(to: try parsed(y)) == isEquivalent)
    #expect(try parsed(y).isAlphaEquivalent(to: try parsed(x)) == isEquivalent)
}

/// Terms grown at random with all binders over few names, so that names clash.
func randomBinderTerm(seed: Int, size: Int = 10) -> Expression {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
    let names = ["k", "x", "y"]
    var terms = names.map { Expression(symbol: $0) } + [Expression(2), Expression(Rational(1, 3))]
    for _ in 0..<size {
        let f = terms[terms.count - 1 - next(min(terms.count, 6))]
        let g = terms[next(terms.count)]
        let v = Expression(symbol: names[next(names.count)])
        switch next(9) {
        case 0: terms.append(f + g)
        case 1: terms.append(f * g)
        case 2: terms.append(Expression(.sum, [f, v, Expression(1), Expression(2)]))
        case 3: terms.append(Expression(.product, [f, v, Expression(1), Expression(2)]))
        case 4: terms.append(Expression(.substitute, [f, v, g]))
        case 5: terms.append(Expression(.apply, [Expression(.lambda, [v, f]), g]))
        case 6: terms.append(Expression(.derivative, [f, v]))
        case 7: terms.append(f - g)
        default: terms.append(f * Expression(symbol: names[next(3)]))
        }
    }
    return terms[terms.count - 1]
}

@Test(arguments: 1...300) func renamingIsCanonicalAndReversible(seed: Int) throws {
    let term = randomBinderTerm(seed: seed)
    let normal = term.alphaNormalized()
    #expect(normal.alphaNormalized() == normal)
    #expect(normal.freeSymbols == term.freeSymbols)
    let readable = normal.withReadableNames()
    #expect(readable.alphaNormalized() == normal, "\(term) became \(readable)")
    #expect(try Expression(parsing: readable.description) == readable)
    // Substitution respects equivalence, and the identity and a round trip change nothing.
    let image = Expression(symbol: "k") * Expression(symbol: "y")
    #expect(term.substituting("x", with: image).isAlphaEquivalent(to: readable.substituting("x", with: image)))
    #expect(term.substituting("x", with: Expression(symbol: "x")).isAlphaEquivalent(to: term))
    let there = term.substituting("x", with: Expression(symbol: "fresh"))
    #expect(!there.freeSymbols.contains("x"))
    #expect(there.substituting("fresh", with: Expression(symbol: "x")).isAlphaEquivalent(to: term))
}

@Test func reservedNamesThatAreFreeAreRespected() throws {
    let free = Expression(symbol: "#n1")
    let term = Expression(.sum, [try parsed("k") * free, try parsed("k"), Expression(1), Expression(3)])
    #expect(term.alphaNormalized().freeSymbols == ["#n1"])
    #expect(term.alphaNormalized().alphaNormalized() == term.alphaNormalized())
}

@Test func deepTermsAreRewrittenWithoutRecursion() throws {
    var graph = ExpressionGraph()
    var root = graph.symbol("x")
    let (k, one) = (graph.symbol("k"), graph.numeral(1))
    for i in 0..<100_000 {
        root = i % 2 == 0 ? graph.apply(.sum, [root, k, one, one]) : graph.apply(.add, [root, k])
    }
    let term = graph.expression(root)
    #expect(term.freeSymbols == ["k", "x"])
    let moved = term.substituting("x", with: Expression(symbol: "k"))
    #expect(moved.freeSymbols == ["k"])
    #expect(term.isAlphaEquivalent(to: term.alphaNormalized().withReadableNames()))
    #expect(throws: EvaluationError.self) { try Evaluator().evaluate(moved, digits: 10) }
}
