internal import CMath

extension Ball {
    /// x + y, to `precision` bits.
    public func adding(_ other: Ball, precision: Int) -> Ball {
        Ball { z in read { x in other.read { y in arb_add(z, x, y, precision) } } }
    }

    /// x − y, to `precision` bits.
    public func subtracting(_ other: Ball, precision: Int) -> Ball {
        Ball { z in read { x in other.read { y in arb_sub(z, x, y, precision) } } }
    }

    /// x · y, to `precision` bits.
    public func multiplied(by other: Ball, precision: Int) -> Ball {
        Ball { z in read { x in other.read { y in arb_mul(z, x, y, precision) } } }
    }

    /// x · k for a machine word k, to `precision` bits.
    public func multiplied(by factor: Int, precision: Int) -> Ball {
        Ball { z in read { x in arb_mul_si(z, x, factor, precision) } }
    }

    /// x · 2ᵏ, exactly.
    public func scaled(byPowerOfTwo exponent: Int) -> Ball {
        Ball { z in read { x in arb_mul_2exp_si(z, x, exponent) } }
    }

    /// x / y, to `precision` bits; not finite when y contains 0.
    public func divided(by other: Ball, precision: Int) -> Ball {
        Ball { z in read { x in other.read { y in arb_div(z, x, y, precision) } } }
    }

    /// xᵏ for any integer k, to `precision` bits; not finite when k < 0 and x contains 0.
    public func power(_ exponent: Int, precision: Int) -> Ball {
        let result = Ball { z in read { x in arb_pow_ui(z, x, exponent.magnitude, precision) } }
        return exponent < 0 ? Ball(1).divided(by: result, precision: precision) : result
    }

    /// −x, exactly.
    public func negated() -> Ball { Ball { z in read { arb_neg(z, $0) } } }

    /// |x|.
    public func absoluteValue() -> Ball { Ball { z in read { arb_abs(z, $0) } } }

    /// The same ball with its midpoint rounded to `precision` bits.
    public func rounded(precision: Int) -> Ball { Ball { z in read { arb_set_round(z, $0, precision) } } }

    /// Adds `other` in place, to `precision` bits.
    public mutating func add(_ other: Ball, precision: Int) {
        other.read { y in mutate { arb_add($0, $0, y, precision) } }
    }

    /// Subtracts `other` in place, to `precision` bits.
    public mutating func subtract(_ other: Ball, precision: Int) {
        other.read { y in mutate { arb_sub($0, $0, y, precision) } }
    }

    /// Multiplies by `other` in place, to `precision` bits.
    public mutating func multiply(by other: Ball, precision: Int) {
        other.read { y in mutate { arb_mul($0, $0, y, precision) } }
    }

    /// Divides by `other` in place, to `precision` bits.
    public mutating func divide(by other: Ball, precision: Int) {
        other.read { y in mutate { arb_div($0, $0, y, precision) } }
    }

    /// Adds x · y in place, to `precision` bits.
    public mutating func addProduct(_ x: Ball, _ y: Ball, precision: Int) {
        x.read { p in y.read { q in mutate { arb_addmul($0, p, q, precision) } } }
    }

    /// Subtracts x · y in place, to `precision` bits.
    public mutating func subtractProduct(_ x: Ball, _ y: Ball, precision: Int) {
        x.read { p in y.read { q in mutate { arb_submul($0, p, q, precision) } } }
    }

    /// Rounds the midpoint in place.
    public mutating func round(precision: Int) { mutate { arb_set_round($0, $0, precision) } }

    /// Adds the upper bound of |`error`| to the radius.
    public mutating func enlarge(by error: Ball) {
        error.read { e in mutate { arb_add_error($0, e) } }
    }
}
