import ArgumentParser
import Conjectures
import ContinuedFractions
import Expressions
import Foundation

/// `apery verify FORMULA`: refutes an equation or finds it to agree to proven digits.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Checks a formula to any number of proven digits.",
        discussion: """
            Exit status 0: both sides agree to the digits asked for, or with --prove a proof was found and checked; 1: \
            refuted, not decided, or with --prove not proved.
            """)

    @Argument(help: "A formula such as 'pcf(2n+1, n^2) = 4/pi'.")
    var formula: String

    @Option(help: "Significant decimal digits.")
    var digits: Int = 100

    @Flag(help: "Look for a proof, and print it.")
    var prove = false

    @Option(help: "Write the proof to this file, as text.")
    var certificate: String?

    @Option(help: "The notation the formula is written in: \(ExpressionStyle.listed).")
    var from: ExpressionStyle = .text

    @OptionGroup var options: GlobalOptions

    func run() throws {
        try Reading.digits(digits)
        let equation = try Reading.formula(formula, style: from)
        let result = try Reading.evaluating { () throws(EvaluationError) in
            try isProofWanted
                ? equation.prove(digits: digits) : equation.verify(digits: digits, evaluator: .standard)
        }
        if let certificate, let proof = result.certificate { try write(proof, to: certificate) }
        switch options.format {
        case .json: print(json(equation, result).line)
        case .text, .latex:
            print(line(options.format == .latex ? equation.formatted(.latex) : equation.description, result))
            if prove, let proof = result.certificate { print(proof.text) }
        }
        switch result.status {
        case .proved: return
        case .agrees where !isProofWanted: return
        default: throw ExitStatus.answerIsNo.exitCode
        }
    }

    func validate() throws {
        if let certificate, certificate.hasSuffix(".v") {
            throw ValidationError("certificates for Coq are not written; name a text file, such as proof.txt")
        }
    }

    private var isProofWanted: Bool { prove || certificate != nil }

    private func write(_ proof: FormulaCertificate, to path: String) throws {
        do {
            try Data("\(proof.formula)\n\(proof.text)\n".utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFailure(status: .inputOutput, message: "cannot write \(path): \(error.localizedDescription)")
        }
    }

    private func line(_ formula: String, _ result: Verification) -> String {
        switch result.status {
        case .proved(let digits): "proved, and agrees to \(digits) digits: \(formula)"
        case .agrees(let digits):
            "agrees to \(digits) digits\(isProofWanted ? ", no proof found" : ""): \(formula)"
        case .refuted: "refuted: \(formula) (the sides differ by about \(result.difference ?? "?"))"
        case .undecided(let why): "undecided: \(formula): \(why)"
        }
    }

    private func json(_ equation: Formula, _ result: Verification) -> JSONObject {
        var digits = 0
        var method = "enclosure of both sides by balls"
        switch result.status {
        case .proved(let agreed):
            digits = agreed
            method = result.certificate?.method ?? method
        case .agrees(let agreed): digits = agreed
        case .undecided(let why): method = why
        case .refuted: break
        }
        var object = JSONObject()
        object.append("formula", .string(equation.description))
        object.append("status", .string(result.status.name))
        object.append("digits", .integer(digits))
        object.append("difference", .optional(result.difference))
        object.append("method", .string(method))
        object.append("certificate", .optional(result.certificate?.text))
        return object
    }
}
