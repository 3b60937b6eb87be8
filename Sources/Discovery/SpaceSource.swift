import Conjectures
import ContinuedFractions
import IntegerRelations

/// What a source is made with, besides its space.
struct SourceSettings: Sendable {
    /// The constants of the space.
    let constants: [BasisConstant]
    /// The bound on the coefficients of Möbius images.
    let bound: Int
    /// What names limits, where a source needs that itself.
    let identifier: BulkIdentifier
    /// The memory for tables.
    let memory: MemorySize
    /// The seed of what is drawn at random.
    let seed: UInt64
    /// The threads that build tables.
    let workers: Int
}

extension PlannedSpace {
    /// The coefficients of a box, over all degrees, up to which its leading terms are grouped.
    private static let largestGroups = 1_000_000

    /// The source of the candidates, with its tables built; nil when `isCancelled` said yes before the end.
    ///
    /// - Throws: `SpecificationError` when the tables would take more than the memory of the settings.
    func source(
        _ settings: SourceSettings, isCancelled: @escaping @Sendable () -> Bool,
        progress: @escaping @Sendable (Double) -> Void
    ) throws(SpecificationError) -> (any CandidateSource)? {
        switch region {
        case .rooted(let a, let b, _):
            return try sieve(a, .rooted(b), settings, isCancelled, progress)
        case .starts(let a, let b, let count):
            return try descent(a, b, starts: count, settings)
        case .fractions(let space):
            switch (specification.plannedStrategy, space.form) {
            case (.sieve, .boxes(let a, let b)):
                return try sieve(a, .box(b.ranges), settings, isCancelled, progress)
            case (.sieve, .parametric):
                if let sieve = try? ParametricSieveSource(space) { return sieve }
                return EnumerationSource(space, screen: .nilpotence)
            case (.meet, _): return try meet(space, settings)
            case (.enumerate, _), (.descent, _):
                return EnumerationSource(space, screen: specification.plannedScreen)
            }
        }
    }

    private func sieve(
        _ a: CoefficientBox, _ b: PartialNumerators, _ settings: SourceSettings,
        _ isCancelled: @escaping @Sendable () -> Bool, _ progress: @escaping @Sendable (Double) -> Void
    ) throws(SpecificationError) -> (any CandidateSource)? {
        do throws(NilpotenceTableError) {
            return SieveSource(
                try NilpotenceTableSieve(
                    a: a.ranges, b: b, memoryBudget: settings.memory.bytes, workers: settings.workers,
                    progress: progress, isCancelled: isCancelled))
        } catch {
            if error == .cancelled { return nil }
            throw SpecificationError("space '\(name)': \(error)")
        }
    }

    private func meet(_ space: FractionSpace, _ settings: SourceSettings) throws(SpecificationError) -> MeetSource {
        if case .boxes(let a, let b) = space.form {
            for (label, box) in [("a", a), ("b", b)] {
                let groups = box.ranges.reduce(0) { $0 + $1.count }
                guard groups <= PlannedSpace.largestGroups else {
                    throw SpecificationError(
                        "space '\(name)': the ranges of \(label) are too long for meeting in the middle: "
                            + "\(groups) coefficients in all, at most \(PlannedSpace.largestGroups)")
                }
            }
        }
        do throws(MobiusTableError) {
            let table = try MobiusTable(
                constants: settings.constants, bound: settings.bound, memoryBudget: settings.memory.bytes,
                threads: settings.workers)
            return MeetSource(space: space, table: table)
        } catch {
            throw SpecificationError("space '\(name)': \(error)")
        }
    }

    private func descent(
        _ a: CoefficientBox, _ b: CoefficientBox, starts: Int, _ settings: SourceSettings
    ) throws(SpecificationError) -> DescentSource {
        do throws(DescentError) {
            return try DescentSource(
                a: a, b: b, starts: starts, lines: specification.lines ?? 400, seed: settings.seed,
                identifier: settings.identifier)
        } catch {
            throw SpecificationError("space '\(name)': \(error)")
        }
    }
}
