import Arithmetic

/// Decides conditions of rules at a point, by balls.
struct ConditionDecision {
    let evaluator: Evaluator

    /// Whether the condition holds at the point; nil when the balls do not decide.
    func holds(_ condition: RuleCondition, at point: [String: Expression]) -> Bool? {
        switch condition {
        case .symbol: return true
        case .notFree(let name, let term): return !term.instantiated(point).freeSymbols.contains(name)
        default: break
        }
        for precision in [128, 512] {
            var balls: [ComplexBall] = []
            for term in condition.terms {
                guard let ball = try? evaluator.enclosure(term.instantiated(point), precision: precision) else { break }
                balls.append(ball)
            }
            guard balls.count == condition.terms.count, balls.allSatisfy(\.isFinite) else { continue }
            if let decided = decide(condition, balls, precision) { return decided }
        }
        return nil
    }

    private func decide(_ condition: RuleCondition, _ z: [ComplexBall], _ precision: Int) -> Bool? {
        switch condition {
        case .comparison(_, let relation, _):
            guard let areReal = both(isReal(z[0]), isReal(z[1])) else { return nil }
            if !areReal { return false }
            let difference = z[0].real.subtracting(z[1].real, precision: precision)
            return switch relation {
            case .less: sign(difference, holds: difference.isNegative, fails: difference.isNonnegative)
            case .greaterOrEqual: sign(difference, holds: difference.isNonnegative, fails: difference.isNegative)
            case .greater: sign(difference, holds: difference.isPositive, fails: difference.negated().isNonnegative)
            case .lessOrEqual: sign(difference, holds: difference.negated().isNonnegative, fails: difference.isPositive)
            }
        case .unequal:
            let difference = z[0].subtracting(z[1], precision: precision)
            return difference.isZero ? false : (difference.containsZero ? nil : true)
        case .real: return isReal(z[0])
        case .integer: return isInteger(z[0])
        case .notInteger: return isInteger(z[0]).map { !$0 }
        case .notNonpositiveInteger:
            if z[0].real.isPositive { return true }
            return isInteger(z[0]).map { !$0 }
        case .notFree, .symbol: return nil
        }
    }

    private func sign(_ difference: Ball, holds: Bool, fails: Bool) -> Bool? { holds ? true : (fails ? false : nil) }

    private func both(_ a: Bool?, _ b: Bool?) -> Bool? {
        if a == false || b == false { return false }
        return a == true && b == true ? true : nil
    }

    private func isReal(_ z: ComplexBall) -> Bool? { z.isReal ? true : (z.imaginary.containsZero ? nil : false) }

    private func isInteger(_ z: ComplexBall) -> Bool? {
        if !z.imaginary.containsZero || !z.real.containsInteger { return false }
        return z.isReal && z.real.isExactInteger ? true : nil
    }
}
