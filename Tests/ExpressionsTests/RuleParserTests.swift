import Arithmetic
import Expressions
import Testing

private func error(_ text: String) -> RuleError? {
    do {
        _ = try RuleCatalog(parsing: text, file: "test.rules")
        return nil
    } catch { return error }
}

@Test func readsEveryPartOfARule() throws {
    let text = """
        # comment

        power: (a^b)^c -> a^(b*c) if a > 0, b real, c != 1/2 on a in (0, 9), b in integers(-3, 3) [DLMF 4.2.37]
        symmetric: f(x) <-> g [x]
        """.replacing("f(x)", with: "sin(x)*hyper([x], [2], 1/2)").replacing("<-> g", with: "<-> cos(x)^2")
    let rules = try RuleCatalog(parsing: text, file: "test.rules")
    let power = try #require(rules["power"])
    #expect(power.left == (try Expression(parsing: "(a^b)^c")))
    #expect(power.right == (try Expression(parsing: "a^(b*c)")))
    let (a, b, c) = (Expression(symbol: "a"), Expression(symbol: "b"), Expression(symbol: "c"))
    let conditions: [RuleCondition] = [
        .comparison(a, .greater, Expression(0)), .real(b), .unequal(c, Expression(Rational(1, 2))),
    ]
    #expect(power.conditions == conditions)
    #expect(power.sampling == ["a": .interval(0, 9), "b": .integers(-3, 3)])
    #expect(power.source == "DLMF 4.2.37" && power.line == 3 && power.variables == ["a", "b", "c"])
    #expect(!power.isBidirectional && power.setName == "test")
    #expect(rules["symmetric"]?.isBidirectional == true && rules.map(\.name) == ["power", "symmetric"])
    #expect("\(power)" == "power: (a^b)^c -> a^(b*c) if a > 0, b real, c != 1/2")
}

@Test func readsEveryFormOfCondition() throws {
    let conditions = [
        "x < 1", "x <= 1", "x > y", "x >= y", "x != 0", "x real", "x*y integer", "x not integer",
        "x+1 not nonpositive integer", "k not in x", "k symbol", "abs(x) < 1", "re(y) > 0",
    ]
    let text = "all: sum(x*y, k, 0, 3) -> x if \(conditions.joined(separator: ", ")) [test]"
    let rule = try #require(try RuleCatalog(parsing: text, file: "test.rules")["all"])
    #expect(rule.conditions.map(\.description) == conditions)
    #expect(rule.binders == ["k"])
}

@Test(arguments: [
    ("a: x + -> x [s]", 1, 7, "expected a number, a name or '(', found the end of the input"),
    ("# c\n\na: sin(x) -> foo(x) [s]", 3, 14, "unknown function 'foo'"),
    ("a: sin(x) -> x + y [s]", 1, 18, "the variable 'y' does not occur in the pattern"),
    ("a: sin(x) -> x if y > 0 [s]", 1, 19, "the variable 'y' does not occur in the pattern"),
    ("a: sin(x) -> x on z in disc(1) [s]", 1, 19, "the variable 'z' does not occur in the pattern"),
    ("a: sin(x) <-> 1 [s]", 1, 8, "the variable 'x' does not occur in the pattern"),
    ("a: sin(x) -> x if x > 0, x nice [s]", 1, 26, "unknown condition 'x nice'"),
    ("a: sin(x) -> x if x > (0 [s]", 1, 25, "expected ')'"),
    ("a: sin(x) -> x on x in ball(1) [s]", 1, 24, "unknown domain 'ball(1)'"),
    ("a: sin(x) -> x on x in integers(3, 1) [s]", 1, 24, "unknown domain 'integers(3, 1)'"),
    ("a: sin(x) -> x on x in disc(1), x in disc(2) [s]", 1, 33, "the domain of 'x' is given twice"),
    (
        "a: sin(x) -> x [s]\nb: cos(x) -> x [s]\na: tan(x) -> x [s]", 3, 1,
        "the name 'a' is taken by the rule at test.rules:1"
    ),
    ("a: x -> x + 0 [s]", 1, 4, "the pattern 'x' is a bare variable"),
    ("a: sin(x) <-> x [s]", 1, 15, "the pattern 'x' is a bare variable"),
    ("a: sin(x) -> x", 1, 15, "expected a source in brackets"),
    ("a: sin(x) -> hyper([1],[x],x)", 1, 30, "expected a source in brackets"),
    ("a: sin(x) -> x []", 1, 16, "expected a source in brackets"),
    ("sin(x) -> x [s]", 1, 1, "expected 'name: LEFT -> RIGHT [source]'"),
    ("a b: sin(x) -> x [s]", 1, 1, "expected a name"),
    ("a: sin(x) = x [s]", 1, 4, "expected ' -> ' or ' <-> '"),
    ("a: pcf(a, b) -> subst(a, 3, 0) [s]", 1, 17, "subst takes a term, a symbol and a term"),
])
func reportsLineAndColumn(_ text: String, _ line: Int, _ column: Int, _ message: String) throws {
    let found = try #require(error(text))
    #expect(found.file == "test.rules" && found.line == line && found.column == column, "\(found)")
    #expect(found.reason.description.hasPrefix(message), "\(found)")
    #expect(found.description == "test.rules:\(line):\(column): \(found.reason)")
}

@Test func readsSubstitutions() throws {
    let text = "shift: pcf(a, b) -> subst(a, n, 0) + subst(b, n, 1)/pcf(subst(a, n, n + 1), subst(b, n, n + 1)) [s]"
    let rule = try #require(try RuleCatalog(parsing: text, file: "test.rules")["shift"])
    #expect(rule.variables == ["a", "b"])
    let right = rule.right.substituting("a", with: try Expression(parsing: "2n + 1"))
        .substituting("b", with: try Expression(parsing: "n^2"))
    let expected = try Expression(parsing: "(2*0 + 1) + 1^2/pcf(2*(n + 1) + 1, (n + 1)^2)")
    #expect(right.resolvingSubstitutions() == expected)
}
