/// Arithmetic modulo an odd number p < 2⁶² on residues in Montgomery form, x·2⁶⁴ mod p, each in 0 ..< p.
///
/// The structure holds only the modulus and its constants; residues are plain `UInt64`, so that arrays of them are
/// flat. All operations but `inverse(_:)` are branch-free. Source: Montgomery, Math. Comp. 44 (1985).
@frozen
public struct MontgomeryField62: Hashable, Sendable {
    /// The modulus p.
    public let modulus: UInt64
    /// p⁻¹ modulo 2⁶⁴.
    @usableFromInline let reciprocal: UInt64
    /// 2¹²⁸ modulo p.
    @usableFromInline let radixSquared: UInt64
    /// The residue of 1.
    public let one: UInt64

    /// The arithmetic modulo `modulus`.
    ///
    /// - Precondition: `modulus` is odd, at least 3 and less than 2⁶².
    @inlinable
    public init(modulus: UInt64) {
        precondition(modulus & 1 == 1 && modulus >= 3 && modulus < 1 << 62, "an odd modulus in 3 ..< 2^62 is needed")
        self.modulus = modulus
        // Newton's iteration doubles the number of right bits, from 3: 6, 12, 24, 48, 96.
        var inverse = modulus
        for _ in 0..<5 { inverse = inverse &* (2 &- modulus &* inverse) }
        reciprocal = inverse
        let radix = modulus.dividingFullWidth((1, 0)).remainder
        one = radix
        radixSquared = modulus.dividingFullWidth(radix.multipliedFullWidth(by: radix)).remainder
    }

    /// The residue of 0.
    @inlinable
    public var zero: UInt64 { 0 }

    /// (high·2⁶⁴ + low) / 2⁶⁴ modulo p for high < p.
    @inlinable @inline(__always)
    func reduce(high: UInt64, low: UInt64) -> UInt64 {
        let result = high &- (low &* reciprocal).multipliedFullWidth(by: modulus).high
        return min(result, result &+ modulus)
    }

    /// x + y.
    @inlinable @inline(__always)
    public func add(_ x: UInt64, _ y: UInt64) -> UInt64 {
        let sum = x &+ y
        return min(sum, sum &- modulus)
    }

    /// x − y.
    @inlinable @inline(__always)
    public func subtract(_ x: UInt64, _ y: UInt64) -> UInt64 {
        let difference = x &- y
        return min(difference, difference &+ modulus)
    }

    /// −x.
    @inlinable @inline(__always)
    public func negate(_ x: UInt64) -> UInt64 { subtract(0, x) }

    /// x · y.
    @inlinable @inline(__always)
    public func multiply(_ x: UInt64, _ y: UInt64) -> UInt64 {
        let product = x.multipliedFullWidth(by: y)
        return reduce(high: product.high, low: product.low)
    }

    /// xᵏ.
    @inlinable
    public func power(_ x: UInt64, _ exponent: UInt) -> UInt64 {
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
    public func inverse(_ x: UInt64) -> UInt64? {
        // (r, s) with r = s·x modulo p; s stays below p in absolute value.
        var (r0, r1) = (Int64(modulus), Int64(decode(x)))
        var (s0, s1) = (Int64(0), Int64(1))
        while r1 != 0 {
            let quotient = r0 / r1
            (r0, r1) = (r1, r0 &- quotient &* r1)
            (s0, s1) = (s1, s0 &- quotient &* s1)
        }
        guard r0 == 1 else { return nil }
        return encode(UInt64(s0 < 0 ? s0 &+ Int64(modulus) : s0))
    }

    /// The residue of a word, of any size.
    @inlinable @inline(__always)
    public func encode(_ value: UInt64) -> UInt64 { multiply(value % modulus, radixSquared) }

    /// The residue of a machine integer of either sign.
    @inlinable
    public func encode(_ value: Int) -> UInt64 {
        let rest = value % Int(modulus)
        return encode(UInt64(rest < 0 ? rest &+ Int(modulus) : rest))
    }

    /// The residue of an integer of any size.
    public func encode(_ value: Integer) -> UInt64 { encode(UInt64(value.modulo(UInt(modulus)))) }

    /// The number in 0 ..< p that a residue stands for.
    @inlinable @inline(__always)
    public func decode(_ x: UInt64) -> UInt64 { reduce(high: 0, low: x) }
}
