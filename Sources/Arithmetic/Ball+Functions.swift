internal import CMath

// Constants over Arb, cached there for each thread and precision.
extension Ball {
    /// π, to `precision` bits. Cost: quasi-linear in the precision.
    public static func pi(precision: Int) -> Ball { Ball { arb_const_pi($0, precision) } }

    /// e, to `precision` bits. Cost: quasi-linear in the precision.
    public static func e(precision: Int) -> Ball { Ball { arb_const_e($0, precision) } }

    /// Euler's constant γ, to `precision` bits. Cost: quasi-linear in the precision.
    public static func eulerGamma(precision: Int) -> Ball { Ball { arb_const_euler($0, precision) } }

    /// Catalan's constant, to `precision` bits. Cost: quasi-linear in the precision.
    public static func catalan(precision: Int) -> Ball { Ball { arb_const_catalan($0, precision) } }

    /// Khinchin's constant, to `precision` bits. Cost: quasi-linear in the precision.
    public static func khinchin(precision: Int) -> Ball { Ball { arb_const_khinchin($0, precision) } }

    /// The Glaisher–Kinkelin constant, to `precision` bits. Cost: quasi-linear in the precision.
    public static func glaisher(precision: Int) -> Ball { Ball { arb_const_glaisher($0, precision) } }

    /// log 2, to `precision` bits. Cost: quasi-linear in the precision.
    public static func log2(precision: Int) -> Ball { Ball { arb_const_log2($0, precision) } }

    /// log 10, to `precision` bits. Cost: quasi-linear in the precision.
    public static func log10(precision: Int) -> Ball { Ball { arb_const_log10($0, precision) } }

    /// ζ(3), to `precision` bits. Cost: quasi-linear in the precision.
    public static func apery(precision: Int) -> Ball { Ball { arb_const_apery($0, precision) } }

    /// √x; not finite for x < 0, to `precision` bits.
    public func squareRoot(precision: Int) -> Ball { Ball { z in read { arb_sqrt(z, $0, precision) } } }

    /// exp x, to `precision` bits.
    public func exp(precision: Int) -> Ball { Ball { z in read { arb_exp(z, $0, precision) } } }

    /// log x; not finite unless x > 0, to `precision` bits.
    public func log(precision: Int) -> Ball { Ball { z in read { arb_log(z, $0, precision) } } }

    /// sin x, to `precision` bits.
    public func sin(precision: Int) -> Ball { Ball { z in read { arb_sin(z, $0, precision) } } }

    /// cos x, to `precision` bits.
    public func cos(precision: Int) -> Ball { Ball { z in read { arb_cos(z, $0, precision) } } }

    /// arctan x, to `precision` bits.
    public func atan(precision: Int) -> Ball { Ball { z in read { arb_atan(z, $0, precision) } } }

    /// The k-th root of x ≥ 0, to `precision` bits; not finite for x < 0 or k < 1.
    public func root(_ k: Int, precision: Int) -> Ball {
        Ball { z in read { k >= 1 ? arb_root_ui(z, $0, UInt(k), precision) : arb_indeterminate(z) } }
    }
}

/// What Arb and FLINT keep for later in each thread: constants, Bernoulli numbers, tables of logarithms.
public enum ThreadCaches {
    /// Frees them for the calling thread; they are computed again when needed.
    public static func clear() { flint_cleanup() }
}
