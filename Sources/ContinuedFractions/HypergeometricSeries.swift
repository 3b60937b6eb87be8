import Arithmetic
import Expressions

/// Infinite sums of hypergeometric terms, and products of rational functions.
///
/// Terms that decrease geometrically or faster are added by binary splitting (`GeometricSeries`). For the others, with
/// r(k) = t(k)/t(k − 1) = P(k)/Q(k), the sum Σ_{k≥0} t(k) is t(0)/(1 − P(1)/(Q(1) + P(1) − P(2)Q(1)/(…))): the
/// convergents of F = pcf(Q + P, −P(n) Q(n − 1)) are the partial sums, and the sum is t(0) Q(0)/(F − P(0)) (Euler;
/// DLMF 3.10.14). So every class of convergence for which the limit of a fraction is proved is one for which a sum is.
/// What neither does is left to `ExpandedSeries` and `DominatedSeries`.
enum HypergeometricSeries {
    /// How far the first term may be moved to leave the zeros of Q and the terms that are 0 behind.
    private static let largestShift = 10_000

    private static let divergence = "the infinite sum diverges"

    /// Σ_{n ≥ low} term(n) to about `precision` bits.
    static func sum(
        _ term: Expression, _ variable: String, from low: Int, precision: Int, evaluator: Evaluator
    ) throws(EvaluationError) -> ComplexBall {
        func value(_ n: Int) throws(EvaluationError) -> ComplexBall {
            try evaluator.enclosure(term.substituting(variable, with: Expression(n)), precision: precision + 32)
        }
        /// By an expansion at infinity; without one, term by term under a geometric bound.
        func general(_ why: String) throws(EvaluationError) -> ComplexBall {
            do throws(EvaluationError) {
                return try ExpandedSeries(term, variable, evaluator: evaluator)
                    .sum(from: low, precision: precision, otherwise: why)
            } catch .undecided(let reason) {
                let series = DominatedSeries(term, variable, evaluator: evaluator)
                if let value = try series.sum(from: low, precision: precision) { return value }
                throw .undecided(reason)
            }
        }
        let ratio: Ratio
        do { ratio = try Ratio(term, variable, precision: precision + 32, evaluator) } catch {
            guard case .notHypergeometric(let why) = error else { throw error.evaluationError }
            return try general(why)
        }
        // Where terms decrease like a power, an expansion is faster than the tail of a fraction, if there is one.
        let isSlow = ratio.behaviour == .polynomial
        do throws(EvaluationError) {
            if isSlow { return try general("") }
        } catch .undecided {}
        do throws(EvaluationError) {
            return try sum(ratio, from: low, precision: precision, evaluator: evaluator, value: value)
        } catch .undecided(let why) {
            if isSlow { throw .undecided(why) }
            return try general(why)
        }
    }

    /// ∏_{n ≥ low} factor(n), by an expansion of the factors; without one, for a rational function by telescoping, and for
    /// factors that tend to 1 geometrically one by one.
    static func product(
        _ factor: Expression, _ variable: String, from low: Int, precision: Int, evaluator: Evaluator
    ) throws(EvaluationError) -> ComplexBall {
        let failure: EvaluationError
        do throws(EvaluationError) {
            return try ExpandedSeries(factor, variable, evaluator: evaluator)
                .product(from: low, precision: precision, otherwise: "")
        } catch {
            // Partial products that tend to 0 have a limit, too.
            switch error {
            case .undecided, .domain: failure = error
            default: throw error
            }
        }
        do throws(EvaluationError) {
            let value = try telescoped(factor, variable, from: low, precision: precision, evaluator: evaluator)
            if let value { return value }
            let series = DominatedSeries(factor, variable, evaluator: evaluator)
            if let value = try series.product(from: low, precision: precision) { return value }
        } catch .domain(let reason) where reason == divergence {
            throw .domain("the infinite product diverges")
        }
        throw failure
    }

    /// The product of the values of a rational function as p(low) + Σ (p(n + 1) − p(n)) over the partial products p; nil
    /// for other factors.
    private static func telescoped(
        _ factor: Expression, _ variable: String, from low: Int, precision: Int, evaluator: Evaluator
    ) throws(EvaluationError) -> ComplexBall? {
        let n = Expression(symbol: variable)
        let next = factor.substituting(variable, with: n + Expression(1))
        // t(n) = p(n) (f(n + 1) − 1), so t(n + 1)/t(n) = f(n + 1) (f(n + 2) − 1)/(f(n + 1) − 1).
        let afterNext = factor.substituting(variable, with: n + Expression(2))
        let one = Expression(1)
        guard let f = try? next.rationalFunction(in: variable),
            let g = try? (afterNext - one).rationalFunction(in: variable),
            let h = try? (next - one).rationalFunction(in: variable)
        else { return nil }
        func value(_ index: Int) throws(EvaluationError) -> ComplexBall {
            try evaluator.enclosure(factor.substituting(variable, with: Expression(index)), precision: precision + 32)
        }
        let first = try value(low)
        if h.above.isZero { return first }
        guard let quotient = TermRatio(f.above * g.above * h.below, f.below * g.below * h.above) else { return nil }
        var partial = first
        var reached = low
        let rest = try sum(
            Ratio(quotient), from: low, precision: precision, evaluator: evaluator
        ) { index throws(EvaluationError) in
            while reached < index {
                reached += 1
                partial = partial.multiplied(by: try value(reached), precision: precision + 32)
            }
            let increment = try value(index + 1).subtracting(ComplexBall(1), precision: precision + 32)
            return partial.multiplied(by: increment, precision: precision + 32)
        }
        return first.adding(rest, precision: precision)
    }

