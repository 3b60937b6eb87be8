import Conjectures
import ContinuedFractions
import IntegerRelations

extension PlannedSpace {
    /// The source of the candidates, with its tables built; nil when `isCancelled` said yes before the end.
    ///
    /// - Throws: `SpecificationError` when the tables would take more than `memory`.
    func source(
        constants: [BasisConstant], bound: Int, memory: MemorySize, seed: UInt64, workers: Int,
        isCancelled: @escaping @Sendable () -> Bool, progress: @escaping @Sendable (Double) -> Void
    ) throws(SpecificationError) -> (any CandidateSource)? {
        switch specification.plannedStrategy {
        case .sieve:
            if let sieve = try? ParametricSieveSource(space) { return sieve }
            return EnumerationSource(space, screen: .nilpotence)
        case .enumerate: return EnumerationSource(space, screen: specification.plannedScreen)
        case .meet:
            do throws(MobiusTableError) {
                let table = try MobiusTable(
                    constants: constants, bound: bound, memoryBudget: memory.bytes, threads: workers)
                return MeetSource(space: space, table: table)
            } catch {
                throw SpecificationError("space '\(name)': \(error)")
            }
        case .descent: throw SpecificationError("space '\(name)': descent is not possible here")
        }
    }
}
