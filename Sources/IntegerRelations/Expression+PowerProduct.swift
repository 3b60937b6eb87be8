import Arithmetic
import Expressions

extension Expression {
    /// ∏ bᵢ^(rᵢ) with positive bases: integer powers of rational numbers are multiplied out, halves become square
    /// roots, exponentials are gathered, negative powers go below the line.
    static func powerProduct(_ factors: [(base: Expression, exponent: Rational)], sign: Int = 1) -> Expression {
        var rational = Rational(sign < 0 ? -1 : 1)
        // Rational numbers under one square root.
        var radicand = Rational(1)
        var exponents: [(factor: Rational, term: Expression)] = []
        var above: [Expression] = []
        var below: [Expression] = []
        for (base, exponent) in factors where !exponent.isZero {
            if let number = base.numeral, let whole = (exponent * 2).asInt {
                // √(2/3) rather than √6/3 when nothing else is left under the root.
                rational = rational * number.power(whole / 2)
                if whole % 2 != 0 { radicand = whole > 0 ? radicand * number : radicand / number }
            } else if base.symbolName == "e" {
                exponents.append((exponent, Expression(1)))
            } else if base.head == .exp, let argument = base.arguments.first {
                exponents.append((exponent, argument))
            } else if exponent.signum() > 0 {
                above.append(positivePower(base, exponent))
            } else {
                below.append(positivePower(base, -exponent))
            }
        }
        if !exponents.isEmpty {
            let exponent = combination(exponents)
            above.append(exponent.numeral == 1 ? Expression(symbol: "e") : Expression(.exp, [exponent]))
        }
        if radicand != 1 { above.insert(Expression(.squareRoot, [Expression(radicand)]), at: 0) }
        let numerator = above.isEmpty ? Expression(1) : product(above)
        let top = scaled(Rational(rational.numerator), numerator)
        let denominators = rational.isInteger ? below : [Expression(Rational(rational.denominator))] + below
        return denominators.isEmpty ? top : top / product(denominators)
    }

    /// b^r with r > 0.
    private static func positivePower(_ base: Expression, _ exponent: Rational) -> Expression {
        if exponent == 1 { return base }
        if exponent == Rational(1, 2) { return Expression(.squareRoot, [base]) }
        return base.power(Expression(exponent))
    }
}
