/// A family of polynomials in n: a box of coefficients, a formula with parameters, or products of linear factors.
public enum PolynomialFamily: Codable, Sendable, Hashable {
    /// One range `[low, high]` for each coefficient, lowest degree first.
    case box([[Int]])
    /// A polynomial in n and the parameters of the space, in the formula language.
    case formula(String)

    /// The products c ∏ᵢ (rᵢ n + sᵢ) of linear factors: b given by its rational roots.
    case rooted(RootedRanges)

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case degree, coefficients
        case leading, roots, slopes, offsets

        /// The keys of a box.
        static let box: [CodingKeys] = [.degree, .coefficients]
        /// The keys of a product of linear factors.
        static let rooted: [CodingKeys] = [.leading, .roots, .slopes, .offsets]
    }

    /// Reads a text (a formula), a map with `coefficients` and optionally `degree`, or a map of `leading`, `roots`, `slopes`,
    /// `offsets`.
    public init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            self = .formula(text)
            return
        }
        try rejectUnknownKeys(in: decoder, known: CodingKeys.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if container.contains(.roots) {
            try rejectUnknownKeys(in: decoder, known: CodingKeys.rooted.map(\.rawValue))
            self = .rooted(
                RootedRanges(
                    leading: try container.decode([Int].self, forKey: .leading),
                    roots: try container.decode(Int.self, forKey: .roots),
                    slopes: try container.decodeIfPresent([Int].self, forKey: .slopes) ?? [1, 1],
                    offsets: try container.decode([Int].self, forKey: .offsets)))
            return
        }
        try rejectUnknownKeys(in: decoder, known: CodingKeys.box.map(\.rawValue))
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
        case .rooted(let ranges):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(ranges.leading, forKey: .leading)
            try container.encode(ranges.roots, forKey: .roots)
            try container.encode(ranges.slopes, forKey: .slopes)
            try container.encode(ranges.offsets, forKey: .offsets)
        }
    }

    /// The degree that a box or a product of linear factors is made for; nil for a formula.
    var nominalDegree: Int? {
        switch self {
        case .box(let ranges): ranges.count - 1
        case .rooted(let ranges): ranges.roots
        case .formula: nil
        }
    }
}

/// The ranges, `[low, high]` each, of c ∏ᵢ (rᵢ n + sᵢ).
public struct RootedRanges: Sendable, Hashable {
    /// The range of the factor c.
    public var leading: [Int]
    /// The number of linear factors.
    public var roots: Int
    /// The range of the slopes rᵢ.
    public var slopes: [Int]
    /// The range of the offsets sᵢ.
    public var offsets: [Int]

    /// These ranges.
    public init(leading: [Int], roots: Int, slopes: [Int], offsets: [Int]) {
        self.leading = leading
        self.roots = roots
        self.slopes = slopes
        self.offsets = offsets
    }
}
