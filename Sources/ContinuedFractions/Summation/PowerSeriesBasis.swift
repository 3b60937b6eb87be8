import Arithmetic
import Expressions

/// A power series f₀(k), k ≥ 0, with a known sum.
struct KnownSeries: Hashable, Sendable {
    /// The kinds of series.
    enum Kind: String, Hashable, Sendable {
        /// Σ zᵏ/k! = exp z.
        case exponential
        /// Σ (α)_k zᵏ/k! = (1 − z)^(−α) for |z| < 1.
        case binomial
        /// Σ k! zᵏ/(3/2)_k = arcsin √z/√(z(1 − z)) for −1 ≤ z < 1.
        case arcsine
        /// Σ k! zᵏ/((3/2)_k (k + 1)) = (arcsin √z)²/z for −1 ≤ z ≤ 1, z ≠ 0.
        case squaredArcsine
        /// Σ (1/2)_k zᵏ/(k! (2k + 1)) = arcsin √z/√z for −1 ≤ z ≤ 1, z ≠ 0.
        case inverseSine
    }

    /// The kind.
    let kind: Kind
    /// z.
    let argument: Rational
    /// α of the binomial series.
    let exponent: Rational

    init(_ kind: Kind, _ argument: Rational, exponent: Rational = 0) {
        self.kind = kind
        self.argument = argument
        self.exponent = exponent
    }

    /// Where the sum is stated or follows from.
    var source: String {
        switch kind {
        case .exponential: "Σ z^k/k! = exp(z) (DLMF 4.2.19)"
        case .binomial: "the binomial series (DLMF 4.6.7)"
        case .arcsine: "2F1(1, 1; 3/2; z) = asin(√z)/√(z(1 − z)) (DLMF 15.4.4 with 15.8.1)"
        case .squaredArcsine:
            "Σ k! z^k/((3/2)_k (k + 1)) = asin(√z)²/z, from (1 − x²)y″ − x y′ = 2 for y = asin(x)² (Euler)"
        case .inverseSine: "2F1(1/2, 1/2; 3/2; z) = asin(√z)/√z (DLMF 15.4.4)"
        }
    }

    /// Whether z and α lie where the sum is stated.
    var isInDomain: Bool {
        switch kind {
        case .exponential: true
        case .binomial: argument.magnitude < 1
        case .arcsine: argument >= -1 && argument < 1 && !argument.isZero
        case .squaredArcsine, .inverseSine: argument.magnitude <= 1 && !argument.isZero
        }
    }

    /// f₀; nil when α is an integer at most 0.
    var summand: HypergeometricSummand? {
        let k = Polynomial<Rational>.variable
        func linear(_ x: Rational) -> Polynomial<Rational> { k + Polynomial(constant: x) }
        let half = Rational(1, 2)
        let (above, below): (Polynomial<Rational>, Polynomial<Rational>) =
            switch kind {
            case .exponential: (1, k + 1)
            case .binomial: (linear(exponent), k + 1)
            case .arcsine: (k + 1, linear(3 * half))
            case .squaredArcsine: ((k + 1) * (k + 1), linear(3 * half) * (k + 2))
            case .inverseSine: (linear(half) * linear(half), (k + 1) * linear(3 * half))
            }
        return HypergeometricSummand(above: above * argument, below: below, first: 1)
    }

    /// The sum.
    var value: Expression {
        let z = argument
        switch kind {
        case .exponential: return Expression(.exp, [Expression(z)])
        case .binomial:
            if exponent == Rational(1, 2) { return Expression(1) / KnownSeries.root(1 - z) }
            return Expression(1 - z).power(Expression(-exponent))
        case .arcsine: return KnownSeries.arc(z) / KnownSeries.root((z * (1 - z)).magnitude)
        case .squaredArcsine: return KnownSeries.arc(z).power(Expression(2)) / Expression(z.magnitude)
        case .inverseSine: return KnownSeries.arc(z) / KnownSeries.root(z.magnitude)
        }
    }

    /// arcsin √z for z > 0, in multiples of π where it is one; arsinh √(−z), as a logarithm, for z < 0.
    ///
    /// In the values above the quotient of both by √z is even in √z, so that the second stands for z < 0.
    private static func arc(_ z: Rational) -> Expression {
        if z.signum() < 0 { return Expression(.log, [root(-z) + root(1 - z)]) }
        let pi = Expression(symbol: "pi")
        switch z {
        case Rational(1, 4): return pi / Expression(6)
        case Rational(1, 2): return pi / Expression(4)
        case Rational(3, 4): return pi / Expression(3)
        case 1: return pi / Expression(2)
        default: return Expression(.asin, [root(z)])
        }
    }

    private static func root(_ x: Rational) -> Expression {
        if let p = x.numerator.squareRootIfPerfect, let q = x.denominator.squareRootIfPerfect {
            return Expression(Rational(p, q))
        }
        return Expression(.squareRoot, [Expression(x)])
    }

    /// The series to which a term can be reduced, by its argument and the rising factorials in it.
    static func candidates(for summand: HypergeometricSummand) -> [KnownSeries] {
        let (z, above, below) = (summand.base, summand.above, summand.below)
        let found: [KnownSeries]
        switch (above.count, below.count) {
        case (0, 1) where below[0].isInteger: found = [KnownSeries(.exponential, z)]
        case (1, 1) where above[0].isInteger && below[0].denominator == 2:
            found = [KnownSeries(.arcsine, z), KnownSeries(.squaredArcsine, z)]
        case (1, 1) where below[0].isInteger && !above[0].isInteger:
            let part = above[0] - Rational(above[0].floor)
            let binomial = KnownSeries(.binomial, z, exponent: part)
            found = part == Rational(1, 2) ? [binomial, KnownSeries(.inverseSine, z)] : [binomial]
        default: found = []
        }
        return found.filter(\.isInDomain)
    }
}
