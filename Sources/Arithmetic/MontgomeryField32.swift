/// Arithmetic modulo an odd number p < 2³¹ on residues in Montgomery form, x·2³² mod p, each in 0 ..< p.
///
/// The structure holds only the modulus and its constants; residues are plain `UInt32`, so that arrays of them are
/// flat. All operations but `inverse(_:)` are branch-free. Source: Montgomery, Math. Comp. 44 (1985).
@frozen
public struct MontgomeryField32: Hashable, Sendable {
    /// The modulus p.
    public let modulus: UInt32
    /// p⁻¹ modulo 2³².
    @usableFromInline let reciprocal: UInt32
    /// 2⁶⁴ modulo p.
    @usableFromInline let radixSquared: UInt32
    /// The residue of 1.
    public let one: UInt32

    /// The arithmetic modulo `modulus`.
    ///
    /// - Precondition: `modulus` is odd, at least 3 and less than 2³¹.
    @inlinable
    public init(modulus: UInt32) {
        precondition(modulus & 1 == 1 && modulus >= 3 && modulus < 1 << 31, "an odd modulus in 3 ..< 2^31 is needed")
        self.modulus = modulus
        // Newton's iteration doubles the number of right bits, from 3: 6, 12, 24, 48.
        var inverse = modulus
        for _ in 0..<4 { inverse = inverse &* (2 &- modulus &* inverse) }
        reciprocal = inverse
        let radix = (UInt64(1) << 32) % UInt64(modulus)
        one = UInt32(truncatingIfNeeded: radix)
        radixSquared = UInt32(truncatingIfNeeded: radix * radix % UInt64(modulus))
    }

    /// The residue of 0.
    @inlinable
    public var zero: UInt32 { 0 }

    /// x / 2³² modulo p for x < p·2³².
    @inlinable @inline(__always)
    func reduce(_ x: UInt64) -> UInt32 {
        let factor = UInt32(truncatingIfNeeded: x) &* reciprocal
        let high = UInt32(truncatingIfNeeded: (UInt64(factor) &* UInt64(modulus)) >> 32)
        let result = UInt32(truncatingIfNeeded: x >> 32) &- high
        return min(result, result &+ modulus)
    }

    /// x + y.
    @inlinable @inline(__always)
    public func add(_ x: UInt32, _ y: UInt32) -> UInt32 {
        let sum = x &+ y
        return min(sum, sum &- modulus)
    }

    /// x − y.
    @inlinable @inline(__always)
    public func subtract(_ x: UInt32, _ y: UInt32) -> UInt32 {
        let difference = x &- y
        return min(difference, difference &+ modulus)
    }

    /// −x.
    @inlinable @inline(__always)
    public func negate(_ x: UInt32) -> UInt32 { subtract(0, x) }

    /// x · y.
    @inlinable @inline(__always)
    public func multiply(_ x: UInt32, _ y: UInt32) -> UInt32 { reduce(UInt64(x) &* UInt64(y)) }

    /// xᵏ.
    @inlinable
    public func power(_ x: UInt32, _ exponent: UInt) -> UInt32 {
        var result = one
        var base = x
        var rest = exponent
        while rest > 0 {
            if rest & 1 != 0 { result = multiply(result, base) }
            rest >>= 1
            base = multiply(base, base)
        }
        return result
    }

    /// x⁻¹, or nil when x is not invertible modulo p. Cost: Euclid's algorithm on machine words.
    @inlinable
    public func inverse(_ x: UInt32) -> UInt32? {
        // (r, s) with r = s·x modulo p; s stays below p in absolute value.
        var (r0, r1) = (Int64(modulus), Int64(decode(x)))
        var (s0, s1) = (Int64(0), Int64(1))
        while r1 != 0 {
            let quotient = r0 / r1
            (r0, r1) = (r1, r0 &- quotient &* r1)
            (s0, s1) = (s1, s0 &- quotient &* s1)
        }
        guard r0 == 1 else { return nil }
        return encode(UInt32(truncatingIfNeeded: s0 < 0 ? s0 &+ Int64(modulus) : s0))
    }

    /// The residue of a word, of any size.
    @inlinable @inline(__always)
    public func encode(_ value: UInt32) -> UInt32 {
        reduce(UInt64(value % modulus) &* UInt64(radixSquared))
    }

    /// The residue of a machine integer of either sign.
    @inlinable
    public func encode(_ value: Int) -> UInt32 {
        let rest = value % Int(modulus)
        return encode(UInt32(truncatingIfNeeded: rest < 0 ? rest &+ Int(modulus) : rest))
    }

    /// The residue of an integer of any size.
    public func encode(_ value: Integer) -> UInt32 {
        encode(UInt32(truncatingIfNeeded: value.modulo(UInt(modulus))))
    }

    /// The number in 0 ..< p that a residue stands for.
    @inlinable @inline(__always)
    public func decode(_ x: UInt32) -> UInt32 { reduce(UInt64(x)) }
}
