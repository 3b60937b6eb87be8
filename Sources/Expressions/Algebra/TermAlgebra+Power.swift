import Arithmetic

/// Powers with rational and with symbolic exponents (principal values, DLMF 4.2.26).
extension TermAlgebra {
    /// The largest power of a rational number that is multiplied out, in bits.
    static let largestPowerBits = 1 << 16

    /// x ^ n.
    public mutating func power(_ x: TermID, _ exponent: Int) -> TermID { power(x, numeral(exponent)) }

    /// √x.
    public mutating func squareRoot(_ x: TermID) -> TermID { power(x, half) }

    /// e ^ x.
    public mutating func exponential(_ x: TermID) -> TermID { power(euler, x) }

    /// x ^ y.
    public mutating func power(_ x: TermID, _ exponent: TermID) -> TermID {
        if exponent == one || x == one { return x }
        if exponent == zero { return one }
        let base = node(x)
        if let number = coefficient(of: exponent) {
            if TermAlgebra.isAtom(base.kind) { return powerNode(x, exponent) }
            return coefficients.isInteger(number) ? integerPower(x, base, number) : fractionalPower(x, base, number)
        }
        return symbolicPower(x, base, exponent)
    }

    private mutating func powerNode(_ x: TermID, _ exponent: TermID) -> TermID {
        if exponent == one { return x }
        return intern(Node(kind: Kind.power, count: 2, first: x.index, second: exponent.index))
    }

    /// xⁿ for an integer n, which goes through products: (x y)ⁿ = xⁿ yⁿ and (x^a)ⁿ = x^(a n).
    private mutating func integerPower(_ x: TermID, _ node: Node, _ n: Coefficient) -> TermID {
        var coefficient = Coefficient.one
        scratch.removeAll(keepingCapacity: true)
        switch node.kind {
        case Kind.numeral:
            coefficient = appendPower(x, n)
            return collectedProduct(coefficient)
        case Kind.scaled:
            coefficient = appendPower(numeral(Coefficient(bits: node.first)), n)
            let front = collectedProduct(coefficient)
            return product(front, power(TermID(node.second), numeral(n)))
        case Kind.sum:
            let (content, primitive) = contentAndPrimitivePart(x)
            let power = powerNode(primitive, numeral(n))
            if content == .one { return power }
            scratch.removeAll(keepingCapacity: true)
            coefficient = appendPower(numeral(content), n)
            return product(collectedProduct(coefficient), power)
        case Kind.product:
            return productOfPowers(x) { algebra, base, exponent in
                algebra.power(base, algebra.multiplied(exponent, n))
            }
        case Kind.power where !isOpaquePower(node):
            return power(TermID(node.first), multiplied(TermID(node.second), n))
        default: return powerNode(x, numeral(n))
        }
    }

    private mutating func multiplied(_ exponent: TermID, _ n: Coefficient) -> TermID { scaled(n, exponent) }

    /// The product over the factors (base, exponent) of x of what `body` makes of each.
    private mutating func productOfPowers(
        _ x: TermID, _ body: (inout TermAlgebra, TermID, TermID) -> TermID
    ) -> TermID {
        let node = node(x)
        var factors: [TermID] = []
        factors.reserveCapacity(Int(node.count) / 2)
        for i in stride(from: Int(node.first), to: Int(node.first) + Int(node.count), by: 2) {
            factors.append(body(&self, TermID(pool[i]), TermID(pool[i + 1])))
        }
        return product(factors)
    }

