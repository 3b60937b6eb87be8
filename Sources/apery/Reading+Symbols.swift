import EGraphs
import Expressions

extension Reading {
    /// A term in which every name that is no constant is a symbol.
    static func openTerm(_ text: String, style: ExpressionStyle = .text) throws -> Expressions.Expression {
        _ = try constants()
        do {
            return try Expressions.Expression(parsing: text, style: style)
        } catch {
            throw CommandFailure.badInput("\(error)")
        }
    }

    /// Tells on standard error that a term divides by 0, since evaluation refuses what rewriting takes for 0.
    static func noteZeroDivisors(_ terms: [Expressions.Expression], _ options: GlobalOptions) {
        if !options.quiet, let term = terms.first(where: \.hasZeroDivisor) {
            StandardError.print("apery: note: \(term) divides by 0; rewriting takes such a quotient for 0")
        }
    }

    /// Runs a search for equal formulas; a contradiction is printed with its proof, and is an internal error unless the
    /// assumptions are at fault.
    static func searching<Result>(
        _ format: OutputFormat, _ body: () throws(FormulaGraphError) -> Result
    ) throws -> Result {
        do { return try body() } catch {
            if case .contradiction(let text, let proof?) = error {
                let isChecked = FormulaProofChecker().check(proof) == .valid
                let printed = PrintedProof(proof, from: proof.start, to: proof.end)
                switch format {
                case .json:
                    var object = JSONObject()
                    object.append("contradiction", .string(text))
                    object.append("proof", printed.json)
                    object.append("proof_checked", .bool(isChecked))
                    print(object.line)
                case .latex: print(printed.latex)
                case .text: print("\(printed.text)\nThe proof \(isChecked ? "was checked" : "is not accepted").")
                }
            }
            throw CommandFailure(status: .internalError, message: "\(error)")
        }
    }

    /// An error unless the separate checker accepts the proof that two terms are equal.
    static func check(
        _ proof: FormulaProof, from start: Expressions.Expression, to end: Expressions.Expression
    ) throws {
        switch FormulaProofChecker().check(proof, from: start, to: end) {
        case .valid: return
        case .invalid(_, let step, let flaw):
            throw CommandFailure(
                status: .internalError, message: "step \(step + 1) of the proof is not accepted: \(flaw)")
        }
    }
}

/// A proof that a term is equal to another, ready to be printed.
struct PrintedProof {
    private let start: Expressions.Expression
    private let steps: [FormulaProof.Step]

    init(_ proof: FormulaProof, from start: Expressions.Expression, to end: Expressions.Expression) {
        self.start = start
        steps = proof.steps(from: start, to: end)
    }

    /// The steps as JSON: the term after each, why, and where the reason is from.
    var json: JSONValue {
        .array(
            steps.map { step in
                var object = JSONObject()
                object.append("term", .string(step.after.description))
                switch step.reason {
                case .rule(let rule, _, let isReversed):
                    object.append("by", .string(rule.name + (isReversed ? ", right to left" : "")))
                    object.append("source", rule.source.isEmpty ? .null : .string(rule.source))
                default:
                    object.append("by", .string(FormulaProof.words(step.reason)))
                    object.append("source", .null)
                }
                return .object(object)
            })
    }

    /// One step a line.
    var text: String {
        (["  \(start)"] + steps.map { "= \($0.after)   by \(FormulaProof.words($0.reason))" })
            .joined(separator: "\n")
    }

    /// An `align*` environment.
    var latex: String {
        let rows = steps.map { step in
            let words = Explanation.escaped(FormulaProof.words(step.reason))
            return "  ={} & \(step.after.formatted(.latex)) && \\text{by \(words)}"
        }
        let lines = ["  & \(start.formatted(.latex))"] + rows
        return "\\begin{align*}\n\(lines.joined(separator: " \\\\\n"))\n\\end{align*}"
    }
}
