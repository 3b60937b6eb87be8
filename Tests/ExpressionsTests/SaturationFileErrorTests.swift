import EGraphs
import Expressions
import Testing

/// The error of a text.
private func error(_ text: String) -> SaturationFileError? {
    do throws(SaturationFileError) {
        _ = try SaturationFile(parsing: text)
        return nil
    } catch {
        return error
    }
}

/// A text, the line and column of what is wrong with it, and a part of the message.
private let wrong: [(text: String, line: Int, column: Int, message: String)] = [
    ("", 1, 1, "no term"),
    ("(rule r a b)", 1, 1, "no term"),
    ("(term a", 1, 1, "never closed"),
    ("(term a))", 1, 9, "')' without '('"),
    ("(term a)\n(union a b :fact \"x)", 2, 18, "not closed on its line"),
    ("(union a b :fact \"\\x\")", 1, 20, "after '\\'"),
    (String(repeating: "(", count: 100_000), 1, 1000, "nesting deeper than 1000"),
    ("(term \(String(repeating: "(f ", count: 100_000))a\(String(repeating: ")", count: 100_001))", 1, 3001, "nesting"),
    ("term a", 1, 1, "expected a statement in parentheses, found 'term'"),
    ("()", 1, 1, "found an empty list"),
    ("((term a))", 1, 1, "expected a statement"),
    ("(terms a)", 1, 2, "unknown word 'terms'; known are rule"),
    ("(term)", 1, 1, "expected a term, found the end"),
    ("(term a b)", 1, 9, "expected ')', found 'b'"),
    ("(term ?x)", 1, 7, "cannot have the variable ?x"),
    ("(term (f (?g a)))", 1, 11, "expected an operator"),
    ("(term (f ()))", 1, 10, "expected an operator"),
    ("(term (f \"a\"))", 1, 10, "expected a term, found a text"),
    ("(term (f :a))", 1, 10, "expected a term, found ':a'"),
    ("(term :a)", 1, 7, "expected a term, found ':a'"),
    // Operators keep their number of arguments.
    ("(term (f a))\n(term\n  (f a b))", 3, 4, "'f' has 2 arguments here and 1 in line 1"),
    ("(term f)\n(rule r (f ?x) ?x)", 2, 10, "'f' has 1 arguments here and 0 in line 1"),
    ("(term (+ a))\n(fold + - * /)", 2, 7, "'+' has 2 arguments here and 1"),
    ("(term (f a))\n(cost f 2 1)", 2, 7, "'f' has 2 arguments here and 1"),
    // Definitions.
    ("(let a (f b))\n(let b (g a))\n(term a)", 2, 11, "cyclic definition: a needs b needs a"),
    ("(let a (f a)) (term a)", 1, 11, "cyclic definition: a needs a"),
    ("(let a b)\n(let a c)", 2, 6, "the definition 'a' is there already, in line 1"),
    ("(let ?a b)", 1, 6, "expected a name"),
    ("(let 3 b)", 1, 6, "expected a name"),
    ("(let a ?x) (term a)", 1, 8, "cannot have the variable ?x"),
    ("(let a b)\n(term (a c))", 2, 8, "'a' is a definition and takes no arguments"),
    // Rules.
    ("(term a)\n(rule r (f ?x) (g ?y))", 2, 19, "the variable ?y is not bound"),
    ("(term a)\n(birule r (f ?x ?y) (g ?y))", 2, 14, "the variable ?x is not bound"),
    ("(term a)(fold + - * /)\n(rule r (f ?x) ?x :if (nonzero ?z))", 2, 32, "the variable ?z is not bound"),
    ("(term a)\n(rule r (f ?x) ?x :when (= ?z ?w))", 2, 28, "the variable ?z is not bound"),
    ("(rule r (f ?x) ?x :if (nice ?x))", 1, 24, "unknown condition 'nice'; known are constant-or-other-symbol"),
    ("(term a) (rule r (f ?x) ?x :if (nonzero ?x))", 1, 33, "needs a statement (fold"),
    ("(rule r (f ?x) ?x :if (nonzero ?x ?x))", 1, 24, "about 1 variables, not 2"),
    ("(rule r (f ?x) ?x :if (nonzero))", 1, 24, "about 1 variables, not 0"),
    ("(rule r (f ?x) ?x :if (nonzero a))", 1, 32, "expected a variable"),
    ("(rule r (f ?x) ?x :if nonzero)", 1, 23, "expected a condition"),
    ("(rule r (f ?x) ?x :when (> ?x a))", 1, 26, "expected a premise"),
    ("(rule r (f ?x) ?x :unless (= ?x a))", 1, 19, "unknown word ':unless'"),
    ("(rule r (f ?x) ?x :source a :source b)", 1, 29, "':source' is there already"),
    ("(rule r a b)\n(birule r c d)", 2, 9, "the rule 'r' is there already, in line 1"),
    ("(rule (r) a b)", 1, 7, "expected a name, found a list"),
    ("(rule r a)", 1, 1, "expected a pattern"),
    // Rule sets and schedules.
    ("(term a)\n(ruleset s r)", 2, 12, "there is no rule 'r'"),
    ("(ruleset s)\n(ruleset s)", 2, 10, "the rule set 's' is there already"),
    ("(ruleset s (term a))", 1, 13, "unknown word 'term'; known are rule, birule"),
    ("(term a)\n(schedule (run s))", 2, 16, "there is no rule set 's'"),
    ("(term a)\n(schedule (jump))", 2, 12, "unknown word 'jump'"),
    ("(term a)\n(schedule run)", 2, 11, "expected a step"),
    ("(term a)\n(schedule (repeat 2))", 2, 11, "expected a step"),
    ("(term a)\n(schedule (repeat 0 (run)))", 2, 19, "the limit repeat is 0"),
    ("(term a)\n(schedule (run :simple :backoff))", 2, 24, "':backoff' is there already"),
    ("(term a)\n(schedule (run :backoff 10))", 2, 11, "expected a whole number for the ban"),
    ("(term a)\n(schedule (run))\n(schedule (run))", 3, 2, "'schedule' is there already, in line 2"),
    // Limits and numbers.
    ("(limits :iterations 0)", 1, 21, "the limit :iterations is 0"),
    ("(limits :nodes 0)", 1, 16, "the limit :nodes is 0"),
    ("(limits :seconds 0.0)", 1, 18, "the limit :seconds is 0"),
    ("(limits :seconds nan)", 1, 18, "expected a number"),
    ("(limits :seconds -1)", 1, 18, "expected a number"),
    ("(limits :nodes 1e5)", 1, 16, "expected a whole number"),
    ("(limits :nodes -5)", 1, 16, "expected a whole number"),
    ("(limits :nodes 99999999999999999999)", 1, 16, "at most 1000000000"),
    ("(limits :memory 5)", 1, 9, "unknown word ':memory'"),
    ("(limits 5)", 1, 9, "expected ')'"),
    ("(limits :nodes)", 1, 1, "expected a whole number for :nodes"),
    // Folding, goals, costs, extraction.
    ("(fold + - *)", 1, 1, "expected an operator to divide, or _"),
    ("(fold + - * *)", 1, 13, "'*' is there already"),
    ("(goal a)", 1, 1, "expected a term"),
    ("(goal a ?x)", 1, 9, "cannot have the variable ?x"),
    ("(cost a 0 cheap)", 1, 11, "expected a whole number for the cost"),
    ("(extract a :by magic)", 1, 16, "unknown word 'magic'; known are dag, exact, tree"),
    ("(explain a)", 1, 1, "expected a term"),
]

