import Arithmetic
import Expressions

/// Proves that an equation has exactly one root in a small ball, by Newton's method in ball arithmetic.
struct EquationConfirmation: Sendable {
    /// Digits beyond the target's to which roots are computed, to tell equal numbers from close ones.
    static let furtherDigits = 40

    /// The target with its uncertainty.
    let target: Ball
    /// The working precision in bits.
    let precision: Int
    /// The values of the alphabet to this precision.
    let constants: [Ball]
    /// A root in the target is not farther from its midpoint than its radius r, and Newton's first step goes as far up
    /// to a factor 1 + O(r L″/L′): a longer one than this refutes. nil for short numbers, where that factor may be
    /// large.
    private let farthestFirstStep: Ball?

    /// The confirmation for `target`, known to `digits` digits.
    ///
    /// - Throws: `EvaluationError` when a constant cannot be evaluated.
    init(target: Ball, digits: Int, alphabet: [EquationConstant], evaluator: Evaluator) throws(EvaluationError) {
        self.target = target
        precision = Int(Double(digits + Self.furtherDigits) * 3.3219280948873626) + 64
        farthestFirstStep = target.accuracyBits < 40 ? nil : target.radius.scaled(byPowerOfTwo: 2)
        var constants: [Ball] = []
        for constant in alphabet {
            if let integer = constant.integer {
                constants.append(Ball(integer))
            } else {
                let value = try evaluator.evaluate(constant.expression, digits: digits + Self.furtherDigits + 20).value
                constants.append(value.real)
            }
        }
        self.constants = constants
    }

    /// The root of L(x) = R next to the target, in a ball that holds exactly one; nil when it does not lie in the
    /// target or its existence could not be proved.
    ///
    /// Newton's iteration runs on midpoints from the target's; then for a ball X around the point m that it reached,
    /// N(X) = m − (L(m) − R)/L′(X) ⊂ X proves one root in X, which lies in N(X) (R. E. Moore, Interval Analysis, 1966).
    func root(of left: EquationTerm, equalTo right: EquationTerm) -> Ball? {
        let value = right.enclosure(variable: target, constants: constants, precision: precision).value
        guard value.isFinite else { return nil }
        var point = target.midpoint
        var step = Ball(0)
        // Convergence is quadratic from the digits that were matched.
        for iteration in 0..<12 {
            guard let correction = correction(left, at: point, over: point, value) else { return nil }
            step = correction.midpoint
            if iteration == 0 && farthestFirstStep.map({ $0.isLess(than: step.absoluteValue()) }) == true { return nil }
            point = point.subtracting(step, precision: precision).midpoint
            guard let size = step.exponentOfMagnitude, let scale = point.exponentOfMagnitude else { break }
            if size < scale - precision + 40 { break }
        }
        guard let scale = point.exponentOfMagnitude else { return nil }
        let radius = Ball(1).scaled(byPowerOfTwo: scale - precision + 48)
        let ball = Ball(midpoint: point, radius: radius)
        guard let correction = correction(left, at: point, over: ball, value) else { return nil }
        let root = point.subtracting(correction, precision: precision)
        guard ball.contains(root), root.overlaps(target) else { return nil }
        return root
    }

    /// (L(m) − R)/L′(X); nil when it is not finite.
    private func correction(_ left: EquationTerm, at point: Ball, over ball: Ball, _ right: Ball) -> Ball? {
        let atPoint = left.enclosure(variable: point, constants: constants, precision: precision)
        let slope: Ball?
        if ball.isExact {
            slope = atPoint.derivative
        } else {
            slope = left.enclosure(variable: ball, constants: constants, precision: precision).derivative
        }
        guard let slope, slope.isNonzero else { return nil }
        let quotient = atPoint.value.subtracting(right, precision: precision).divided(by: slope, precision: precision)
        return quotient.isFinite ? quotient : nil
    }
}
