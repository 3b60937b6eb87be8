import Foundation
import Yams

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

    /// A specification with default bounds: Möbius coefficients up to 30, 50 digits.
    public init(
        name: String, description: String? = nil, spaces: [SpaceSpecification], moebius: Int = 30, digits: Int = 50
    ) {
        self.name = name
        self.description = description
        self.spaces = spaces
        self.moebius = moebius
        self.digits = digits
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, description, spaces, moebius, digits
    }

    /// Reads the keys name, description, spaces, moebius, digits; `spaces` is required, the others have defaults.
    public init(from decoder: any Decoder) throws {
        try rejectUnknownKeys(in: decoder, known: CodingKeys.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decodeIfPresent(String.self, forKey: .name) ?? "search"
        description = try container.decodeIfPresent(String.self, forKey: .description)
        spaces = try container.decode([SpaceSpecification].self, forKey: .spaces)
        moebius = try container.decodeIfPresent(Int.self, forKey: .moebius) ?? 30
        digits = try container.decodeIfPresent(Int.self, forKey: .digits) ?? 50
    }
}

/// One space of a search.
public struct SpaceSpecification: Codable, Sendable, Hashable {
    /// The name of the space, unique in its search.
    public var name: String
    /// The partial denominators a(n).
    public var a: PolynomialFamily
    /// The partial numerators b(n).
    public var b: PolynomialFamily
    /// The ranges of the parameters of symbolic families, `[low, high]` each.
    public var parameters: [String: [Int]]
    /// The constants to identify limits with, by catalog name; nil for all those tagged `search`.
    public var constants: [String]?
    /// Which screen to use.
    public var screen: ScreenKind

    /// The kinds of screen.
    public enum ScreenKind: String, Codable, Sendable, Hashable, CaseIterable {
        /// Factorial reduction by nilpotence of the p-curvature.
        case nilpotence
        /// Every fraction goes on to its limit.
        case none
    }

    /// A space with the given families.
    public init(
        name: String, a: PolynomialFamily, b: PolynomialFamily, parameters: [String: [Int]] = [:],
        constants: [String]? = nil, screen: ScreenKind = .nilpotence
    ) {
        self.name = name
        self.a = a
        self.b = b
        self.parameters = parameters
        self.constants = constants
        self.screen = screen
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, a, b, parameters, constants, screen
    }

    /// Reads the keys name, a, b, parameters, constants, screen; a and b are required.
    public init(from decoder: any Decoder) throws {
        try rejectUnknownKeys(in: decoder, known: CodingKeys.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decodeIfPresent(String.self, forKey: .name) ?? "space"
        a = try container.decode(PolynomialFamily.self, forKey: .a)
        b = try container.decode(PolynomialFamily.self, forKey: .b)
        parameters = try container.decodeIfPresent([String: [Int]].self, forKey: .parameters) ?? [:]
        constants = try container.decodeIfPresent([String].self, forKey: .constants)
        screen = try container.decodeIfPresent(ScreenKind.self, forKey: .screen) ?? .nilpotence
    }
}

/// A family of polynomials in n: a box of coefficients, or a formula with parameters.
public enum PolynomialFamily: Codable, Sendable, Hashable {
    /// One range `[low, high]` for each coefficient, lowest degree first.
    case box([[Int]])
    /// A polynomial in n and the parameters of the space, in the formula language.
    case formula(String)

    private enum CodingKeys: String, CodingKey, CaseIterable { case degree, coefficients }

    /// Reads a text (a formula) or a map with `coefficients` and optionally `degree`.
    public init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            self = .formula(text)
            return
        }
        try rejectUnknownKeys(in: decoder, known: CodingKeys.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let coefficients = try container.decode([[Int]].self, forKey: .coefficients)
        if let degree = try container.decodeIfPresent(Int.self, forKey: .degree), degree != coefficients.count - 1 {
            throw DecodingError.dataCorruptedError(
                forKey: .coefficients, in: container,
                debugDescription: "degree \(degree) needs \(degree + 1) coefficient ranges, found \(coefficients.count)"
            )
        }
        self = .box(coefficients)
    }

    /// Writes what `init(from:)` reads.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .formula(let text):
            var container = encoder.singleValueContainer()
            try container.encode(text)
        case .box(let ranges):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(ranges.count - 1, forKey: .degree)
            try container.encode(ranges, forKey: .coefficients)
        }
    }
}

