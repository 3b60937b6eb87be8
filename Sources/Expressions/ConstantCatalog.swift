import Catalogs

/// A mathematical constant of the catalog.
public struct Constant: Sendable {
    /// The name in the formula language.
    public let name: String
    /// Other names.
    public let aliases: [String]
    /// The usual symbol.
    public let symbol: String
    /// The symbol in LaTeX.
    public let latex: String
    /// What it is, in the formula language.
    public let definition: Expression
    /// The number of its decimal expansion in the OEIS, as `A000796`.
    public let oeis: String
    /// Topics; `search` marks those that an identification tries by default.
    public let tags: [String]
    /// Its first fifty significant digits, truncated, to test against.
    public let digits: String
}

/// What is wrong with a catalog file.
public struct CatalogError: Error, Sendable, CustomStringConvertible {
    /// One line naming file and entry.
    public let description: String

    /// An error with this line.
    public init(_ description: String) { self.description = description }
}

/// The constants that formulas may name: read from `catalogs/constants/*.yaml`.
public struct ConstantCatalog: Sendable {
    /// All constants, in the order of the files and their entries.
    public let constants: [Constant]
    private let byName: [String: Int]

    private struct Entry: Decodable {
        let name: String
        let aliases: [String]?
        let symbol: String
        let latex: String
        let definition: String
        let oeis: String
        let tags: [String]
        let digits: String
    }

    /// The catalog that comes with Apery; empty only when its files cannot be read, which `load()` explains.
    public static let standard: ConstantCatalog = (try? load()) ?? ConstantCatalog(constants: [])

    /// Reads the catalog's files.
    ///
    /// - Throws: `CatalogError` with file and entry.
    public static func load() throws(CatalogError) -> ConstantCatalog {
        var constants: [Constant] = []
        try Catalogs.forEachEntry(in: .constants, named: \Entry.name) { entry in
            constants.append(
                Constant(
                    name: entry.name, aliases: entry.aliases ?? [], symbol: entry.symbol, latex: entry.latex,
                    definition: try Expression(parsing: entry.definition), oeis: entry.oeis, tags: entry.tags,
                    digits: entry.digits))
        }
        return ConstantCatalog(constants: constants)
    }

    /// A catalog of these constants; of two with one name the first counts.
    public init(constants: [Constant]) {
        self.constants = constants
        var table: [String: Int] = [:]
        for (index, constant) in constants.enumerated() {
            for name in [constant.name] + constant.aliases where table[name] == nil { table[name] = index }
        }
        byName = table
    }

    /// The constant with this name or alias.
    public func constant(named name: String) -> Constant? { byName[name].map { constants[$0] } }

    /// The constants with this tag, in order.
    public func constants(tagged tag: String) -> [Constant] { constants.filter { $0.tags.contains(tag) } }
}
