import ArgumentParser
import EGraphs
import Expressions

/// `apery equal A B`: whether two formulas are equal for all values of their symbols.
struct EqualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "equal", abstract: "Decides whether two expressions are equal, with a proof.",
        discussion: """
            Names that are no constants are symbols for any complex numbers; --assume says more of them. Exit status \
            0: proved equal; 1: different, or unknown, which the answer tells apart. Proofs are always checked.
            """)

    @Argument(help: "An expression of the formula language.")
    var left: String

    @Argument(help: "Another one.")
    var right: String

    @Flag(help: "Print the proof, too.")
    var explain = false

    @Option(help: AssumptionArgument.help)
    var assume: [String] = []

    @Option(help: "The notation the expressions are written in: \(ExpressionStyle.listed).")
    var from: ExpressionStyle = .text

    @OptionGroup var search: SearchLimitOptions

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let limits = try search.limits(Expressions.Expression.searchLimits)
        let assumptions = try AssumptionArgument.read(assume)
        let terms = (try Reading.openTerm(left, style: from), try Reading.openTerm(right, style: from))
        Reading.noteZeroDivisors([terms.0, terms.1], options)
        let verdict = try Reading.searching(options.format) { () throws(FormulaGraphError) in
            try terms.0.equality(to: terms.1, assumptions: assumptions, limits: limits)
        }
        var answer = JSONValue.string("unknown")
        var proof: PrintedProof?
        var counterexample = JSONValue.null
        var method: String
        switch verdict {
        case .equal(let found, _):
            try Reading.check(found, from: terms.0, to: terms.1)
            answer = .bool(true)
            proof = PrintedProof(found, from: terms.0, to: terms.1)
            method = "rewriting, checked step by step"
        case .different:
            answer = .bool(false)
            method = "disjoint enclosures or different exact values"
        case .unknown(let report):
            method = "no proof and no difference found (\(report.reason.name))"
            guard let point = terms.0.counterexample(toEqualityWith: terms.1, assumptions: assumptions) else { break }
            answer = .bool(false)
            method = "disjoint enclosures"
            if point.isEmpty { break }
            var values = JSONObject()
            for (symbol, value) in point { values.append(symbol, .string(value.description)) }
            counterexample = .object(values)
            method += " at " + point.map { "\($0.symbol) = \($0.value)" }.joined(separator: ", ")
        }
        switch options.format {
        case .json:
            var object = JSONObject()
            object.append("left", .string(terms.0.description))
            object.append("right", .string(terms.1.description))
            object.append("equal", answer)
            object.append("method", .string(method))
            object.append("counterexample", counterexample)
            object.append("proof", proof?.json ?? .null)
            object.append("proof_checked", .bool(proof != nil))
            print(object.line)
        case .text, .latex:
            let word = proof != nil ? "equal" : (answer.text == "false" ? "different" : "unknown")
            print("\(word): \(method)")
            if explain, let proof { print(options.format == .latex ? proof.latex : proof.text) }
        }
        if proof == nil { throw ExitStatus.answerIsNo.exitCode }
    }
}
