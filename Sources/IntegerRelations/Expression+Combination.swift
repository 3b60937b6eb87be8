import Arithmetic
import Expressions

extension Expression {
    /// r · c with the numerator in front and the denominator below: 3c/4, c/2, −c, 3/(4…) stays a quotient.
    static func scaled(_ factor: Rational, _ c: Expression) -> Expression {
        if c.numeral == 1 { return Expression(factor) }
        let numerator: Expression
        switch factor.numerator {
        case 1: numerator = c
        case -1: numerator = -c
        default: numerator = Expression(Rational(factor.numerator)) * c
        }
        return factor.isInteger ? numerator : numerator / Expression(Rational(factor.denominator))
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

    /// Σ rᵢ cᵢ, over one denominator where that is shorter, positive terms first; zero terms are left out.
    static func combination(_ terms: [(factor: Rational, term: Expression)]) -> Expression {
        let used = terms.filter { !$0.factor.isZero }
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
    static func mobius(
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

    /// ∏ bᵢ^(rᵢ) with positive bases: integer powers of rational numbers are multiplied out, halves become square
    /// roots, negative powers go below the line.
    static func powerProduct(_ factors: [(base: Expression, exponent: Rational)], sign: Int = 1) -> Expression {
        var rational = Rational(sign < 0 ? -1 : 1)
        // Rational numbers under one square root: above and below the line.
        var radicand = Rational(1)
        var above: [Expression] = []
        var below: [Expression] = []
        for (base, exponent) in factors where !exponent.isZero {
            if let number = base.numeral, let whole = (exponent * 2).asInt {
                let integral = whole >= 0 ? whole / 2 : (whole - 1) / 2
                rational = rational * number.power(integral)
                if whole % 2 != 0 { radicand = radicand * number }
                continue
            }
            let size = exponent.magnitude
            if base.symbolName == "e" {
                above.append(
                    exponent == 1 ? base : Expression(.exp, [Expression(exponent)]))
                continue
            }
            let power: Expression
            if size == 1 {
                power = base
            } else if size == Rational(1, 2) {
                power = Expression(.squareRoot, [base])
            } else {
                power = base.power(Expression(size))
            }
            if exponent.signum() > 0 { above.append(power) } else { below.append(power) }
        }
        if radicand != 1 { above.insert(Expression(.squareRoot, [Expression(radicand)]), at: 0) }
        let top = Rational(rational.numerator)
        if !rational.isInteger { below.insert(Expression(Rational(rational.denominator)), at: 0) }
        if above.isEmpty {
            above = [Expression(top)]
        } else if top == -1 {
            above[0] = -above[0]
        } else if top != 1 {
            above.insert(Expression(top), at: 0)
        }
        let numerator = above.count == 1 ? above[0] : Expression(.multiply, above)
        guard !below.isEmpty else { return numerator }
        return numerator / (below.count == 1 ? below[0] : Expression(.multiply, below))
    }
}
