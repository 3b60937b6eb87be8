import Arithmetic
import Conjectures
import ContinuedFractions
import Dispatch
import Synchronization

/// One space on its way through a search: rounds of blocks, each screened, sorted into classes, and evaluated in parallel,
/// then entered in the order of the indices and stored in one transaction.
///
/// What a round enters depends on its indices alone; how many blocks it takes depends on the time they need. So the
/// finds do not depend on the number of threads, nor on where a search was stopped and resumed.
struct SpaceRun {
    /// The seconds for which a round takes further blocks.
    static let roundSeconds = 0.2
    /// The candidates of a round beyond which it takes no further blocks.
    static let roundCandidates = 20_000

    let space: PlannedSpace
    let source: any CandidateSource
    let evaluation: ClassEvaluation
    let bound: Integer
    let workers: Int
    let isCancelled: @Sendable () -> Bool
    /// What the catalog says of a formula.
    let catalogNovelty: @Sendable (IdentifiedClass) -> String
    /// The indices of a block. A sieve begins with small blocks and takes larger ones while few candidates are in them, so
    /// that a stop loses little; its answers do not depend on the cut.
    private var blockSize: Int
    private(set) var ledger: ClassLedger
    private(set) var progress: SearchProgress

    /// A space that goes on from `progress` with the classes that were evaluated before.
    init(
        _ space: PlannedSpace, source: any CandidateSource, evaluation: ClassEvaluation, bound: Integer, workers: Int,
        ledger: ClassLedger, progress: SearchProgress, isCancelled: @escaping @Sendable () -> Bool,
        catalogNovelty: @escaping @Sendable (IdentifiedClass) -> String
    ) {
        self.space = space
        self.source = source
        blockSize = space.specification.plannedStrategy == .sieve ? max(1, source.blockSize >> 8) : source.blockSize
        self.evaluation = evaluation
        self.bound = bound
        self.workers = workers
        self.ledger = ledger
        self.progress = progress
        self.isCancelled = isCancelled
        self.catalogNovelty = catalogNovelty
    }

    /// Whether all indices are done.
    var isDone: Bool { progress.nextIndex >= space.indices.upperBound }

    /// A closed form to be reported, with the index of the first fraction of the space that keeps to the bounds.
    struct Find: Sendable {
        let index: Int
        let found: IdentifiedClass
        let novelty: String
    }

    /// What a round found, up to `progress`.
    struct Round: Sendable {
        var finds: [Find] = []
        var unidentified: [(index: Int, limit: UnidentifiedFraction)] = []
        var classes: [EvaluatedClass] = []
        /// What this round counted.
        var tally = SearchTally()
    }

    /// Goes on by one round; what it returns, and the progress, reach as far as all blocks were finished when
    /// `isCancelled` said yes.
    mutating func round() -> Round {
        let blocks = screen()
        adapt(to: blocks)
        var queue = classes(in: blocks)
        evaluate(&queue)
        return enter(blocks, queue)
    }

    // MARK: Screening

    private struct Block: Sendable {
        let range: Range<Int>
        var candidates = 0
        var terminating = 0
        var oscillating = 0
        var inflated = 0
        var members: [ClassMember] = []
    }

    /// The next blocks in their order, without a gap.
    private func screen() -> [Block] {
        let size = max(1, blockSize)
        let first = progress.nextIndex
        let end = space.indices.upperBound
        let count = (end - first - 1) / size + 1
        let results = Mutex<[Int: Block]>([:])
        let next = Atomic<Int>(0)
        let candidates = Atomic<Int>(0)
        let start = DispatchTime.now().uptimeNanoseconds
        DispatchQueue.concurrentPerform(iterations: min(workers, count)) { worker in
            while !isCancelled() {
                let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard number < count else { return }
                let lower = first + number * size
                guard let block = screen(lower..<(min(size, end - lower) + lower)) else { return }
                results.withLock { $0[number] = block }
                candidates.wrappingAdd(block.members.count, ordering: .relaxed)
                let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
                if seconds > SpaceRun.roundSeconds
                    || candidates.load(ordering: .relaxed) > SpaceRun.roundCandidates
                {
                    return
                }
            }
        }
        let done = results.withLock { $0 }
        return (0..<done.count).prefix { done[$0] != nil }.compactMap { done[$0] }
    }

    /// The block size of the next round.
    private mutating func adapt(to blocks: [Block]) {
        guard space.specification.plannedStrategy == .sieve, let most = blocks.map(\.members.count).max() else {
            return
        }
        if most < 500 {
            blockSize = min(source.blockSize, 2 * blockSize)
        } else if most > 2000 {
            blockSize = max(1, blockSize / 2)
        }
    }

    private func screen(_ range: Range<Int>) -> Block? {
        let found = evaluation.clock.measure(.screen) { source.candidates(in: range, isCancelled: isCancelled) }
        guard let found else { return nil }
        return evaluation.clock.measure(.classes) {
            var block = Block(range: range, candidates: found.count)
            let isScreened = space.specification.plannedScreen == .nilpotence
            for candidate in found {
                if candidate.fraction.oscillates {
                    block.oscillating += 1
                } else if let member = ClassMember(candidate) {
                    if isScreened && !member.reductionOutlivesDeflation {
                        block.inflated += 1
                    } else {
                        block.members.append(member)
                    }
                } else {
                    block.terminating += 1
                }
            }
            return block
        }
    }

