import Foundation

/// What a search counted.
public struct SearchTally: Sendable, Hashable, Codable {
    /// Indices that were gone through.
    public var screened = 0
    /// Fractions that the source let pass.
    public var candidates = 0
    /// Of these, fractions that break off: b(n) = 0 for some n ≥ 1, a rational value or a division by zero.
    public var terminating = 0
    /// Of these, fractions whose convergents oscillate: deg b = 2 deg a and A² + 4B < 0 for the leading coefficients.
    public var oscillating = 0
    /// Of the others, fractions whose terms have a common factor that is the whole of their factorial reduction.
    public var inflated = 0
    /// Of the others, members of a class that had come before.
    public var duplicates = 0
    /// Classes of equivalent fractions; each is evaluated once.
    public var classes = 0
    /// Classes without a limit.
    public var divergent = 0
    /// Classes whose limit was not enclosed.
    public var undecided = 0
    /// Classes with a rational limit.
    public var rational = 0
    /// Classes with an algebraic limit.
    public var algebraic = 0
    /// Classes with an irrational limit that none of the constants explains.
    public var unidentified = 0
    /// Classes with a closed form, of which a fraction of the space keeps to the bounds of the search.
    public var conjectures = 0
    /// Fractions of the space in these classes that keep to the bounds: formulas, counted as pairs (a, b).
    public var formulas = 0

    /// Nothing counted.
    public init() {}

    /// Adds the counts of another tally.
    public static func += (x: inout SearchTally, y: SearchTally) {
        for count in SearchTally.counts { x[keyPath: count] += y[keyPath: count] }
    }

    private static var counts: [WritableKeyPath<SearchTally, Int>] {
        [
            \.screened, \.candidates, \.terminating, \.oscillating, \.inflated, \.duplicates, \.classes, \.divergent,
            \.undecided,
            \.rational, \.algebraic, \.unidentified, \.conjectures, \.formulas,
        ]
    }
}

/// How far a search got in one space, for `--resume`.
public struct SearchProgress: Sendable, Hashable {
    /// The next index to search.
    public var nextIndex: Int
    /// What was counted before it.
    public var tally: SearchTally

    /// Progress up to an index.
    public init(nextIndex: Int, tally: SearchTally = SearchTally()) {
        self.nextIndex = nextIndex
        self.tally = tally
    }
}

/// What is known of a class of equivalent fractions after its evaluation, so that a resumed search evaluates none twice.
public struct EvaluatedClass: Sendable, Hashable {
    /// The 128-bit fingerprint of the class.
    public let key: ClassFingerprint
    /// The outcome, a number that the search gives a meaning.
    public let outcome: UInt8

    /// A class with its outcome.
    public init(key: ClassFingerprint, outcome: UInt8) {
        self.key = key
        self.outcome = outcome
    }

    /// The bytes of one class in the store.
    static let byteCount = 17

    /// Appends the two words, little-endian, and the outcome.
    func append(to data: inout Data) {
        for word in [key.high, key.low] {
            withUnsafeBytes(of: word.littleEndian) { data.append(contentsOf: $0) }
        }
        data.append(outcome)
    }

    /// The classes in what `append(to:)` wrote.
    static func all(in data: Data) -> [EvaluatedClass] {
        let bytes = [UInt8](data)
        func word(_ start: Int) -> UInt64 { (0..<8).reversed().reduce(0) { $0 << 8 | UInt64(bytes[start + $1]) } }
        return stride(from: 0, through: bytes.count - byteCount, by: byteCount).map { start in
            EvaluatedClass(
                key: ClassFingerprint(high: word(start), low: word(start + 8)), outcome: bytes[start + 16])
        }
    }
}

/// Two words that stand for a class of equivalent fractions; equal classes have equal fingerprints, and two of a billion
/// different classes meet with a chance of 10^(−21).
public struct ClassFingerprint: Sendable, Hashable {
    /// The two words.
    public let high: UInt64, low: UInt64

    /// A fingerprint of these words.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}
