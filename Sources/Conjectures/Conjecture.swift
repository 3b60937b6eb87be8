import Foundation

/// How much is known about a conjecture; never "true".
public enum ConjectureStatus: Sendable, Hashable, Codable {
    /// Both sides are enclosed by disjoint balls.
    case refuted
    /// Both sides agree to this many digits.
    case agrees(digits: Int)
    /// No enclosure of a side is known.
    case undecided

    /// The word that is printed and stored.
    public var name: String {
        switch self {
        case .refuted: "refuted"
        case .agrees: "agrees"
        case .undecided: "undecided"
        }
    }
}

/// Where a record comes from, so that it can be made again.
public struct Provenance: Sendable, Hashable, Codable {
    /// The command line.
    public var command: String
    /// A fingerprint of the search specification.
    public var specHash: String
    /// The space of the search.
    public var space: String
    /// The index of the find in that space.
    public var index: Int
    /// The seed.
    public var seed: UInt64
    /// The version of Apery.
    public var version: String
    /// The machine.
    public var host: String
    /// When, as ISO 8601 in UTC.
    public var time: String

    /// A provenance with these parts.
    public init(
        command: String, specHash: String, space: String, index: Int, seed: UInt64, version: String, host: String,
        time: String
    ) {
        self.command = command
        self.specHash = specHash
        self.space = space
        self.index = index
        self.seed = seed
        self.version = version
        self.host = host
        self.time = time
    }
}

/// A formula that a search found, with everything that is known about it.
public struct Conjecture: Sendable, Hashable, Codable {
    /// A fingerprint of the canonical formula; equal finds have equal fingerprints.
    public let id: String
    /// The formula in the formula language.
    public let formula: String
    /// The formula in LaTeX.
    public let latex: String
    /// The kind of formula: `pcf`.
    public let kind: String
    /// The constants it names.
    public let constants: [String]
    /// `agrees`, `refuted` or `undecided`.
    public let status: String
    /// The digits to which both sides agree.
    public let digits: Int
    /// An estimate of the irrationality exponent δ, from one convergent; nil when it was not computed.
    public let deltaEstimate: Double?
    /// The class of convergence.
    public let convergenceClass: String
    /// An estimate of the decimal digits gained per term; nil when it tends to 0.
    public let digitsPerTerm: Double?
    /// log10 of the expected number of accidental hits.
    public let coincidence: Double
    /// `known: REFERENCE`, `follows from ID: STEPS` or `new`, relative to the catalog of formulas; see `Novelty`.
    public let novelty: String
    /// The digits at which it was compared, step by step, and where that stopped; nil in records of old versions.
    public let ladder: [LadderStep]?
    /// Where it comes from.
    public let provenance: Provenance

    /// A record; its `id` is the fingerprint of `formula`.
    public init(
        formula: String, latex: String, kind: String, constants: [String], status: ConjectureStatus,
        deltaEstimate: Double?, convergenceClass: String, digitsPerTerm: Double?, coincidence: Double, novelty: String,
        ladder: [LadderStep]? = nil, provenance: Provenance
    ) {
        id = Fingerprint.of(formula)
        self.formula = formula
        self.latex = latex
        self.kind = kind
        self.constants = constants
        self.status = status.name
        if case .agrees(let digits) = status { self.digits = digits } else { digits = 0 }
        self.deltaEstimate = deltaEstimate
        self.convergenceClass = convergenceClass
        self.digitsPerTerm = digitsPerTerm
        self.coincidence = coincidence
        self.novelty = novelty
        self.ladder = ladder
        self.provenance = provenance
    }

    /// The record as one line of JSON with sorted keys.
    public var jsonLine: String { JSONLine.of(self) }
}

/// Stable 128-bit fingerprints of texts, as 32 hexadecimal digits.
public enum Fingerprint {
    /// Two independent 64-bit FNV-1a hashes, each finished by a bijective mixer. They do not depend on machine, process
    /// or version; they are not meant to resist an adversary, and the store compares the formulas themselves as well.
    public static func of(_ text: String) -> String {
        let high = mix(fnv(text, basis: 0xCBF2_9CE4_8422_2325))
        let low = mix(fnv(text, basis: 0x6C62_272E_07BB_0142))
        return hexadecimal(high) + hexadecimal(low)
    }

    private static func fnv(_ text: String, basis: UInt64) -> UInt64 {
        text.utf8.reduce(basis) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var x = value
        x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
        x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
        return x ^ (x >> 31)
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
