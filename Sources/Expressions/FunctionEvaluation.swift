import Arithmetic

/// The value of each operator on evaluated arguments.
enum FunctionEvaluation {
    /// The largest exponent, in bits of the result, for exact integer powers.
    private static let largestExactBits = 1 << 16
    /// The largest argument of an exact factorial.
    private static let largestFactorial = 1_000_000

    static func apply(
        _ op: Operator, _ arguments: [NodeValue], precision: Int
    ) throws(EvaluationError) -> NodeValue {
        switch op {
        case .add: return try fold(arguments, precision, { $0 + $1 }, { $0.adding($1, precision: precision) })
        case .multiply:
            return try fold(arguments, precision, { $0 * $1 }, { $0.multiplied(by: $1, precision: precision) })
        case .negate:
            if let value = arguments[0].exact { return .exact(-value) }
            return .ball(try number(arguments[0], op, precision).negated())
        case .divide: return try quotient(arguments, precision)
        case .power: return try power(arguments, precision)
        case .factorial: return try factorial(arguments[0], precision)
        case .list: return .list(arguments)
        case .simpleContinuedFraction: return try simpleContinuedFraction(arguments[0])
        case .khinchin: return .ball(ComplexBall(Ball.khinchin(precision: precision)))
        default:
            if let exact = ExactValues.value(op, arguments) { return .exact(exact) }
            return .ball(try SpecialFunctionEvaluation.apply(op, arguments, precision: precision))
        }
    }

    /// The argument as a number.
    static func number(
        _ argument: NodeValue, _ op: Operator, _ precision: Int
    ) throws(EvaluationError) -> ComplexBall {
        if case .list = argument { throw .domain("\(op.name ?? "this operator") needs a number, not a list") }
        return argument.ball(precision: precision)
    }

    private static func fold(
        _ arguments: [NodeValue], _ precision: Int, _ exact: (Rational, Rational) -> Rational,
        _ enclosed: (ComplexBall, ComplexBall) -> ComplexBall
    ) throws(EvaluationError) -> NodeValue {
        guard var result = arguments.first else { throw .unsupported("an operator without arguments") }
        if case .list = result { throw .domain("a list is not a number") }
        for argument in arguments.dropFirst() {
            if case .list = argument { throw .domain("a list is not a number") }
            if let x = result.exact, let y = argument.exact {
                result = .exact(exact(x, y))
            } else {
                result = .ball(enclosed(result.ball(precision: precision), argument.ball(precision: precision)))
            }
        }
        return result
    }

    private static func quotient(_ arguments: [NodeValue], _ precision: Int) throws(EvaluationError) -> NodeValue {
        if let divisor = arguments[1].exact {
            if divisor.isZero { throw .divisionByZero("the divisor is exactly 0") }
            if let dividend = arguments[0].exact { return .exact(dividend / divisor) }
        }
        let x = try number(arguments[0], .divide, precision)
        let y = try number(arguments[1], .divide, precision)
        if y.isZero { throw .divisionByZero("the divisor is exactly 0") }
        if y.containsZero {
            throw .precisionExhausted(bits: precision, reason: "a divisor cannot be told from 0")
        }
        return .ball(x.divided(by: y, precision: precision))
    }

    private static func power(_ arguments: [NodeValue], _ precision: Int) throws(EvaluationError) -> NodeValue {
        if let base = arguments[0].exact, let exponent = arguments[1].exact {
            if base.isZero {
                if exponent.signum() < 0 { throw .divisionByZero("0 to a negative power") }
                return .exact(exponent.isZero ? 1 : 0)
            }
            if let k = exponent.asInt {
                let size = max(base.numerator.bitWidth, base.denominator.bitWidth)
                let (bits, overflow) = size.multipliedReportingOverflow(by: Int(k.magnitude))
                if base.magnitude == 1 { return .exact(k % 2 == 0 ? 1 : base) }
                if !overflow && bits <= largestExactBits { return .exact(base.power(k)) }
            }
        }
        let base = try number(arguments[0], .power, precision)
        let exponent = try number(arguments[1], .power, precision)
        if let k = arguments[1].exact?.asInt {
            if k < 0 && base.containsZero {
                throw .precisionExhausted(bits: precision, reason: "a divisor cannot be told from 0")
            }
            let result = base.power(k, precision: precision)
            if !result.isFinite { throw .tooLarge("a power is too large to represent") }
            return .ball(result)
        }
        if base.containsZero && !(exponent.isReal && exponent.real.isPositive) {
            throw .precisionExhausted(bits: precision, reason: "the base of a power cannot be told from 0")
        }
        if base.isReal && base.real.isNonnegative, let half = arguments[1].exact, half.denominator == 2,
            let twice = half.numerator.asInt
        {
            let root = ComplexBall(base.real.squareRoot(precision: precision))
            return .ball(root.power(twice, precision: precision))
        }
        return .ball(base.power(exponent, precision: precision))
    }

