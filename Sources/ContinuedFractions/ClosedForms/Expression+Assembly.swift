import Arithmetic
import Expressions

extension Expression {
    /// q times this term, with the rational factors of a product put together and without a factor 1.
    func scaled(by q: Rational) -> Expression {
        if let value = numeral { return Expression(value * q) }
        if q.isZero { return Expression(0) }
        switch head {
        case .negate: return arguments[0].scaled(by: -q)
        case .divide:
            let (x, y) = (arguments[0], arguments[1])
            if let divisor = y.numeral, !divisor.isZero { return x.scaled(by: q / divisor) }
            let scaled = x.scaled(by: q)
            return scaled / y
        case .multiply:
            let factors = arguments
            guard let coefficient = factors[0].numeral else { break }
            return Expression.product(Array(factors.dropFirst())).scaled(by: q * coefficient)
        default: break
        }
        return timesCoefficient(q)
    }

    /// q times a term without rational factor: qx, x/m, px/m, −x.
    private func timesCoefficient(_ q: Rational) -> Expression {
        let size = q.magnitude
        var term = self
        if !size.numerator.isOne {
            let factors = head == .multiply ? arguments : [self]
            term = Expression(.multiply, [Expression(Rational(size.numerator))] + factors)
        }
        if !size.denominator.isOne { term = term / Expression(Rational(size.denominator)) }
        return q.signum() < 0 ? -term : term
    }

    /// √q with the square factors of small primes taken out of the root: √8 is 2√2, √(1/2) is √2/2.
    static func squareRoot(of q: Rational) -> Expression {
        let (factor, radicand) = squareFreePart(of: q)
        return radicand == 1 ? Expression(factor) : Expression(.squareRoot, [Expression(radicand)]).scaled(by: factor)
    }

    /// f and d with q = f²d and an integer d without the square of a prime up to 1000.
    static func squareFreePart(of q: Rational) -> (factor: Rational, radicand: Rational) {
        if let root = q.squareRootIfSquare { return (root, 1) }
        var radicand = q.numerator * q.denominator
        var factor = Rational(1, q.denominator)
        for p in 2...1000 {
            let square = Integer(p * p)
            while radicand.modulo(UInt(p) * UInt(p)) == 0 {
                radicand = radicand.dividedExactly(by: square)
                factor *= Rational(p)
            }
        }
        return (factor, Rational(radicand))
    }

    /// This term divided by √q, with a root above the line.
    func dividedByRoot(of q: Rational) -> Expression {
        guard let inverse = q.reciprocal else { return self / Expression(0) }
        let (factor, radicand) = Expression.squareFreePart(of: inverse)
        let root = radicand == 1 ? Expression(1) : Expression(.squareRoot, [Expression(radicand)])
        return Expression.product([root, self]).scaled(by: factor)
    }

    /// c₁x₁ + c₂x₂ + …, terms with c = 0 left out and those with c < 0 last.
    static func combination(_ terms: [(coefficient: Rational, term: Expression)]) -> Expression {
        let ordered = terms.filter { $0.coefficient.signum() > 0 } + terms.filter { $0.coefficient.signum() < 0 }
        let kept = ordered.map { $0.term.scaled(by: $0.coefficient) }
        switch kept.count {
        case 0: return Expression(0)
        case 1: return kept[0]
        default: return Expression(.add, kept)
        }
    }

    /// x₁x₂…, numerals put together in front.
    static func product(_ factors: [Expression]) -> Expression {
        let coefficient = factors.compactMap(\.numeral).reduce(Rational(1), *)
        let kept = factors.filter { $0.numeral == nil }
        let rest: Expression
        switch kept.count {
        case 0: return Expression(coefficient)
        case 1: rest = kept[0]
        default: rest = Expression(.multiply, kept)
        }
        return coefficient == 1 ? rest : rest.scaled(by: coefficient)
    }

    /// x/y, without a divisor that is a numeral.
    static func quotient(_ x: Expression, _ y: Expression) -> Expression {
        if let q = y.numeral?.reciprocal { return x.scaled(by: q) }
        return x / y
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
