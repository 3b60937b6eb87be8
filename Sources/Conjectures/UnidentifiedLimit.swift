import Foundation

/// A continued fraction with factorial reduction whose limit is irrational as far as was looked, and no closed form in the
/// constants of the search: a find that waits for a name.
public struct UnidentifiedLimit: Sendable, Hashable, Codable {
    /// A fingerprint of the fraction.
    public let id: String
    /// The fraction in the formula language.
    public let fraction: String
    /// The fraction in LaTeX.
    public let latex: String
    /// Always `unidentified`.
    public let kind: String
    /// The limit; every digit is proven.
    public let value: String
    /// The number of proven digits.
    public let digits: Int
    /// An estimate of the irrationality exponent δ, from one convergent; nil when it was not computed.
    public let deltaEstimate: Double?
    /// The class of convergence.
    public let convergenceClass: String
    /// An estimate of the decimal digits gained per term; nil when it tends to 0.
    public let digitsPerTerm: Double?
    /// Where it comes from.
    public let provenance: Provenance

    /// A record; its `id` is the fingerprint of `fraction`.
    public init(
        fraction: String, latex: String, value: String, digits: Int, deltaEstimate: Double?, convergenceClass: String,
        digitsPerTerm: Double?, provenance: Provenance
    ) {
        id = Fingerprint.of(fraction)
        kind = "unidentified"
        self.fraction = fraction
        self.latex = latex
        self.value = value
        self.digits = digits
        self.deltaEstimate = deltaEstimate
        self.convergenceClass = convergenceClass
        self.digitsPerTerm = digitsPerTerm
        self.provenance = provenance
    }

    /// The record as one line of JSON with sorted keys.
    public var jsonLine: String { JSONLine.of(self) }
}

/// Records as lines of JSON.
enum JSONLine {
    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()

    /// The record with sorted keys, slashes as they are.
    static func of(_ record: some Encodable) -> String {
        guard let data = try? encoder.encode(record) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}
