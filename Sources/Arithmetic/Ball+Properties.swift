internal import CMath

extension Ball {
    /// Whether midpoint and radius are finite.
    public var isFinite: Bool { read { arb_is_finite($0) != 0 } }

    /// Whether the radius is 0.
    public var isExact: Bool { read { arb_is_exact($0) != 0 } }

    /// Whether the ball is the exact number 0.
    public var isZero: Bool { read { arb_is_zero($0) != 0 } }

    /// Whether 0 lies in the ball; true also when the ball is not finite.
    public var containsZero: Bool { read { arb_contains_zero($0) != 0 } }

    /// Whether every number of the ball is greater than 0.
    public var isPositive: Bool { read { arb_is_positive($0) != 0 } }

    /// Whether every number of the ball is less than 0.
    public var isNegative: Bool { read { arb_is_negative($0) != 0 } }

    /// Whether every number of the ball is at least 0.
    public var isNonnegative: Bool { read { arb_is_nonnegative($0) != 0 } }

    /// Whether 0 lies outside the ball.
    public var isNonzero: Bool { read { arb_is_nonzero($0) != 0 } }

    /// Whether the ball is one exact integer.
    public var isExactInteger: Bool { read { arb_is_int($0) != 0 } }

    /// Whether an integer lies in the ball.
    public var containsInteger: Bool { read { arb_contains_int($0) != 0 } }

    /// The one integer in the ball, or nil when there is none or more than one.
    public var uniqueInteger: Integer? {
        var word: fmpz = 0
        fmpz_init(&word)
        defer { fmpz_clear(&word) }
        guard read({ arb_get_unique_fmpz(&word, $0) }) != 0 else { return nil }
        return Integer(&word)
    }

    /// Whether the rational number lies in the ball; exact.
    public func contains(_ value: Rational) -> Bool {
        var quotient = fmpq()
        fmpq_init(&quotient)
        defer { fmpq_clear(&quotient) }
        value.numerator.withMPZ { fmpz_set_mpz(&quotient.num, $0) }
        value.denominator.withMPZ { fmpz_set_mpz(&quotient.den, $0) }
        return read { arb_contains_fmpq($0, &quotient) } != 0
    }

    /// Whether the whole of `other` lies in this ball.
    public func contains(_ other: Ball) -> Bool { read { x in other.read { arb_contains(x, $0) != 0 } } }

    /// Whether some number lies in both balls. Two balls that do not overlap enclose different numbers.
    public func overlaps(_ other: Ball) -> Bool { read { x in other.read { arb_overlaps(x, $0) != 0 } } }

    /// Whether every number of this ball is less than every number of `other`.
    public func isLess(than other: Ball) -> Bool { read { x in other.read { arb_lt(x, $0) != 0 } } }

    /// The accuracy in bits that stands for an exact ball.
    public static let exactAccuracy = 1 << 40

    /// The relative accuracy in bits, about −log2(radius / |midpoint|), cut to ±`exactAccuracy`.
    public var accuracyBits: Int {
        max(-Ball.exactAccuracy, min(Ball.exactAccuracy, read { arb_rel_accuracy_bits($0) }))
    }

    /// The number of bits of the midpoint's mantissa.
    public var midpointBits: Int { read { arb_bits($0) } }

    /// The midpoint as an exact ball.
    public var midpoint: Ball { Ball { z in read { arb_get_mid_arb(z, $0) } } }

    /// The radius as an exact ball.
    public var radius: Ball { Ball { z in read { arb_get_rad_arb(z, $0) } } }

    /// An exact upper bound of |x| over the ball, rounded up to 30 bits.
    public var upperBoundOfMagnitude: Ball {
        Ball { z in
            read { x in
                arb_get_abs_ubound_arf(&z.pointee.mid, x, 30)
            }
        }
    }

    /// An exact lower bound of |x| over the ball, rounded down to 30 bits; 0 when the ball contains 0.
    public var lowerBoundOfMagnitude: Ball {
        Ball { z in
            read { x in
                arb_get_abs_lbound_arf(&z.pointee.mid, x, 30)
            }
        }
    }

    /// An estimate of the midpoint as a double.
    public var doubleEstimate: Double { read { arf_get_d(&$0.pointee.mid, ARF_RND_NEAR) } }

    /// The midpoint rounded to the nearest integer after scaling by 2ᵏ: an estimate for lattice reduction.
    ///
    /// Returns nil when the ball is not finite.
    public func nearestInteger(scaledByPowerOfTwo exponent: Int) -> Integer? {
        guard isFinite else { return nil }
        var scaled = arf_struct()
        var word: fmpz = 0
        arf_init(&scaled)
        fmpz_init(&word)
        defer {
            arf_clear(&scaled)
            fmpz_clear(&word)
        }
        read { arf_mul_2exp_si(&scaled, &$0.pointee.mid, exponent) }
        arf_get_fmpz(&word, &scaled, ARF_RND_NEAR)
        return Integer(&word)
    }

    /// ⌈log2⌉ of the radius, or nil when the ball is exact or not finite.
    public var exponentOfRadius: Int? {
        guard !isExact, isFinite else { return nil }
        return radius.exponentOfMagnitude
    }

    /// ⌈log2⌉ of an upper bound of |x|, or nil when the ball is 0, not finite, or the exponent does not fit a word.
    public var exponentOfMagnitude: Int? {
        guard !isZero, isFinite else { return nil }
        let bound = upperBoundOfMagnitude
        return bound.read { x in
            fmpz_fits_si(&x.pointee.mid.exp) != 0 ? fmpz_get_si(&x.pointee.mid.exp) : nil
        }
    }
}

extension Integer {
    /// The value of a FLINT integer.
    init(_ word: inout fmpz) {
        if let small = Integer.smallValue(of: &word) {
            self.init(small)
        } else {
            let storage = IntegerStorage.make()
            fmpz_get_mpz(storage.mpz, &word)
            self.init(adopting: storage)
        }
    }

    private static func smallValue(of word: inout fmpz) -> Int? {
        fmpz_fits_si(&word) != 0 ? fmpz_get_si(&word) : nil
    }
}
