import Arithmetic

/// How many digits of the limit of a continued fraction are proved at each depth, for the bare convergents and for
/// convergents with certified tails.
///
/// The error of the m-th convergent is exactly |L − p(m)/q(m)| = |t(m) ∏_{i≤m} b(i)| / |q(m)(q(m) + t(m) q(m−1))|, so its
/// quotient by the error before is |t(m)/h(m)| with h(m) = q(m)/q(m−1). A tail known to ±r(m) gives L to within
/// that error times (2r(m)/|t(m)|)·|h(m)|/(|h(m) + t(m)| − 2r(m)).
public struct ProvenDigits: Sendable {
    /// One curve: lower bounds of the significant decimal digits at some depths, in ascending order of depth.
    public struct Curve: Sendable {
        /// What the digits are proved with.
        public let label: String
        /// The points.
        public let points: [(depth: Int, digits: Double)]
    }

    /// The fraction.
    public let fraction: PolynomialContinuedFraction
    /// The largest depth.
    public let depth: Int
    /// The bare convergents first, then tails with more and more terms; a tail that is known exactly (constant a and b)
    /// proves all digits and has no curve.
    public let curves: [Curve]

    /// Up to this depth the denominators are computed exactly, beyond it their quotients in balls.
    private static let exactDepth = 40
    /// Depths beyond this are refused.
    public static let largestDepth = 200_000
    private static let precision = 192

    /// The digits at up to `samples` depths between 1 and `depth`, with tails of k = 2, 8 and 24 terms from the depth on
    /// at which they are certified.
    ///
    /// Cost: O(depth) ball operations.
    ///
    /// - Throws: `LimitError` when the fraction has no limit, terminates, or no tail is certified.
    public init(
        _ fraction: PolynomialContinuedFraction, depth: Int, samples: Int = 300
    ) throws(LimitError) {
        guard (2...ProvenDigits.largestDepth).contains(depth), samples > 1 else {
            throw .undecided("digits by depth need a depth in 2 ... \(ProvenDigits.largestDepth)")
        }
        if let root = fraction.firstVanishingNumerator {
            throw .undecided("the fraction ends at b(\(root)) = 0: its convergents reach the limit")
        }
        let shape = try TailShape.ofConvergent(fraction)
        self.fraction = fraction
        self.depth = depth
        let tails = [2, 8, 24].compactMap { ProvenDigits.tail(fraction, shape, terms: $0, upTo: 4 * depth + 4096) }
        guard let top = tails.last else { throw .undecided("no tail is certified up to depth \(4 * depth + 4096)") }
        let limit = try fraction.limit(digits: 20).value
        let size = limit.containsZero ? Ball(1) : limit.absoluteValue()
        let steps = ProvenDigits.tails(fraction, from: top, downTo: 1, keeping: depth)
        let errors = ProvenDigits.errors(fraction, steps, depth: depth)
        // About equally spaced depths, the first and the last among them.
        let stride = max(1, depth / samples)
        let chosen = (1...depth).filter { $0 == depth || ($0 - 1) % stride == 0 }
        let bare = chosen.compactMap { m in
            errors[m].flatMap { ProvenDigits.digits($0.error, size) }.map { (depth: m, digits: $0) }
        }
        var curves = [Curve(label: "convergent", points: bare)]
        for tail in tails {
            let points = chosen.compactMap { m -> (depth: Int, digits: Double)? in
                guard m >= tail.depth, let state = errors[m] else { return nil }
                return ProvenDigits.radius(state, tail, at: m).flatMap { ProvenDigits.digits($0, size) }
                    .map { (depth: m, digits: $0) }
            }
            if !points.isEmpty {
                curves.append(
                    Curve(label: "certified tail, \(tail.coefficients.count) terms", points: points))
            }
        }
        self.curves = curves
    }

