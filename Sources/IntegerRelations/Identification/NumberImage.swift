import Arithmetic
import Expressions

/// An image T(x) of the number to identify, and the way back: from a closed form of T(x) to one of x.
struct NumberImage {
    let name: String
    let value: Ball
    let inverse: (Expression) -> Expression

    /// x itself.
    static func identity(_ x: Ball) -> NumberImage { NumberImage(name: "x", value: x, inverse: { $0 }) }

    /// x², x³ and their like: x is a root, with the sign of the number.
    static func power(_ k: Int, of x: Ball, precision: Int) -> NumberImage {
        let isNegative = x.isNegative
        return NumberImage(name: "x^\(k)", value: x.power(k, precision: precision)) { form in
            let radicand = isNegative && k % 2 == 1 ? -form : form
            let root =
                k == 2 ? Expression(.squareRoot, [radicand]) : Expression(.root, [radicand, Expression(k)])
            return isNegative ? -root : root
        }
    }

    /// exp(x), for |x| small enough that its digits are worth something.
    static func exponential(of x: Ball, precision: Int) -> NumberImage? {
        guard let size = x.exponentOfMagnitude, size <= 7 else { return nil }
        return NumberImage(name: "exp(x)", value: x.exp(precision: precision)) { Expression(.log, [$0]) }
    }

    /// log|x|.
    static func logarithm(of x: Ball, precision: Int) -> NumberImage {
        let isNegative = x.isNegative
        return NumberImage(name: "log|x|", value: x.absoluteValue().log(precision: precision)) { form in
            let power: Expression
            if form.head == .log, let inner = form.arguments.first {
                power = inner
            } else if form.numeral == 1 {
                power = Expression(symbol: "e")
            } else {
                power = Expression(.exp, [form])
            }
            return isNegative ? -power : power
        }
    }

    /// tan(x), for |x| < π/2.
    static func tangent(of x: Ball, precision: Int) -> NumberImage? {
        guard x.absoluteValue().isLess(than: Ball(1.57)) else { return nil }
        let value = x.sin(precision: precision).divided(by: x.cos(precision: precision), precision: precision)
        return NumberImage(name: "tan(x)", value: value) { Expression(.atan, [$0]) }
    }

    /// acos(x), for |x| < 1.
    static func arccosine(of x: Ball, precision: Int) -> NumberImage? {
        guard x.absoluteValue().isLess(than: Ball(1)) else { return nil }
        let value = ComplexBall(x).acos(precision: precision).real
        return NumberImage(name: "acos(x)", value: value) { Expression(.cos, [$0]) }
    }

    /// asin(x), for |x| < 1.
    static func arcsine(of x: Ball, precision: Int) -> NumberImage? {
        guard x.absoluteValue().isLess(than: Ball(1)) else { return nil }
        let value = ComplexBall(x).asin(precision: precision).real
        return NumberImage(name: "asin(x)", value: value) { Expression(.sin, [$0]) }
    }

    /// atan(x).
    static func arctangent(of x: Ball, precision: Int) -> NumberImage {
        NumberImage(name: "atan(x)", value: x.atan(precision: precision)) { Expression(.tan, [$0]) }
    }

    /// asinh(x).
    static func inverseHyperbolicSine(of x: Ball, precision: Int) -> NumberImage {
        let value = ComplexBall(x).asinh(precision: precision).real
        return NumberImage(name: "asinh(x)", value: value) { Expression(.sinh, [$0]) }
    }

    /// atanh(x), for |x| < 1.
    static func inverseHyperbolicTangent(of x: Ball, precision: Int) -> NumberImage? {
        guard x.absoluteValue().isLess(than: Ball(1)) else { return nil }
        let value = ComplexBall(x).atanh(precision: precision).real
        return NumberImage(name: "atanh(x)", value: value) { Expression(.tanh, [$0]) }
    }

    /// x · c: x is the form divided by c.
    static func multiple(_ factor: Expression, _ value: Ball, of x: Ball, precision: Int) -> NumberImage {
        NumberImage(name: "x*\(factor)", value: x.multiplied(by: value, precision: precision)) {
            Expression.over($0, factor)
        }
    }

    /// x / c: x is the form times c.
    static func quotient(_ divisor: Expression, _ value: Ball, of x: Ball, precision: Int) -> NumberImage {
        NumberImage(name: "x/\(divisor)", value: x.divided(by: value, precision: precision)) {
            Expression.times($0, divisor)
        }
    }

    /// 1/x.
    static func reciprocal(of x: Ball, precision: Int) -> NumberImage {
        NumberImage(name: "1/x", value: Ball(1).divided(by: x, precision: precision)) {
            Expression.over(Expression(1), $0)
        }
    }
}
