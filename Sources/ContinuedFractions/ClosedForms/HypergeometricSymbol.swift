import Arithmetic
import Expressions

/// The parameters of a generalized hypergeometric function pFq with rational parameters.
public struct HypergeometricSymbol: Hashable, Sendable {
    /// The upper parameters a₁, …, a_p.
    public let upper: [Rational]
    /// The lower parameters b₁, …, b_q.
    public let lower: [Rational]

    /// The function with these parameters.
    public init(upper: [Rational], lower: [Rational]) {
        self.upper = upper
        self.lower = lower
    }

    /// Whether the series is 1: an upper parameter is 0.
    public var isOne: Bool { upper.contains { $0.isZero } }

    /// The term `hyper([…], […], z)`, or 1.
    public func term(_ z: Rational) -> Expression {
        if isOne { return Expression(1) }
        return HypergeometricSymbol.term(upper.map { Expression($0) }, lower.map { Expression($0) }, Expression(z))
    }

    /// The term `hyper([upper…], [lower…], z)`; 1 when an upper parameter is 0.
    static func term(_ upper: [Expression], _ lower: [Expression], _ z: Expression) -> Expression {
        if upper.contains(where: { $0.numeral?.isZero ?? false }) { return Expression(1) }
        return Expression(.hypergeometric, [Expression(.list, upper), Expression(.list, lower), z])
    }

    /// The coefficients of 1, z, …, z^(count − 1) of the series.
    ///
    /// - Precondition: no lower parameter is a nonpositive integer.
    func coefficients(_ count: Int) -> [Rational] {
        var values: [Rational] = []
        var value: Rational = 1
        for n in 0..<count {
            values.append(value)
            let index = Rational(n)
            for a in upper { value *= a + index }
            for b in lower { value = value / (b + index) }
            value = value / (index + 1)
        }
        return values
    }

    /// Whether the parameters of another function differ from these by integers, one by one.
    func isContiguous(to other: HypergeometricSymbol) -> Bool {
        upper.count == other.upper.count && lower.count == other.lower.count
            && zip(upper, other.upper).allSatisfy { $0.isCongruent(to: $1) }
            && zip(lower, other.lower).allSatisfy { $0.isCongruent(to: $1) }
    }

    /// Whether the function has a value at z by its series or its continuation from 0 along the real axis: no lower
    /// parameter is a nonpositive integer, p ≤ q + 1, and z < 1 for p = q + 1.
    func isDefined(at z: Rational) -> Bool {
        upper.count <= lower.count + 1 && !lower.contains(where: \.isNonpositiveInteger)
            && (upper.count <= lower.count || z < 1)
    }
}

/// κ F(z)/G(z) for two hypergeometric functions at a rational point.
struct HypergeometricQuotient {
    let factor: Rational
    let above: HypergeometricSymbol, below: HypergeometricSymbol
    let point: Rational

    /// The term.
    var term: Expression { .quotient(above.term(point).scaled(by: factor), below.term(point)) }
}
