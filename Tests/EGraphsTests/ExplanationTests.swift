import EGraphs
import Testing

/// An e-graph after saturation by rules that are written as s-expressions.
struct Saturated: ~Copyable {
    var graph = EGraph()
    let rules: [RewriteRule]

    init(
        _ rules: [RewriteRule], _ terms: [String], iterations: Int = 10,
        facts: [(name: String, left: String, right: String)] = [], conditions: [String: ConditionTest] = [:]
    ) throws {
        self.rules = rules
        var saturation = try Saturation(rules, for: &graph, conditions: conditions)
        for term in terms { _ = try graph.add(Pattern(term)) }
        for fact in facts {
            let (left, right) = (try graph.add(Pattern(fact.left)), try graph.add(Pattern(fact.right)))
            graph.union(left, right, fact: fact.name)
        }
        graph.rebuild()
        _ = saturation.run(
            &graph, schedule: .simple, limits: SaturationLimits(iterations: iterations, nodes: 100_000, seconds: 60))
    }

    /// The proof of an equation, and whether it is one.
    mutating func proof(
        _ left: String, _ right: String,
        isFact: @escaping @Sendable (String, ProofTerm, ProofTerm) -> Bool = { _, _, _ in false }
    ) throws -> (Explanation, ProofChecker.Verdict) {
        let (a, b) = (try Pattern(left), try Pattern(right))
        let explanation = try graph.explain(a, b)
        return (explanation, ProofChecker(rules: rules, isFact: isFact).check(explanation, from: a, to: b))
    }
}

func rule(
    _ name: String, _ left: String, _ right: String, premises: [(String, String)] = [], source: String = ""
) throws -> RewriteRule {
    try RewriteRule(
        name, Pattern(left), Pattern(right),
        premises: premises.map { RewriteRule.Premise(variable: $0.0, term: try Pattern($0.1)) }, source: source)
}

func additionRules() throws -> [RewriteRule] {
    [
        try rule("commute", "(+ ?a ?b)", "(+ ?b ?a)", source: "Peano"),
        try rule("associate", "(+ ?a (+ ?b ?c))", "(+ (+ ?a ?b) ?c)"),
    ]
}

func error<E: Error>(_ body: () throws(E) -> Void) -> E? {
    do {
        try body()
        return nil
    } catch { return error }
}

@Test func sumsAreReordered() throws {
    var saturated = try Saturated(additionRules(), ["(+ a (+ b (+ c (+ d e))))"])
    let (proof, verdict) = try saturated.proof("(+ a (+ b (+ c (+ d e))))", "(+ (+ e d) (+ c (+ b a)))")
    #expect(verdict == .valid)
    #expect(proof.length <= 12)
}

@Test func repeatedVariablesAreMadeEqualFirst() throws {
    let rules = [try rule("cancel", "(- ?a ?a)", "0"), try rule("add 0", "(+ ?a 0)", "?a")]
    var saturated = try Saturated(rules, ["(- (+ x 0) (+ (+ x 0) 0))"])
    let (proof, verdict) = try saturated.proof("(- (+ x 0) (+ (+ x 0) 0))", "0")
    #expect(verdict == .valid)
    #expect(proof.steps.count == 2)
}

@Test func aRuleForEveryClassIsExplained() throws {
    let rules = [
        try rule("wrap", "?a", "(id ?a)", premises: [("a", "(f ?b)")]),
        try rule("cancel", "(id (id ?a))", "(twice ?a)"),
    ]
    var saturated = try Saturated(rules, ["(f b)"], iterations: 3)
    let (_, verdict) = try saturated.proof("(f b)", "(twice (id (f b)))")
    #expect(verdict == .valid)
}

@Test func premisesAreShownInLemmas() throws {
    let rules = [
        try rule(
            "join", "(edge ?x ?y)", "(path ?x ?z)",
            premises: [("?p", "(path ?y ?z)"), ("?z", "(end ?w)")].map {
                (String($0.0.dropFirst()), $0.1)
            }),
        try rule("add 0", "(+ ?a 0)", "?a"),
    ]
    var saturated = try Saturated(
        rules, ["(edge a (+ b 0))", "(path b (+ c 0))"], facts: [("c ends", "c", "(end d)")])
    let (proof, verdict) = try saturated.proof("(edge a (+ b 0))", "(path a (end d))") { name, _, _ in
        name == "c ends"
    }
    #expect(verdict == .valid)
    #expect(proof.chains.count == 3)
}

