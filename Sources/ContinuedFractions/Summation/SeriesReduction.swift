import Arithmetic
import Expressions

/// Σ f(k) = Σᵢ λᵢ Σ fᵢ(k) + κ for known power series fᵢ: f − Σ λᵢ fᵢ telescopes.
///
/// All terms are rational multiples of f₁. The equation f(k) − Σ λᵢ fᵢ(k) = S(k + 1) − S(k) with S = R f₁ is, divided by
/// f₁, one of rational functions; summed over k ≥ 0 it leaves κ = −S(0), as S(k) tends to 0: it has a limit because all
/// the series converge, and f₁ decays exponentially or faster, or like a power that beats the growth of R. The λᵢ and R are
/// found by Gosper's algorithm with free parameters.
public struct SeriesReduction: CertifiedEquation {
    /// The series and its value.
    public let equation: Formula
    /// The fᵢ with the λᵢ.
    let known: [(series: KnownSeries, weight: Rational)]
    /// The numerator of R.
    public let above: Polynomial<Rational>
    /// The denominator of R.
    public let below: Polynomial<Rational>

    /// The names of the theorems.
    public var theorem: String {
        "Gosper's algorithm with parameters, and \(known.map(\.series.source).joined(separator: "; ")) (quoted)"
    }

    /// The reduction.
    public var steps: [String] {
        let (p, q) = (Expression(above, variable: "k"), Expression(below, variable: "k"))
        return [
            "the summand is \(known.map { "\($0.weight) f" }.joined(separator: " + ")) + S(k + 1) − S(k) for "
                + "S = (\(p))/(\(q)) f, f the first of the series: \(known.map(\.series.source).joined(separator: "; "))",
            "the sum is \(equation.right)",
        ]
    }

    init(
        equation: Formula, known: [(series: KnownSeries, weight: Rational)], above: Polynomial<Rational>,
        below: Polynomial<Rational>
    ) {
        self.equation = equation
        self.known = known
        self.above = above
        self.below = below
    }

    /// The value of `sum(f(k), k, low, infinity)` by known power series, or nil.
    public init?(sum: Expression) {
        guard let summand = HypergeometricSummand(readingSum: sum) else { return nil }
        let candidates = KnownSeries.candidates(for: summand)
        guard let first = candidates.first?.summand,
            let quotients = SeriesReduction.quotients(summand, candidates, by: first), let ratio = first.ratio
        else { return nil }
        // f = P u, fᵢ = Pᵢ u with a common denominator D of the quotients and u = f₁/D.
        var common = Polynomial<Rational>(1)
        for quotient in quotients {
            let divisor = common.gcd(quotient.below)
            common *= quotient.below.quotientAndRemainder(dividingBy: divisor).quotient
        }
        let polynomials = quotients.map { $0.above * common.quotientAndRemainder(dividingBy: $0.below).quotient }
        guard
            let form = GosperForm(above: ratio.above * common, below: ratio.below * common.shifted(by: 1)),
            let found = form.solution(right: polynomials), let scale = found.weights[0].reciprocal
        else { return nil }
        let (x, y) = form.antidifference(found.polynomial * scale)
        let known = zip(candidates, found.weights.dropFirst()).map { ($0, -($1 * scale)) }
        let (above, below) = (x, y * common)
        let divisor = above.gcd(below)
        guard
            let reduced = SeriesReduction.value(
                known, above.quotientAndRemainder(dividingBy: divisor).quotient,
                below.quotientAndRemainder(dividingBy: divisor).quotient)
        else { return nil }
        self.init(
            equation: Formula(left: sum, right: reduced), known: known,
            above: above.quotientAndRemainder(dividingBy: divisor).quotient,
            below: below.quotientAndRemainder(dividingBy: divisor).quotient)
        guard (try? check()) != nil else { return nil }
    }

    /// The same data with another right side or another numerator of R; nothing is checked.
    public func replacing(right: Expression? = nil, above: Polynomial<Rational>? = nil) -> SeriesReduction {
        SeriesReduction(
            equation: Formula(left: equation.left, right: right ?? equation.right), known: known,
            above: above ?? self.above, below: below)
    }

