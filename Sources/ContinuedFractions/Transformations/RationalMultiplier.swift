import Arithmetic

/// A rational function c(n) that multiplies the terms of a continued fraction: a quotient of coprime polynomials with
/// integer coefficients, neither of them 0, the one below with positive leading coefficient.
public struct RationalMultiplier: Hashable, Sendable {
    /// The polynomial above.
    public let numerator: Polynomial<Integer>
    /// The polynomial below.
    public let denominator: Polynomial<Integer>

    /// The reduced quotient; nil when one of the polynomials is 0.
    public init?(_ numerator: Polynomial<Integer>, _ denominator: Polynomial<Integer> = 1) {
        guard !numerator.isZero, let lead = denominator.leadingCoefficient else { return nil }
        let common = numerator.gcd(denominator)
        let above = numerator.exactQuotient(common) ?? numerator
        let below = denominator.exactQuotient(common) ?? denominator
        self.numerator = lead.signum() < 0 ? -above : above
        self.denominator = lead.signum() < 0 ? -below : below
    }

    /// Whether c(n) = 1 for all n.
    public var isOne: Bool { numerator == 1 && denominator == 1 }

    /// 1/c(n).
    public var inverse: RationalMultiplier { RationalMultiplier(denominator, numerator) ?? self }

    /// c(0); nil when it is 0 or ∞.
    var firstValue: Rational? {
        let below = denominator.constantTerm
        let above = numerator.constantTerm
        return below.isZero || above.isZero ? nil : Rational(above, below)
    }

    /// Whether c is 0 or ∞ at no integer n ≥ 0.
    var isRegular: Bool {
        [numerator, denominator].allSatisfy { $0.smallestIntegerRoot(atLeast: 0) == nil }
    }

    /// c(n) p(n), when it is a polynomial with integer coefficients.
    func multiplied(by p: Polynomial<Integer>) -> Polynomial<Integer>? { (numerator * p).exactQuotient(denominator) }

    /// c(n) c(n − 1) p(n), when it is a polynomial with integer coefficients.
    func multipliedTwice(by p: Polynomial<Integer>) -> Polynomial<Integer>? {
        (numerator * numerator.shifted(by: -1) * p).exactQuotient(denominator * denominator.shifted(by: -1))
    }
}

extension RationalMultiplier: CustomStringConvertible {
    /// c(n) as text in n.
    public var description: String {
        let above = numerator.description(variable: "n")
        if denominator == 1 { return above }
        let below = denominator.description(variable: "n")
        return numerator.isConstant && denominator.isConstant ? "\(above)/\(below)" : "(\(above))/(\(below))"
    }
}
