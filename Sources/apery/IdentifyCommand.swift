import Arithmetic
import ArgumentParser
import Foundation
import ContinuedFractions
import Expressions
import IntegerRelations

/// `apery identify NUMBER-or-EXPR`: closed forms of a number, with the chance of coincidence.
struct IdentifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identify", abstract: "Finds closed forms of a number.",
        discussion: """
            A decimal is taken as exact to within one unit of its last digit; an expression is evaluated to --digits. \
            Exit status 1: nothing was found whose chance of coincidence is below 10^-10.
            """)

    @Argument(help: "A decimal number, or an expression of the formula language.")
    var number: String

    @Option(help: "Digits to which an expression is evaluated.")
    var digits: Int = 60

    @Option(help: "Constants to try, by catalog name, separated by commas. Default: those tagged 'search'.")
    var basis: String?

    @Option(help: "The largest degree of an algebraic number that is tried.")
    var maxDegree: Int = 8

    @Option(help: "The bound on the coefficients of (α + β c)/(γ + δ c).")
    var moebius: Int = 1000

    @OptionGroup var options: GlobalOptions

    func run() throws {
        try Reading.digits(digits, largest: 10_000)
        guard (1...20).contains(maxDegree) else {
            throw CommandFailure.badInput("--max-degree must be in 1 ... 20, not \(maxDegree)")
        }
        guard (1...1_000_000_000).contains(moebius) else {
            throw CommandFailure.badInput("--moebius must be in 1 ... 1000000000, not \(moebius)")
        }
        let (value, known) = try readNumber()
        guard known >= 15 else {
            throw CommandFailure.badInput(
                "\(known) digits are too few for any claim; at least 15 are needed")
        }
        let names: [String]
        if let basis {
            names = basis.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        } else {
            names = try Reading.constants().constants(tagged: "search").map(\.name)
        }
        let constants = try Reading.evaluating { () throws(EvaluationError) in
            try BasisConstant.values(named: names, evaluator: .standard, digits: known + 20)
        }
        let identifier = MobiusIdentifier(constants: constants, bound: moebius, largestDegree: maxDegree)
        let found = identifier.identify(value, digits: known)
        print(found, value: value, known: known)
        if found.isEmpty { throw ExitStatus.answerIsNo.exitCode }
    }

    /// The number as a ball, and its significant digits.
    private func readNumber() throws -> (Ball, Int) {
        let trimmed = number.trimmingCharacters(in: .whitespaces)
        let text = trimmed.hasSuffix("…") ? String(trimmed.dropLast()) : trimmed
        if let decimal = Rational(text), text.contains("."), !text.contains("/") {
            let mantissa = text.prefix { $0 != "e" && $0 != "E" }
            let places = mantissa.drop { $0 != "." }.dropFirst().count
            let significant = mantissa.filter(\.isNumber).drop { $0 == "0" }.count
            var unit = Rational(10).power(-places)
            if let exponent = text.split(whereSeparator: { $0 == "e" || $0 == "E" }).dropFirst().first.flatMap({
                Int($0)
            }) {
                unit = unit * Rational(10).power(exponent)
            }
            let bits = significant * 4 + 64
            return (Ball(midpoint: Ball(decimal, precision: bits), radius: Ball(unit, precision: 64)), significant - 1)
        }
        let term = try Reading.term(text)
        let result = try Reading.evaluating { () throws(EvaluationError) in
            try Evaluator.standard.evaluate(term, digits: digits)
        }
        guard result.value.isReal else { throw CommandFailure.badInput("only real numbers can be identified") }
        return (result.value.real, digits)
    }

    private func print(_ found: [Identification], value: Ball, known: Int) {
        func shown(_ match: Identification, _ style: ExpressionStyle) -> String {
            let left = value.decimalString(digits: min(known, 20))
            let right: String
            switch match.kind {
            case .algebraic(let polynomial) where match.expression == nil:
                return "x = \(left)... is a root of \(polynomial.description(variable: "x"))"
            default: right = match.expression?.formatted(style) ?? ""
            }
            return "\(left)... = \(right)"
        }
        switch options.format {
        case .json:
            var object = JSONObject()
            object.append("identified", .bool(!found.isEmpty))
            object.append(
                "candidates",
                .array(
                    found.map { match in
                        var candidate = JSONObject()
                        candidate.append("formula", .string(match.expression?.description ?? shown(match, .text)))
                        candidate.append("latex", .string(match.expression?.formatted(.latex) ?? ""))
                        candidate.append("digits", .integer(known))
                        candidate.append("coincidence", .number((match.coincidence * 10).rounded() / 10))
                        return .object(candidate)
                    }))
            Swift.print(object.line)
        case .text, .latex:
            if found.isEmpty { Swift.print("not identified") }
            for match in found {
                let chance = Int(match.coincidence.rounded())
                Swift.print(
                    "\(shown(match, options.format == .latex ? .latex : .text))   (chance of coincidence 1e\(chance))")
            }
        }
    }
}
