import EGraphWorkloads
import EGraphs
import Testing

/// A proof with a step in a subterm, a repeated variable, both directions and more than one rule.
private func honestProof() throws -> (proof: Explanation, checker: ProofChecker) {
    let rules =
        try additionRules() + [rule("double", "(+ ?a ?a)", "(* 2 ?a)"), rule("square", "(* ?a ?a)", "(^ ?a 2)")]
    var saturated = try Saturated(rules, ["(f (+ (+ a b) (+ b a)))"])
    let (proof, verdict) = try saturated.proof("(f (* 2 (+ a b)))", "(f (+ (+ a b) (+ b a)))")
    #expect(verdict == .valid)
    #expect(proof.steps.count == 2)
    return (proof, ProofChecker(rules: rules))
}

/// What the checker says about a proof of which something was changed.
private func verdict(_ tamper: (inout Explanation) -> Void) throws -> ProofChecker.Verdict {
    var (proof, checker) = try honestProof()
    tamper(&proof)
    return checker.check(proof)
}

@Test func anHonestProofIsAccepted() throws { #expect(try verdict { _ in } == .valid) }

@Test func anotherRuleIsRefused() throws {
    let square = try rule("square", "(* ?a ?a)", "(^ ?a 2)")
    let alien = try rule("double", "(+ ?a ?a)", "(* 3 ?a)")
    let first = ProofChecker.Verdict.invalid(chain: 0, step: 0, .notAnInstance)
    #expect(try verdict { $0.rules[0] = square } == first)
    #expect(try verdict { $0.rules[0] = alien } == .invalid(chain: 0, step: 0, .unknownRule("double")))
}

@Test func anotherPlaceIsRefused() throws {
    #expect(try verdict { $0.chains[0].steps[1].position = 0 } == .invalid(chain: 0, step: 1, .otherTerm))
    #expect(try verdict { $0.chains[0].steps[1].position = 99 } == .invalid(chain: 0, step: 1, .noSuchPlace))
    #expect(try verdict { $0.positions[1].child = 7 } == .invalid(chain: 0, step: 0, .noSuchPlace))
    #expect(try verdict { $0.positions[1].parent = 1 } == .invalid(chain: 0, step: 0, .malformed))
}

@Test func anotherDirectionIsRefused() throws {
    for step in 0..<2 {
        let verdict = try verdict { $0.chains[0].steps[step].isLeftToRight.toggle() }
        #expect(verdict == .invalid(chain: 0, step: step, .otherTerm))
    }
}

@Test func anotherSubstitutionIsRefused() throws {
    let verdict1 = try verdict { $0.applications[0].substitution[0].term = $0.applications[0].left }
    #expect(verdict1 == .invalid(chain: 0, step: 0, .notAnInstance))
    #expect(try verdict { $0.applications[0].substitution = [] } == .invalid(chain: 0, step: 0, .notAnInstance))
    let verdict2 = try verdict { $0.applications[0].substitution += $0.applications[0].substitution }
    #expect(verdict2 == .invalid(chain: 0, step: 0, .unboundVariable("a")))
}

@Test func anotherTermIsRefused() throws {
    #expect(try verdict { $0.applications[0].right = 0 } == .invalid(chain: 0, step: 0, .notAnInstance))
    #expect(try verdict { $0.applications[0].right = -1 } == .invalid(chain: 0, step: 0, .malformed))
    #expect(try verdict { $0.chains[0].start = 0 } == .invalid(chain: 0, step: 0, .noSuchPlace))
    #expect(try verdict { $0.chains[0].end = 0 } == .invalid(chain: 0, step: 2, .otherEnd))
    #expect(try verdict { $0.chains[0].steps.removeLast() } == .invalid(chain: 0, step: 1, .otherEnd))
    #expect(try verdict { $0.chains = [] } == .invalid(chain: 0, step: 0, .malformed))
}

@Test func anotherClaimIsRefused() throws {
    let (proof, checker) = try honestProof()
    let (start, end) = (try Pattern("(f (* 2 (+ a b)))"), try Pattern("(f (+ (+ a b) (+ b a)))"))
    #expect(checker.check(proof, from: start, to: end) == .valid)
    #expect(checker.check(proof, from: end, to: end) == .invalid(chain: 0, step: 0, .otherTerm))
    #expect(checker.check(proof, from: start, to: start) == .invalid(chain: 0, step: 2, .otherEnd))
}

/// The value of a sum in which letters stand for the powers of 10.
private func value(_ term: ProofTerm) -> Int {
    if term.name == "+" { return term.children.reduce(0) { $0 + value($1) } }
    return ["0": 0, "a": 1, "b": 10, "c": 100, "d": 1000][term.name] ?? -1
}

@Test func whatIsAcceptedAfterRandomDamageIsTrue() throws {
    let rules = try additionRules() + [rule("add 0", "(+ ?a 0)", "?a")]
    var saturated = try Saturated(rules, ["(+ (+ a 0) (+ b (+ c (+ d 0))))"], iterations: 6)
    let (honest, verdict) = try saturated.proof("(+ (+ a 0) (+ b (+ c (+ d 0))))", "(+ (+ d b) (+ c a))")
    #expect(verdict == .valid)
    let checker = ProofChecker(rules: rules)
    var generator = Generator(state: 5)
    var accepted = 0
    for _ in 0..<10_000 {
        var proof = honest
        let step = generator.next(proof.chains[0].steps.count)
        let application = proof.chains[0].steps[step].application
        let term = generator.next(proof.terms.count)
        switch generator.next(10) {
        case 0: proof.chains[0].steps[step].position = generator.next(proof.positions.count)
        case 1: proof.chains[0].steps[step].application = generator.next(proof.applications.count)
        case 2: proof.chains[0].steps[step].isLeftToRight.toggle()
        case 3: proof.chains[0].start = term
        case 4: proof.chains[0].end = term
        case 5: proof.applications[application].left = term
        case 6: proof.applications[application].right = term
        case 7:
            let place = generator.next(proof.applications[application].substitution.count)
            proof.applications[application].substitution[place].term = term
        case 8: proof.applications[application].reason = .rule(generator.next(proof.rules.count))
        default: proof.chains[0].steps.swapAt(step, generator.next(proof.chains[0].steps.count))
        }
        if generator.next(2) == 0 {
            // The equation alone as a proof of one step, so that nothing else can give it away.
            proof.chains[0].steps = [proof.chains[0].steps[step]]
            proof.chains[0].steps[0].position = 0
            proof.chains[0].steps[0].isLeftToRight = true
            proof.chains[0].start = proof.applications[proof.chains[0].steps[0].application].left
            proof.chains[0].end = proof.applications[proof.chains[0].steps[0].application].right
        }
        if checker.check(proof) == .valid {
            accepted += 1
            #expect(value(proof.start) == value(proof.end))
        }
    }
    // Some changes change nothing, as the exchange of a step with itself.
    #expect(accepted > 0 && accepted < 9_000)
}

@Test func conditionsAreAskedFor() throws {
    let cancel = try RewriteRule(
        "cancel", Pattern("(/ ?a ?a)"), Pattern("1"), conditions: [RewriteRule.Condition("nonzero", ["a"])])
    var saturated = try Saturated([cancel], ["(/ x x)"], conditions: ["nonzero": { _, _ in true }])
    let (proof, refused) = try saturated.proof("(/ x x)", "1")
    #expect(refused == .invalid(chain: 0, step: 0, .unprovedCondition("nonzero")))
    let checker = ProofChecker(rules: [cancel], holds: { $0 == "nonzero" && $1[0].name == "x" })
    #expect(checker.check(proof) == .valid)
}

@Test func premisesMustBeShownBefore() throws {
    let rules = [try rule("step", "(f ?x)", "(g ?y)", premises: [("x", "(h ?y)")])]
    var saturated = try Saturated(rules, ["(f a)"], facts: [("given", "a", "(h b)")])
    var (proof, refused) = try saturated.proof("(f a)", "(g b)")
    #expect(refused == .invalid(chain: 0, step: 0, .unknownFact("given")))
    let checker = ProofChecker(rules: rules, isFact: { _, _, _ in true })
    #expect(checker.check(proof) == .valid)
    proof.applications[1].premises = [1]
    #expect(checker.check(proof) == .invalid(chain: 1, step: 0, .unprovedPremise("x")))
    proof.applications[1].premises = []
    #expect(checker.check(proof) == .invalid(chain: 1, step: 0, .unprovedPremise("x")))
}

@Test func everyConsequenceOfRandomUnionsIsExplained() throws {
    var generator = Generator(state: 1)
    for _ in 0..<25 {
        var graph = EGraph()
        let labels = [0, 0, 0, 0, 1, 1, 2, 3].enumerated().map { graph.label("f\($0)", arity: $1) }
        var nodes = labels.prefix(4).map { graph.add($0, []) }
        var facts: Set<[String]> = []
        for round in 0..<60 {
            let label = labels[4 + generator.next(4)]
            let arity = [1, 1, 2, 3][labels.firstIndex(of: label).map { $0 - 4 } ?? 0]
            nodes.append(graph.add(label, (0..<arity).map { _ in nodes[generator.next(nodes.count)] }))
            if round % 6 == 5 {
                let (x, y) = (nodes[generator.next(nodes.count)], nodes[generator.next(nodes.count)])
                facts.insert([graph.text(x), graph.text(y)])
                graph.union(x, y, fact: "given")
                if round % 12 == 5 { graph.rebuild() }
            }
        }
        graph.rebuild()
        let given = facts
        let checker = ProofChecker(rules: []) { name, left, right in
            name == "given" && given.contains([left.description, right.description])
        }
        for x in 0..<UInt32(graph.addedCount) {
            for y in 0..<UInt32(graph.addedCount) {
                let (a, b) = (EClassID(index: x), EClassID(index: y))
                guard graph.areEqual(a, b) else { continue }
                let proof = try graph.explain(a, b)
                #expect(checker.check(proof) == .valid)
                if x % 7 == 0 {
                    let recorded = try graph.explain(a, b, shortening: .none)
                    let searched = try graph.explain(a, b, shortening: .thorough)
                    #expect(checker.check(recorded) == .valid && recorded.length >= proof.length)
                    #expect(checker.check(searched) == .valid && recorded.length >= searched.length)
                }
            }
        }
    }
}

extension EGraph {
    /// The term that a node names.
    func text(_ node: EClassID) -> String {
        guard let proof = try? explain(node, node) else { return "" }
        return proof.start.description
    }
}

/// Numbers by Knuth's linear congruential generator.
struct Generator {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}

@Test func equalNodesOfTheMicroBenchmarkAreExplained() throws {
    let saturated = try Saturated(MicroRules.compiled(), MicroRules.expressions, iterations: 7)
    let checker = ProofChecker(rules: saturated.rules)
    var generator = Generator(state: 7)
    var pairs = 0
    while pairs < 200 {
        let a = EClassID(index: UInt32(generator.next(saturated.graph.addedCount)))
        let b = EClassID(index: UInt32(generator.next(saturated.graph.addedCount)))
        guard a != b, saturated.graph.areEqual(a, b) else { continue }
        pairs += 1
        let proof = try saturated.graph.explain(a, b)
        #expect(checker.check(proof) == .valid)
    }
}

/// Integration by parts without a constant of integration: ∫ 1/x = 1 + ∫ 1/x.
private func trapRules() throws -> [RewriteRule] {
    [
        try rule(
            "integral by parts", "(i (* ?a ?b) ?x)",
            "(- (* ?a (i ?b ?x)) (i (* (d ?x ?a) (i ?b ?x)) ?x))"),
        try rule("integral of 1", "(i 1 ?x)", "?x"), try rule("times 1", "(* ?a 1)", "?a"),
        try rule("derivative of 1/x", "(d ?x (/ 1 ?x))", "(* -1 (/ 1 (* ?x ?x)))"),
        try rule("reduce", "(* (* ?c (/ 1 (* ?x ?x))) ?x)", "(* ?c (/ 1 ?x))"),
        try rule("constant factor", "(i (* -1 ?f) ?x)", "(* -1 (i ?f ?x))"),
        try rule("reciprocal", "(* (/ 1 ?x) ?x)", "1"), try rule("minus minus", "(- ?a (* -1 ?b))", "(+ ?a ?b)"),
        try rule("take away", "(- (+ ?a ?b) ?b)", "?a"), try rule("cancel", "(- ?a ?a)", "0"),
    ]
}

@Test func theTrapOfIntegrationByPartsIsNamedInAShortProof() throws {
    var saturated = try Saturated(
        trapRules(), ["0", "(- (i (* (/ 1 x) 1) x) (i (/ 1 x) x))"], iterations: 8)
    let (proof, verdict) = try saturated.proof("0", "1")
    #expect(verdict == .valid)
    #expect(proof.length < 20)
    #expect(proof.text().contains("by integral by parts (left to right) at 0"))
}

@Test func anInconsistentMicroBenchmarkIsExplained() throws {
    // With 0 = 1 everything becomes equal: classes are as large and as tangled as they can be.
    var saturated = try Saturated(
        MicroRules.compiled() + trapRules(), MicroRules.expressions + ["(- (i (* (/ 1 x) 1) x) (i (/ 1 x) x))"],
        iterations: 9)
    let checker = ProofChecker(rules: saturated.rules)
    let (_, verdict) = try saturated.proof("0", "1")
    #expect(verdict == .valid)
    var generator = Generator(state: 3)
    for _ in 0..<50 {
        let a = EClassID(index: UInt32(generator.next(saturated.graph.addedCount)))
        let b = EClassID(index: UInt32(generator.next(saturated.graph.addedCount)))
        guard saturated.graph.areEqual(a, b) else { continue }
        let proof = try saturated.graph.explain(a, b)
        #expect(checker.check(proof) == .valid)
    }
}

@Test func proofsAreWrittenForPeople() throws {
    let (proof, _) = try honestProof()
    #expect(
        proof.text() == """
              (f (* 2 (+ a b)))
            = (f (+ (+ a b) (+ a b)))   by double (right to left) at 0
            = (f (+ (+ a b) (+ b a)))   by commute [Peano] (left to right) at 0.1
            """)
    #expect(
        proof.latex { "t_{\($0.index)}" }.hasPrefix("\\begin{align*}\n& t_{"))
    #expect(proof.latex().contains("&= \\texttt{(f (+ (+ a b) (+ a b)))} && \\text{by double (right to left, at 0)}"))
}
