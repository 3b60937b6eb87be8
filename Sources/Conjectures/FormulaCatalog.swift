import Catalogs
import Expressions
import Yams

/// A known formula with its reference.
public struct KnownFormula: Sendable {
    /// The name of the entry.
    public let id: String
    /// The formula.
    public let formula: Formula
    /// Who published it where.
    public let reference: String
    /// Topics.
    public let tags: [String]
}

/// The known formulas of `catalogs/formulas/*.yaml`.
public struct FormulaCatalog: Sendable {
    /// All entries, in the order of the files.
    public let formulas: [KnownFormula]
    private let references: [Expression: String]

    private struct Entry: Decodable {
        let id: String
        let formula: String
        let reference: String
        let tags: [String]
    }

    /// Reads the catalog.
    ///
    /// - Throws: `CatalogError` naming file and entry.
    public init(constants: ConstantCatalog = .standard) throws(CatalogError) {
        var formulas: [KnownFormula] = []
        do {
            for file in try Catalogs.files(in: .formulas) {
                let text = try String(contentsOf: file, encoding: .utf8)
                for entry in try YAMLDecoder().decode([Entry].self, from: text) {
                    do {
                        formulas.append(
                            KnownFormula(
                                id: entry.id, formula: try Formula(parsing: entry.formula, catalog: constants),
                                reference: entry.reference, tags: entry.tags))
                    } catch {
                        throw CatalogError("\(file.lastPathComponent): \(entry.id): \(error)")
                    }
                }
            }
        } catch let error as CatalogError {
            throw error
        } catch {
            throw CatalogError("the catalog of formulas cannot be read: \(error)")
        }
        self.formulas = formulas
        references = Dictionary(
            formulas.map { ($0.formula.left, $0.reference) }, uniquingKeysWith: { first, _ in first })
    }

    /// The reference of the entry with this left side, or nil.
    public func reference(for left: Expression) -> String? { references[left] }
}
