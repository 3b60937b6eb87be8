import Arithmetic
import Expressions

/// Σ_{k≥0} f(k) = λ Σ_{t≥0} F(m, t) for a Wilf–Zeilberger pair with f(k) = λ G(m + k, 0): a series and its acceleration.
///
/// Proof. F(n + 1, t) − F(n, t) = G(n, t + 1) − G(n, t) holds at all integers n ≥ m, t ≥ 0, where the Gamma factors above
/// have positive arguments. Summed over t it gives r(n + 1) − r(n) = −G(n, 0) for r(n) = Σ F(n, t), as G(n, t) tends to 0
/// with t → ∞; summed over n, Σ_{n=m}^{N−1} G(n, 0) = r(m) − r(N). And |F(n + 1, t)| ≤ ν |F(n, t)| with ν < 1, so r(N)
/// tends to 0. (H. Wilf and D. Zeilberger, J. Amer. Math. Soc. 3, 1990; A. Markov 1890 had the series of the kind.)
public struct WilfZeilbergerSeries: CertifiedEquation {
    /// The series and λ Σ F(m, t).
    public let equation: Formula
    /// F and G, with the telescoper [−1, 1].
    public let pair: TelescopingCertificate
    /// m.
    public let firstIndex: Int
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
            "Σ G(n, 0) over n ≥ \(firstIndex) is Σ F(\(firstIndex), t) over t ≥ 0; with a factor, \(equation.right)",
        ]
    }

    /// The data of the equation; nothing is checked.
    public init(equation: Formula, pair: TelescopingCertificate, firstIndex: Int, growth: Rational) {
        self.equation = equation
        self.pair = pair
        self.firstIndex = firstIndex
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
        guard let summand = HypergeometricSummand(readingSum: equation.left),
            let value = WilfZeilbergerSeries.value(of: summand, pair, firstIndex)
        else { throw CertificateError("the terms of \(equation.left) are not multiples of G(n, 0)") }
        guard value.sum == equation.right else { throw CertificateError("the series is \(value.sum)") }
    }

    /// λ F(m, t) when the summand is λ G(m + k, 0).
    static func value(
        of summand: HypergeometricSummand, _ pair: TelescopingCertificate, _ m: Int
    ) -> RationalSummand? {
        guard let (above, below) = pair.antidifference.indexRatioAtStart, let (p, q) = summand.ratio,
            above.shifted(by: Rational(m)) * q == below.shifted(by: Rational(m)) * p,
            let boundary = pair.antidifference.specialized(at: m), let term = pair.term.specialized(at: m)
        else { return nil }
        let denominator = boundary.below.evaluated(at: 0)
        guard !denominator.isZero else { return nil }
        let start = boundary.above.evaluated(at: 0) / denominator
        guard !start.isZero else { return nil }
        return RationalSummand(base: term.base, above: term.above * (summand.first / start), below: term.below)
    }

    /// The value of `sum(f(k), k, low, infinity)` by one of the known pairs, or nil.
    init?(sum: Expression) {
        guard let summand = HypergeometricSummand(readingSum: sum) else { return nil }
        for pair in WilfZeilbergerPairs.all {
            for m in 0...WilfZeilbergerPairs.largestShift {
                guard let value = WilfZeilbergerSeries.value(of: summand, pair, m) else { continue }
                for growth in [Rational(1, 2), Rational(3, 4), Rational(15, 16)] {
                    let candidate = WilfZeilbergerSeries(
                        equation: Formula(left: sum, right: value.sum), pair: pair, firstIndex: m, growth: growth)
                    guard (try? candidate.check()) != nil else { continue }
                    self = candidate
                    return
                }
            }
        }
        return nil
    }
}

/// Wilf–Zeilberger pairs of known families.
enum WilfZeilbergerPairs {
    /// The largest index at which a series may start.
    static let largestShift = 6

    /// The pairs, computed once.
    static let all: [TelescopingCertificate] = terms.compactMap { term in
        guard let certificate = CreativeTelescoping.certificate(for: term, upToOrder: 1) else { return nil }
        return certificate.asPair
    }

