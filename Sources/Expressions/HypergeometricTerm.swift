import Arithmetic

/// The ratio t(n + 1)/t(n) of a hypergeometric term as a quotient of coprime polynomials with integer coefficients.
public struct TermRatio: Hashable, Sendable {
    /// The polynomial above.
    public let numerator: Polynomial<Integer>
    /// The polynomial below, not 0.
    public let denominator: Polynomial<Integer>

    /// The reduced ratio; nil when `denominator` is 0.
    public init?(_ numerator: Polynomial<Rational>, _ denominator: Polynomial<Rational>) {
        guard !denominator.isZero else { return nil }
        let (p, clearedP) = numerator.clearingDenominators()
        let (q, clearedQ) = denominator.clearingDenominators()
        var above = p * clearedQ
        var below = q * clearedP
        let common = above.gcd(below)
        if !common.isZero {
            above = above.exactQuotient(common) ?? above
            below = below.exactQuotient(common) ?? below
        }
        self.numerator = above
        self.denominator = below
    }
}

/// What a subterm is as a function of n.
private struct FunctionOfIndex {
    /// The function itself, when it is a rational function of n.
    var value: (above: Polynomial<Rational>, below: Polynomial<Rational>)?
    /// f(n + 1)/f(n).
    var ratio: (above: Polynomial<Rational>, below: Polynomial<Rational>)

    static let one = Polynomial<Rational>(constant: 1)

    /// A number that does not depend on n; its value is known only when it is rational.
    static func constant(_ value: Rational?) -> FunctionOfIndex {
        FunctionOfIndex(value: value.map { (Polynomial(constant: $0), one) }, ratio: (one, one))
    }

    /// A rational function of n.
    static func rational(_ above: Polynomial<Rational>, _ below: Polynomial<Rational>) -> FunctionOfIndex {
        let common = above.gcd(below)
        let (p, q) =
            common.isZero || common.isConstant
            ? (above, below)
            : (
                above.quotientAndRemainder(dividingBy: common).quotient,
                below.quotientAndRemainder(dividingBy: common).quotient
            )
        return FunctionOfIndex(value: (p, q), ratio: (p.shifted(by: 1) * q, p * q.shifted(by: 1)))
    }
}

extension Expression {
    /// The largest degree of a polynomial in a ratio.
    static let largestRatioDegree = 200

    /// The ratio t(n + 1)/t(n) of this term t in `variable`, when the form of the term shows that it is hypergeometric:
    /// built by products, quotients and integer powers from rational functions of n, numbers, cⁿ for rational c, and
    /// factorials, Gamma functions, binomial coefficients and rising factorials of k n + c for small integers k.
    ///
    /// - Throws: `NotAPolynomial`, naming the subterm whose ratio is not seen to be rational.
    public func termRatio(in variable: String) throws(NotAPolynomial) -> TermRatio {
        let root = try functionOfIndex(variable)
        guard let ratio = TermRatio(root.ratio.above, root.ratio.below) else {
            throw NotAPolynomial(description: "\(self) is not seen to be a hypergeometric term in \(variable)")
        }
        return ratio
    }

    /// This term as a quotient of coprime polynomials in `variable`, the second not 0.
    ///
    /// - Throws: `NotAPolynomial` when it is not seen to be one.
    public func rationalFunction(
        in variable: String
    ) throws(NotAPolynomial) -> (above: Polynomial<Rational>, below: Polynomial<Rational>) {
        guard let value = try functionOfIndex(variable).value, !value.below.isZero else {
            throw NotAPolynomial(description: "\(self) is not seen to be a rational function of \(variable)")
        }
        return value
    }

    private func functionOfIndex(_ variable: String) throws(NotAPolynomial) -> FunctionOfIndex {
        var functions: [FunctionOfIndex?] = []
        var dependent: [Bool] = []
        for (index, node) in nodes.enumerated() {
            let function: FunctionOfIndex?
            if let payload = payload(of: node) {
                dependent.append(payload == .symbol(variable))
                switch payload {
                case .numeral(let value): function = .constant(value)
                case .symbol(variable): function = .rational(.variable, FunctionOfIndex.one)
                default: function = .constant(nil)
                }
            } else {
                let isDependent = node.children.contains { dependent[Int($0)] }
                dependent.append(isDependent)
                let arguments = node.children.compactMap { functions[Int($0)] }
                let seen =
                    arguments.count == node.children.count && Expression.areSmall(arguments)
                    ? Operator(rawValue: node.label).flatMap { Expression.function($0, arguments) } : nil
                function = seen ?? (isDependent ? nil : .constant(nil))
            }
            functions.append(function)
            if let function, !Expression.areSmall([function]) {
                throw NotAPolynomial(description: "the ratio of \(subterm(at: index)) has too large a degree")
            }
        }
        guard let last = functions.last, let root = last else {
            throw NotAPolynomial(description: "\(self) is not seen to be a hypergeometric term in \(variable)")
        }
        return root
    }

