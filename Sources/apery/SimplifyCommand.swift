import ArgumentParser
import EGraphs
import Expressions

/// `apery simplify EXPR`: the cheapest formula that the rules prove equal.
struct SimplifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simplify", abstract: "Prints the cheapest formula that is proved equal to an expression.",
        discussion: """
            Names that are no constants are symbols for any complex numbers; --assume says more of them. The proof is \
            always checked step by step before anything is printed.
            """)

    @Argument(help: "An expression of the formula language, such as '(x^2 - 1)/(x - 1) + sin(x)^2 + cos(x)^2'.")
    var expression: String

    @Flag(help: "Print the proof, too.")
    var explain = false

    @Option(help: "What makes a formula cheap: \(FormulaCost.allCases.map(\.rawValue).joined(separator: ", ")).")
    var cost: FormulaCost = .length

    @Option(help: AssumptionArgument.help)
    var assume: [String] = []

    @Option(help: "The notation the expression is written in: \(ExpressionStyle.listed).")
    var from: ExpressionStyle = .text

    @OptionGroup var search: SearchLimitOptions

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let limits = try search.limits(Expressions.Expression.searchLimits)
        let assumptions = try AssumptionArgument.read(assume)
        let term = try Reading.openTerm(expression, style: from)
        Reading.noteZeroDivisors([term], options)
        let found = try Reading.searching(options.format) { () throws(FormulaGraphError) in
            try term.simplified(assumptions: assumptions, cost: cost, limits: limits)
        }
        try Reading.check(found.proof, from: term, to: found.result)
        let proof = PrintedProof(found.proof, from: term, to: found.result)
        switch options.format {
        case .text:
            print(found.result)
            if explain {
                print("\(proof.text)\nThe proof was checked.")
            }
        case .latex: print(explain ? proof.latex : found.result.formatted(.latex))
        case .json:
            var object = JSONObject()
            object.append("expression", .string(term.description))
            object.append("simplified", .string(found.result.description))
            object.append("latex", .string(found.result.formatted(.latex)))
            object.append("cost", .integer(Int(clamping: found.cost)))
            object.append("original_cost", .integer(Int(clamping: found.originalCost)))
            object.append("reason", .string(found.report.reason.name))
            object.append("proof", proof.json)
            object.append("proof_checked", .bool(true))
            print(object.line)
        }
    }
}

extension FormulaCost: ExpressibleByArgument {}
