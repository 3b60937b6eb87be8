import Arithmetic

/// Reads one line of a rule file; see `RuleCatalog` for the form.
struct RuleParser {
    let file: String
    let line: Int
    let catalog: ConstantCatalog

    func error(_ column: Int, _ reason: RuleError.Reason) -> RuleError {
        RuleError(file: file, line: line, column: column, reason: reason)
    }

    /// A term together with where its symbols stand in the line.
    struct Side {
        let term: Expression
        let column: Int
        let symbolColumns: [(name: String, column: Int)]
    }

    /// The rule of a line that is neither empty nor a comment.
    func rule(_ text: String) throws(RuleError) -> IdentityRule {
        let line = RuleText(Array(text)[...]).trimmed
        let (body, source) = try splitSource(line)
        guard let (nameText, equation) = body.split(at: ":") else {
            throw error(line.column, .syntax("expected 'name: LEFT -> RIGHT [source]'"))
        }
        let name = nameText.trimmed
        guard !name.characters.isEmpty, name.characters.allSatisfy(isNameCharacter) else {
            throw error(name.column, .syntax("expected a name of letters, digits and '-' before ':'"))
        }
        let parts = try clauses(equation)
        let left = try side(parts.left)
        let right = try side(parts.right)
        let fraction = [left, right].contains { $0.term.contains(.continuedFraction) }
        let reserved: Set<String> = fraction ? ["n"] : []
        let variables = left.term.patternVariables(catalog: catalog, excluding: reserved)
        try checkBound(right, variables, reserved)
        try checkPattern(left, variables)
        if parts.isBidirectional {
            let inverse = right.term.patternVariables(catalog: catalog, excluding: reserved)
            try checkBound(left, inverse, reserved)
            try checkPattern(right, inverse)
        }
        var binders: [String] = []
        for name in left.term.boundSymbols + right.term.boundSymbols where !binders.contains(name) {
            binders.append(name)
        }
        var conditions: [RuleCondition] = []
        for part in parts.conditions { conditions.append(try condition(part, variables + binders, reserved)) }
        for case .symbol(let name) in conditions where !binders.contains(name) { binders.append(name) }
        var sampling: [String: SamplingDomain] = [:]
        for part in parts.domains {
            let (name, domain) = try self.domain(part, variables)
            guard sampling.updateValue(domain, forKey: name) == nil else {
                throw error(part.column, .syntax("the domain of '\(name)' is given twice"))
            }
        }
        return IdentityRule(
            name: name.text, left: left.term, right: right.term, isBidirectional: parts.isBidirectional,
            conditions: conditions, sampling: sampling, source: source, file: file, line: self.line,
            variables: variables, binders: binders)
    }

    private func isNameCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "-")
    }

    private func splitSource(_ line: RuleText) throws(RuleError) -> (body: RuleText, source: String) {
        guard line.characters.last == "]", let open = line.characters.lastIndex(of: "["),
            open > line.characters.startIndex, line.characters[open - 1].isWhitespace
        else { throw error(line.characters.endIndex + 1, .missingSource) }
        let source = RuleText(line.characters[(open + 1)...].dropLast()).trimmed.text
        guard !source.isEmpty else { throw error(open + 1, .missingSource) }
        return (RuleText(line.characters[..<open]).trimmed, source)
    }

    private struct Clauses {
        let left: RuleText
        let right: RuleText
        let isBidirectional: Bool
        let conditions: [RuleText]
        let domains: [RuleText]
    }

    private func clauses(_ text: RuleText) throws(RuleError) -> Clauses {
        let both = text.split(at: " <-> ")
        guard let (left, rest) = both ?? text.split(at: " -> ") else {
            throw error(text.trimmed.column, .syntax("expected ' -> ' or ' <-> ' between the two sides of the rule"))
        }
        var body = rest
        var domains: [RuleText] = []
        if let (before, after) = body.split(at: " on ") {
            body = before
            domains = after.commaSeparated
        }
        var conditions: [RuleText] = []
        if let (before, after) = body.split(at: " if ") {
            body = before
            conditions = after.commaSeparated
        }
        return Clauses(
            left: left.trimmed, right: body.trimmed, isBidirectional: both != nil, conditions: conditions,
            domains: domains)
    }

    /// Reads a term; `subst(f, n, t)` becomes the list `["subst", f, n, t]`.
    func side(_ text: RuleText) throws(RuleError) -> Side {
        do {
            var parser = try Parser(text.text)
            let root = try parser.parseExpression()
            let (tree, places) = try markingSubstitutions(parser.tree)
            let reader = SyntaxReader(tree, style: .text)
            let columns = reader.symbolColumns.map { (name: $0.name, column: $0.column + text.column - 1) }
            return Side(term: try reader.expression(places[root]), column: text.column, symbolColumns: columns)
        } catch {
            throw self.error(text.column + error.column - 1, .syntax(error.message))
        }
    }

    private func markingSubstitutions(_ tree: SyntaxTree) throws(ParseError) -> (tree: SyntaxTree, places: [Int]) {
        var result = SyntaxTree()
        var places: [Int] = []
        for node in tree.nodes {
            let children = node.children.map { places[$0] }
            guard node.kind == .call(Expression.substitutionMark) else {
                places.append(result.append(node.kind, children, at: node.column))
                continue
            }
            guard children.count == 3, case .name = tree[node.children[1]].kind else {
                throw ParseError(column: node.column, message: "subst takes a term, a symbol and a term")
            }
            let mark = result.append(.text(Expression.substitutionMark), at: node.column)
            places.append(result.append(.list, [mark] + children, at: node.column))
        }
        return (result, places)
    }

    /// Throws for the first variable of `side` that is not among `variables` nor bound in it.
    func checkBound(_ side: Side, _ variables: [String], _ reserved: Set<String>) throws(RuleError) {
        let used = side.term.patternVariables(catalog: catalog, excluding: reserved)
        let bound = side.term.boundSymbols
        for name in used where !variables.contains(name) && !bound.contains(name) {
            let column = side.symbolColumns.first { $0.name == name }?.column ?? side.column
            throw error(column, .unboundVariable(name))
        }
    }

    private func checkPattern(_ side: Side, _ variables: [String]) throws(RuleError) {
        if let name = side.term.symbolName, variables.contains(name) { throw error(side.column, .bareVariable(name)) }
    }
}
