import Arithmetic
import Foundation

/// The limit of a continued fraction, proved to lie in a ball.
public struct EnclosedLimit: Sendable {
    /// The ball that contains the limit.
    public let value: Ball
    /// The depth of the convergent that was used.
    public let depth: Int
    /// The class of convergence.
    public let convergenceClass: ConvergenceClass
    /// The enclosure of the tail that proves the radius; nil for a terminating fraction, whose value is exact, and where
    /// Worpitzky's theorem suffices.
    public let tail: CertifiedTail?
    /// The value as a fraction, when the continued fraction terminates.
    public let rational: Rational?
}

/// Why a limit could not be enclosed.
public enum LimitError: Error, Sendable, CustomStringConvertible {
    /// The fraction has no limit.
    case divergent(ConvergenceClass.Divergence)
    /// It breaks off in a division by zero at this index.
    case pole(index: Int)
    /// The method gave no proof within its limits.
    case undecided(String)

    /// One line for the user.
    public var description: String {
        switch self {
        case .divergent(.oscillation): "the continued fraction diverges: its convergents oscillate"
        case .divergent(.parity):
            "the continued fraction diverges: convergents of even and odd index have different limits"
        case .divergent(.pole): "the continued fraction breaks off in a division by zero"
        case .pole(let index): "division by zero inside the continued fraction: b(\(index)) = 0 and q(\(index - 1)) = 0"
        case .undecided(let reason): "no proved limit: \(reason)"
        }
    }
}

extension PolynomialContinuedFraction {
    /// The limit to at least `digits` significant digits (or, near 0, to twice as many decimal places).
    ///
    /// The radius is proved by a `CertifiedTail`, or by Worpitzky's theorem where that holds much earlier. Cost: binary splitting to a depth proportional to the digits for
    /// factorial and exponential convergence; for slower classes a depth of about twice the digits and as many terms
    /// of the tail as the digits need, so O(digits²) ball operations.
    ///
    /// - Parameter largestDepth: the depth beyond which the answer is `undecided`.
    /// - Throws: `LimitError` when the fraction diverges, hits a pole, or no proof is found within the limits.
    public func limit(
        digits: Int, largestDepth: Int = EnclosureLimits.depth
    ) throws(LimitError) -> EnclosedLimit {
        if let root = firstVanishingNumerator {
            guard let index = root.asInt, index <= EnclosureLimits.terminationDepth else {
                throw .undecided("b(n) vanishes first at n = \(root), too deep to evaluate")
            }
            return try terminatingLimit(index: index, digits: digits)
        }
        return try limit(TailShape.ofConvergent(self), digits: digits, largestDepth)
    }

    /// An estimate of the bytes that `limit(digits:)` takes: some 40 numbers of full length for the convergent, and
    /// where convergence is slow six for each term of the tail.
    public func memoryEstimate(digits: Int) -> Double {
        let bits = Double(LimitPlan.bits(digits))
        guard case .success(let shape) = TailShape.classify(self), shape.isSlow else { return 5 * bits }
        let plan = LimitPlan(self, shape, target: LimitPlan.bits(digits))
        return 5 * bits + 0.75 * Double(plan.terms) * Double(plan.tailPrecision)
    }

    private func terminatingLimit(index: Int, digits: Int) throws(LimitError) -> EnclosedLimit {
        let (p, q) = convergent(index - 1)
        guard !q.isZero else { throw .pole(index: index) }
        let value = Rational(p, q)
        return EnclosedLimit(
            value: Ball(value, precision: LimitPlan.bits(digits)), depth: index - 1,
            convergenceClass: .terminating(index: index), tail: nil, rational: value)
    }

