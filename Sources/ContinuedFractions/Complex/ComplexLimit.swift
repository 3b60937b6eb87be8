import Arithmetic
import func Foundation.log2

/// A proved enclosure of all tails of a complex fraction from a depth on: |t(n) − g(n)| ≤ r(n) for all n ≥ m, with g and r
/// as for `CertifiedTail`, whose inequality holds for discs word for word.
///
/// Minimality: for the terms d(n) of the sum that must diverge, with ρ = d(n+1)/d(n) and w(n) = d(n)/(ρ(n) − 1),
/// w(n+1) − w(n) = d(n) + d(n+1)(1/(ρ(n+1) − 1) − 1/(ρ(n) − 1)). In every class with Re(s w̄) > 0 the last term is o(d(n))
/// or sums to o(w(n)), since ρ has the expansion that follows from the discs, and |w(n)| tends to infinity.
public struct CertifiedDisc: Sendable {
    /// m: the enclosure holds for all n ≥ m.
    public let depth: Int
    private let exponents: TailExponents
    private let proof: TailProof<ComplexBall>

    /// c₀ … c_k.
    public var coefficients: [ComplexBall] { proof.coefficients }
    /// K in r(n) = K n^(e − w/q).
    public var radiusFactor: Ball { proof.radiusFactor }

    /// An enclosure of t(n) for n ≥ depth, to `precision` bits.
    ///
    /// - Precondition: `n` is at least `depth` and at least 1.
    public func enclosure(at n: Int, precision: Int) -> ComplexBall {
        precondition(n >= max(1, depth), "a certified tail holds from its depth on")
        return proof.enclosure(at: n, exponents, precision: precision)
    }

    static func prove(
        _ fraction: ComplexContinuedFraction, shape: ComplexTailShape, depth: Int, terms: Int, precision: Int
    ) -> CertifiedDisc? {
        let one = GaussianInteger(1)
        let equation = TailEquation(
            a: fraction.a.shifted(by: one).coefficients.reversed().map(\.ball),
            b: fraction.b.shifted(by: one).coefficients.reversed().map(\.ball), shape.exponents)
        return TailProof.prove(
            equation, seeds: shape.seeds(precision), depth: depth, terms: terms, precision: precision
        ).map { CertifiedDisc(depth: depth, exponents: shape.exponents, proof: $0) }
    }
}

/// The limit of a complex continued fraction, proved to lie in a complex ball.
public struct EnclosedComplexLimit: Sendable {
    /// The ball that contains the limit.
    public let value: ComplexBall
    /// The depth at which the tail was enclosed.
    public let depth: Int
    /// The class of convergence.
    public let convergenceClass: ConvergenceClass
    /// The proof; nil for a terminating fraction or a real one.
    public let disc: CertifiedDisc?
}

extension ComplexContinuedFraction {
    /// The limit to at least `digits` significant digits of the larger part (near 0, to twice as many decimal places).
    ///
    /// The tail at a depth m is enclosed in a disc and carried back by t(n) = b(n+1)/(a(n+1) + t(n+1)) in balls, which
    /// contracts errors; where a denominator is too near 0 the exact convergents take over. Cost: m complex divisions
    /// at the target precision and O(k²) ball operations for k terms of the tail.
    ///
    /// - Throws: `LimitError` when the fraction diverges, hits a pole, or no proof is found within the limits.
    public func limit(digits: Int, largestDepth: Int = 5_000_000) throws(LimitError) -> EnclosedComplexLimit {
        if let real {
            let limit = try real.limit(digits: digits, largestDepth: largestDepth)
            return EnclosedComplexLimit(
                value: ComplexBall(limit.value), depth: limit.depth, convergenceClass: limit.convergenceClass, disc: nil
            )
        }
        let target = LimitPlan.bits(digits)
        if let root = firstVanishingNumerator { return try terminatingLimit(root, precision: target + 32) }
        let shape: ComplexTailShape
        switch ComplexTailShape.classify(self) {
        case .success(let found): shape = found
        case .failure(let failure):
            if case .divergent(let reason) = failure.convergenceClass { throw .divergent(reason) }
            throw .undecided(
                { if case .undecided(let why) = failure.convergenceClass { why } else { "no tail expansion" } }())
        }
        var plan = DiscPlan(shape, target: target)
        while plan.depth <= largestDepth, plan.terms <= EnclosureLimits.tailTerms, plan.attempts < DiscPlan.attempts {
            guard
                let disc = CertifiedDisc.prove(
                    self, shape: shape, depth: plan.depth, terms: plan.terms, precision: plan.tailPrecision)
            else {
                plan.deepenForProof()
                continue
            }
            if let value = value(disc, precision: plan.precision),
                value.accuracyBits >= target || value.upperBoundOfMagnitude.isLess(than: tiny(2 * target))
            {
                return EnclosedComplexLimit(
                    value: value, depth: plan.depth, convergenceClass: shape.convergenceClass, disc: disc)
            }
            plan.improve()
        }
        throw .undecided("no disc of the tails gives \(digits) digits up to depth \(plan.depth)")
    }

