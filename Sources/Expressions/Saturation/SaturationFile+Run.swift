import EGraphs

extension SaturationFile {
    /// Puts the terms into an e-graph, does what the schedule says, and reports.
    ///
    /// Everything is deterministic but for the limit on time and the seconds of the reports. Cost: up to the limits.
    /// - Throws: `RewriteRule.Defect`, which reading a file excludes.
    public func run() throws(RewriteRule.Defect) -> SaturationResult {
        var graph = EGraph()
        let folding = operations.map { ConstantFolding($0) }
        // All terms are added before the first union, so that each names itself and not one that is equal to it.
        for term in terms { _ = try graph.add(term) }
        for fact in facts { graph.union(try graph.add(fact.left), try graph.add(fact.right), fact: fact.name) }
        var saturationGoals: [SaturationGoal] = []
        for goal in goals {
            switch goal {
            case .equal(let left, let right):
                saturationGoals.append(.equal(try graph.add(left), try graph.add(right)))
            case .matches(let term, let pattern): saturationGoals.append(.contains(try graph.add(term), pattern))
            }
        }
        var runner = SaturationRunner(limits: limits, folding: folding, goals: saturationGoals)
        for ruleSet in ruleSets { try runner.addRuleSet(ruleSet, of: self, for: &graph) }
        _ = runner.run(schedule, &graph)
        var result = SaturationResult()
        result.phases = runner.phases
        result.reason = runner.reason
        for (goal, saturationGoal) in zip(goals, saturationGoals) {
            let isReached: Bool
            switch saturationGoal {
            case .equal(let left, let right): isReached = graph.areEqual(left, right)
            case .contains(let id, let pattern): isReached = graph.contains(pattern, in: id)
            }
            result.goals.append(SaturationResult.GoalOutcome(goal: goal, isReached: isReached))
        }
        let proofs = SaturationProofs(file: self, folding: folding)
        if case .contradiction(let found) = runner.reason {
            result.contradiction = contradiction(found, folding, &graph, proofs)
            return result
        }
        result.extractions = extracted(from: graph)
        for (left, right) in explanations { result.explanations.append(proof(of: left, right, graph, proofs)) }
        return result
    }

    /// The costs of all classes are computed once, when there is anything to extract.
    private func extracted(from graph: borrowing EGraph) -> [SaturationResult.ExtractionOutcome] {
        if extractions.isEmpty { return [] }
        let extractor = Extractor(graph, cost: cost)
        var outcomes: [SaturationResult.ExtractionOutcome] = []
        for extraction in extractions {
            var term: ExtractedTerm?
            if let root = graph.lookup(extraction.term) {
                term = try? extractor.extract([root], from: graph, by: extraction.method)
            }
            outcomes.append(
                SaturationResult.ExtractionOutcome(term: extraction.term, method: extraction.word, result: term))
        }
        return outcomes
    }

    private func proof(
        of left: Pattern, _ right: Pattern, _ graph: borrowing EGraph, _ proofs: SaturationProofs
    ) -> SaturationResult.ProofOutcome {
        let texts = ("\(left)", "\(right)")
        do throws(ExplanationError) {
            let explanation = try graph.explain(left, right)
            return SaturationResult.ProofOutcome(
                left: texts.0, right: texts.1, explanation: explanation, problem: nil,
                verdict: proofs.verdict(on: explanation, in: graph, from: left, to: right))
        } catch {
            return SaturationResult.ProofOutcome(
                left: texts.0, right: texts.1, explanation: nil, problem: error, verdict: nil)
        }
    }

    /// The proof that two different numbers are equal.
    private func contradiction(
        _ found: Contradiction, _ folding: ConstantFolding?, _ graph: inout EGraph, _ proofs: SaturationProofs
    ) -> SaturationResult.ContradictionOutcome {
        let ends = folding?.refutation(of: found, in: &graph) ?? (left: found.left, right: found.right)
        let outcome: SaturationResult.ProofOutcome
        do throws(ExplanationError) {
            let explanation = try graph.explain(ends.left, ends.right)
            outcome = SaturationResult.ProofOutcome(
                left: "\(explanation.start)", right: "\(explanation.end)", explanation: explanation, problem: nil,
                verdict: proofs.verdict(on: explanation, in: graph))
        } catch {
            outcome = SaturationResult.ProofOutcome(
                left: graph.symbol(of: ends.left).name, right: graph.symbol(of: ends.right).name, explanation: nil,
                problem: error, verdict: nil)
        }
        return SaturationResult.ContradictionOutcome(description: found.description, proof: outcome)
    }
}