    /// The sum of the terms from `low` on, whose values `value` gives, asked for ascending indices.
    private static func sum(
        _ ratio: Ratio, from low: Int, precision: Int, evaluator: Evaluator,
        value: (Int) throws(EvaluationError) -> ComplexBall
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
        if first.isZero || ratio.numerator.isZero || ratio.argument?.isZero ?? false {
            return head.adding(first, precision: bits)
        }
        let series = GeometricSeries(
            numerator: ratio.numerator.shifted(by: Integer(start)),
            denominator: ratio.denominator.shifted(by: Integer(start)), argument: ratio.argument)
        let tail: ComplexBall
        switch series.behaviour {
        case .divergent: throw .domain(divergence)
        case .undecided: throw .undecided("the terms of this sum are not seen to decrease")
        case .factorial, .geometric:
            try evaluator.checkMemory(5 * Double(bits), for: "this sum to \(bits) bits")
            tail = try series.sum(precision: bits).multiplied(by: first, precision: bits)
        case .polynomial:
            guard converges(series) else { throw .domain(divergence) }
            // r(k) belongs to the step from start + k − 1 to start + k.
            let above = ratio.numerator.shifted(by: Integer(start - 1))
            let below = ratio.denominator.shifted(by: Integer(start - 1))
            let fraction = PolynomialContinuedFraction(a: below + above, b: -(above * below.shifted(by: -1)))
            let divisor = try enclosed(fraction, precision: bits, evaluator)
                .subtracting(Ball(above[0]), precision: bits)
            if divisor.contains(0) {
                throw .precisionExhausted(bits: precision, reason: "a sum is not told from infinity")
            }
            tail = first.multiplied(by: ComplexBall(Ball(below[0])), precision: bits)
                .divided(by: ComplexBall(divisor), precision: bits)
        }
        return head.adding(tail, precision: bits)
    }

    /// Gauss's test: for the ratio ±(1 + s/n + O(1/n²)) the sum converges when s < −1, or s < 0 with the sign −
    /// (Knopp, §39); otherwise it diverges.
    private static func converges(_ series: GeometricSeries) -> Bool {
        let (p, q) = (series.numerator, series.denominator)
        guard let degree = p.degree, let top = p.leadingCoefficient, let bottom = q.leadingCoefficient else {
            return true
        }
        let slope = degree == 0 ? Rational(0) : Rational(p[degree - 1], top) - Rational(q[degree - 1], bottom)
        return slope < (top == bottom ? -1 : 0)
    }

    private static func enclosed(
        _ fraction: PolynomialContinuedFraction, precision: Int, _ evaluator: Evaluator
    ) throws(EvaluationError) -> Ball {
        let digits = Int(Double(precision) * 0.30103) + 1
        try evaluator.checkMemory(fraction.memoryEstimate(digits: digits), for: "this sum to \(digits) digits")
        do { return try fraction.limit(digits: digits).value } catch {
            switch error {
            case .divergent: throw .domain("the sum diverges")
            case .pole(let index): throw .divisionByZero("inside the sum: a partial sum is infinite at term \(index)")
            case .undecided(let why): throw .undecided("the tail of the sum: \(why)")
            }
        }
    }
}

/// The ratio z P(n)/Q(n) of a hypergeometric term.
private struct Ratio {
    let numerator: Polynomial<Integer>
    let denominator: Polynomial<Integer>
    /// z, unless it is rational and part of P and Q.
    let argument: ComplexBall?

    enum Failure: Error {
        case notHypergeometric(String)
        case evaluation(EvaluationError)

        var evaluationError: EvaluationError {
            switch self {
            case .notHypergeometric(let why): .undecided(why)
            case .evaluation(let error): error
            }
        }
    }

    /// How the moduli of the terms behave.
    var behaviour: GeometricSeries.Behaviour {
        GeometricSeries(numerator: numerator, denominator: denominator, argument: argument).behaviour
    }

    init(_ ratio: TermRatio) { self.init(ratio.numerator, ratio.denominator, nil) }

    private init(_ numerator: Polynomial<Integer>, _ denominator: Polynomial<Integer>, _ argument: ComplexBall?) {
        self.numerator = numerator
        self.denominator = denominator
        self.argument = argument
    }

    init(
        _ term: Expression, _ variable: String, precision: Int, _ evaluator: Evaluator
    ) throws(Failure) {
        let factors = TermFactors(term, variable)
        let ratio: TermRatio
        do { ratio = try factors.remainder.termRatio(in: variable) } catch {
            throw .notHypergeometric("\(error)")
        }
        guard let base = factors.base else {
            self.init(ratio)
            return
        }
        do throws(EvaluationError) {
            // A base that is rational belongs to the polynomials.
            if let exact = try evaluator.evaluate(base, digits: 10).exact {
                self.init(
                    ratio.numerator * Polynomial(constant: exact.numerator),
                    ratio.denominator * Polynomial(constant: exact.denominator), nil)
            } else {
                self.init(
                    ratio.numerator, ratio.denominator, try evaluator.enclosure(base, precision: precision + 32))
            }
        } catch { throw .evaluation(error) }
    }
}
