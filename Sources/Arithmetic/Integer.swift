internal import CMath

/// An integer of any size.
///
/// Values that fit a machine word are kept inline and never allocate; larger ones live in one GMP integer that is
/// copied when it is shared and about to change (value semantics with copy-on-write). The representation is
/// canonical: a value that fits `Int` is always inline, so equality and hashing are structural.
///
/// Use the in-place forms (`+=`, `addProduct(_:_:)`, `multiply(by:)`) in loops: they reuse the storage of the left side.
@frozen
public struct Integer: @unchecked Sendable {
    /// The value, when `big` is nil; otherwise 0.
    @usableFromInline var small: Int
    /// The value, when it does not fit `Int`.
    @usableFromInline var big: IntegerStorage?

    /// The integer `value`.
    @inlinable
    public init(_ value: Int) {
        small = value
        big = nil
    }

    /// The integer 0.
    @inlinable
    public init() { self.init(0) }

    /// The integer `value`, whatever its fixed width.
    public init(_ value: some BinaryInteger) {
        self = Int(exactly: value).map { Integer($0) } ?? Integer.assembled(from: value)
    }

    /// Assembles a wide value from its two's complement words, most significant first.
    private static func assembled(from value: some BinaryInteger) -> Integer {
        var result = value < 0 ? Integer(-1) : Integer(0)
        let shift = Integer(2).power(UInt.bitWidth)
        for word in Array(value.words).reversed() {
            result *= shift
            result += Integer(Int(word >> 1)) * Integer(2) + Integer(Int(word & 1))
        }
        return result
    }

    /// The integer equal to `value`, or nil when `value` is not an integer (or is infinite or NaN).
    public init?(exactly value: Double) {
        guard value.isFinite, value == value.rounded(.towardZero) else { return nil }
        if let word = Int(exactly: value) {
            self.init(word)
        } else {
            let storage = IntegerStorage.make()
            __gmpz_set_d(storage.mpz, value)
            self.init(adopting: storage)
        }
    }

    /// Takes over `storage`, moving its value inline when it fits a word.
    init(adopting storage: IntegerStorage) {
        if cm_mpz_fits_slong(storage.mpz) != 0 {
            small = cm_mpz_get_si(storage.mpz)
            big = nil
        } else {
            small = 0
            big = storage
        }
    }

    /// The value as an `Int`, or nil when it does not fit.
    @inlinable
    public var asInt: Int? { big == nil ? small : nil }

    /// Whether the value is 0.
    @inlinable
    public var isZero: Bool { big == nil && small == 0 }

    /// Whether the value is 1.
    @inlinable
    public var isOne: Bool { big == nil && small == 1 }

    /// Whether the value is odd.
    public var isOdd: Bool {
        guard let big else { return small & 1 != 0 }
        return cm_mpz_odd_p(big.mpz) != 0
    }

    /// −1, 0 or 1.
    public func signum() -> Int {
        guard let big else { return small.signum() }
        return Int(cm_mpz_sgn(big.mpz))
    }

    /// |x|.
    public var magnitude: Integer { signum() < 0 ? -self : self }

    /// The number of bits of |x|; 0 for 0.
    public var bitWidth: Int {
        guard let big else { return small == 0 ? 0 : UInt.bitWidth - small.magnitude.leadingZeroBitCount }
        return __gmpz_sizeinbase(big.mpz, 2)
    }

    /// The nearest double, ties to even; infinite beyond its range.
    public var doubleValue: Double {
        guard let big else { return Double(small) }
        var exponent = 0
        let text = __gmpz_get_d_2exp(&exponent, big.mpz)
        // GMP truncates: redo the last bit by comparing with the two neighbours.
        guard exponent <= 1024 else { return signum() < 0 ? -.infinity : .infinity }
        let truncated = Double(sign: .plus, exponent: exponent, significand: text)
        guard truncated.isFinite, let low = Integer(exactly: truncated) else {
            return signum() < 0 ? -.infinity : .infinity
        }
        let away = truncated < 0 ? truncated.nextDown : truncated.nextUp
        // Past the largest double the next value would be 2^1024; half way is where rounding goes to infinity.
        let high = Integer(exactly: away) ?? (low + low - (Integer(exactly: truncated.nextTowardZero) ?? low))
        let below = (self - low).magnitude
        let above = (high - self).magnitude
        if below < above { return truncated }
        if below > above { return away }
        return truncated.significandBitPattern & 1 == 0 ? truncated : away
    }

    /// Runs `body` on the value as a GMP integer, which must not be changed.
    @inline(__always)
    func withMPZ<Result>(_ body: (UnsafePointer<__mpz_struct>) -> Result) -> Result {
        if let big {
            return withExtendedLifetime(big) { body(UnsafePointer(big.mpz)) }
        }
        var limb = small.magnitude
        return withUnsafeMutablePointer(to: &limb) { pointer in
            var header = __mpz_struct()
            header._mp_alloc = 1
            header._mp_size = small == 0 ? 0 : (small < 0 ? -1 : 1)
            header._mp_d = pointer
            return body(&header)
        }
    }

    /// Storage that this value owns alone, holding its value; `normalize()` must follow.
    mutating func uniqueStorage() -> IntegerStorage {
        if big != nil, isKnownUniquelyReferenced(&big), let big { return big }
        let storage = IntegerStorage.make()
        withMPZ { __gmpz_set(storage.mpz, $0) }
        small = 0
        big = storage
        return storage
    }

    /// Restores the canonical form after the storage was changed.
    @inline(__always)
    mutating func normalize() {
        if let storage = big, cm_mpz_fits_slong(storage.mpz) != 0 {
            small = cm_mpz_get_si(storage.mpz)
            big = nil
        }
    }
}

extension Double {
    /// The neighbour of this finite value on the side of zero.
    fileprivate var nextTowardZero: Double { self < 0 ? nextUp : nextDown }
}

extension Integer: ExpressibleByIntegerLiteral {
    /// An integer literal; literals wider than `Int` are written as text.
    @inlinable
    public init(integerLiteral value: Int) { self.init(value) }
}

extension Integer: Hashable, Comparable {
    /// Exact equality.
    @inlinable
    public static func == (a: Integer, b: Integer) -> Bool {
        if a.big == nil && b.big == nil { return a.small == b.small }
        return equalSlow(a, b)
    }

    @usableFromInline
    static func equalSlow(_ a: Integer, _ b: Integer) -> Bool {
        guard let x = a.big, let y = b.big else { return false }
        return x === y || __gmpz_cmp(x.mpz, y.mpz) == 0
    }

    /// Exact order.
    @inlinable
    public static func < (a: Integer, b: Integer) -> Bool {
        if a.big == nil && b.big == nil { return a.small < b.small }
        return lessSlow(a, b)
    }

    @usableFromInline
    static func lessSlow(_ a: Integer, _ b: Integer) -> Bool {
        a.withMPZ { x in b.withMPZ { y in __gmpz_cmp(x, y) < 0 } }
    }

    /// Feeds the value, independent of its representation's address.
    public func hash(into hasher: inout Hasher) {
        guard let big else {
            hasher.combine(small)
            return
        }
        let z = big.mpz
        hasher.combine(z.pointee._mp_size)
        let count = Int(z.pointee._mp_size.magnitude)
        hasher.combine(bytes: UnsafeRawBufferPointer(start: z.pointee._mp_d, count: count * MemoryLayout<UInt>.size))
    }
}
