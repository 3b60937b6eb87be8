import Arithmetic
import Conjectures
import ContinuedFractions
import Dispatch
import Expressions
import IntegerRelations
import Synchronization

/// A search: a specification that can be run, stopped at any moment, and gone on with.
public protocol Search: Sendable {
    /// A fingerprint of what is searched; equal searches have equal fingerprints.
    var fingerprint: String { get }
    /// The number of elements over all spaces.
    var count: Int { get }
}

/// What a search counted.
public struct SearchSummary: Sendable, Hashable {
    /// Elements of all spaces.
    public var space = 0
    /// Elements that were screened.
    public var screened = 0
    /// Elements that passed the screen.
    public var candidates = 0
    /// Distinct conjectures found in this run.
    public var conjectures = 0
    /// Records that are new in the store.
    public var added = 0
    /// Whether the search was stopped before its end.
    public var interrupted = false
}

/// The search for closed forms of polynomial continued fractions: space → screen → limit → identification →
/// confirmation → store.
///
/// Blocks of indices are worked in parallel; what they find is stored, and reported, in the order of the indices, so
/// results do not depend on the number of threads.
public struct FractionSearch: Search {
    /// The further digits that confirm an identification.
    public static let confirmingDigits = 200

    /// The depth to which a candidate is followed; one that needs more is passed over.
    public static let largestDepth = 20_000

    /// What is searched.
    public let specification: SearchSpecification
    /// The spaces with their screens and constants.
    private let parts: [Part]
    private let formulas: FormulaCatalog
    private let evaluator: Evaluator

    fileprivate struct Part: Sendable {
        let space: FractionSpace
        let screen: FractionScreen
        let kind: SpaceSpecification.ScreenKind
        let identifier: MobiusIdentifier
    }

    /// The search of a specification; evaluates the constants that it names.
    ///
    /// - Throws: `SpecificationError` for an unknown constant or a space that cannot be indexed.
    public init(
        _ specification: SearchSpecification, evaluator: Evaluator = .standard, formulas: FormulaCatalog
    ) throws(SpecificationError) {
        self.specification = specification
        self.evaluator = evaluator
        self.formulas = formulas
        let digits = specification.digits + FractionSearch.confirmingDigits + 20
        var values: [String: BasisConstant] = [:]
        var parts: [Part] = []
        for space in specification.spaces {
            let names = space.constants ?? evaluator.catalog.constants(tagged: "search").map(\.name)
            var constants: [BasisConstant] = []
            for name in names {
                if let known = values[name] {
                    constants.append(known)
                    continue
                }
                do {
                    let found = try BasisConstant.values(named: [name], evaluator: evaluator, digits: digits)
                    values[name] = found[0]
                    constants += found
                } catch EvaluationError.unknownSymbol {
                    throw SpecificationError("space '\(space.name)': unknown constant '\(name)'")
                } catch {
                    throw SpecificationError("space '\(space.name)': constant '\(name)': \(error)")
                }
            }
            parts.append(
                Part(
                    space: try FractionSpace(space), screen: FractionScreen(space.screen), kind: space.screen,
                    identifier: MobiusIdentifier(constants: constants, bound: specification.moebius)))
        }
        self.parts = parts
    }

    /// The elements of all spaces.
    public var count: Int { parts.reduce(0) { $0 + $1.space.count } }

    /// The fingerprint of the specification.
    public var fingerprint: String { Fingerprint.of("\(specification)") }

    /// What a run reports while it goes on.
    public struct Report: Sendable {
        /// A conjecture that is in the store by now.
        public var found: @Sendable (Conjecture) -> Void
        /// Elements done of all, and the name of the space.
        public var progress: @Sendable (_ done: Int, _ total: Int, _ space: String) -> Void

        /// A report to these closures.
        public init(
            found: @escaping @Sendable (Conjecture) -> Void,
            progress: @escaping @Sendable (_ done: Int, _ total: Int, _ space: String) -> Void
        ) {
            self.found = found
            self.progress = progress
        }
    }

