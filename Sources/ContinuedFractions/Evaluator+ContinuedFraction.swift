import Arithmetic
import Expressions

extension PolynomialContinuedFraction {
    /// The fraction of the term `pcf(a, b)`, with the factor by which its value must be divided (see
    /// `clearingDenominators`).
    ///
    /// - Throws: `NotAPolynomial` when an argument is not a polynomial in n.
    public static func reading(
        a: Expression, b: Expression
    ) throws(NotAPolynomial) -> (fraction: PolynomialContinuedFraction, scale: Integer) {
        clearingDenominators(a: try a.polynomial(in: "n"), b: try b.polynomial(in: "n"))
    }

    /// The term `pcf(a, b)`.
    public var expression: Expression {
        Expression(.continuedFraction, [Expression(a, variable: "n"), Expression(b, variable: "n")])
    }
}

extension Evaluator {
    /// The evaluator of the standard catalog that knows `pcf` and infinite sums and products.
    public static let standard: Evaluator = {
        let fraction: EvaluatorExtension = { arguments, precision, evaluator throws(EvaluationError) in
            try evaluateFraction(arguments, precision: precision, evaluator)
        }
        return Evaluator(extensions: [
            .continuedFraction: fraction, .sum: infiniteSeries(HypergeometricSeries.sum),
            .product: infiniteSeries(HypergeometricSeries.product),
        ])
    }()

    private typealias Series =
        @Sendable (
            _ term: Expression, _ variable: String, _ low: Int, _ precision: Int, _ evaluator: Evaluator
        ) throws(EvaluationError) -> ComplexBall

    private static func infiniteSeries(_ series: @escaping Series) -> EvaluatorExtension {
        { arguments, precision, evaluator throws(EvaluationError) in
            guard let variable = arguments[1].symbolName,
                let low = try evaluator.evaluate(arguments[2], digits: 10).exact?.asInt, abs(low) < 1 << 40
            else { throw .domain("the bounds of a sum or product must be integers or infinity") }
            return try series(arguments[0], variable, low, precision, evaluator)
        }
    }

    private static func evaluateFraction(
        _ arguments: [Expression], precision: Int, _ evaluator: Evaluator
    ) throws(EvaluationError) -> ComplexBall {
        do {
            if arguments.contains(where: { $0.symbols.contains("i") }) {
                let (fraction, scale) = try ComplexContinuedFraction.reading(a: arguments[0], b: arguments[1])
                let limit = try fraction.limit(digits: Int(Double(precision) * 0.30103) + 1)
                return limit.value.divided(by: ComplexBall(Ball(scale)), precision: precision)
            }
            let (fraction, scale) = try PolynomialContinuedFraction.reading(a: arguments[0], b: arguments[1])
            let digits = Int(Double(precision) * 0.30103) + 1
            if digits > Evaluator.closedFormDigits,
                let value = evaluator.closedFormValue(of: fraction, precision: precision + 8)
            {
                return value.divided(by: ComplexBall(Ball(scale)), precision: precision)
            }
            let bytes = fraction.memoryEstimate(digits: digits)
            try evaluator.checkMemory(bytes, for: "this continued fraction to \(digits) digits")
            let limit = try fraction.limit(digits: digits)
            return ComplexBall(limit.value.divided(by: Ball(scale), precision: precision))
        } catch let error as NotAPolynomial {
            throw .domain("pcf: \(error)")
        } catch let error as NotAGaussianPolynomial {
            throw .domain("pcf: \(error)")
        } catch let error as EvaluationError {
            throw error
        } catch LimitError.pole(let index) {
            throw .divisionByZero("inside the continued fraction: b(\(index)) = 0 and q(\(index - 1)) = 0")
        } catch LimitError.divergent(let reason) {
            throw .domain("\(LimitError.divergent(reason))")
        } catch {
            throw .undecided("\(error)")
        }
    }
}
