import EGraphs

/// The 24 rules and 7 expressions of egglog's math micro benchmark (Zhang et al., PLDI 2023), after egg's test suite.
public enum MicroRules {
    /// The rules: name, left and right side.
    public static let rules: [(name: String, left: String, right: String)] = [
        ("integral of sin", "(i (sin ?x) ?x)", "(* -1 (cos ?x))"), ("integral of cos", "(i (cos ?x) ?x)", "(sin ?x)"),
        ("integral of 1", "(i 1 ?x)", "?x"), ("commute add", "(+ ?a ?b)", "(+ ?b ?a)"),
        ("commute mul", "(* ?a ?b)", "(* ?b ?a)"), ("associate add", "(+ ?a (+ ?b ?c))", "(+ (+ ?a ?b) ?c)"),
        ("associate mul", "(* ?a (* ?b ?c))", "(* (* ?a ?b) ?c)"), ("subtract", "(- ?a ?b)", "(+ ?a (* -1 ?b))"),
        ("add 0", "(+ ?a 0)", "?a"), ("multiply by 0", "(* ?a 0)", "0"), ("multiply by 1", "(* ?a 1)", "?a"),
        ("cancel", "(- ?a ?a)", "0"), ("distribute", "(* ?a (+ ?b ?c))", "(+ (* ?a ?b) (* ?a ?c))"),
        ("factor", "(+ (* ?a ?b) (* ?a ?c))", "(* ?a (+ ?b ?c))"),
        ("multiply powers", "(* (pow ?a ?b) (pow ?a ?c))", "(pow ?a (+ ?b ?c))"), ("power 1", "(pow ?x 1)", "?x"),
        ("power 2", "(pow ?x 2)", "(* ?x ?x)"), ("derivative of a sum", "(d ?x (+ ?a ?b))", "(+ (d ?x ?a) (d ?x ?b))"),
        ("derivative of a product", "(d ?x (* ?a ?b))", "(+ (* ?a (d ?x ?b)) (* ?b (d ?x ?a)))"),
        ("derivative of sin", "(d ?x (sin ?x))", "(cos ?x)"),
        ("derivative of cos", "(d ?x (cos ?x))", "(* -1 (sin ?x))"),
        ("integral of a sum", "(i (+ ?f ?g) ?x)", "(+ (i ?f ?x) (i ?g ?x))"),
        ("integral of a difference", "(i (- ?f ?g) ?x)", "(- (i ?f ?x) (i ?g ?x))"),
        ("integral by parts", "(i (* ?a ?b) ?x)", "(- (* ?a (i ?b ?x)) (i (* (d ?x ?a) (i ?b ?x)) ?x))"),
    ]

    /// The terms they are applied to.
    public static let expressions = [
        "(i (ln x) x)", "(i (+ x (cos x)) x)", "(i (* (cos x) x) x)", "(d x (+ 1 (* 2 x)))",
        "(d x (- (pow x 3) (* 7 (pow x 2))))", "(+ (* y (+ x y)) (- (+ x 2) (+ x x)))",
        "(/ 1 (- (/ (+ 1 (sqrt five)) 2) (/ (- 1 (sqrt five)) 2)))",
    ]

    /// The rules, compiled from their texts.
    ///
    /// - Throws: an error of the texts, which a test excludes.
    public static func compiled() throws -> [RewriteRule] {
        try rules.map { try RewriteRule($0.name, Pattern($0.left), Pattern($0.right)) }
    }
}
