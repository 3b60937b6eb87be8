import Arithmetic

/// What follows for a term from what is known of its arguments.
///
/// All operators are total in one fixed model (0 to any power but 0 is 0), and what is concluded holds there for all
/// values of the free symbols.
enum KnowledgeInference {
    /// The precision of enclosures, in bits.
    static let precision = 128

    /// The knowledge of head(arguments…); symbols are left empty.
    static func infer(_ head: NodeHead, _ arguments: [Knowledge]) -> Knowledge {
        switch head {
        case .numeral(let value): return Knowledge(exact: value)
        case .symbol, .text: return Knowledge()
        case .sum(let weights): return sum(weights, arguments)
        case .product(let exponents): return product(exponents, arguments)
        case .function(let op): return function(op, arguments)
        }
    }

    // MARK: Sums

    private static func sum(_ weights: [Rational], _ arguments: [Knowledge]) -> Knowledge {
        var total = Rational(0)
        var isExact = true
        for (w, x) in zip(weights, arguments) {
            guard let value = x.exact else {
                isExact = false
                break
            }
            total += w * value
        }
        if isExact { return Knowledge(exact: total) }
        var known = Knowledge()
        known.properties = sumProperties(weights, arguments)
        var ball = ComplexBall()
        for (w, x) in zip(weights, arguments) {
            guard let value = x.nodeValue else { return known }
            let factor = ComplexBall(Ball(w, precision: precision))
            let term = value.ball(precision: precision).multiplied(by: factor, precision: precision)
            ball = ball.adding(term, precision: precision)
        }
        known.enclose(in: ball)
        return known
    }

    private static func sumProperties(_ weights: [Rational], _ arguments: [Knowledge]) -> Knowledge.Properties {
        var result: Knowledge.Properties = [.real, .integer, .nonnegative, .nonpositive]
        var isStrict = false
        for (w, x) in zip(weights, arguments) {
            let p = x.properties
            if !p.contains(.real) { result.subtract([.real, .integer]) }
            if !p.contains(.integer) || !w.isInteger { result.remove(.integer) }
            let (up, down): (Knowledge.Properties, Knowledge.Properties) =
                w.signum() > 0 ? (.nonnegative, .nonpositive) : (.nonpositive, .nonnegative)
            if !p.contains(up) { result.remove(.nonnegative) }
            if !p.contains(down) { result.remove(.nonpositive) }
            if p.contains(.nonzero) { isStrict = true }
        }
        if isStrict && !result.isDisjoint(with: [.nonnegative, .nonpositive]) { result.insert(.nonzero) }
        return result
    }

    // MARK: Products

    private static func product(_ exponents: [Rational], _ arguments: [Knowledge]) -> Knowledge {
        // 0 to any power but 0 is 0, and 0 times anything is 0.
        if arguments.contains(where: { $0.exact?.isZero ?? false }) { return Knowledge(exact: 0) }
        var total = Rational(1)
        var isExact = true
        for (e, x) in zip(exponents, arguments) {
            guard let value = x.exact, let k = e.asInt, k.magnitude < 4096 else {
                isExact = false
                break
            }
            total *= value.power(k)
        }
        if isExact { return Knowledge(exact: total) }
        var known = Knowledge()
        known.properties = productProperties(exponents, arguments)
        var ball = ComplexBall(1)
        for (e, x) in zip(exponents, arguments) {
            guard let value = x.nodeValue,
                let power = try? FunctionEvaluation.apply(.power, [value, .exact(e)], precision: precision)
            else { return known }
            ball = ball.multiplied(by: power.ball(precision: precision), precision: precision)
        }
        known.enclose(in: ball)
        return known
    }

