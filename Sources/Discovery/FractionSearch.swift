import Conjectures
import ContinuedFractions
import Expressions

/// A search: a specification that can be run, stopped at any moment, and gone on with.
public protocol Search: Sendable {
    /// A fingerprint of what is searched; equal searches have equal fingerprints.
    var fingerprint: String { get }
    /// The number of elements over all spaces.
    var count: Int { get }
}

/// The search for closed forms of polynomial continued fractions: space → source of candidates → classes → limit →
/// identification → ladder → novelty → store.
///
/// Blocks of indices are worked in parallel; what they find is stored, and reported, in the order of the indices, so
/// results do not depend on the number of threads. Each class of fractions that differ by equivalence and index shifts
/// is evaluated once and has one entry, its canonical form; so the finds of the shards of a search together are those
/// of the whole.
public struct FractionSearch: Search {
    /// The depth to which a fraction is followed; one that needs more stays undecided.
    public static let largestDepth = 20_000

    /// What is searched.
    public let specification: SearchSpecification
    /// The part that is searched.
    public let shard: Shard
    let plan: SearchPlan
    let formulas: FormulaCatalog
    let evaluator: Evaluator

    /// The search of a specification, or one shard of it.
    ///
    /// - Throws: `SpecificationError` for an unknown constant or a space that cannot be indexed.
    public init(
        _ specification: SearchSpecification, shard: Shard = .whole, evaluator: Evaluator = .standard,
        formulas: FormulaCatalog
    ) throws(SpecificationError) {
        self.specification = specification
        self.shard = shard
        self.evaluator = evaluator
        self.formulas = formulas
        plan = try SearchPlan(specification, shard: shard, catalog: evaluator.catalog)
    }

    /// The indices of all spaces, in this shard.
    public var count: Int { plan.spaces.reduce(0) { $0 + $1.indices.count } }

    /// The fingerprint of the specification, which all shards share.
    public var fingerprint: String { specification.fingerprint }

    /// The name under which the store keeps the progress of this shard; where starts are drawn, with the seed.
    func progressName(seed: UInt64) -> String {
        let draws = specification.spaces.contains { $0.plannedStrategy == .descent }
        return fingerprint + (shard == .whole ? "" : " \(shard)") + (draws ? " seed \(seed)" : "")
    }

    /// Runs the search.
    ///
    /// - Parameters:
    ///   - provenance: what the records say of their origin; space and index are filled in.
    ///   - resume: go on where the last run of the same search with this store stopped.
    ///   - isCancelled: asked often; when it says yes, what was found so far is stored and the run ends.
    /// - Throws: `SearchError` when the tables of a space would take too much memory, or the store cannot be written; what
    ///   was reported before is in it.
    public func run(
        store: ConjectureStore, provenance: Provenance, workers: Int, resume: Bool,
        isCancelled: @escaping @Sendable () -> Bool, report: SearchReport
    ) throws(SearchError) -> SearchSummary {
        var run = try SearchRun(
            self, store: store, provenance: provenance, workers: workers, resume: resume, isCancelled: isCancelled,
            report: report)
        for space in plan.spaces where !run.isInterrupted { try run.search(space) }
        return run.summary
    }
}
