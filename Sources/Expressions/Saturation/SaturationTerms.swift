import EGraphs

/// Reads the terms of a saturation file: keeps the number of arguments of every operator and writes definitions out.
struct SaturationTerms {
    /// The most operators and leaves of one term, with its definitions written out.
    static let largestTerm = 100_000
    /// The most different operators and leaves of one file.
    static let mostOperators = 1_000_000

    /// A term with its size and depth.
    private struct Measured {
        var pattern: Pattern
        var size: Int
        var depth: Int
    }

    private var uses: [String: (arity: Int, line: Int)] = [:]
    private var definitions: [String: Measured] = [:]

    /// Reads definitions, whose names are different, in whatever order they need each other.
    ///
    /// - Throws: `SaturationFileError.Reason.cyclicDefinition` and what is wrong with their terms.
    init(_ definitions: [(name: String, term: SExpression)]) throws(SaturationFileError) {
        for index in try SaturationTerms.order(definitions) {
            let (name, term) = definitions[index]
            self.definitions[name] = try measured(term, allowsVariables: false)
        }
    }

    /// Reads a term, with variables where they are allowed.
    mutating func pattern(_ expression: SExpression, allowsVariables: Bool) throws(SaturationFileError) -> Pattern {
        try recordArities(expression)
        return try measured(expression, allowsVariables: allowsVariables).pattern
    }

    /// Notes that an operator has so many arguments; an error when it has others elsewhere.
    mutating func use(_ name: String, arity: Int, at place: SExpression) throws(SaturationFileError) {
        if let first = uses[name] {
            guard first.arity == arity else {
                throw SaturationFileError(
                    place, .arity(name, found: arity, first: first.arity, line: first.line))
            }
            return
        }
        if uses.count == SaturationTerms.mostOperators {
            throw SaturationFileError(
                place, .tooLarge("too many operators", limit: SaturationTerms.mostOperators))
        }
        uses[name] = (arity, place.place.line)
    }

    /// Notes the arities of all operators of a term in the order of the text.
    mutating func recordArities(_ expression: SExpression) throws(SaturationFileError) {
        var open = [expression]
        while let next = open.popLast() {
            switch next {
            case .atom(let name, _, _):
                if next.variable == nil && definitions[name] == nil { try use(name, arity: 0, at: next) }
            case .text: break
            case .list(let items, _, _):
                if let head = items.first, let name = head.word { try use(name, arity: items.count - 1, at: head) }
                open += items.dropFirst().reversed()
            }
        }
    }

    /// Recursion goes as deep as the text is nested, which the reader limits.
    private func measured(
        _ expression: SExpression, allowsVariables: Bool
    ) throws(SaturationFileError) -> Measured {
        switch expression {
        case .text: throw SaturationFileError(expression, .expected("a term", found: expression.described))
        case .atom(let name, _, _):
            if let variable = expression.variable {
                guard allowsVariables else { throw SaturationFileError(expression, .variableInTerm(variable)) }
                return Measured(pattern: .variable(variable), size: 1, depth: 1)
            }
            try checkName(name, expression)
            return definitions[name] ?? Measured(pattern: .apply(name, []), size: 1, depth: 1)
        case .list(let items, _, _):
            guard let head = items.first, let name = head.word, head.variable == nil else {
                throw SaturationFileError(
                    items.first ?? expression,
                    .expected("an operator after '('", found: items.first?.described ?? "an empty list"))
            }
            try checkName(name, head)
            if definitions[name] != nil { throw SaturationFileError(head, .definitionWithArguments(name)) }
            var arguments: [Pattern] = []
            var size = 1
            var depth = 0
            for item in items.dropFirst() {
                let argument = try measured(item, allowsVariables: allowsVariables)
                arguments.append(argument.pattern)
                size += argument.size
                depth = max(depth, argument.depth)
                if size > SaturationTerms.largestTerm {
                    throw SaturationFileError(
                        expression,
                        .tooLarge("too many operators in one term", limit: SaturationTerms.largestTerm))
                }
            }
            if depth >= SExpression.deepestNesting {
                throw SaturationFileError(
                    expression, .tooLarge("too deep a term", limit: SExpression.deepestNesting))
            }
            return Measured(pattern: .apply(name, arguments), size: size, depth: depth + 1)
        }
    }

    private func checkName(_ name: String, _ place: SExpression) throws(SaturationFileError) {
        if name.hasPrefix(":") || name == "?" {
            throw SaturationFileError(place, .expected("a term", found: "'\(name)'"))
        }
    }

    /// The definitions with those that each needs before it.
    private static func order(
        _ definitions: [(name: String, term: SExpression)]
    ) throws(SaturationFileError) -> [Int] {
        var indices: [String: Int] = [:]
        for (index, definition) in definitions.enumerated() { indices[definition.name] = index }
        let needs = definitions.map { references(in: $0.term, to: indices) }
        var result: [Int] = []
        var isDone = [Bool](repeating: false, count: definitions.count)
        var isOpen = isDone
        for start in definitions.indices where !isDone[start] {
            var path = [(index: start, next: 0)]
            isOpen[start] = true
            while let (index, next) = path.last {
                guard next < needs[index].count else {
                    isOpen[index] = false
                    isDone[index] = true
                    result.append(index)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let (needed, place) = needs[index][next]
                if isOpen[needed] {
                    let cycle = path.map(\.index).drop { $0 != needed } + [needed]
                    throw SaturationFileError(place, .cyclicDefinition(cycle.prefix(20).map { definitions[$0].name }))
                }
                if !isDone[needed] {
                    isOpen[needed] = true
                    path.append((needed, 0))
                }
            }
        }
        return result
    }

    private static func references(
        in term: SExpression, to indices: [String: Int]
    ) -> [(index: Int, place: SExpression)] {
        var result: [(index: Int, place: SExpression)] = []
        var open = [term]
        while let next = open.popLast() {
            switch next {
            case .atom(let name, _, _): if let index = indices[name] { result.append((index, next)) }
            case .text: break
            case .list(let items, _, _): open += items.dropFirst().reversed()
            }
        }
        return result
    }
}