    // MARK: Evaluation

    /// A class that occurs in a round and has to be evaluated, or has a closed form.
    private struct OpenClass: Sendable {
        let key: ClassFingerprint
        var members: [ClassMember]
        /// The outcome when it is known.
        var outcome: ClassOutcome?
        /// Whether all below is known as well.
        var isDone = false
        /// Whether the closed form of each member keeps to the bounds.
        var keeping: [Bool] = []
        /// What the catalog says, when a member keeps to the bounds and the class was not reported.
        var novelty: String?
    }

    private func classes(in blocks: [Block]) -> [OpenClass] {
        var queue: [OpenClass] = []
        var positions: [ClassFingerprint: Int] = [:]
        for block in blocks {
            for member in block.members {
                if let position = positions[member.key] {
                    queue[position].members.append(member)
                } else if !ledger.contains(member.key) || ledger.isIdentified(member.key) {
                    positions[member.key] = queue.count
                    let known = ledger.form(member.key).map { ClassOutcome.identified($0) }
                    queue.append(OpenClass(key: member.key, members: [member], outcome: known))
                }
            }
        }
        return queue
    }

    private func evaluate(_ queue: inout [OpenClass]) {
        let open = queue
        let results = Mutex<[OpenClass]>(queue)
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: min(workers, open.count)) { _ in
            while !isCancelled() {
                let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard number < open.count else { return }
                let result = evaluated(open[number])
                results.withLock { $0[number] = result }
            }
        }
        queue = results.withLock { $0 }
    }

    private func evaluated(_ open: OpenClass) -> OpenClass {
        var result = open
        if open.outcome == nil {
            result.outcome = evaluation.outcome(of: open.members[0].representative)
        }
        result.isDone = true
        guard case .identified(let found) = result.outcome else { return result }
        result.keeping = evaluation.clock.measure(.classes) {
            open.members.map { member in member.map.map { found.keeps(to: bound, under: $0) } ?? false }
        }
        if result.keeping.contains(true), !ledger.isReported(open.key) {
            result.novelty = evaluation.clock.measure(.novelty) { catalogNovelty(found) }
        }
        return result
    }

    // MARK: Entering

    /// Enters the blocks in their order, up to the first one with a class that was not evaluated.
    private mutating func enter(_ blocks: [Block], _ queue: [OpenClass]) -> Round {
        var round = Round()
        var positions: [ClassFingerprint: Int] = [:]
        for (position, open) in queue.enumerated() { positions[open.key] = position }
        var seen = [Int](repeating: 0, count: queue.count)
        for block in blocks {
            let isWhole = block.members.allSatisfy { member in
                positions[member.key].map { queue[$0].isDone } ?? true
            }
            guard isWhole else { break }
            round.tally.screened += block.range.count
            round.tally.candidates += block.candidates
            round.tally.terminating += block.terminating
            round.tally.oscillating += block.oscillating
            round.tally.inflated += block.inflated
            for member in block.members {
                guard let position = positions[member.key], let outcome = queue[position].outcome else {
                    round.tally.duplicates += 1
                    continue
                }
                enter(member, queue[position], outcome, occurrence: seen[position], &round)
                seen[position] += 1
            }
            progress.nextIndex = block.range.upperBound
        }
        progress.tally += round.tally
        return round
    }

    private mutating func enter(
        _ member: ClassMember, _ open: OpenClass, _ outcome: ClassOutcome, occurrence: Int, _ round: inout Round
    ) {
        if ledger.contains(member.key) {
            round.tally.duplicates += 1
            ledger.remember(member.key, outcome)
        } else {
            round.tally.classes += 1
            round.classes.append(ledger.enter(member.key, outcome))
            switch outcome {
            case .divergent: round.tally.divergent += 1
            case .undecided: round.tally.undecided += 1
            case .rational: round.tally.rational += 1
            case .algebraic: round.tally.algebraic += 1
            case .unidentified(let limit):
                round.tally.unidentified += 1
                if let limit { round.unidentified.append((member.index, limit)) }
            case .identified: break
            }
        }
        guard case .identified(let found) = outcome, open.keeping[occurrence] else { return }
        round.tally.formulas += 1
        guard !ledger.isReported(member.key), let novelty = open.novelty else { return }
        round.classes.append(ledger.report(member.key))
        round.tally.conjectures += 1
        round.finds.append(Find(index: member.index, found: found, novelty: novelty))
    }
}

extension PolynomialContinuedFraction {
    /// Whether deg b = 2 deg a and A² + 4B < 0 for the leading coefficients: then the convergents have no limit.
    fileprivate var oscillates: Bool {
        guard let degreeA = a.degree, b.degree == 2 * degreeA, let leadA = a.leadingCoefficient,
            let leadB = b.leadingCoefficient
        else { return false }
        return (leadA * leadA + 4 * leadB).signum() < 0
    }
}
