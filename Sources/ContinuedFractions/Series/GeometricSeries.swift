import Arithmetic
import Expressions
import func Foundation.log2

/// A series Σ_{k≥0} t(k) with t(k+1)/t(k) = z P(k)/Q(k) whose terms decrease at least geometrically from some index on.
///
/// The sum is taken to an index N and the rest bounded by |t(N)|/(1 − ρ), where |z P(k)/Q(k)| ≤ ρ < 1 for all k ≥ N is
/// proved by the signs of the coefficients of ρ²Q(N + x)² − |z|²P(N + x)².
struct GeometricSeries {
    /// P; it has no zero at an integer k ≥ 0.
    let numerator: Polynomial<Integer>
    /// Q; it has no zero at an integer k ≥ 0.
    let denominator: Polynomial<Integer>
    /// z, when it is not part of P and Q because it is not rational.
    let argument: ComplexBall?

    /// How the moduli of the ratios behave in the limit.
    enum Behaviour { case factorial, geometric, polynomial, divergent, undecided }

    /// The largest number of terms that are added.
    static let largestCount = 1 << 28
    /// The largest number of terms times bits where each term takes a multiplication: some minutes of work.
    static let largestWork = 1e11
    /// The bits behind the binary point of ρ and of the bound of |z|.
    private static let boundBits = 40

    /// The limit of the modulus of the ratio compared with 1.
    var behaviour: Behaviour {
        guard let degree = numerator.degree, let degreeBelow = denominator.degree,
            let top = numerator.leadingCoefficient, let bottom = denominator.leadingCoefficient
        else { return .undecided }
        if degree != degreeBelow { return degree < degreeBelow ? .factorial : .divergent }
        guard let argument else {
            let (p, q) = (top.magnitude, bottom.magnitude)
            return p == q ? .polynomial : (p < q ? .geometric : .divergent)
        }
        let limit = argument.absoluteValue(precision: 64).multiplied(by: Ball(top.magnitude), precision: 64)
        let one = Ball(bottom.magnitude)
        return limit.isLess(than: one) ? .geometric : (one.isLess(than: limit) ? .divergent : .undecided)
    }

    /// Σ t(k)/t(0) to about `precision` bits, relative to the larger of 1 and the sum.
    ///
    /// Cost: binary splitting for a rational z; otherwise one multiplication of `precision` bits or fewer a term.
    ///
    /// - Throws: `undecided` when the terms decrease too slowly to be added.
    func sum(precision: Int) throws(EvaluationError) -> ComplexBall {
        // The logarithms are estimates: a few terms more cost less than a second attempt.
        guard var count = termCount(bits: Double(precision + 32 + precision / 2048)) else {
            throw GeometricSeries.tooSlow
        }
        var ratio = ratioBound(from: count)
        var attempts = 0
        while ratio == nil && attempts < 24 {
            count += count / 4 + 32
            ratio = ratioBound(from: count)
            attempts += 1
        }
        guard let ratio, count <= GeometricSeries.largestCount else { throw GeometricSeries.tooSlow }
        let gap = Ball(Rational(1) - ratio, precision: 64)
        let bits = precision + 16
        if let argument {
            guard Double(count) * Double(bits) <= GeometricSeries.largestWork else {
                throw .tooLarge(
                    "adding \(count) terms of \(bits) bits is not attempted: the ratio of the terms is not rational")
            }
            return horner(argument, count, gap, bits)
        }
        // t(k)/t(0) = A(k)/A(0) ∏ p(j)/q(j): a polynomial factor of the term makes the products shorter.
        let factor = denominator.gcd(numerator.shifted(by: -1))
        let shifted = factor.shifted(by: 1)
        let enclosure = SeriesEnclosure(
            factor: factor, numerator: numerator.exactQuotient(shifted) ?? numerator,
            denominator: denominator.exactQuotient(factor) ?? denominator, count: count, precision: bits)
        let scale = Ball(factor.evaluated(at: 0))
        var sum = enclosure.sum.divided(by: scale, precision: bits)
        let last = enclosure.lastProduct.multiplied(by: Ball(factor.evaluated(at: count)), precision: 64)
            .divided(by: scale, precision: 64)
        sum.enlarge(by: last.divided(by: gap, precision: 64))
        return ComplexBall(sum)
    }

    private static let tooSlow = EvaluationError.undecided(
        "the terms of this sum decrease too slowly: more than \(largestCount) would have to be added")

    /// log2 |z P(k)/Q(k)|.
    private func logarithm(_ k: Int) -> Double {
        func logarithm(of x: Ball) -> Double {
            x.absoluteValue().log(precision: 64).doubleEstimate * 1.4426950408889634
        }
        let size = argument.map { logarithm(of: $0.absoluteValue(precision: 64)) } ?? 0
        return logarithm(of: Ball(numerator.evaluated(at: k))) - logarithm(of: Ball(denominator.evaluated(at: k)))
            + size
    }

