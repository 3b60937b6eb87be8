import Arithmetic
import Expressions

extension Expression {
    /// q times this term, written without factors 1 and sums of numerals.
    func scaled(by q: Rational) -> Expression {
        if let value = numeral { return Expression(value * q) }
        if q.isZero { return Expression(0) }
        if q == 1 { return self }
        if q == -1 { return -self }
        if q.numerator.magnitude.isOne {
            let quotient = self / Expression(Rational(q.denominator))
            return q.signum() < 0 ? -quotient : quotient
        }
        return Expression(q) * self
    }

    /// √q with the square factors of small primes taken out of the root: √8 is 2√2, √(1/2) is √2/2.
    static func squareRoot(of q: Rational) -> Expression {
        if let root = q.squareRootIfSquare { return Expression(root) }
        var radicand = q.numerator * q.denominator
        var factor = Rational(1, q.denominator)
        for p in 2...1000 {
            let square = Integer(p * p)
            while radicand.modulo(UInt(p) * UInt(p)) == 0 {
                radicand = radicand.dividedExactly(by: square)
                factor *= Rational(p)
            }
        }
        return Expression(.squareRoot, [Expression(Rational(radicand))]).scaled(by: factor)
    }

    /// c₁x₁ + c₂x₂ + …, terms with c = 0 left out.
    static func combination(_ terms: [(coefficient: Rational, term: Expression)]) -> Expression {
        let kept = terms.filter { !$0.coefficient.isZero }.map { $0.term.scaled(by: $0.coefficient) }
        switch kept.count {
        case 0: return Expression(0)
        case 1: return kept[0]
        default: return Expression(.add, kept)
        }
    }

    /// x₁x₂…, factors 1 left out.
    static func product(_ factors: [Expression]) -> Expression {
        let kept = factors.filter { $0.numeral != 1 }
        switch kept.count {
        case 0: return Expression(1)
        case 1: return kept[0]
        default: return Expression(.multiply, kept)
        }
    }

    /// x/y, and x for y = 1.
    static func quotient(_ x: Expression, _ y: Expression) -> Expression {
        if let p = x.numeral, let q = y.numeral, !q.isZero { return Expression(p / q) }
        return y.numeral == 1 ? x : x / y
    }

    /// x^r, and 1 for r = 0, x for r = 1, a square root for r = 1/2.
    func raised(to r: Rational) -> Expression {
        if r.isZero { return Expression(1) }
        if r == 1 { return self }
        if let n = r.asInt, let value = numeral, abs(n) <= 64 { return Expression(value.power(n)) }
        if r == Rational(1, 2), let value = numeral { return Expression.squareRoot(of: value) }
        if r == Rational(-1, 2), let value = numeral, let inverse = value.reciprocal {
            return Expression.squareRoot(of: inverse)
        }
        return power(Expression(r))
    }

    /// The term f(x).
    static func apply(_ function: Operator, _ argument: Expression) -> Expression { Expression(function, [argument]) }
}
