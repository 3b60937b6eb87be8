import Arithmetic
import Expressions

/// A power series f₀(k), k ≥ 0, with a known sum.
struct KnownSeries: Hashable, Sendable {
    /// The kinds of series.
    enum Kind: String, Hashable, Sendable {
        /// Σ zᵏ/k! = exp z.
        case exponential
        /// Σ zᵏ/(3/2)_k = √π exp(z) erf(√z)/(2√z) for z ≠ 0.
        case error
        /// Σ (α)_k zᵏ/k! = (1 − z)^(−α) for |z| < 1, and for z = −1 and α < 1.
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
        case .error: "erf(x) = 2 exp(−x²) Σ 2^k x^(2k + 1)/(1·3⋯(2k + 1))/√π (DLMF 7.6.2)"
        case .binomial: "the binomial series (DLMF 4.6.7), at z = −1 by Abel's theorem"
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
        case .error: !argument.isZero
        case .binomial: argument.magnitude < 1 || (argument == -1 && exponent < 1)
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
            case .error: (1, linear(3 * half))
            case .binomial: (linear(exponent), k + 1)
            case .arcsine: (k + 1, linear(3 * half))
            case .squaredArcsine: ((k + 1) * (k + 1), linear(3 * half) * (k + 2))
            case .inverseSine: (linear(half) * linear(half), (k + 1) * linear(3 * half))
            }
        return HypergeometricSummand(above: above * argument, below: below, first: 1)
    }

    /// The sum as a rational multiple of a term.
    var value: (factor: Rational, term: Expression) {
        let z = argument
        switch kind {
        case .exponential: return (1, Expression(.exp, [Expression(z)]))
        case .error:
            let pi = Expression(.squareRoot, [Expression(symbol: "pi")])
            let (factor, root) = KnownSeries.root(z.magnitude)
            let x = root.scaled(by: factor)
            let function = Expression(z.signum() > 0 ? .erf : .erfi, [x])
            return (Rational(1, 2) / factor, pi * Expression(.exp, [Expression(z)]) * function / root)
        case .binomial:
            if exponent == Rational(1, 2) { return KnownSeries.quotient((1, Expression(1)), KnownSeries.root(1 - z)) }
            return (1, Expression(1 - z).power(Expression(-exponent)))
        case .arcsine: return KnownSeries.quotient(KnownSeries.arc(z), KnownSeries.root((z * (1 - z)).magnitude))
        case .squaredArcsine:
            let (factor, term) = KnownSeries.arc(z)
            return (factor * factor / z.magnitude, term.power(Expression(2)))
        case .inverseSine: return KnownSeries.quotient(KnownSeries.arc(z), KnownSeries.root(z.magnitude))
        }
    }

    private static func quotient(
        _ x: (factor: Rational, term: Expression), _ y: (factor: Rational, term: Expression)
    ) -> (factor: Rational, term: Expression) {
        (x.factor / y.factor, y.term.numeral == 1 ? x.term : x.term / y.term)
    }

    /// arcsin √z for z > 0, as a multiple of π where it is one; arsinh √(−z), as a logarithm, for z < 0.
    ///
    /// In the values above the quotient of both by √z is even in √z, so that the second stands for z < 0.
    private static func arc(_ z: Rational) -> (factor: Rational, term: Expression) {
        if z.signum() < 0 {
            let (x, y) = (root(-z), root(1 - z))
            return (1, Expression(.log, [x.term.scaled(by: x.factor) + y.term.scaled(by: y.factor)]))
        }
        let pi = Expression(symbol: "pi")
        switch z {
        case Rational(1, 4): return (Rational(1, 6), pi)
        case Rational(1, 2): return (Rational(1, 4), pi)
        case Rational(3, 4): return (Rational(1, 3), pi)
        case 1: return (Rational(1, 2), pi)
        default:
            let (factor, term) = root(z)
            return (1, Expression(.asin, [term.scaled(by: factor)]))
        }
    }

    /// √x for x > 0 as √(p q)/q, or as a rational number times 1 where it is one.
    private static func root(_ x: Rational) -> (factor: Rational, term: Expression) {
        let product = x.numerator * x.denominator
        if let root = product.squareRootIfPerfect { return (Rational(root, x.denominator), Expression(1)) }
        // Small square factors are taken out.
        var (outside, inside) = (Integer(1), product)
        for p in [2, 3, 5, 7] {
            while inside.modulo(UInt(p * p)) == 0 {
                inside = inside.dividedExactly(by: Integer(p * p))
                outside *= Integer(p)
            }
        }
        return (Rational(outside, x.denominator), Expression(.squareRoot, [Expression(Rational(inside))]))
    }

    /// The series to which a term can be reduced, by its argument and the rising factorials in it.
    static func candidates(for summand: HypergeometricSummand) -> [KnownSeries] {
        let (z, above, below) = (summand.base, summand.above, summand.below)
        let found: [KnownSeries]
        switch (above.count, below.count) {
        case (0, 1) where below[0].isInteger: found = [KnownSeries(.exponential, z)]
        case (0, 1) where below[0].denominator == 2: found = [KnownSeries(.error, z)]
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
