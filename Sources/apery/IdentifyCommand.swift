import Arithmetic
import ArgumentParser
import ContinuedFractions
import Expressions
import Foundation
import IntegerRelations

/// `apery identify NUMBER-or-EXPR`: closed forms of a number, with the chance of coincidence.
struct IdentifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identify", abstract: "Finds closed forms of a number.",
        discussion: """
            A decimal lies within one unit of its last digit; 0.91596559(3) and 0.9159 +/- 2e-4 state the error. An \
            expression is evaluated to --digits, and again to twice as many to test what was found. The search goes in \
            stages, cheapest first, and ends with the first that has a claim: rational, algebraic, one constant, linear \
            relations, products, hypergeometric values, equations. A form is claimed when the expected number of accidental hits \
            is below 10^-surplus. Exit status 1: nothing was found that pays for the search.
            """)

    @Argument(help: "A decimal number, or an expression of the formula language.")
    var number: String

    @Option(help: "Digits to which an expression is evaluated.")
    var digits: Int = 60

    @Option(help: "A bound of the absolute error of a decimal, such as 2e-12.")
    var error: String?

    @Option(
        help: "Bases, constants and expressions to try, separated by commas. Default: all bases and constants.")
    var basis: String?

    @Option(help: "The largest degree of an algebraic number that is tried.")
    var maxDegree: Int = 12

    @Option(help: "The digits that must agree beyond those that the search has used up, for a claim.")
    var surplus: Double = -IntegerRelation.acceptedCoincidence

    @Option(help: "Stop after so many seconds.")
    var seconds: Double?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        try Reading.digits(digits, largest: 2_000)
        guard (1...20).contains(maxDegree) else {
            throw CommandFailure.badInput("--max-degree must be in 1 ... 20, not \(maxDegree)")
        }
        guard surplus >= 1, surplus <= 1000 else {
            throw CommandFailure.badInput("--surplus must be in 1 ... 1000, not \(surplus)")
        }
        if let seconds, !(seconds > 0 && seconds <= 1e9) {
            throw CommandFailure.badInput("--seconds must be more than 0 and at most 1000000000, not \(seconds)")
        }
        let parts = try readNumber()
        let identifier = try identifier()
        var reports: [IdentificationReport] = []
        let bar = ProgressBar(quiet: options.quiet)
        for part in parts {
            var identifier = identifier
            identifier.progress = { stage in
                let all = IdentificationStage.allCases
                bar.update(done: all.firstIndex(of: stage) ?? 0, total: all.count, note: stage.summary)
            }
            let report = identifier.identify(part.number)
            if report.hasTooFewDigits { throw CommandFailure.badInput(IdentifyCommand.tooFewDigits(report)) }
            reports.append(report)
        }
        bar.clear()
        let output = IdentificationOutput(parts: parts, reports: reports, format: options.format)
        output.print()
        if Interruption.requested { throw ExitStatus.interrupted.exitCode }
        if !output.isIdentified { throw ExitStatus.answerIsNo.exitCode }
    }

    /// One line that says how many digits which stage needs.
    private static func tooFewDigits(_ report: IdentificationReport) -> String {
        let needs = report.stages.map { "\($0.stage.summary) \($0.neededDigits)" }.joined(separator: ", ")
        let known = report.digits == 1 ? "1 digit is" : "\(max(0, report.digits)) digits are"
        return "\(known) too few for any claim: at least \(report.fewestDigits) are needed, and for forms of modest "
            + "size: \(needs)"
    }

    private func identifier() throws -> Identifier {
        _ = try Reading.constants()
        var identifier = Identifier.standard
        if identifier.bases.isEmpty {
            do { _ = try IdentificationBasis.load() } catch {
                throw CommandFailure(status: .internalError, message: "\(error)")
            }
        }
        identifier.largestDegree = maxDegree
        identifier.surplus = surplus
        identifier.threads = options.workers
        if let basis {
            let names = try IdentifyCommand.listed(basis)
            do { identifier = try identifier.selecting(names) } catch {
                throw CommandFailure.badInput("--basis: \(error)")
            }
        }
        Interruption.listen()
        let deadline = seconds.map { ContinuousClock.now + .seconds($0) }
        identifier.isStopped = {
            Interruption.requested || deadline.map { ContinuousClock.now >= $0 } ?? false
        }
        return identifier
    }

    /// The parts of a list between commas outside parentheses.
    private static func listed(_ text: String) throws -> [String] {
        var parts = [""]
        var depth = 0
        for character in text {
            if "([".contains(character) { depth += 1 }
            if ")]".contains(character) { depth -= 1 }
            if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        let names = parts.map { $0.trimmingCharacters(in: .whitespaces) }
        guard !names.contains("") else {
            throw CommandFailure.badInput("--basis: an empty name in '\(text)'")
        }
        return names
    }

    /// The number, or real and imaginary part of a complex one.
    private func readNumber() throws -> [(name: String?, number: UncertainNumber)] {
        do {
            var bound: Rational?
            if let error {
                guard let value = Rational(error.trimmingCharacters(in: .whitespaces)), value.signum() > 0 else {
                    throw CommandFailure.badInput("--error must be a positive decimal, not '\(error)'")
                }
                bound = value
            }
            if let decimal = try UncertainNumber(decimal: number, error: bound) { return [(nil, decimal)] }
            guard bound == nil else {
                throw CommandFailure.badInput("--error is for decimals; '\(number)' is an expression")
            }
            let term = try Reading.term(number)
            do {
                return [(nil, try UncertainNumber(term, digits: digits, evaluator: .standard))]
            } catch UncertainNumberError.notReal {
                return try [("real", Operator.realPart), ("imaginary", .imaginaryPart)].map { name, part in
                    (
                        name,
                        try UncertainNumber(
                            Expressions.Expression(part, [term]), digits: digits, evaluator: .standard)
                    )
                }
            }
        } catch let error as UncertainNumberError {
            throw CommandFailure.badInput("\(error)")
        }
    }
}
