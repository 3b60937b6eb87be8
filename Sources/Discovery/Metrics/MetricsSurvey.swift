import Conjectures
import ContinuedFractions
import Dispatch
import Expressions
import Synchronization

/// The metrics of all fractions of a specification that pass its screens, computed in parallel and stored in the order
/// of the spaces and indices: the table does not depend on the number of threads nor on interruptions.
public struct MetricsSurvey: Search {
    /// Which limits are identified.
    public enum Labelling: String, CaseIterable, Sendable {
        /// Of fractions with full or partial factorial reduction.
        case reduced
        /// Of all that converge.
        case all
        /// None.
        case none
    }

    /// What a survey counted.
    public struct Summary: Sendable, Hashable {
        /// Indices of all spaces.
        public var space = 0
        /// Rows of the table: fractions measured, by earlier runs too.
        public var measured = 0
        /// Whether the run was stopped before its end.
        public var interrupted = false
    }

    /// The depths at which metrics are taken.
    public static let depths = FractionMetricsMeter.depths.lowerBound...100_000

    /// What is surveyed.
    public let specification: SearchSpecification
    /// The depth of the metrics.
    public let depth: Int
    /// Which limits are identified.
    public let labelling: Labelling
    private let parts: [Part]
    private let meter: FractionMetricsMeter

    fileprivate struct Part: Sendable {
        let space: FractionSpace
        let screen: FractionScreen
        let kind: SpaceSpecification.ScreenKind
        let labeller: FractionLabeller
    }

    /// The survey of a specification.
    ///
    /// - Throws: `SpecificationError` for a depth outside `depths`, an unknown constant or a space that cannot be indexed.
    public init(
        _ specification: SearchSpecification, depth: Int, labelling: Labelling = .reduced,
        evaluator: Evaluator = .standard
    ) throws(SpecificationError) {
        guard MetricsSurvey.depths.contains(depth), let meter = try? FractionMetricsMeter(depth: depth) else {
            let (low, high) = (MetricsSurvey.depths.lowerBound, MetricsSurvey.depths.upperBound)
            throw SpecificationError("the depth must be in \(low) ... \(high), not \(depth)")
        }
        self.meter = meter
        self.specification = specification
        self.depth = depth
        self.labelling = labelling
        var parts: [Part] = []
        for space in specification.spaces {
            let names = space.constants ?? evaluator.catalog.constants(tagged: "search").map(\.name)
            let labeller: FractionLabeller
            do {
                labeller = try FractionLabeller(
                    constants: labelling == .none ? [] : names, bound: specification.moebius, evaluator: evaluator)
            } catch .unknownSymbol(let name) {
                throw SpecificationError("space '\(space.name)': unknown constant '\(name)'")
            } catch { throw SpecificationError("space '\(space.name)': \(error)") }
            parts.append(
                Part(
                    space: try FractionSpace(space), screen: FractionScreen(space.plannedScreen),
                    kind: space.plannedScreen,
                    labeller: labeller))
        }
        self.parts = parts
    }

    /// The indices of all spaces.
    public var count: Int { parts.reduce(0) { $0 + $1.space.count } }

    /// The fingerprint of specification, depth and labelling.
    public var fingerprint: String { Fingerprint.of("metrics \(specification.fingerprint) \(depth) \(labelling)") }

    /// The labeller of a space.
    public func labeller(ofSpace name: String) -> FractionLabeller? {
        parts.first { $0.space.name == name }?.labeller
    }