    private static func factorial(_ argument: NodeValue, _ precision: Int) throws(EvaluationError) -> NodeValue {
        if let n = argument.exact?.asInteger {
            guard n.signum() >= 0 else { throw .domain("the factorial of the negative integer \(n)") }
            if let word = n.asInt, word <= 2000 { return .exact(Rational(Integer.factorial(word))) }
            guard n.bitWidth < 64 else { throw .tooLarge("the factorial of \(n) is too large to represent") }
        }
        let x = try number(argument, .factorial, precision)
        return .ball(x.adding(ComplexBall(1), precision: precision).gamma(precision: precision))
    }

    private static func simpleContinuedFraction(_ argument: NodeValue) throws(EvaluationError) -> NodeValue {
        guard case .list(let items) = argument, !items.isEmpty else {
            throw .domain("cf needs a list of at least one partial quotient")
        }
        var value: Rational?
        for item in items.reversed() {
            guard let quotient = item.exact else { throw .domain("the partial quotients of cf must be rational") }
            if let tail = value {
                guard let reciprocal = tail.reciprocal else {
                    throw .divisionByZero("inside the continued fraction: a tail is exactly 0")
                }
                value = quotient + reciprocal
            } else {
                value = quotient
            }
        }
        return .exact(value ?? 0)
    }
}

/// Values of functions that are rational for rational arguments.
enum ExactValues {
    static func value(_ op: Operator, _ arguments: [NodeValue]) -> Rational? {
        if op == .binomial, let n = arguments[0].exact?.asInteger, let k = arguments[1].exact?.asInt, k <= 100_000,
            n.bitWidth <= 64
        {
            return Rational(Integer.binomial(n, k))
        }
        guard arguments.count == 1, let x = arguments[0].exact else { return nil }
        switch op {
        case .absoluteValue: return x.magnitude
        case .squareRoot:
            guard let n = x.numerator.squareRootIfPerfect, let d = x.denominator.squareRootIfPerfect else { return nil }
            return Rational(n, d)
        case .exp, .cos, .cosh: return x.isZero ? 1 : nil
        case .realPart, .conjugate: return x
        case .imaginaryPart: return 0
        case .bernoulli:
            guard let n = x.asInt, (0...10_000).contains(n) else { return nil }
            return Rational.bernoulli(n)
        case .fibonacci:
            guard let n = x.asInt, n.magnitude <= 1_000_000 else { return nil }
            return Rational(Integer.fibonacci(n))
        case .harmonic:
            guard let n = x.asInt, (0...10_000).contains(n) else { return nil }
            if n == 0 { return 0 }
            let sum = productTree(from: 1, to: n + 1, leaf: { (above: Integer(1), below: Integer($0)) }) {
                (above: $0.above * $1.below + $1.above * $0.below, below: $0.below * $1.below)
            }
            return Rational(sum.above, sum.below)
        case .log: return x == 1 ? 0 : nil
        case .sin, .tan, .sinh, .tanh, .asin, .atan, .asinh, .atanh, .erf, .erfi: return x.isZero ? 0 : nil
        case .gamma:
            guard let n = x.asInt, n >= 1, n <= 1000 else { return nil }
            return Rational(Integer.factorial(n - 1))
        default: return nil
        }
    }
}
