import Arithmetic

/// Rational numbers as products of powers of coprime bases: primes where they are found quickly.
enum NumberFactors {
    /// Primes that are tried on numbers beyond a machine word.
    private static let smallPrimes = Primes.inRange(2..<2000)

    /// The factors (base, exponent) of a number that is not 0, in ascending order of the base, −1 first for a negative
    /// number. Bases below 2^63 are prime; what is left of a larger number after trial division by the primes below 2000
    /// and after taking roots is one base.
    static func factors(of value: Rational) -> [(base: Integer, exponent: Int)] {
        var result: [(base: Integer, exponent: Int)] = []
        if value.signum() < 0 { result.append((-1, 1)) }
        let above = positive(value.numerator.magnitude)
        let below = positive(value.denominator).map { ($0.base, -$0.exponent) }
        return result + (above + below).sorted { $0.0 < $1.0 }
    }

    private static func positive(_ number: Integer) -> [(base: Integer, exponent: Int)] {
        if let word = number.asInt {
            return Primes.factorization(of: UInt(word)).map { (Integer(Int($0.prime)), $0.exponent) }
        }
        var result: [(base: Integer, exponent: Int)] = []
        var rest = number
        for prime in smallPrimes {
            var exponent = 0
            while let quotient = rest.exactQuotient(Integer(prime)) {
                rest = quotient
                exponent += 1
            }
            if exponent > 0 { result.append((Integer(prime), exponent)) }
        }
        if let word = rest.asInt {
            return result + Primes.factorization(of: UInt(word)).map { (Integer(Int($0.prime)), $0.exponent) }
        }
        var exponent = 1
        while let root = rest.squareRootIfPerfect {
            rest = root
            exponent *= 2
        }
        if exponent > 1, rest.asInt != nil {
            return result + positive(rest).map { ($0.base, $0.exponent * exponent) }
        }
        return result + [(rest, exponent)]
    }
}
