import Arithmetic
import Expressions

/// Infinite sums of hypergeometric terms, and products of rational functions, by Euler's continued fraction.
///
/// With r(k) = t(k)/t(k − 1) = P(k)/Q(k), the sum Σ_{k≥0} t(k) is t(0)/(1 − P(1)/(Q(1) + P(1) − P(2)Q(1)/(…))): the
/// convergents of F = pcf(Q + P, −P(n) Q(n − 1)) are the partial sums, and the sum is t(0) Q(0)/(F − P(0)) (Euler;
/// DLMF 3.10.14). So every class of convergence for which the limit of a fraction is proved is one for which a sum is.
enum HypergeometricSeries {
    /// How far the first term may be moved to leave the zeros of Q and the terms that are 0 behind.
    private static let largestShift = 10_000

    /// Σ_{n ≥ low} term(n) to about `precision` bits.
    static func sum(
        _ term: Expression, _ variable: String, from low: Int, precision: Int, evaluator: Evaluator
    ) throws(EvaluationError) -> ComplexBall {
        let ratio = try ratio(term, variable)
        func value(_ n: Int) throws(EvaluationError) -> ComplexBall {
            try evaluator.enclosure(term.substituting(variable, with: Expression(n)), precision: precision + 32)
        }
        return try sum(ratio, from: low, precision: precision, value: value)
    }

    /// ∏_{n ≥ low} factor(n), as p(low) + Σ (p(n + 1) − p(n)) over the partial products p.
    static func product(
        _ factor: Expression, _ variable: String, from low: Int, precision: Int, evaluator: Evaluator
    ) throws(EvaluationError) -> ComplexBall {
        let n = Expression(symbol: variable)
        let next = factor.substituting(variable, with: n + Expression(1))
        // t(n) = p(n) (f(n + 1) − 1), so t(n + 1)/t(n) = f(n + 1) (f(n + 2) − 1)/(f(n + 1) − 1).
        let afterNext = factor.substituting(variable, with: n + Expression(2))
        let one = Expression(1)
        guard let f = try? next.rationalFunction(in: variable),
            let g = try? (afterNext - one).rationalFunction(in: variable),
            let h = try? (next - one).rationalFunction(in: variable)
        else { throw .undecided("no proved bound is known for the tail of this infinite product") }
        func value(_ index: Int) throws(EvaluationError) -> ComplexBall {
            try evaluator.enclosure(factor.substituting(variable, with: Expression(index)), precision: precision + 32)
        }
        let first = try value(low)
        if h.above.isZero { return first }
        guard
            let ratio = TermRatio(f.above * g.above * h.below, f.below * g.below * h.above)
        else { throw .undecided("no proved bound is known for the tail of this infinite product") }
        var partial = first
        var reached = low
        let rest = try sum(ratio, from: low, precision: precision) { index throws(EvaluationError) in
            while reached < index {
                reached += 1
                partial = partial.multiplied(by: try value(reached), precision: precision + 32)
            }
            let increment = try value(index + 1).subtracting(ComplexBall(1), precision: precision + 32)
            return partial.multiplied(by: increment, precision: precision + 32)
        }
        return first.adding(rest, precision: precision)
    }

    private static func ratio(_ term: Expression, _ variable: String) throws(EvaluationError) -> TermRatio {
        do { return try term.termRatio(in: variable) } catch {
            throw .undecided("no proved bound is known for the tail of this infinite sum: \(error)")
        }
    }

    /// The sum of the terms from `low` on, whose values `value` gives, asked for ascending indices.
    private static func sum(
        _ ratio: TermRatio, from low: Int, precision: Int, value: (Int) throws(EvaluationError) -> ComplexBall
    ) throws(EvaluationError) -> ComplexBall {
        let bits = precision + 32
        // Behind the integer zeros of the ratio no term is 0 or infinite, or all are 0.
        let roots = (ratio.numerator * ratio.denominator).integerRoots().compactMap { $0.root.asInt }
        let start = max(low, roots.filter { $0 >= low - 1 }.map { $0 + 2 }.max() ?? low)
        guard start - low <= largestShift else {
            throw .undecided("the ratio of the terms of this sum has a zero or a pole beyond \(largestShift) terms")
        }
        var head = ComplexBall()
        for index in low..<start { head = head.adding(try value(index), precision: bits) }
        let first = try value(start)
        if first.isZero { return head }
        try checkConvergence(ratio)
        // r(k) belongs to the step from start + k − 1 to start + k.
        let above = ratio.numerator.shifted(by: Integer(start - 1))
        let below = ratio.denominator.shifted(by: Integer(start - 1))
        let fraction = PolynomialContinuedFraction(a: below + above, b: -(above * below.shifted(by: -1)))
        let divisor = try enclosed(fraction, precision: bits).subtracting(Ball(above[0]), precision: bits)
        if divisor.contains(0) {
            throw .precisionExhausted(bits: precision, reason: "a sum is not told from infinity")
        }
        let tail = first.multiplied(by: ComplexBall(Ball(below[0])), precision: bits)
            .divided(by: ComplexBall(divisor), precision: bits)
        return head.adding(tail, precision: bits)
    }

    /// Gauss's test: for the ratio c (1 + s/n + O(1/n²)) the sum converges when |c| < 1, when c = 1 and s < −1, and when
    /// c = −1 and s < 0 (Knopp, §39); otherwise it diverges.
    private static func checkConvergence(_ ratio: TermRatio) throws(EvaluationError) {
        let (p, q) = (ratio.numerator, ratio.denominator)
        guard let degree = p.degree, let degreeBelow = q.degree, let top = p.leadingCoefficient,
            let bottom = q.leadingCoefficient
        else { return }
        if degree < degreeBelow { return }
        if degree == degreeBelow {
            let sizes = (top < 0 ? -top : top, bottom < 0 ? -bottom : bottom)
            if sizes.0 < sizes.1 { return }
            if sizes.0 == sizes.1 {
                let slope =
                    degree == 0 ? Rational(0) : Rational(p[degree - 1], top) - Rational(q[degree - 1], bottom)
                if slope < (top == bottom ? -1 : 0) { return }
            }
        }
        throw .domain("the infinite sum diverges")
    }

    private static func enclosed(
        _ fraction: PolynomialContinuedFraction, precision: Int
    ) throws(EvaluationError) -> Ball {
        do { return try fraction.limit(digits: Int(Double(precision) * 0.30103) + 1).value } catch {
            switch error {
            case .divergent: throw .domain("the sum diverges")
            case .pole(let index): throw .divisionByZero("inside the sum: a partial sum is infinite at term \(index)")
            case .undecided(let why): throw .undecided("the tail of the sum: \(why)")
            }
        }
    }
}
