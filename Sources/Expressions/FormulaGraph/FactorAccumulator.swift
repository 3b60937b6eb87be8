import Arithmetic

/// A product under construction: a rational coefficient and factors that are not merged yet.
struct FactorAccumulator {
    var coefficient = Rational(1)
    var factors: [(node: UInt32, exponent: Rational)] = []
    /// A factor 0 was met: the product is 0 whatever else is in it.
    var isZero = false

    /// The largest size, in bits, of a power that is computed.
    private static let largestBits = 1 << 14
    /// Prime factors of radicands are looked for up to here.
    private static let trialBound = 1 << 12

    /// Multiplies the coefficient by the rational part of value^exponent and returns what is left: powers of bases
    /// with exponents in (0, 1).
    ///
    /// For whole exponents nothing is left. A positive value is split into prime factors as far as trial division
    /// goes, so that √12 = 2·√3; (−a)^e = (−1)^e·a^e for a > 0 on the principal branch, and (−1)^(1/2) is i.
    mutating func multiply(byPowerOf value: Rational, _ exponent: Rational) -> [(base: Rational, power: Rational)] {
        if value.isZero {
            isZero = true
            return []
        }
        if let k = exponent.asInt {
            let bits = max(value.numerator.bitWidth, value.denominator.bitWidth)
            let (size, overflow) = bits.multipliedReportingOverflow(by: Int(k.magnitude))
            if !overflow && size <= FactorAccumulator.largestBits {
                coefficient *= value.power(k)
                return []
            }
            return [(value, exponent)]
        }
        if exponent.isInteger { return value.magnitude == 1 ? unit(value, exponent) : [(value, exponent)] }
        var rest: [(Rational, Rational)] = []
        if value.signum() < 0 { rest += powerOfMinusOne(exponent) }
        rest += radicals(value.magnitude.numerator, exponent)
        rest += radicals(value.magnitude.denominator, -exponent)
        return rest
    }

    private mutating func unit(_ value: Rational, _ exponent: Rational) -> [(Rational, Rational)] {
        if value.signum() < 0 && exponent.numerator.isOdd { coefficient = -coefficient }
        return []
    }

    /// (−1)^e with e in (0, 1) left over.
    private mutating func powerOfMinusOne(_ exponent: Rational) -> [(Rational, Rational)] {
        let whole = exponent.floor
        if whole.isOdd { coefficient = -coefficient }
        let fraction = exponent - Rational(whole)
        return fraction.isZero ? [] : [(Rational(-1), fraction)]
    }

    /// n^e for a positive integer n.
    private mutating func radicals(_ n: Integer, _ exponent: Rational) -> [(Rational, Rational)] {
        var rest = n
        var result: [(Rational, Rational)] = []
        var p = 2
        while p <= FactorAccumulator.trialBound && !rest.isOne {
            var multiplicity = 0
            while true {
                let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: Integer(p))
                if !remainder.isZero { break }
                rest = quotient
                multiplicity += 1
            }
            if multiplicity > 0 { appendPower(Integer(p), exponent * Rational(multiplicity), &result) }
            if Integer(p) * Integer(p) > rest { break }
            p += p == 2 ? 1 : 2
        }
        if !rest.isOne { appendPower(rest, exponent, &result) }
        return result
    }

    private mutating func appendPower(
        _ base: Integer, _ exponent: Rational, _ result: inout [(Rational, Rational)]
    ) {
        let whole = exponent.floor
        let fraction = exponent - Rational(whole)
        if let k = whole.asInt, base.bitWidth * Int(k.magnitude) <= FactorAccumulator.largestBits {
            coefficient *= Rational(base).power(k)
            if !fraction.isZero { result.append((Rational(base), fraction)) }
        } else {
            result.append((Rational(base), exponent))
        }
    }
}
