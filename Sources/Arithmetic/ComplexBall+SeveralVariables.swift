internal import CMath

// Functions of two and more complex variables over Arb; the contracts are those of `ComplexBall`.
extension ComplexBall {
    /// ζ(s, a) = Σ (n + a)^(−s) with s this number (DLMF 25.11.1), to `precision` bits.
    public func hurwitzZeta(_ a: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { z in read { x in a.read { y in acb_hurwitz_zeta(z, x, y, precision) } } }
    }

    /// ψ⁽ᵏ⁾(z) for the order k this number, z the argument (DLMF 5.15), to `precision` bits.
    public func polygamma(_ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { z in read { x in argument.read { y in acb_polygamma(z, x, y, precision) } } }
    }

    /// J_ν(z) for the order ν this number (DLMF 10.2.2), to `precision` bits.
    public func besselJ(_ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { z in read { x in argument.read { y in acb_hypgeom_bessel_j(z, x, y, precision) } } }
    }

    /// Y_ν(z) for the order ν this number (DLMF 10.2.3), to `precision` bits.
    public func besselY(_ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { z in read { x in argument.read { y in acb_hypgeom_bessel_y(z, x, y, precision) } } }
    }

    /// I_ν(z) for the order ν this number (DLMF 10.25.2), to `precision` bits.
    public func besselI(_ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { z in read { x in argument.read { y in acb_hypgeom_bessel_i(z, x, y, precision) } } }
    }

    /// K_ν(z) for the order ν this number (DLMF 10.25.3), to `precision` bits.
    public func besselK(_ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { z in read { x in argument.read { y in acb_hypgeom_bessel_k(z, x, y, precision) } } }
    }

    /// Li_s(z) for the order s this number (DLMF 25.12.10), to `precision` bits.
    public func polylogarithm(_ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { z in read { x in argument.read { y in acb_polylog(z, x, y, precision) } } }
    }

    /// The arithmetic–geometric mean (DLMF 19.8), to `precision` bits.
    public func arithmeticGeometricMean(_ other: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { z in read { x in other.read { y in acb_agm(z, x, y, precision) } } }
    }

    /// Γ(x) Γ(y) / Γ(x + y) (DLMF 5.12.1), to `precision` bits.
    public func beta(_ other: ComplexBall, precision: Int) -> ComplexBall {
        let bits = precision + 16
        let reciprocal = ComplexBall { z in
            adding(other, precision: bits).read { acb_rgamma(z, $0, bits) }
        }
        return gamma(precision: bits).multiplied(by: other.gamma(precision: bits), precision: bits)
            .multiplied(by: reciprocal, precision: precision)
    }

    /// E₁(z) (DLMF 6.2.1), to `precision` bits.
    public func exponentialIntegralOne(precision: Int) -> ComplexBall {
        let one = ComplexBall(1)
        return ComplexBall { z in one.read { s in read { acb_hypgeom_expint(z, s, $0, precision) } } }
    }

    /// pFq(a; b; z), not regularized (DLMF 16.2.1), to `precision` bits; analytically continued for p = q + 1.
    public static func hypergeometric(
        _ upper: [ComplexBall], _ lower: [ComplexBall], _ argument: ComplexBall, precision: Int
    ) -> ComplexBall {
        func fill(_ values: [ComplexBall]) -> UnsafeMutablePointer<acb_struct>? {
            let vector = _acb_vec_init(max(1, values.count))
            for (i, value) in values.enumerated() { value.read { acb_set(vector?.advanced(by: i), $0) } }
            return vector
        }
        let a = fill(upper)
        let b = fill(lower)
        defer {
            _acb_vec_clear(a, max(1, upper.count))
            _acb_vec_clear(b, max(1, lower.count))
        }
        return ComplexBall { z in
            argument.read { x in
                switch (upper.count, lower.count) {
                case (2, 1): acb_hypgeom_2f1(z, a, a?.advanced(by: 1), b, x, 0, precision)
                case (1, 1): acb_hypgeom_m(z, a, b, x, 0, precision)
                case (0, 1): acb_hypgeom_0f1(z, b, x, 0, precision)
                default: acb_hypgeom_pfq(z, a, upper.count, b, lower.count, x, 0, precision)
                }
            }
        }
    }

    /// L(s, χ) for s this number and the Dirichlet character χ_q(m, ·) in Conrey's numbering, to `precision` bits;
    /// nil when m is not prime to q or not in 1 ... q, or q exceeds 10^12.
    public func dirichletL(modulus q: Int, conrey m: Int, precision: Int) -> ComplexBall? {
        guard (1...1_000_000_000_000).contains(q), (1...q).contains(m), Integer(q).gcd(Integer(m)).isOne else {
            return nil
        }
        var group = dirichlet_group_struct()
        dirichlet_group_init(&group, UInt(q))
        var character = dirichlet_char_struct()
        dirichlet_char_init(&character, &group)
        dirichlet_char_log(&character, &group, UInt(m))
        defer {
            dirichlet_char_clear(&character)
            dirichlet_group_clear(&group)
        }
        return ComplexBall { z in read { acb_dirichlet_l(z, $0, &group, &character, precision) } }
    }

    /// The Stieltjes constant γ_n, the n-th coefficient of ζ at 1 (DLMF 25.2.5), to `precision` bits, n ≥ 0.
    public static func stieltjes(_ n: Int, precision: Int) -> ComplexBall {
        let one = ComplexBall(1)
        return ComplexBall { z in
            var index: fmpz = 0
            fmpz_init_set_ui(&index, UInt(max(0, n)))
            one.read { acb_dirichlet_stieltjes(z, &index, $0, precision) }
            fmpz_clear(&index)
        }
    }
}
