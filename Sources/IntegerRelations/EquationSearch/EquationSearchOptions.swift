import Foundation

/// What an `EquationSearch` builds terms of, and how far it goes.
public struct EquationSearchOptions: Sendable {
    /// The integers 1 … `largestInteger` are symbols; 0 … 9.
    public var largestInteger = 9
    /// Constants of the catalog that are symbols, by name. π, e and the golden ratio weigh 14, 16 and 18, others 20.
    public var constants = ["pi", "e", "golden"]
    /// The operations that may be used.
    public var operations = Set(EquationOperation.allCases.filter { $0.arity > 0 })
    /// Pairs are tried up to this complexity of each side, the sum of the weights of its symbols; at most 250.
    public var largestSideComplexity = 250
    /// The search ends when both sides together have this many terms.
    public var largestTermCount = 2_000_000
    /// The memory in bytes that the tables may take; the search ends before it would take more.
    public var memoryLimit = 1 << 30
    /// The number of threads; the result does not depend on it.
    public var threads = max(1, ProcessInfo.processInfo.activeProcessorCount)
    /// The search ends when it has found equations for this many different numbers in the interval of the target.
    public var equationLimit = 20
    /// Whether the search ends as soon as an equation is found that is no coincidence
    /// (`IntegerRelation.acceptedCoincidence`).
    public var stopsAtClaim = true

    /// The standard alphabet and limits: about 10¹² pairs in seconds.
    public init() {}

    /// The standard alphabet, on this many threads, to this many terms.
    public init(termCount: Int, threads: Int) {
        largestTermCount = termCount
        self.threads = threads
    }
}

/// Why an `EquationSearch` cannot be made.
public enum EquationSearchError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The target is not finite, 0, or too large or too small.
    case target(String)
    /// An option is out of its range.
    case option(String)
    /// A constant has no real value.
    case constant(String)

    /// One line that says what is wrong.
    public var description: String {
        switch self {
        case .target(let text), .option(let text), .constant(let text): text
        }
    }
}
