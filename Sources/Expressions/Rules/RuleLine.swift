/// A stretch of a line of a rule file with the column at which it starts.
struct RuleText {
    let characters: ArraySlice<Character>

    init(_ characters: ArraySlice<Character>) { self.characters = characters }

    var text: String { String(characters) }

    /// The column of the first character, 1-based: slices keep the indices of the line.
    var column: Int { characters.startIndex + 1 }

    /// Without spaces at both ends.
    var trimmed: RuleText {
        var slice = characters
        while let first = slice.first, first.isWhitespace { slice.removeFirst() }
        while let last = slice.last, last.isWhitespace { slice.removeLast() }
        return RuleText(slice)
    }

    /// The index of the first occurrence of `word` outside all brackets.
    func firstIndex(of word: String) -> Int? {
        let wanted = Array(word)
        var depth = 0
        var index = characters.startIndex
        while index + wanted.count <= characters.endIndex {
            if depth == 0, characters[index..<(index + wanted.count)].elementsEqual(wanted) { return index }
            switch characters[index] {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            default: break
            }
            index += 1
        }
        return nil
    }

    /// What stands before and after the first occurrence of `word` outside all brackets.
    func split(at word: String) -> (before: RuleText, after: RuleText)? {
        guard let index = firstIndex(of: word) else { return nil }
        return (RuleText(characters[..<index]), RuleText(characters[(index + word.count)...]))
    }

    /// The parts between commas outside all brackets.
    var commaSeparated: [RuleText] {
        var parts: [RuleText] = []
        var rest = self
        while let (before, after) = rest.split(at: ",") {
            parts.append(before.trimmed)
            rest = after
        }
        return parts + [rest.trimmed]
    }

    /// What stands before `suffix`, when the text ends with it.
    func removing(suffix: String) -> RuleText? {
        let wanted = Array(suffix)
        guard characters.count > wanted.count, characters.suffix(wanted.count).elementsEqual(wanted) else { return nil }
        return RuleText(characters.dropLast(wanted.count)).trimmed
    }
}
