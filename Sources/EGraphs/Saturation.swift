/// What a saturation is to reach.
public enum SaturationGoal: Hashable, Sendable {
    /// Two terms are equal.
    case equal(EClassID, EClassID)
    /// A pattern matches in the class of a term.
    case contains(EClassID, Pattern)
}

/// Whether a condition is known to hold for these classes.
public typealias ConditionTest = (_ graph: borrowing EGraph, _ classes: [EClassID]) -> Bool

/// A set of rules, ready to saturate one e-graph; it remembers what each rule has seen, so that a later call finds only
/// what is new.
public struct Saturation: ~Copyable {
    private var rules: [CompiledRule] = []
    /// The number of each rule among the reasons of the e-graph.
    private var justifiers: [UInt32] = []
    private var guards: [RuleGuard] = []
    private let analyses: [any EClassAnalysis]
    /// The time up to which each rule has seen everything.
    private var seen: [UInt32] = []
    private var bannedUntil: [Int] = []
    private var banCount: [Int] = []
    private var matchCounts: [Int] = []
    private var iteration = 0

    /// Compiles rules for an e-graph; operators that it does not know are added to it.
    ///
    /// - Parameters:
    ///   - conditions: the meaning of the conditions that the rules name.
    ///   - analyses: what is brought up to date after every rebuild, in this order.
    /// - Throws: `RewriteRule.Defect.unknownCondition`.
    public init(
        _ rules: [RewriteRule], for graph: inout EGraph, conditions: [String: ConditionTest] = [:],
        analyses: [any EClassAnalysis] = []
    ) throws(RewriteRule.Defect) {
        for rule in rules {
            let compiled = CompiledRule(rule, &graph)
            guards.append(try RuleGuard(compiled, conditions))
            justifiers.append(
                graph.register(rule, atomCount: compiled.atoms.count, buildCount: compiled.instructions.count))
            self.rules.append(compiled)
        }
        self.analyses = analyses
        if !analyses.isEmpty { graph.recordsMerges = true }
        seen = Array(repeating: 0, count: rules.count)
        bannedUntil = Array(repeating: 0, count: rules.count)
        banCount = Array(repeating: 0, count: rules.count)
        matchCounts = Array(repeating: 0, count: rules.count)
    }

    /// Runs until nothing is new, a limit is met, or every goal is reached.
    ///
    /// In each iteration all rules are searched on the same congruent e-graph; then all matches are applied and
    /// congruence is restored. Only matches with a node that is new since the rule's last search are found. A match
    /// whose conditions are not proved is kept, and looked at again when the analyses know more.
    public mutating func run(
        _ graph: inout EGraph, schedule: RuleSchedule = .backoff, limits: SaturationLimits = SaturationLimits(),
        goals: [SaturationGoal] = []
    ) -> SaturationReport {
        var reports: [IterationReport] = []
        let reason: StopReason
        do {
            reason = try run(&graph, schedule, limits, goals, &reports)
        } catch {
            reason = .contradiction(error)
        }
        return SaturationReport(
            reason: reason, iterations: reports,
            rules: rules.indices.map {
                RuleReport(
                    name: rules[$0].rule.name, matches: matchCounts[$0], rejected: guards[$0].rejectedCount,
                    bans: banCount[$0])
            })
    }

