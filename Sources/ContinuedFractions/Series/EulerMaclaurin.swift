import Arithmetic

/// Sums Σ_{n≥N} f(n) of a function with an expansion at infinity, by the Euler–Maclaurin formula for the expansion and a
/// bound for its remainder.
///
/// With F(x) = f(Nx) in powers of x and log x, derivatives and integrals are exact operations on coefficients, and
/// (DLMF 2.10.1)
///
///     Σ_{n≥N} f(n) = N ∫_1^∞ F + F(1)/2 − Σ_{k<m} B_{2k}/(2k)! N^(1−2k) F^(2k−1)(1) + R,
///     |R| ≤ 2 |B_{2m}|/(2m)! N^(1−2m) ∫_1^∞ |F^(2m)|,   2 |B_{2m}|/(2m)! ≤ 8/(2π)^(2m).
///
/// With alternating signs (Boole's formula, DLMF 24.17.1, with E_{2k−1}(0) from 24.4.26)
///
///     Σ_{n≥N} (−1)^(n−N) f(n) = F(1)/2 − Σ_{k<m} (2^(2k) − 1) B_{2k}/(2k)! N^(1−2k) F^(2k−1)(1) + R,
///     |R| ≤ 5/(2π^t) N^(1−t) ∫_1^∞ |F^(t)|,   t = 2m − 1,
///
/// as the periodic Euler functions are at most 5 (t − 1)!/π^t by their Fourier series (DLMF 24.8.4, 24.8.5).
struct EulerMaclaurin {
    private let start: Int
    private let ramification: Int
    private let order: Int
    private let precision: Int
    /// Whether the signs alternate.
    private let isAlternating: Bool
    private static let low = ExpansionAtInfinity.low

    /// Σ_{n≥N} f(n), for an f all of whose coefficients at powers x^(−s) with s ≤ 1 are exactly 0; or, with alternating
    /// signs, Σ_{n≥N} (−1)^(n−N) f(n) for an f that tends to 0. The enclosure may be wide; then a larger N, or more
    /// coefficients, give a narrower one.
    static func sum(_ f: ExpansionAtInfinity, isAlternating: Bool) -> ComplexBall {
        let frame = f.frame
        let formula = EulerMaclaurin(
            start: frame.start, ramification: frame.ramification, order: f.order, precision: frame.precision,
            isAlternating: isAlternating)
        let real = formula.sum(f.parts.map { $0.coefficients.map(\.real) })
        let error = Ball(midpoint: Ball(), radius: formula.remainder(f))
        let value = real.adding(error, precision: frame.precision)
        if f.isReal { return ComplexBall(value) }
        let imaginary = formula.sum(f.parts.map { $0.coefficients.map(\.imaginary) })
        return ComplexBall(real: value, imaginary: imaginary.adding(error, precision: frame.precision))
    }

    /// Σ_{n≥N} r ℓ^j x^(−σ) ≤ r (N j!/(σ − 1)^(j+1) + max ℓ^j x^(−σ)), the maximum being (j/(eσ))^j ≤ 1.
    private func remainder(_ f: ExpansionAtInfinity) -> Ball {
        let low = Self.low
        let sigma = Rational(Integer(order + f.length), Integer(ramification))
        var total = Ball()
        for (j, part) in f.parts.enumerated() where !part.remainder.isZero {
            guard sigma > Rational(j + 1) else { return Ball(Double.infinity) }
            let integral = Ball(Integer.factorial(j) * Integer(start))
                .divided(by: Ball(sigma - 1, precision: low).power(j + 1, precision: low), precision: low)
            total.addProduct(part.remainder, integral.adding(Ball(1), precision: low), precision: low)
        }
        return total.upperBoundOfMagnitude
    }

    /// The sum for real coefficients by powers of the logarithm and of w.
    private func sum(_ coefficients: [[Ball]]) -> Ball {
        let half = value(coefficients, precision).scaled(byPowerOfTwo: -1)
        let start = isAlternating ? half : half.adding(integral(coefficients), precision: precision)
        return subtractingDerivatives(from: start, coefficients)
    }

    /// N ∫ F, with ∫ ℓ^j x^(−s) = j!/(s − 1)^(j+1).
    private func integral(_ coefficients: [[Ball]]) -> Ball {
        let q = ramification
        var total = Ball()
        for (j, part) in coefficients.enumerated() {
            let top = Integer.factorial(j) * Integer(q).power(j + 1) * Integer(start)
            for (i, coefficient) in part.enumerated() where !coefficient.isZero {
                let below = Integer(order + i - q).power(j + 1)
                total.add(
                    coefficient.multiplied(by: Ball(top), precision: precision)
                        .divided(by: Ball(below), precision: precision),
                    precision: precision)
            }
        }
        return total
    }

