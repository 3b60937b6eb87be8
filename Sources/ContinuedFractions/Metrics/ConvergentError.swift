import Arithmetic
import Foundation

/// The errors of convergents from the tail at one depth, without a second, longer walk.
///
/// With the tail t = t(n), εₙ = |L − p(n)/q(n)| = |t| ∏_{k≤n} |b(k)| / (|q(n)| |q(n) + t q(n−1)|), since
/// L = (p(n) + t p(n−1))/(q(n) + t q(n−1)) and p(n−1) q(n) − p(n) q(n−1) = ∏_{k≤n} (−b(k)).
struct ConvergentError {
    private let fraction: PolynomialContinuedFraction
    /// S.
    private let depth: Int
    private let valuesA: PolynomialValues
    private let valuesB: PolynomialValues
    /// An estimate of the tail at each n ≤ S.
    private let tails: [Double]
    /// The proved tail at S.
    private let tail: DoubleBall?

    /// The largest factor by which a proof may start beyond the depth that is asked for.
    private static let reach = 16

    /// The tails of a convergent fraction down from depth S. Cost: O(S) machine operations; the proof some microseconds.
    init(_ fraction: PolynomialContinuedFraction, shape: TailShape, depth: Int) {
        self.fraction = fraction
        self.depth = depth
        let last = ConvergentError.reach * depth
        let valuesA = PolynomialValues(fraction.a, last: last)
        let valuesB = PolynomialValues(fraction.b, last: last)
        self.valuesA = valuesA
        self.valuesB = valuesB
        let proved = ConvergentError.provedTail(fraction, shape, depth, valuesA, valuesB)
        tail = proved
        // Where no proof was found the formal tail far beyond S is followed back.
        var value = proved?.midpoint ?? DoubleTail.estimate(shape, at: last)
        if proved == nil {
            for n in stride(from: last, to: depth, by: -1) {
                value = valuesB.value(at: n) / (valuesA.value(at: n) + value)
            }
        }
        var tails = [Double](repeating: value, count: depth + 1)
        for n in stride(from: depth, to: 0, by: -1) {
            value = valuesB.value(at: n) / (valuesA.value(at: n) + value)
            tails[n - 1] = value
        }
        self.tails = tails
    }

    /// a(0) + t(0), an estimate of the limit; nil when it is not finite.
    var limitEstimate: Double? {
        let limit = valuesA.value(at: 0) + tails[0]
        return limit.isFinite ? limit : nil
    }

    /// ln ε at each convergent (of ascending depths up to S), estimates; nil where it does not exist.
    func estimates(_ convergents: [ReducedConvergent]) -> [Double?] {
        var product = 0.0
        var last = 0
        return convergents.map { convergent in
            product += ConvergentError.logarithmOfProduct(valuesB, from: last + 1, through: convergent.depth).value
            last = convergent.depth
            guard !convergent.q.isZero else { return nil }
            let value =
                log(tails[convergent.depth].magnitude) + product - 2 * convergent.q.logarithm.doubleEstimate
                - log(dominance(of: convergent).magnitude)
            return value.isFinite ? value : nil
        }
    }

    /// 1 + t(n) q(n−1)/q(n), an estimate: the share of q(n) that is no minimal solution. It vanishes when the q(n) are the
    /// minimal solution, that is when the limit is infinite.
    func dominance(of convergent: ReducedConvergent) -> Double {
        let (previous, q) = (convergent.previousDenominator, convergent.q)
        if previous.isZero || q.isZero { return 1 }
        let size = exp(previous.logarithm.doubleEstimate - q.logarithm.doubleEstimate)
        return 1 + Double(previous.signum() * q.signum()) * size * tails[convergent.depth]
    }

    /// δ at depth S, proved; nil when the tail is not proved, q̃_S ≤ 1 or the enclosure is not finite.
    func delta(_ convergent: ReducedConvergent) -> DoubleInterval? {
        guard let tail, tail.isNonzero, !convergent.q.isZero, convergent.reducedDenominator > 1 else { return nil }
        let bits = 96
        let t = tail.ball
        let q = Ball(convergent.q).rounded(precision: bits)
        let next = t.multiplied(by: Ball(convergent.previousDenominator).rounded(precision: bits), precision: bits)
            .adding(q, precision: bits)
        let product = ConvergentError.logarithmOfProduct(valuesB, from: 1, through: depth)
        let numerator = t.absoluteValue().log(precision: bits)
            .adding(Ball(midpoint: Ball(product.value), radius: Ball(product.error)), precision: bits)
        let denominator = q.multiplied(by: next, precision: bits).absoluteValue().log(precision: bits)
        let logarithm = Ball(convergent.reducedDenominator).rounded(precision: bits).log(precision: bits)
        let delta = denominator.subtracting(numerator, precision: bits).divided(by: logarithm, precision: bits)
            .subtracting(Ball(1), precision: bits)
        return DoubleInterval(enclosing: delta)
    }

    /// The tail at S from the first proof that is found: at S with many terms or few, or beyond S and then followed back.
    private static func provedTail(
        _ fraction: PolynomialContinuedFraction, _ shape: TailShape, _ depth: Int, _ a: PolynomialValues,
        _ b: PolynomialValues
    ) -> DoubleBall? {
        let terms = shape.ramification == 1 ? 5 : 10
        for (factor, terms) in [(1, terms), (1, terms / 2), (4, terms), (reach, terms)] {
            guard let proof = DoubleTail.prove(fraction, shape: shape, depth: factor * depth, terms: terms) else {
                continue
            }
            var tail = proof.enclosure(at: factor * depth)
            for n in stride(from: factor * depth, to: depth, by: -1) {
                tail = b.enclosure(at: n) / (a.enclosure(at: n) + tail)
            }
            // A wide tail would give a wide δ.
            if tail.radius <= 1e-8 * tail.midpoint.magnitude { return tail }
        }
        return nil
    }

    /// ln ∏_{n=first}^{last} |b(n)| with a bound of its error.
    ///
    /// The product runs in doubles with its exponent apart: 2 roundings a factor, 2^−53 each.
    private static func logarithmOfProduct(
        _ values: PolynomialValues, from first: Int, through last: Int
    ) -> (value: Double, error: Double) {
        var significand = 1.0
        var exponent = 0.0
        for n in first...max(first, last) where n <= last {
            significand *= values.value(at: n)
            let size = significand.magnitude
            if size > 0x1p400 {
                significand *= 0x1p-400
                exponent += 400
            }
        }
        let value = log(significand.magnitude) + exponent * ln2
        let relative = Double(2 * (last - first + 2)) * 0x1p-52
        // The logarithm, ln 2, its product and the sum: a few units of the last place of the parts.
        let error = relative + (value.magnitude + exponent * ln2 + 1024) * 0x1p-50
        return (value, error)
    }

    /// ln 2.
    private static let ln2 = 0.693147180559945309417
}

extension DoubleInterval {
    /// The doubles around a ball; nil when it is not finite.
    init?(enclosing ball: Ball) {
        guard ball.isFinite else { return nil }
        let middle = ball.doubleEstimate
        let spread = (ball.radius.doubleEstimate.nextUp + middle.ulp).nextUp
        guard middle.isFinite, spread.isFinite else { return nil }
        self.init(lower: (middle - spread).nextDown, upper: (middle + spread).nextUp)
    }
}
