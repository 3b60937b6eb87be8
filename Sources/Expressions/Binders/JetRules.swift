import Arithmetic

/// Each operator on Taylor series.
enum JetRules {
    static func unsupported(_ op: Operator) -> EvaluationError {
        .unsupported("\(op.name ?? "an operator") has no rule for derivatives of its value")
    }

    /// A constant as a series.
    static func series(_ value: Jet.Value, _ length: Int, _ precision: Int) -> ComplexPowerSeries {
        switch value {
        case .series(let series): series
        case .constant(let constant):
            ComplexPowerSeries(constant: constant.ball(precision: precision), length: length)
        }
    }

    private static func exact(_ value: Jet.Value) -> Rational? {
        if case .constant(let constant) = value { constant.exact } else { nil }
    }

    static func apply(
        _ op: Operator, _ arguments: [Jet.Value], length: Int, precision bits: Int
    ) throws(EvaluationError) -> ComplexPowerSeries {
        for case .constant(.list) in arguments { throw .domain("\(op.name ?? "") needs a number, not a list") }
        let x = arguments.map { series($0, length, bits) }
        switch op {
        case .add: return x.dropFirst().reduce(x[0]) { $0.adding($1, precision: bits) }
        case .multiply: return x.dropFirst().reduce(x[0]) { $0.multiplied(by: $1, precision: bits) }
        case .negate: return x[0].negated()
        case .divide:
            if x[1].constantTerm.isZero { throw .divisionByZero("the divisor is exactly 0 at the point") }
            return try finite(x[0].divided(by: x[1], precision: bits), op, bits)
        case .power: return try finite(try power(x, arguments, bits), op, bits)
        case .root:
            guard let k = exact(arguments[1])?.asInteger, k.signum() > 0 else { throw unsupported(op) }
            try check(.log, x[0].constantTerm, bits)
            return try finite(x[0].power(ComplexBall(Ball(Rational(1, k), precision: bits)), precision: bits), op, bits)
        case .log where x.count == 2:
            let (top, low) = (try unary(.log, x[0], bits), try unary(.log, x[1], bits))
            return try finite(top.divided(by: low, precision: bits), op, bits)
        case .factorial: return try unary(.gamma, x[0].adding(one(length), precision: bits), bits)
        case .harmonic:
            let psi = try unary(.digamma, x[0].adding(one(length), precision: bits), bits)
            let gamma = ComplexPowerSeries(constant: ComplexBall(Ball.eulerGamma(precision: bits)), length: length)
            return psi.adding(gamma, precision: bits)
        default:
            guard x.count == 1 else { throw unsupported(op) }
            return try unary(op, x[0], bits)
        }
    }

    private static func one(_ length: Int) -> ComplexPowerSeries {
        ComplexPowerSeries(constant: ComplexBall(1), length: length)
    }

    private static func finite(
        _ series: ComplexPowerSeries, _ op: Operator, _ bits: Int
    ) throws(EvaluationError) -> ComplexPowerSeries {
        if series.isFinite { return series }
        throw .precisionExhausted(bits: bits, reason: "\(op.name ?? "a function") is not analytic at the point")
    }

    /// Refuses a point on the cut of a function.
    private static func check(_ op: Operator, _ point: ComplexBall, _ bits: Int) throws(EvaluationError) {
        guard let cut = Analyticity.cut(op, []) else { throw unsupported(op) }
        guard Analyticity.touches(cut, point) else { return }
        if point.isExact { throw .domain("\(op.name ?? "a function") is not analytic at this point") }
        throw .precisionExhausted(
            bits: bits, reason: "the point cannot be told from the branch cut of \(op.name ?? "a function")")
    }

