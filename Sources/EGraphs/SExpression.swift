/// What is wrong with an s-expression, and where.
public struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1 on.
    public let line: Int
    /// The column, from 1 on, counted in characters.
    public let column: Int
    /// What is wrong.
    public let message: String

    /// `line 3, column 7: expected ')'`.
    public var description: String { "line \(line), column \(column): \(message)" }
}

/// A parsed s-expression with its place.
public enum SExpression: Sendable {
    /// A word.
    case atom(String, line: Int, column: Int)
    /// A text in quotes; in it `\"` and `\\` stand for a quote and a backslash.
    case text(String, line: Int, column: Int)
    /// A list in parentheses.
    case list([SExpression], line: Int, column: Int)

    /// Where it starts.
    public var place: (line: Int, column: Int) {
        switch self {
        case .atom(_, let line, let column), .text(_, let line, let column), .list(_, let line, let column):
            (line, column)
        }
    }

    /// An error at this place.
    public func error(_ message: String) -> SyntaxError {
        SyntaxError(line: place.line, column: place.column, message: message)
    }

    /// The deepest nesting that is read.
    public static let deepestNesting = 1_000

    /// All s-expressions of a text; `;` starts a comment that ends with the line.
    ///
    /// - Throws: `SyntaxError` at an unbalanced parenthesis, a text that is not closed on its line, or too deep a nesting.
    ///   Cost: linear in the length.
    public static func parse(_ text: String) throws(SyntaxError) -> [SExpression] {
        var reader = SExpressionReader()
        for character in text { try reader.read(character) }
        return try reader.end()
    }
}

/// Reads s-expressions character by character, with a stack of the lists that are open.
private struct SExpressionReader {
    private enum State {
        case word, comment, text
        /// After a backslash in a text.
        case escape
    }

    private var open: [(items: [SExpression], line: Int, column: Int)] = [([], 1, 1)]
    private var word = ""
    private var wordColumn = 1
    private var line = 1
    private var column = 0
    private var state = State.word

    mutating func read(_ character: Character) throws(SyntaxError) {
        column += 1
        if character.isNewline {
            if state == .text || state == .escape { throw unclosedText }
            endWord()
            state = .word
            line += 1
            column = 0
            return
        }
        switch state {
        case .comment: return
        case .escape:
            guard character == "\"" || character == "\\" else {
                throw SyntaxError(line: line, column: column, message: "expected '\"' or '\\' after '\\'")
            }
            word.append(character)
            state = .text
        case .text:
            if character == "\\" {
                state = .escape
            } else if character == "\"" {
                add(.text(word, line: line, column: wordColumn))
                word = ""
                state = .word
            } else {
                word.append(character)
            }
        case .word: try readOutsideOfText(character)
        }
    }

    private mutating func readOutsideOfText(_ character: Character) throws(SyntaxError) {
        switch character {
        case ";":
            endWord()
            state = .comment
        case "\"":
            endWord()
            wordColumn = column
            state = .text
        case "(":
            endWord()
            open.append(([], line, column))
            if open.count > SExpression.deepestNesting {
                throw SyntaxError(
                    line: line, column: column, message: "nesting deeper than \(SExpression.deepestNesting)")
            }
        case ")":
            endWord()
            guard open.count > 1, let closed = open.popLast() else {
                throw SyntaxError(line: line, column: column, message: "')' without '('")
            }
            add(.list(closed.items, line: closed.line, column: closed.column))
        case _ where character.isWhitespace: endWord()
        default:
            if word.isEmpty { wordColumn = column }
            word.append(character)
        }
    }

    mutating func end() throws(SyntaxError) -> [SExpression] {
        if state == .text || state == .escape { throw unclosedText }
        endWord()
        if open.count > 1 {
            let last = open[open.count - 1]
            throw SyntaxError(line: last.line, column: last.column, message: "'(' is never closed")
        }
        return open[0].items
    }

    private var unclosedText: SyntaxError {
        SyntaxError(line: line, column: wordColumn, message: "the text in quotes is not closed on its line")
    }

    private mutating func endWord() {
        if !word.isEmpty { add(.atom(word, line: line, column: wordColumn)) }
        word = ""
    }

    private mutating func add(_ expression: SExpression) { open[open.count - 1].items.append(expression) }
}
