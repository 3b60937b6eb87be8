import Arithmetic

/// Whether the convergents of a fraction have a common factor that grows like a power of n!.
public enum FactorialReduction: String, Sendable, Hashable {
    /// The p-curvature is nilpotent at all primes tried, and the full power of p divides gcd(p(2p), q(2p)).
    case full
    /// Some power of p divides the common factor, but not the full one.
    case partial
    /// There is no common factor of this kind.
    case none
}

extension PolynomialContinuedFraction {
    /// Decides factorial reduction in finite rings; an observation at finitely many primes, not a proof.
    ///
    /// With d = max(deg a, ⌈deg b/2⌉), full reduction shows as p^d | gcd(p(2p), q(2p)) at the middle primes 11 … 29
    /// (arithmetic modulo p^d), after the nilpotence screen. The second test is what decides when a is odd-symmetric,
    /// since the trace of the period product then vanishes by symmetry. Cost: some thousand word operations.
    public var factorialReduction: FactorialReduction {
        guard !b.isZero, !a.isZero, let degreeA = a.degree, let degreeB = b.degree else { return .none }
        let order = max(degreeA, (degreeB + 1) / 2)
        if order == 0 { return .none }
        let powers = FactorialReductionTest.commonPowers(self, order: order)
        guard !powers.isEmpty else { return NilpotenceScreen().passes(self) ? .full : .none }
        if powers.allSatisfy({ $0 >= order }) { return NilpotenceScreen().passes(self) ? .full : .partial }
        // Half the primes or more with some power: reduction of lower order (as e^π has at every other prime).
        let reduced = powers.filter { $0 > 0 }.count
        return 2 * reduced >= powers.count ? .partial : .none
    }
}

/// The valuation of gcd(p(2p), q(2p)) at primes p, capped: the test behind `factorialReduction`.
public enum FactorialReductionTest {
    /// The middle primes at which the valuation is read.
    public static let primes: [UInt64] = [11, 13, 17, 19, 23, 29]

    /// min(order, v_p(gcd(p(2p), q(2p)))) at each good prime of `primes` with p^order < 2^31.
    public static func commonPowers(_ fraction: PolynomialContinuedFraction, order: Int) -> [Int] {
        var result: [Int] = []
        for p in primes where !NilpotenceScreen.isBad(UInt32(p), for: fraction) {
            guard let modulus = power(p, order) else { continue }
            result.append(commonPower(fraction, prime: p, modulus: modulus, order: order))
        }
        return result
    }

    /// p^order when it is below 2^31.
    private static func power(_ p: UInt64, _ order: Int) -> UInt64? {
        var power: UInt64 = 1
        for _ in 0..<order where power < 1 << 31 { power *= p }
        return power < 1 << 31 ? power : nil
    }

    /// Whether p^order divides gcd(p(2p), q(2p)) at every good prime of `primes` with p^order < 2^31.
    public static func passes(_ fraction: PolynomialContinuedFraction, order: Int) -> Bool {
        for p in primes where !NilpotenceScreen.isBad(UInt32(p), for: fraction) {
            guard let modulus = power(p, order) else { continue }
            if commonPower(fraction, prime: p, modulus: modulus, order: order) < order { return false }
        }
        return true
    }

    private static func commonPower(
        _ fraction: PolynomialContinuedFraction, prime: UInt64, modulus: UInt64, order: Int
    ) -> Int {
        let a = fraction.a.modulo(UInt32(modulus))
        let b = fraction.b.modulo(UInt32(modulus))
        var (p0, p1) = (UInt64(1), NilpotenceScreen.evaluate(a, at: 0, modulus))
        var (q0, q1) = (UInt64(0), UInt64(1))
        for n in 1...UInt32(2 * prime) {
            let valueA = NilpotenceScreen.evaluate(a, at: n, modulus)
            let valueB = NilpotenceScreen.evaluate(b, at: n, modulus)
            (p0, p1) = (p1, (p1 * valueA + p0 * valueB % modulus) % modulus)
            (q0, q1) = (q1, (q1 * valueA + q0 * valueB % modulus) % modulus)
        }
        var power = 0
        while power < order && p1 % prime == 0 && q1 % prime == 0 {
            p1 /= prime
            q1 /= prime
            power += 1
        }
        return power
    }
}