    private func limit(
        _ shape: TailShape, digits: Int, _ largestDepth: Int
    ) throws(LimitError) -> EnclosedLimit {
        let target = LimitPlan.bits(digits)
        var plan = LimitPlan(self, shape, target: target)
        // Where an expansion in 1/n holds only far out, Worpitzky's theorem may do at once.
        let crude = shape.isSlow ? nil : WorpitzkyTail(self)
        var lastFailure = "the tail inequality does not hold up to depth \(plan.depth)"
        while plan.depth <= largestDepth && plan.terms <= EnclosureLimits.tailTerms && !plan.isExhausted {
            guard
                let tail = CertifiedTail.prove(
                    self, shape: shape, depth: plan.depth, terms: plan.terms, precision: plan.tailPrecision)
            else {
                if let crude, crude.depth <= plan.depth {
                    let tail = crude.enclosure(at: plan.depth)
                    let value = enclosure(tail: tail, at: plan.depth, precision: plan.precision)
                    if value.isFinite, value.accuracyBits >= target {
                        return EnclosedLimit(
                            value: value, depth: plan.depth, convergenceClass: shape.convergenceClass, tail: nil,
                            rational: nil)
                    }
                }
                plan.deepenForProof()
                lastFailure = "the tail inequality does not hold up to depth \(plan.depth)"
                continue
            }
            // The tail is known no better than its coefficients.
            let enclosedTail = tail.enclosure(
                at: plan.depth, precision: min(plan.precision, plan.tailPrecision + 64))
            let value = enclosure(tail: enclosedTail, at: plan.depth, precision: plan.precision)
            if value.isFinite {
                let radius = value.exponentOfRadius ?? Int.min
                let size = value.exponentOfMagnitude ?? 0
                if value.accuracyBits >= target || radius < -2 * target {
                    return EnclosedLimit(
                        value: value, depth: plan.depth, convergenceClass: shape.convergenceClass, tail: tail,
                        rational: nil)
                }
                lastFailure = "only \(max(0, size - radius)) bits at depth \(plan.depth)"
                plan.improve(accuracy: size - radius)
            } else {
                lastFailure = "the convergent of depth \(plan.depth) has denominator 0 to working precision"
                plan.improve(accuracy: 0)
            }
        }
        throw .undecided(lastFailure)
    }

    /// The limit from an enclosure of t(m):
    /// L = p/q + t (p′q − pq′)/(q (q + t q′)) with p, q, p′, q′ = p(m), q(m), p(m−1), q(m−1), t = t(m), where
    /// p′q − pq′ = ∏_{i≤m} (−b(i)); a common factor of p, q, p′, q′ changes nothing.
    private func enclosure(tail: Ball, at m: Int, precision: Int) -> Ball {
        // The correction is known no better than the tail.
        let bits = max(64, min(precision, tail.accuracyBits + 64))
        let product = ContinuantEnclosure(
            a: a, b: b, from: 1, through: m, precision: precision, lowPrecision: bits)
        let p = product.a.multiplied(by: Ball(a.evaluated(at: 0)), precision: precision)
            .adding(product.c, precision: precision)
        let q = product.a
        let t = tail.rounded(precision: bits)
        let lastDenominator = product.b.multiplied(by: t, precision: bits).adding(q, precision: bits)
        let correction = product.determinant.multiplied(by: t, precision: bits)
            .divided(by: q.multiplied(by: lastDenominator, precision: bits), precision: bits)
        return p.divided(by: q, precision: precision).adding(correction, precision: precision)
    }
}

/// Depth, number of tail terms and precision for a wanted accuracy, and how to go on when they do not suffice.
struct LimitPlan {
    private(set) var depth: Int
    private(set) var terms: Int
    private let target: Int
    private let bitsPerTerm: Double
    private let slow: Bool
    private var extraPrecision = 0
    private var proofFailures = 0
    private var improvements = 0

    /// Whether further attempts are not worth their time: a limit that stays infinite, or unresolved, to ever higher
    /// precision.
    var isExhausted: Bool { improvements > LimitPlan.largestImprovements }

    /// How often depth and precision are raised before the answer is `undecided`.
    private static let largestImprovements = 8

    /// The bits that `digits` significant digits need, with one digit to spare.
    static func bits(_ digits: Int) -> Int { Int(Double(digits) * 3.3219280948873626) + 5 }

