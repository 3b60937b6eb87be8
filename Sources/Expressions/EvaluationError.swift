/// Why a term has no value, or none that could be proved.
public enum EvaluationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A function outside its domain.
    case domain(String)
    /// A divisor that is exactly 0.
    case divisionByZero(String)
    /// A name that is neither bound nor a constant.
    case unknownSymbol(String)
    /// A construct that has no evaluation here.
    case unsupported(String)
    /// A limit on sizes was reached before computing.
    case tooLarge(String)
    /// The working precision reached its limit, in bits, without the digits asked for.
    case precisionExhausted(bits: Int, reason: String)
    /// The theory does not decide.
    case undecided(String)

    /// One line for the user.
    public var description: String {
        switch self {
        case .domain(let text): text
        case .divisionByZero(let text): "division by zero: \(text)"
        case .unknownSymbol(let name): "unknown name '\(name)'"
        case .unsupported(let text): text
        case .tooLarge(let text): text
        case .precisionExhausted(let bits, let reason): "\(reason) (gave up at a working precision of \(bits) bits)"
        case .undecided(let text): text
        }
    }
}
