import Arithmetic
import ContinuedFractions
import Expressions

/// Two terms are equal as rational functions of the numbers in them: their difference is a fraction with numerator 0, and
/// every divisor in it lies in a ball without 0.
///
/// Numbers are powers of rational numbers, exponentials, and values of functions that are left as they are; powers of one
/// base multiply by the laws that hold for them (see `TermAlgebra`).
enum FieldIdentity {
    /// Whether the two sides are equal in this sense.
    static func holds(_ formula: Formula, evaluator: Evaluator) -> Bool {
        if formula.left == formula.right { return true }
        guard let (value, conditions) = try? (formula.left - formula.right).fraction(), value.numeral?.isZero ?? false
        else { return false }
        return conditions.allSatisfy { condition in
            guard let ball = try? evaluator.evaluate(condition, digits: 10).value else { return false }
            return ball.isFinite && !ball.containsZero
        }
    }
}