    private static func areSmall(_ functions: [FunctionOfIndex]) -> Bool {
        functions.allSatisfy {
            max($0.ratio.above.degree ?? 0, $0.ratio.below.degree ?? 0, $0.value?.above.degree ?? 0)
                <= largestRatioDegree
        }
    }

    private static func function(_ op: Operator, _ arguments: [FunctionOfIndex]) -> FunctionOfIndex? {
        switch op {
        case .add:
            var sum: (above: Polynomial<Rational>, below: Polynomial<Rational>) = (Polynomial([]), FunctionOfIndex.one)
            for argument in arguments {
                guard let value = argument.value else { return nil }
                sum = (sum.above * value.below + value.above * sum.below, sum.below * value.below)
                if max(sum.above.degree ?? 0, sum.below.degree ?? 0) > largestRatioDegree { return nil }
            }
            return .rational(sum.above, sum.below)
        case .negate:
            return product(arguments[0], .constant(-1))
        case .multiply:
            return arguments.dropFirst().reduce(arguments[0]) { product($0, $1) }
        case .divide:
            guard let reciprocal = power(arguments[1], -1) else { return nil }
            return product(arguments[0], reciprocal)
        case .power:
            if let exponent = arguments[1].value, exponent.below.isConstant, exponent.above.isConstant,
                let k = quotient(exponent.above[0], exponent.below[0])?.asInt, abs(k) <= 64
            {
                return power(arguments[0], k)
            }
            // c^(k n + m).
            guard let base = arguments[0].value, base.above.isConstant, base.below.isConstant,
                let c = quotient(base.above[0], base.below[0]), !c.isZero, let (k, _) = linear(arguments[1])
            else { return nil }
            return FunctionOfIndex(value: nil, ratio: (Polynomial(constant: c.power(k)), FunctionOfIndex.one))
        case .factorial: return gamma(arguments[0], shift: 1)
        case .gamma: return gamma(arguments[0], shift: 0)
        case .risingFactorial:
            // (x)ₘ = Γ(x + m)/Γ(x).
            guard let sum = function(.add, arguments), let top = gamma(sum, shift: 0),
                let bottom = gamma(arguments[0], shift: 0), let inverse = power(bottom, -1)
            else { return nil }
            return product(top, inverse)
        case .binomial:
            guard let difference = function(.add, [arguments[0], product(arguments[1], .constant(-1))]),
                let top = gamma(arguments[0], shift: 1), let low = gamma(arguments[1], shift: 1),
                let high = gamma(difference, shift: 1), let inverse = power(product(low, high), -1)
            else { return nil }
            return product(top, inverse)
        default: return nil
        }
    }

    private static func quotient(_ x: Rational, _ y: Rational) -> Rational? { y.reciprocal.map { x * $0 } }

    private static func product(_ f: FunctionOfIndex, _ g: FunctionOfIndex) -> FunctionOfIndex {
        if let x = f.value, let y = g.value { return .rational(x.above * y.above, x.below * y.below) }
        return FunctionOfIndex(
            value: nil, ratio: (f.ratio.above * g.ratio.above, f.ratio.below * g.ratio.below))
    }

    private static func power(_ f: FunctionOfIndex, _ k: Int) -> FunctionOfIndex? {
        func raised(
            _ x: (above: Polynomial<Rational>, below: Polynomial<Rational>)
        ) -> (above: Polynomial<Rational>, below: Polynomial<Rational>)? {
            guard max(x.above.degree ?? 0, x.below.degree ?? 0) * abs(k) <= largestRatioDegree else { return nil }
            let (p, q) = k >= 0 ? (x.above, x.below) : (x.below, x.above)
            return q.isZero ? nil : (p.power(abs(k)), q.power(abs(k)))
        }
        if let value = f.value {
            guard let result = raised(value) else { return nil }
            return .rational(result.above, result.below)
        }
        return raised(f.ratio).map { FunctionOfIndex(value: nil, ratio: $0) }
    }

    /// k and c of k n + c with an integer k.
    private static func linear(_ f: FunctionOfIndex) -> (slope: Int, constant: Rational)? {
        guard let value = f.value, value.below.isConstant, value.above.degree ?? 0 <= 1,
            let slope = quotient(value.above[1], value.below[0])?.asInt, abs(slope) <= 64,
            let constant = quotient(value.above[0], value.below[0])
        else { return nil }
        return (slope, constant)
    }

    /// Γ(f + shift) for f = k n + c: its ratio is the product of (k n + c + shift + j) over 0 ≤ j < k.
    private static func gamma(_ f: FunctionOfIndex, shift: Int) -> FunctionOfIndex? {
        guard let (slope, constant) = linear(f) else { return nil }
        if slope == 0 { return .constant(nil) }
        var ratio = FunctionOfIndex.one
        let start = constant + Rational(shift)
        for j in 0..<abs(slope) {
            let offset = slope > 0 ? start + Rational(j) : start - Rational(j + 1)
            ratio = ratio * Polynomial([offset, Rational(slope)])
        }
        return FunctionOfIndex(
            value: nil, ratio: slope > 0 ? (ratio, FunctionOfIndex.one) : (FunctionOfIndex.one, ratio))
    }
}
