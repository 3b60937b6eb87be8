internal import CMath

// Incomplete gamma and beta functions and their relatives over Arb; the contracts are those of `ComplexBall`: an enclosure, to about `precision` bits, not finite outside the domain.
extension ComplexBall {
    /// Γ(s, z), the upper incomplete gamma function, for s this number (DLMF 8.2.2), to `precision` bits.
    public func incompleteGamma(_ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in argument.read { a in acb_hypgeom_gamma_upper(r, z, a, 0, precision) } } }
    }

    /// γ(s, z), the lower incomplete gamma function, for s this number (DLMF 8.2.1), to `precision` bits.
    public func lowerIncompleteGamma(_ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in argument.read { a in acb_hypgeom_gamma_lower(r, z, a, 0, precision) } } }
    }

    /// B_z(a, b) for a this number (DLMF 8.17.1), to `precision` bits.
    public func incompleteBeta(_ b: ComplexBall, _ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in
            read { z in b.read { b in argument.read { a in acb_hypgeom_beta_lower(r, z, b, a, 0, precision) } } }
        }
    }

    /// E_s(z), the generalized exponential integral, for s this number (DLMF 8.19.1), to `precision` bits.
    public func generalizedExponentialIntegral(_ argument: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in argument.read { a in acb_hypgeom_expint(r, z, a, precision) } } }
    }

    /// S(z) = ∫₀^z sin(πt²/2) dt (DLMF 7.2.8), to `precision` bits.
    public func fresnelS(precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in acb_hypgeom_fresnel(r, nil, z, 1, precision) } }
    }

    /// C(z) = ∫₀^z cos(πt²/2) dt (DLMF 7.2.7), to `precision` bits.
    public func fresnelC(precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in acb_hypgeom_fresnel(nil, r, z, 1, precision) } }
    }

    /// Shi(z) (DLMF 6.2.15), to `precision` bits.
    public func hyperbolicSineIntegral(precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in acb_hypgeom_shi(r, z, precision) } }
    }

    /// Chi(z) (DLMF 6.2.16), to `precision` bits.
    public func hyperbolicCosineIntegral(precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in acb_hypgeom_chi(r, z, precision) } }
    }

    /// log G(z) for the Barnes function G (DLMF 5.17), to `precision` bits.
    public func logBarnesG(precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in acb_log_barnes_g(r, z, precision) } }
    }

    /// (x)ₙ = Γ(x + n)/Γ(x) for x this number (DLMF 5.2.5), to `precision` bits.
    public func risingFactorial(_ n: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in n.read { n in acb_rising(r, z, n, precision) } } }
    }
}
