import Arithmetic

/// A rational number in one 32-bit word: an integer of 31 bits inline (lowest bit 1), any other number an index into
/// the table of its algebra (lowest bit 0). Equal numbers of one algebra are equal words.
struct Coefficient: Hashable, BitwiseCopyable {
    let bits: UInt32

    static let zero = Coefficient(small: 0)
    static let one = Coefficient(small: 1)
    static let minusOne = Coefficient(small: -1)

    init(bits: UInt32) { self.bits = bits }

    /// An integer of 31 bits.
    init(small value: Int) { bits = UInt32(truncatingIfNeeded: value << 1 | 1) }

    /// Whether the value is inline.
    var isSmall: Bool { bits & 1 != 0 }

    /// The value, when it is inline.
    var small: Int { Int(Int32(bitPattern: bits) >> 1) }

    /// Whether `value` can be inline.
    static func fits(_ value: Int) -> Bool { value >= -(1 << 30) && value < 1 << 30 }
}

/// The numbers of an algebra that are not small integers, and exact arithmetic on coefficients.
struct CoefficientTable {
    private var values: [Rational] = []
    private var index: [Rational: UInt32] = [:]

    /// The word of a machine integer.
    mutating func coefficient(_ value: Int) -> Coefficient {
        Coefficient.fits(value) ? Coefficient(small: value) : coefficient(Rational(value))
    }

    /// The word of a number.
    mutating func coefficient(_ value: Rational) -> Coefficient {
        if let word = value.asInt, Coefficient.fits(word) { return Coefficient(small: word) }
        if let found = index[value] { return Coefficient(bits: found << 1) }
        let position = UInt32(values.count)
        values.append(value)
        index[value] = position
        return Coefficient(bits: position << 1)
    }

    /// The number of a word.
    func value(_ word: Coefficient) -> Rational {
        word.isSmall ? Rational(word.small) : values[Int(word.bits >> 1)]
    }

    /// −1, 0 or 1.
    func signum(_ word: Coefficient) -> Int {
        word.isSmall ? word.small.signum() : values[Int(word.bits >> 1)].signum()
    }

    /// The value as a machine integer.
    func asInt(_ word: Coefficient) -> Int? {
        word.isSmall ? word.small : values[Int(word.bits >> 1)].asInt
    }

    /// Whether the value is an integer.
    func isInteger(_ word: Coefficient) -> Bool { word.isSmall || values[Int(word.bits >> 1)].isInteger }

    /// x + y.
    mutating func sum(_ x: Coefficient, _ y: Coefficient) -> Coefficient {
        if x.isSmall && y.isSmall { return coefficient(x.small &+ y.small) }
        return coefficient(value(x) + value(y))
    }

    /// x · y.
    mutating func product(_ x: Coefficient, _ y: Coefficient) -> Coefficient {
        if x.isSmall && y.isSmall { return coefficient(x.small &* y.small) }
        return coefficient(value(x) * value(y))
    }

    /// −x.
    mutating func negative(_ x: Coefficient) -> Coefficient { product(x, .minusOne) }

    /// 1 / x for x that is not 0.
    mutating func reciprocal(_ x: Coefficient) -> Coefficient {
        if x == .one || x == .minusOne { return x }
        return coefficient(value(x).reciprocal ?? 0)
    }
}
