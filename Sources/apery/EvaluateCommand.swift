import Arithmetic
import ArgumentParser
import ContinuedFractions
import Expressions

/// `apery evaluate EXPR`: proven digits of a closed expression.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Prints proven digits of an expression.")

    @Argument(help: "An expression of the formula language, such as 'pcf(2n+1, n^2)'.")
    var expression: String

    @Option(help: "Significant decimal digits.")
    var digits: Int = 50

    @Option(help: "The notation the expression is written in: \(ExpressionStyle.listed).")
    var from: ExpressionStyle = .text

    @Option(help: "Print the expression in this notation instead of evaluating it: \(ExpressionStyle.listed).")
    var to: ExpressionStyle?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        try Reading.digits(digits)
        let term = try Reading.term(expression, style: from)
        if let to {
            print(term.formatted(to))
            return
        }
        let result = try Reading.evaluating { () throws(EvaluationError) in
            try Evaluator.standard.evaluate(term, digits: digits)
        }
        let value = PrintedValue(result.value, digits: digits)
        switch options.format {
        case .text: print(value.text)
        case .latex: print("\(term.formatted(.latex)) \\approx \(value.text)")
        case .json:
            var object = JSONObject()
            object.append("expression", .string(term.description))
            object.append("value", .string(value.text))
            object.append("digits", .integer(min(digits, value.provenDigits)))
            object.append("radius", .string(value.radius))
            print(object.line)
        }
    }
}

/// A complex ball as text: proven digits only.
struct PrintedValue {
    let text: String
    let radius: String
    let provenDigits: Int

    init(_ value: ComplexBall, digits: Int) {
        let real = value.real
        if value.isReal {
            text = real.decimalString(digits: digits)
            radius = real.radiusString
            provenDigits = real.provenDigits
        } else {
            let imaginary = value.imaginary
            let sign = imaginary.isNegative ? "-" : "+"
            text =
                "\(real.decimalString(digits: digits)) \(sign) \(imaginary.absoluteValue().decimalString(digits: digits))i"
            let wider = real.radius.isLess(than: imaginary.radius) ? imaginary : real
            radius = wider.radiusString
            provenDigits = min(real.provenDigits, imaginary.provenDigits)
        }
    }
}