    /// x^r for a rational r that is not an integer: factors that are proved not negative leave the radical.
    private mutating func fractionalPower(_ x: TermID, _ node: Node, _ r: Coefficient) -> TermID {
        let exponent = numeral(r)
        switch node.kind {
        case Kind.numeral:
            scratch.removeAll(keepingCapacity: true)
            let coefficient = appendPower(x, r)
            return collectedProduct(coefficient)
        case Kind.sum, Kind.scaled, Kind.product:
            var outside: [TermID] = []
            let inside = splitNonnegative(x, &outside)
            if outside.isEmpty { return powerNode(x, exponent) }
            let root =
                inside == one ? one : isNonnegativePower(inside) ? power(inside, exponent) : root(inside, exponent)
            var factors = outside.map { power($0, exponent) }
            factors.append(root)
            return product(factors)
        case Kind.power where isNonnegativePower(x):
            return power(TermID(node.first), product(TermID(node.second), exponent))
        default: return powerNode(x, exponent)
        }
    }

    /// The root of what is left under the radical; ±1 is a number.
    private mutating func root(_ inside: TermID, _ exponent: TermID) -> TermID {
        if inside == one || inside == minusOne { return power(inside, exponent) }
        return powerNode(inside, exponent)
    }

    /// Whether (x^a)^b = x^(a b) for every real b: x ≥ 0, and a real.
    private mutating func isNonnegativePower(_ x: TermID) -> Bool {
        let node = node(x)
        guard node.kind == Kind.power else { return false }
        return properties(of: TermID(node.first)).contains(.nonnegative)
            && properties(of: TermID(node.second)).contains(.real)
    }

    /// Moves the factors of x that are proved not negative to `outside`; the rest.
    private mutating func splitNonnegative(_ x: TermID, _ outside: inout [TermID]) -> TermID {
        let node = node(x)
        switch node.kind {
        case Kind.scaled:
            let value = coefficients.value(Coefficient(bits: node.first))
            if value.magnitude != 1 { outside.append(numeral(value.magnitude)) }
            let rest = splitNonnegative(TermID(node.second), &outside)
            return value.signum() < 0 ? negative(rest) : rest
        case Kind.sum:
            let (content, primitive) = contentAndPrimitivePart(x)
            if content == .one || content == .minusOne { return x }
            let value = coefficients.value(content)
            outside.append(numeral(value.magnitude))
            return value.signum() < 0 ? negative(primitive) : primitive
        case Kind.product:
            var inside: [TermID] = []
            for i in stride(from: Int(node.first), to: Int(node.first) + Int(node.count), by: 2) {
                let (base, exponent) = (TermID(pool[i]), TermID(pool[i + 1]))
                let factor = powerNode(base, exponent)
                let isOutside =
                    properties(of: factor).contains(.nonnegative)
                    && (exponent == one || isNonnegativePower(factor))
                if isOutside { outside.append(factor) } else { inside.append(factor) }
            }
            return inside.count * 2 == Int(node.count) ? x : product(inside)
        default:
            if properties(of: x).contains(.nonnegative) && (node.kind != Kind.power || isNonnegativePower(x)) {
                outside.append(x)
                return one
            }
            return x
        }
    }

    /// x^y for an exponent that is not a number.
    private mutating func symbolicPower(_ x: TermID, _ node: Node, _ exponent: TermID) -> TermID {
        switch node.kind {
        case Kind.numeral:
            if x == zero { return powerNode(x, exponent) }
            scratch.removeAll(keepingCapacity: true)
            let coefficient = appendSymbolicPower(x, exponent)
            return collectedProduct(coefficient)
        case Kind.power where isNonnegativePower(x):
            return power(TermID(node.first), product(TermID(node.second), exponent))
        case Kind.scaled where properties(of: x).contains(.positive):
            let number = numeral(Coefficient(bits: node.first))
            return product(power(number, exponent), power(TermID(node.second), exponent))
        case Kind.product where allFactorsArePositive(x):
            return productOfPowers(x) { algebra, base, inner in
                algebra.power(base, algebra.product(inner, exponent))
            }
        case Kind.constant where x == euler:
            if let (turn, rest) = splitTurn(exponent) {
                return product(power(minusOne, numeral(turn)), power(euler, rest))
            }
            // e^(log y) = y for y that is not 0.
            let inner = self.node(exponent)
            if inner.kind == Operator.log.rawValue, isNonzero(TermID(inner.first)) { return TermID(inner.first) }
            return powerNode(x, exponent)
        default: return powerNode(x, exponent)
        }
    }

