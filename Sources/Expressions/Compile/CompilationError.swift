/// Why a term has no program over doubles.
public enum CompilationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A head that depends on a variable and has no operation over doubles: a list, a binder, a function that the C
    /// library lacks.
    case unsupported(String)
    /// A name that is neither a variable nor a constant of the catalog.
    case unknownSymbol(String)
    /// A closed subterm whose value is not real.
    case complexValue(String)
    /// A closed subterm that has no value, or none that fits a double.
    case constant(term: String, reason: String)
    /// Two variables of one name.
    case repeatedVariable(String)
    /// A name that is no identifier of C.
    case invalidFunctionName(String)

    /// One line for the user.
    public var description: String {
        switch self {
        case .unsupported(let head): "\(head) cannot be compiled: there is no such operation on doubles"
        case .unknownSymbol(let name): "unknown name '\(name)': it is neither a variable nor a constant"
        case .complexValue(let term): "\(term) is not real; programs compute with real doubles"
        case .constant(let term, let reason): "the constant \(term) cannot be compiled: \(reason)"
        case .repeatedVariable(let name): "the variable '\(name)' is given twice"
        case .invalidFunctionName(let name): "'\(name)' is not an identifier of C"
        }
    }
}
