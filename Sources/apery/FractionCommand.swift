import Arithmetic
import ArgumentParser
import Conjectures
import ContinuedFractions
import Expressions
import Foundation
import IntegerRelations

/// `apery pcf A B`: everything about one polynomial continued fraction.
struct FractionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pcf", abstract: "Shows limit, class of convergence and closed form of a continued fraction.",
        discussion: "The fraction is a(0) + b(1)/(a(1) + b(2)/(a(2) + ...)). Exit status 1: it has no limit.")

    @Argument(help: "The partial denominators, a polynomial in n such as '2n+1'.")
    var a: String

    @Argument(help: "The partial numerators, a polynomial in n such as 'n^2'.")
    var b: String

    @Option(help: "Significant digits of the limit.")
    var digits: Int = 50

    @Option(help: "The depth at which delta and growth are measured.")
    var depth: Int = 200

    @Option(help: "Draw the proven digits against depth, up to --depth, into this SVG file.")
    var plot: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        try Reading.digits(digits, largest: 1_000_000)
        guard (1...1_000_000).contains(depth) else {
            throw CommandFailure.badInput("--depth must be in 1 ... 1000000, not \(depth)")
        }
        if let plot, plot.isEmpty { throw CommandFailure.badInput("--plot needs a file name") }
        if plot != nil, depth > ProvenDigits.largestDepth {
            throw CommandFailure.badInput("--plot draws at most to depth \(ProvenDigits.largestDepth), not \(depth)")
        }
        let (fraction, scale) = try read()
        var object = JSONObject()
        let term = Expressions.Expression(.continuedFraction, [try polynomial(a), try polynomial(b)])
        object.append("a", .string(term.arguments[0].description))
        object.append("b", .string(term.arguments[1].description))
        let convergence = fraction.convergenceClass
        let limit: EnclosedLimit
        do {
            limit = try fraction.limit(digits: digits + 60)
        } catch let error {
            if case .pole = error { throw CommandFailure.badInput("\(error)") }
            object.append("limit", .null)
            object.append("digits", .integer(0))
            object.append("class", .string(convergence.name))
            object.append("reason", .string("\(error)"))
            emit(object, ["class: \(convergence.name)", "\(error)"])
            throw ExitStatus.answerIsNo.exitCode
        }
        let value = limit.value.divided(by: Ball(scale), precision: 4 * (digits + 80))
        object.append("limit", .string(value.decimalString(digits: digits)))
        object.append("digits", .integer(min(digits, value.provenDigits)))
        object.append("class", .string(convergence.name))
        let measured = try quality(fraction)
        object.append("delta", measured.map { .number($0.delta.doubleEstimate) } ?? .null)
        object.append("delta_radius", measured.map { .string($0.delta.radiusString) } ?? .null)
        let reduction = fraction.factorialReduction
        object.append("factorial_reduction", .string(reduction.rawValue))
        object.append("growth", measured.map { .number($0.growth.doubleEstimate) } ?? .null)
        // A terminating fraction is a rational number: exact, and nothing to identify.
        let exact = limit.rational.map { Expressions.Expression($0 / Rational(scale)) }
        let form = exact == nil ? try closedForm(value) : nil
        var consequences = exact == nil ? (try? FormulaCatalog())?.consequences(for: fraction) ?? [] : []
        if consequences.contains(where: \.isEntry) { consequences.removeAll { !$0.isEntry } }
        let known = consequences.first.flatMap {
            try? ($0.closedForm / Expressions.Expression(Rational(scale))).cancelled().value
        }
        object.append("closed_form", .optional((exact ?? form?.expression ?? known)?.description))
        object.append("references", .array(consequences.map { .string(reference($0)) }))
        var lines = [
            "\(term) = \(value.decimalString(digits: digits))",
            "class: \(convergence.name)\(fraction.digitsPerTermEstimate.map { ", about \(rounded($0)) digits a term" } ?? "")",
            "factorial reduction: \(reduction.rawValue)",
        ]
        if let measured {
            lines.append("delta at depth \(depth): \(measured.delta.decimalString(digits: 6))")
        }
        if let exact { lines.append("exact value: \(exact)") }
        if let form, let expression = form.expression {
            lines.append(
                "closed form: \(expression.formatted(options.format == .latex ? .latex : .text)) "
                    + "(chance of coincidence 1e\(Int(form.coincidence.rounded())))")
        }
        if form?.expression == nil, let known {
            lines.append("closed form: \(known.formatted(options.format == .latex ? .latex : .text))")
        }
        lines += consequences.map { $0.isEntry ? "known: \(reference($0))" : reference($0) }
        if let plot {
            try draw(fraction, title: "\(term)", into: plot)
            object.append("plot", .string(plot))
            lines.append("plot: \(plot)")
        }
        emit(object, lines)
    }

    /// Writes the plot, as a whole or not at all.
    private func draw(_ fraction: PolynomialContinuedFraction, title: String, into file: String) throws {
        let digits: ProvenDigits
        do { digits = try ProvenDigits(fraction, depth: depth) } catch {
            throw CommandFailure.badInput("--plot: \(error)")
        }
        let drawing = DigitsPlot(digits, title: title).svg
        do {
            try Data(drawing.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
        } catch {
            throw CommandFailure(
                status: .inputOutput, message: "cannot write '\(file)': \(error.localizedDescription)")
        }
    }

    private func emit(_ object: JSONObject, _ lines: [String]) {
        if options.format == .json { print(object.line) } else { lines.forEach { print($0) } }
    }

    /// The reference of an entry, or how the fraction follows from it.
    private func reference(_ consequence: Consequence) -> String {
        let reference = consequence.entry.reference
        if consequence.isEntry { return reference }
        return "follows from \(consequence.entry.id): \(consequence.steps.joined(separator: "; ")) (\(reference))"
    }

    private func rounded(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }

    private func polynomial(_ text: String) throws -> Expressions.Expression {
        do {
            return try Expressions.Expression(parsing: text, catalog: try Reading.constants(), allowing: ["n"])
        } catch let error as ParseError {
            throw CommandFailure.badInput("in '\(text)': \(error)")
        }
    }

    private func read() throws -> (PolynomialContinuedFraction, Integer) {
        do {
            return try PolynomialContinuedFraction.reading(a: try polynomial(a), b: try polynomial(b))
        } catch let error as NotAPolynomial {
            throw CommandFailure.badInput("\(error)")
        }
    }

    /// δ and growth at `depth`, from a limit that is precise enough for the error of that convergent.
    private func quality(_ fraction: PolynomialContinuedFraction) throws -> ConvergentQuality? {
        for factor in [1, 2, 4, 8] {
            let perTerm = min(40, max(2, fraction.digitsPerTermEstimate ?? 6))
            let wanted = min(200_000, factor * Int(Double(depth) * perTerm) + 60)
            guard let limit = try? fraction.limit(digits: wanted) else { return nil }
            if let quality = fraction.quality(atDepth: depth, limit: limit.value) { return quality }
        }
        return nil
    }

    private func closedForm(_ value: Ball) throws -> Identification? {
        let names = try Reading.constants().constants(tagged: "search").map(\.name)
        let known = min(digits + 50, value.provenDigits)
        let constants = try Reading.evaluating { () throws(EvaluationError) in
            try BasisConstant.values(named: names, evaluator: .standard, digits: known + 20)
        }
        return MobiusIdentifier(constants: constants, bound: 1000, largestDegree: 4)
            .identify(value, digits: known).first
    }
}
