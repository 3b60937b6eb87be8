/// One step of the ladder that a conjecture climbs: both sides compared at more digits than before.
public struct LadderStep: Sendable, Hashable, Codable {
    /// What a step said.
    public enum Outcome: String, Sendable, Hashable, Codable {
        /// The enclosures overlap.
        case agrees
        /// The enclosures are disjoint: the formula is false.
        case refuted
        /// A side could not be enclosed so far.
        case undecided
    }

    /// The digits that were asked for.
    public let digits: Int
    /// The digits that both enclosures prove to agree; 0 unless `outcome` is `agrees`.
    public let agreed: Int
    /// What the step said.
    public let outcome: Outcome

    /// A step at `digits` digits.
    public init(digits: Int, agreed: Int, outcome: Outcome) {
        self.digits = digits
        self.agreed = agreed
        self.outcome = outcome
    }
}

extension LadderStep: CustomStringConvertible {
    /// `50` for full agreement, otherwise with what happened, such as `250: undecided`.
    public var description: String {
        outcome == .agrees
            ? (agreed == digits ? "\(digits)" : "\(digits): \(agreed)") : "\(digits): \(outcome.rawValue)"
    }
}