/// Any key of a map, for the check against the known ones.
private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

/// A misspelt key would silently fall back to a default: it is an error that names the valid keys.
private func rejectUnknownKeys(in decoder: any Decoder, known: [String]) throws {
    let container = try decoder.container(keyedBy: AnyKey.self)
    if let key = container.allKeys.first(where: { !known.contains($0.stringValue) }) {
        throw DecodingError.dataCorruptedError(
            forKey: key, in: container,
            debugDescription: "unknown key '\(key.stringValue)'; the keys here are \(known.joined(separator: ", "))")
    }
}

/// What is wrong with a search specification.
public struct SpecificationError: Error, Sendable, CustomStringConvertible {
    /// One line for the user.
    public let description: String

    /// An error with this message.
    public init(_ message: String) { description = message }
}

extension SearchSpecification {
    /// The largest degree of a polynomial in a search.
    public static let largestDegree = 24
    /// The largest modulus of a coefficient or parameter.
    public static let largestCoefficient = 1_000_000_000

    /// Reads a specification from YAML text; `origin` names it in errors.
    ///
    /// - Throws: `SpecificationError` with one line that says what is wrong and where.
    public init(yaml text: String, origin: String) throws(SpecificationError) {
        do {
            self = try YAMLDecoder().decode(SearchSpecification.self, from: text)
        } catch let error as DecodingError {
            throw SpecificationError("\(origin): \(SearchSpecification.line(for: error))")
        } catch {
            let first = "\(error)".split(separator: "\n").first.map(String.init) ?? "unreadable"
            throw SpecificationError("\(origin): not a YAML search specification: \(first)")
        }
        try validate(origin: origin)
    }

    /// Checks ranges, degrees and precision.
    public func validate(origin: String) throws(SpecificationError) {
        if spaces.isEmpty { throw SpecificationError("\(origin): no spaces to search") }
        if !(15...100_000).contains(digits) {
            throw SpecificationError("\(origin): digits must be in 15 ... 100000, not \(digits)")
        }
        if !(1...1_000_000).contains(moebius) {
            throw SpecificationError("\(origin): moebius must be in 1 ... 1000000, not \(moebius)")
        }
        for space in spaces {
            for (label, family) in [("a", space.a), ("b", space.b)] {
                guard case .box(let ranges) = family else { continue }
                if ranges.isEmpty || ranges.count > SearchSpecification.largestDegree + 1 {
                    throw SpecificationError(
                        "\(origin): space '\(space.name)': the degree of \(label) must be in 0 ... "
                            + "\(SearchSpecification.largestDegree)")
                }
                for range in ranges { try check(range, "\(origin): space '\(space.name)': a coefficient of \(label)") }
            }
            for (name, range) in space.parameters.sorted(by: { $0.key < $1.key }) {
                try check(range, "\(origin): space '\(space.name)': parameter '\(name)'")
            }
        }
    }

    private func check(_ range: [Int], _ place: String) throws(SpecificationError) {
        guard range.count == 2 else { throw SpecificationError("\(place): a range is [low, high], not \(range)") }
        guard range[0] <= range[1] else { throw SpecificationError("\(place): the range \(range) is empty") }
        let limit = SearchSpecification.largestCoefficient
        guard range[0] >= -limit, range[1] <= limit else {
            throw SpecificationError("\(place): the range \(range) goes beyond \(limit)")
        }
    }

    private static func line(for error: DecodingError) -> String {
        let context: DecodingError.Context
        switch error {
        case .keyNotFound(let key, let found):
            return "the key '\(key.stringValue)' is missing\(place(found.codingPath))"
        case .typeMismatch(_, let found) where found.codingPath.isEmpty:
            return "a search is a mapping of the keys name, description, spaces, moebius, digits"
        case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found): context = found
        @unknown default: return "unreadable"
        }
        let reason = context.debugDescription.split(separator: "\n").first.map(String.init) ?? "unreadable"
        return "\(reason)\(place(context.codingPath))"
    }

    private static func place(_ path: [any CodingKey]) -> String {
        if path.isEmpty { return "" }
        return " (at \(path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")))"
    }
}
