import Arithmetic

/// The exponents of a prime in the common factors gcd(p(n), q(n)), from the recurrence modulo a power of the prime.
enum PrimeExponents {
    /// The primes at which the power of n! is read.
    private static let middlePrimes = [11, 13, 17, 19, 23, 29]

    /// v_p(gcd(p(n), q(n))) for n = 0 … `last`; nil when one reaches the largest exponent e with p^e < 2^62.
    ///
    /// Cost: some dozen multiplications of machine words for each n.
    static func valuations(_ fraction: PolynomialContinuedFraction, prime: Int, last: Int) -> [Int]? {
        let p = UInt64(prime)
        var modulus = p
        while modulus < (1 << 62) / p { modulus *= p }
        let field = MontgomeryField62(modulus: modulus)
        let a = fraction.a.coefficients.reversed().map { field.encode($0) }
        let b = fraction.b.coefficients.reversed().map { field.encode($0) }
        func value(_ coefficients: [UInt64], _ n: UInt64) -> UInt64 {
            coefficients.reduce(0) { field.add(field.multiply($0, n), $1) }
        }
        // x is divisible by the odd p when x·p⁻¹ modulo 2^64 is at most ⌊(2^64 − 1)/p⌋, and is then the quotient.
        var inverse = p
        for _ in 0..<5 { inverse = inverse &* (2 &- p &* inverse) }
        let largestQuotient = UInt64.max / p
        // A residue in Montgomery form is the number times a unit.
        func valuation(_ residue: UInt64) -> Int? {
            if residue == 0 { return nil }
            var rest = residue &* inverse
            var count = 0
            while rest <= largestQuotient {
                rest = rest &* inverse
                count += 1
            }
            return count
        }
        var (p0, p1) = (field.one, a.last ?? 0)
        var (q0, q1) = (UInt64(0), field.one)
        var n: UInt64 = 0
        var result = [0]
        result.reserveCapacity(last + 1)
        for _ in 0..<last {
            n = field.add(n, field.one)
            let valueA = value(a, n)
            let valueB = value(b, n)
            (p0, p1) = (p1, field.add(field.multiply(p1, valueA), field.multiply(p0, valueB)))
            (q0, q1) = (q1, field.add(field.multiply(q1, valueA), field.multiply(q0, valueB)))
            switch (valuation(p1), valuation(q1)) {
            case (let x?, let y?): result.append(min(x, y))
            case (let x?, nil), (nil, let x?): result.append(x)
            case (nil, nil): return nil
            }
        }
        return result
    }

    /// s with gcd(p(n), q(n)) ~ (n!)^s up to exponential factors: the step of the exponent of p from the third to the
    /// fourth period of n modulo p, when it is the same at two thirds of the good middle primes; nil otherwise.
    ///
    /// Numerators have accidental factors p at single n, and through whole periods where the p-adic analogue of the
    /// convergents vanishes: the least exponent of a period is taken, and a minority of the primes is overruled. Without
    /// factorial reduction the power is 0.
    static func factorialPower(
        _ fraction: PolynomialContinuedFraction, reduction: FactorialReduction
    ) -> Int? {
        if reduction == .none { return 0 }
        var steps: [Int] = []
        for p in middlePrimes where !NilpotenceScreen.isBad(UInt32(p), for: fraction) {
            guard let exponents = valuations(fraction, prime: p, last: 4 * p - 1) else { continue }
            func least(_ period: Int) -> Int { exponents[(period * p)..<((period + 1) * p)].min() ?? 0 }
            steps.append(least(3) - least(2))
        }
        return steps.count >= 3 ? majority(steps) : nil
    }

    /// The value that at least two thirds of the list have.
    static func majority<Value: Equatable>(_ values: [Value]) -> Value? {
        values.first { value in 3 * values.count { $0 == value } >= 2 * values.count }
    }
}

extension Integer {
    /// The exponent of p in this integer, which is not 0. Cost: 2 log2 of the exponent divisions.
    func exponent(of p: Int) -> Int {
        var powers: [Integer] = [Integer(p)]
        var rest = self
        var exponent = 0
        while let last = powers.last, let quotient = rest.exactQuotient(last) {
            rest = quotient
            exponent += 1 << (powers.count - 1)
            powers.append(last * last)
        }
        for (i, power) in powers.enumerated().reversed() {
            while let quotient = rest.exactQuotient(power) {
                rest = quotient
                exponent += 1 << i
            }
        }
        return exponent
    }
}
