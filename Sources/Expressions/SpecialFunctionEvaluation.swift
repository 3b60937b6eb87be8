import Arithmetic

/// Elementary and special functions of balls, with their domains checked.
enum SpecialFunctionEvaluation {
    static func apply(
        _ op: Operator, _ arguments: [NodeValue], precision: Int
    ) throws(EvaluationError) -> ComplexBall {
        if op == .hypergeometric { return try hypergeometric(arguments, precision) }
        var numbers: [ComplexBall] = []
        for argument in arguments { numbers.append(try FunctionEvaluation.number(argument, op, precision)) }
        try checkDomain(op, arguments, numbers)
        let result =
            if let value = try FunctionFamilies.value(op, arguments, numbers, precision) { value } else {
                try arguments.count == 1
                    ? unary(op, numbers[0], precision) : several(op, arguments, numbers, precision)
            }
        if !result.isFinite {
            // A ball that touches a pole or a branch point: a narrower one may be clear of it.
            throw .precisionExhausted(
                bits: precision,
                reason:
                    "\(op.name ?? "a function") is not finite at \(numbers.map(\.described).joined(separator: ", "))")
        }
        if FunctionFamilies.isRealOnReals(op, numbers), result.imaginary.containsZero {
            return ComplexBall(result.real)
        }
        // Real functions of real arguments come out with a real enclosure where Arb's complex code leaves a zero ball.
        if isRealOnReals(op, numbers), result.imaginary.containsZero { return ComplexBall(result.real) }
        return result
    }

    /// Poles and branch points that are hit exactly.
    private static func checkDomain(
        _ op: Operator, _ arguments: [NodeValue], _ numbers: [ComplexBall]
    ) throws(EvaluationError) {
        let exact = arguments.last?.exact
        switch op {
        case .log:
            if arguments[0].exact?.isZero ?? numbers[0].isZero { throw .domain("log(0) is not defined") }
            if arguments.count == 2, let base = arguments[1].exact, base.isZero || base == 1 {
                throw .domain("log to the base \(base) is not defined")
            }
        case .gamma, .logGamma, .digamma:
            if let n = exact?.asInteger, n.signum() <= 0 { throw .domain("\(op.name ?? "") has a pole at \(n)") }
        case .polygamma:
            guard let order = arguments[0].exact?.asInt, order >= 0 else {
                throw .domain("the order of polygamma must be an integer of at least 0")
            }
            if let n = exact?.asInteger, n.signum() <= 0 { throw .domain("polygamma has a pole at \(n)") }
        case .zeta, .zetaDerivative: if exact == 1 { throw .domain("zeta has a pole at 1") }
        case .hurwitz:
            if arguments[0].exact == 1 { throw .domain("hurwitz has a pole at s = 1") }
        case .cot, .coth: if exact?.isZero ?? false { throw .domain("\(op.name ?? "") has a pole at 0") }
        case .atanh: if exact?.magnitude == 1 { throw .domain("atanh is not finite at \(exact ?? 1)") }
        case .exponentialIntegral, .exponentialIntegralOne, .cosineIntegral:
            if exact?.isZero ?? false { throw .domain("\(op.name ?? "") is not finite at 0") }
        case .logarithmicIntegral: if exact == 1 { throw .domain("logint has a pole at 1") }
        case .ellipticK: if exact == 1 { throw .domain("ellipk is not finite at 1") }
        case .secant, .cosecant, .hyperbolicCosecant:
            if op != .secant && exact?.isZero ?? false { throw .domain("\(op.name ?? "") has a pole at 0") }
        case .root:
            guard let k = arguments[1].exact?.asInt, k >= 1, k <= 1_000_000 else {
                throw .domain("the second argument of root must be an integer in 1 ... 1000000")
            }
        default: break
        }
    }

