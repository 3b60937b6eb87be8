import ContinuedFractions

/// The table sieve as a source of candidates: the fractions of a space that have factorial reduction, as far as tables of
/// small primes, the twenty-two primes of the screen and, for odd-symmetric a, powers of primes can tell.
public struct SieveSource: CandidateSource {
    /// The prepared sieve.
    public let sieve: NilpotenceTableSieve
    /// How survivors of the tables are confirmed.
    public let confirmation: NilpotenceTableSieve.Confirmation

    /// The source that asks this sieve.
    public init(_ sieve: NilpotenceTableSieve, confirmation: NilpotenceTableSieve.Confirmation = .powers) {
        self.sieve = sieve
        self.confirmation = confirmation
    }

    /// The sieve of two boxes of coefficients, in the order of `FractionSpace.Form.boxes`.
    ///
    /// - Throws: `NilpotenceTableError`; see `NilpotenceTableSieve` for the arguments.
    public init(
        a: CoefficientBox, b: CoefficientBox, memoryBudget: Int = NilpotenceTableSieve.defaultMemoryBudget,
        workers: Int = 1, progress: (@Sendable (Double) -> Void)? = nil, isCancelled: (@Sendable () -> Bool)? = nil
    ) throws(NilpotenceTableError) {
        self.init(
            try NilpotenceTableSieve(
                a: a.ranges, b: .box(b.ranges), memoryBudget: memoryBudget, workers: workers, progress: progress,
                isCancelled: isCancelled))
    }

    /// The sieve of a box of a with a family of b given by rational roots; index = (index of a)·(count of b) + (index of b).
    ///
    /// - Throws: `NilpotenceTableError`; see `NilpotenceTableSieve` for the arguments.
    public init(
        a: CoefficientBox, b: RootedPolynomialFamily, memoryBudget: Int = NilpotenceTableSieve.defaultMemoryBudget,
        workers: Int = 1, progress: (@Sendable (Double) -> Void)? = nil, isCancelled: (@Sendable () -> Bool)? = nil
    ) throws(NilpotenceTableError) {
        self.init(
            try NilpotenceTableSieve(
                a: a.ranges, b: .rooted(b), memoryBudget: memoryBudget, workers: workers, progress: progress,
                isCancelled: isCancelled))
    }

    /// The number of indices of the space.
    public var count: Int { sieve.count }

    /// Whole rows of about 2^26 indices for boxes; 2^19 for families of rational roots, where far more fractions survive.
    public var blockSize: Int {
        let target = if case .rooted = sieve.b { 1 << 19 } else { 1 << 26 }
        return sieve.width >= target ? target : max(1, sieve.width) * (target / max(1, sieve.width))
    }

    /// The confirmed survivors of the range; nil when cancelled.
    public func candidates(in range: Range<Int>, isCancelled: () -> Bool) -> [FractionCandidate]? {
        sieve.survivors(in: range, confirmation: confirmation, isCancelled: isCancelled)?.compactMap { index in
            sieve.fraction(at: index).map { FractionCandidate(index: index, fraction: $0) }
        }
    }
}
