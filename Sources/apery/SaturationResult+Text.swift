import EGraphs
import Expressions
import Foundation

extension SaturationResult {
    /// The result for people: a table of iterations for each phase, then what was reached, extracted and explained.
    var table: [String] {
        var lines: [String] = []
        for (number, phase) in phases.enumerated() {
            let name = phase.ruleSet.isEmpty ? "all rules" : phase.ruleSet
            lines.append("phase \(number + 1), \(name): \(phase.report.reason.name)")
            lines.append("  iteration   e-nodes  e-classes    matches     unions  seconds")
            for (index, iteration) in phase.report.iterations.enumerated() {
                lines.append(
                    String(
                        format: "  %9ld %9ld  %9ld  %9ld  %9ld  %7.3f", index + 1, iteration.nodes, iteration.classes,
                        iteration.matches, iteration.unions, iteration.search + iteration.apply + iteration.rebuild))
            }
            for rule in phase.report.rules where rule.bans > 0 || rule.rejected > 0 {
                lines.append("  \(rule.name): \(rule.matches) matches, \(rule.rejected) rejected, \(rule.bans) bans")
            }
        }
        if let last = phases.last {
            lines.append("\(last.nodes) e-nodes in \(last.classes) e-classes")
        }
        for outcome in goals { lines.append("\(outcome.goal): \(outcome.isReached ? "reached" : "not reached")") }
        for outcome in extractions { lines.append(outcome.line) }
        for outcome in explanations { lines += outcome.lines { $0.text() } }
        if let contradiction { lines += contradiction.lines { $0.text() } }
        return lines
    }

    /// The proofs in LaTeX, with what else is told as comments.
    var latexLines: [String] {
        var lines = goals.map { "% \($0.goal): \($0.isReached ? "reached" : "not reached")" }
        lines += extractions.map { "% \($0.line)" }
        for outcome in explanations { lines += outcome.lines(comment: "% ") { $0.latex() } }
        if let contradiction { lines += contradiction.lines(comment: "% ") { $0.latex() } }
        return lines
    }
}

extension SaturationResult.ExtractionOutcome {
    fileprivate var line: String {
        guard let result, let text else { return "\(term): every term that is equal has a forbidden operator" }
        return "\(term) => \(text)   tree cost \(result.treeCost), shared \(result.dagCost)"
            + (result.isOptimal ? ", least" : "")
    }
}

extension SaturationResult.ProofOutcome {
    fileprivate func lines(comment: String = "", _ proof: (Explanation) -> String) -> [String] {
        guard let explanation else { return ["\(comment)\(left) = \(right): \(words ?? "no proof")"] }
        return [
            "\(comment)\(left) = \(right): \(explanation.length) steps, \(words ?? "checked")", proof(explanation),
        ]
    }
}

extension SaturationResult.ContradictionOutcome {
    fileprivate func lines(comment: String = "", _ proof: (Explanation) -> String) -> [String] {
        ["\(comment)contradiction: \(description)"] + self.proof.lines(comment: comment, proof)
    }
}
