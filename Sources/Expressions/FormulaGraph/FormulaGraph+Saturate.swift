import Arithmetic
import EGraphs

/// A set of rules of the catalog, ready for formula graphs.
public struct IdentitySet: Sendable {
    let compiled: [CompiledIdentity]

    init(compiled: [CompiledIdentity]) { self.compiled = compiled }

    /// Compiles rules; directions that cannot be matched are left out.
    public init(_ rules: [IdentityRule]) { compiled = CompiledIdentity.compile(rules) }

    /// All rules of the catalog that comes with Apery.
    public static let standard = IdentitySet(RuleCatalog.standard.rules)

    /// The number of rules, each direction counted.
    public var count: Int { compiled.count }
}

extension FormulaGraph {
    /// Applies rules until nothing is new, a limit is met, or the two terms of every goal are equal.
    ///
    /// In each iteration all rules are matched on the same settled graph, by backoff (a rule with too many matches is left
    /// out for some iterations); then the matches whose conditions are proved are applied, and everything is settled.
    /// A contradiction ends it: `StopReason.contradiction` names the two terms, and `explain` says why they are equal.
    public mutating func saturate(
        _ rules: IdentitySet, limits: SaturationLimits = SaturationLimits(iterations: 12, nodes: 4000, seconds: 2),
        matchLimit: Int = 200, goals: [(EClassID, EClassID)] = []
    ) -> SaturationReport {
        var run = IdentityRun(rules.compiled, matchLimit: matchLimit)
        var reports: [IterationReport] = []
        let reason: StopReason
        do {
            reason = try saturate(&run, limits, goals, &reports)
        } catch {
            reason = .contradiction(error)
        }
        return SaturationReport(reason: reason, iterations: reports, rules: run.reports)
    }

    private mutating func saturate(
        _ run: inout IdentityRun, _ limits: SaturationLimits, _ goals: [(EClassID, EClassID)],
        _ reports: inout [IterationReport]
    ) throws(Contradiction) -> StopReason {
        let clock = ContinuousClock()
        let start = clock.now
        func seconds(_ from: ContinuousClock.Instant) -> Double {
            let parts = from.duration(to: clock.now).components
            return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
        }
        func areReached(_ graph: borrowing FormulaGraph) -> Bool {
            if goals.isEmpty { return false }
            for (x, y) in goals where !graph.areEqual(x, y) { return false }
            return true
        }
        try settle()
        for _ in 0..<max(0, limits.iterations) {
            if areReached(self) { return .goalReached }
            run.iteration += 1
            let begin = clock.now
            let matcher = PatternMatcher(self, limit: 0)
            let matches = search(&run, matcher) { seconds(start) > limits.seconds }
            let searched = seconds(begin)
            let applying = clock.now
            let before = (nodes: graph.liveCount, classes: graph.classCount)
            var applied = 0
            for (rule, found) in matches {
                for match in found where seconds(start) <= limits.seconds {
                    if apply(run.rules[rule], match, &run, rule, matcher) { applied += 1 }
                    if graph.nodeCount > 2 * limits.nodes { break }
                }
            }
            if associate(limit: limits.nodes / 4) { applied += 1 }
            let appliedFor = seconds(applying)
            let settling = clock.now
            try settle()
            reports.append(
                IterationReport(
                    nodes: graph.nodeCount, classes: graph.classCount, matches: applied,
                    unions: before.classes + graph.liveCount - before.nodes - graph.classCount, search: searched,
                    apply: appliedFor, rebuild: seconds(settling)))
            if areReached(self) { return .goalReached }
            if graph.nodeCount > limits.nodes { return .nodeLimit }
            if seconds(start) > limits.seconds { return .timeLimit }
            if applied == 0 && graph.liveCount == before.nodes && graph.classCount == before.classes {
                if !run.endFirstBan() { return .saturated }
            }
        }
        return .iterationLimit
    }

    /// The matches of every rule that is not banned and whose operators occur.
    private mutating func search(
        _ run: inout IdentityRun, _ matcher: PatternMatcher, _ isLate: () -> Bool
    ) -> [(rule: Int, [IdentityMatch])] {
        var result: [(rule: Int, [IdentityMatch])] = []
        var matcher = matcher
        let present = Set(matcher.nodesOfFunction.keys)
        for index in run.rules.indices where !run.isBanned(index) {
            guard run.rules[index].requiredOperators.isSubset(of: present) else { continue }
            let limit = run.limit(of: index)
            matcher.limit = limit
            let found = matcher.matches(run.rules[index], &self)
            if found.count > limit {
                run.ban(index)
            } else if !found.isEmpty {
                result.append((index, found))
            }
            if isLate() { break }
        }
        return result
    }

