import Arithmetic
import Expressions

/// Two terms that are equal as rational functions of the numbers in them, which are left as they are.
///
/// The difference, brought to one fraction, has the numerator 0, and balls show that no divisor in it or in the two terms
/// is 0.
public struct RationalArithmetic: CertifiedEquation {
    /// The equation.
    public let equation: Formula

    /// A certificate for this equation.
    public init(equation: Formula) { self.equation = equation }

    /// The fraction in lowest terms that is equal to a term; nil when there is none or it is the term.
    init?(simplifying term: Expression) {
        guard let value = try? term.fraction().value, value != term else { return nil }
        equation = Formula(left: term, right: value)
    }

    /// The laws of fields.
    public var theorem: String { "arithmetic of rational functions" }

    /// Nothing but the equation.
    public var steps: [String] { [] }

    /// Brings the difference to one fraction.
    public func check() throws(CertificateError) {
        guard let (value, conditions) = try? (equation.left - equation.right).fraction(),
            value.numeral?.isZero ?? false
        else { throw CertificateError("\(equation) is no identity of rational functions") }
        for condition in conditions {
            guard let ball = try? Evaluator.standard.evaluate(condition, digits: 10).value, ball.isFinite,
                !ball.containsZero
            else { throw CertificateError("\(condition) may be 0") }
        }
        // A divisor of both sides may have vanished from the difference.
        try BallAgreement.check(equation)
    }
}
