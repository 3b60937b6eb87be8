import Arithmetic

/// Coefficients of sums as small integers: 0 is zero, ±1 is ±1, and ±k is plus or minus the k-th magnitude met.
///
/// Signs and units, nearly all there is, cost no arithmetic. Magnitudes are exact rational numbers; one that has grown
/// beyond `largestBits` is rounded to `keptBits`, far below what a double can show.
struct ProgramCoefficients {
    private static let largestBits = 1024
    static let keptBits = 256

    private(set) var magnitudes: [Rational] = [0, 1]
    private var index: [Rational: Int32] = [1: 1]

    mutating func intern(_ value: Rational) -> Int32 {
        if value.isZero { return 0 }
        let sign: Int32 = value.signum() < 0 ? -1 : 1
        let magnitude = ProgramCoefficients.shortened(value.magnitude)
        if let known = index[magnitude] { return sign * known }
        let id = Int32(magnitudes.count)
        magnitudes.append(magnitude)
        index[magnitude] = id
        return sign * id
    }

    subscript(id: Int32) -> Rational {
        id < 0 ? -magnitudes[Int(-id)] : magnitudes[Int(id)]
    }

    mutating func product(_ x: Int32, _ y: Int32) -> Int32 {
        if x == 1 || y == 1 || x == -1 || y == -1 { return x * y }
        return intern(self[x] * self[y])
    }

    mutating func sum(_ x: Int32, _ y: Int32) -> Int32 {
        if x == -y { return 0 }
        if x == 0 || y == 0 { return x + y }
        return intern(self[x] + self[y])
    }

    /// x / y for y ≠ 0.
    mutating func quotient(_ x: Int32, _ y: Int32) -> Int32 {
        if y == 1 || y == -1 { return x * y }
        if x == y { return 1 }
        if x == -y { return -1 }
        return intern(self[x] / self[y])
    }

    mutating func power(_ x: Int32, _ exponent: Int) -> Int32 {
        if x == 1 || (x == -1 && exponent % 2 == 0) { return 1 }
        if x == -1 { return -1 }
        var result: Int32 = 1
        var square = exponent < 0 ? quotient(1, x) : x
        var rest = exponent.magnitude
        while rest > 0 {
            if rest & 1 == 1 { result = product(result, square) }
            rest >>= 1
            if rest > 0 { square = product(square, square) }
        }
        return result
    }

    private static func shortened(_ value: Rational) -> Rational {
        let (n, d) = (value.numerator.bitWidth, value.denominator.bitWidth)
        guard n > largestBits || d > largestBits else { return value }
        return BinaryRounding.dyadic(value, bits: keptBits)
    }
}

/// Rounding of exact numbers to binary fractions.
enum BinaryRounding {
    /// `value` > 0 cut to `bits` significant bits.
    static func dyadic(_ value: Rational, bits: Int) -> Rational {
        let shift = bits - (value.numerator.bitWidth - value.denominator.bitWidth)
        let two = Integer(2)
        return shift >= 0
            ? Rational((value.numerator * two.power(shift)).floorDivided(by: value.denominator), two.power(shift))
            : Rational(value.numerator.floorDivided(by: value.denominator * two.power(-shift)) * two.power(-shift))
    }

    /// The double nearest to `value`, ties to even; infinite beyond the range.
    static func nearestDouble(_ value: Rational) -> Double {
        if value.isZero { return 0 }
        let n = value.numerator.magnitude
        let d = value.denominator
        // A quotient of 62 or 63 bits; what is cut off survives in its last bit, which lies below half a unit.
        let shift = 62 - (n.bitWidth - d.bitWidth)
        let two = Integer(2)
        let dividend = shift >= 0 ? n * two.power(shift) : n
        let divisor = shift >= 0 ? d : d * two.power(-shift)
        let quotient = dividend.floorDivided(by: divisor)
        guard let word = quotient.asInt else { return value.doubleEstimate }
        let isExact = quotient * divisor == dividend
        let significand = UInt64(word) | (isExact ? 0 : 1)
        let exponent = max(-4000, min(4000, -shift))
        // Split, because the scale alone may lie outside the range of doubles.
        let half = exponent / 2
        let scaled =
            Double(significand) * Double(sign: .plus, exponent: half, significand: 1)
            * Double(sign: .plus, exponent: exponent - half, significand: 1)
        return value.signum() < 0 ? -scaled : scaled
    }
}