    /// Checks the equation of rational functions, the convergence and the value.
    public func check() throws(CertificateError) {
        guard let summand = HypergeometricSummand(readingSum: equation.left) else {
            throw CertificateError("\(equation.left) is not an infinite sum of a hypergeometric term")
        }
        guard let first = known.first?.series.summand, let ratio = first.ratio,
            known.allSatisfy(\.series.isInDomain),
            let quotients = SeriesReduction.quotients(summand, known.map(\.series), by: first)
        else { throw CertificateError("the summand is no rational multiple of the known series") }
        // R(k + 1) r(k) − R(k) − f/f₁ + Σ λᵢ fᵢ/f₁ = 0 times all denominators.
        let (next, nextBelow) = (above.shifted(by: 1), below.shifted(by: 1))
        var numerator = next * ratio.above * below - above * nextBelow * ratio.below
        var denominator = nextBelow * ratio.below * below
        for (index, quotient) in quotients.enumerated() {
            let weight = index == 0 ? Rational(-1) : known[index - 1].weight
            numerator = numerator * quotient.below + quotient.above * denominator * weight
            denominator *= quotient.below
        }
        guard numerator.isZero, !denominator.isZero else {
            throw CertificateError("the difference of the series does not telescope")
        }
        guard HypergeometricSummand.hasNoNaturalRoot(below) else {
            throw CertificateError("the antidifference has a pole")
        }
        try checkLimits(summand, first)
        guard let value = SeriesReduction.value(known, above, below), value == equation.right else {
            throw CertificateError("the value of the series is not \(equation.right)")
        }
    }

    /// That the series converge and S(k) tends to 0.
    private func checkLimits(
        _ summand: HypergeometricSummand, _ first: HypergeometricSummand
    ) throws(CertificateError) {
        for term in [summand] + known.compactMap(\.series.summand) {
            guard let (p, q) = term.ratio, case .convergent = SeriesConvergence(above: p, below: q) else {
                throw CertificateError("a series is not seen to converge")
            }
        }
        guard let (p, q) = first.ratio, let m = p.degree, let n = q.degree, let x = p.leadingCoefficient,
            let y = q.leadingCoefficient
        else { throw CertificateError("the ratio of the known series vanishes") }
        if m < n || (x / y).magnitude < 1 { return }
        // f₁(k) ~ k^(−c), R(k) ~ k^d.
        let c = m == 0 ? 0 : q[m - 1] / y - p[m - 1] / x
        guard c > Rational((above.degree ?? 0) - (below.degree ?? 0)) else {
            throw CertificateError("the antidifference is not seen to tend to 0")
        }
    }

    /// f/f₁ and the fᵢ/f₁ as quotients of polynomials.
    private static func quotients(
        _ summand: HypergeometricSummand, _ series: [KnownSeries], by first: HypergeometricSummand
    ) -> [RationalSummand]? {
        let terms = [summand] + series.compactMap(\.summand)
        guard terms.count == series.count + 1, let (p, q) = first.ratio else { return nil }
        var result: [RationalSummand] = []
        for term in terms {
            guard let (u, v) = term.ratio else { return nil }
            let (above, below) = (u * q, v * p)
            let common = above.gcd(below)
            guard
                let quotient = HypergeometricSummand(
                    above: above.quotientAndRemainder(dividingBy: common).quotient,
                    below: below.quotientAndRemainder(dividingBy: common).quotient,
                    first: term.first / first.first)?.asRational, quotient.base == 1
            else { return nil }
            result.append(quotient)
        }
        return result
    }

    /// Σ λᵢ Σ fᵢ − R(0) f₁(0).
    private static func value(
        _ known: [(series: KnownSeries, weight: Rational)], _ above: Polynomial<Rational>, _ below: Polynomial<Rational>
    ) -> Expression? {
        guard let first = known.first?.series.summand?.first, let divisor = below.evaluated(at: 0).reciprocal else {
            return nil
        }
        var summands = known.filter { !$0.weight.isZero }.map { entry -> Expression in
            let (factor, term) = entry.series.value
            return term.scaled(by: factor * entry.weight)
        }
        let constant = -above.evaluated(at: 0) * divisor * first
        if !constant.isZero || summands.isEmpty { summands.append(Expression(constant)) }
        return summands.count == 1 ? summands[0] : Expression(.add, summands)
    }
}
