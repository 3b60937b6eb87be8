/// Why a table sieve cannot be made.
public enum NilpotenceTableError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A box has no coefficient ranges.
    case noCoefficients(of: String)
    /// The space has more than 2^63 indices.
    case spaceTooLarge
    /// A coefficient range goes beyond ±`largestCoefficient`.
    case coefficientTooLarge(Int)
    /// Even the table of the smallest prime is larger than the memory budget (both in bytes); `fitting` are the largest
    /// degrees of a and b, lowering b first, whose table fits with coefficient ranges as wide as these.
    case overBudget(needed: Int, budget: Int, prime: Int, degrees: DegreePair, fitting: DegreePair?)
    /// `isCancelled` said yes while the tables were built.
    case cancelled

    /// The degrees of a and b.
    public struct DegreePair: Sendable, Hashable, CustomStringConvertible {
        /// The degree of a.
        public let a: Int
        /// The degree of b.
        public let b: Int

        /// A pair of degrees.
        public init(a: Int, b: Int) {
            self.a = a
            self.b = b
        }

        /// As in "(1, 2)".
        public var description: String { "(\(a), \(b))" }
    }

    /// The largest modulus of a coefficient in a box, of c, r and s in a family.
    public static let largestCoefficient = 1_000_000_000

    /// One line for the user.
    public var description: String {
        switch self {
        case .noCoefficients(let name): return "\(name) has no coefficient ranges"
        case .spaceTooLarge: return "the space has more than 2^63 fractions"
        case .coefficientTooLarge(let value):
            return "the coefficient \(value) goes beyond \(NilpotenceTableError.largestCoefficient)"
        case .overBudget(let needed, let budget, let prime, let degrees, let fitting):
            let advice =
                fitting.map { "degrees \($0) fit" }
                ?? "no degrees fit with these ranges: narrow them or raise the budget"
            return "the residue table of degrees \(degrees) modulo \(prime) needs \(needed) bytes, "
                + "the memory budget is \(budget); \(advice)"
        case .cancelled: return "cancelled while the residue tables were built"
        }
    }
}
