import Arithmetic
import Expressions

extension GrowthBound {
    /// Bounds of a term for the integers n ≥ N of `variable`: arithmetic, rational powers, exponentials of polynomials,
    /// factorials, Fibonacci and harmonic numbers, logarithms, sine and cosine.
    ///
    /// - Throws: what evaluating a part that does not depend on the variable throws.
    init(
        _ term: Expression, _ variable: String, from n: Int, evaluator: Evaluator
    ) throws(EvaluationError) {
        let dependent = term.dependentNodes(on: [variable])
        var bounds: [GrowthBound?] = []
        for (index, node) in term.termNodes.enumerated() {
            guard dependent[index] else {
                bounds.append(nil)
                continue
            }
            guard case .operation(let op, let children) = node else {
                let side = Side(factor: Ball(1), exponent: 1, base: Ball(1))
                bounds.append(GrowthBound(upper: side, lower: side, isReal: true))
                continue
            }
            var arguments: [GrowthBound] = []
            for child in children {
                if let known = bounds[child] {
                    arguments.append(known)
                } else {
                    let constant = try evaluator.enclosure(term.termNode(at: child), precision: GrowthBound.low)
                    arguments.append(GrowthBound(constant: constant))
                }
            }
            let reader = ExponentReader(variable: variable, start: n, evaluator: evaluator)
            let terms = children.map { term.termNode(at: $0) }
            bounds.append(try reader.apply(op, arguments, terms, isConstant: children.map { !dependent[$0] }))
        }
        if let last = bounds.last, let root = last {
            self = root
        } else {
            self.init(constant: try evaluator.enclosure(term, precision: GrowthBound.low))
        }
    }
}

/// The rules for the operators, which read exponents as terms.
private struct ExponentReader {
    let variable: String
    let start: Int
    let evaluator: Evaluator

    private static let unknown = GrowthBound(upper: nil, lower: nil, isReal: false)
    private static let low = GrowthBound.low

    func apply(
        _ op: Operator, _ x: [GrowthBound], _ terms: [Expression], isConstant: [Bool]
    ) throws(EvaluationError) -> GrowthBound {
        switch op {
        case .add: return GrowthBound.sum(x, from: start)
        case .multiply: return x.dropFirst().reduce(x[0]) { $0.multiplied(by: $1) }
        case .negate, .conjugate: return x[0]
        case .absoluteValue: return GrowthBound(upper: x[0].upper, lower: x[0].lower, isReal: true)
        case .divide: return x[0].multiplied(by: x[1].reciprocal)
        case .squareRoot: return x[0].power(Rational(1, 2))
        case .power:
            if isConstant[0] {
                let base = try evaluator.enclosure(terms[0], precision: Self.low)
                let size = base.absoluteValue(precision: Self.low)
                guard size.isPositive else { return Self.unknown }
                let isReal = base.isReal && x[1].isReal && (base.real.isPositive || hasIntegerValues(terms[1]))
                return try exponential(size.log(precision: Self.low), terms[1], isReal: isReal)
            }
            guard let e = try evaluator.evaluate(terms[1], digits: 10).exact else { return Self.unknown }
            return x[0].power(e)
        case .exp: return try exponential(Ball(1), terms[0], isReal: x[0].isReal)
        case .sin, .cos:
            return x[0].isReal ? GrowthBound(upper: .one, lower: nil, isReal: true) : Self.unknown
        case .log where x.count == 1: return logarithm(x[0])
        case .harmonic where terms[0].symbolName == variable:
            // 1 ≤ H(n) ≤ n.
            return GrowthBound(
                upper: GrowthBound.Side(factor: Ball(1), exponent: 1, base: Ball(1)), lower: .one, isReal: true)
        case .fibonacci: return fibonacci(terms[0])
        case .factorial:
            // m! ≥ n! ≥ (n/e)^n ≥ (N/e)^n for m ≥ n ≥ N.
            guard let (slope, constant) = linear(terms[0]), slope >= 1, constant >= 0 else { return Self.unknown }
            let base = Ball(start).divided(by: Ball.e(precision: Self.low), precision: Self.low)
            return GrowthBound(
                upper: nil, lower: GrowthBound.Side(factor: Ball(1), exponent: 0, base: base), isReal: true)
        default: return Self.unknown
        }
    }