    private static let terms: [ProperTerm] = {
        func gamma(_ index: Int, _ summand: Int, _ constant: Rational, _ exponent: Int) -> (LinearForm, Int) {
            (LinearForm(index: index, summand: summand, constant: constant), exponent)
        }
        func term(_ base: Rational, _ gammas: [(LinearForm, Int)]) -> ProperTerm {
            ProperTerm(summandBase: base, gammas: gammas.map { (argument: $0.0, exponent: $0.1) })
        }
        var list: [ProperTerm] = []
        // (t! /(n + t + 1)!)²: ζ(2) = 3 Σ 1/(n² C(2n, n)).
        list.append(term(1, [gamma(0, 1, 1, 2), gamma(1, 1, 2, -2)]))
        // t! /((n + t + 1)² (2n + t + 1)!): ζ(3) = (5/2) Σ (−1)^(n − 1)/(n³ C(2n, n)) (A. Markov; R. Apéry).
        list.append(term(1, [gamma(0, 1, 1, 1), gamma(1, 1, 1, 2), gamma(1, 1, 2, -2), gamma(2, 1, 2, -1)]))
        // Euler's transformation of Σ (−1)^t/(t + x).
        for x in [Rational(1), Rational(1, 2), Rational(1, 3), Rational(2, 3), Rational(1, 4), Rational(3, 4)] {
            list.append(term(-1, [gamma(0, 1, x, 1), gamma(1, 1, x + 1, -1)]))
        }
        return list
    }()
}

extension TelescopingCertificate {
    /// A pair with the telescoper [−1, 1], by a factor c(n) with c(n + 1)/c(n) = −a₁(n)/a₀(n), when the telescoper is of
    /// order 1 and its coefficients split over Q.
    var asPair: TelescopingCertificate? {
        guard order == 1, let lower = TelescopingCertificate.linearFactors(telescoper[0]),
            let upper = TelescopingCertificate.linearFactors(telescoper[1])
        else { return nil }
        // c = (−lc a₁/lc a₀)ⁿ ∏ Γ(n + α)/∏ Γ(n + β), with Γ of the fractional parts as constants.
        var gammas: [(argument: LinearForm, exponent: Int)] = []
        for (shifts, sign) in [(upper.shifts, 1), (lower.shifts, -1)] {
            for shift in shifts {
                gammas.append((LinearForm(index: 1, summand: 0, constant: shift), sign))
                if !shift.isInteger {
                    let part = shift - Rational(shift.floor)
                    gammas.append((LinearForm(index: 0, summand: 0, constant: part), -sign))
                }
            }
        }
        let base = -upper.leading / lower.leading
        func multiplied(_ term: ProperTerm, by extra: [(argument: LinearForm, exponent: Int)]) -> ProperTerm {
            ProperTerm(
                polynomial: term.polynomial, indexBase: term.indexBase * base, summandBase: term.summandBase,
                gammas: term.gammas + extra)
        }
        // c(n) (a₁ F(n + 1) + a₀ F(n)) = −a₀ (F̃(n + 1) − F̃(n)): G̃ = −c G/a₀.
        let divided = gammas.map { gamma in
            gamma.exponent < 0 && gamma.argument.index == 1
                ? (argument: gamma.argument.adding(1), exponent: gamma.exponent) : gamma
        }
        let moved = multiplied(antidifference, by: divided)
        return TelescopingCertificate(
            term: multiplied(term, by: gammas), telescoper: [-1, 1],
            antidifference: moved.replacing(
                polynomial: moved.polynomial * Polynomial(constant: -(1 / lower.leading))))
    }

    private static func linearFactors(_ p: Polynomial<Rational>) -> (leading: Rational, shifts: [Rational])? {
        guard let leading = p.leadingCoefficient else { return nil }
        let shifts = p.clearingDenominators().polynomial.rationalRoots().flatMap { entry in
            [Rational](repeating: -entry.root, count: entry.multiplicity)
        }
        return shifts.count == p.degree ? (leading, shifts) : nil
    }
}

extension ProperTerm {
    /// F(n + 1, 0)/F(n, 0) as a quotient of polynomials in n; nil when it is no rational function or F(n, 0) = 0.
    var indexRatioAtStart: (above: Polynomial<Rational>, below: Polynomial<Rational>)? {
        guard let quotient = shifted(index: 1, summand: 0).gammaQuotient(self), !polynomial[0].isZero else {
            return nil
        }
        var above = polynomial[0].shifted(by: 1) * indexBase
        var below = polynomial[0]
        for (form, exponent) in quotient {
            let power = form.polynomial[0].power(abs(exponent))
            if exponent > 0 { above *= power } else { below *= power }
        }
        return below.isZero ? nil : (above, below)
    }
}
