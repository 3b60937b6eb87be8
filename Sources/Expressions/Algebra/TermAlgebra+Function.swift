import Arithmetic

/// Values of functions: what has a normal form of its own, exact values, parity, and otherwise the function itself.
extension TermAlgebra {
    /// op(x).
    public mutating func apply(_ op: Operator, _ x: TermID) -> TermID {
        switch op {
        case .add, .multiply: return x
        case .list: return intern(Node(kind: op.rawValue, count: 1, first: x.index, second: 0))
        case .negate: return negative(x)
        case .squareRoot: return power(x, half)
        case .exp: return power(euler, x)
        default: break
        }
        let node = node(x)
        if TermAlgebra.isAtom(node.kind) && x != euler && x != pi {
            return intern(Node(kind: op.rawValue, count: 1, first: x.index, second: 0))
        }
        return reduced(op, x, node)
    }

    /// op(x, y).
    public mutating func apply(_ op: Operator, _ x: TermID, _ y: TermID) -> TermID {
        switch op {
        case .add: return sum(x, y)
        case .multiply: return product(x, y)
        case .divide: return quotient(x, y)
        case .power: return power(x, y)
        case .log: return quotient(apply(.log, x), apply(.log, y))
        case .root:
            // The principal root is the power with exponent 1/k for every k that the function admits.
            if let k = numeral(of: y)?.asInt, k >= 1, k <= 1_000_000 {
                return power(x, numeral(Rational(1, Integer(k))))
            }
        case .polygamma where x == zero: return apply(.digamma, y)
        case .binomial: if let value = exactValue(op, [x, y]) { return value }
        default: break
        }
        return intern(Node(kind: op.rawValue, count: 2, first: x.index, second: y.index))
    }

    /// op(arguments…) for any number of arguments.
    public mutating func apply(_ op: Operator, _ arguments: [TermID]) -> TermID {
        switch (op, arguments.count) {
        case (.add, _): return sum(arguments)
        case (.multiply, _): return product(arguments)
        case (_, 1): return apply(op, arguments[0])
        case (_, 2): return apply(op, arguments[0], arguments[1])
        case (_, 0): return intern(Node(kind: op.rawValue, count: 0, first: 0, second: 0))
        default:
            let start = pool.count
            var hash: UInt32 = 0
            for argument in arguments {
                pool.append(argument.index)
                hash = TermAlgebra.pairHash(argument.index, hash)
            }
            return internPooled(kind: op.rawValue, start: start, hash: hash)
        }
    }

    private mutating func reduced(_ op: Operator, _ x: TermID, _ node: Node) -> TermID {
        if node.kind == Kind.numeral, let value = exactValue(op, [x]) { return value }
        if let value = trigonometricValue(op, x, node) { return value }
        switch op {
        case .log:
            if x == euler { return one }
            // log e^r = r for real r.
            if node.kind == Kind.power, TermID(node.first) == euler,
                properties(of: TermID(node.second)).contains(.real)
            {
                return TermID(node.second)
            }
        case .sin, .tan, .cot, .cosecant, .sinh, .tanh, .coth, .hyperbolicCosecant, .erf, .erfi, .sineIntegral,
            .hyperbolicSineIntegral, .fresnelS, .fresnelC, .dawson:
            if isLeadingNegative(x, node) { return negative(apply(op, negative(x))) }
        case .cos, .secant, .cosh, .hyperbolicSecant, .absoluteValue:
            if isLeadingNegative(x, node) { return apply(op, negative(x)) }
        default: break
        }
        return intern(Node(kind: op.rawValue, count: 1, first: x.index, second: 0))
    }

    /// Whether the term that is written first has a negative coefficient.
    private mutating func isLeadingNegative(_ x: TermID, _ node: Node) -> Bool {
        switch node.kind {
        case Kind.numeral, Kind.scaled: return coefficients.signum(Coefficient(bits: node.first)) < 0
        case Kind.sum:
            var isNegative = true
            var isPositive = coefficients.signum(Coefficient(bits: pool[Int(node.first)])) >= 0
            for i in stride(from: Int(node.first) &+ 1, to: Int(node.first) &+ Int(node.count), by: 2) {
                if coefficients.signum(Coefficient(bits: pool[i])) > 0 {
                    isNegative = false
                } else {
                    isPositive = false
                }
            }
            if isPositive { return false }
            return isNegative && coefficients.signum(Coefficient(bits: pool[Int(node.first)])) <= 0
                || leadingSign(x) < 0
        default: return false
        }
    }

    /// The largest argument whose exact value is computed, where it is a large number.
    private static let largestExactArgument = 1000

    /// The value of a function of numbers, where it is a number of moderate size.
    private mutating func exactValue(_ op: Operator, _ arguments: [TermID]) -> TermID? {
        var values: [NodeValue] = []
        for argument in arguments {
            guard let value = numeral(of: argument) else { return nil }
            values.append(.exact(value))
        }
        guard let x = values[0].exact else { return nil }
        switch op {
        case .gamma, .bernoulli, .fibonacci, .harmonic, .binomial:
            guard x.magnitude <= Rational(TermAlgebra.largestExactArgument) else { return nil }
        case .factorial:
            guard let n = x.asInt, n >= 0, n <= TermAlgebra.largestExactArgument else { return nil }
            return numeral(Rational(Integer.factorial(n)))
        case .sin, .tan, .sinh, .tanh, .asin, .atan, .asinh, .atanh, .exp, .cos, .cosh, .log, .erf, .erfi,
            .absoluteValue, .realPart, .imaginaryPart, .conjugate:
            break
        case .secant, .hyperbolicSecant, .erfc: return x.isZero ? one : nil
        case .sineIntegral, .hyperbolicSineIntegral, .fresnelS, .fresnelC, .dawson, .lambertW:
            return x.isZero ? zero : nil
        case .acos: return x == 1 ? zero : nil
        case .ellipticE: return x == 1 ? one : nil
        default: return nil
        }
        return ExactValues.value(op, values).map { numeral($0) }
    }
}
