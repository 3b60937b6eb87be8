internal import CMath

// Orthogonal functions of any degree, Tricomi's function and Coulomb wave functions over Arb; the contracts are those of `ComplexBall`: an enclosure, to about `precision` bits, not finite outside the domain.
extension ComplexBall {
    /// U(a, b, z) of Tricomi for a this number (DLMF 13.2.6), to `precision` bits.
    public func tricomiU(_ b: ComplexBall, _ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in b.read { b in argument.read { a in acb_hypgeom_u(r, z, b, a, precision) } } }
        }
    }

    /// P_n^m(z) for n this number, cut on (1, ∞) (DLMF 14.3.1), to `precision` bits.
    public func legendreP(_ order: ComplexBall, _ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in
            read { z in order.read { o in argument.read { a in acb_hypgeom_legendre_p(r, z, o, a, 0, precision) } }
            }
        }
    }

    /// Q_n^m(z) for n this number, cut on (1, ∞) (DLMF 14.3.2), to `precision` bits.
    public func legendreQ(_ order: ComplexBall, _ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in
            read { z in order.read { o in argument.read { a in acb_hypgeom_legendre_q(r, z, o, a, 0, precision) } }
            }
        }
    }

    /// T_n(z) for n this number (DLMF 18.5.1), to `precision` bits.
    public func chebyshevT(_ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in argument.read { a in acb_hypgeom_chebyshev_t(r, z, a, precision) } } }
    }

    /// U_n(z) for n this number (DLMF 18.5.2), to `precision` bits.
    public func chebyshevU(_ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in argument.read { a in acb_hypgeom_chebyshev_u(r, z, a, precision) } } }
    }

    /// H_n(z) for n this number (DLMF 18.5.13), to `precision` bits.
    public func hermiteH(_ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in argument.read { a in acb_hypgeom_hermite_h(r, z, a, precision) } } }
    }

    /// L_n^m(z) for n this number (DLMF 18.5.12), to `precision` bits.
    public func laguerreL(_ order: ComplexBall, _ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in
            read { z in order.read { o in argument.read { a in acb_hypgeom_laguerre_l(r, z, o, a, precision) } } }
        }
    }

    /// C_n^m(z) for n this number (DLMF 18.5.9), to `precision` bits.
    public func gegenbauerC(_ order: ComplexBall, _ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in
            read { z in order.read { o in argument.read { a in acb_hypgeom_gegenbauer_c(r, z, o, a, precision) } } }
        }
    }

    /// P_n^(α, β)(z) for n this number (DLMF 18.5.7), to `precision` bits.
    public func jacobiP(_ alpha: ComplexBall, _ beta: ComplexBall, _ x: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in
            read { z in
                alpha.read { a in
                    beta.read { b in x.read { x in acb_hypgeom_jacobi_p(r, z, a, b, x, precision) } }
                }
            }
        }
    }

    /// F_ℓ(η, z) for ℓ this number (DLMF 33.2), to `precision` bits.
    public func coulombF(_ eta: ComplexBall, _ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in
            read { z in
                eta.read { e in argument.read { a in acb_hypgeom_coulomb(r, nil, nil, nil, z, e, a, precision) } }
            }
        }
    }

    /// G_ℓ(η, z) for ℓ this number (DLMF 33.2), to `precision` bits.
    public func coulombG(_ eta: ComplexBall, _ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in
            read { z in
                eta.read { e in argument.read { a in acb_hypgeom_coulomb(nil, r, nil, nil, z, e, a, precision) } }
            }
        }
    }

    /// Ai′(z) (DLMF 9.2), to `precision` bits.
    public func airyAiDerivative(precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in acb_hypgeom_airy(nil, r, nil, nil, z, precision) } }
    }

    /// Bi′(z) (DLMF 9.2), to `precision` bits.
    public func airyBiDerivative(precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in acb_hypgeom_airy(nil, nil, nil, r, z, precision) } }
    }

    /// ξ(z) = z(z − 1) π^(−z/2) Γ(z/2) ζ(z)/2 (DLMF 25.4.4), to `precision` bits.
    public func riemannXi(precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in acb_dirichlet_xi(r, z, precision) } }
    }

    /// Φ(z, s, a) = Σ zⁿ (n + a)^(−s) for z this number (DLMF 25.14.1), to `precision` bits.
    public func lerchPhi(_ s: ComplexBall, _ a: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in
            read { z in s.read { s in a.read { a in acb_dirichlet_lerch_phi(r, z, s, a, precision) } } }
        }
    }

    /// W_k(z), branch k of the Lambert function (DLMF 4.13), to `precision` bits.
    public func lambertW(branch: Int, precision: Int) -> ComplexBall {
        ComplexBall { z in
            var index: fmpz = 0
            fmpz_init(&index)
            fmpz_set_si(&index, branch)
            read { acb_lambertw(z, $0, &index, 0, precision) }
            fmpz_clear(&index)
        }
    }

    /// The n-th nontrivial zero of ζ in the upper half-plane, n ≥ 1 (DLMF 25.10), to `precision` bits.
    public static func zetaZero(_ n: Int, precision: Int) -> ComplexBall {
        ComplexBall { z in
            var index: fmpz = 0
            fmpz_init_set_ui(&index, UInt(max(1, n)))
            acb_dirichlet_zeta_zero(z, &index, precision)
            fmpz_clear(&index)
        }
    }
}
