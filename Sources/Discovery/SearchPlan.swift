import Arithmetic
import Conjectures
import ContinuedFractions
import Expressions
import IntegerRelations

/// What a search does with one of its spaces: which indices it goes through, by which source, and with which constants.
struct PlannedSpace: Sendable {
    /// The specification.
    let specification: SpaceSpecification
    /// What the indices stand for.
    let region: SearchRegion
    /// The indices of this shard.
    let indices: Range<Int>
    /// The names of the constants.
    let constants: [String]

    /// The name.
    var name: String { specification.name }
}

/// The spaces of a search in their order, with their indices: everything that is known before anything is computed.
struct SearchPlan: Sendable {
    /// The spaces.
    let spaces: [PlannedSpace]

    /// The plan of a shard.
    ///
    /// - Throws: `SpecificationError` for an unknown constant or a space that cannot be indexed.
    init(
        _ specification: SearchSpecification, shard: Shard, catalog: ConstantCatalog
    ) throws(SpecificationError) {
        var spaces: [PlannedSpace] = []
        for entry in specification.spaces {
            let names = entry.constants ?? catalog.constants(tagged: "search").map(\.name)
            var constants: [String] = []
            for name in names {
                guard let constant = catalog.constant(named: name) else {
                    throw SpecificationError("space '\(entry.name)': unknown constant '\(name)'")
                }
                constants.append(constant.name)
            }
            let region = try SearchRegion(entry)
            spaces.append(
                PlannedSpace(
                    specification: entry, region: region, indices: shard.indices(of: region.count),
                    constants: constants))
        }
        self.spaces = spaces
    }

    /// The values of all constants that the spaces name, by name.
    ///
    /// - Throws: `SpecificationError` when one of them has no real value.
    func values(digits: Int, evaluator: Evaluator) throws(SpecificationError) -> [String: BasisConstant] {
        var values: [String: BasisConstant] = [:]
        for space in spaces {
            for name in space.constants where values[name] == nil {
                do throws(EvaluationError) {
                    values[name] = try BasisConstant.values(named: [name], evaluator: evaluator, digits: digits).first
                } catch {
                    throw SpecificationError("space '\(space.name)': constant '\(name)': \(error)")
                }
            }
        }
        return values
    }
}
