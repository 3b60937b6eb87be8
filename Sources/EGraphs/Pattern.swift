/// A term with variables: what a rule looks for and what it builds.
public indirect enum Pattern: Hashable, Sendable, CustomStringConvertible {
    /// A variable, which stands for any e-class.
    case variable(String)
    /// An operator applied to patterns; a leaf has none.
    case apply(String, [Pattern])

    /// The variables, in order of first appearance.
    public var variables: [String] {
        var seen: [String] = []
        func visit(_ pattern: Pattern) {
            switch pattern {
            case .variable(let name): if !seen.contains(name) { seen.append(name) }
            case .apply(_, let arguments): arguments.forEach(visit)
            }
        }
        visit(self)
        return seen
    }

    /// Whether no variable occurs.
    public var isGround: Bool { variables.isEmpty }

    /// The pattern as an s-expression, variables with a question mark: `(+ ?a 0)`.
    public var description: String {
        switch self {
        case .variable(let name): "?\(name)"
        case .apply(let name, let arguments):
            arguments.isEmpty ? name : "(\(name) \(arguments.map(\.description).joined(separator: " ")))"
        }
    }
}

/// What is wrong with an s-expression, and where.
public struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1 on.
    public let line: Int
    /// The column, from 1 on.
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
    /// A list in parentheses.
    case list([SExpression], line: Int, column: Int)

    /// Where it starts.
    public var place: (line: Int, column: Int) {
        switch self {
        case .atom(_, let line, let column), .list(_, let line, let column): (line, column)
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
    /// - Throws: `SyntaxError` at an unbalanced parenthesis or too deep a nesting. Cost: linear in the length.
    public static func parse(_ text: String) throws(SyntaxError) -> [SExpression] {
        var open: [(items: [SExpression], line: Int, column: Int)] = [([], 1, 1)]
        var word = ""
        var wordColumn = 1
        var line = 1
        var column = 0
        var isComment = false
        func endWord() {
            if !word.isEmpty { open[open.count - 1].items.append(.atom(word, line: line, column: wordColumn)) }
            word = ""
        }
        for character in text {
            column += 1
            if character.isNewline {
                endWord()
                isComment = false
                line += 1
                column = 0
            } else if isComment {
                continue
            } else if character == ";" {
                endWord()
                isComment = true
            } else if character.isWhitespace {
                endWord()
            } else if character == "(" {
                endWord()
                open.append(([], line, column))
                if open.count > deepestNesting {
                    throw SyntaxError(line: line, column: column, message: "nesting deeper than \(deepestNesting)")
                }
            } else if character == ")" {
                endWord()
                guard open.count > 1, let closed = open.popLast() else {
                    throw SyntaxError(line: line, column: column, message: "')' without '('")
                }
                open[open.count - 1].items.append(
                    .list(closed.items, line: closed.line, column: closed.column))
            } else {
                if word.isEmpty { wordColumn = column }
                word.append(character)
            }
        }
        endWord()
        if open.count > 1 {
            let last = open[open.count - 1]
            throw SyntaxError(line: last.line, column: last.column, message: "'(' is never closed")
        }
        return open[0].items
    }
}

extension Pattern {
    /// The pattern that an s-expression writes.
    ///
    /// - Throws: `SyntaxError` at an empty list or one that does not start with an operator.
    public init(_ expression: SExpression) throws(SyntaxError) {
        switch expression {
        case .atom(let name, _, _):
            self = name.hasPrefix("?") && name.count > 1 ? .variable(String(name.dropFirst())) : .apply(name, [])
        case .list(let items, _, _):
            guard case .atom(let name, _, _)? = items.first, !name.hasPrefix("?") else {
                throw expression.error("expected an operator after '('")
            }
            var arguments: [Pattern] = []
            for item in items.dropFirst() { arguments.append(try Pattern(item)) }
            self = .apply(name, arguments)
        }
    }

    /// The pattern that a text writes: `(* ?x (+ ?y 1))`.
    ///
    /// - Throws: `SyntaxError` with line and column.
    public init(_ text: String) throws(SyntaxError) {
        let items = try SExpression.parse(text)
        guard items.count == 1 else {
            throw SyntaxError(line: 1, column: 1, message: "expected one term, found \(items.count)")
        }
        self = try Pattern(items[0])
    }
}
