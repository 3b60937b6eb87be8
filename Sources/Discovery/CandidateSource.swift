import ContinuedFractions

/// A fraction of a space that a screen, or a comparison in double precision, let pass: worth an enclosed limit.
public struct FractionCandidate: Sendable, Hashable {
    /// The index in the space at which it was found.
    public let index: Int
    /// The fraction, as the space gives it.
    public let fraction: PolynomialContinuedFraction
    /// The constant whose Möbius image the limit seems to be; nil when the source did not look.
    public let constant: String?

    /// A candidate.
    public init(index: Int, fraction: PolynomialContinuedFraction, constant: String? = nil) {
        self.index = index
        self.fraction = fraction
        self.constant = constant
    }
}

/// One way to go through a space of fractions: a screen, meeting in the middle, or descent.
///
/// A source is prepared once (tables, with their memory and progress) and then asked for ranges of indices, in any order
/// and by many threads; the answer depends on the range alone. So a shard is a range, and can be repeated anywhere.
public protocol CandidateSource: Sendable {
    /// The number of indices.
    var count: Int { get }
    /// Indices in one block: about a tenth of a second of work on one core.
    var blockSize: Int { get }
    /// The candidates of a range in ascending order of their indices; nil when `isCancelled` said yes before the end.
    func candidates(in range: Range<Int>, isCancelled: () -> Bool) -> [FractionCandidate]?
}
