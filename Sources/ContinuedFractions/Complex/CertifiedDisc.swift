import Arithmetic

/// A proved enclosure of all tails of a complex fraction from a depth on: |t(n) − g(n)| ≤ r(n) for all n ≥ m, with g and r
/// as for `CertifiedTail`, whose inequality holds for discs word for word.
///
/// Minimality: for the terms d(n) of the sum that must diverge, with ρ = d(n+1)/d(n) and w(n) = d(n)/(ρ(n) − 1),
/// w(n+1) − w(n) = d(n) + d(n+1)(1/(ρ(n+1) − 1) − 1/(ρ(n) − 1)). In every class with Re(s w̄) > 0 the last term is o(d(n))
/// or sums to o(w(n)), since ρ has the expansion that follows from the discs, and |w(n)| tends to infinity.
public struct CertifiedDisc: Sendable {
    /// m: the enclosure holds for all n ≥ m.
    public let depth: Int
    private let exponents: TailExponents
    private let proof: TailProof<ComplexBall>

    /// c₀ … c_k.
    public var coefficients: [ComplexBall] { proof.coefficients }
    /// K in r(n) = K n^(e − w/q).
    public var radiusFactor: Ball { proof.radiusFactor }

    /// An enclosure of t(n) for n ≥ depth, to `precision` bits.
    ///
    /// - Precondition: `n` is at least `depth` and at least 1.
    public func enclosure(at n: Int, precision: Int) -> ComplexBall {
        precondition(n >= max(1, depth), "a certified tail holds from its depth on")
        return proof.enclosure(at: n, exponents, precision: precision)
    }

    static func prove(
        _ fraction: ComplexContinuedFraction, shape: ComplexTailShape, depth: Int, terms: Int, precision: Int
    ) -> CertifiedDisc? {
        let one = GaussianInteger(1)
        let equation = TailEquation(
            a: fraction.a.shifted(by: one).coefficients.reversed().map(\.ball),
            b: fraction.b.shifted(by: one).coefficients.reversed().map(\.ball), shape.exponents)
        return TailProof.prove(
            equation, seeds: shape.seeds(precision), depth: depth, terms: terms, precision: precision
        ).map { CertifiedDisc(depth: depth, exponents: shape.exponents, proof: $0) }
    }
}
