import Arithmetic
import Catalogs
import Expressions

/// Numbers of which others are made by integer relations, as declared in `catalogs/bases/*.yaml`.
public struct IdentificationBasis: Sendable {
    /// How its elements are combined.
    public enum Kind: String, Sendable, Decodable {
        /// Σ rᵢ xᵢ with rational rᵢ.
        case sum
        /// ∏ xᵢ^(rᵢ) with rational rᵢ; the elements are positive and not 1.
        case product
    }

    /// The name on the command line.
    public let name: String
    /// How its elements are combined.
    public let kind: Kind
    /// The elements.
    public let elements: [Expressions.Expression]
    /// Topics.
    public let tags: [String]
    /// What is known of the independence of the elements.
    public let independence: String
    /// Where sums or products like these occur.
    public let source: String

    /// A basis of these elements.
    public init(
        name: String, kind: Kind, elements: [Expressions.Expression], tags: [String] = [], independence: String = "",
        source: String = ""
    ) {
        self.name = name
        self.kind = kind
        self.elements = elements
        self.tags = tags
        self.independence = independence
        self.source = source
    }

    private struct Entry: Decodable {
        let name: String
        let kind: Kind
        let elements: [String]
        let tags: [String]
        let independence: String
        let source: String
    }

    /// The bases that come with Apery; empty only when their files cannot be read, which `load()` explains.
    public static let standard: [IdentificationBasis] = (try? load()) ?? []

    /// Reads the catalog's files, in the order of their names.
    ///
    /// - Throws: `CatalogError` with file and entry.
    public static func load() throws(CatalogError) -> [IdentificationBasis] {
        var bases: [IdentificationBasis] = []
        try Catalogs.forEachEntry(in: .bases, named: \Entry.name) { entry in
            let elements = try entry.elements.map { text in
                do { return try Expressions.Expression(parsing: text) } catch {
                    throw CatalogError("'\(text)': \(error)")
                }
            }
            bases.append(
                IdentificationBasis(
                    name: entry.name, kind: entry.kind, elements: elements, tags: entry.tags,
                    independence: entry.independence, source: entry.source))
        }
        return bases
    }
}