@Test func aPremiseThatIsAVariableIsAnEquation() throws {
    let rules = [
        try rule("same", "(pair ?x ?y)", "(twin ?z)", premises: [("x", "?y"), ("z", "?x")]),
        try rule("add 0", "(+ ?a 0)", "?a"),
    ]
    var saturated = try Saturated(rules, ["(pair a b)", "(pair a (+ a 0))"])
    let (proof, verdict) = try saturated.proof("(pair a (+ a 0))", "(twin a)")
    #expect(verdict == .valid && proof.chains.count == 3)
    let missing = try Pattern("(pair a b)")
    let twin = try Pattern("(twin a)")
    #expect(error { () throws(ExplanationError) in _ = try saturated.graph.explain(missing, twin) } != nil)
    #expect(throws: RewriteRule.Defect.unboundVariable("v", rule: "loose")) {
        try rule("loose", "(f ?x)", "?x", premises: [("v", "?w")])
    }
}

@Test func factsAreNamed() throws {
    var saturated = try Saturated([], ["(f a)"], facts: [("twins", "a", "b")])
    let (proof, refused) = try saturated.proof("(f a)", "(f b)")
    #expect(refused == .invalid(chain: 0, step: 0, .unknownFact("twins")))
    let checker = ProofChecker(rules: []) { $0 == "twins" && $1.description == "a" && $2.description == "b" }
    #expect(checker.check(proof) == .valid)
    let (backwards, _) = try saturated.proof("(f b)", "(f a)")
    #expect(checker.check(backwards) == .valid)
}

@Test func aTowerOfAHundredThousandOperatorsIsOneStep() throws {
    var graph = EGraph()
    let f = graph.label("f", arity: 1)
    var (x, y) = (try graph.add(Pattern("a")), try graph.add(Pattern("b")))
    let (a, b) = (x, y)
    for _ in 0..<100_000 { (x, y) = (graph.add(f, [x]), graph.add(f, [y])) }
    graph.union(a, b, fact: "given")
    graph.rebuild()
    let proof = try graph.explain(x, y)
    #expect(proof.steps.count == 1 && proof.path(to: proof.steps[0].position).count == 100_000)
    #expect(ProofChecker(rules: [], isFact: { _, _, _ in true }).check(proof) == .valid)
}

@Test func aTowerThatChangesAtEveryPlaceStaysLinear() throws {
    // f = g everywhere: one step for each of 100,000 places.
    let rule = try rule("rename", "(f ?x)", "(g ?x)")
    var graph = EGraph()
    var saturation = try Saturation([rule], for: &graph)
    let (f, g) = (graph.label("f", arity: 1), graph.label("g", arity: 1))
    var (x, y) = (try graph.add(Pattern("a")), try graph.add(Pattern("a")))
    for _ in 0..<100_000 { (x, y) = (graph.add(f, [x]), graph.add(g, [y])) }
    _ = saturation.run(
        &graph, schedule: .simple, limits: SaturationLimits(iterations: 3, nodes: .max, seconds: 600))
    let proof = try graph.explain(x, y)
    #expect(proof.steps.count == 100_000)
    #expect(ProofChecker(rules: [rule]).check(proof) == .valid)
}

@Test func aProofThatDoublesWithEveryOperatorIsToldWithLemmas() throws {
    // p(x, x) on p(x, x) … : the list without lemmas has 2^60 steps.
    var graph = EGraph()
    let p = graph.label("p", arity: 2)
    var (x, y) = (try graph.add(Pattern("a")), try graph.add(Pattern("b")))
    let (a, b) = (x, y)
    for _ in 0..<60 { (x, y) = (graph.add(p, [x, x]), graph.add(p, [y, y])) }
    graph.union(a, b, fact: "given")
    graph.rebuild()
    let first = try graph.explain(x, y)
    #expect(ProofChecker(rules: [], isFact: { _, _, _ in true }).check(first) == .valid)
    #expect(error { () throws(ExplanationError) in _ = try graph.explain(x, y, limit: 30) } == .tooLong(limit: 30))
}

@Test func whatIsNotEqualIsNotExplained() throws {
    var graph = EGraph()
    let (a, b) = (try graph.add(Pattern("a")), try graph.add(Pattern("b")))
    let unknown = EClassID(index: 7)
    #expect(error { () throws(ExplanationError) in _ = try graph.explain(a, b) } == .notEqual(a, b))
    #expect(error { () throws(ExplanationError) in _ = try graph.explain(a, unknown) } == .unknownNode(unknown))
    let nothing = try graph.explain(a, a)
    #expect(nothing.steps.isEmpty)
}
