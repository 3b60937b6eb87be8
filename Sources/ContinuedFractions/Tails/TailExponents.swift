/// The exponents of a formal tail t(n) ~ n^e (c₀ + c₁u + c₂u² + …), u = n^(−1/q), of t(n)(a(n+1) + t(n+1)) = b(n+1).
struct TailExponents: Sendable {
    /// q, 1 or 2.
    let ramification: Int
    /// q·e for the tail.
    let tail: Int
    /// q times the exponent of n in H(n) = a(n+1) + t(n+1).
    let denominator: Int
    /// σ: the equation that fixes cᵢ stands at order i + σ of the residual.
    let equationShift: Int
    /// The order in u at which |H(n)| − |t(n)| · (r(n+1)/r(n)) first differs from 0; its lower coefficients vanish.
    let contraction: Int
}