    init(_ fraction: PolynomialContinuedFraction, _ shape: TailShape, target: Int) {
        self.target = target
        slow = shape.isSlow
        bitsPerTerm = shape.bitsPerTerm
        if case .factorial(let order) = shape.convergenceClass {
            // log2 of (n!)^order · (A²/|B|)^n reaches the target at about this depth.
            terms = 4
            let lead =
                2 * Foundation.log2(max(1, fraction.a.leadingCoefficient?.doubleValue.magnitude ?? 1))
                - Foundation.log2(max(1, fraction.b.leadingCoefficient?.doubleValue.magnitude ?? 1))
            var low = 4
            var high = max(16, target + 16)
            while low < high {
                let middle = (low + high) / 2
                let n = Double(middle)
                let bits = Double(order) * n * (Foundation.log2(n) - 1.4427) + n * lead
                if bits >= Double(target) { high = middle } else { low = middle + 1 }
            }
            depth = low + 4
        } else if slow {
            let wanted = Double(target)
            // Measured: a step of the convergent costs far less than a term of the tail, O(k) ball operations.
            depth = max(48, Int(wanted) * 4 * shape.ramification)
            terms =
                shape.ramification == 1
                ? LimitPlan.terms(bits: wanted, depth: depth, action: shape.action)
                : max(8, Int(wanted / (Foundation.log2(Double(depth)) - 1)) * shape.ramification)
        } else {
            terms = 4 + min(24, target / 32)
            // The tail itself contributes about log2(depth) bits a term.
            let shallow = max(12, Int(Double(target) / bitsPerTerm))
            let tailBits = Double(terms) * max(0, Foundation.log2(Double(shallow)) - 2)
            depth = max(12, Int((Double(target) - tailBits) / bitsPerTerm) + 6)
            depth = max(depth, min(terms * 2, shallow))
        }
    }

    /// The terms k of an expansion in 1/n whose coefficients grow like k!/action^k that give `bits` at this depth.
    private static func terms(bits: Double, depth: Int, action: Double) -> Int {
        let step = Foundation.log2(Double(depth) * action)
        var known = 0.0
        var k = 0
        // The terms decrease up to k = action · depth, far beyond what is needed.
        while known < bits, k < depth {
            k += 1
            known += step - Foundation.log2(Double(k))
        }
        return max(8, k + 1)
    }

    /// Working precision of the convergent in bits: the target, and guard bits for cancellation in the product.
    var precision: Int { target + 64 + 2 * Int(Foundation.log2(Double(depth + 1))) + extraPrecision }

    /// Working precision of the tail's coefficients: what the tail is to contribute.
    var tailPrecision: Int {
        slow ? precision + 4 * terms : min(precision, Int(Double(terms) * Foundation.log2(Double(depth + 2))) + 128)
    }

    mutating func deepenForProof() {
        proofFailures += 1
        depth = depth + depth / 2 + 8
        if proofFailures % 6 == 5 { terms = max(3, terms * 2 / 3) }
    }

    mutating func improve(accuracy: Int) {
        improvements += 1
        let missing = max(8, target - max(0, accuracy))
        extraPrecision += min(precision, missing + 32)
        if slow {
            depth = depth + depth / 2
            terms = terms + terms / 4 + 2
        } else if bitsPerTerm.isInfinite {
            depth += depth / 4 + 8
        } else {
            depth += Int(Double(missing) / bitsPerTerm) + 8
        }
    }
}

extension TailShape {
    /// |log(c)| for the quotient c of two neighbouring terms of the solutions' quotient, or of a period of n where c = 1: the
    /// distance from 0 of the singularities of the Borel transform of the tail, which decides how its coefficients grow.
    var action: Double { exponents.contraction > 0 && exponents.equationShift == 0 ? Double.pi : 2 * Double.pi }

    /// Whether the convergent gains so little a step that the tail has to bring most of the digits.
    var isSlow: Bool { bitsPerTerm < 0.5 }
}
