/// What is wrong with a text of the formula language, and where.
public struct ParseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The column, 1-based, counted in characters.
    public let column: Int
    /// What is wrong, and what was expected.
    public let message: String

    /// `column 7: expected ')'`.
    public var description: String { "column \(column): \(message)" }
}