    /// Runs the search.
    ///
    /// - Parameters:
    ///   - provenance: what the records say of their origin; space and index are filled in.
    ///   - resume: go on where the last run of the same search with this store stopped.
    ///   - isCancelled: asked often; when it says yes, what was found so far is stored and the run ends.
    /// - Throws: `StoreError` when the store cannot be written; what was reported before is in it.
    public func run(
        store: ConjectureStore, provenance: Provenance, workers: Int, resume: Bool,
        isCancelled: @escaping @Sendable () -> Bool, report: Report
    ) throws(StoreError) -> SearchSummary {
        var summary = SearchSummary()
        summary.space = count
        var done = 0
        var reported: Set<String> = []
        if !resume { try store.clearProgress(search: fingerprint) }
        var discoveries = Discoveries(
            records: resume ? try records(in: store, of: provenance) : [], evaluator: evaluator)
        for part in parts {
            var progress = ConjectureStore.Progress(nextIndex: 0, screened: 0, candidates: 0, conjectures: 0)
            if resume, let saved = try store.progress(search: fingerprint, space: part.space.name) { progress = saved }
            let size = part.blockSize
            while progress.nextIndex < part.space.count {
                let first = progress.nextIndex
                var blocks: [Range<Int>] = []
                for start in stride(from: first, to: part.space.count, by: size) {
                    if blocks.count == 2 * workers { break }
                    blocks.append(start..<min(part.space.count, start + size))
                }
                let results = work(on: blocks, of: part, workers: workers, isCancelled)
                var conjectures: [Conjecture] = []
                for (block, result) in zip(blocks, results) {
                    for find in result.finds {
                        let novelty = discoveries.novelty(of: find.formula, inCatalog: find.novelty)
                        conjectures.append(find.conjecture(provenance, part.space.name, novelty))
                    }
                    guard result.isComplete else { break }
                    progress.nextIndex = block.upperBound
                    progress.screened += block.count
                    progress.candidates += result.candidates
                    summary.screened += block.count
                    summary.candidates += result.candidates
                }
                progress.conjectures += conjectures.count
                let insertions = try store.insert(
                    conjectures, search: fingerprint, space: part.space.name, progress: progress)
                for (conjecture, insertion) in zip(conjectures, insertions) {
                    if insertion == .inserted { summary.added += 1 }
                    if reported.insert(conjecture.id).inserted {
                        summary.conjectures += 1
                        report.found(conjecture)
                    }
                }
                report.progress(done + progress.nextIndex, count, part.space.name)
                if isCancelled() {
                    summary.interrupted = true
                    return summary
                }
            }
            done += part.space.count
        }
        return summary
    }

    /// What earlier runs of this search stored, in the order of spaces and indices.
    private func records(in store: ConjectureStore, of provenance: Provenance) throws(StoreError) -> [Conjecture] {
        let spaces = parts.map(\.space.name)
        return try store.conjectures()
            .filter { $0.provenance.specHash == provenance.specHash && spaces.contains($0.provenance.space) }
            .sorted { x, y in
                let positions = [x, y].map { spaces.firstIndex(of: $0.provenance.space) ?? 0 }
                return (positions[0], x.provenance.index, x.id) < (positions[1], y.provenance.index, y.id)
            }
    }

    // MARK: One block

    private struct BlockResult: Sendable {
        var finds: [Find] = []
        var candidates = 0
        var isComplete = true
    }

