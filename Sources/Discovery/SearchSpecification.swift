import Conjectures
import Foundation

/// What to search: spaces of continued fractions, the constants to identify their limits with, and how far to go.
///
/// It is read from YAML (`catalogs/searches/*.yaml`, or a user's file), or made from command-line flags.
public struct SearchSpecification: Codable, Sendable, Hashable {
    /// The name of the search.
    public var name: String
    /// One line for people.
    public var description: String?
    /// The spaces, searched in this order.
    public var spaces: [SpaceSpecification]
    /// The bound on |α|, |β|, |γ|, |δ| in x = (α + βc)/(γ + δc).
    public var moebius: Int
    /// The digits at which limits are identified; what is found is then verified to 200 more.
    public var digits: Int
    /// The memory that the tables of one space may take.
    public var memory: MemorySize

    /// A specification with default bounds: Möbius coefficients up to 30, 50 digits, tables of 1 GiB.
    public init(
        name: String, description: String? = nil, spaces: [SpaceSpecification], moebius: Int = 30, digits: Int = 50,
        memory: MemorySize = .gibibyte
    ) {
        self.name = name
        self.description = description
        self.spaces = spaces
        self.moebius = moebius
        self.digits = digits
        self.memory = memory
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, description, spaces, moebius, digits, memory
    }

    /// Reads the keys name, description, spaces, moebius, digits, memory; `spaces` is required, the others have defaults.
    public init(from decoder: any Decoder) throws {
        try rejectUnknownKeys(in: decoder, known: CodingKeys.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decodeIfPresent(String.self, forKey: .name) ?? "search"
        description = try container.decodeIfPresent(String.self, forKey: .description)
        spaces = try container.decode([SpaceSpecification].self, forKey: .spaces)
        moebius = try container.decodeIfPresent(Int.self, forKey: .moebius) ?? 30
        digits = try container.decodeIfPresent(Int.self, forKey: .digits) ?? 50
        memory = try container.decodeIfPresent(MemorySize.self, forKey: .memory) ?? .gibibyte
    }
}

extension SearchSpecification {
    /// A fingerprint of what is searched, the same in every process: of all keys in sorted order, without those that
    /// change neither the indices nor the finds.
    public var fingerprint: String {
        var searched = self
        searched.name = ""
        searched.description = nil
        searched.memory = .gibibyte
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let text = (try? encoder.encode(searched)).map { String(decoding: $0, as: UTF8.self) } ?? "\(searched)"
        return Fingerprint.of(text)
    }
}

/// What is wrong with a search specification.
public struct SpecificationError: Error, Sendable, CustomStringConvertible {
    /// One line for the user.
    public let description: String

    /// An error with this message.
    public init(_ message: String) { description = message }
}
