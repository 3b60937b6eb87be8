import Arithmetic

/// A solution of a recurrence with y(n + 1)/y(n) = z A(n) C(n + 1)/(B(n) C(n)).
public struct HypergeometricSolution: Hashable, Sendable {
    /// z, not 0.
    public let base: Rational
    /// A, monic.
    public let above: Polynomial<Rational>
    /// B, monic.
    public let below: Polynomial<Rational>
    /// C.
    public let polynomial: Polynomial<Rational>

    /// The ratio y(n + 1)/y(n) as a reduced quotient.
    public var ratio: (above: Polynomial<Rational>, below: Polynomial<Rational>) {
        let p = above * polynomial.shifted(by: 1) * base
        let q = below * polynomial
        let common = p.gcd(q)
        return (
            p.quotientAndRemainder(dividingBy: common).quotient, q.quotientAndRemainder(dividingBy: common).quotient
        )
    }

    /// Whether Σ pᵢ(n) y(n + i) = 0, by multiplying out Σ pᵢ ∏_{j<i} z A(n + j) C(n + j + 1)/(B(n + j) C(n + j)).
    public func solves(_ recurrence: PolynomialRecurrence) -> Bool {
        let order = recurrence.order
        var sum = Polynomial<Rational>()
        for (i, p) in recurrence.coefficients.enumerated() {
            var product = p * polynomial.shifted(by: Rational(i))
            for j in 0..<order {
                product *= j < i ? above.shifted(by: Rational(j)) * base : below.shifted(by: Rational(j))
            }
            sum += product
        }
        return sum.isZero && !polynomial.isZero && !above.isZero && !below.isZero && !base.isZero
    }
}

extension PolynomialRecurrence {
    /// The largest number of pairs of factors that are tried.
    public static let largestPairCount = 20_000

    /// Hypergeometric solutions over Q, one for each ratio that is found; nil when there are more than
    /// `largestPairCount` pairs of factors to try.
    ///
    /// Petkovšek's algorithm Hyper (J. Symbolic Comput. 14, 1992): A runs over the monic factors of p₀(n), B over those
    /// of p_d(n − d + 1), z over the rational roots of an equation for the leading coefficients; then C is a polynomial
    /// solution of a recurrence. Complete for solutions with a ratio in Q(n).
    public func hypergeometricSolutions() -> [HypergeometricSolution]? {
        let order = order
        let upper = PolynomialRecurrence.monicFactors(coefficients[0])
        let lower = PolynomialRecurrence.monicFactors(coefficients[order].shifted(by: Rational(1 - order)))
        guard let upper, let lower, upper.count * lower.count <= PolynomialRecurrence.largestPairCount else {
            return nil
        }
        var found: [HypergeometricSolution] = []
        for above in upper {
            for below in lower {
                // A(n) and B(n) with a common factor give a ratio that is found without it.
                if !above.gcd(below).isConstant { continue }
                let products = coefficients.enumerated().map { i, p in
                    (0..<order).reduce(p) { product, j in
                        product * (j < i ? above : below).shifted(by: Rational(j))
                    }
                }
                let top = products.compactMap(\.degree).max() ?? 0
                let leading = Polynomial(products.map { $0[top] })
                for (z, _) in leading.clearingDenominators().polynomial.rationalRoots() where !z.isZero {
                    guard
                        let inner = PolynomialRecurrence(products.enumerated().map { $0.element * z.power($0.offset) })
                    else { continue }
                    for solution in inner.polynomialSolutions() {
                        let candidate = HypergeometricSolution(
                            base: z, above: above, below: below, polynomial: solution)
                        let ratio = candidate.ratio
                        let isKnown = found.contains {
                            $0.ratio.above * ratio.below == $0.ratio.below * ratio.above
                        }
                        if !isKnown { found.append(candidate) }
                    }
                }
            }
        }
        return found
    }

    /// All monic factors of a polynomial, in a fixed order; nil when there are more than `largestPairCount`.
    private static func monicFactors(_ polynomial: Polynomial<Rational>) -> [Polynomial<Rational>]? {
        let factors = polynomial.clearingDenominators().polynomial.factored().factors
        let count = factors.reduce(1) { min($0, largestPairCount + 1) * ($1.multiplicity + 1) }
        guard count <= largestPairCount else { return nil }
        var result: [Polynomial<Rational>] = [1]
        for (factor, multiplicity) in factors {
            let monic = Polynomial<Rational>(factor).monic
            var next: [Polynomial<Rational>] = []
            var power = Polynomial<Rational>(1)
            for _ in 0...multiplicity {
                next.append(contentsOf: result.map { $0 * power })
                power *= monic
            }
            result = next
        }
        return result
    }
}
