import EGraphs
import Expressions

extension SaturationResult {
    /// The whole result as one object.
    var json: JSONObject {
        var object = JSONObject()
        object.append("reason", .string(reason.name))
        object.append("success", .bool(isSuccess))
        object.append("enodes", phases.last.map { .integer($0.nodes) } ?? .null)
        object.append("eclasses", phases.last.map { .integer($0.classes) } ?? .null)
        object.append("iterations", .integer(phases.reduce(0) { $0 + $1.report.iterations.count }))
        object.append("seconds", .number(phases.reduce(0) { $0 + $1.seconds }))
        object.append("phases", .array(phases.map { .object($0.json) }))
        object.append("goals", .array(goals.map { .object($0.json) }))
        object.append("extracted", .array(extractions.map { .object($0.json) }))
        object.append("explanations", .array(explanations.map { .object($0.json) }))
        object.append("contradiction", contradiction.map { .object($0.json) } ?? .null)
        return object
    }
}

extension SaturationResult.Phase {
    fileprivate var json: JSONObject {
        var object = JSONObject()
        object.append("ruleset", ruleSet.isEmpty ? .null : .string(ruleSet))
        object.append("reason", .string(report.reason.name))
        object.append("enodes", .integer(nodes))
        object.append("eclasses", .integer(classes))
        object.append("seconds", .number(seconds))
        object.append(
            "iterations",
            .array(
                report.iterations.map { iteration in
                    var object = JSONObject()
                    object.append("enodes", .integer(iteration.nodes))
                    object.append("eclasses", .integer(iteration.classes))
                    object.append("matches", .integer(iteration.matches))
                    object.append("unions", .integer(iteration.unions))
                    object.append("search", .number(iteration.search))
                    object.append("apply", .number(iteration.apply))
                    object.append("rebuild", .number(iteration.rebuild))
                    return .object(object)
                }))
        object.append(
            "rules",
            .array(
                report.rules.map { rule in
                    var object = JSONObject()
                    object.append("name", .string(rule.name))
                    object.append("matches", .integer(rule.matches))
                    object.append("rejected", .integer(rule.rejected))
                    object.append("bans", .integer(rule.bans))
                    return .object(object)
                }))
        return object
    }
}

extension SaturationResult.GoalOutcome {
    fileprivate var json: JSONObject {
        var object = JSONObject()
        object.append("goal", .string(goal.description))
        object.append("reached", .bool(isReached))
        return object
    }
}

extension SaturationResult.ExtractionOutcome {
    fileprivate var json: JSONObject {
        var object = JSONObject()
        object.append("term", .string(term.description))
        object.append("by", .string(method))
        object.append("result", .optional(text))
        object.append("tree_cost", result.map { .integer(Int(clamping: $0.treeCost)) } ?? .null)
        object.append("dag_cost", result.map { .integer(Int(clamping: $0.dagCost)) } ?? .null)
        object.append("optimal", result.map { .bool($0.isOptimal) } ?? .null)
        return object
    }
}

extension SaturationResult.ContradictionOutcome {
    fileprivate var json: JSONObject {
        var object = proof.json
        object.append("values", .string(description))
        return object
    }
}

extension SaturationResult.ProofOutcome {
    fileprivate var json: JSONObject {
        var object = JSONObject()
        object.append("left", .string(left))
        object.append("right", .string(right))
        object.append("equal", .bool(explanation != nil))
        object.append("proof_checked", .bool(isProved))
        object.append("problem", .optional(words))
        guard let explanation else {
            object.append("steps", .integer(0))
            object.append("proof", .array([]))
            return object
        }
        object.append("steps", .integer(explanation.length))
        let chains = explanation.chains.enumerated().map { number, chain in
            var object = JSONObject()
            object.append("lemma", number + 1 < explanation.chains.count ? .integer(number + 1) : .null)
            let terms = explanation.wholeTerms(of: chain)
            object.append("term", .string("\(terms[0])"))
            object.append(
                "steps",
                .array(
                    zip(chain.steps, terms.dropFirst()).map { .object(explanation.json($0, to: $1)) }))
            return JSONValue.object(object)
        }
        object.append("proof", .array(chains))
        return object
    }

    /// What is wrong; nil when there is a proof that was checked.
    var words: String? {
        if case .notEqual = problem { return "not known to be equal" }
        if let problem { return "\(problem)" }
        guard case .invalid(_, let step, let flaw)? = verdict else { return nil }
        return "the checker refuses step \(step + 1): \(flaw)"
    }
}

extension Explanation {
    fileprivate func json(_ step: Step, to term: ProofTerm) -> JSONObject {
        let application = applications[step.application]
        var source = ""
        let name: String
        switch application.reason {
        case .rule(let number): (name, source) = (rules[number].name, rules[number].source)
        case .fact(let fact): name = fact
        case .chain(let number): name = "lemma \(number + 1)"
        }
        var object = JSONObject()
        object.append("term", .string("\(term)"))
        object.append("by", .string(name))
        object.append("source", source.isEmpty ? .null : .string(source))
        object.append("left_to_right", .bool(step.isLeftToRight))
        object.append("at", .array(path(to: step.position).map { .integer($0) }))
        return object
    }
}
