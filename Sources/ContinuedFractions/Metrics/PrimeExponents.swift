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
        let orderA = max(1, fraction.a.coefficients.count)
        let orderB = max(1, fraction.b.coefficients.count)
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: orderA + orderB) { table in
            guard let a = table.baseAddress else { return nil }
            let b = a + orderA
            fillDifferences(fraction.a, a, orderA, field)
            fillDifferences(fraction.b, b, orderB, field)
            let divisibility = Divisibility(by: p)
            var (p0, p1) = (field.one, field.encode(fraction.a[0]))
            var (q0, q1) = (field.zero, field.one)
            var result = [0]
            result.reserveCapacity(last + 1)
            for _ in 0..<last {
                (p0, p1) = (p1, field.add(field.multiply(p1, a[0]), field.multiply(p0, b[0])))
                (q0, q1) = (q1, field.add(field.multiply(q1, a[0]), field.multiply(q0, b[0])))
                advance(a, orderA, field)
                advance(b, orderB, field)
                // A residue in Montgomery form is the number times a unit; 0 is divisible by every power.
                let exponent = min(divisibility.exponent(in: p1), divisibility.exponent(in: q1))
                if exponent == Int.max { return nil }
                result.append(exponent)
            }
            return result
        }
    }

    /// Fills the forward differences of the polynomial at n = 1.
    private static func fillDifferences(
        _ polynomial: Polynomial<Integer>, _ table: UnsafeMutablePointer<UInt64>, _ order: Int,
        _ field: MontgomeryField62
    ) {
        for i in 0..<order { table[i] = field.encode(polynomial.evaluated(at: i + 1)) }
        for level in 1..<max(1, order) {
            for i in stride(from: order - 1, through: level, by: -1) {
                table[i] = field.subtract(table[i], table[i - 1])
            }
        }
    }

    /// Moves the differences from n to n + 1.
    @inline(__always)
    private static func advance(_ table: UnsafeMutablePointer<UInt64>, _ order: Int, _ field: MontgomeryField62) {
        for i in 0..<(order &- 1) { table[i] = field.add(table[i], table[i &+ 1]) }
    }

    /// Exact division of words by an odd p: x·p⁻¹ modulo 2^64 is at most ⌊(2^64 − 1)/p⌋ when p divides x, and then it is the
    /// quotient.
    private struct Divisibility {
        let inverse: UInt64
        let largestQuotient: UInt64

        init(by p: UInt64) {
            var inverse = p
            for _ in 0..<5 { inverse = inverse &* (2 &- p &* inverse) }
            self.inverse = inverse
            largestQuotient = UInt64.max / p
        }

        /// The exponent of p in x, `Int.max` for 0.
        @inline(__always)
        func exponent(in x: UInt64) -> Int {
            var rest = x &* inverse
            if rest > largestQuotient { return 0 }
            if x == 0 { return Int.max }
            var count = 0
            while rest <= largestQuotient {
                rest = rest &* inverse
                count += 1
            }
            return count
        }
    }

    /// How the exponent of a prime p in gcd(p(n), q(n)) grows with n: gcd(p(n), q(n)) ~ (n!)^power up to exponential
    /// factors.
    struct FactorialGrowth: Equatable {
        /// The mean step of the exponent from one period of n modulo p to the next.
        let power: Int
        /// 1 when the steps of all periods are equal, 2 when they alternate.
        let periods: Int
    }

    /// The growth at two thirds of the good middle primes, from the second, third and fourth period of n modulo p; nil when
    /// they do not agree, or when alternating steps have no integer mean.
    ///
    /// Numerators have accidental factors p at single n, and through whole periods where the p-adic analogue of the
    /// convergents vanishes: the least exponent of a period is taken, and a minority of the primes is overruled. Without
    /// factorial reduction the power is 0.
    static func factorialGrowth(
        _ fraction: PolynomialContinuedFraction, reduction: FactorialReduction
    ) -> FactorialGrowth? {
        if reduction == .none { return FactorialGrowth(power: 0, periods: 1) }
        var steps: [Int] = []
        var doubleSteps: [Int] = []
        for p in middlePrimes where !NilpotenceScreen.isBad(UInt32(p), for: fraction) {
            guard let exponents = valuations(fraction, prime: p, last: 4 * p - 1) else { continue }
            func least(_ period: Int) -> Int { exponents[(period * p)..<((period + 1) * p)].min() ?? 0 }
            steps.append(least(3) - least(2))
            doubleSteps.append(least(3) - least(1))
        }
        guard steps.count >= 3 else { return nil }
        let step = majority(steps)
        guard let double = majority(doubleSteps), double % 2 == 0 else {
            return step.map { FactorialGrowth(power: $0, periods: 1) }
        }
        return FactorialGrowth(power: double / 2, periods: step == double / 2 ? 1 : 2)
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
