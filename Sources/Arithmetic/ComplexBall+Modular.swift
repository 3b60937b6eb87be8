internal import CMath

// Theta and modular functions of τ in the upper half-plane over Arb; the contracts are those of `ComplexBall`: an enclosure, to about `precision` bits, not finite outside the domain.
extension ComplexBall {
    /// η(τ) of Dedekind for τ this number (DLMF 23.15.9), to `precision` bits.
    public func dedekindEta(precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in acb_modular_eta(r, z, precision) } }
    }

    /// j(τ) = 1728 J(τ) for τ this number (DLMF 23.15.7), to `precision` bits.
    public func kleinJ(precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in acb_modular_j(r, z, precision) } }
    }

    /// λ(τ) for τ this number (DLMF 23.15.6), to `precision` bits.
    public func modularLambda(precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in acb_modular_lambda(r, z, precision) } }
    }

    /// Δ(τ) = q ∏ (1 − qⁿ)²⁴ for τ this number, q = e^(2πiτ), to `precision` bits.
    public func modularDelta(precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in acb_modular_delta(r, z, precision) } }
    }

    /// G₂ₖ(τ) = Σ' (m + nτ)^(−2k) for weight 2k in 4 ... 200 and τ this number (DLMF 23.10), to `precision` bits; nil for
    /// another weight.
    public func eisenstein(weight: Int, precision: Int) -> ComplexBall? {
        guard weight % 2 == 0, (4...200).contains(weight) else { return nil }
        let count = weight / 2 - 1
        return ComplexBall { r in
            let series = _acb_vec_init(count)
            read { acb_modular_eisenstein(series, $0, count, precision) }
            if let series { acb_set(r, series + (count - 1)) }
            _acb_vec_clear(series, count)
        }
    }

    /// ϑ_k(z, q) for k in 1 ... 4, z this number and the nome q, 0 < |q| < 1 (DLMF 20.2), to `precision` bits; nil for
    /// another k. ϑ₁ and ϑ₂ are taken with q^(1/4) on the principal branch.
    public func theta(_ k: Int, nome: ComplexBall, precision: Int) -> ComplexBall? {
        guard (1...4).contains(k) else { return nil }
        // Arb takes τ with q = exp(πiτ) and z in units of π.
        let bits = precision + 16
        let pi = ComplexBall(Ball.pi(precision: bits))
        let tau = nome.log(precision: bits).divided(by: pi.multiplied(by: .i, precision: bits), precision: bits)
        let point = divided(by: pi, precision: bits)
        return ComplexBall { r in
            guard let values = _acb_vec_init(4) else { return }
            point.read { w in
                tau.read { t in acb_modular_theta(values, values + 1, values + 2, values + 3, w, t, precision) }
            }
            // ϑ₁ of Arb is DLMF's, its ϑ₃ and ϑ₄ as well.
            acb_set(r, values + (k - 1))
            _acb_vec_clear(values, 4)
        }
    }
}