@Test(arguments: wrong)
func everyErrorHasItsPlaceAndOneLine(text: String, line: Int, column: Int, message: String) throws {
    let found = try #require(error(text), "\(text.prefix(60)) is accepted")
    #expect((found.line, found.column) == (line, column), "\(text.prefix(60)): \(found)")
    #expect(found.description.contains(message), "\(text.prefix(60)): \(found)")
    #expect(found.description.split(whereSeparator: \.isNewline).count == 1)
}

@Test func definitionsThatDoubleAreLimited() {
    var text = "(let d0 a)\n"
    for k in 1...60 { text += "(let d\(k) (f d\(k - 1) d\(k - 1)))\n" }
    #expect(error(text + "(term d10)")?.description.contains("too many operators") == true)
}

@Test func aLongChainOfDefinitionsIsNoRecursion() {
    var text = "(let d0 a)\n"
    for k in 1...50_000 { text += "(let d\(k) d\(k - 1))\n" }
    #expect(error(text + "(term d50000)") == nil)
}

@Test func anyPrefixOfAFileIsReadOrRefused() {
    let text = """
        (let a (f "x" b)) (rule r (f ?x ?y) ?x :when (= ?x (g ?y)) :source "s") (limits :nodes 5) (term (g b))
        """
    for length in 0...text.count { _ = error(String(text.prefix(length))) }
    #expect(error(text) != nil)
}
