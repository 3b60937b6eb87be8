import Arithmetic
import func Foundation.log2

/// A proved enclosure of the linear form that separates the dominant solution of a recurrence from all others.
///
/// For a solution x let Λ(x) = lim x(n)/X(n), X the dominant one. Up to a factor Λ is, for every n,
/// x(n) + t₁(n) x(n−1) + … + t_{r−1}(n) x(n−r+1), with ratios that obey
/// tᵢ(n−1) = (A_{i+1}(n) + t_{i+1}(n))/(A₁(n) + t₁(n)), Aᵢ = Pᵢ/P₀, t_r = 0: for r = 2 the tails of a continued fraction.
/// With Aᵢ ~ αᵢ n^(di), tᵢ = τᵢ n^(di) and u = 1/n this is τ ↦ Φ_u(τ),
/// Φ_u(τ)ᵢ = (1 − u)^(−di) (Âᵢ₊₁(u) + τᵢ₊₁)/(Â₁(u) + τ₁).
///
/// At u = 0 the fixed points belong to the roots λ of χ(x) = x^r − Σ αᵢ x^(r−i): then τ are the coefficients of χ(x)/(x − λ),
/// and the derivative of Φ₀ has the eigenvalues μ/λ for the other roots μ. In coordinates y with τ = τ* + T y, in which
/// that derivative is bidiagonal with small entries beside the diagonal, one checks in balls, for all 0 < u ≤ 1/m at
/// once, that Φ_u maps {|y_k| ≤ ε} into itself and contracts the maximum norm. So exactly one sequence t(n), n ≥ m, stays
/// in the box, all roots μ are smaller than λ, and every solution with Λ(x) ≠ 0 grows like X (Poincaré–Perron).
public struct RatioBox: Sendable {
    /// m: the enclosure holds for all n ≥ m.
    public let depth: Int
    /// d, the slope: X(n)/X(n−1) ~ λ n^d.
    public let slope: Int
    /// Balls that contain τ₁(n), …, τ_{r−1}(n) for all n ≥ m.
    public let ratios: [Ball]
    /// A ball that contains λ.
    public let dominantRoot: Ball
    /// An estimate of log2 of |λ/μ| for the largest other root, infinite when there is none but 0.
    public let bitsPerTerm: Double

    /// t₁(n), …, t_{r−1}(n) for n ≥ m.
    ///
    /// - Precondition: `n` is at least `depth`.
    public func enclosure(at n: Int, precision: Int) -> [Ball] {
        precondition(n >= depth, "a box of ratios holds from its depth on")
        return ratios.enumerated().map { i, ratio in
            ratio.multiplied(by: Ball(n).power(slope * (i + 1), precision: precision), precision: precision)
        }
    }
}

extension LinearRecurrence {
    /// d and the coefficients of Âᵢ(u) P̂₀(u), lowest power first; nil when the growth is not a power n^d with integer d.
    private func normalized() -> (slope: Int, polynomials: [Polynomial<Integer>])? {
        guard let degree = coefficients[0].degree else { return nil }
        // d = max (deg Pᵢ − deg P₀)/i, which must be an integer.
        var best: (rise: Int, run: Int)?
        for i in 1...order {
            guard let top = coefficients[i].degree else { continue }
            let rise = top - degree
            if let current = best, rise * current.run <= current.rise * i { continue }
            best = (rise, i)
        }
        guard let best, best.rise % best.run == 0 else { return nil }
        let slope = best.rise / best.run
        // Pᵢ(1/u) u^(deg P₀ + di).
        let polynomials = (0...order).map { i -> Polynomial<Integer> in
            let top = degree + slope * i
            let p = coefficients[i]
            guard let own = p.degree else { return Polynomial() }
            return Polynomial(p.coefficients.reversed()).multipliedByVariable(power: top - own)
        }
        return (slope, polynomials)
    }

    /// The box of ratios at the least depth of the form 8·2^j at which it is proved.
    ///
    /// - Throws: `LimitError.undecided` when the characteristic polynomial has no real root that is larger in modulus than
    ///   all others (counted with multiplicity), its growth is no integer power of n, or no box is found.
    public func ratioBox() throws(LimitError) -> RatioBox {
        guard let (slope, polynomials) = normalized() else {
            throw .undecided("the solutions grow with a broken power of n: several have equal modulus")
        }
        let lead = polynomials[0][0].doubleValue
        let alphas = (1...order).map { polynomials[$0][0].doubleValue / lead }
        let roots = CharacteristicRoots.roots(alphas)
        guard let dominant = roots.first, dominant.size > 0,
            abs(dominant.imaginary) <= 1e-9 * dominant.size,
            order == 1 || roots[1].size < dominant.size * (1 - 1e-9)
        else { throw .undecided("no real root of the characteristic polynomial dominates all others") }
        let frame = RatioFrame(alphas, dominant: dominant.real, others: Array(roots.dropFirst()))
        let gap = order == 1 ? 0 : roots[1].size / dominant.size
        var depth = 8
        while depth <= 1 << 30 {
            if let found = frame.box(polynomials, slope: slope, depth: depth) {
                return RatioBox(
                    depth: depth, slope: slope, ratios: found.ratios, dominantRoot: found.root,
                    bitsPerTerm: gap == 0 ? .infinity : -log2(gap))
            }
            depth *= 2
        }
        throw .undecided("the box of ratios is not mapped into itself up to depth \(depth)")
    }
}