    private static func unary(
        _ op: Operator, _ z: ComplexBall, _ bits: Int
    ) throws(EvaluationError) -> ComplexBall {
        switch op {
        case .squareRoot: z.squareRoot(precision: bits)
        case .exp: z.exp(precision: bits)
        case .log: z.log(precision: bits)
        case .sin: z.sin(precision: bits)
        case .cos: z.cos(precision: bits)
        case .tan: z.tan(precision: bits)
        case .cot: z.cot(precision: bits)
        case .asin: z.asin(precision: bits)
        case .acos: z.acos(precision: bits)
        case .atan: z.atan(precision: bits)
        case .sinh: z.sinh(precision: bits)
        case .cosh: z.cosh(precision: bits)
        case .tanh: z.tanh(precision: bits)
        case .coth: z.coth(precision: bits)
        case .asinh: z.asinh(precision: bits)
        case .acosh: z.acosh(precision: bits)
        case .atanh: z.atanh(precision: bits)
        case .absoluteValue: ComplexBall(z.absoluteValue(precision: bits))
        case .gamma: z.gamma(precision: bits)
        case .logGamma: z.logGamma(precision: bits)
        case .digamma: z.digamma(precision: bits)
        case .barnesG: z.barnesG(precision: bits)
        case .zeta: z.zeta(precision: bits)
        case .zetaDerivative: z.zetaDerivative(precision: bits)
        case .dirichletEta: z.dirichletEta(precision: bits)
        case .clausen: clausen(z, bits)
        case .stieltjes: try stieltjes(z, bits)
        case .erf: z.erf(precision: bits)
        case .erfc: z.erfc(precision: bits)
        case .erfi: z.erfi(precision: bits)
        case .exponentialIntegral: z.exponentialIntegral(precision: bits)
        case .exponentialIntegralOne: z.exponentialIntegralOne(precision: bits)
        case .logarithmicIntegral: z.logarithmicIntegral(precision: bits)
        case .sineIntegral: z.sineIntegral(precision: bits)
        case .cosineIntegral: z.cosineIntegral(precision: bits)
        case .lambertW: z.lambertW(precision: bits)
        case .airyAi: z.airyAi(precision: bits)
        case .airyBi: z.airyBi(precision: bits)
        case .ellipticK: z.ellipticK(precision: bits)
        case .ellipticE: z.ellipticE(precision: bits)
        case .theta3: z.theta3(precision: bits)
        default: throw .unsupported("\(op.name ?? "this operator") cannot be evaluated here")
        }
    }

    private static func several(
        _ op: Operator, _ arguments: [NodeValue], _ z: [ComplexBall], _ bits: Int
    ) throws(EvaluationError) -> ComplexBall {
        switch op {
        case .log:
            return z[0].log(precision: bits).divided(by: z[1].log(precision: bits), precision: bits)
        case .root:
            let k = arguments[1].exact?.asInt ?? 1
            if z[0].isReal && z[0].real.isNonnegative { return ComplexBall(z[0].real.root(k, precision: bits)) }
            return z[0].power(ComplexBall(Ball(Rational(1, Integer(k)), precision: bits)), precision: bits)
        case .polygamma: return z[0].polygamma(z[1], precision: bits)
        case .beta: return z[0].beta(z[1], precision: bits)
        case .hurwitz: return z[0].hurwitzZeta(z[1], precision: bits)
        case .polylogarithm: return z[0].polylogarithm(z[1], precision: bits)
        case .besselJ: return z[0].besselJ(z[1], precision: bits)
        case .besselY: return z[0].besselY(z[1], precision: bits)
        case .besselI: return z[0].besselI(z[1], precision: bits)
        case .besselK: return z[0].besselK(z[1], precision: bits)
        case .arithmeticGeometricMean: return z[0].arithmeticGeometricMean(z[1], precision: bits)
        case .dirichletL:
            guard let q = arguments[0].exact?.asInt, let m = arguments[1].exact?.asInt,
                let value = z[2].dirichletL(modulus: q, conrey: m, precision: bits)
            else { throw .domain("dirichlet_l needs a modulus q and a Conrey number m prime to q in 1 ... q") }
            return value
        default: throw .unsupported("\(op.name ?? "this operator") cannot be evaluated here")
        }
    }