    private mutating func allFactorsArePositive(_ x: TermID) -> Bool {
        let node = node(x)
        for i in stride(from: Int(node.first), to: Int(node.first) + Int(node.count), by: 2) {
            guard properties(of: TermID(pool[i])).contains(.positive),
                properties(of: TermID(pool[i + 1])).contains(.real)
            else { return false }
        }
        return true
    }

    // MARK: Powers of numbers

    /// Appends base^exponent to the factors in `scratch`; what is rational in it.
    mutating func appendPower(_ base: TermID, _ exponent: TermID) -> Coefficient {
        if let number = coefficient(of: exponent) { return appendPower(base, number) }
        if node(base).kind == Kind.numeral { return appendSymbolicPower(base, exponent) }
        appendFactor(base, exponent)
        return .one
    }

    /// Appends base^r to the factors in `scratch` for a rational r; what is rational in it. The powers of a number are
    /// those of its prime factors, with exponents in (0, 1).
    mutating func appendPower(_ base: TermID, _ r: Coefficient) -> Coefficient {
        if r == .zero { return .one }
        guard let word = coefficient(of: base) else {
            appendFactor(base, numeral(r))
            return .one
        }
        let (value, exponent) = (coefficients.value(word), coefficients.value(r))
        if value.isZero {
            // All negative powers of 0 have one value, which is written 1/0.
            if exponent.signum() > 0 { return .zero }
            appendFactor(base, minusOne)
            return .one
        }
        if let n = exponent.asInt, let power = boundedPower(value, n) { return coefficients.coefficient(power) }
        var result = Rational(1)
        for (prime, multiplicity) in NumberFactors.factors(of: value) {
            let total = exponent * Rational(multiplicity)
            if prime == -1 {
                // (−1)^t = e^(iπt) has period 2, and −1 half way.
                let turns = total - Rational((total * Rational(1, 2)).floor * 2)
                let rest = turns >= 1 ? turns - 1 : turns
                if turns >= 1 { result = -result }
                if !rest.isZero { appendFactor(minusOne, numeral(rest)) }
                continue
            }
            let floor = total.floor
            if let n = floor.asInt, let power = boundedPower(Rational(prime), n) {
                result *= power
                let rest = total - Rational(floor)
                if !rest.isZero { appendFactor(numeral(Rational(prime)), numeral(rest)) }
            } else {
                appendFactor(numeral(Rational(prime)), numeral(total))
            }
        }
        return coefficients.coefficient(result)
    }

    private func boundedPower(_ value: Rational, _ n: Int) -> Rational? {
        if value == 1 { return 1 }
        if value == -1 { return n % 2 == 0 ? 1 : -1 }
        let size = max(value.numerator.bitWidth, value.denominator.bitWidth)
        let (bits, overflow) = size.multipliedReportingOverflow(by: n == Int.min ? Int.max : abs(n))
        return overflow || bits > TermAlgebra.largestPowerBits ? nil : value.power(n)
    }

    /// Appends value^exponent for an exponent that is not a number, split into primes, its rational part split off.
    private mutating func appendSymbolicPower(_ base: TermID, _ exponent: TermID) -> Coefficient {
        guard let word = coefficient(of: base) else { return .one }
        var number = Coefficient.zero
        var rest = exponent
        let node = node(exponent)
        if node.kind == Kind.sum {
            number = Coefficient(bits: pool[Int(node.first)])
            if number != .zero { rest = addition(exponent, .minusOne, numeral(number)) }
        }
        for (prime, multiplicity) in NumberFactors.factors(of: coefficients.value(word)) {
            let total = scaled(coefficients.coefficient(multiplicity), rest)
            appendFactor(numeral(Rational(prime)), total)
        }
        return number == .zero ? .one : appendPower(base, number)
    }
}
