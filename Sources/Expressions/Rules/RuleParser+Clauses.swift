import Arithmetic

extension RuleParser {
    /// The suffixes that make a statement of a term.
    private static let predicates: [(suffix: String, make: @Sendable (Expression) -> RuleCondition)] = [
        (" not nonpositive integer", { .notNonpositiveInteger($0) }), (" not integer", { .notInteger($0) }),
        (" integer", { .integer($0) }), (" real", { .real($0) }),
    ]

    /// A condition over the variables.
    func condition(
        _ text: RuleText, _ variables: [String], _ reserved: Set<String>
    ) throws(RuleError) -> RuleCondition {
        func term(_ part: RuleText) throws(RuleError) -> Expression {
            let side = try side(part)
            try checkBound(side, variables, reserved)
            return side.term
        }
        if let name = text.removing(suffix: " symbol") { return .symbol(try variable(name, variables, reserved)) }
        if let (name, body) = text.split(at: " not in ") {
            return .notFree(try variable(name.trimmed, variables, reserved), try term(body.trimmed))
        }
        for (suffix, make) in RuleParser.predicates {
            if let part = text.removing(suffix: suffix) { return make(try term(part)) }
        }
        if let (left, right) = text.split(at: "!=") { return .unequal(try term(left.trimmed), try term(right.trimmed)) }
        for relation in [RuleCondition.Relation.lessOrEqual, .greaterOrEqual, .less, .greater] {
            if let (left, right) = text.split(at: relation.rawValue) {
                return .comparison(try term(left.trimmed), relation, try term(right.trimmed))
            }
        }
        throw error(text.column, .unknownCondition(text.text))
    }

    private func variable(
        _ text: RuleText, _ variables: [String], _ reserved: Set<String>
    ) throws(RuleError) -> String {
        guard variables.contains(text.text) || reserved.contains(text.text) else {
            throw error(text.column, .unboundVariable(text.text))
        }
        return text.text
    }

    /// `z in disc(1)`, `x in (0, 1)`, `n in integers(0, 20)`, `q in rationals(-1, 1)`, `f in terms(k)`,
    /// `p in polynomials(n, 2)`, `z in complex`.
    func domain(
        _ text: RuleText, _ variables: [String]
    ) throws(RuleError) -> (name: String, domain: SamplingDomain) {
        guard let (nameText, spec) = text.split(at: " in ") else {
            throw error(text.column, .unknownDomain(text.text))
        }
        let name = try variable(nameText.trimmed, variables, [])
        let domain = spec.trimmed
        if domain.text == "complex" { return (name, .complex) }
        guard let open = domain.characters.firstIndex(of: "("), domain.characters.last == ")" else {
            throw error(domain.column, .unknownDomain(domain.text))
        }
        let arguments = RuleText(domain.characters[(open + 1)...].dropLast()).commaSeparated
        let numbers = arguments.map { (try? Expression(parsing: $0.text))?.numeral }
        let known: SamplingDomain? =
            switch (String(domain.characters[..<open]), arguments.count) {
            case ("disc", 1): numbers[0].map { .disc($0) }
            case ("", 2): pair(numbers).map { .interval($0, $1) }
            case ("rationals", 2): pair(numbers).map { .rationals($0, $1) }
            case ("integers", 2):
                if let low = numbers[0]?.asInt, let high = numbers[1]?.asInt, low <= high {
                    .integers(low, high)
                } else {
                    nil
                }
            case ("terms", 1): .terms(arguments[0].text)
            case ("polynomials", 2): numbers[1]?.asInt.map { .polynomials(arguments[0].text, $0) }
            default: nil
            }
        guard let known else { throw error(domain.column, .unknownDomain(domain.text)) }
        return (name, known)
    }

    private func pair(_ numbers: [Rational?]) -> (Rational, Rational)? {
        guard let low = numbers[0], let high = numbers[1], low < high else { return nil }
        return (low, high)
    }
}