    /// The tail with `terms` terms at the least depth at which it is certified, within a factor of 5/4.
    private static func tail(
        _ fraction: PolynomialContinuedFraction, _ shape: TailShape, terms: Int, upTo largest: Int
    ) -> CertifiedTail? {
        var depth = 2
        while depth <= largest {
            if let tail = CertifiedTail.prove(
                fraction, shape: shape, depth: depth, terms: terms * shape.ramification, precision: precision)
            {
                return tail
            }
            depth += depth / 4 + 1
        }
        return nil
    }

    /// t(n) for `low` ≤ n ≤ `kept`, by t(n) = b(n+1)/(a(n+1) + t(n+1)) from the certified tail; nil where a denominator is
    /// not told from 0, and below.
    private static func tails(
        _ fraction: PolynomialContinuedFraction, from top: CertifiedTail, downTo low: Int, keeping kept: Int
    ) -> [Ball?] {
        var result = [Ball?](repeating: nil, count: kept + 1)
        // Some steps more than wanted, so that the radius of the enclosure has shrunk.
        var n = max(top.depth, kept + 64)
        var t = top.enclosure(at: n, precision: precision)
        while n >= low {
            if n <= kept { result[n] = t }
            let denominator = Ball(fraction.a.evaluated(at: n)).adding(t, precision: precision)
            guard denominator.isNonzero else { return result }
            t = Ball(fraction.b.evaluated(at: n)).divided(by: denominator, precision: precision)
            n -= 1
        }
        return result
    }

    /// The error of a convergent, its tail and h = q(m)/q(m−1).
    private struct State {
        var error: Ball
        var tail: Ball
        var quotient: Ball
    }

    private static func errors(
        _ fraction: PolynomialContinuedFraction, _ tails: [Ball?], depth: Int
    ) -> [State?] {
        var states = [State?](repeating: nil, count: depth + 1)
        var (last, current, product) = (Integer(0), Integer(1), Integer(1))
        for m in 1...min(exactDepth, depth) {
            let b = fraction.b.evaluated(at: m)
            (last, current) = (current, fraction.a.evaluated(at: m) * current + b * last)
            product *= b
            guard let t = tails[m], !current.isZero, !last.isZero else { continue }
            let below = t.multiplied(by: Ball(last), precision: precision).adding(Ball(current), precision: precision)
                .multiplied(by: Ball(current), precision: precision)
            let error = t.multiplied(by: Ball(product), precision: precision).divided(by: below, precision: precision)
            states[m] = State(
                error: error.absoluteValue(), tail: t,
                quotient: Ball(current).divided(by: Ball(last), precision: precision))
        }
        guard depth > exactDepth, var state = states[exactDepth] else { return states }
        for m in (exactDepth + 1)...depth {
            guard let t = tails[m] else { break }
            state.quotient = Ball(fraction.b.evaluated(at: m)).divided(by: state.quotient, precision: precision)
                .adding(Ball(fraction.a.evaluated(at: m)), precision: precision)
            state.tail = t
            state.error = state.error.multiplied(by: t, precision: precision)
                .divided(by: state.quotient, precision: precision).absoluteValue()
            guard state.error.isFinite else { break }
            states[m] = state
        }
        return states
    }

    private static func radius(_ state: State, _ tail: CertifiedTail, at m: Int) -> Ball? {
        let r = tail.radius(at: m).scaled(byPowerOfTwo: 1)
        let gap = state.quotient.adding(state.tail, precision: precision).lowerBoundOfMagnitude
            .subtracting(r, precision: precision)
        guard gap.isPositive, state.tail.isNonzero else { return nil }
        return state.error.multiplied(by: r, precision: precision)
            .multiplied(by: state.quotient.absoluteValue(), precision: precision)
            .divided(by: state.tail.absoluteValue().multiplied(by: gap, precision: precision), precision: precision)
    }

    /// −log10(error/size), rounded down; nil when the error is 0 or the bound says nothing.
    private static func digits(_ error: Ball, _ size: Ball) -> Double? {
        let relative = error.divided(by: size, precision: precision).upperBoundOfMagnitude
        guard relative.isFinite, !relative.isZero else { return nil }
        let value = relative.log(precision: 64).divided(by: Ball(10).log(precision: 64), precision: 64)
        return max(0, -value.doubleEstimate)
    }
}