    /// Fills the table.
    ///
    /// - Parameters:
    ///   - resume: go on where the last run of the same survey with this store stopped; otherwise the table is emptied.
    ///   - isCancelled: asked before each fraction; when it says yes, the rows so far are stored and the run ends.
    ///   - progress: told of indices done of all, and the name of the space.
    ///   - row: told of each row of this run, in order, when it is stored.
    /// - Throws: `StoreError`; `notAStore` when the table to be gone on with is another survey's.
    public func run(
        into store: MetricsStore, workers: Int, resume: Bool, isCancelled: @escaping @Sendable () -> Bool,
        progress report: (_ done: Int, _ total: Int, _ space: String) -> Void = { _, _, _ in },
        row: (MetricsRow) -> Void = { _ in }
    ) throws(StoreError) -> Summary {
        if !resume {
            try store.clear()
        } else if try store.belongsToAnother(than: fingerprint) {
            throw .notAStore("'\(store.path)' is the table of another survey: run without --resume to replace it")
        }
        var summary = Summary(space: count)
        var done = 0
        for part in parts {
            let name = part.space.name
            var progress =
                try store.progress(search: fingerprint, space: name)
                ?? MetricsStore.Progress(nextIndex: 0, measured: 0)
            let size = part.blockSize(depth)
            while progress.nextIndex < part.space.count {
                let starts = stride(from: progress.nextIndex, to: part.space.count, by: size).prefix(4 * workers)
                let blocks = starts.map { $0..<min(part.space.count, $0 + size) }
                var rows: [MetricsRow] = []
                for (block, result) in zip(blocks, work(on: blocks, of: part, workers: workers, isCancelled)) {
                    rows += result.rows
                    progress.nextIndex = result.nextIndex
                    guard result.nextIndex == block.upperBound else { break }
                }
                progress.measured += rows.count
                try store.append(rows, search: fingerprint, space: name, progress: progress)
                rows.forEach(row)
                report(done + progress.nextIndex, summary.space, name)
                if isCancelled() {
                    summary.measured += progress.measured
                    summary.interrupted = true
                    return summary
                }
            }
            done += part.space.count
            summary.measured += progress.measured
        }
        return summary
    }

    // MARK: One block

    private struct BlockResult: Sendable {
        var rows: [MetricsRow] = []
        /// The first index that was not looked at.
        var nextIndex: Int
    }

    private func work(
        on blocks: [Range<Int>], of part: Part, workers: Int, _ isCancelled: @escaping @Sendable () -> Bool
    ) -> [BlockResult] {
        let results = Mutex(blocks.map { BlockResult(nextIndex: $0.lowerBound) })
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: max(1, min(workers, blocks.count))) { _ in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < blocks.count else { return }
                let result = survey(blocks[index], of: part, isCancelled)
                results.withLock { $0[index] = result }
            }
        }
        return results.withLock { $0 }
    }

    private func survey(_ block: Range<Int>, of part: Part, _ isCancelled: () -> Bool) -> BlockResult {
        var result = BlockResult(nextIndex: block.lowerBound)
        if isCancelled() { return result }
        for index in part.screen.survivors(of: part.space, in: block) {
            result.nextIndex = index
            if isCancelled() { return result }
            guard let fraction = part.space[index] else { continue }
            let metrics = meter.metrics(of: fraction)
            let keyed = fraction.canonicalKey
            let label = isLabelled(metrics) ? part.labeller.label(fraction, keyed: keyed) : nil
            let invariant = FractionInvariant(fraction).map { MetricsSurvey.fingerprint($0) }
            result.rows.append(
                MetricsRow(
                    metrics, space: part.space.name, index: index, family: keyed.map { "\($0.key.terms)" },
                    invariant: invariant,
                    constant: label?.constant, closedForm: label?.closedForm?.description))
        }
        result.nextIndex = block.upperBound
        return result
    }

    /// A short key of an invariant: 48 bits.
    private static func fingerprint(_ invariant: FractionInvariant) -> String {
        String(Fingerprint.of("\(invariant.growth) \(invariant.singularities) \(invariant.curvature)").prefix(12))
    }

    private func isLabelled(_ metrics: FractionMetrics) -> Bool {
        switch (labelling, metrics.convergenceClass) {
        case (_, .divergent), (_, .undecided), (.none, _): false
        case (.reduced, _): metrics.factorialReduction != .none
        case (.all, _): true
        }
    }
}

extension MetricsSurvey.Part {
    /// Indices in one block: about a tenth of a second of work where nothing is screened out; whole rows of a sieved box.
    fileprivate func blockSize(_ depth: Int) -> Int {
        switch (kind, space.form) {
        case (.none, _): return max(1, 100_000 / max(depth, 100))
        case (.nilpotence, .parametric): return 512
        case (.nilpotence, .boxes(_, let b)):
            let width = max(1, b.count ?? 1)
            return width * max(1, 4096 / width)
        }
    }
}
