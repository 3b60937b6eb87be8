import Arithmetic
import Expressions

extension Expression {
    /// r · c with the numerator in front and the denominator below: 3c/4, c/2, −c; quotients and products are not
    /// nested.
    static func scaled(_ factor: Rational, _ c: Expression) -> Expression {
        if let value = c.numeral { return Expression(factor * value) }
        if c.head == .negate, let inner = c.arguments.first { return scaled(-factor, inner) }
        if c.head == .divide, !factor.isInteger || factor.magnitude != 1, let top = c.arguments.first,
            let bottom = c.arguments.last
        {
            let ratio = factor * (top.numeral ?? 1)
            let above = top.numeral == nil ? top : Expression(1)
            return scaled(Rational(ratio.numerator), above) / scaled(Rational(ratio.denominator), bottom)
        }
        let numerator: Expression
        switch factor.numerator {
        case 1: numerator = c
        case -1: numerator = -c
        default:
            let factors = c.head == .multiply ? c.arguments : [c]
            if let leading = factors[0].numeral {
                return scaled(factor * leading, product(Array(factors.dropFirst())))
            }
            numerator = product([Expression(Rational(factor.numerator))] + factors)
        }
        return factor.isInteger ? numerator : numerator / Expression(Rational(factor.denominator))
    }

    /// x₁ x₂ …, without a node for one factor.
    static func product(_ factors: [Expression]) -> Expression {
        factors.count == 1 ? factors[0] : Expression(.multiply, factors)
    }

    /// constant + factor · c, the positive part first: 3 − π, π − 3.
    static func linear(constant: Rational, factor: Rational, _ c: Expression) -> Expression {
        if factor.isZero { return Expression(constant) }
        if constant.isZero { return scaled(factor, c) }
        if factor.signum() < 0 {
            return Expression(.add, [Expression(constant), -scaled(-factor, c)])
        }
        return Expression(.add, [scaled(factor, c), Expression(constant)])
    }

    /// Σ rᵢ cᵢ, over one denominator where that is shorter, positive terms first; numbers are added up.
    static func combination(_ terms: [(factor: Rational, term: Expression)]) -> Expression {
        var constant = Rational(0)
        var used: [(factor: Rational, term: Expression)] = []
        for part in terms where !part.factor.isZero {
            if let value = part.term.numeral {
                constant = constant + part.factor * value
            } else if part.factor == 1, part.term.head == .add {
                // Nested sums are written as one.
                for term in part.term.arguments {
                    if let value = term.numeral { constant = constant + value } else { used.append((1, term)) }
                }
            } else {
                used.append(part)
            }
        }
        if !constant.isZero { used.append((constant, Expression(1))) }
        let ordered = used.filter { $0.factor.signum() > 0 } + used.filter { $0.factor.signum() < 0 }
        guard ordered.count > 1 else { return ordered.first.map { scaled($0.factor, $0.term) } ?? Expression(0) }
        func sum(times factor: Rational) -> Expression {
            Expression(
                .add,
                ordered.enumerated().map { index, part in
                    let value = part.factor * factor
                    // A sum prints its negative terms with a minus sign.
                    return value.signum() < 0 && index > 0 ? -scaled(-value, part.term) : scaled(value, part.term)
                })
        }
        let separate = sum(times: 1)
        let common = ordered.reduce(Integer(1)) { $0.lcm($1.factor.denominator) }
        guard !common.isOne else { return separate }
        let joined = sum(times: Rational(common)) / Expression(Rational(common))
        return joined.description.count < separate.description.count ? joined : separate
    }

    /// (α + β c)/(γ + δ c) as people write it: signs in the numerator, the constant first.
    ///
    /// - Precondition: γ and δ are not both 0.
    public static func mobius(
        _ alpha: Integer, _ beta: Integer, _ gamma: Integer, _ delta: Integer, _ c: Expression
    ) -> Expression {
        // Make the denominator's leading part positive.
        let negative = (delta.isZero ? gamma : delta).signum() < 0
        let (a, b) = negative ? (-alpha, -beta) : (alpha, beta)
        let (g, d) = negative ? (-gamma, -delta) : (gamma, delta)
        if d.isZero { return linear(constant: Rational(a, g), factor: Rational(b, g), c) }
        if b.isZero && g.isZero {
            let ratio = Rational(a, d)
            return Expression(Rational(ratio.numerator)) / scaled(Rational(ratio.denominator), c)
        }
        return linear(constant: Rational(a), factor: Rational(b), c)
            / linear(constant: Rational(g), factor: Rational(d), c)
    }

    /// x · y, in front of the line and below it, numbers and factors not nested.
    static func times(_ x: Expression, _ y: Expression) -> Expression {
        if let value = x.numeral { return scaled(value, y) }
        if let value = y.numeral { return scaled(value, x) }
        if x.head == .negate, let inner = x.arguments.first { return -times(inner, y) }
        if x.head == .divide, let top = x.arguments.first, let bottom = x.arguments.last {
            return times(top, y) / bottom
        }
        func factors(_ z: Expression) -> [Expression] { z.head == .multiply ? z.arguments : [z] }
        return product(factors(x) + factors(y))
    }

    /// x / y, over one line.
    static func over(_ x: Expression, _ y: Expression) -> Expression {
        if y.head == .divide, let top = y.arguments.first, let bottom = y.arguments.last {
            return over(times(x, bottom), top)
        }
        if let value = y.numeral, let inverse = value.reciprocal { return scaled(inverse, x) }
        if x.head == .negate, let inner = x.arguments.first { return -over(inner, y) }
        if x.head == .divide, let top = x.arguments.first, let bottom = x.arguments.last {
            return top / times(bottom, y)
        }
        return x / y
    }
}
