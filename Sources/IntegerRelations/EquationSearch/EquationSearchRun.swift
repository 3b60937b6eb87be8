import Arithmetic
import Expressions
import func Foundation.log10

/// One run of an `EquationSearch`: the tables, raised in turns, and what was found.
struct EquationSearchRun {
    /// The run ends after this many confirmed hits.
    private static let confirmationLimit = 4096

    private let search: EquationSearch
    private let alphabet: [EquationConstant]
    private let confirmation: EquationConfirmation
    private let logRadius: Double
    private let operations: [EquationOperation]
    private let generator: EquationGenerator
    private let matcher: EquationMatcher
    private let arena: EquationArena
    private let variables = EquationTermTable(hasVariable: true)
    private let constants = EquationTermTable(hasVariable: false)
    private var candidateCount = 0
    private var confirmed = 0
    private var found: [Find] = []

    /// An equation for a number that no simpler one was found for.
    private struct Find {
        let hit: EquationHit
        let left: EquationTerm
        let right: EquationTerm
        let root: Ball
    }

    init(
        _ search: EquationSearch, alphabet: [EquationConstant], confirmation: EquationConfirmation, logRadius: Double
    ) {
        self.search = search
        self.alphabet = alphabet
        self.confirmation = confirmation
        self.logRadius = logRadius
        let options = search.options
        operations = EquationOperation.allCases.filter { $0.arity > 0 && options.operations.contains($0) }
        let estimate = search.target.doubleEstimate
        generator = EquationGenerator(
            variables: variables, constants: constants,
            pruning: EquationPruning(operations: options.operations), targetMagnitude: estimate.magnitude)
        // The midpoint as a double is off by up to 2^(−53) of its value.
        matcher = EquationMatcher(
            targetMagnitude: estimate.magnitude,
            tolerance: search.target.radius.doubleEstimate + 0x1p-51 * estimate.magnitude, threads: options.threads)
        arena = EquationArena(threads: options.threads)
    }

    mutating func run(
        isCancelled: () -> Bool, progress: (EquationSearchProgress) -> Void
    ) -> EquationSearchResult {
        let options = search.options
        var end = EquationSearchResult.End.exhausted
        var bounds = Bounds(
            left: options.largestSideComplexity, right: options.largestSideComplexity,
            terms: options.largestTermCount)
        while let table = nextTable(bounds) {
            let outcome = raise(table, options, isCancelled)
            guard case .complete(let batches) = outcome else {
                if end != .claim { end = outcome.end }
                break
            }
            let hits = batches.flatMap { match(table, $0) }.filter { $0.complexity <= bounds.complexity }
            let (isEnough, isNew) = confirm(hits.sorted(by: EquationHit.precedes))
            progress(
                EquationSearchProgress(
                    complexity: (variables.completeWeight, constants.completeWeight),
                    count: (variables.count, constants.count), equations: found.count))
            if options.stopsAtClaim && isNew, let claim = simplestClaim() {
                end = .claim
                bounds.settle(claim, count: variables.count + constants.count, alphabet: alphabet)
            }
            if end != .claim && isEnough {
                end = .enough
                break
            }
            if isCancelled() {
                if end != .claim { end = .cancelled }
                break
            }
        }
        return result(end)
    }

    /// How far the sides may be raised.
    private struct Bounds {
        /// Once an equation is claimed, the search goes on to simpler ones, whose sides weigh less alike, up to this
        /// many terms.
        private static let settlingTerms = 100_000

        var left: Int
        var right: Int
        var terms: Int
        /// Hits above this complexity are passed over.
        var complexity = Int.max

        /// Admits what can be part of an equation simpler than one of complexity `claim`.
        mutating func settle(_ claim: Int, count: Int, alphabet: [EquationConstant]) {
            if complexity == Int.max { terms = min(terms, max(2 * count, Self.settlingTerms)) }
            complexity = claim - 1
            left = min(left, complexity - (alphabet.map(\.weight).min() ?? 0))
            right = min(right, complexity - EquationOperation.variable.weight)
        }
    }