    /// F(1), where ℓ is 0.
    private func value(_ coefficients: [[Ball]], _ bits: Int) -> Ball {
        coefficients[0].reduce(Ball()) { $1.isZero ? $0 : $0.adding($1, precision: bits) }
    }

    private func subtractingDerivatives(from start: Ball, _ coefficients: [[Ball]]) -> Ball {
        let low = Self.low
        var total = start
        var derivative = coefficients
        var steps = 0
        // q^(−2k+1) N^(1−2k)/(2k)!.
        let scale = Integer(self.start) * Integer(ramification)
        var weight = Ball(1).divided(by: Ball(scale), precision: precision).scaled(byPowerOfTwo: -1)
        var bits = precision
        var best: (total: Ball, error: Ball)?
        var misses = 0
        for k in 1... {
            differentiate(&derivative, &steps, to: 2 * k - 1, bits)
            var number = Rational.bernoulli(2 * k)
            if isAlternating { number *= Rational(Integer(2).power(2 * k) - 1) }
            let term = value(derivative, bits).multiplied(by: weight, precision: bits)
                .multiplied(by: Ball(number, precision: bits), precision: bits)
            total.subtract(term, precision: precision)
            let divisor = Integer(2 * k + 1) * Integer(2 * k + 2) * scale * scale
            weight.divide(by: Ball(divisor), precision: bits)
            let size = term.exponentOfMagnitude ?? -precision - 1
            bits = max(low, min(bits, precision + size + 32))
            // The bound costs as much as a step at low precision: asked for near the end only, and now and then.
            guard size < -precision + 64 || k % 16 == 0 else { continue }
            let error = remainder(derivative, steps, order: isAlternating ? 2 * k + 1 : 2 * k + 2)
            if let known = best, !error.isLess(than: known.error) {
                misses += 1
            } else {
                best = (total, error)
                misses = 0
            }
            let isEnough = error.isZero || (error.exponentOfMagnitude ?? 0) < -precision
            if isEnough || misses > 1 || k > 2 * precision { break }
        }
        guard let best else { return Ball(Double.nan) }
        var sum = best.total
        sum.enlarge(by: best.error)
        return sum
    }

    /// Takes derivatives with respect to x, times q each: x^(−s)ℓ^j becomes −s x^(−s−1)ℓ^j + j x^(−s−1)ℓ^(j−1).
    private func differentiate(_ f: inout [[Ball]], _ steps: inout Int, to count: Int, _ bits: Int) {
        while steps < count {
            for j in f.indices {
                for i in f[j].indices {
                    let exponent = order + i + ramification * steps
                    f[j][i] = f[j][i].multiplied(by: -exponent, precision: bits)
                    if j + 1 < f.count, !f[j + 1][i].isZero {
                        f[j][i].add(
                            f[j + 1][i].multiplied(by: ramification * (j + 1), precision: bits), precision: bits)
                    }
                }
            }
            steps += 1
        }
    }

    /// The bound of R with ∫ |F^(t)|, from a derivative of lower order (times its power of q).
    private func remainder(_ derivative: [[Ball]], _ steps: Int, order t: Int) -> Ball {
        let low = Self.low
        var last = derivative.map { $0.map { $0.rounded(precision: low) } }
        var count = steps
        differentiate(&last, &count, to: t, low)
        var integral = Ball()
        for (j, part) in last.enumerated() {
            for (i, coefficient) in part.enumerated() where !coefficient.isZero {
                // ∫ ℓ^j x^(−s) with s − 1 = (v + i)/q + t − 1.
                let exponent = order + i + ramification * (t - 1)
                guard exponent > 0 else { return Ball(Double.infinity) }
                let top = Integer.factorial(j) * Integer(ramification).power(j + 1)
                integral.add(
                    coefficient.absoluteValue().multiplied(by: Ball(top), precision: low)
                        .divided(by: Ball(Integer(exponent).power(j + 1)), precision: low),
                    precision: low)
            }
        }
        // 8/(2π)^t or 5/(2π^t), times N (qN)^(−t): the derivatives carry q^t.
        let pi = Ball.pi(precision: low)
        let base = (isAlternating ? pi : pi.scaled(byPowerOfTwo: 1))
            .multiplied(by: start * ramification, precision: low)
        return integral.multiplied(by: isAlternating ? 3 * start : 8 * start, precision: low)
            .multiplied(by: base.power(-t, precision: low), precision: low).upperBoundOfMagnitude
    }
}
