/// Why a saturation stopped.
public enum StopReason: Hashable, Sendable {
    /// No rule has anything more to say.
    case saturated
    /// The limit on iterations.
    case iterationLimit
    /// The limit on e-nodes.
    case nodeLimit
    /// The limit on time.
    case timeLimit
    /// All goals were reached.
    case goalReached

    /// One word.
    public var name: String {
        switch self {
        case .saturated: "saturated"
        case .iterationLimit: "iteration limit"
        case .nodeLimit: "node limit"
        case .timeLimit: "time limit"
        case .goalReached: "goal reached"
        }
    }
}

/// How rules take turns.
public enum RuleSchedule: Hashable, Sendable {
    /// Every rule in every iteration.
    case simple
    /// A rule with more than `matchLimit`·2^b matches in an iteration, b being how often it was banned before, is left out
    /// of it and banned for `banLength`·2^b iterations (egg's backoff).
    case backoff(matchLimit: Int, banLength: Int)

    /// egg's default: 1000 matches, 5 iterations.
    public static let backoff = RuleSchedule.backoff(matchLimit: 1000, banLength: 5)
}

/// When to stop at the latest.
public struct SaturationLimits: Hashable, Sendable {
    /// Iterations of all rules.
    public var iterations: Int
    /// E-nodes after an iteration.
    public var nodes: Int
    /// Seconds, looked at after each rule.
    public var seconds: Double

    /// Limits; those of egg's test suite by default.
    public init(iterations: Int = 30, nodes: Int = 10_000, seconds: Double = 5) {
        self.iterations = iterations
        self.nodes = nodes
        self.seconds = seconds
    }
}

/// What one iteration did.
public struct IterationReport: Hashable, Sendable {
    /// E-nodes after it.
    public let nodes: Int
    /// E-classes after it.
    public let classes: Int
    /// Matches that were found and applied.
    public let matches: Int
    /// Unions that were new, congruence included.
    public let unions: Int
    /// Seconds spent searching, applying and rebuilding.
    public let search: Double, apply: Double, rebuild: Double
}

/// What a saturation did.
public struct SaturationReport: Hashable, Sendable {
    /// Why it stopped.
    public let reason: StopReason
    /// The iterations in order.
    public let iterations: [IterationReport]
    /// Matches of each rule by name, in the order of the rules.
    public let matches: [(rule: String, count: Int)]

    /// Equal up to times.
    public static func == (x: SaturationReport, y: SaturationReport) -> Bool {
        x.reason == y.reason && x.iterations.map(\.nodes) == y.iterations.map(\.nodes)
    }

    /// Consistent with ==.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(reason)
        hasher.combine(iterations.map(\.nodes))
    }
}

/// A set of rules, ready to saturate one e-graph; it remembers what each rule has seen, so that a later call finds only
/// what is new.
public struct Saturation: ~Copyable {
    private var rules: [CompiledRule] = []
    /// The number of each rule among the reasons of the e-graph.
    private var justifiers: [UInt32] = []
    /// The time up to which each rule has seen everything.
    private var seen: [UInt32] = []
    private var bannedUntil: [Int] = []
    private var banCount: [Int] = []
    private var matchCounts: [Int] = []
    private var iteration = 0

    /// Compiles rules for an e-graph; operators that it does not know are added to it.
    public init(_ rules: [RewriteRule], for graph: inout EGraph) {
        for rule in rules {
            let compiled = CompiledRule(rule, &graph)
            justifiers.append(
                graph.register(rule, atomCount: compiled.atoms.count, buildCount: compiled.instructions.count))
            self.rules.append(compiled)
        }
        seen = Array(repeating: 0, count: rules.count)
        bannedUntil = Array(repeating: 0, count: rules.count)
        banCount = Array(repeating: 0, count: rules.count)
        matchCounts = Array(repeating: 0, count: rules.count)
    }

    /// Runs until nothing is new, a limit is met, or every pair of `goals` is equal.
    ///
    /// In each iteration all rules are searched on the same congruent e-graph; then all matches are applied and
    /// congruence is restored. Only matches with a node that is new since the rule's last search are found.
    public mutating func run(
        _ graph: inout EGraph, schedule: RuleSchedule = .backoff, limits: SaturationLimits = SaturationLimits(),
        goals: [(EClassID, EClassID)] = []
    ) -> SaturationReport {
        let clock = ContinuousClock()
        let start = clock.now
        func seconds(_ from: ContinuousClock.Instant, _ to: ContinuousClock.Instant) -> Double {
            let parts = from.duration(to: to).components
            return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
        }
        graph.rebuild()
        var reports: [IterationReport] = []
        var reason = StopReason.iterationLimit
        for _ in 0..<max(0, limits.iterations) {
            if !goals.isEmpty, goals.allSatisfy({ graph.areEqual($0.0, $0.1) }) {
                reason = .goalReached
                break
            }
            iteration += 1
            let begin = clock.now
            var matches: [(rule: Int, range: Range<Int>)] = []
            var found = RawVector<UInt32>(capacity: 1024)
            let isLate = search(&graph, schedule, &matches, &found) { seconds(start, clock.now) > limits.seconds }
            let searched = clock.now
            // What is added from here on is new to every rule.
            graph.clock += 1
            let unionsBefore = graph.unionCount
            let nodesBefore = graph.addedCount
            var applied = 0
            graph.reserve(forMatches: matches.reduce(0) { $0 + $1.range.count / max(1, rules[$1.rule].atoms.count) })
            for (rule, range) in matches {
                applied += range.count / max(1, rules[rule].atoms.count)
                graph.apply(rules[rule], justifiers[rule], found, range)
                found.discard(range)
            }
            let changed = graph.unionCount != unionsBefore || graph.addedCount != nodesBefore
            let appliedAt = clock.now
            graph.rebuild()
            let done = clock.now
            reports.append(
                IterationReport(
                    nodes: graph.nodeCount, classes: graph.classCount, matches: applied,
                    unions: graph.unionCount - unionsBefore, search: seconds(begin, searched),
                    apply: seconds(searched, appliedAt), rebuild: seconds(appliedAt, done)))
            if !changed && !bannedUntil.contains(where: { $0 > iteration }) && !isLate {
                reason = .saturated
                break
            }
            if graph.nodeCount > limits.nodes {
                reason = .nodeLimit
                break
            }
            if isLate || seconds(start, done) > limits.seconds {
                reason = .timeLimit
                break
            }
            if !changed {
                // Only bans are left: let the first of them end now.
                let next = bannedUntil.filter { $0 > iteration }.min() ?? iteration
                for index in bannedUntil.indices where bannedUntil[index] > iteration {
                    bannedUntil[index] -= next - iteration
                }
            }
        }
        if reason == .iterationLimit, !goals.isEmpty, goals.allSatisfy({ graph.areEqual($0.0, $0.1) }) {
            reason = .goalReached
        }
        return SaturationReport(
            reason: reason, iterations: reports,
            matches: zip(rules, matchCounts).map { ($0.rule.name, $1) })
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
            if isLate() { return true }
        }
        return false
    }
}
