import Arithmetic

/// SplitMix64, so that each property test draws the same values in each run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// An integer of either sign with |n| < 2^bits.
    mutating func integer(bits: Int) -> Integer {
        var value = Integer(0)
        for _ in 0..<bits { value = value + value + Integer(Int(next() >> 63)) }
        return next() >> 63 == 0 ? value : -value
    }

    /// A fraction whose numerator and denominator have at most `bits` bits.
    mutating func rational(bits: Int) -> Rational {
        Rational(integer(bits: bits), integer(bits: bits).magnitude + 1)
    }

    /// A polynomial of exactly the given degree with coefficients of at most `bits` bits.
    mutating func polynomial(degree: Int, bits: Int) -> Polynomial<Integer> {
        let lower = (0..<degree).map { _ in integer(bits: bits) }
        let leading = integer(bits: bits - 1)
        return Polynomial(lower + [leading.signum() < 0 ? leading - 1 : leading + 1])
    }

    /// A matrix with entries of at most `bits` bits.
    mutating func matrix(size: Int, bits: Int) -> Matrix<Integer> {
        Matrix(size: size, elements: (0..<(size * size)).map { _ in integer(bits: bits) })
    }
}