    private func tiny(_ bits: Int) -> Ball { Ball(1).scaled(byPowerOfTwo: -bits) }

    private func terminatingLimit(_ root: Integer, precision: Int) throws(LimitError) -> EnclosedComplexLimit {
        guard let index = root.asInt, index <= EnclosureLimits.terminationDepth else {
            throw .undecided("b(n) vanishes first at n = \(root), too deep to evaluate")
        }
        let last = convergents(index - 1)
        guard !last.q.isZero else { throw .pole(index: index) }
        return EnclosedComplexLimit(
            value: last.p.ball.divided(by: last.q.ball, precision: precision), depth: index - 1,
            convergenceClass: .terminating(index: index), disc: nil)
    }

    /// The value from the disc at its depth; nil when it is not finite to this precision.
    private func value(_ disc: CertifiedDisc, precision: Int) -> ComplexBall? {
        var tail = Disc(disc.enclosure(at: disc.depth, precision: precision))
        var n = disc.depth
        while n > 0 {
            let index = GaussianInteger(n)
            guard
                let next = tail.image(
                    a: a.evaluated(at: index).ball, b: b.evaluated(at: index).ball, precision: precision)
            else { break }
            tail = next
            n -= 1
        }
        let last = convergents(n)
        let t = tail.ball(precision: precision)
        let above = last.p.ball.adding(last.lastP.ball.multiplied(by: t, precision: precision), precision: precision)
        let below = last.q.ball.adding(last.lastQ.ball.multiplied(by: t, precision: precision), precision: precision)
        if below.containsZero { return nil }
        let value = above.divided(by: below, precision: precision)
        return value.isFinite ? value : nil
    }
}

/// A disc with an exact center: unlike rectangles it does not grow when it is turned.
private struct Disc {
    private let center: ComplexBall
    private let radius: Ball

    /// The disc around the rectangle of a complex ball.
    init(_ ball: ComplexBall, radius: Ball = Ball()) {
        center = ComplexBall(real: ball.real.midpoint, imaginary: ball.imaginary.midpoint)
        self.radius =
            radius.adding(ball.real.radius, precision: 30).adding(ball.imaginary.radius, precision: 30)
            .upperBoundOfMagnitude
    }

    func ball(precision: Int) -> ComplexBall {
        center.adding(ComplexBall(radius: radius), precision: precision)
    }

    /// A disc around { b/(a + x) }: with H = a + center, |b/(H + δ) − b/H| ≤ |b/H| r/(|H| − r) for |δ| ≤ r; nil when the
    /// denominator may vanish.
    func image(a: ComplexBall, b: ComplexBall, precision: Int) -> Disc? {
        let denominator = a.adding(center, precision: precision)
        let gap = denominator.lowerBoundOfMagnitude.subtracting(radius, precision: 30)
        guard gap.isPositive else { return nil }
        let image = b.divided(by: denominator, precision: precision)
        let spread = image.upperBoundOfMagnitude.multiplied(by: radius, precision: 30).divided(by: gap, precision: 30)
        return Disc(image, radius: spread.upperBoundOfMagnitude)
    }
}

/// Depth, number of tail terms and precision for a wanted accuracy in bits.
private struct DiscPlan {
    private(set) var depth: Int
    private(set) var terms: Int
    private(set) var attempts = 0
    private let target: Int
    private let slow: Bool
    private var proofFailures = 0

    /// How many proofs and values are tried.
    static let attempts = 24

    init(_ shape: ComplexTailShape, target: Int) {
        self.target = target
        slow = shape.bitsPerTerm < 0.5
        let wanted = Double(target)
        if slow {
            depth = max(48, target * 2 * shape.exponents.ramification)
            terms = max(8, Int(wanted / (log2(Double(depth)) - 1)) * shape.exponents.ramification)
        } else {
            terms = 4 + min(24, target / 32)
            // Factorial convergence gains at least about log2 of the depth a term.
            let bits = shape.bitsPerTerm.isInfinite ? log2(wanted) : shape.bitsPerTerm
            let shallow = max(12, Int(wanted / bits))
            let tailBits = Double(terms) * max(0, log2(Double(shallow)) - 2)
            depth = max(12, Int((wanted - tailBits) / bits) + 6, min(terms * 2, shallow))
        }
    }

    var precision: Int { target + 64 + 8 * attempts + 2 * Int(log2(Double(depth + 1))) }

    var tailPrecision: Int { slow ? precision + 4 * terms : precision }

    mutating func deepenForProof() {
        attempts += 1
        proofFailures += 1
        depth += depth / 2 + 8
        if proofFailures % 6 == 5 { terms = max(3, terms * 2 / 3) }
    }

    mutating func improve() {
        attempts += 1
        depth += depth / 2
        if slow { terms += terms / 4 + 2 }
    }
}
