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
    /// Which screen to use; nil for the one that goes with the strategy.
    public var screen: ScreenKind?
    /// How the space is gone through; nil for the one that `plannedStrategy` chooses.
    public var strategy: SearchStrategy?
    /// The number of starting points of a descent; nil for 1000.
    public var starts: Int?
    /// The lines that a descent follows from each starting point; nil for 400.
    public var lines: Int?

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
        constants: [String]? = nil, screen: ScreenKind? = nil, strategy: SearchStrategy? = nil, starts: Int? = nil,
        lines: Int? = nil
    ) {
        self.name = name
        self.a = a
        self.b = b
        self.parameters = parameters
        self.constants = constants
        self.screen = screen
        self.strategy = strategy
        self.starts = starts
        self.lines = lines
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, a, b, parameters, constants, screen, strategy, starts, lines
    }

    /// Reads the keys name, a, b, parameters, constants, screen, strategy, starts, lines; a and b are required.
    public init(from decoder: any Decoder) throws {
        try rejectUnknownKeys(in: decoder, known: CodingKeys.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decodeIfPresent(String.self, forKey: .name) ?? "space"
        a = try container.decode(PolynomialFamily.self, forKey: .a)
        b = try container.decode(PolynomialFamily.self, forKey: .b)
        parameters = try container.decodeIfPresent([String: [Int]].self, forKey: .parameters) ?? [:]
        constants = try container.decodeIfPresent([String].self, forKey: .constants)
        screen = try container.decodeWordIfPresent(ScreenKind.self, forKey: .screen)
        strategy = try container.decodeWordIfPresent(SearchStrategy.self, forKey: .strategy)
        starts = try container.decodeIfPresent(Int.self, forKey: .starts)
        lines = try container.decodeIfPresent(Int.self, forKey: .lines)
    }

    /// The strategy: as given; or the sieve where the screen is nilpotence, or nothing is said; or, without screen, meeting
    /// in the middle where the fractions converge like 1/n! (deg b < 2 deg a, boxes), so that few terms in double
    /// precision give all digits, and otherwise enumeration.
    public var plannedStrategy: SearchStrategy {
        if let strategy { return strategy }
        if screen != SpaceSpecification.ScreenKind.none { return .sieve }
        if let x = a.nominalDegree, let y = b.nominalDegree, y < 2 * x { return .meet }
        return .enumerate
    }

    /// The screen: as given, or nilpotence for the sieve and none for the other strategies.
    public var plannedScreen: ScreenKind { screen ?? (plannedStrategy == .sieve ? .nilpotence : .none) }
}

/// The ways to go through a space.
public enum SearchStrategy: String, Codable, Sendable, Hashable, CaseIterable {
    /// Residue tables modulo small primes, then the nilpotence of the p-curvature: for formulas with factorial reduction.
    case sieve
    /// Every fraction, one after the other.
    case enumerate
    /// The values of all fractions in double precision against a table of Möbius images of the constants.
    case meet
    /// Integer descent from random starting points towards Möbius images of the constants.
    case descent
}

extension KeyedDecodingContainer {
    /// One of the words of an enumeration, or nil when the key is missing; another word is an error that names them all.
    fileprivate func decodeWordIfPresent<Word: CaseIterable & RawRepresentable>(
        _ type: Word.Type, forKey key: Key
    ) throws -> Word? where Word.RawValue == String {
        guard let text = try decodeIfPresent(String.self, forKey: key) else { return nil }
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "\(key.stringValue) must be one of \(words), not '\(text)'")
        }
        return word
    }
}