/// Does the steps of a schedule on one e-graph.
private struct SaturationRunner {
    /// The rules of a set with what they have seen; a class because saturations cannot be copied.
    private final class RuleSet {
        let name: String
        var saturation: Saturation

        init(_ name: String, _ saturation: consuming Saturation) {
            self.name = name
            self.saturation = saturation
        }

        func run(
            _ graph: inout EGraph, _ schedule: RuleSchedule, _ limits: SaturationLimits, _ goals: [SaturationGoal]
        ) -> SaturationReport {
            saturation.run(&graph, schedule: schedule, limits: limits, goals: goals)
        }
    }

    private var ruleSets: [RuleSet] = []
    private let limits: SaturationLimits
    private let folding: ConstantFolding?
    private let goals: [SaturationGoal]
    private let start = ContinuousClock.now
    private var iterations = 0
    private(set) var phases: [SaturationResult.Phase] = []
    private(set) var reason = StopReason.saturated

    init(limits: SaturationLimits, folding: ConstantFolding?, goals: [SaturationGoal]) {
        (self.limits, self.folding, self.goals) = (limits, folding, goals)
    }

    mutating func addRuleSet(
        _ ruleSet: SaturationFile.RuleSet, of file: SaturationFile, for graph: inout EGraph
    ) throws(RewriteRule.Defect) {
        let saturation = try Saturation(
            ruleSet.rules.map { file.rules[$0] }, for: &graph, conditions: folding?.conditions ?? [:],
            analyses: folding.map { [$0] } ?? [])
        ruleSets.append(RuleSet(ruleSet.name, saturation))
    }

    /// What steps did.
    struct Outcome {
        /// Whether the whole run is to end.
        var isEnd = false
        /// Whether the same steps may find more: the e-graph was changed, or rules were left out.
        var mayGoOn = false
    }

    /// Does steps in turn. Recursion goes as deep as the text is nested, which the reader limits.
    mutating func run(_ steps: [SaturationFile.Step], _ graph: inout EGraph) -> Outcome {
        var outcome = Outcome()
        for step in steps {
            switch step {
            case .run(let ruleSet, let most, let schedule):
                let before = (graph.addedCount, graph.classCount)
                outcome.isEnd = run(ruleSet, most, schedule, &graph)
                if before != (graph.addedCount, graph.classCount) || reason != .saturated { outcome.mayGoOn = true }
            case .repetition(let count, let steps):
                for _ in 0..<count {
                    let round = run(steps, &graph)
                    outcome.isEnd = round.isEnd
                    if round.mayGoOn { outcome.mayGoOn = true }
                    if round.isEnd || !round.mayGoOn { break }
                }
            }
            if outcome.isEnd { return outcome }
        }
        return outcome
    }

    /// Uses the rules of a set; whether the whole run is to end.
    private mutating func run(
        _ number: Int, _ most: Int?, _ schedule: RuleSchedule, _ graph: inout EGraph
    ) -> Bool {
        let begin = ContinuousClock.now
        var share = limits
        share.iterations = min(most ?? Int.max, limits.iterations - iterations)
        share.seconds = max(0, limits.seconds - SaturationRunner.seconds(start, begin))
        let report = ruleSets[number].run(&graph, schedule, share, goals)
        iterations += report.iterations.count
        reason = report.reason
        phases.append(
            SaturationResult.Phase(
                ruleSet: ruleSets[number].name, report: report, nodes: graph.nodeCount, classes: graph.classCount,
                seconds: SaturationRunner.seconds(begin, .now)))
        switch reason {
        case .saturated: return false
        case .iterationLimit: return iterations >= limits.iterations
        case .nodeLimit, .timeLimit, .goalReached, .contradiction: return true
        }
    }

    private static func seconds(_ from: ContinuousClock.Instant, _ to: ContinuousClock.Instant) -> Double {
        let parts = from.duration(to: to).components
        return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
    }
}
