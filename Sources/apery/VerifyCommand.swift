import ArgumentParser
import Conjectures
import ContinuedFractions
import Expressions

/// `apery verify FORMULA`: refutes an equation or finds it to agree to proven digits.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Checks a formula to any number of proven digits.",
        discussion: "Exit status 0: both sides agree to the digits asked for; 1: refuted, or not decided.")

    @Argument(help: "A formula such as 'pcf(2n+1, n^2) = 4/pi'.")
    var formula: String

    @Option(help: "Significant decimal digits.")
    var digits: Int = 100

    @Option(help: "The notation the formula is written in: \(ExpressionStyle.listed).")
    var from: ExpressionStyle = .text

    @OptionGroup var options: GlobalOptions

    func run() throws {
        try Reading.digits(digits)
        let equation = try Reading.formula(formula, style: from)
        let result = try Reading.evaluating { () throws(EvaluationError) in
            try equation.verify(digits: digits, evaluator: .standard)
        }
        var agreed = 0
        var reason: String?
        switch result.status {
        case .agrees(let digits): agreed = digits
        case .undecided(let why): reason = why
        case .refuted: break
        }
        switch options.format {
        case .json:
            var object = JSONObject()
            object.append("formula", .string(equation.description))
            object.append("status", .string(result.status.name))
            object.append("digits", .integer(agreed))
            object.append("difference", .optional(result.difference))
            object.append("method", .string(reason ?? "enclosure of both sides by balls"))
            object.append("certificate", .null)
            print(object.line)
        case .text, .latex:
            let shown = options.format == .latex ? equation.formatted(.latex) : equation.description
            switch result.status {
            case .agrees(let digits): print("agrees to \(digits) digits: \(shown)")
            case .refuted: print("refuted: \(shown) (the sides differ by about \(result.difference ?? "?"))")
            case .undecided(let why): print("undecided: \(shown): \(why)")
            }
        }
        if case .agrees = result.status { return }
        throw ExitStatus.answerIsNo.exitCode
    }
}
