import Arithmetic
import Expressions

/// Infinite sums and products whose terms are bounded by a geometric sequence, added one by one: what is left when a term
/// is not hypergeometric, as in Σ 1/(2ⁿ − 1) or ∏ (1 − qⁿ).
struct DominatedSeries {
    private let term: Expression
    private let variable: String
    private let evaluator: Evaluator

    /// The largest number of terms that are added.
    private static let largestCount = 1_000_000

    init(_ term: Expression, _ variable: String, evaluator: Evaluator) {
        self.term = term
        self.variable = variable
        self.evaluator = evaluator
    }

    /// Σ_{n ≥ low} term(n) to about `precision` bits; nil when no geometric bound is found or too many terms are needed.
    func sum(from low: Int, precision: Int) throws(EvaluationError) -> ComplexBall? {
        guard let plan = try plan([term], low, precision + 16) else { return nil }
        let bits = precision + 32
        let head = try evaluator.folded(.sum, term, variable, over: low..<plan.end, precision: bits)
        return head.adding(around(0, plan.error, plan.isReal), precision: bits)
    }

    /// ∏_{n ≥ low} term(n), for a product of powers ±1 of factors 1 + g(n): with |g| ≤ 1/2 and S = 2 Σ |g| ≤ 1 over the
    /// factors left out, their product differs from 1 by at most e^S − 1 ≤ 2S.
    func product(from low: Int, precision: Int) throws(EvaluationError) -> ComplexBall? {
        guard let parts = deviations(), let plan = try plan(parts, low, precision + 16) else { return nil }
        let small = Ball(Rational(1, 4), precision: 64)
        guard plan.error.isLess(than: small) else { return nil }
        let bits = precision + 32
        let head = try evaluator.folded(.product, term, variable, over: low..<plan.end, precision: bits)
        return head.multiplied(by: around(1, plan.error.scaled(byPowerOfTwo: 2), plan.isReal), precision: bits)
    }

    private func around(_ center: Int, _ error: Ball, _ isReal: Bool) -> ComplexBall {
        let spread = Ball(midpoint: Ball(), radius: error)
        let real = Ball(center).adding(spread, precision: 64)
        return isReal ? ComplexBall(real) : ComplexBall(real: real, imaginary: spread)
    }

    /// An index from which on the sum of the moduli of all `terms` is at most about 2^(−bits).
    private func plan(
        _ terms: [Expression], _ low: Int, _ bits: Int
    ) throws(EvaluationError) -> (end: Int, error: Ball, isReal: Bool)? {
        var best: (end: Int, error: Ball, isReal: Bool)?
        // A bound that holds from later on may be better: for super-geometric terms, say.
        for exponent in 2..<14 {
            let start = max(low, 1, 1 << exponent)
            if let known = best, start > known.end { break }
            var bounds: [GrowthBound] = []
            for term in terms {
                bounds.append(try GrowthBound(term, variable, from: start, evaluator: evaluator))
            }
            let sides = bounds.compactMap(\.upper)
            guard sides.count == terms.count, let end = end(sides, start, bits), end - low <= Self.largestCount else {
                continue
            }
            if let known = best, known.end <= end { continue }
            var error = Ball()
            for side in sides {
                guard let tail = side.tail(from: end) else { return best }
                error.add(tail, precision: 64)
            }
            best = (end, error.upperBoundOfMagnitude, bounds.allSatisfy(\.isReal))
        }
        return best
    }

    /// The first n ≥ start, up to an eighth of itself, at which the tails are short enough.
    private func end(_ sides: [GrowthBound.Side], _ start: Int, _ bits: Int) -> Int? {
        func isEnough(_ n: Int) -> Bool {
            sides.allSatisfy { side in
                guard let tail = side.tail(from: n) else { return false }
                return tail.isZero || (tail.exponentOfMagnitude ?? 0) < -bits
            }
        }
        var n = start
        while !isEnough(n) {
            n += max(1, n / 8)
            if n - start > 2 * Self.largestCount { return nil }
        }
        return n
    }

    /// The g of factors 1 + g whose powers ±1 the term is a product of.
    private func deviations() -> [Expression]? {
        var found: [Expression] = []
        var waiting = [term]
        while let factor = waiting.popLast() {
            let arguments = factor.arguments
            switch factor.head {
            case .multiply, .divide: waiting += arguments
            case .power:
                guard let k = arguments[1].numeral?.asInt, (1...64).contains(abs(k)) else { return nil }
                waiting += Array(repeating: arguments[0], count: abs(k))
            case .add:
                let constant = arguments.compactMap(\.numeral).reduce(Rational(0)) { $0 + $1 }
                let rest = arguments.filter { $0.numeral == nil }
                guard constant == 1, let first = rest.first else { return nil }
                found.append(rest.count == 1 ? first : Expression(.add, rest))
            default:
                guard factor.numeral == 1 else { return nil }
            }
        }
        return found.isEmpty ? nil : found
    }
}
