import ContinuedFractions

/// A space gone through fraction by fraction, each put to the screen of p-curvature or to none.
public struct EnumerationSource: CandidateSource {
    private let space: FractionSpace
    private let screen: FractionScreen
    /// The number of indices.
    public let count: Int
    /// Indices in one block: about a tenth of a second of screening, and of evaluating where there is no screen.
    public let blockSize: Int

    /// All fractions of `space` that pass the screen.
    public init(_ space: FractionSpace, screen: SpaceSpecification.ScreenKind) {
        self.space = space
        self.screen = FractionScreen(screen)
        count = space.count
        switch (screen, space.form) {
        case (.none, _): blockSize = 1024
        case (.nilpotence, .boxes(_, let b)):
            let width = max(1, b.count ?? 1)
            blockSize = width * max(1, 20_000 / width)
        case (.nilpotence, _): blockSize = 4096
        }
    }

    /// The candidates of a range; nil when `isCancelled` said yes before the end.
    public func candidates(in range: Range<Int>, isCancelled: () -> Bool) -> [FractionCandidate]? {
        if isCancelled() { return nil }
        let survivors = screen.survivors(of: space, in: range)
        if isCancelled() { return nil }
        return survivors.compactMap { index in space[index].map { FractionCandidate(index: index, fraction: $0) } }
    }
}