    /// The side to raise next: the one with fewer terms, as far as the bounds and the other side allow.
    private func nextTable(_ bounds: Bounds) -> EquationTermTable? {
        guard variables.count + constants.count < bounds.terms else { return nil }
        // A term with x of weight w has a part without x of at most w less the weight of x: that side goes ahead.
        let lead = EquationOperation.variable.weight + (operations.map(\.weight).min() ?? 0)
        let weight = variables.completeWeight + 1
        let isRightDone = constants.completeWeight >= bounds.right
        let mayRaiseLeft =
            weight <= bounds.left
            && constants.completeWeight >= min(weight - lead, search.options.largestSideComplexity)
        if mayRaiseLeft && (isRightDone || variables.count <= constants.count) { return variables }
        if !isRightDone { return constants }
        // What is left needs constants beyond the bound of the right sides.
        return weight <= bounds.left ? constants : nil
    }

    // MARK: - Enumeration

    /// What became of a level.
    private enum Level {
        /// All its terms are there: the batches, each in the order of values.
        case complete([Range<Int>])
        case memory
        case cancelled

        var end: EquationSearchResult.End {
            switch self {
            case .complete: .exhausted
            case .memory: .memory
            case .cancelled: .cancelled
            }
        }
    }

    /// Adds all terms of the next weight to a table.
    private mutating func raise(
        _ table: EquationTermTable, _ options: EquationSearchOptions, _ isCancelled: () -> Bool
    ) -> Level {
        let weight = table.completeWeight + 1
        var batches: [Range<Int>] = []
        if let leaves = addLeaves(table, weight) { batches.append(leaves) }
        let blocks = EquationLevelPlan(
            weight: weight, hasVariable: table.hasVariable, variables: variables, constants: constants,
            operations: operations
        ).blocks
        let used =
            EquationArena.bytes + variables.bytesPerTerm * variables.count + constants.bytesPerTerm * constants.count
        var available = options.memoryLimit - used
        var start = 0
        while start < blocks.count {
            var (end, bound) = (start, 0)
            while end < blocks.count, bound + blocks[end].bound <= EquationArena.capacity {
                bound += blocks[end].bound
                end += 1
            }
            let first = table.count
            let outcome = arena.absorb(
                blocks[start..<end], weight: weight, into: table, generator: generator
            ) { added in
                // Growing the columns needs half as much again.
                available -= added * table.bytesPerTerm * 3 / 2
                return available >= 0 && table.count + added < Int(EquationTermTable.variableFlag)
            }
            guard let outcome else { return .memory }
            candidateCount += outcome.candidates
            if outcome.added > 0 { batches.append(first..<table.count) }
            start = end
            if start < blocks.count && isCancelled() { return .cancelled }
        }
        table.completeLevel()
        return .complete(batches)
    }

    /// Adds the symbols of this weight.
    private mutating func addLeaves(_ table: EquationTermTable, _ weight: Int) -> Range<Int>? {
        var leaves: [EquationCandidate] = []
        if table.hasVariable {
            if weight == EquationOperation.variable.weight {
                leaves.append(
                    EquationCandidate(
                        value: search.target.doubleEstimate, derivative: 1, left: 0, right: 0, error: 0,
                        operation: EquationOperation.variable.rawValue))
            }
        } else {
            for (index, constant) in alphabet.enumerated() where constant.weight == weight {
                leaves.append(
                    EquationCandidate(
                        value: constant.value, derivative: 0, left: UInt32(index), right: 0,
                        error: constant.integer == nil ? 1 : 0,
                        operation: EquationOperation.constant.rawValue))
            }
        }
        guard !leaves.isEmpty else { return nil }
        let first = table.count
        candidateCount += leaves.count
        arena.absorb(leaves, weight: weight, into: table)
        return first == table.count ? nil : first..<table.count
    }

    // MARK: - Hits

    /// The hits of a batch of one side with all of the other.
    private func match(_ table: EquationTermTable, _ batch: Range<Int>) -> [EquationHit] {
        let new = EquationSortedTerms(table, batch: batch)
        return table.hasVariable
            ? matcher.match(new, of: variables, with: EquationSortedTerms(all: constants), of: constants)
            : matcher.match(EquationSortedTerms(all: variables), of: variables, with: new, of: constants)
    }

