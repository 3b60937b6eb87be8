import Arithmetic

/// A proved enclosure of all tails of a continued fraction from a depth on: for every n ≥ m,
/// t(n) ∈ [g(n) − r(n), g(n) + r(n)] with g(n) = n^e Σ_{i≤k} cᵢ n^(−i/q) and r(n) = K n^(e − w/q).
///
/// Proof. With H(n) = a(n+1) + g(n+1) and the residual
/// R(n) = b(n+1) − g(n) H(n), a tail t(n+1) = g(n+1) + δ with |δ| ≤ r(n+1) gives
/// |t(n) − g(n)| = |R(n) − g(n) δ| / |H(n) + δ|, so the intervals map into each other when
///
///     |R(n)| + |g(n)| r(n+1) ≤ r(n) (|H(n)| − r(n+1))   for all n ≥ m.
///
/// Both sides are series in u = n^(−1/q) with rigorous remainders on 0 < u ≤ m^(−1/q); the low coefficients of R vanish
/// by the choice of the cᵢ, those of |H(n)| − |g(n)| r(n+1)/r(n) by the class of the fraction. The nested compact
/// images give a sequence of true tails in the intervals. It belongs to the minimal solution of the recurrence, because
/// the other solution divided by it is a sum whose terms have the quotient −H(n)/t(n+1): of modulus greater than 1 in
/// the limit, or 1 + c n^(−1/2) + … with c > 0, or 1 + κ/n + … with κ > 0, or, when all terms have one sign, κ ≥ −1
/// exactly, so that the partial sums tend to infinity (Raabe; alternating ones in pairs); and by Pincherle's theorem the fraction converges to the value with exactly these tails.
public struct CertifiedTail: Sendable {
    /// m: the enclosure holds for all n ≥ m.
    public let depth: Int
    private let exponents: TailExponents
    private let proof: TailProof<Ball>

    /// q: the expansion runs in powers of n^(−1/q).
    public var ramification: Int { exponents.ramification }
    /// q·e.
    public var scaledExponent: Int { exponents.tail }
    /// c₀ … c_k.
    public var coefficients: [Ball] { proof.coefficients }
    /// K.
    public var radiusFactor: Ball { proof.radiusFactor }
    /// w.
    public var radiusOrder: Int { proof.radiusOrder }

    /// An enclosure of t(n) for n ≥ depth, to `precision` bits.
    ///
    /// - Precondition: `n` is at least `depth` and at least 1.
    public func enclosure(at n: Int, precision: Int) -> Ball {
        precondition(n >= max(1, depth), "a certified tail holds from its depth on")
        return proof.enclosure(at: n, exponents, precision: precision)
    }

    /// An exact upper bound of r(n), for n ≥ depth.
    ///
    /// - Precondition: `n` is at least 1.
    public func radius(at n: Int) -> Ball {
        let low = RemainderSeries<Ball>.boundPrecision
        let power = tailScale(n, ramification, low).power(radiusOrder - scaledExponent, precision: low)
        return radiusFactor.multiplied(by: power, precision: low).upperBoundOfMagnitude
    }

    /// Proves the enclosure with k = `terms` from depth m on, with coefficients to `precision` bits; nil when the
    /// inequality does not hold there (a larger m, or a smaller k, may succeed).
    ///
    /// Cost: O(k²) ball operations.
    static func prove(
        _ fraction: PolynomialContinuedFraction, shape: TailShape, depth m: Int, terms: Int, precision: Int
    ) -> CertifiedTail? {
        let equation = TailEquation(
            a: fraction.a.shifted(by: 1).coefficients.reversed().map { Ball($0) },
            b: fraction.b.shifted(by: 1).coefficients.reversed().map { Ball($0) }, shape.exponents)
        let seeds = shape.seeds.map { $0.enclosure(precision: precision) }
        return TailProof.prove(equation, seeds: seeds, depth: m, terms: terms, precision: precision)
            .map { CertifiedTail(depth: m, exponents: shape.exponents, proof: $0) }
    }
}
