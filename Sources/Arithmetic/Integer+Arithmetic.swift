internal import CMath

extension Integer {
    /// a + b. Cost: linear in the longer operand.
    @inlinable
    public static func + (a: consuming Integer, b: Integer) -> Integer {
        a += b
        return a
    }

    /// a − b. Cost: linear in the longer operand.
    @inlinable
    public static func - (a: consuming Integer, b: Integer) -> Integer {
        a -= b
        return a
    }

    /// a · b. Cost: GMP's multiplication, quasi-linear for large operands.
    @inlinable
    public static func * (a: consuming Integer, b: Integer) -> Integer {
        a *= b
        return a
    }

    /// −a.
    @inlinable
    public static prefix func - (a: consuming Integer) -> Integer {
        a.negate()
        return a
    }

    /// Adds `b` in place.
    @inlinable
    public static func += (a: inout Integer, b: Integer) {
        if a.big == nil && b.big == nil {
            let (sum, overflow) = a.small.addingReportingOverflow(b.small)
            if !overflow {
                a.small = sum
                return
            }
        }
        a.addSlow(b)
    }

    /// Subtracts `b` in place.
    @inlinable
    public static func -= (a: inout Integer, b: Integer) {
        if a.big == nil && b.big == nil {
            let (difference, overflow) = a.small.subtractingReportingOverflow(b.small)
            if !overflow {
                a.small = difference
                return
            }
        }
        a.subtractSlow(b)
    }

    /// Multiplies by `b` in place.
    @inlinable
    public static func *= (a: inout Integer, b: Integer) {
        if a.big == nil && b.big == nil {
            let (product, overflow) = a.small.multipliedReportingOverflow(by: b.small)
            if !overflow {
                a.small = product
                return
            }
        }
        a.multiplySlow(b)
    }

    /// Multiplies by a machine word in place.
    @inlinable
    public mutating func multiply(by b: Int) {
        if big == nil {
            let (product, overflow) = small.multipliedReportingOverflow(by: b)
            if !overflow {
                small = product
                return
            }
        }
        multiplyWordSlow(b)
    }

    /// Changes the sign in place.
    @inlinable
    public mutating func negate() {
        if big == nil && small != Int.min {
            small = -small
            return
        }
        negateSlow()
    }

    /// Adds x · y in place, without a temporary. Cost: one multiplication.
    @inlinable
    public mutating func addProduct(_ x: Integer, _ y: Integer) {
        if big == nil && x.big == nil && y.big == nil {
            let (product, overflow) = x.small.multipliedReportingOverflow(by: y.small)
            if !overflow {
                let (sum, carry) = small.addingReportingOverflow(product)
                if !carry {
                    small = sum
                    return
                }
            }
        }
        addProductSlow(x, y)
    }

    /// Subtracts x · y in place, without a temporary. Cost: one multiplication.
    public mutating func subtractProduct(_ x: Integer, _ y: Integer) {
        let storage = uniqueStorage()
        x.withMPZ { p in y.withMPZ { q in __gmpz_submul(storage.mpz, p, q) } }
        normalize()
    }

    /// Sets this value to x · y in place, reusing its storage. Cost: one multiplication.
    public mutating func setProduct(_ x: Integer, _ y: Integer) {
        let storage = uniqueStorage()
        x.withMPZ { p in y.withMPZ { q in __gmpz_mul(storage.mpz, p, q) } }
        normalize()
    }

    /// Sets this value to x · y in place, for a machine word y, reusing its storage. Cost: linear in x.
    public mutating func setProduct(_ x: Integer, _ y: Int) {
        let storage = uniqueStorage()
        x.withMPZ { __gmpz_mul_si(storage.mpz, $0, y) }
        normalize()
    }

    /// Adds x · y in place, for a machine word y. Cost: linear in x.
    public mutating func addProduct(_ x: Integer, _ y: Int) {
        let storage = uniqueStorage()
        x.withMPZ { cm_mpz_addmul_si(storage.mpz, $0, y) }
        normalize()
    }

    /// xᵏ for k ≥ 0; 0⁰ = 1.
    ///
    /// - Precondition: `exponent` is not negative.
    public func power(_ exponent: Int) -> Integer {
        precondition(exponent >= 0, "an integer power needs an exponent of at least 0")
        let storage = IntegerStorage.make()
        withMPZ { __gmpz_pow_ui(storage.mpz, $0, UInt(exponent)) }
        return Integer(adopting: storage)
    }

    /// The non-negative square root when this is a perfect square, otherwise nil.
    public var squareRootIfPerfect: Integer? {
        guard signum() >= 0, withMPZ({ __gmpz_perfect_square_p($0) }) != 0 else { return nil }
        let storage = IntegerStorage.make()
        withMPZ { __gmpz_sqrt(storage.mpz, $0) }
        return Integer(adopting: storage)
    }

    /// n! for n ≥ 0.
    ///
    /// - Precondition: `n` is not negative.
    public static func factorial(_ n: Int) -> Integer {
        precondition(n >= 0, "a factorial needs an argument of at least 0")
        let storage = IntegerStorage.make()
        __gmpz_fac_ui(storage.mpz, UInt(n))
        return Integer(adopting: storage)
    }

    @usableFromInline
    mutating func addSlow(_ b: Integer) {
        let storage = uniqueStorage()
        b.withMPZ { cm_mpz_add(storage.mpz, storage.mpz, $0) }
        normalize()
    }

    @usableFromInline
    mutating func subtractSlow(_ b: Integer) {
        let storage = uniqueStorage()
        b.withMPZ { __gmpz_sub(storage.mpz, storage.mpz, $0) }
        normalize()
    }

    @usableFromInline
    mutating func multiplySlow(_ b: Integer) {
        if let word = b.asInt {
            multiplyWordSlow(word)
            return
        }
        let storage = uniqueStorage()
        b.withMPZ { cm_mpz_mul(storage.mpz, storage.mpz, $0) }
        normalize()
    }

    @usableFromInline
    mutating func multiplyWordSlow(_ b: Int) {
        let storage = uniqueStorage()
        __gmpz_mul_si(storage.mpz, storage.mpz, b)
        normalize()
    }

    @usableFromInline
    mutating func negateSlow() {
        let storage = uniqueStorage()
        cm_mpz_neg(storage.mpz, storage.mpz)
        normalize()
    }

    @usableFromInline
    mutating func addProductSlow(_ x: Integer, _ y: Integer) {
        let storage = uniqueStorage()
        x.withMPZ { p in y.withMPZ { q in __gmpz_addmul(storage.mpz, p, q) } }
        normalize()
    }
}