    /// Confirms hits and keeps those for new numbers; tells whether the search has enough, and whether there is a new
    /// one.
    private mutating func confirm(_ hits: [EquationHit]) -> (isEnough: Bool, isNew: Bool) {
        var isNew = false
        for hit in hits {
            guard confirmed < Self.confirmationLimit else { return (true, isNew) }
            let left = EquationTerm(hit.left, hasVariable: true, variables: variables, constants: constants)
            let right = EquationTerm(hit.right, hasVariable: false, variables: variables, constants: constants)
            guard let root = confirmation.root(of: left, equalTo: right) else { continue }
            confirmed += 1
            let find = Find(hit: hit, left: left, right: right, root: root)
            if let known = found.firstIndex(where: { $0.root.overlaps(root) }) {
                if EquationHit.precedes(hit, found[known].hit) {
                    found[known] = find
                    isNew = true
                }
            } else {
                found.append(find)
                isNew = true
            }
        }
        return (found.count >= search.options.equationLimit, isNew)
    }

    // MARK: - Result

    private var density: EquationDensity {
        EquationDensity(
            variables: variables, constants: constants, magnitude: search.target.doubleEstimate.magnitude,
            logRadius: logRadius)
    }

    /// The lowest complexity of the equations that are no coincidence.
    private func simplestClaim() -> Int? {
        let density = density
        return found.map(\.hit.complexity).filter {
            density.coincidence(complexity: $0) <= IntegerRelation.acceptedCoincidence
        }.min()
    }

    private func result(_ end: EquationSearchResult.End) -> EquationSearchResult {
        let density = density
        let x = Expression(symbol: "x")
        let equations = found.sorted { EquationHit.precedes($0.hit, $1.hit) }.map { find in
            let right = find.right.expression(variable: x, alphabet: alphabet)
            return FoundEquation(
                left: find.left.expression(variable: x, alphabet: alphabet), right: right,
                solved: solved(find, right), complexity: find.hit.complexity,
                root: find.root, digits: agreeingDigits(find.root),
                coincidence: density.coincidence(complexity: find.hit.complexity))
        }
        return EquationSearchResult(
            equations: equations, pairsTried: Double(variables.completeCount) * Double(constants.completeCount),
            leftCount: variables.completeCount, rightCount: constants.completeCount,
            complexity: (variables.completeWeight, constants.completeWeight), candidateCount: candidateCount, end: end)
    }

    /// The closed form of x, in normal form where that is shorter; nil when there is none, or when its value is not
    /// proved to be the root's.
    private func solved(_ find: Find, _ right: Expression) -> Expression? {
        guard let form = find.left.solved(equalTo: right, alphabet: alphabet) else { return nil }
        var candidates = [form]
        if let normal = try? form.expanded(), normal.description.count <= form.description.count {
            candidates.insert(normal, at: 0)
        }
        let digits = search.digits + EquationConfirmation.furtherDigits / 2
        return candidates.first { candidate in
            guard let value = try? search.evaluator.evaluate(candidate, digits: digits).value else { return false }
            return value.overlaps(ComplexBall(find.root))
        }
    }

    /// The largest d with |root − x| at most half a unit of the d-th digit of x, up to rounding; not more than was
    /// asked.
    private func agreeingDigits(_ root: Ball) -> Int {
        let size = root.subtracting(search.target, precision: 64).upperBoundOfMagnitude
        guard let exponent = size.exponentOfMagnitude else { return search.digits }
        let logSize = log10(2 * size.scaled(byPowerOfTwo: -exponent).doubleEstimate) + Double(exponent) * log10(2.0)
        let firstPlace = log10(search.target.doubleEstimate.magnitude).rounded(.down) + 1
        // The target's own radius and the root's error may both be half a unit.
        return min(search.digits, max(0, Int((firstPlace - logSize + 0.32).rounded(.down))))
    }
}