    private static func productProperties(_ exponents: [Rational], _ arguments: [Knowledge]) -> Knowledge.Properties {
        var result: Knowledge.Properties = [.real, .integer, .nonzero]
        // The sign as far as it is known: of the factors that are not squares.
        var isNegative = false
        var hasSign = true
        for (e, x) in zip(exponents, arguments) {
            let p = x.properties
            if !p.contains(.nonzero) { result.remove(.nonzero) }
            let isReal = p.contains(.nonnegative) || (p.contains(.real) && e.isInteger)
            if !isReal { result.subtract([.real, .integer]) }
            if !p.contains(.integer) || !e.isInteger || e.signum() < 0 { result.remove(.integer) }
            if p.contains(.nonnegative) || (p.contains(.real) && e.isInteger && (e.asInt ?? 1) % 2 == 0) { continue }
            if p.contains(.nonpositive) && e.isInteger { isNegative.toggle() } else { hasSign = false }
        }
        if hasSign && result.contains(.real) { result.insert(isNegative ? .nonpositive : .nonnegative) }
        return result
    }

    // MARK: Degrees

    /// Larger degrees are not told apart from unknown ones.
    private static let largestDegree = 1 << 20

    /// A bound of the total degree of head(arguments…) in the free symbols; nil when it is not known to be a polynomial.
    static func degree(_ head: NodeHead, _ arguments: [Knowledge], isConstant: Bool) -> Int? {
        if isConstant { return 0 }
        switch head {
        case .sum:
            return arguments.reduce(0 as Int?) { bound, x in
                guard let bound, let degree = x.degree else { return nil }
                return max(bound, degree)
            }
        case .product(let exponents):
            var total = 0
            for (e, x) in zip(exponents, arguments) {
                guard let degree = x.degree, let k = e.asInt, k > 0 || degree == 0, k.magnitude <= largestDegree else {
                    return nil
                }
                total += max(0, k) * degree
                if total > largestDegree { return nil }
            }
            return total
        default: return nil
        }
    }

    // MARK: Functions

    private static func function(_ op: Operator, _ arguments: [Knowledge]) -> Knowledge {
        var known = Knowledge()
        known.properties = FunctionProperties.properties(op, arguments.map(\.properties))
        if Evaluator.isLazy(op) || op == .list { return known }
        var values: [NodeValue] = []
        for argument in arguments {
            guard let value = argument.nodeValue else { return known }
            values.append(value)
        }
        guard let value = try? FunctionEvaluation.apply(op, values, precision: precision) else { return known }
        if let exact = value.exact { return Knowledge(exact: exact) }
        if case .ball(let ball) = value { known.enclose(in: ball) }
        return known
    }
}

/// Properties of the values of functions, wherever the arguments have the properties that they need.
enum FunctionProperties {
    /// Functions that are real on the whole real line.
    private static let realOnReals: Set<Operator> = [
        .sin, .cos, .atan, .sinh, .cosh, .tanh, .asinh, .erf, .erfc, .erfi, .hyperbolicSecant, .airyAi, .airyBi,
        .sineIntegral, .fresnelS, .fresnelC, .dawson, .hyperbolicSineIntegral, .conjugate,
    ]

    static func properties(_ op: Operator, _ arguments: [Knowledge.Properties]) -> Knowledge.Properties {
        guard let x = arguments.first else { return [] }
        switch op {
        case .exp: return x.contains(.real) ? .positive : [.nonzero]
        case .cosh where x.contains(.real), .hyperbolicSecant where x.contains(.real): return .positive
        case .absoluteValue:
            var result: Knowledge.Properties = [.real, .nonnegative]
            if x.contains(.nonzero) { result.insert(.nonzero) }
            if x.contains(.integer) { result.insert(.integer) }
            return result
        case .realPart, .imaginaryPart, .argument: return [.real]
        case .log where arguments.count == 1 && x.isPositive: return [.real]
        case .gamma where x.isPositive: return .positive
        case .factorial where x.isSuperset(of: [.integer, .nonnegative]):
            return Knowledge.Properties.positive.union(.integer)
        case .sinh, .tanh, .atan, .asinh, .erf:
            guard x.contains(.real) else { return [] }
            // Odd and increasing: the sign is that of the argument.
            return x.intersection([.nonnegative, .nonpositive, .nonzero]).union(.real)
        case .power where arguments.count == 2:
            if x.isPositive && arguments[1].contains(.real) { return .positive }
            return x.contains(.nonzero) ? [.nonzero] : []
        default: return realOnReals.contains(op) && x.contains(.real) ? [.real] : []
        }
    }
}
