import Arithmetic
import Foundation

/// The exponential part of the common factors of a fraction with full factorial reduction, in closed form:
/// ln gcd(p(n), q(n)) = s ln n! + c n + o(n).
///
/// For a prime p that divides no leading coefficient, v_p(gcd(p(n), q(n))) depends on x = n/p alone when p > √n: a step
/// function φ with φ(x + 1) = φ(x) + s for x ≥ 1, or φ(x + 2) = φ(x) + 2s where periods alternate, whose jumps lie where b has a root modulo p, that is at fractions with the
/// denominators of the roots of b. By Chebyshev's method and the prime number theorem in progressions these primes give
/// n ∫₀^∞ (φ(x) − s⌊x⌋) dx/x², a sum of values of the digamma function; lcm(1 … n)^m, for instance, is φ = −m for
/// x ≥ 1 and gives −m n. A prime that divides a leading coefficient gives κ n ln p, with (p − 1)κ an integer (2κ for
/// p = 2). φ is read at primes of several residue classes, κ from exact common factors at two depths: so the value is
/// a closed form found by observation, not proved.
struct CommonFactorGrowth {
    /// c.
    let rate: Double

    /// Nil when b does not split into rational factors, or the exponents do not follow the pattern above.
    ///
    /// - Parameters:
    ///   - growth: s, and the number of periods after which φ repeats.
    ///   - convergents: exact ones, in ascending order, of which the last two are compared.
    init?(
        _ fraction: PolynomialContinuedFraction, growth: PrimeExponents.FactorialGrowth,
        convergents: [ReducedConvergent]
    ) {
        let roots = fraction.b.rationalRoots()
        guard let degree = fraction.b.degree, roots.reduce(0, { $0 + $1.multiplicity }) == degree else { return nil }
        var denominators = Set([1])
        var shift = 1.0
        for (root, _) in roots {
            guard let denominator = root.denominator.asInt, denominator <= 60 else { return nil }
            denominators.insert(denominator)
            shift = max(shift, root.numerator.doubleValue.magnitude / Double(denominator))
        }
        guard
            let generic = CommonFactorGrowth.genericRate(
                fraction, growth, denominators: denominators.sorted(), shift: shift),
            let exceptional = CommonFactorGrowth.exceptionalRate(
                fraction, power: growth.power, denominators: denominators.sorted(), convergents)
        else { return nil }
        rate = generic + exceptional
    }

    /// ∫₀^∞ (φ(x) − s⌊x⌋) dx/x², averaged over residue classes of primes where it depends on them.
    private static func genericRate(
        _ fraction: PolynomialContinuedFraction, _ growth: PrimeExponents.FactorialGrowth, denominators: [Int],
        shift: Double
    ) -> Double? {
        guard let degreeA = fraction.a.degree, let degreeB = fraction.b.degree else { return nil }
        let order = max(degreeA, (degreeB + 1) / 2)
        if order == 0 { return 0 }
        let least = max(29, Int(min(8 * (shift + 2), 1e6)))
        let largest = Int(min(pow(2, 62 / Double(2 * order + 2)), 1e6))
        guard least + 20 < largest else { return nil }
        let marks = Set(denominators.flatMap { w in (0...w).map { Double($0) / Double(w) } }).sorted()
        let primes = Primes.inRange(least..<min(largest, 8 * least + 200))
            .filter { !NilpotenceScreen.isBad(UInt32($0), for: fraction) }
        func values(_ primes: [Int]) -> [(prime: Int, integral: Double)] {
            primes.compactMap { p in
                PrimeExponents.valuations(fraction, prime: p, last: 3 * p)
                    .flatMap { integral($0, prime: p, growth, marks: marks) }.map { (p, $0) }
            }
        }
        // Most fractions are alike at all primes: two of each class modulo 12 show it, with one accident allowed.
        let few = [1, 5, 7, 11].flatMap { unit in primes.filter { $0 % 12 == unit }.prefix(2) }
        let first = values(few)
        if first.count == 8 {
            for value in first.prefix(2) where first.count(where: { $0.integral == value.integral }) >= 7 {
                return value.integral
            }
        }
        let all = first + values(primes.filter { !few.contains($0) }.prefix(40).map { $0 })
        guard all.count >= 6 else { return nil }
        return average(all, moduli: [1, 3, 4, 5, 8, 12] + denominators.flatMap { [$0, 3 * $0, 4 * $0] })
    }

