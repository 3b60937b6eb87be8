import Arithmetic

// LaTeX mathematics: spacing and the size of brackets carry no meaning; a letter is a name; the catalog's constants are
// recognized by their spelling, those of more than one token inside braces of their own.
extension Lexer {
    private static let spaces: Set<String> = [
        "quad", "qquad", "left", "right", "bigl", "bigr", "Bigl", "Bigr", "displaystyle", "textstyle",
    ]

    mutating func readLatex() throws(ParseError) {
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
            } else if character == "\\" {
                i = try command(at: i)
            } else if character == "{", let end = closingBrace(of: i),
                case let inner = String(characters[(i + 1)..<end]), !LatexConstants.isOneToken(inner),
                let constant = LatexConstants.name[inner]
            {
                tokens.append(Token(kind: .constant(constant), column: column))
                i = end + 1
            } else if character.isASCII && character.isLetter {
                let letter = String(character)
                tokens.append(Token(kind: .name(LatexConstants.name[letter] ?? letter), column: column))
                i += 1
            } else if "+-*/^!()[]{},;=_'".contains(character) {
                tokens.append(Token(kind: .sign(character), column: column))
                i += 1
            } else {
                throw ParseError(column: column, message: "unexpected character '\(character)'")
            }
        }
    }

    private mutating func command(at start: Int) throws(ParseError) -> Int {
        let column = start + 1
        var end = start + 1
        while end < characters.count, characters[end].isASCII, characters[end].isLetter { end += 1 }
        let name = String(characters[(start + 1)..<end])
        if name.isEmpty {
            guard end < characters.count, ",;:! ".contains(characters[end]) else {
                throw ParseError(column: column, message: "expected a command after '\\'")
            }
            return end + 1
        }
        if (name == "left" || name == "right") && end < characters.count && characters[end] == "|" {
            tokens.append(Token(kind: .command(name + "|"), column: column))
            return end + 1
        }
        if Lexer.spaces.contains(name) { return end }
        switch name {
        case "cdot", "times": tokens.append(Token(kind: .sign("*"), column: column))
        case "infty": tokens.append(Token(kind: .name("infinity"), column: column))
        case "operatorname", "mathrm", "mathit", "text":
            guard end < characters.count, characters[end] == "{", let close = closingBrace(of: end) else {
                throw ParseError(column: column, message: "expected '{name}' after '\\\(name)'")
            }
            let inner = String(characters[(end + 1)..<close]).replacing("\\_", with: "_")
            if name == "text" {
                tokens.append(Token(kind: .text(inner), column: column))
            } else if name == "operatorname" {
                tokens.append(Token(kind: .command("operatorname{\(inner)}"), column: column))
            } else {
                guard inner.first?.isLetter ?? false, inner.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
                else { throw ParseError(column: column, message: "'\(inner)' is not a name") }
                tokens.append(Token(kind: .name(inner), column: column))
            }
            return close + 1
        default:
            let constant = LatexConstants.name["\\\(name)"]
            tokens.append(Token(kind: constant.map { .name($0) } ?? .command(name), column: column))
        }
        return end
    }

    private func closingBrace(of open: Int) -> Int? {
        var depth = 0
        for i in open..<characters.count {
            if characters[i] == "{" { depth += 1 }
            if characters[i] == "}" {
                depth -= 1
                if depth == 0 { return i }
            }
            // No constant or name is longer; keeps the scan linear.
            if i - open > 200 { return nil }
        }
        return nil
    }
}

/// The catalog's constants by their LaTeX spelling.
enum LatexConstants {
    /// The constant of each spelling; of two with one spelling the first.
    static let name: [String: String] = {
        var table: [String: String] = [:]
        for constant in ConstantCatalog.standard.constants where table[constant.latex] == nil {
            table[constant.latex] = constant.name
        }
        return table
    }()

    /// The spelling of a symbol so that it reads back: a letter, a command, or anything else in braces.
    static func spelling(of symbol: String) -> String {
        if symbol == "infinity" { return "\\infty" }
        if let constant = ConstantCatalog.standard.constant(named: symbol), name[constant.latex] == symbol {
            return isOneToken(constant.latex) ? constant.latex : "{\(constant.latex)}"
        }
        if symbol.count == 1 && name[symbol] == nil { return symbol }
        return "\\mathrm{\(symbol.replacing("_", with: "\\_"))}"
    }

    static func isOneToken(_ latex: String) -> Bool {
        latex.count == 1 || (latex.first == "\\" && latex.dropFirst().allSatisfy { $0.isASCII && $0.isLetter })
    }
}
