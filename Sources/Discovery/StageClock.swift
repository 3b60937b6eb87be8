import Dispatch
import Synchronization

/// The stages of a search, in the order in which a find passes them.
public enum SearchStage: String, Sendable, CaseIterable {
    /// Constants and tables.
    case prepare
    /// The source: sieve, double evaluation, descent.
    case screen
    /// Canonical forms.
    case classes
    /// Enclosed limits.
    case limits
    /// Integer relations, and further digits for what they find.
    case identify
    /// What the catalog says of the finds.
    case novelty
    /// The store.
    case store
}

/// Seconds spent in each stage, added over all threads.
final class StageClock: Sendable {
    private let nanoseconds = Mutex<[SearchStage: UInt64]>([:])

    /// Runs `body` on the account of a stage.
    func measure<Result, Failure: Error>(
        _ stage: SearchStage, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let start = DispatchTime.now().uptimeNanoseconds
        defer {
            let spent = DispatchTime.now().uptimeNanoseconds - start
            nanoseconds.withLock { $0[stage, default: 0] += spent }
        }
        return try body()
    }

    /// The seconds by stage so far.
    var seconds: [SearchStage: Double] { nanoseconds.withLock { $0.mapValues { Double($0) / 1e9 } } }
}