    /// The integral for the exponents at one prime; nil when they are no step function of the kind expected.
    ///
    /// Accidental factors, at one n or through a whole period, only raise the exponents: the least one is taken.
    private static func integral(
        _ exponents: [Int], prime p: Int, _ growth: PrimeExponents.FactorialGrowth, marks: [Double]
    ) -> Double? {
        let power = growth.power
        var sum = 0.0
        for (low, high) in zip(marks, marks.dropFirst()) {
            func exponent(_ period: Int) -> Int {
                let start = (Double(period) + low + 0.25 * (high - low)) * Double(p)
                let end = (Double(period) + low + 0.75 * (high - low)) * Double(p)
                return exponents[Int(start)...Int(end)].min() ?? 0
            }
            let first = exponent(0)
            if first != 0 {
                guard low > 0 else { return nil }
                sum += Double(first) * (1 / low - 1 / high)
            }
            let (odd, even) = (exponent(1) - power, exponent(2) - 2 * power)
            if growth.periods == 1 {
                sum += Double(min(odd, even)) * (digamma(1 + high) - digamma(1 + low))
            } else {
                // Σ 1/(k + low) − 1/(k + high) over odd, and over even k ≥ 1.
                sum += Double(odd) * (digamma((1 + high) / 2) - digamma((1 + low) / 2)) / 2
                sum += Double(even) * (digamma((2 + high) / 2) - digamma((2 + low) / 2)) / 2
            }
        }
        return sum
    }

    /// The mean over the residue classes of the first modulus for which most primes of each class agree; nil when there is
    /// none.
    private static func average(_ values: [(prime: Int, integral: Double)], moduli: [Int]) -> Double? {
        for modulus in moduli {
            let units = (0..<modulus).filter { Integer($0).gcd(Integer(modulus)).isOne }
            let agreed = units.compactMap { unit in
                let members = values.filter { $0.prime % modulus == unit }.map(\.integral)
                return members.count >= 2 ? PrimeExponents.majority(members) : nil
            }
            if agreed.count == units.count { return agreed.reduce(0, +) / Double(units.count) }
        }
        return nil
    }

    /// Σ κ ln p over the primes that divide a leading coefficient, the discriminant of the symbol or a denominator.
    private static func exceptionalRate(
        _ fraction: PolynomialContinuedFraction, power: Int, denominators: [Int], _ convergents: [ReducedConvergent]
    ) -> Double? {
        guard convergents.count >= 2, let leadA = fraction.a.leadingCoefficient,
            let leadB = fraction.b.leadingCoefficient
        else { return nil }
        let (half, whole) = (convergents[convergents.count - 2], convergents[convergents.count - 1])
        guard !half.commonFactor.isZero, !whole.commonFactor.isZero else { return nil }
        var product = leadA * leadB
        if fraction.b.degree == 2 * (fraction.a.degree ?? 0) {
            let discriminant = leadA * leadA + 4 * leadB
            if !discriminant.isZero { product *= discriminant }
        }
        for denominator in denominators { product.multiply(by: denominator) }
        guard let word = product.magnitude.asInt else { return nil }
        var sum = 0.0
        for (p, _) in Primes.factorization(of: UInt(word)) {
            guard let p = Int(exactly: p), p < whole.depth / 8 else { return nil }
            func excess(_ convergent: ReducedConvergent) -> Int {
                convergent.commonFactor.exponent(of: p) - power * Integer.factorial(convergent.depth).exponent(of: p)
            }
            let slope = Double(excess(whole) - excess(half)) / Double(whole.depth - half.depth)
            let unit = Double(max(2, p - 1))
            let rounded = (slope * unit).rounded() / unit
            // A slope that is not near the grid has another law.
            guard (slope - rounded).magnitude * unit < 0.35 else { return nil }
            sum += rounded * log(Double(p))
        }
        return sum
    }

    /// ψ(x) for x > 0, by the recurrence ψ(x) = ψ(x+1) − 1/x and Stirling's series (DLMF 5.11.2); an estimate.
    private static func digamma(_ x: Double) -> Double {
        var (x, sum) = (x, 0.0)
        while x < 12 {
            sum -= 1 / x
            x += 1
        }
        let square = 1 / (x * x)
        let series =
            square * (1 / 12.0 - square * (1 / 120.0 - square * (1 / 252.0 - square * (1 / 240.0 - square / 132))))
        return sum + log(x) - 0.5 / x - series
    }
}