    /// An estimate of the N with |t(N)/t(0)| ≤ 2^(−bits)(1 − ρ), by Simpson's rule on the logarithms.
    private func termCount(bits: Double) -> Int? {
        var total = 0.0
        var k = 0
        var here = logarithm(0)
        while k < GeometricSeries.largestCount {
            let width = k < 256 ? 1 : 2 * (k / 128)
            let next = logarithm(k + width)
            var piece = here
            if width > 1 {
                piece = Double(width) / 6 * (here + 4 * logarithm(k + width / 2) + next) - (next - here) / 2
            }
            // −log2 of 1 − ρ, with the ratio reached.
            let slack = next < -1 ? 1 : (next < 0 ? -log2(-next * 0.35) : 0)
            if next < 0 && total + piece <= -(bits + slack) {
                let share = min(1, max(0, (bits + slack + total) / max(1e-300, -piece)))
                return k + Int((Double(width) * share).rounded(.up)) + 2
            }
            total += piece
            k += width
            here = next
        }
        return nil
    }

    /// ρ < 1 with |z P(k)/Q(k)| ≤ ρ for all real k ≥ N; nil when it is not proved.
    private func ratioBound(from n: Int) -> Rational? {
        let one = Integer(2).power(GeometricSeries.boundBits)
        var size = one
        if let argument {
            let bound = argument.absoluteValue(precision: 64).upperBoundOfMagnitude
            guard let scaled = bound.nearestInteger(scaledByPowerOfTwo: GeometricSeries.boundBits) else { return nil }
            size = scaled + 1
        }
        let (p, q) = (numerator.shifted(by: Integer(n)), denominator.shifted(by: Integer(n)))
        var largest = Rational(p[0].magnitude, q[0].magnitude)
        if let top = p.leadingCoefficient, let bottom = q.leadingCoefficient, p.degree == q.degree {
            largest = max(largest, Rational(top.magnitude, bottom.magnitude))
        }
        largest *= Rational(size, one)
        // A little more than the larger of the ratio at N and its limit.
        let wanted = min(largest * Rational(1025, 1024), (largest + 1) * Rational(1, 2))
        let bound = (wanted * Rational(one)).ceiling + 1
        guard bound < one else { return nil }
        let difference =
            Polynomial(constant: bound * one).power(2) * q * q - Polynomial(constant: size * one).power(2) * p * p
        guard difference.coefficients.allSatisfy({ $0.signum() >= 0 }) else { return nil }
        return Rational(bound, one)
    }

    /// Σ_{k<N} t(k)/t(0) as 1 + r(0)(1 + r(1)(1 + …)), from the end, with as many bits as the term is worth.
    private func horner(_ z: ComplexBall, _ count: Int, _ gap: Ball, _ bits: Int) -> ComplexBall {
        let sizes = logarithmsOfTerms(count)
        // The tail is t(N)/t(0) times at most 1/(1 − ρ).
        let start = Ball(midpoint: Ball(), radius: Ball(1).divided(by: gap, precision: 64))
        var sum = z.isReal ? ComplexBall(start) : ComplexBall(real: start, imaginary: start)
        let one = ComplexBall(1)
        for k in stride(from: count - 1, through: 0, by: -1) {
            let precision = max(64, min(bits, bits + Int(sizes[k].rounded(.up)) + 16))
            sum = sum.multiplied(by: z, precision: precision)
                .multiplied(by: ComplexBall(Ball(numerator.evaluated(at: k))), precision: precision)
                .divided(by: ComplexBall(Ball(denominator.evaluated(at: k))), precision: precision)
                .adding(one, precision: precision)
        }
        return sum
    }

    /// Estimates of log2 |t(k)/t(0)| for 0 ≤ k < N.
    private func logarithmsOfTerms(_ count: Int) -> [Double] {
        let p = Polynomial<Rational>(numerator.coefficients.map { Rational($0) }).coefficients.map(\.doubleEstimate)
        let q = Polynomial<Rational>(denominator.coefficients.map { Rational($0) }).coefficients.map(\.doubleEstimate)
        let size = argument.map { $0.absoluteValue(precision: 64).doubleEstimate } ?? 1
        var result: [Double] = []
        result.reserveCapacity(count)
        var total = 0.0
        for k in 0..<count {
            result.append(total)
            func value(_ c: [Double]) -> Double { c.reversed().reduce(0) { $0 * Double(k) + $1 } }
            let step = log2(abs(value(p) / value(q) * size))
            total += step.isFinite ? step : 0
        }
        return result
    }
}
