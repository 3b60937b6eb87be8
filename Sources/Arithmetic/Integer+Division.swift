internal import CMath

extension Integer {
    /// The quotient truncated towards zero and the remainder with the sign of the dividend: x = q·d + r, |r| < |d|.
    ///
    /// - Precondition: `divisor` is not 0.
    public func quotientAndRemainder(dividingBy divisor: Integer) -> (quotient: Integer, remainder: Integer) {
        precondition(!divisor.isZero, "division of an integer by zero")
        if let x = asInt, let d = divisor.asInt, !(x == Int.min && d == -1) {
            let (q, r) = x.quotientAndRemainder(dividingBy: d)
            return (Integer(q), Integer(r))
        }
        let q = IntegerStorage.make()
        let r = IntegerStorage.make()
        withMPZ { x in divisor.withMPZ { d in __gmpz_tdiv_qr(q.mpz, r.mpz, x, d) } }
        return (Integer(adopting: q), Integer(adopting: r))
    }

    /// ⌊x / d⌋.
    ///
    /// - Precondition: `divisor` is not 0.
    public func floorDivided(by divisor: Integer) -> Integer {
        let (q, r) = quotientAndRemainder(dividingBy: divisor)
        return r.signum() * divisor.signum() < 0 ? q - 1 : q
    }

    /// The representative of x modulo |m| in 0 ..< |m|.
    ///
    /// - Precondition: `modulus` is not 0.
    public func modulo(_ modulus: Integer) -> Integer {
        let r = quotientAndRemainder(dividingBy: modulus).remainder
        return r.signum() < 0 ? r + modulus.magnitude : r
    }

    /// The representative of x modulo m in 0 ..< m, as a machine word. Cost: linear in the size of x.
    ///
    /// - Precondition: `modulus` is positive.
    public func modulo(_ modulus: UInt) -> UInt {
        precondition(modulus > 0, "a modulus must be positive")
        return withMPZ { __gmpz_fdiv_ui($0, modulus) }
    }

    /// x / d when the division leaves no remainder, otherwise nil.
    public func exactQuotient(_ divisor: Integer) -> Integer? {
        if divisor.isZero { return nil }
        let (q, r) = quotientAndRemainder(dividingBy: divisor)
        return r.isZero ? q : nil
    }

    /// x / d for a divisor that is known to divide x; faster than a division with remainder.
    ///
    /// - Precondition: `divisor` is not 0 and divides this integer.
    public func dividedExactly(by divisor: Integer) -> Integer {
        precondition(!divisor.isZero, "division of an integer by zero")
        if asInt != nil, divisor.asInt != nil { return quotientAndRemainder(dividingBy: divisor).quotient }
        let q = IntegerStorage.make()
        withMPZ { x in divisor.withMPZ { d in __gmpz_divexact(q.mpz, x, d) } }
        return Integer(adopting: q)
    }

    /// The greatest common divisor, never negative; gcd(0, 0) = 0.
    public func gcd(_ other: Integer) -> Integer {
        if var a = asInt?.magnitude, var b = other.asInt?.magnitude {
            while b != 0 { (a, b) = (b, a % b) }
            return Integer(a)
        }
        let g = IntegerStorage.make()
        withMPZ { x in other.withMPZ { y in __gmpz_gcd(g.mpz, x, y) } }
        return Integer(adopting: g)
    }

    /// The least common multiple, never negative; 0 when either is 0.
    public func lcm(_ other: Integer) -> Integer {
        if isZero || other.isZero { return 0 }
        return (dividedExactly(by: gcd(other)) * other).magnitude
    }
}
