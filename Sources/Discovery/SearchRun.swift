import Arithmetic
import Conjectures
import ContinuedFractions
import Expressions
import IntegerRelations

/// One run of a search: space after space, each from where the last run stopped, with its finds stored and then reported.
struct SearchRun {
    private let search: FractionSearch
    private let store: ConjectureStore
    private let seed: UInt64
    private let workers: Int
    private let isCancelled: @Sendable () -> Bool
    private let report: SearchReport
    private let clock = StageClock()
    private let constants: [String: BasisConstant]
    private var entries: SearchEntries
    /// The indices of the spaces before the one that is searched.
    private var done = 0
    private var counted = SearchSummary()

    /// A run that has searched nothing yet; evaluates the constants.
    ///
    /// - Throws: `SearchError` when a constant has no real value, or the store cannot be read or written.
    init(
        _ search: FractionSearch, store: ConjectureStore, provenance: Provenance, workers: Int, resume: Bool,
        isCancelled: @escaping @Sendable () -> Bool, report: SearchReport
    ) throws(SearchError) {
        self.search = search
        self.store = store
        seed = provenance.seed
        self.workers = workers
        self.isCancelled = isCancelled
        self.report = report
        counted.space = search.count
        let digits = search.specification.digits + ClassEvaluation.confirmingDigits + 20
        let (plan, evaluator, clock) = (search.plan, search.evaluator, clock)
        constants = try SearchError.wrapping { () throws(SpecificationError) in
            try clock.measure(.prepare) { () throws(SpecificationError) in
                try plan.values(digits: digits, evaluator: evaluator)
            }
        }
        var records: [Conjecture] = []
        if resume {
            records = try SearchError.wrapping { () throws(StoreError) in
                try SearchRun.records(of: search, in: store, specHash: provenance.specHash)
            }
        } else {
            try SearchError.wrapping { () throws(StoreError) in
                try store.clearProgress(search: search.progressName(seed: provenance.seed))
            }
        }
        entries = SearchEntries(
            provenance: provenance, discoveries: Discoveries(records: records, evaluator: evaluator))
    }

    /// What was counted so far.
    var summary: SearchSummary {
        var summary = counted
        summary.seconds = clock.seconds
        return summary
    }

    /// Whether the run was stopped.
    var isInterrupted: Bool { counted.interrupted }

    /// Searches what is left of a space.
    ///
    /// - Throws: `SearchError` when its tables would take too much memory, or the store cannot be written.
    mutating func search(_ space: PlannedSpace) throws(SearchError) {
        defer { done += space.indices.count }
        let (store, name) = (store, search.progressName(seed: seed))
        let saved = try SearchError.wrapping { () throws(StoreError) in
            (
                progress: try store.progress(search: name, space: space.name)
                    ?? SearchProgress(nextIndex: space.indices.lowerBound),
                classes: try store.evaluatedClasses(search: name, space: space.name)
            )
        }
        if saved.progress.nextIndex >= space.indices.upperBound { return }
        let identifier = try identifier(of: space)
        guard let source = try source(of: space, identifier, from: saved.progress.nextIndex) else {
            counted.interrupted = true
            return
        }
        let (formulas, evaluator) = (search.formulas, search.evaluator)
        let evaluation = ClassEvaluation(
            digits: search.specification.digits, identifier: identifier,
            keepsUnidentified: space.specification.plannedScreen == .nilpotence, evaluator: evaluator, clock: clock)
        var run = SpaceRun(
            space, source: source, evaluation: evaluation, bound: Integer(search.specification.moebius),
            workers: workers, ledger: ClassLedger(saved.classes), progress: saved.progress, isCancelled: isCancelled,
            catalogNovelty: { formulas.novelty(of: $0.formula, evaluator: evaluator).description })
        while !run.isDone && !counted.interrupted {
            let round = run.round()
            try enter(round, of: space, progress: run.progress)
            counted.interrupted = isCancelled() && !(run.isDone && isLast(space))
        }
    }

    private func isLast(_ space: PlannedSpace) -> Bool { search.plan.spaces.last?.name == space.name }

    /// Stores what a round found, and then reports it.
    private mutating func enter(
        _ round: SpaceRun.Round, of space: PlannedSpace, progress: SearchProgress
    ) throws(SearchError) {
        let finds = entries.finds(of: round, in: space, progress: progress, clock: clock)
        let (store, clock, name) = (store, clock, search.progressName(seed: seed))
        let insertions = try SearchError.wrapping { () throws(StoreError) in
            try clock.measure(.store) { () throws(StoreError) in
                try store.insert(finds, search: name, space: space.name)
            }
        }
        counted.tally += round.tally
        counted.added += insertions.count { $0 == .inserted }
        for conjecture in finds.conjectures where entries.isFirst(conjecture.id) {
            if conjecture.novelty == Novelty.new.description { counted.new += 1 }
            report.found(conjecture)
        }
        for limit in finds.unidentified where entries.isFirst(limit.id) { report.unidentified(limit) }
        report.progress(done + progress.nextIndex - space.indices.lowerBound, counted.space, space.name)
    }

    private func source(
        of space: PlannedSpace, _ identifier: BulkIdentifier, from index: Int
    ) throws(SearchError) -> (any CandidateSource)? {
        let (specification, report, total) = (search.specification, report, counted.space)
        let start = done + index - space.indices.lowerBound
        let settings = SourceSettings(
            constants: basis(of: space), bound: specification.moebius, identifier: identifier,
            memory: specification.memory, seed: seed, workers: workers)
        return try SearchError.wrapping { () throws(SpecificationError) in
            try clock.measure(.prepare) { () throws(SpecificationError) in
                try space.source(
                    settings, isCancelled: isCancelled,
                    progress: { report.progress(start, total, "\(space.name): tables \(Int(100 * $0)) %") })
            }
        }
    }

    private func basis(of space: PlannedSpace) -> [BasisConstant] { space.constants.compactMap { constants[$0] } }

    private func identifier(of space: PlannedSpace) throws(SearchError) -> BulkIdentifier {
        let basis = basis(of: space)
        do throws(RelationBasisError) {
            return try clock.measure(.prepare) { () throws(RelationBasisError) in
                try BulkIdentifier(
                    constants: basis, bound: ClassEvaluation.largestHeight, digits: search.specification.digits,
                    combining: (2...ClassEvaluation.largestCombination).contains(basis.count))
            }
        } catch {
            throw .specification(SpecificationError("space '\(space.name)': \(error)"))
        }
    }

    /// What earlier runs of a search stored, in the order of spaces and indices.
    private static func records(
        of search: FractionSearch, in store: ConjectureStore, specHash: String
    ) throws(StoreError) -> [Conjecture] {
        let spaces = search.plan.spaces.map(\.name)
        return try store.conjectures()
            .filter { $0.provenance.specHash == specHash && spaces.contains($0.provenance.space) }
            .sorted { x, y in
                let positions = [x, y].map { spaces.firstIndex(of: $0.provenance.space) ?? 0 }
                return (positions[0], x.provenance.index, x.id) < (positions[1], y.provenance.index, y.id)
            }
    }
}