    private func work(
        on blocks: [Range<Int>], of part: Part, workers: Int, _ isCancelled: @escaping @Sendable () -> Bool
    ) -> [BlockResult] {
        let results = Mutex([BlockResult](repeating: BlockResult(), count: blocks.count))
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: min(workers, blocks.count)) { _ in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < blocks.count else { return }
                let result = search(blocks[index], of: part, isCancelled)
                results.withLock { $0[index] = result }
            }
        }
        return results.withLock { $0 }
    }

    private func search(_ block: Range<Int>, of part: Part, _ isCancelled: () -> Bool) -> BlockResult {
        var result = BlockResult()
        if isCancelled() {
            result.isComplete = false
            return result
        }
        let survivors = part.screen.survivors(of: part.space, in: block)
        result.candidates = survivors.count
        for index in survivors {
            if isCancelled() {
                result.isComplete = false
                return result
            }
            if let fraction = part.space[index], let find = find(fraction, index, part.identifier) {
                result.finds.append(find)
            }
        }
        return result
    }

    /// A candidate whose limit has a confirmed closed form.
    private func find(
        _ searched: PolynomialContinuedFraction, _ index: Int, _ identifier: MobiusIdentifier
    ) -> Find? {
        let fraction = searched.canonical
        if case .terminating = fraction.convergenceClass { return nil }
        guard let limit = try? fraction.limit(digits: specification.digits, largestDepth: FractionSearch.largestDepth),
            !limit.value.containsZero
        else {
            return nil
        }
        for match in identifier.identify(limit.value, digits: specification.digits) {
            guard case .mobius(let constant, _, _, _, _) = match.kind, let form = match.expression else { return nil }
            let digits = specification.digits + FractionSearch.confirmingDigits
            guard let precise = try? fraction.limit(digits: digits),
                let value = try? evaluator.evaluate(form, digits: digits).value,
                value.isReal, value.real.overlaps(precise.value)
            else { continue }
            let proven = min(digits, precise.value.provenDigits, value.real.provenDigits)
            return Find(
                index: index, fraction: fraction, form: form, constant: constant, digits: proven,
                coincidence: match.coincidence, convergence: precise.convergenceClass,
                delta: fraction.deltaEstimate(limit: precise.value),
                novelty: formulas.novelty(
                    of: Formula(left: fraction.expression, right: form), evaluator: evaluator))
        }
        return nil
    }

    private struct Find: Sendable {
        let index: Int
        let fraction: PolynomialContinuedFraction
        let form: Expressions.Expression
        let constant: String
        let digits: Int
        let coincidence: Double
        let convergence: ConvergenceClass
        let delta: Double?
        let novelty: Novelty

        var formula: Formula { Formula(left: fraction.expression, right: form) }

        func conjecture(_ provenance: Provenance, _ space: String, _ novelty: String) -> Conjecture {
            let formula = formula
            var origin = provenance
            origin.space = space
            origin.index = index
            return Conjecture(
                formula: formula.description, latex: formula.formatted(.latex), kind: "pcf", constants: [constant],
                status: .agrees(digits: digits), deltaEstimate: delta, convergenceClass: convergence.name,
                digitsPerTerm: fraction.digitsPerTermEstimate, coincidence: coincidence,
                novelty: novelty, provenance: origin)
        }
    }
}

extension FractionSearch.Part {
    /// Indices in one block: about a tenth of a second of work.
    fileprivate var blockSize: Int {
        switch (kind, space.form) {
        case (.none, _): return 128
        case (.nilpotence, .parametric): return 2048
        case (.nilpotence, .boxes(_, let b)):
            let width = max(1, b.count ?? 1)
            return width * max(1, 20_000 / width)
        }
    }
}

extension PolynomialContinuedFraction {
    /// The representative of (a, b), (−a, b) and (λa, λ²b): primitive, with the leading coefficient of a positive.
    var canonical: PolynomialContinuedFraction {
        let (fraction, _) = primitive()
        guard let lead = fraction.a.leadingCoefficient, lead.signum() < 0 else { return fraction }
        return PolynomialContinuedFraction(a: -fraction.a, b: fraction.b)
    }

    /// δ of one convergent, as an estimate of its limit.
    func deltaEstimate(limit: Ball) -> Double? {
        let depth = digitsPerTermEstimate.map { max(10, min(150, Int(150 / max($0, 0.1)))) } ?? 100
        return quality(atDepth: depth, limit: limit).map { ($0.delta.doubleEstimate * 1e4).rounded() / 1e4 }
    }
}
