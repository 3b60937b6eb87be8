import Arithmetic
import ContinuedFractions
import Expressions

/// log q = Σ eᵢ log pᵢ for a positive rational number q = ∏ pᵢ^eᵢ.
struct LogarithmOfRational: CertifiedEquation {
    let equation: Formula
    let theorem = "logarithm of a product [DLMF 4.8.1]"
    let steps: [String] = []
    private let value: Rational
    private let factors: [(base: Integer, exponent: Int)]

    /// The logarithm of a rational number that is positive and no prime; nil for other terms.
    init?(_ term: Expression) {
        guard term.head == .log, term.arguments.count == 1, let value = term.arguments[0].numeral, value.signum() > 0,
            let above = value.numerator.asInt, let below = value.denominator.asInt
        else { return nil }
        let factors =
            Primes.factorization(of: UInt(above)).map { (base: Integer(Int($0.prime)), exponent: $0.exponent) }
            + Primes.factorization(of: UInt(below)).map { (base: Integer(Int($0.prime)), exponent: -$0.exponent) }
        if factors.count == 1, factors[0].exponent == 1 { return nil }
        self.value = value
        self.factors = factors.sorted { $0.base < $1.base }
        equation = Formula(left: term, right: LogarithmOfRational.sum(self.factors))
    }

    private static func sum(_ factors: [(base: Integer, exponent: Int)]) -> Expression {
        let terms = factors.map { factor in
            Expression(.log, [Expression(Rational(factor.base))]).multiple(factor.exponent)
        }
        return terms.isEmpty ? Expression(0) : Expression(.add, terms)
    }

    func check() throws(CertificateError) {
        let product = factors.reduce(Rational(1)) { $0 * Rational($1.base).power($1.exponent) }
        guard product == value, value.signum() > 0, factors.allSatisfy({ $0.base > 0 }) else {
            throw CertificateError("the product of the factors is \(product), not \(value)")
        }
        let claimed = Formula(
            left: Expression(.log, [Expression(value)]), right: LogarithmOfRational.sum(factors))
        guard claimed == equation else { throw CertificateError("the equation is not the one of these factors") }
    }
}
