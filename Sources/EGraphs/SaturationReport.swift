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
    /// Two terms were found equal whose values exclude each other.
    case contradiction(Contradiction)

    /// One word.
    public var name: String {
        switch self {
        case .saturated: "saturated"
        case .iterationLimit: "iteration limit"
        case .nodeLimit: "node limit"
        case .timeLimit: "time limit"
        case .goalReached: "goal reached"
        case .contradiction: "contradiction"
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

    /// A report.
    public init(nodes: Int, classes: Int, matches: Int, unions: Int, search: Double, apply: Double, rebuild: Double) {
        self.nodes = nodes
        self.classes = classes
        self.matches = matches
        self.unions = unions
        self.search = search
        self.apply = apply
        self.rebuild = rebuild
    }
}

/// What one rule did.
public struct RuleReport: Hashable, Sendable {
    /// The rule.
    public let name: String
    /// The matches that were found, each once.
    public let matches: Int
    /// Matches whose conditions were not proved.
    public let rejected: Int
    /// How often the schedule banned the rule.
    public let bans: Int

    /// A report.
    public init(name: String, matches: Int, rejected: Int, bans: Int) {
        self.name = name
        self.matches = matches
        self.rejected = rejected
        self.bans = bans
    }
}

/// What a saturation did.
public struct SaturationReport: Hashable, Sendable {
    /// Why it stopped.
    public let reason: StopReason
    /// The iterations in order.
    public let iterations: [IterationReport]
    /// What each rule did, in the order of the rules.
    public let rules: [RuleReport]

    /// A report.
    public init(reason: StopReason, iterations: [IterationReport], rules: [RuleReport]) {
        self.reason = reason
        self.iterations = iterations
        self.rules = rules
    }
}
