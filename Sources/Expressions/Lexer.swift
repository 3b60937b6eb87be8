import Arithmetic

/// A token of the formula language with the column at which it starts.
struct Token: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case number(Rational)
        case name(String)
        case text(String)
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
        case .sign(let sign): "'\(sign)'"
        case .end: "the end of the input"
        }
    }
}

/// Splits a text into tokens.
enum Lexer {
    /// The largest length of an input, in characters.
    static let largestInput = 1_000_000

    static func tokens(_ text: String) throws(ParseError) -> [Token] {
        let characters = Array(text)
        guard characters.count <= largestInput else {
            throw ParseError(column: largestInput, message: "the input is longer than \(largestInput) characters")
        }
        var tokens: [Token] = []
        var i = 0
        while i < characters.count {
            let character = characters[i]
            let column = i + 1
            if character.isWhitespace {
                i += 1
            } else if isDigit(character) || (character == "." && i + 1 < characters.count && isDigit(characters[i + 1]))
            {
                let end = numberEnd(characters, from: i)
                let digits = String(characters[i..<end])
                guard let value = Rational(digits.hasPrefix(".") ? "0" + digits : digits) else {
                    throw ParseError(column: column, message: "'\(digits)' is not a number that can be represented")
                }
                tokens.append(Token(kind: .number(value), column: column))
                i = end
            } else if character.isASCII && (character.isLetter || character == "_") {
                var end = i
                while end < characters.count, characters[end].isASCII,
                    characters[end].isLetter || characters[end].isNumber || characters[end] == "_"
                { end += 1 }
                tokens.append(Token(kind: .name(String(characters[i..<end])), column: column))
                i = end
            } else if character == "\"" {
                guard let end = characters[(i + 1)...].firstIndex(of: "\"") else {
                    throw ParseError(column: column, message: "this text has no closing quotation mark")
                }
                tokens.append(Token(kind: .text(String(characters[(i + 1)..<end])), column: column))
                i = end + 1
            } else if "+-*/^!()[],;=".contains(character) {
                tokens.append(Token(kind: .sign(character), column: column))
                i += 1
            } else {
                throw ParseError(column: column, message: "unexpected character '\(character)'")
            }
        }
        tokens.append(Token(kind: .end, column: characters.count + 1))
        return tokens
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    /// The end of `12`, `3.25`, `1e-3`; an `e` belongs to the number only when an exponent follows.
    private static func numberEnd(_ characters: [Character], from start: Int) -> Int {
        var end = start
        while end < characters.count, isDigit(characters[end]) { end += 1 }
        if end + 1 < characters.count, characters[end] == ".", isDigit(characters[end + 1]) {
            end += 1
            while end < characters.count, isDigit(characters[end]) { end += 1 }
        }
        guard end < characters.count, characters[end] == "e" || characters[end] == "E" else { return end }
        var exponent = end + 1
        if exponent < characters.count, characters[exponent] == "-" || characters[exponent] == "+" { exponent += 1 }
        guard exponent < characters.count, isDigit(characters[exponent]) else { return end }
        while exponent < characters.count, isDigit(characters[exponent]) { exponent += 1 }
        return exponent
    }
}
