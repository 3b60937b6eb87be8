import EGraphs

/// What running a saturation file gave.
public struct SaturationResult: Sendable {
    /// One use of a rule set.
    public struct Phase: Sendable {
        /// The rule set; empty for all rules.
        public let ruleSet: String
        /// What happened.
        public let report: SaturationReport
        /// E-nodes and e-classes after it.
        public let nodes: Int, classes: Int
        /// How long it took.
        public let seconds: Double
    }

    /// A goal and whether it was reached.
    public struct GoalOutcome: Sendable {
        /// The goal.
        public let goal: SaturationFile.Goal
        /// Whether it was reached.
        public let isReached: Bool
    }

    /// A term that was extracted.
    public struct ExtractionOutcome: Sendable {
        /// The term of the file.
        public let term: Pattern
        /// `tree`, `dag` or `exact`.
        public let method: String
        /// What was found; nil when every term has a forbidden operator.
        public let result: ExtractedTerm?

        /// The result as an s-expression, of a large one with its shared parts in lines of their own.
        public var text: String? {
            guard let result else { return nil }
            return result.sExpression(largestSize: ProofTerm.longestText) ?? result.description
        }
    }

    /// Why two terms are equal, as far as it could be told.
    public struct ProofOutcome: Sendable {
        /// The two terms.
        public let left: String, right: String
        /// The proof; nil when there is none.
        public let explanation: Explanation?
        /// Why there is none.
        public let problem: ExplanationError?
        /// What the checker says of the proof; nil when there is none.
        public let verdict: ProofChecker.Verdict?

        /// Whether there is a proof that the checker accepts.
        public var isProved: Bool { verdict == .valid }
    }

    /// Two terms that were found equal although their values differ.
    public struct ContradictionOutcome: Sendable {
        /// What excludes what.
        public let description: String
        /// Why they are equal.
        public let proof: ProofOutcome
    }

    /// The phases in order.
    public internal(set) var phases: [Phase] = []
    /// Why the last one was the last.
    public internal(set) var reason = StopReason.saturated
    /// The goals in the order of the file.
    public internal(set) var goals: [GoalOutcome] = []
    /// The extracted terms in the order of the file; none after a contradiction.
    public internal(set) var extractions: [ExtractionOutcome] = []
    /// The explanations in the order of the file; none after a contradiction.
    public internal(set) var explanations: [ProofOutcome] = []
    /// The contradiction that ended the run, if one did.
    public internal(set) var contradiction: ContradictionOutcome?

    /// Whether there is no contradiction, every goal was reached, and everything that was to be extracted or explained
    /// was.
    public var isSuccess: Bool {
        contradiction == nil && goals.allSatisfy(\.isReached) && extractions.allSatisfy { $0.result != nil }
            && explanations.allSatisfy(\.isProved)
    }
}
