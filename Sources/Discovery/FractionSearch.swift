import Arithmetic
import Conjectures
import ContinuedFractions
import Expressions
import IntegerRelations

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
    /// What is searched.
    public let specification: SearchSpecification
    /// The part that is searched.
    public let shard: Shard
    private let plan: SearchPlan
    private let formulas: FormulaCatalog
    private let evaluator: Evaluator

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

    /// The name under which the store keeps the progress of this shard.
    private var progressName: String { shard == .whole ? fingerprint : "\(fingerprint) \(shard)" }

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
        let clock = StageClock()
        var summary = SearchSummary()
        summary.space = count
        do throws(StoreError) {
            if !resume { try store.clearProgress(search: progressName) }
        } catch { throw .store(error) }
        let digits = specification.digits + ClassEvaluation.confirmingDigits + 20
        let constants: [String: BasisConstant]
        do throws(SpecificationError) {
            constants = try clock.measure(.prepare) { () throws(SpecificationError) in
                try plan.values(digits: digits, evaluator: evaluator)
            }
        } catch { throw .specification(error) }
        var entries = Entries(
            provenance: provenance,
            discoveries: Discoveries(
                records: resume ? try records(in: store, of: provenance) : [], evaluator: evaluator))
        var done = 0
        for space in plan.spaces {
            let saved: (progress: SearchProgress, classes: [EvaluatedClass])
            do throws(StoreError) {
                saved = (
                    try store.progress(search: progressName, space: space.name)
                        ?? SearchProgress(nextIndex: space.indices.lowerBound),
                    try store.evaluatedClasses(search: progressName, space: space.name)
                )
            } catch { throw .store(error) }
            defer { done += space.indices.count }
            if saved.progress.nextIndex >= space.indices.upperBound { continue }
            let before = done - space.indices.lowerBound
            let total = summary.space
            let basis = space.constants.compactMap { constants[$0] }
            let prepared: (any CandidateSource)?
            do throws(SpecificationError) {
                prepared = try clock.measure(.prepare) { () throws(SpecificationError) in
                    try space.source(
                        constants: basis, bound: specification.moebius, memory: specification.memory,
                        seed: provenance.seed, workers: workers, isCancelled: isCancelled,
                        progress: { share in
                            report.progress(
                                before + saved.progress.nextIndex, total,
                                "\(space.name): tables \(Int(100 * share)) %")
                        })
                }
            } catch { throw .specification(error) }
            guard let source = prepared else {
                summary.interrupted = true
                break
            }
            let formulas = formulas
            let evaluator = evaluator
            var run = SpaceRun(
                space, source: source,
                evaluation: ClassEvaluation(
                    digits: specification.digits,
                    identifier: MobiusIdentifier(constants: basis, bound: ClassEvaluation.largestHeight),
                    keepsUnidentified: space.specification.plannedScreen == .nilpotence,
                    evaluator: evaluator, clock: clock),
                bound: Integer(specification.moebius), workers: workers, ledger: ClassLedger(saved.classes),
                progress: saved.progress, isCancelled: isCancelled,
                catalogNovelty: { formulas.novelty(of: $0.formula, evaluator: evaluator).description })
            while !run.isDone && !summary.interrupted {
                let round = run.round()
                var finds = entries.finds(of: round, in: space, progress: run.progress, clock: clock)
                finds.classes = round.classes
                let insertions: [ConjectureStore.Insertion]
                do throws(StoreError) {
                    insertions = try clock.measure(.store) { () throws(StoreError) in
                        try store.insert(finds, search: progressName, space: space.name)
                    }
                } catch { throw .store(error) }
                summary.tally += round.tally
                summary.added += insertions.count { $0 == .inserted }
                for conjecture in finds.conjectures where entries.isFirst(conjecture.id) {
                    if conjecture.novelty == Novelty.new.description { summary.new += 1 }
                    report.found(conjecture)
                }
                for limit in finds.unidentified where entries.isFirst(limit.id) { report.unidentified(limit) }
                report.progress(before + run.progress.nextIndex, total, space.name)
                summary.interrupted = isCancelled()
            }
            if summary.interrupted { break }
        }
        summary.seconds = clock.seconds
        return summary
    }

    /// What earlier runs of this search stored, in the order of spaces and indices.
    private func records(
        in store: ConjectureStore, of provenance: Provenance
    ) throws(SearchError) -> [Conjecture] {
        let spaces = plan.spaces.map(\.name)
        let all: [Conjecture]
        do throws(StoreError) { all = try store.conjectures() } catch { throw .store(error) }
        return all.filter { $0.provenance.specHash == provenance.specHash && spaces.contains($0.provenance.space) }
            .sorted { x, y in
                let positions = [x, y].map { spaces.firstIndex(of: $0.provenance.space) ?? 0 }
                return (positions[0], x.provenance.index, x.id) < (positions[1], y.provenance.index, y.id)
            }
    }
}

/// The records of a run, made in the order of the finds.
private struct Entries {
    let provenance: Provenance
    var discoveries: Discoveries
    private var reported: Set<String> = []

    init(provenance: Provenance, discoveries: Discoveries) {
        self.provenance = provenance
        self.discoveries = discoveries
    }

    /// The records of a round.
    mutating func finds(
        of round: SpaceRun.Round, in space: PlannedSpace, progress: SearchProgress, clock: StageClock
    ) -> SearchFinds {
        var finds = SearchFinds(progress: progress)
        for find in round.finds {
            let novelty = clock.measure(.novelty) {
                discoveries.novelty(of: find.found.formula, inCatalog: find.novelty)
            }
            finds.conjectures.append(
                find.found.conjecture(novelty: novelty, provenance: origin(space, find.index)))
        }
        finds.unidentified = round.unidentified.map { index, limit in
            limit.record(provenance: origin(space, index))
        }
        return finds
    }

    /// Whether this id was not reported before.
    mutating func isFirst(_ id: String) -> Bool { reported.insert(id).inserted }

    private func origin(_ space: PlannedSpace, _ index: Int) -> Provenance {
        var origin = provenance
        origin.space = space.name
        origin.index = index
        return origin
    }
}
