import Arithmetic

/// A token of a notation with the column at which it starts.
struct Token: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case number(Rational)
        case name(String)
        case text(String)
        /// A command of LaTeX, without its backslash.
        case command(String)
        /// A constant that LaTeX writes with several tokens, in braces.
        case constant(String)
        case hole(Int)
        /// A sign; `^` also for `**`, `→` for `->`, `=` for `==`.
        case sign(Character)
        case end
    }

    let kind: Kind
    let column: Int

    /// How an error message calls it.
    var described: String {
        switch kind {
        case .number(let value): "the number \(value)"
        case .name(let name): "'\(name)'"
        case .text(let text): "the text \"\(text)\""
        case .command(let name): "'\\\(name)'"
        case .constant(let name): "the constant \(name)"
        case .hole(let index): "'#\(index)'"
        case .sign("→"): "'->'"
        case .sign(let sign): "'\(sign)'"
        case .end: "the end of the input"
        }
    }
}

/// Splits a text of the formula language, PARI/GP, SymPy or the Wolfram Language into tokens.
struct Lexer {
    /// The largest length of an input, in characters.
    static let largestInput = 1_000_000

    let style: ExpressionStyle
    /// Whether `#1` is a token: in patterns.
    let allowsHoles: Bool
    let characters: [Character]
    var tokens: [Token] = []

    static func tokens(
        _ text: String, _ style: ExpressionStyle = .text, allowsHoles: Bool = false
    ) throws(ParseError) -> [Token] {
        var lexer = try Lexer(text, style, allowsHoles: allowsHoles)
        if style == .latex { try lexer.readLatex() } else { try lexer.readInfix() }
        lexer.tokens.append(Token(kind: .end, column: lexer.characters.count + 1))
        return lexer.tokens
    }

    private init(_ text: String, _ style: ExpressionStyle, allowsHoles: Bool) throws(ParseError) {
        self.style = style
        self.allowsHoles = allowsHoles
        characters = Array(text)
        guard characters.count <= Lexer.largestInput else {
            throw ParseError(
                column: Lexer.largestInput, message: "the input is longer than \(Lexer.largestInput) characters")
        }
    }

    private mutating func readInfix() throws(ParseError) {
        let signs = style == .mathematica ? "+-*/^!()[]{},;=" : "+-*/^!()[],;="
        var i = 0
        while i < characters.count {
            let character = characters[i]
            let column = i + 1
            if character.isWhitespace {
                i += 1
            } else if let end = try number(at: i) {
                i = end
            } else if let end = hole(at: i) {
                i = end
            } else if isNameCharacter(character) {
                var end = i
                while end < characters.count, isNameCharacter(characters[end]) || Lexer.isDigit(characters[end]) {
                    end += 1
                }
                tokens.append(Token(kind: .name(String(characters[i..<end])), column: column))
                i = end
            } else if character == "\"" || (character == "'" && style == .sympy) {
                guard let end = characters[(i + 1)...].firstIndex(of: character) else {
                    throw ParseError(column: column, message: "this text has no closing quotation mark")
                }
                tokens.append(Token(kind: .text(String(characters[(i + 1)..<end])), column: column))
                i = end + 1
            } else if let sign = doubleSign(at: i) {
                tokens.append(Token(kind: .sign(sign), column: column))
                i += 2
            } else if signs.contains(character) {
                tokens.append(Token(kind: .sign(character), column: column))
                i += 1
            } else {
                throw ParseError(column: column, message: "unexpected character '\(character)'")
            }
        }
    }

    private func isNameCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character == "_" || (character == "$" && style == .mathematica))
    }

    private func doubleSign(at i: Int) -> Character? {
        guard style != .text, i + 1 < characters.count else { return nil }
        switch (characters[i], characters[i + 1]) {
        case ("*", "*") where style == .sympy: return "^"
        case ("-", ">"): return "→"
        case ("=", "="): return "="
        default: return nil
        }
    }

    /// Reads `#1`; the index after it.
    mutating func hole(at i: Int) -> Int? {
        guard allowsHoles, characters[i] == "#", i + 1 < characters.count, let k = characters[i + 1].wholeNumberValue
        else { return nil }
        tokens.append(Token(kind: .hole(k), column: i + 1))
        return i + 2
    }

    /// Reads `12`, `3.25`, `.5`, `1e-3`; the index after it. An `e` belongs to the number only when an exponent follows,
    /// and never in LaTeX and the Wolfram Language, where it is a letter.
    mutating func number(at start: Int) throws(ParseError) -> Int? {
        var end = start
        while end < characters.count, Lexer.isDigit(characters[end]) { end += 1 }
        if end + 1 < characters.count, characters[end] == ".", Lexer.isDigit(characters[end + 1]) {
            end += 1
            while end < characters.count, Lexer.isDigit(characters[end]) { end += 1 }
        }
        guard end > start else { return nil }
        if style != .latex && style != .mathematica { end = exponentEnd(from: end) }
        let digits = String(characters[start..<end])
        guard let value = Rational(digits.hasPrefix(".") ? "0" + digits : digits) else {
            throw ParseError(column: start + 1, message: "'\(digits)' is not a number that can be represented")
        }
        tokens.append(Token(kind: .number(value), column: start + 1))
        return end
    }

    private func exponentEnd(from end: Int) -> Int {
        guard end < characters.count, characters[end] == "e" || characters[end] == "E" else { return end }
        var exponent = end + 1
        if exponent < characters.count, characters[exponent] == "-" || characters[exponent] == "+" { exponent += 1 }
        guard exponent < characters.count, Lexer.isDigit(characters[exponent]) else { return end }
        while exponent < characters.count, Lexer.isDigit(characters[exponent]) { exponent += 1 }
        return exponent
    }

    static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}
