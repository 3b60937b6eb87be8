import EGraphs

/// The rules of egg's test suite for mathematics (Willsey et al., egg, POPL 2021), all 36 of them.
///
/// They are for comparison only: some are unsound. Integration by parts drops the constant of integration and derives
/// 0 = 1, and "nonzero or unknown" is not "nonzero".
public enum EggMath {
    /// A rule as text.
    public struct Line: Sendable {
        /// The name.
        public let name: String
        /// Both sides as s-expressions.
        public let left: String, right: String
        /// Conditions and their variables.
        public let conditions: [RewriteRule.Condition]

        init(_ name: String, _ left: String, _ right: String, if conditions: [RewriteRule.Condition] = []) {
            self.name = name
            self.left = left
            self.right = right
            self.conditions = conditions
        }
    }

    private static func maybeNonzero(_ name: String) -> RewriteRule.Condition { .init("nonzero-or-unknown", [name]) }

    /// The rules.
    public static let lines: [Line] = [
        Line("add-comm", "(+ ?a ?b)", "(+ ?b ?a)"),
        Line("mul-comm", "(* ?a ?b)", "(* ?b ?a)"),
        Line("add-assoc", "(+ ?a (+ ?b ?c))", "(+ (+ ?a ?b) ?c)"),
        Line("mul-assoc", "(* ?a (* ?b ?c))", "(* (* ?a ?b) ?c)"),
        Line("sub-to-add", "(- ?a ?b)", "(+ ?a (* -1 ?b))"),
        Line("div-to-pow", "(/ ?a ?b)", "(* ?a (pow ?b -1))", if: [maybeNonzero("b")]),
        Line("add-zero-elim", "(+ ?a 0)", "?a"),
        Line("mul-zero", "(* ?a 0)", "0"),
        Line("mul-one-elim", "(* ?a 1)", "?a"),
        Line("add-zero-intro", "?a", "(+ ?a 0)"),
        Line("mul-one-intro", "?a", "(* ?a 1)"),
        Line("sub-self", "(- ?a ?a)", "0"),
        Line("div-self", "(/ ?a ?a)", "1", if: [maybeNonzero("a")]),
        Line("distribute", "(* ?a (+ ?b ?c))", "(+ (* ?a ?b) (* ?a ?c))"),
        Line("factor", "(+ (* ?a ?b) (* ?a ?c))", "(* ?a (+ ?b ?c))"),
        Line("pow-product", "(* (pow ?a ?b) (pow ?a ?c))", "(pow ?a (+ ?b ?c))"),
        Line("pow-zero", "(pow ?x 0)", "1", if: [maybeNonzero("x")]),
        Line("pow-one", "(pow ?x 1)", "?x"),
        Line("pow-two", "(pow ?x 2)", "(* ?x ?x)"),
        Line("pow-neg-one", "(pow ?x -1)", "(/ 1 ?x)", if: [maybeNonzero("x")]),
        Line("mul-recip", "(* ?x (/ 1 ?x))", "1", if: [maybeNonzero("x")]),
        Line("diff-var", "(d ?x ?x)", "1", if: [.init("is-symbol", ["x"])]),
        Line(
            "diff-const", "(d ?x ?c)", "0",
            if: [.init("is-symbol", ["x"]), .init("constant-or-other-symbol", ["c", "x"])]),
        Line("diff-add", "(d ?x (+ ?a ?b))", "(+ (d ?x ?a) (d ?x ?b))"),
        Line("diff-mul", "(d ?x (* ?a ?b))", "(+ (* ?a (d ?x ?b)) (* ?b (d ?x ?a)))"),
        Line("diff-sin", "(d ?x (sin ?x))", "(cos ?x)"),
        Line("diff-cos", "(d ?x (cos ?x))", "(* -1 (sin ?x))"),
        Line("diff-ln", "(d ?x (ln ?x))", "(/ 1 ?x)", if: [maybeNonzero("x")]),
        Line(
            "diff-pow", "(d ?x (pow ?f ?g))", "(* (pow ?f ?g) (+ (* (d ?x ?f) (/ ?g ?f)) (* (d ?x ?g) (ln ?f))))",
            if: [maybeNonzero("f"), maybeNonzero("g")]),
        Line("int-one", "(i 1 ?x)", "?x"),
        Line(
            "int-pow-const", "(i (pow ?x ?c) ?x)", "(/ (pow ?x (+ ?c 1)) (+ ?c 1))", if: [.init("is-constant", ["c"])]),
        Line("int-cos", "(i (cos ?x) ?x)", "(sin ?x)"),
        Line("int-sin", "(i (sin ?x) ?x)", "(* -1 (cos ?x))"),
        Line("int-add", "(i (+ ?f ?g) ?x)", "(+ (i ?f ?x) (i ?g ?x))"),
        Line("int-sub", "(i (- ?f ?g) ?x)", "(- (i ?f ?x) (i ?g ?x))"),
        Line("int-parts", "(i (* ?a ?b) ?x)", "(- (* ?a (i ?b ?x)) (i (* (d ?x ?a) (i ?b ?x)) ?x))"),
    ]

    /// The rules, compiled from their texts; `names` selects some of them.
    ///
    /// - Throws: an error of the texts, which a test excludes.
    public static func rules(_ names: [String]? = nil) throws -> [RewriteRule] {
        try lines.filter { names?.contains($0.name) ?? true }.map {
            try RewriteRule($0.name, Pattern($0.left), Pattern($0.right), conditions: $0.conditions, source: "egg")
        }
    }
}
