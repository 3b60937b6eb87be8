import Arithmetic

/// Rational multiples of π: values of trigonometric functions there, reduced to the first quadrant, and e^(iπr) = (−1)^r
/// (DLMF 4.17 and 4.2.26).
extension TermAlgebra {
    /// r, when the term is r·π for a rational r.
    private func multipleOfPi(_ x: TermID, _ node: Node) -> Rational? {
        if x == pi { return 1 }
        return node.kind == Kind.scaled && TermID(node.second) == pi
            ? coefficients.value(Coefficient(bits: node.first)) : nil
    }

    /// sin, cos or tan of r·π: its value for denominators 1, 2, 3, 4 and 6, and otherwise the same function in the first
    /// quadrant; nil where the term is that already.
    mutating func trigonometricValue(_ op: Operator, _ x: TermID, _ node: Node) -> TermID? {
        guard op == .sin || op == .cos || op == .tan, let r = multipleOfPi(x, node) else { return nil }
        let half = Rational(1, 2)
        var isNegative = false
        var rest = r
        if op == .tan {
            rest = r - Rational(r.floor)
            if rest > half {
                rest = 1 - rest
                isNegative = true
            }
            if rest == half { return nil }
        } else {
            rest = r - Rational((r * half).floor * 2)
            if op == .sin && rest > 1 || op == .cos && rest > half && rest < Rational(3, 2) { isNegative = true }
            if rest > 1 { rest = op == .sin ? rest - 1 : 2 - rest }
            if rest > half { rest = 1 - rest }
        }
        // The cosine is the sine of the complement.
        if let value = knownValue(op == .tan, op == .cos ? half - rest : rest) {
            return isNegative ? negative(value) : value
        }
        if rest == r { return nil }
        let value = apply(op, scaled(rest, pi))
        return isNegative ? negative(value) : value
    }

    /// tan(πr) or sin(πr) for r in 0 ... 1/2, where it is a square root of a rational number.
    private mutating func knownValue(_ isTangent: Bool, _ r: Rational) -> TermID? {
        let square: Rational
        switch (r.numerator.asInt, r.denominator.asInt) {
        case (0, _): return zero
        case (1, 6): square = isTangent ? Rational(1, 3) : Rational(1, 4)
        case (1, 4): square = isTangent ? 1 : Rational(1, 2)
        case (1, 3): square = isTangent ? 3 : Rational(3, 4)
        case (1, 2) where !isTangent: return one
        default: return nil
        }
        return power(numeral(square), half)
    }

    /// The rational r of the term r·iπ of an exponent, and the other terms; nil when there is none.
    mutating func splitTurn(_ exponent: TermID) -> (turn: Rational, rest: TermID)? {
        let node = node(exponent)
        guard node.kind == Kind.sum || node.kind == Kind.scaled || node.kind == Kind.product else { return nil }
        for (c, term) in terms(of: exponent) {
            let inner = self.node(term)
            guard inner.kind == Kind.product, inner.count == 4 else { continue }
            let list = factors(of: term)
            let hasPi = list.contains { $0.0 == pi && $0.1 == one }
            guard hasPi, list.contains(where: { $0.0 == minusOne && $0.1 == half }) else { continue }
            return (coefficients.value(c), addition(exponent, coefficients.negative(c), term))
        }
        return nil
    }
}
