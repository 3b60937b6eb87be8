internal import CMath

// Functions of one complex variable over Arb. Each encloses the value for every argument in the ball, to `precision`
// bits where the argument allows, and is not finite at poles and outside the domain.
extension ComplexBall {
    /// exp z, to `precision` bits.
    public func exp(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_exp(z, $0, precision) } }
    }

    /// log z on the principal branch, cut along the negative reals (DLMF 4.2), to `precision` bits.
    public func log(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_log(z, $0, precision) } }
    }

    /// √z on the principal branch, to `precision` bits.
    public func squareRoot(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_sqrt(z, $0, precision) } }
    }

    /// sin z, to `precision` bits.
    public func sin(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_sin(z, $0, precision) } }
    }

    /// cos z, to `precision` bits.
    public func cos(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_cos(z, $0, precision) } }
    }

    /// tan z, to `precision` bits.
    public func tan(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_tan(z, $0, precision) } }
    }

    /// cot z, to `precision` bits.
    public func cot(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_cot(z, $0, precision) } }
    }

    /// arcsin z, principal branch (DLMF 4.23), to `precision` bits.
    public func asin(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_asin(z, $0, precision) } }
    }

    /// arccos z, principal branch (DLMF 4.23), to `precision` bits.
    public func acos(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_acos(z, $0, precision) } }
    }

    /// arctan z, principal branch (DLMF 4.23), to `precision` bits.
    public func atan(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_atan(z, $0, precision) } }
    }

    /// sinh z, to `precision` bits.
    public func sinh(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_sinh(z, $0, precision) } }
    }

    /// cosh z, to `precision` bits.
    public func cosh(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_cosh(z, $0, precision) } }
    }

    /// tanh z, to `precision` bits.
    public func tanh(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_tanh(z, $0, precision) } }
    }

    /// coth z, to `precision` bits.
    public func coth(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_coth(z, $0, precision) } }
    }

    /// 1/cos z (DLMF 4.14.6), to `precision` bits.
    public func secant(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_sec(z, $0, precision) } }
    }

    /// 1/sin z (DLMF 4.14.5), to `precision` bits.
    public func cosecant(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_csc(z, $0, precision) } }
    }

    /// 1/cosh z (DLMF 4.28.9), to `precision` bits.
    public func hyperbolicSecant(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_sech(z, $0, precision) } }
    }

    /// 1/sinh z (DLMF 4.28.8), to `precision` bits.
    public func hyperbolicCosecant(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_csch(z, $0, precision) } }
    }

    /// The argument of z in (−π, π], to `precision` bits.
    public func argument(precision: Int) -> Ball { Ball { x in read { acb_arg(x, $0, precision) } } }

    /// arsinh z, principal branch (DLMF 4.37), to `precision` bits.
    public func asinh(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_asinh(z, $0, precision) } }
    }

    /// arcosh z, principal branch (DLMF 4.37), to `precision` bits.
    public func acosh(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_acosh(z, $0, precision) } }
    }

    /// artanh z, principal branch (DLMF 4.37), to `precision` bits.
    public func atanh(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_atanh(z, $0, precision) } }
    }

    /// Γ(z) (DLMF 5.2.1), to `precision` bits.
    public func gamma(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_gamma(z, $0, precision) } }
    }

    /// log Γ(z), continuous off the negative reals (DLMF 5.2), to `precision` bits.
    public func logGamma(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_lgamma(z, $0, precision) } }
    }

    /// ψ(z) = Γ′(z)/Γ(z) (DLMF 5.2.2), to `precision` bits.
    public func digamma(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_digamma(z, $0, precision) } }
    }

    /// The Barnes function G(z) (DLMF 5.17), to `precision` bits.
    public func barnesG(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_barnes_g(z, $0, precision) } }
    }

    /// 1/Γ(z), entire, to `precision` bits.
    public func reciprocalGamma(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_rgamma(z, $0, precision) } }
    }

    /// ζ(z) (DLMF 25.2.1), to `precision` bits.
    public func zeta(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_zeta(z, $0, precision) } }
    }

    /// η(z) = Σ (−1)^(n−1) n^(−z) (DLMF 25.2.3), to `precision` bits.
    public func dirichletEta(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_dirichlet_eta(z, $0, precision) } }
    }

    /// erf z (DLMF 7.2.1), to `precision` bits.
    public func erf(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_hypgeom_erf(z, $0, precision) } }
    }

    /// erfc z = 1 − erf z (DLMF 7.2.2), to `precision` bits.
    public func erfc(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_hypgeom_erfc(z, $0, precision) } }
    }

    /// erfi z = −i erf(iz), to `precision` bits.
    public func erfi(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_hypgeom_erfi(z, $0, precision) } }
    }

    /// Ei(z) (DLMF 6.2.5), to `precision` bits.
    public func exponentialIntegral(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_hypgeom_ei(z, $0, precision) } }
    }

    /// Si(z) (DLMF 6.2.9), to `precision` bits.
    public func sineIntegral(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_hypgeom_si(z, $0, precision) } }
    }

    /// Ci(z) (DLMF 6.2.11), to `precision` bits.
    public func cosineIntegral(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_hypgeom_ci(z, $0, precision) } }
    }

    /// K(m), the complete elliptic integral of the first kind in the parameter m = k² (DLMF 19.2.8), to `precision` bits.
    public func ellipticK(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_elliptic_k(z, $0, precision) } }
    }

    /// E(m), the complete elliptic integral of the second kind in the parameter m = k² (DLMF 19.2.8), to `precision` bits.
    public func ellipticE(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_elliptic_e(z, $0, precision) } }
    }

    /// li(z) (DLMF 6.2.8), to `precision` bits.
    public func logarithmicIntegral(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_hypgeom_li(z, $0, 0, precision) } }
    }

    /// W(z), the principal branch of the Lambert function (DLMF 4.13), to `precision` bits.
    public func lambertW(precision: Int) -> ComplexBall {
        ComplexBall { z in
            var branch: fmpz = 0
            fmpz_init(&branch)
            read { acb_lambertw(z, $0, &branch, 0, precision) }
            fmpz_clear(&branch)
        }
    }

    /// Ai(z) (DLMF 9.2), to `precision` bits.
    public func airyAi(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_hypgeom_airy(z, nil, nil, nil, $0, precision) } }
    }

    /// Bi(z) (DLMF 9.2), to `precision` bits.
    public func airyBi(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_hypgeom_airy(nil, nil, z, nil, $0, precision) } }
    }

    /// ζ′(z), to `precision` bits, from the power series of the zeta function at z.
    public func zetaDerivative(precision: Int) -> ComplexBall {
        ComplexBall { z in
            guard let jet = _acb_vec_init(2) else { return }
            read { acb_dirichlet_zeta_jet(jet, $0, 0, 2, precision) }
            acb_set(z, jet + 1)
            _acb_vec_clear(jet, 2)
        }
    }

    /// ϑ₃(0, q) = 1 + 2 Σ q^(n²) in the nome q, |q| < 1 (DLMF 20.2.3), to `precision` bits.
    public func theta3(precision: Int) -> ComplexBall {
        // q = exp(πiτ): Arb takes τ.
        let bits = precision + 16
        let pi = ComplexBall(Ball.pi(precision: bits))
        let tau = log(precision: bits).divided(by: pi.multiplied(by: .i, precision: bits), precision: bits)
        let zero = ComplexBall()
        return ComplexBall { z in
            var other = (acb_struct(), acb_struct(), acb_struct())
            acb_init(&other.0)
            acb_init(&other.1)
            acb_init(&other.2)
            zero.read { w in tau.read { acb_modular_theta(&other.0, &other.1, z, &other.2, w, $0, precision) } }
            acb_clear(&other.0)
            acb_clear(&other.1)
            acb_clear(&other.2)
        }
    }
}
