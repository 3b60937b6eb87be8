import EGraphs

extension SaturationFileParser {
    /// The conditions that constant folding knows, and how many variables they are about.
    static let conditions = [
        "is-constant": 1, "nonzero": 1, "nonzero-or-unknown": 1, "is-symbol": 1, "constant-or-other-symbol": 2,
    ]

    /// Reads `(rule ...)` or `(birule ...)`; the numbers of the rules.
    mutating func rules(_ form: FormReader) throws(SaturationFileError) -> [Int] {
        var form = form
        let (name, place) = try form.readName("a name")
        if let (_, line) = rulesByName[name] {
            throw SaturationFileError(place, .duplicateName(name, kind: "rule", line: line))
        }
        let leftForm = try form.read("a pattern")
        let left = try terms.pattern(leftForm, allowsVariables: true)
        let rightForm = try form.read("a pattern")
        let right = try terms.pattern(rightForm, allowsVariables: true)
        var premises: [RewriteRule.Premise] = []
        var conditions: [RewriteRule.Condition] = []
        var source: String?
        var clauses: [SExpression] = []
        while let (word, place) = form.option() {
            switch word {
            case ":if":
                let clause = try form.read("a condition")
                clauses.append(clause)
                conditions.append(try condition(clause))
            case ":when":
                let clause = try form.read("a premise (= ?v PATTERN)")
                clauses.append(clause)
                premises.append(try premise(clause))
            case ":source":
                if source != nil {
                    throw SaturationFileError(place, .repeated(word, line: form.head.place.line))
                }
                source = try form.readName("a source").name
            default:
                throw SaturationFileError(place, .unknownWord(word, known: [":if", ":when", ":source"]))
            }
        }
        try form.end()
        var directions = [(name, left, right, rightForm)]
        if form.name == "birule" { directions.append(("\(name) reversed", right, left, leftForm)) }
        var numbers: [Int] = []
        for (name, from, to, result) in directions {
            do throws(RewriteRule.Defect) {
                file.rules.append(
                    try RewriteRule(
                        name, from, to, premises: premises, conditions: conditions, source: source ?? ""))
            } catch {
                guard case .unboundVariable(let variable, _) = error else {
                    throw SaturationFileError(form.head, .syntax("\(error)"))
                }
                let place = ([result] + clauses).lazy.compactMap { $0.place(ofVariable: variable) }.first
                throw SaturationFileError(place ?? form.head, .unboundVariable(variable))
            }
            numbers.append(file.rules.count - 1)
            if let (_, line) = rulesByName.updateValue((numbers, place.place.line), forKey: name) {
                throw SaturationFileError(place, .duplicateName(name, kind: "rule", line: line))
            }
        }
        rulesByName[name] = (numbers, place.place.line)
        return numbers
    }

    private mutating func condition(_ clause: SExpression) throws(SaturationFileError) -> RewriteRule.Condition {
        var form = try FormReader(clause, expecting: "a condition (NAME ?v...)")
        guard let arity = SaturationFileParser.conditions[form.name] else {
            throw SaturationFileError(
                form.head, .unknownCondition(form.name, known: SaturationFileParser.conditions.keys.sorted()))
        }
        var variables: [String] = []
        while form.next != nil {
            let part = try form.read("a variable")
            guard let variable = part.variable else {
                throw SaturationFileError(part, .expected("a variable", found: part.described))
            }
            variables.append(variable)
        }
        guard variables.count == arity else {
            throw SaturationFileError(
                form.head, .conditionArity(form.name, found: variables.count, expected: arity))
        }
        if firstCondition == nil { firstCondition = (form.name, form.head) }
        return RewriteRule.Condition(form.name, variables)
    }

    private mutating func premise(_ clause: SExpression) throws(SaturationFileError) -> RewriteRule.Premise {
        let what = "a premise (= ?v PATTERN)"
        var form = try FormReader(clause, expecting: what)
        guard form.name == "=" else { throw SaturationFileError(form.head, .expected(what, found: "'\(form.name)'")) }
        let part = try form.read("a variable")
        guard let variable = part.variable else {
            throw SaturationFileError(part, .expected("a variable", found: part.described))
        }
        let term = try terms.pattern(try form.read("a pattern"), allowsVariables: true)
        try form.end()
        return RewriteRule.Premise(variable: variable, term: term)
    }

    /// Reads `(ruleset NAME RULE...)`.
    mutating func ruleSet(_ form: FormReader) throws(SaturationFileError) {
        var form = form
        let (name, place) = try form.readName("a name")
        if let line = ruleSetLines.updateValue(place.place.line, forKey: name) {
            throw SaturationFileError(place, .duplicateName(name, kind: "rule set", line: line))
        }
        var items: [RuleSetItem] = []
        while form.next != nil {
            let part = try form.read("a rule")
            switch part {
            case .atom(let name, _, _), .text(let name, _, _): items.append(.name(name, part))
            case .list:
                let rule = try FormReader(part, expecting: "a rule")
                guard ["rule", "birule"].contains(rule.name) else {
                    throw SaturationFileError(rule.head, .unknownWord(rule.name, known: ["rule", "birule"]))
                }
                items.append(.rules(try rules(rule)))
            }
        }
        ruleSets.append((name, items))
    }

    /// Finds the rules of all sets; the first set has all rules.
    mutating func resolveRuleSets() throws(SaturationFileError) {
        file.ruleSets = [SaturationFile.RuleSet(name: "", rules: Array(file.rules.indices))]
        for (name, items) in ruleSets {
            var numbers: [Int] = []
            for item in items {
                switch item {
                case .rules(let rules): numbers += rules
                case .name(let name, let place):
                    guard let (rules, _) = rulesByName[name] else {
                        throw SaturationFileError(place, .unknownRule(name))
                    }
                    numbers += rules
                }
            }
            var seen: Set<Int> = []
            file.ruleSets.append(
                SaturationFile.RuleSet(name: name, rules: numbers.filter { seen.insert($0).inserted }))
        }
    }
}