    /// exp(λ e(n)) for a real λ and e with real coefficients.
    private func exponential(
        _ scale: Ball, _ exponent: Expression, isReal: Bool
    ) throws(EvaluationError) -> GrowthBound {
        let low = Self.low
        if let slope = TermFactors.slope(of: exponent, variable) {
            let s = try evaluator.enclosure(slope, precision: low)
            let c = try evaluator.enclosure(exponent.substituting(variable, with: Expression(0)), precision: low)
            guard s.isReal, c.isReal else { return Self.unknown }
            func exponential(_ x: ComplexBall) -> Ball {
                scale.multiplied(by: x.real, precision: low).exp(precision: low)
            }
            let side = GrowthBound.Side(factor: exponential(c), exponent: 0, base: exponential(s))
            return GrowthBound(upper: side, lower: side, isReal: isReal)
        }
        guard let polynomial = try? exponent.polynomial(in: variable), let top = polynomial.leadingCoefficient,
            scale.isNonzero
        else { return Self.unknown }
        // e(n)/n increases from N on when N e(n) − n e(N) ≥ 0 there; then λ e(n) ≤ n λ e(N)/N where it falls, and ≥ where
        // it rises.
        let positive = top.signum() < 0 ? -polynomial : polynomial
        let value = positive.evaluated(at: Rational(start))
        let difference =
            Polynomial(constant: Rational(start)) * positive - Polynomial<Rational>.variable * Polynomial(constant: value)
        guard difference.shifted(by: Rational(start)).coefficients.allSatisfy({ $0.signum() >= 0 }) else {
            return Self.unknown
        }
        let rate = (top.signum() < 0 ? scale.negated() : scale)
            .multiplied(by: Ball(value * Rational(1, Integer(start)), precision: low), precision: low)
        let side = GrowthBound.Side(factor: Ball(1), exponent: 0, base: rate.exp(precision: low))
        let falls = (top.signum() < 0) == scale.isPositive
        return GrowthBound(upper: falls ? side : nil, lower: falls ? nil : side, isReal: isReal)
    }

    /// |log z| ≤ |log |z|| + π ≤ C n.
    private func logarithm(_ x: GrowthBound) -> GrowthBound {
        guard let upper = x.upper, let lower = x.lower, upper.factor.isPositive else { return Self.unknown }
        let low = Self.low
        var total = Ball.pi(precision: low)
        for side in [upper, lower] {
            for part in [side.factor, side.base] {
                total.add(part.log(precision: low).absoluteValue(), precision: low)
            }
            total.add(Ball(side.exponent.magnitude, precision: low), precision: low)
        }
        return GrowthBound(
            upper: GrowthBound.Side(factor: total, exponent: 1, base: Ball(1)), lower: nil, isReal: false)
    }

    /// φ^(m−2) ≤ F(m) ≤ φ^(m−1) for m ≥ 1.
    private func fibonacci(_ index: Expression) -> GrowthBound {
        guard let (slope, constant) = linear(index), slope >= 1, slope * start + constant >= 1 else {
            return Self.unknown
        }
        let low = Self.low
        let golden = Ball(5).squareRoot(precision: low).adding(Ball(1), precision: low).scaled(byPowerOfTwo: -1)
        func side(_ shift: Int) -> GrowthBound.Side {
            GrowthBound.Side(
                factor: golden.power(constant + shift, precision: low), exponent: 0,
                base: golden.power(slope, precision: low))
        }
        return GrowthBound(upper: side(-1), lower: side(-2), isReal: true)
    }

    /// s and c of s n + c for small integers.
    private func linear(_ term: Expression) -> (slope: Int, constant: Int)? {
        guard let polynomial = try? term.polynomial(in: variable), polynomial.degree == 1,
            let slope = polynomial[1].asInt, let constant = polynomial[0].asInt, abs(slope) <= 1000,
            abs(constant) <= 1_000_000
        else { return nil }
        return (slope, constant)
    }

    private func hasIntegerValues(_ term: Expression) -> Bool {
        guard let polynomial = try? term.polynomial(in: variable) else { return false }
        return polynomial.coefficients.allSatisfy(\.isInteger)
    }
}
