import Arithmetic
import ArgumentParser
import Expressions

/// What `--assume` states about symbols: `x > 0`, `x >= 0`, `x < 0`, `x != 0`, `0 <= x <= 1`, `x real`, `n integer`, with
/// several of them in a list with commas.
enum AssumptionArgument {
    /// The forms for help texts.
    static let help: ArgumentHelp =
        "What is known of a symbol: 'x>0', 'x>=0', 'x<0', 'x!=0', '0<=x<=1', 'x real', 'n integer'. May be repeated."

    /// Reads all assumptions.
    ///
    /// - Throws: `CommandFailure` (bad input) for the first that is of no known form.
    static func read(_ texts: [String]) throws -> [String: [Assumption]] {
        var result: [String: [Assumption]] = [:]
        for text in texts.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
            for (name, assumption) in try read(String(text)) { result[name, default: []].append(assumption) }
        }
        return result
    }

    private static func read(_ text: String) throws -> [(name: String, Assumption)] {
        let failure = CommandFailure.badInput(
            "'\(text.prefix(60))' is no assumption; write for example 'x>0', '0<=x<=1', 'x real' or 'n integer'")
        let tokens = tokens(text)
        func name(_ token: String) throws -> String {
            guard let first = token.first, first.isLetter, token.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
            else { throw failure }
            if let constant = try Reading.constants().constant(named: token) {
                throw CommandFailure.badInput("'\(constant.name)' is a constant: nothing can be assumed of it")
            }
            return token
        }
        switch tokens.count {
        case 2:
            guard let assumption = Assumption(tokens[1]) else { throw failure }
            return [(try name(tokens[0]), assumption)]
        case 3 where Rational(tokens[2]) == .some(0):
            let symbol = try name(tokens[0])
            switch tokens[1] {
            case ">": return [(symbol, .positive)]
            case ">=": return [(symbol, .nonnegative)]
            case "<": return [(symbol, .negative)]
            case "!=": return [(symbol, .nonzero)]
            default: throw failure
            }
        case 5 where tokens[1] == "<=" && tokens[3] == "<=":
            guard let low = Rational(tokens[0]), let high = Rational(tokens[4]) else { throw failure }
            let symbol = try name(tokens[2])
            guard low <= high else {
                throw CommandFailure.badInput("the interval \(low) <= \(symbol) <= \(high) is empty")
            }
            return [(symbol, .between(low, high))]
        default: throw failure
        }
    }

    /// Words and comparison signs.
    private static func tokens(_ text: String) -> [String] {
        var tokens: [String] = []
        var kind: Bool?
        for character in text {
            if character.isWhitespace {
                kind = nil
                continue
            }
            let isSign = "<>=!".contains(character)
            if kind == isSign, let last = tokens.indices.last {
                tokens[last].append(character)
            } else {
                tokens.append(String(character))
            }
            kind = isSign
        }
        return tokens
    }
}
