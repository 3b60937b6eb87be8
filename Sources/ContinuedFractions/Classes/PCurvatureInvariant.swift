import Arithmetic

/// What the p-curvature of a continued fraction knows up to coboundaries, at one prime p.
///
/// With M(n) = [[0, b(n)], [1, a(n)]] over F_p let P(n) = M(n+1) ⋯ M(n+p). Since M has period p, P(n+1) =
/// M(n+1)⁻¹ P(n) M(n+1): trace and determinant of P are polynomials in n that do not change under n → n + 1, hence
/// polynomials in X = nᵖ − n. The determinant is −N(X), N = ∏ b(n+i) = B ∏ (X − (rᵖ − r)) over the roots r of b; the trace T
/// has degree at most max(deg a, ⌊deg b/2⌋) in X. P(0) is nilpotent when T and N vanish at X = 0.
///
/// **Theorem.** Let M₁(n) U(n+1) = r(n) U(n) M₂(n+k) with U in GL₂(Q(n)), r in Q(n), k an integer. Then the invariants of
/// both fractions are equal at every prime p > 2. Proof when p divides neither b₁ nor b₂ (as polynomials): by determinants the
/// Gauss valuation of r is 0; scale U so that it is 0 modulo p in not all entries. The equation holds over F_p, and
/// P₁ U = h U P₂ with h = r(n+1) ⋯ r(n+p), because U(n+p) = U(n). If U is regular over F_p(n), P₁ and h P₂ are conjugate. If
/// its rank is 1, P₁ has an eigenvalue on the image of U that is h times the one of P₂ on the quotient by the kernel; and
/// det P₁ = h² det P₂ follows from the determinants over Q, so that the other eigenvalues correspond as well. Either way
/// T₁ = h T₂, N₁ = h² N₂, and T²/N is the same function. For the other primes the same argument is applied to the growth of
/// the Gauss valuation of long products, v(b) − 2 min(v(a), v(b)/2), which r and U do not change, either.
///
/// So T²/N in F_p(X) is an invariant of equivalence transformations, index shifts, Bauer–Muir transforms and all links
/// of `FractionCoboundary`. A contraction by m terms, p ∤ m, multiplies matrices in groups of m: it takes P(n) to
/// P(mn)ᵐ, so that τ = T²/(−N) becomes τ_m(X) with τ₂(X) = (τ(2X) − 2)², and generally Chebyshev's polynomial of τ(mX).
///
/// Equal invariants do not prove equivalence. Source: N. Katz, Nilpotent connections (1970), for the differential case;
/// the theorem in this form is proved above.
public struct PCurvatureInvariant: Hashable, Sendable {
    /// The prime.
    public let prime: Int
    /// What is kept.
    public let value: Value

    /// The invariant at one prime.
    public enum Value: Hashable, Sendable {
        /// T²/(−N) in lowest terms: coefficients in X, lowest degree first, the denominator monic.
        case function(numerator: [UInt16], denominator: [UInt16])
        /// Solutions grow with different powers of p: the difference v(b) − 2 v(a) > 0 for the p-adic valuations of
        /// the contents.
        case split(Int)
        /// v(b) ≤ 2 v(a) is odd.
        case ramified
    }

    /// The largest degree of b, and twice that of a, for which invariants are computed.
    public static let largestDegree = 48

    /// The primes at which `FractionInvariant` computes it.
    public static let standardPrimes = [53, 59, 61, 67, 71]

    /// The invariant of a fraction at a prime; nil when b = 0 or a degree is above the limit.
    ///
    /// Cost: for degrees (d, e) about p (d + e) (max(d, e/2) + 1) multiplications of bytes; some microseconds.
    ///
    /// - Precondition: the prime is in 49 ... 250.
    public init?(_ fraction: PolynomialContinuedFraction, prime: Int) {
        precondition((49...250).contains(prime), "a prime between 48 and 251 is needed")
        let (a, b) = (fraction.a, fraction.b)
        guard !b.isZero, max(2 * (a.degree ?? 0), b.degree ?? 0) <= PCurvatureInvariant.largestDegree else {
            return nil
        }
        self.prime = prime
        let p = UInt32(prime)
        let residues = b.modulo(p)
        if residues.contains(where: { $0 != 0 }) {
            value = PCurvatureSeries.invariant(a: a.modulo(p), b: residues, prime: p)
            return
        }
        let valuation = PCurvatureInvariant.valuation(b.content, prime)
        let other = a.isZero ? Int.max / 4 : PCurvatureInvariant.valuation(a.content, prime)
        if valuation > 2 * other {
            value = .split(valuation - 2 * other)
        } else if valuation % 2 != 0 {
            value = .ramified
        } else {
            let unit = Integer(prime).power(valuation / 2)
            let above = Polynomial(a.coefficients.map { $0.dividedExactly(by: unit) })
            let below = Polynomial(b.coefficients.map { $0.dividedExactly(by: unit * unit) })
            value = PCurvatureSeries.invariant(a: above.modulo(p), b: below.modulo(p), prime: p)
        }
    }

    private static func valuation(_ value: Integer, _ prime: Int) -> Int {
        var rest = value
        var count = 0
        while !rest.isZero, let quotient = rest.exactQuotient(Integer(prime)) {
            rest = quotient
            count += 1
        }
        return count
    }
}

extension PCurvatureInvariant: CustomStringConvertible {
    /// T²/(−N) modulo p, as `(12X^2)/(X^2 + 3) mod 53`.
    public var description: String {
        func text(_ coefficients: [UInt16]) -> String {
            Polynomial<Integer>(integers: coefficients.map { Int($0) }).description(variable: "X")
        }
        switch value {
        case .function(let numerator, let denominator):
            return denominator == [1]
                ? "\(text(numerator)) mod \(prime)" : "(\(text(numerator)))/(\(text(denominator))) mod \(prime)"
        case .split(let gap): return "slopes \(gap) apart at \(prime)"
        case .ramified: return "ramified at \(prime)"
        }
    }
}
