import Conjectures

/// What a run of a search did.
public struct SearchSummary: Sendable, Hashable {
    /// Indices of all spaces, in the shard that was run.
    public var space = 0
    /// What was counted in this run.
    public var tally = SearchTally()
    /// Records that are new in the store.
    public var added = 0
    /// Conjectures that are in no entry of the catalog and follow from none, nor from an earlier find.
    public var new = 0
    /// Seconds spent in each stage, added over all threads.
    public var seconds: [SearchStage: Double] = [:]
    /// Whether the search was stopped before its end.
    public var interrupted = false
}

/// What a run reports while it goes on.
public struct SearchReport: Sendable {
    /// A conjecture that is in the store by now.
    public var found: @Sendable (Conjecture) -> Void
    /// An unidentified limit that is in the store by now.
    public var unidentified: @Sendable (UnidentifiedLimit) -> Void
    /// Indices done of all, and what is being done.
    public var progress: @Sendable (_ done: Int, _ total: Int, _ note: String) -> Void

    /// A report to these closures.
    public init(
        found: @escaping @Sendable (Conjecture) -> Void,
        unidentified: @escaping @Sendable (UnidentifiedLimit) -> Void = { _ in },
        progress: @escaping @Sendable (_ done: Int, _ total: Int, _ note: String) -> Void = { _, _, _ in }
    ) {
        self.found = found
        self.unidentified = unidentified
        self.progress = progress
    }
}
