internal import CMath

// Incomplete elliptic integrals, Carlson's symmetric forms and Weierstrass functions over Arb; the contracts are those of `ComplexBall`: an enclosure, to about `precision` bits, not finite outside the domain.
extension ComplexBall {
    /// Π(n, m) = ∫₀^(π/2) dt / ((1 − n sin²t) √(1 − m sin²t)) for n this number (DLMF 19.2.8), to `precision` bits.
    public func ellipticPi(_ parameter: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in parameter.read { p in acb_elliptic_pi(r, z, p, precision) } } }
    }

    /// F(φ, m) = ∫₀^φ dt/√(1 − m sin²t) for φ this number (DLMF 19.2.4), to `precision` bits.
    public func ellipticF(_ parameter: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in parameter.read { p in acb_elliptic_f(r, z, p, 0, precision) } } }
    }

    /// E(φ, m) = ∫₀^φ √(1 − m sin²t) dt for φ this number (DLMF 19.2.5), to `precision` bits.
    public func incompleteEllipticE(_ parameter: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in parameter.read { p in acb_elliptic_e_inc(r, z, p, 0, precision) } } }
    }

    /// Π(n, φ, m) for n this number (DLMF 19.2.7), to `precision` bits.
    public func incompleteEllipticPi(_ amplitude: ComplexBall, _ parameter: ComplexBall, precision: Int) -> ComplexBall
    {
        ComplexBall { r in
            read { z in
                amplitude.read { a in parameter.read { p in acb_elliptic_pi_inc(r, z, a, p, 0, precision) } }
            }
        }
    }

    /// R_F(x, y, z) for x this number (DLMF 19.16.1), to `precision` bits.
    public func carlsonRF(_ y: ComplexBall, _ w: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in y.read { y in w.read { w in acb_elliptic_rf(r, z, y, w, 0, precision) } } } }
    }

    /// R_G(x, y, z) for x this number (DLMF 19.16.3), to `precision` bits.
    public func carlsonRG(_ y: ComplexBall, _ w: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in y.read { y in w.read { w in acb_elliptic_rg(r, z, y, w, 0, precision) } } } }
    }

    /// R_J(x, y, z, p) for x this number (DLMF 19.16.2), to `precision` bits.
    public func carlsonRJ(_ y: ComplexBall, _ w: ComplexBall, _ p: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in
            read { z in
                y.read { y in w.read { w in p.read { p in acb_elliptic_rj(r, z, y, w, p, 0, precision) } } }
            }
        }
    }

    /// R_C(x, y) = R_F(x, y, y) for x this number (DLMF 19.2.17), to `precision` bits.
    public func carlsonRC(_ y: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in y.read { y in acb_elliptic_rf(r, z, y, y, 0, precision) } } }
    }

    /// ℘(z, τ) for the lattice 1, τ and z this number (DLMF 23.2.4), to `precision` bits.
    public func weierstrassP(_ tau: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in tau.read { t in acb_elliptic_p(r, z, t, precision) } } }
    }

    /// ζ(z, τ) of Weierstrass for the lattice 1, τ and z this number (DLMF 23.2.5), to `precision` bits.
    public func weierstrassZeta(_ tau: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in tau.read { t in acb_elliptic_zeta(r, z, t, precision) } } }
    }

    /// σ(z, τ) of Weierstrass for the lattice 1, τ and z this number (DLMF 23.2.6), to `precision` bits.
    public func weierstrassSigma(_ tau: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { r in read { z in tau.read { t in acb_elliptic_sigma(r, z, t, precision) } } }
    }
}
