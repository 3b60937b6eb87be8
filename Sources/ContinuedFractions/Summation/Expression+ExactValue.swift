import Arithmetic
import Expressions

extension Expression {
    /// The largest exponent, factorial or rising factorial that is computed exactly.
    private static let largestExactExponent = 10_000

    /// The value of the term with an integer for a variable, when sums, products, quotients, integer powers, factorials,
    /// binomial coefficients and rising factorials make it a rational number; nil otherwise, and where it is not defined.
    func exactValue(at value: Int, in variable: String) -> Rational? {
        /// A subterm whose arguments are being evaluated.
        struct Frame {
            let op: Operator
            let arguments: [Expression]
            var values: [Rational] = []
        }
        var frames: [Frame] = []
        var pending: Expression? = substituting(variable, with: Expression(value))
        var result: Rational?
        while true {
            if let term = pending {
                pending = nil
                if let number = term.numeral {
                    result = number
                } else {
                    guard let op = term.head else { return nil }
                    frames.append(Frame(op: op, arguments: term.arguments))
                }
            }
            if let number = result {
                result = nil
                guard !frames.isEmpty else { return number }
                frames[frames.count - 1].values.append(number)
            }
            guard let frame = frames.last else { return nil }
            if frame.values.count < frame.arguments.count {
                pending = frame.arguments[frame.values.count]
            } else {
                guard let number = Expression.exactValue(frame.op, frame.values) else { return nil }
                frames.removeLast()
                result = number
            }
        }
    }

    /// The first integer k ≥ `low`, among a few, at which the value of the term is not 0, with this value; nil when a value
    /// is not known before that.
    func firstNonzeroValue(from low: Int, in variable: String) -> (index: Int, value: Rational)? {
        for index in low..<(low + 16) {
            guard let value = exactValue(at: index, in: variable) else { return nil }
            if !value.isZero { return (index, value) }
        }
        return nil
    }

    private static func exactValue(_ op: Operator, _ x: [Rational]) -> Rational? {
        func natural(_ value: Rational) -> Int? {
            value.asInt.flatMap { (0...largestExactExponent).contains($0) ? $0 : nil }
        }
        switch (op, x.count) {
        case (.add, _): return x.reduce(0) { $0 + $1 }
        case (.multiply, _): return x.reduce(1) { $0 * $1 }
        case (.negate, 1): return -x[0]
        case (.divide, 2): return x[1].reciprocal.map { x[0] * $0 }
        case (.power, 2):
            guard let k = x[1].asInt, abs(k) <= largestExactExponent, !(x[0].isZero && k <= 0) else { return nil }
            return x[0].power(k)
        case (.factorial, 1): return natural(x[0]).map { Rational(Integer.factorial($0)) }
        case (.binomial, 2):
            guard let n = x[0].asInteger, let k = natural(x[1]) else { return nil }
            return Rational(Integer.binomial(n, k))
        case (.risingFactorial, 2):
            guard let k = natural(x[1]) else { return nil }
            return (0..<k).reduce(Rational(1)) { $0 * (x[0] + Rational($1)) }
        default: return nil
        }
    }
}
