import Arithmetic

/// The continued fraction a(0) + b(1)/(a(1) + b(2)/(a(2) + …)) of two polynomials with integer coefficients.
///
/// Its convergents are p(n)/q(n) with p(n) = a(n) p(n−1) + b(n) p(n−2), the same for q, and p(−1) = 1, p(0) = a(0),
/// q(−1) = 0, q(0) = 1. The tails are t(n) = b(n+1)/(a(n+1) + t(n+1)).
public struct PolynomialContinuedFraction: Hashable, Sendable {
    /// The partial denominators a(n), n ≥ 0.
    public let a: Polynomial<Integer>
    /// The partial numerators b(n), n ≥ 1.
    public let b: Polynomial<Integer>

    /// The fraction with partial denominators `a` and partial numerators `b`.
    public init(a: Polynomial<Integer>, b: Polynomial<Integer>) {
        self.a = a
        self.b = b
    }

    /// The fraction with rational coefficients, brought to integer ones by the equivalence transformation
    /// (a, b) → (λa, λ²b), which multiplies the value by λ.
    ///
    /// - Returns: the fraction with integer coefficients and the factor λ > 0: its value is λ times the value asked for.
    public static func clearingDenominators(
        a: Polynomial<Rational>, b: Polynomial<Rational>
    ) -> (fraction: PolynomialContinuedFraction, scale: Integer) {
        // λ with λa and λ²b integral: the least common multiple of all denominators does, if not always minimally.
        let (_, denominatorA) = a.clearingDenominators()
        let (_, denominatorB) = b.clearingDenominators()
        let scale = denominatorA.lcm(denominatorB)
        func integral(_ p: Polynomial<Rational>, times factor: Integer) -> Polynomial<Integer> {
            Polynomial(
                p.coefficients.map { coefficient in
                    coefficient.numerator * factor.dividedExactly(by: coefficient.denominator)
                })
        }
        return (
            PolynomialContinuedFraction(a: integral(a, times: scale), b: integral(b, times: scale * scale)), scale
        )
    }

    /// The numerator and denominator of the n-th convergent, not reduced, for n ≥ 0.
    ///
    /// Cost: O(M(s) log n) by binary splitting for a result of s bits.
    ///
    /// - Precondition: `n` is not negative.
    public func convergent(_ n: Int) -> (p: Integer, q: Integer) {
        precondition(n >= 0, "a convergent needs an index of at least 0")
        let product = ContinuantProduct.exact(a: a, b: b, from: 1, through: n)
        return (a.evaluated(at: 0) * product.a + product.c, product.a)
    }

    /// The same value with the largest constant factor removed: (a, b) → (a/c, b/c²), value divided by c.
    ///
    /// - Returns: the primitive fraction and the factor c ≥ 1: this fraction's value is c times the primitive one's.
    public func primitive() -> (fraction: PolynomialContinuedFraction, factor: Integer) {
        guard !a.isZero, !b.isZero else { return (self, 1) }
        var factor: Integer = 1
        var contentA = a.content
        var contentB = b.content
        // c | content(a) and c² | content(b): collect it prime by prime through the square part of content(b).
        var common = contentA.gcd(contentB)
        while !common.isOne {
            var divided = false
            for divisor in PolynomialContinuedFraction.squareDivisors(of: common, in: contentB) {
                contentA = contentA.dividedExactly(by: divisor)
                contentB = contentB.dividedExactly(by: divisor * divisor)
                factor *= divisor
                divided = true
                break
            }
            if !divided { break }
            common = contentA.gcd(contentB)
        }
        if factor.isOne { return (self, 1) }
        let square = factor * factor
        return (
            PolynomialContinuedFraction(
                a: Polynomial(a.coefficients.map { $0.dividedExactly(by: factor) }),
                b: Polynomial(b.coefficients.map { $0.dividedExactly(by: square) })),
            factor
        )
    }

    /// Small primes whose square divides `content` and that divide `common`, ascending; trial division to 10,000.
    private static func squareDivisors(of common: Integer, in content: Integer) -> [Integer] {
        var found: [Integer] = []
        for p in 2...10_000 {
            let prime = Integer(p)
            if prime > common { break }
            if common.modulo(UInt(p)) == 0, content.modulo(UInt(p) * UInt(p)) == 0 { found.append(prime) }
        }
        return found
    }
}

extension PolynomialContinuedFraction: CustomStringConvertible {
    /// The formula language's text, `pcf(2n + 1, n^2)`.
    public var description: String { "pcf(\(a.description(variable: "n")), \(b.description(variable: "n")))" }
}
