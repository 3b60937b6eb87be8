import CReference
import EGraphs

/// Insertions of random binary nodes into the term store, against a plain C hashcons on the same stream.
enum TermStoreBenchmark {
    private static let count: UInt32 = 1_000_000

    static func run() {
        PairedTiming.compare(
            "term store, 1e6 random binary nodes", reference: "C open addressing", rounds: 9, work: Double(count),
            unit: "insertions"
        ) {
            precondition(insertions(count, seed: 1) == insertionsExpected)
        } against: {
            precondition(reference_term_insertions(count, 1) == insertionsExpected)
        }
    }

    /// The number of distinct nodes of the stream, by the reference, once.
    private static let insertionsExpected = reference_term_insertions(count, 1)

    private static func insertions(_ count: UInt32, seed: UInt64) -> UInt32 {
        var store = TermStore()
        var state = seed
        _ = store.add(1000)
        for _ in 0..<count {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let size = UInt64(UInt32(truncatingIfNeeded: store.count))
            let left = UInt32(truncatingIfNeeded: ((state >> 32) &* size) >> 32)
            let right = UInt32(truncatingIfNeeded: (UInt64(UInt32(truncatingIfNeeded: state)) &* size) >> 32)
            _ = store.add(
                UInt32(truncatingIfNeeded: state >> 63), EClassID(index: left), EClassID(index: right))
        }
        return UInt32(store.count)
    }
}
