/// What is wrong with a file of rules, and where.
public struct RuleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Hashable, CustomStringConvertible {
        /// The text is not of the form of a rule.
        case syntax(String)
        /// A variable of the right side, a condition or a domain that the left side does not bind.
        case unboundVariable(String)
        /// A condition of none of the known forms.
        case unknownCondition(String)
        /// A sampling domain of none of the known forms.
        case unknownDomain(String)
        /// A name that another rule has.
        case duplicateName(String, first: String)
        /// A side that matches everything.
        case bareVariable(String)
        /// The rule does not say where it comes from.
        case missingSource
        /// The file cannot be read.
        case unreadable(String)

        /// One line.
        public var description: String {
            switch self {
            case .syntax(let text): text
            case .unboundVariable(let name): "the variable '\(name)' does not occur in the pattern"
            case .unknownCondition(let text): "unknown condition '\(text)'"
            case .unknownDomain(let text): "unknown domain '\(text)'"
            case .duplicateName(let name, let first): "the name '\(name)' is taken by the rule at \(first)"
            case .bareVariable(let name): "the pattern '\(name)' is a bare variable: it matches every term"
            case .missingSource: "expected a source in brackets at the end of the rule"
            case .unreadable(let text): "the file cannot be read: \(text)"
            }
        }
    }

    /// The file's name.
    public let file: String
    /// The line, 1-based.
    public let line: Int
    /// The column, 1-based, counted in characters.
    public let column: Int
    /// What is wrong.
    public let reason: Reason

    /// `powers.rules:3:14: unknown condition 'x nice'`.
    public var description: String { "\(file):\(line):\(column): \(reason)" }
}
