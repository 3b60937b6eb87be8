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

extension Pattern {
    /// The pattern that an s-expression writes.
    ///
    /// - Throws: `SyntaxError` at a text in quotes, an empty list or one that does not start with an operator.
    public init(_ expression: SExpression) throws(SyntaxError) {
        switch expression {
        case .atom(let name, _, _):
            self = name.hasPrefix("?") && name.count > 1 ? .variable(String(name.dropFirst())) : .apply(name, [])
        case .text: throw expression.error("expected a term, found a text in quotes")
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