    /// Cl₂(x) = Im Li₂(e^(ix)) for real x (DLMF 25.12.9).
    private static func clausen(_ x: ComplexBall, _ bits: Int) -> ComplexBall {
        let point = x.multiplied(by: .i, precision: bits).exp(precision: bits)
        return ComplexBall(ComplexBall(2).polylogarithm(point, precision: bits).imaginary)
    }

    private static func stieltjes(_ z: ComplexBall, _ bits: Int) throws(EvaluationError) -> ComplexBall {
        guard let n = z.real.uniqueInteger?.asInt, (0...10_000).contains(n) else {
            throw .domain("the index of stieltjes must be an integer in 0 ... 10000")
        }
        return ComplexBall.stieltjes(n, precision: bits)
    }

    private static func hypergeometric(
        _ arguments: [NodeValue], _ bits: Int
    ) throws(EvaluationError) -> ComplexBall {
        guard case .list(let upper) = arguments[0], case .list(let lower) = arguments[1] else {
            throw .domain("hyper takes two lists of parameters and an argument: hyper([a, …], [b, …], z)")
        }
        for parameter in lower {
            if let n = parameter.exact?.asInteger, n.signum() <= 0 {
                throw .domain("hyper has no value for the lower parameter \(n)")
            }
        }
        let z = try FunctionEvaluation.number(arguments[2], .hypergeometric, bits)
        let value = ComplexBall.hypergeometric(
            upper.map { $0.ball(precision: bits) }, lower.map { $0.ball(precision: bits) }, z, precision: bits)
        if !value.isFinite {
            throw .precisionExhausted(bits: bits, reason: "the hypergeometric series has no proved value here")
        }
        let realParameters = (upper + lower).allSatisfy { $0.ball(precision: 64).isReal }
        if realParameters && z.isReal && z.real.isLess(than: Ball(1)) && value.imaginary.containsZero {
            return ComplexBall(value.real)
        }
        return value
    }

    /// Whether the function is real for these real arguments.
    private static func isRealOnReals(_ op: Operator, _ z: [ComplexBall]) -> Bool {
        guard z.allSatisfy(\.isReal), let x = z.last?.real else { return false }
        switch op {
        case .exp, .sin, .cos, .tan, .cot, .sinh, .cosh, .tanh, .coth, .atan, .asinh, .gamma, .digamma, .zeta,
            .zetaDerivative, .dirichletEta, .erf, .erfc, .erfi, .sineIntegral, .airyAi, .airyBi, .absoluteValue,
            .barnesG, .stieltjes:
            return true
        case .squareRoot, .log, .logGamma, .exponentialIntegral, .exponentialIntegralOne, .logarithmicIntegral,
            .cosineIntegral, .lambertW, .theta3:
            return x.isNonnegative
        case .asin, .acos, .atanh: return x.absoluteValue().isLess(than: Ball(1)) || x.absoluteValue().contains(1)
        case .acosh: return Ball(1).isLess(than: x)
        case .ellipticK, .ellipticE: return x.isLess(than: Ball(1)) || x.contains(1)
        case .polylogarithm: return x.isLess(than: Ball(1)) || x.contains(1)
        case .besselJ, .besselI, .besselY, .besselK, .hurwitz, .polygamma, .arithmeticGeometricMean, .beta:
            return x.isPositive
        default: return false
        }
    }
}

extension ComplexBall {
    /// A few digits, for messages.
    fileprivate var described: String {
        isReal
            ? real.decimalString(digits: 10)
            : "\(real.decimalString(digits: 10)) + \(imaginary.decimalString(digits: 10))i"
    }
}
