/// What the numeric test of a rule found.
public struct RuleTestResult: Sendable, CustomStringConvertible {
    /// A point at which the sides differ.
    public struct Counterexample: Sendable, Hashable, CustomStringConvertible {
        /// The values of the variables, as `x = -1`, sorted by name.
        public let values: [String]
        /// The value of the left side there, or why there is none.
        public let left: String
        /// The value of the right side there, or why there is none.
        public let right: String

        /// `x = -1: left 1.0, right -1.0`.
        public var description: String { "\(values.joined(separator: ", ")): left \(left), right \(right)" }
    }

    /// The outcome.
    public enum Verdict: Sendable, Hashable {
        /// No point speaks against the rule.
        case admitted
        /// At this point, which satisfies the conditions, the enclosures of the sides are disjoint: the rule is false.
        case refuted(Counterexample)
        /// At this point, which satisfies the conditions, one side has no value, or the total model tells the undefined
        /// sides apart: a condition is missing.
        case undefined(Counterexample)
        /// Too few points could be decided.
        case untested
    }

    /// Which of the two ways to fail.
    enum FailureKind {
        case refuted, undefined
    }

    /// The name of the rule.
    public let rule: String
    /// The outcome.
    public let verdict: Verdict
    /// The number of points at which both sides were compared.
    public let pointCount: Int
    /// The worst overlap: to how many bits, relative to the larger of the value and 1, the sides agree at least; nil when
    /// they agree exactly everywhere.
    public let agreementBits: Int?

    /// Whether the rule may be used.
    public var isAdmitted: Bool { verdict == .admitted }

    /// One line.
    public var description: String {
        switch verdict {
        case .admitted:
            "\(rule): admitted after \(pointCount) points" + (agreementBits.map { ", agreement \($0) bits" } ?? "")
        case .refuted(let example): "\(rule): refuted at \(example)"
        case .undefined(let example): "\(rule): undefined at \(example)"
        case .untested: "\(rule): untested, only \(pointCount) points could be decided"
        }
    }
}