    /// Applies a match when its conditions are proved; whether it was new.
    private mutating func apply(
        _ rule: CompiledIdentity, _ match: IdentityMatch, _ run: inout IdentityRun, _ index: Int,
        _ matcher: PatternMatcher
    ) -> Bool {
        var bindings = match.bindings.map { representative($0) }
        guard run.isNew(index, bindings, match.context) else { return false }
        let key = bindings
        var values = Dictionary(uniqueKeysWithValues: zip(rule.variables, bindings))
        for condition in rule.rule.conditions where !isProved(condition, values, asTerms: false) {
            run.reject(index, key, match.context)
            return false
        }
        if !rule.rule.conditions.isEmpty {
            // What stands for the variables must show by its structure that the conditions hold.
            bindings = bindings.map { witness(of: $0, matcher.members(of: $0)) }
            values = Dictionary(uniqueKeysWithValues: zip(rule.variables, bindings))
            for condition in rule.rule.conditions where !isProved(condition, values, asTerms: true) {
                run.reject(index, key, match.context)
                return false
            }
        }
        run.count(index)
        let left = insert(rule.left, substituting: values)
        guard let right = instance(rule.right, values) else { return false }
        var isNew = !graph.areEqual(EClassID(index: left), EClassID(index: right))
        if isNew {
            let fact = RuleFact.name(applications.count)
            applications.append(RuleApplication(rule: register(rule), nodes: bindings))
            graph.union(EClassID(index: left), EClassID(index: right), fact: fact)
        }
        switch match.context {
        case .none: break
        case .sum(let scale, let rest):
            let head = NodeHead.sum(rest.map(\.0) + [scale])
            isNew = dissolve(head, rest.map { representative($0.1) } + [left]) || isNew
        case .product(let rest):
            let head = NodeHead.product(rest.map(\.0) + [1])
            isNew = dissolve(head, rest.map { representative($0.1) } + [left]) || isNew
        }
        return isNew
    }

    /// The right side with nodes for variables, explicit substitutions carried out; nil when one cannot be.
    private mutating func instance(_ term: Expression, _ values: [String: UInt32]) -> UInt32? {
        guard term.containsSubstitution else { return insert(term, substituting: values) }
        var expressions: [String: Expression] = [:]
        for (name, node) in values { expressions[name] = expression(of: EClassID(index: node)) }
        let resolved = term.instantiated(expressions)
        if resolved.containsSubstitution { return nil }
        return insert(resolved.alphaNormalized(), substituting: [:])
    }

    /// The number of a rule among those that proofs name.
    private mutating func register(_ rule: CompiledIdentity) -> Int {
        if let index = ruleNumbers[rule.name] { return index }
        rules.append(rule)
        ruleNumbers[rule.name] = rules.count - 1
        return rules.count - 1
    }
}

/// The names under which applications of rules are stated as facts.
enum RuleFact {
    static func name(_ application: Int) -> String { "@\(application)" }

    /// The number of the application; nil for other facts.
    static func application(_ name: String) -> Int? { name.first == "@" ? Int(name.dropFirst()) : nil }
}

/// The state of rules during one saturation.
struct IdentityRun {
    let rules: [CompiledIdentity]
    let matchLimit: Int
    var iteration = 0
    private var bannedUntil: [Int]
    private var banCount: [Int]
    private var matchCount: [Int]
    private var rejectedCount: [Int]
    private var seen: Set<[UInt64]> = []

    init(_ rules: [CompiledIdentity], matchLimit: Int) {
        self.rules = rules
        self.matchLimit = matchLimit
        bannedUntil = Array(repeating: 0, count: rules.count)
        banCount = bannedUntil
        matchCount = bannedUntil
        rejectedCount = bannedUntil
    }

    func isBanned(_ rule: Int) -> Bool { bannedUntil[rule] > iteration }
    func limit(of rule: Int) -> Int { matchLimit << min(20, banCount[rule]) }

    mutating func ban(_ rule: Int) {
        bannedUntil[rule] = iteration + 1 + 3 << min(20, banCount[rule])
        banCount[rule] += 1
    }

    /// Lets the first ban end; false when nothing is banned.
    mutating func endFirstBan() -> Bool {
        guard let next = bannedUntil.filter({ $0 > iteration + 1 }).min() else { return false }
        for rule in bannedUntil.indices where bannedUntil[rule] > iteration + 1 {
            bannedUntil[rule] -= next - iteration - 1
        }
        return true
    }

    private func key(_ rule: Int, _ bindings: [UInt32], _ context: IdentityMatch.Context) -> [UInt64] {
        var key = [UInt64(rule)] + bindings.map { UInt64($0) }
        let rest: [(Rational, UInt32)]
        switch context {
        case .none: return key
        case .sum(let scale, let parts): rest = [(scale, 0)] + parts
        case .product(let parts): rest = parts
        }
        for (weight, id) in rest {
            // A hash of its own, which is the same in every process.
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in weight.description.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            key += [UInt64(id), hash]
        }
        return key
    }

    /// Whether a match was not applied before.
    mutating func isNew(_ rule: Int, _ bindings: [UInt32], _ context: IdentityMatch.Context) -> Bool {
        seen.insert(key(rule, bindings, context)).inserted
    }

    /// Lets a match be looked at again: its conditions were not proved.
    mutating func reject(_ rule: Int, _ bindings: [UInt32], _ context: IdentityMatch.Context) {
        seen.remove(key(rule, bindings, context))
        rejectedCount[rule] += 1
    }

    mutating func count(_ rule: Int) { matchCount[rule] += 1 }

    var reports: [RuleReport] {
        rules.indices.map {
            RuleReport(name: rules[$0].name, matches: matchCount[$0], rejected: rejectedCount[$0], bans: banCount[$0])
        }
    }
}
