extension Explanation {
    /// What a step does, in words: rule, source, direction and place.
    private func words(_ step: Step) -> (name: String, source: String, details: [String]) {
        let application = applications[step.application]
        var details = [step.isLeftToRight ? "left to right" : "right to left"]
        var name = ""
        var source = ""
        switch application.reason {
        case .rule(let number):
            name = rules[number].name
            source = rules[number].source
            if !application.premises.isEmpty {
                details.append("using " + application.premises.map { "lemma \($0 + 1)" }.joined(separator: ", "))
            }
        case .fact(let fact):
            name = fact.isEmpty ? "a stated equation" : fact
        case .chain(let number):
            name = "lemma \(number + 1)"
        }
        let path = path(to: step.position)
        if !path.isEmpty { details.append("at " + path.map(String.init).joined(separator: ".")) }
        return (name, source, details)
    }

    /// The conditions of the rule of a step with the terms that they are about, as `(nonzero (+ a b))`.
    private func conditions(_ step: Step, _ term: (ProofTerm) -> String) -> [String] {
        let application = applications[step.application]
        guard case .rule(let number) = application.reason else { return [] }
        return rules[number].conditions.map { condition in
            let arguments = condition.variables.map { variable in
                let binding = application.substitution.first { $0.variable == variable }
                return binding.map { term(ProofTerm(terms, $0.term)) } ?? "?\(variable)"
            }
            return "(\(condition.name)\(arguments.map { " " + $0 }.joined()))"
        }
    }

    /// The proof for people, one step a line, after its lemmas: `= TERM   by RULE [source] (left to right) at 0.1`.
    ///
    /// Places are child indices from the root, from 0 on; a step at the root has none.
    /// - Parameter term: how a term is written, as an s-expression by default.
    public func text(_ term: (ProofTerm) -> String = { $0.description }) -> String {
        var lines: [String] = []
        for (number, chain) in chains.enumerated() {
            if number < chains.count - 1 { lines.append("Lemma \(number + 1):") }
            let terms = wholeTerms(of: chain)
            lines.append("  " + term(terms[0]))
            for (step, after) in zip(chain.steps, terms.dropFirst()) {
                let (name, source, details) = words(step)
                var line = "= \(term(after))   by \(name)"
                if !source.isEmpty { line += " [\(source)]" }
                line += " (\(details[0]))" + details.dropFirst().map { " " + $0 }.joined()
                let conditions = conditions(step, term)
                if !conditions.isEmpty { line += " where " + conditions.joined(separator: ", ") }
                lines.append(line)
            }
        }
        return lines.joined(separator: "\n")
    }

    /// The proof in LaTeX: an `align*` environment for each lemma and one for the proof.
    ///
    /// - Parameter term: how a term is written in mathematics mode, as an s-expression in typewriter by default.
    public func latex(_ term: ((ProofTerm) -> String)? = nil) -> String {
        let term = term ?? { "\\texttt{\(Explanation.escaped($0.description))}" }
        var lines: [String] = []
        for (number, chain) in chains.enumerated() {
            if number < chains.count - 1 { lines.append("\\emph{Lemma \(number + 1).}") }
            lines.append("\\begin{align*}")
            let terms = wholeTerms(of: chain)
            var rows = ["& " + term(terms[0])]
            for (step, after) in zip(chain.steps, terms.dropFirst()) {
                let (name, source, details) = words(step)
                var reason = "\\text{by \(Explanation.escaped(name))"
                if !source.isEmpty { reason += " [\(Explanation.escaped(source))]" }
                reason += " (\(details.joined(separator: ", ")))}"
                let conditions = conditions(step) { "$\(term($0))$" }
                if !conditions.isEmpty { reason += "\\text{ where \(conditions.joined(separator: ", "))}" }
                rows.append("&= \(term(after)) && \(reason)")
            }
            lines.append(rows.joined(separator: " \\\\\n"))
            lines.append("\\end{align*}")
        }
        return lines.joined(separator: "\n")
    }

    /// Text with the characters that mean something to TeX written out.
    public static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\textbackslash{}"
            case "^": result += "\\textasciicircum{}"
            case "~": result += "\\textasciitilde{}"
            case "{", "}", "_", "%", "&", "#", "$": result += "\\\(character)"
            default: result.append(character)
            }
        }
        return result
    }
}