    private mutating func run(
        _ graph: inout EGraph, _ schedule: RuleSchedule, _ limits: SaturationLimits, _ goals: [SaturationGoal],
        _ reports: inout [IterationReport]
    ) throws(Contradiction) -> StopReason {
        let clock = ContinuousClock()
        let start = clock.now
        func seconds(_ from: ContinuousClock.Instant, _ to: ContinuousClock.Instant) -> Double {
            let parts = from.duration(to: to).components
            return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
        }
        try settle(&graph)
        var goals = goals.map { GoalTest($0) }
        var found = RawVector<UInt32>(capacity: 1024)
        var accepted = RawVector<UInt32>()
        for _ in 0..<max(0, limits.iterations) {
            if Saturation.areReached(&goals, graph) { return .goalReached }
            iteration += 1
            let begin = clock.now
            var matches: [(rule: Int, range: Range<Int>)] = []
            found.removeAll()
            let isLate = search(&graph, schedule, &matches, &found) { seconds(start, clock.now) > limits.seconds }
            let searched = clock.now
            // What is added from here on is new to every rule.
            graph.clock += 1
            let unionsBefore = graph.unionCount
            let nodesBefore = graph.addedCount
            graph.reserve(forMatches: matches.reduce(0) { $0 + $1.range.count / max(1, rules[$1.rule].atoms.count) })
            var applied = 0
            for (rule, range) in matches {
                applied += range.count / max(1, rules[rule].atoms.count)
                if guards[rule].isEmpty {
                    graph.apply(rules[rule], justifiers[rule], found, range)
                } else {
                    accepted.removeAll()
                    guards[rule].accept(found, range, graph, into: &accepted)
                    graph.apply(rules[rule], justifiers[rule], accepted, 0..<accepted.count)
                }
                found.discard(range)
            }
            // What is small is used again; what is large is given back before the rebuild.
            if found.capacity > 1 << 16 { found = RawVector(capacity: 1024) }
            let knowledge = analyses.reduce(0) { $0 + $1.version }
            for rule in rules.indices where guards[rule].hasBacklog {
                accepted.removeAll()
                guards[rule].acceptBacklog(graph, knowledge: knowledge, into: &accepted)
                if accepted.count > 0 { graph.apply(rules[rule], justifiers[rule], accepted, 0..<accepted.count) }
            }
            let changed = graph.unionCount != unionsBefore || graph.addedCount != nodesBefore
            let appliedAt = clock.now
            try settle(&graph)
            let done = clock.now
            reports.append(
                IterationReport(
                    nodes: graph.nodeCount, classes: graph.classCount, matches: applied,
                    unions: graph.unionCount - unionsBefore, search: seconds(begin, searched),
                    apply: seconds(searched, appliedAt), rebuild: seconds(appliedAt, done)))
            if !changed && !bannedUntil.contains(where: { $0 > iteration }) && !isLate {
                return Saturation.areReached(&goals, graph) ? .goalReached : .saturated
            }
            if graph.nodeCount > limits.nodes { return .nodeLimit }
            if isLate || seconds(start, done) > limits.seconds { return .timeLimit }
            if !changed { endFirstBan() }
        }
        return Saturation.areReached(&goals, graph) ? .goalReached : .iterationLimit
    }

    /// Only bans are left: lets the first of them end now.
    private mutating func endFirstBan() {
        let next = bannedUntil.filter { $0 > iteration }.min() ?? iteration
        for index in bannedUntil.indices where bannedUntil[index] > iteration {
            bannedUntil[index] -= next - iteration
        }
    }

    /// Restores congruence and brings all analyses up to date, until nothing changes.
    private func settle(_ graph: inout EGraph) throws(Contradiction) {
        graph.rebuild()
        var isSettled = analyses.isEmpty
        while !isSettled {
            isSettled = true
            for analysis in analyses where try analysis.update(&graph) { isSettled = false }
            graph.rebuild()
        }
    }

    /// Whether every goal is reached; not when there is none.
    private static func areReached(_ goals: inout [GoalTest], _ graph: borrowing EGraph) -> Bool {
        for index in goals.indices where !goals[index].isReached(graph) { return false }
        return !goals.isEmpty
    }

    /// Searches every rule that is not banned; whether the time ran out.
    private mutating func search(
        _ graph: inout EGraph, _ schedule: RuleSchedule, _ matches: inout [(rule: Int, range: Range<Int>)],
        _ found: inout RawVector<UInt32>, _ isLate: () -> Bool
    ) -> Bool {
        var matcher = Matcher(graph)
        for index in rules.indices {
            if bannedUntil[index] > iteration { continue }
            let size = max(1, rules[index].atoms.count)
            var limit = Int.max
            if case .backoff(let matchLimit, _) = schedule {
                limit = matchLimit << min(40, banCount[index])
            }
            let begin = found.count
            let allowed = limit == Int.max ? Int.max : begin + limit * size
            matcher.search(rules[index], since: seen[index], graph, into: &found, limit: allowed)
            if found.count > allowed, case .backoff(_, let banLength) = schedule {
                found.count = begin
                bannedUntil[index] = iteration + 1 + banLength << min(40, banCount[index])
                banCount[index] += 1
            } else {
                if found.count > begin { matches.append((index, begin..<found.count)) }
                matchCounts[index] += (found.count - begin) / size
                seen[index] = graph.clock
            }
            // The clock is asked where time may have passed.
            if (found.count > begin || index & 7 == 7) && isLate() { return true }
        }
        return false
    }
}
