import Arithmetic
import Expressions

/// What an identification has tried and found.
public struct IdentificationReport: Sendable {
    /// One stage of the search.
    public struct Stage: Sendable, Hashable {
        /// Which.
        public let stage: IdentificationStage
        /// The families tried in it: lattices reduced, and table entries times their multipliers.
        public let families: Double
        /// log10 of the expected number of accidental claims over everything tried so far: a family counted i-th may
        /// claim with chance 10^(−surplus)/i, and the sum over i ≤ F is at most 10^(−surplus) (1 + ln F).
        public let coincidence: Double
        /// The significant digits that a form of modest size (coefficients up to 10) needs to be claimed here.
        public let neededDigits: Int
    }

    /// The claims, the largest surplus of digits first. Empty when no form pays for the search.
    public internal(set) var candidates: [IdentificationCandidate]
    /// The stages in the order in which they were tried.
    public internal(set) var stages: [Stage]
    /// The significant digits that the number came with.
    public let digits: Int
    /// The surplus, in digits, that a claim needs.
    public let surplus: Double
    /// Whether the search was stopped before all its stages were done.
    public internal(set) var wasStopped: Bool
    /// Relations among the elements of a basis that the user gave, each as a term that is 0 to all digits used.
    public internal(set) var hiddenRelations: [Expression]

    /// The fewest digits with which anything at all can be claimed: the rational numbers 0 and ±1 need so many.
    public var fewestDigits: Int { IdentificationReport.fewestDigits(surplus: surplus) }

    /// Whether the digits are too few for any claim.
    public var hasTooFewDigits: Bool { digits < fewestDigits }

    static func fewestDigits(surplus: Double) -> Int {
        Int((surplus + RelationCount.logarithm(terms: 2, used: 2, height: 1)).rounded(.up))
    }
}
