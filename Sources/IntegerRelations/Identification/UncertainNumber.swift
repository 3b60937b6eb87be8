import Arithmetic
import Expressions
import func Foundation.floor
import func Foundation.log10

/// A real number as it was given: an interval, with more digits on demand when it comes from a term.
///
/// A decimal says no more than its digits: `0.9160` is the interval 0.9160 ± 0.0001. A term can be evaluated again, so
/// that what was found with some of its digits is tested with others.
public struct UncertainNumber: Sendable {
    /// The number to so many digits, for those that come from a term.
    public typealias Refinement = @Sendable (_ digits: Int) throws(EvaluationError) -> Ball

    /// An enclosure of the number; it does not contain 0 unless the number is exactly 0.
    public let value: Ball
    /// The exact value, where it is known.
    public let exact: Rational?
    /// The significant decimal digits that are known: −log10(radius / |midpoint|), rounded down.
    public let digits: Int
    /// Gives further digits; nil for a decimal.
    public let refinement: Refinement?

    /// A number that lies in `value`.
    ///
    /// - Throws: `UncertainNumberError.noDigits` when the enclosure contains 0 or is not finite.
    public init(enclosure value: Ball) throws(UncertainNumberError) {
        try self.init(value: value, exact: nil, refinement: nil)
    }

    /// The exact rational number `value`.
    public init(exact value: Rational) {
        self.value = Ball(value, precision: max(64, value.numerator.bitWidth + value.denominator.bitWidth))
        exact = value
        digits = Int.max
        refinement = nil
    }

    /// The value of a closed real term, evaluated to `digits` significant digits and further on demand.
    ///
    /// - Throws: `UncertainNumberError.evaluation` when the term has no value that can be computed, `notReal` with both
    ///   parts when the value is complex, `noDigits` when it cannot be told from 0.
    public init(_ expression: Expression, digits: Int, evaluator: Evaluator) throws(UncertainNumberError) {
        let result: Evaluation
        do { result = try evaluator.evaluate(expression, digits: digits) } catch { throw .evaluation(error) }
        if let exact = result.exact ?? (result.value.isZero ? 0 : nil) {
            self.init(exact: exact)
            return
        }
        guard result.value.isReal else { throw .notReal(expression) }
        let value = result.value.real
        if value.isExact, let exact = UncertainNumber.dyadic(value, bits: result.precision) {
            self.init(exact: exact)
            return
        }
        try self.init(
            value: value.rounded(precision: Int(Double(digits) * 3.33) + 16), exact: nil,
            refinement: { digits throws(EvaluationError) in
                try evaluator.evaluate(expression, digits: digits).value.real
            })
    }

    private init(value: Ball, exact: Rational?, refinement: Refinement?) throws(UncertainNumberError) {
        guard value.isFinite else { throw .noDigits("the number is not finite") }
        guard !value.containsZero else { throw .noDigits("the number cannot be told from 0") }
        self.value = value
        self.exact = exact
        self.refinement = refinement
        digits = UncertainNumber.significantDigits(value)
    }
}

extension UncertainNumber {
    /// The value of an exact ball with at most `bits` bits after the point; nil for one with more.
    private static func dyadic(_ value: Ball, bits: Int) -> Rational? {
        guard let size = value.exponentOfMagnitude, size.magnitude <= bits,
            let scaled = value.nearestInteger(scaledByPowerOfTwo: bits)
        else { return nil }
        let rational = Rational(scaled, Integer(2).power(bits))
        let difference = value.subtracting(Ball(rational, precision: 2 * bits + 64), precision: 2 * bits + 64)
        return difference.isZero ? rational : nil
    }

    /// −log10(radius / |midpoint|), rounded down.
    private static func significantDigits(_ value: Ball) -> Int {
        // An exact value that is not known as a rational number: no more digits than it has.
        guard !value.isExact else { return Int(Double(max(64, value.midpointBits)) * 0.30103) }
        let ratio = value.midpoint.absoluteValue().divided(by: value.radius, precision: 53).doubleEstimate
        // A hair is given back that rounding the radius up has taken.
        guard ratio.isFinite else { return Int(floor(Double(value.accuracyBits) * 0.30103)) }
        return Int(floor(log10(ratio) + 1e-6))
    }
}

/// Why an input is no number that can be identified.
public enum UncertainNumberError: Error, Sendable, CustomStringConvertible {
    /// The text is not a number; with the column, counted from 1, and what was expected there.
    case malformed(column: Int, expected: String)
    /// The digits and the uncertainty contradict each other.
    case contradictory(String)
    /// Nothing is known of the number's digits.
    case noDigits(String)
    /// The term is not real.
    case notReal(Expression)
    /// The term has no value.
    case evaluation(EvaluationError)

    /// One line for the user.
    public var description: String {
        switch self {
        case .malformed(let column, let expected): "column \(column): expected \(expected)"
        case .contradictory(let text), .noDigits(let text): text
        case .notReal(let term): "\(term) is not real; its real and imaginary parts are, re(...) and im(...)"
        case .evaluation(let error): "\(error)"
        }
    }
}
