import EGraphs

/// What is wrong with a file of rules and terms, and where.
public struct SaturationFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Hashable, Sendable, CustomStringConvertible {
        /// The text is no list of s-expressions: parentheses, quotes, nesting.
        case syntax(String)
        /// Something else was expected.
        case expected(String, found: String)
        /// A statement, an option or a method that there is not.
        case unknownWord(String, known: [String])
        /// An operator with another number of arguments than at its first use.
        case arity(String, found: Int, first: Int, line: Int)
        /// A defined name with arguments.
        case definitionWithArguments(String)
        /// A variable of the right side, a condition or a premise that nothing binds.
        case unboundVariable(String)
        /// A variable in a term, which must have none.
        case variableInTerm(String)
        /// A condition that has no meaning.
        case unknownCondition(String, known: [String])
        /// A condition in a file that folds no constants.
        case conditionWithoutFolding(String)
        /// A condition on another number of variables.
        case conditionArity(String, found: Int, expected: Int)
        /// A name that was given before.
        case duplicateName(String, kind: String, line: Int)
        /// A name of no rule.
        case unknownRule(String)
        /// A name of no rule set.
        case unknownRuleSet(String)
        /// A definition that needs itself; the names on the way.
        case cyclicDefinition([String])
        /// A limit of 0: nothing would be done.
        case limitOfZero(String)
        /// A number that is too large.
        case tooLarge(String, limit: Int)
        /// A statement that may be there once.
        case repeated(String, line: Int)
        /// The file starts from no term.
        case noTerm

        /// One line.
        public var description: String {
            switch self {
            case .syntax(let text): text
            case .expected(let what, let found): "expected \(what), found \(found)"
            case .unknownWord(let word, let known): "unknown word '\(word)'; known are \(known.joined(separator: ", "))"
            case .arity(let name, let found, let first, let line):
                "'\(name)' has \(found) arguments here and \(first) in line \(line)"
            case .definitionWithArguments(let name): "'\(name)' is a definition and takes no arguments"
            case .unboundVariable(let name): "the variable ?\(name) is not bound"
            case .variableInTerm(let name): "a term cannot have the variable ?\(name)"
            case .unknownCondition(let name, let known):
                "unknown condition '\(name)'; known are \(known.joined(separator: ", "))"
            case .conditionWithoutFolding(let name): "the condition '\(name)' needs a statement (fold ADD SUB MUL DIV)"
            case .conditionArity(let name, let found, let expected):
                "the condition '\(name)' is about \(expected) variables, not \(found)"
            case .duplicateName(let name, let kind, let line): "the \(kind) '\(name)' is there already, in line \(line)"
            case .unknownRule(let name): "there is no rule '\(name)'"
            case .unknownRuleSet(let name): "there is no rule set '\(name)'"
            case .cyclicDefinition(let names): "cyclic definition: \(names.joined(separator: " needs "))"
            case .limitOfZero(let name): "the limit \(name) is 0: nothing would be done"
            case .tooLarge(let what, let limit): "\(what); at most \(limit) are allowed"
            case .repeated(let word, let line): "'\(word)' is there already, in line \(line)"
            case .noTerm: "the file starts from no term: expected (term TERM)"
            }
        }
    }

    /// The line, from 1 on.
    public let line: Int
    /// The column, from 1 on, counted in characters.
    public let column: Int
    /// What is wrong.
    public let reason: Reason

    init(_ place: SExpression, _ reason: Reason) {
        (line, column) = place.place
        self.reason = reason
    }

    init(line: Int, column: Int, _ reason: Reason) {
        self.line = line
        self.column = column
        self.reason = reason
    }

    /// `line 3, column 7: the variable ?c is not bound`.
    public var description: String { "line \(line), column \(column): \(reason)" }
}

extension SExpression {
    /// What it is, for messages.
    var described: String {
        switch self {
        case .atom(let word, _, _): "'\(word)'"
        case .text: "a text in quotes"
        case .list(let items, _, _): items.isEmpty ? "an empty list" : "a list"
        }
    }

    /// The word; nil when it is no word.
    var word: String? {
        if case .atom(let word, _, _) = self { word } else { nil }
    }

    /// The name of the variable that it writes; nil when it writes none.
    var variable: String? {
        guard let word, word.hasPrefix("?"), word.count > 1 else { return nil }
        return String(word.dropFirst())
    }

    /// The place of the first word that is this variable, in it or below it.
    func place(ofVariable name: String) -> SExpression? {
        var open = [self]
        while let next = open.popLast() {
            if next.variable == name { return next }
            if case .list(let items, _, _) = next { open += items.reversed() }
        }
        return nil
    }
}
