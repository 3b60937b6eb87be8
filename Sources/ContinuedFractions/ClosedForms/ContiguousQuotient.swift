import Arithmetic
import Expressions

/// κ F/G = (p₁B₁ + p₂B₂)/(q₁B₁ + q₂B₂) at a rational point: a quotient of hypergeometric functions reduced to two
/// functions B₁, B₂ that are contiguous to both.
///
/// The reduction is by two `ContiguousRelation`s, CF + C₁B₁ + C₂B₂ = 0 and DG + D₁B₁ + D₂B₂ = 0 for all z, taken at the
/// point, where C and D are not 0. Both sides are analytic in z < 1 (where p = q + 1) or everywhere, so the relations
/// hold there by continuation from 0.
public struct ContiguousQuotient: CertifiedEquation {
    /// The factor κ.
    public let factor: Rational
    /// The relations of F and of G; each names the function first and then B₁ and B₂.
    public let above: ContiguousRelation, below: ContiguousRelation
    /// The point.
    public let point: Rational
    /// p₁, p₂ and q₁, q₂.
    public let numerator: [Rational], denominator: [Rational]

    /// A certificate with these parts.
    public init(
        factor: Rational, above: ContiguousRelation, below: ContiguousRelation, point: Rational,
        numerator: [Rational], denominator: [Rational]
    ) {
        self.factor = factor
        self.above = above
        self.below = below
        self.point = point
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The reduction of a quotient to these two functions with coprime integers p and q; nil when none is found.
    init?(_ quotient: HypergeometricQuotient, to basis: [HypergeometricSymbol]) {
        let (factor, point) = (quotient.factor, quotient.point)
        guard ([quotient.above, quotient.below] + basis).allSatisfy({ $0.isDefined(at: point) }),
            let above = ContiguousSearch.relation(of: quotient.above, to: basis, at: point),
            let below = ContiguousSearch.relation(of: quotient.below, to: basis, at: point)
        else { return nil }
        let p = ContiguousQuotient.values(above, at: point).map { $0 * factor }
        let q = ContiguousQuotient.values(below, at: point)
        // One common factor makes all coprime integers. A single q is positive, and else the first p.
        var common: Integer = 1
        for value in p + q { common = common.lcm(value.denominator) }
        let scaled = (p + q).map { ($0 * Rational(common)).numerator }
        var content: Integer = 0
        for value in scaled { content = content.gcd(value) }
        let signed = q.count { !$0.isZero } == 1 ? q : p
        guard !content.isZero, let sign = signed.first(where: { !$0.isZero })?.signum() else { return nil }
        let integers = scaled.map { Rational($0, content * Integer(sign)) }
        self.init(
            factor: factor, above: above, below: below, point: point,
            numerator: Array(integers[..<p.count]), denominator: Array(integers[p.count...]))
    }

    /// The coefficients of the functions after the first in it.
    private static func values(_ relation: ContiguousRelation, at point: Rational) -> [Rational] {
        let values = relation.coefficients.map { $0.evaluated(at: point) }
        guard let inverse = values.first?.reciprocal else { return values.dropFirst().map { _ in 0 } }
        return values.dropFirst().map { -$0 * inverse }
    }

    /// κ F/G = (p₁B₁ + p₂B₂)/(q₁B₁ + q₂B₂).
    public var equation: Formula {
        guard let function = above.functions.first, let other = below.functions.first else {
            return Formula(left: Expression(0), right: Expression(0))
        }
        let basis = above.functions.dropFirst().map { $0.term(point) }
        return Formula(
            left: HypergeometricQuotient(factor: factor, above: function, below: other, point: point).term,
            right: .quotient(
                .combination(Array(zip(numerator, basis))), .combination(Array(zip(denominator, basis)))))
    }

    /// The theorem.
    public var theorem: String { "Contiguous relations (Gauss; DLMF 15.5(ii), 13.3(i)), proved by their power series" }

    /// The two relations and what they give.
    public var steps: [String] { [above.text, below.text, "\(equation)"] }

    /// Proves the two relations and takes them at the point.
    public func check() throws(CertificateError) {
        try above.check()
        try below.check()
        guard above.functions.dropFirst() == below.functions.dropFirst() else {
            throw CertificateError("the two relations do not end in the same functions")
        }
        for function in above.functions + below.functions where !function.isDefined(at: point) {
            throw CertificateError("\(function.term(point)) is not defined")
        }
        for relation in [above, below] {
            guard let first = relation.coefficients.first, !first.evaluated(at: point).isZero else {
                throw CertificateError("the relation \(relation.text) vanishes at \(point)")
            }
        }
        let p = ContiguousQuotient.values(above, at: point).map { $0 * factor }
        let q = ContiguousQuotient.values(below, at: point)
        guard numerator.count == p.count, denominator.count == q.count,
            let index = q.firstIndex(where: { !$0.isZero }), !denominator[index].isZero
        else { throw CertificateError("the denominator is 0") }
        // (numerator, denominator) is a multiple of (p, q).
        let scale = denominator[index] / q[index]
        guard zip(numerator + denominator, p + q).allSatisfy({ $0 == $1 * scale }) else {
            throw CertificateError("the coefficients are not those of the relations at \(point)")
        }
        try BallAgreement.check(equation)
    }
}

extension ContiguousRelation {
    /// The relation in the formula language, with the variable z.
    var text: String {
        let z = Expression(symbol: "z")
        let terms = zip(functions, coefficients).filter { !$1.isZero }.map { function, polynomial in
            let value = HypergeometricSymbol.term(
                function.upper.map { Expression($0) }, function.lower.map { Expression($0) }, z)
            if polynomial.isConstant { return value.scaled(by: polynomial[0]) }
            let coefficient = Expression(polynomial, variable: "z")
            return value.numeral == 1 ? coefficient : coefficient * value
        }
        return "\(Expression(.add, terms)) = 0"
    }
}
