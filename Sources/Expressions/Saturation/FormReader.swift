import EGraphs
import Foundation

/// Reads the parts of one statement of a saturation file from left to right.
struct FormReader {
    /// The largest count: of iterations, matches, repetitions.
    static let largestCount = 1_000_000_000

    private let form: SExpression
    private let items: [SExpression]
    private var position = 1
    /// The first word.
    let head: SExpression
    let name: String

    /// A statement: a list that starts with a word.
    init(_ form: SExpression, expecting what: String = "a statement in parentheses") throws(SaturationFileError) {
        guard case .list(let items, _, _) = form, let head = items.first, let name = head.word else {
            throw SaturationFileError(form, .expected(what, found: form.described))
        }
        (self.form, self.items, self.head, self.name) = (form, items, head, name)
    }

    /// The next part without reading it; nil at the end.
    var next: SExpression? { position < items.count ? items[position] : nil }

    /// Whether the next part is an option: a word that starts with a colon.
    var isAtOption: Bool { next?.word?.hasPrefix(":") ?? false }

    /// Reads the next part.
    mutating func read(_ what: String) throws(SaturationFileError) -> SExpression {
        guard let next, !isAtOption else {
            let found = next?.described ?? "the end of the statement"
            throw SaturationFileError(next ?? form, .expected(what, found: found))
        }
        position += 1
        return next
    }

    /// Reads the name of an option when one is next.
    mutating func option() -> (name: String, place: SExpression)? {
        guard isAtOption, let next, let word = next.word else { return nil }
        position += 1
        return (word, next)
    }

    /// Reads a name: a word or a text in quotes.
    mutating func readName(_ what: String) throws(SaturationFileError) -> (name: String, place: SExpression) {
        let part = try read(what)
        switch part {
        case .atom(let name, _, _), .text(let name, _, _): return (name, part)
        case .list: throw SaturationFileError(part, .expected(what, found: part.described))
        }
    }

    /// Reads a whole number from 1 on, or from 0 on for costs.
    mutating func count(
        _ what: String, allowsZero: Bool = false, limit: Int = largestCount
    ) throws(SaturationFileError) -> Int {
        let part = try read("a whole number for \(what)")
        guard let word = part.word, !word.isEmpty, word.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw SaturationFileError(part, .expected("a whole number for \(what)", found: part.described))
        }
        guard let value = Int(word), value <= limit else {
            throw SaturationFileError(part, .tooLarge("\(word) for \(what)", limit: limit))
        }
        if value == 0 && !allowsZero { throw SaturationFileError(part, .limitOfZero(what)) }
        return value
    }

    /// Reads a positive number of seconds.
    mutating func seconds(_ what: String) throws(SaturationFileError) -> Double {
        let part = try read("a number for \(what)")
        guard let word = part.word, let value = Double(word), value.isFinite, value >= 0 else {
            throw SaturationFileError(part, .expected("a number for \(what)", found: part.described))
        }
        if value == 0 { throw SaturationFileError(part, .limitOfZero(what)) }
        guard value <= Double(FormReader.largestCount) else {
            throw SaturationFileError(part, .tooLarge("\(word) for \(what)", limit: FormReader.largestCount))
        }
        return value
    }

    /// An error unless everything was read.
    func end() throws(SaturationFileError) {
        guard let next else { return }
        throw SaturationFileError(next, .expected("')'", found: next.described))
    }
}
