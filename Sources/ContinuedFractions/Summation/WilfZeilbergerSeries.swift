import Arithmetic
import Expressions

/// Σ_{k≥0} f(k) = Σ_{k<j} f(k) + λ Σ_{t≥0} F(m, t) for a Wilf–Zeilberger pair with f(j + k) = λ G(m + k, 0) for k ≥ 0: a
/// series and its acceleration.
///
/// Proof. F(n + 1, t) − F(n, t) = G(n, t + 1) − G(n, t) holds at all integers n ≥ m, t ≥ 0, where the Gamma factors above
/// have positive arguments. Summed over t it gives r(n + 1) − r(n) = −G(n, 0) for r(n) = Σ F(n, t), as G(n, t) tends to 0
/// with t → ∞; summed over n, Σ_{n=m}^{N−1} G(n, 0) = r(m) − r(N). And |F(n + 1, t)| ≤ ν |F(n, t)| with ν < 1, so r(N)
/// tends to 0. (H. Wilf and D. Zeilberger, J. Amer. Math. Soc. 3, 1990; A. Markov 1890 had the series of the kind.)
public struct WilfZeilbergerSeries: CertifiedEquation {
    /// The series, and its first terms with λ Σ F(m, t).
    public let equation: Formula
    /// F and G, with the telescoper [−1, 1].
    public let pair: TelescopingCertificate
    /// m.
    public let firstIndex: Int
    /// j, the number of terms that are added one by one.
    public let skipped: Int
    /// ν < 1.
    public let growth: Rational

    /// The name of the theorem.
    public var theorem: String { "a Wilf–Zeilberger pair (1990), as in Markov's acceleration of series (1890)" }

    /// The pair and what follows from it.
    public var steps: [String] {
        [
            "F(n, t) = \(pair.term)",
            "G(n, t) = \(pair.antidifference)",
            "F(n + 1, t) − F(n, t) = G(n, t + 1) − G(n, t), and |F(n + 1, t)| ≤ \(growth) |F(n, t)|",
            "Σ G(n, 0) over n ≥ \(firstIndex) is Σ F(\(firstIndex), t) over t ≥ 0; with a factor and the first "
                + "\(skipped) terms the series is \(equation.right)",
        ]
    }

    /// The data of the equation; nothing is checked.
    public init(equation: Formula, pair: TelescopingCertificate, firstIndex: Int, skipped: Int, growth: Rational) {
        self.equation = equation
        self.pair = pair
        self.firstIndex = firstIndex
        self.skipped = skipped
        self.growth = growth
    }

    /// Checks the pair, the limits and the value.
    public func check() throws(CertificateError) {
        let (f, g) = (pair.term, pair.antidifference)
        guard pair.telescoper == [-1, 1], pair.isIdentity else {
            throw CertificateError("the terms are no Wilf–Zeilberger pair")
        }
        guard firstIndex >= 0, f.isRegular(from: firstIndex), g.isRegular(from: firstIndex) else {
            throw CertificateError("a Gamma factor may have a pole at n ≥ \(firstIndex), t ≥ 0")
        }
        guard g.decays(faster: 0, from: firstIndex) else { throw CertificateError("G(n, t) is not seen to tend to 0") }
        guard f.decays(faster: -1, from: firstIndex) else {
            throw CertificateError("the series of F is not seen to converge absolutely")
        }
        let quadrant = Quadrant(index: firstIndex, slope: 0, start: 0)
        guard growth < 1, growth.signum() > 0, f.indexQuotient(isBoundedBy: growth, on: quadrant) else {
            throw CertificateError("|F(n + 1, t)| ≤ \(growth) |F(n, t)| with a factor below 1 is not seen")
        }
        guard skipped >= 0, skipped <= WilfZeilbergerPairs.largestShift,
            let summand = HypergeometricSummand(readingSum: equation.left),
            let value = WilfZeilbergerSeries.value(of: summand, pair, firstIndex, skipped)
        else { throw CertificateError("the terms of \(equation.left) are not multiples of G(n, 0)") }
        guard value == equation.right else { throw CertificateError("the series is \(value)") }
    }

    /// Σ_{k<j} f(k) + λ Σ F(m, t) when f(j + k) = λ G(m + k, 0).
    static func value(
        of summand: HypergeometricSummand, _ pair: TelescopingCertificate, _ m: Int, _ skipped: Int
    ) -> Expression? {
        // The ratios agree as rational functions; f has no zeros, so neither has G(m + k, 0).
        guard let (above, below) = pair.antidifference.indexRatioAtStart, let (p, q) = summand.ratio,
            above.shifted(by: Rational(m - skipped)) * q == below.shifted(by: Rational(m - skipped)) * p,
            let boundary = pair.antidifference.specialized(at: m), let term = pair.term.specialized(at: m)
        else { return nil }
        let denominator = boundary.below.evaluated(at: 0)
        guard !denominator.isZero else { return nil }
        let start = boundary.above.evaluated(at: 0) / denominator
        guard !start.isZero else { return nil }
        var (head, current) = (Rational(0), summand.first)
        for k in 0..<skipped {
            head += current
            current *= p.evaluated(at: Rational(k)) / q.evaluated(at: Rational(k))
        }
        guard let rest = RationalSummand(base: term.base, above: term.above * (current / start), below: term.below)
        else { return nil }
        return head.isZero ? rest.sum : Expression(head) + rest.sum
    }

    /// The value of `sum(f(k), k, low, infinity)` by one of the known pairs, or nil.
    public init?(sum: Expression) {
        guard let summand = HypergeometricSummand(readingSum: sum) else { return nil }
        for pair in WilfZeilbergerPairs.all {
            for skipped in 0...2 {
                for m in 0...WilfZeilbergerPairs.largestShift {
                    guard let value = WilfZeilbergerSeries.value(of: summand, pair, m, skipped) else { continue }
                    for growth in [Rational(1, 2), Rational(3, 4), Rational(15, 16)] {
                        let candidate = WilfZeilbergerSeries(
                            equation: Formula(left: sum, right: value), pair: pair, firstIndex: m, skipped: skipped,
                            growth: growth)
                        guard (try? candidate.check()) != nil else { continue }
                        self = candidate
                        return
                    }
                }
            }
        }
        return nil
    }

    /// λ Σ F(m, t) as it stands in the equation.
    var rest: Expression {
        guard equation.right.head == .add else { return equation.right }
        return equation.right.arguments.last ?? equation.right
    }
}