    private static func power(
        _ x: [ComplexPowerSeries], _ arguments: [Jet.Value], _ bits: Int
    ) throws(EvaluationError) -> ComplexPowerSeries {
        if let k = exact(arguments[1])?.asInt {
            if k < 0 && x[0].constantTerm.isZero { throw .divisionByZero("0 to a negative power at the point") }
            return x[0].power(k, precision: bits)
        }
        if case .constant(let base) = arguments[0] {
            // b^g = exp(g log b).
            let ball = base.ball(precision: bits)
            if ball.containsZero {
                throw .precisionExhausted(bits: bits, reason: "the base of a power cannot be told from 0")
            }
            let logarithm = ComplexPowerSeries(constant: ball.log(precision: bits), length: x[1].length)
            return x[1].multiplied(by: logarithm, precision: bits).applying(.exp, precision: bits)
        }
        try check(.log, x[0].constantTerm, bits)
        if case .constant(let exponent) = arguments[1] {
            return x[0].power(exponent.ball(precision: bits), precision: bits)
        }
        return x[1].multiplied(by: x[0].applying(.log, precision: bits), precision: bits)
            .applying(.exp, precision: bits)
    }

    private static let functions: [Operator: ComplexPowerSeries.Function] = [
        .exp: .exp, .log: .log, .squareRoot: .squareRoot, .sin: .sin, .cos: .cos, .tan: .tan, .cot: .cot,
        .sinh: .sinh, .cosh: .cosh, .atan: .atan, .gamma: .gamma, .logGamma: .logGamma, .digamma: .digamma,
        .zeta: .zeta, .erf: .erf, .erfc: .erfc, .erfi: .erfi, .exponentialIntegral: .exponentialIntegral,
        .sineIntegral: .sineIntegral, .cosineIntegral: .cosineIntegral,
        .hyperbolicSineIntegral: .hyperbolicSineIntegral, .hyperbolicCosineIntegral: .hyperbolicCosineIntegral,
        .lambertW: .lambertW, .ellipticK: .ellipticK, .airyAi: .airyAi, .airyBi: .airyBi, .fresnelS: .fresnelS,
        .fresnelC: .fresnelC,
    ]

    private static func unary(
        _ op: Operator, _ x: ComplexPowerSeries, _ bits: Int
    ) throws(EvaluationError) -> ComplexPowerSeries {
        try check(op, x.constantTerm, bits)
        if let function = functions[op] { return try finite(x.applying(function, precision: bits), op, bits) }
        func f(_ function: ComplexPowerSeries.Function) -> ComplexPowerSeries { x.applying(function, precision: bits) }
        /// The function with this constant term and the derivative x′ · `factor`.
        func integral(_ constant: ComplexBall, _ factor: ComplexPowerSeries) -> ComplexPowerSeries {
            let slope = ComplexPowerSeries(x.derivative(precision: bits).coefficients + [ComplexBall()])
            return slope.multiplied(by: factor, precision: bits).integral(constant: constant, precision: bits)
        }
        let unit = one(x.length)
        let square = x.multiplied(by: x, precision: bits)
        let point = x.constantTerm
        func reciprocalRoot(_ y: ComplexPowerSeries) -> ComplexPowerSeries {
            y.applying(.squareRoot, precision: bits).reciprocal(precision: bits)
        }
        let result: ComplexPowerSeries
        switch op {
        case .secant: result = f(.cos).reciprocal(precision: bits)
        case .cosecant: result = f(.sin).reciprocal(precision: bits)
        case .hyperbolicSecant: result = f(.cosh).reciprocal(precision: bits)
        case .hyperbolicCosecant: result = f(.sinh).reciprocal(precision: bits)
        case .tanh: result = f(.sinh).divided(by: f(.cosh), precision: bits)
        case .coth: result = f(.cosh).divided(by: f(.sinh), precision: bits)
        case .asin:
            result = integral(
                point.asin(precision: bits), reciprocalRoot(unit.adding(square.negated(), precision: bits)))
        case .acos:
            result = integral(
                point.acos(precision: bits), reciprocalRoot(unit.adding(square.negated(), precision: bits)).negated())
        case .asinh:
            result = integral(point.asinh(precision: bits), reciprocalRoot(unit.adding(square, precision: bits)))
        case .acosh:
            let (low, high) = (x.adding(unit.negated(), precision: bits), x.adding(unit, precision: bits))
            result = integral(
                point.acosh(precision: bits),
                reciprocalRoot(low).multiplied(by: reciprocalRoot(high), precision: bits))
        case .atanh:
            result = integral(
                point.atanh(precision: bits),
                unit.adding(square.negated(), precision: bits).reciprocal(precision: bits))
        default: throw unsupported(op)
        }
        return try finite(result, op, bits)
    }
}
