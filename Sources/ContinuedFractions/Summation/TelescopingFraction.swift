import Arithmetic
import Expressions

/// pcf(a, b) = (ρ p(M − 1) − p(M))/(ρ q(M − 1) − q(M)) with ρ = γ(M) r(M + s)/r(M + s − 1), for numbers r(n) that are series
/// of a telescoped term; for M = 0 that is a(0) − γ(0) r(s)/r(s − 1). It is written as a quotient of two series.
///
/// Proof. Let c(n)/c(n − 1) = γ(n) for n ≥ M and u(n) = c(n) r(n + s). The telescoper of r gives
/// u(n) = a(n) u(n − 1) + b(n) u(n − 2) for n > M, because of an identity of rational functions; so u(n) = α p(n) + β q(n)
/// for n ≥ M − 1 with the convergents p(n)/q(n). As |u(n)| ≤ C nᵏ νⁿ |c(n)| (`TelescopedSeries`) and
/// |q(n)| ≥ C′ μⁿ |c(n)| with μ > ν, or |u(n)| ≤ C |c(n)| and q(n)/c(n) is unbounded (`DominantGrowth`), u(n)/q(n) tends to
/// 0 and p(n)/q(n) to −β/α, where α is not 0 (Pincherle's theorem in this case); α and β follow from u(M − 1) and u(M).
/// Series of this kind are those of Beukers, Gutnik and Nesterenko for Apéry's fractions.
public struct TelescopingFraction: CertifiedEquation {
    /// The fraction and the quotient of series.
    public let equation: Formula
    /// The series r.
    public let series: TelescopedSeries
    /// s.
    public let shift: Int
    /// M, at least 0.
    public let start: Int
    /// The numerator of γ, a polynomial in n.
    public let gaugeAbove: Polynomial<Rational>
    /// The denominator of γ, a polynomial in n.
    public let gaugeBelow: Polynomial<Rational>
    /// Why q(n) grows faster than u(n).
    public let growth: DominantGrowth

    /// The name of the method and its source.
    public var theorem: String {
        "creative telescoping (Zeilberger 1991) and Pincherle's theorem (1894), for the series of Gutnik (1983), "
            + "Nesterenko (1996) and their kind"
    }

    /// The term, its telescoper, the recurrence and the growth.
    public var steps: [String] {
        let certificate = series.certificate
        let coefficients = certificate.telescoper.map { "\(Expression($0, variable: "n"))" }
        return [
            "F(n, t) = \(certificate.term)",
            "G(n, t) = \(certificate.antidifference)",
            "Σ aⱼ(n) F(n + j, t) = G(n, t + 1) − G(n, t) with a = [\(coefficients.joined(separator: ", "))]",
            "r(n) = \(series.isDifferentiated ? "−Σ ∂F/∂t(n, t)" : "Σ F(n, t)") over t ≥ 0 satisfies Σ aⱼ(n) r(n + j) = 0 "
                + "for n ≥ \(series.firstIndex)",
            "u(n) = c(n) r(n + \(shift)) with c(n)/c(n − 1) = (\(Expression(gaugeAbove, variable: "n")))/"
                + "(\(Expression(gaugeBelow, variable: "n"))) satisfies "
                + "u(n) = a(n) u(n − 1) + b(n) u(n − 2)",
            "|F(n + 1, t)| ≤ \(series.growth) |F(n, t)|, and "
                + (growth.kind == .slow
                    ? "|q(n)/c(n)| grows without bound: u is the minimal solution"
                    : "|q(n)/q(n − 1)| ≥ \(growth.factor) |c(n)/c(n − 1)| for n > \(growth.start): u is the minimal solution"),
            "by u(\(start - 1)) and u(\(start)) the value is \(equation.right)",
        ]
    }

    /// The data of the equation; nothing is checked.
    public init(
        equation: Formula, series: TelescopedSeries, shift: Int, start: Int, gaugeAbove: Polynomial<Rational>,
        gaugeBelow: Polynomial<Rational>, growth: DominantGrowth
    ) {
        self.equation = equation
        self.series = series
        self.shift = shift
        self.start = start
        self.gaugeAbove = gaugeAbove
        self.gaugeBelow = gaugeBelow
        self.growth = growth
    }

    /// Checks the identity, the gauge, the growth and that r(s − 1) is not 0.
    public func check() throws(CertificateError) {
        try series.check()
        guard let (a, b) = TelescopingFraction.polynomials(of: equation.left) else {
            throw CertificateError("\(equation.left) is not a fraction of two polynomials")
        }
        try checkRecurrence(a, b)
        let isSmaller =
            growth.kind == .slow
            ? series.growth <= 1 && !series.isDifferentiated : growth.factor > series.growth
        guard isSmaller else {
            throw CertificateError("the bounds \(growth.factor) and \(series.growth) do not show a minimal solution")
        }
        guard growth.holds(a: a, b: b, above: gaugeAbove, below: gaugeBelow) else {
            throw CertificateError("the growth of the denominators of the convergents is not seen")
        }
        guard let quotient = TelescopingQuotient(a: a, b: b, series, shift: shift, start: start, gauge: gauge) else {
            throw CertificateError("the first terms are not seen to be rational or hypergeometric with a common factor")
        }
        guard quotient.expression == equation.right else {
            throw CertificateError("the value is \(quotient.expression)")
        }
        let divisor = quotient.below
        guard let first = try? Evaluator.standard.evaluate(divisor, digits: 10).value, !first.containsZero else {
            throw CertificateError("\(divisor) is not seen to differ from 0")
        }
    }

    /// That u satisfies the recurrence of the fraction for n ≥ 1.
    private func checkRecurrence(_ a: Polynomial<Rational>, _ b: Polynomial<Rational>) throws(CertificateError) {
        let telescoper = series.certificate.telescoper
        guard telescoper.count == 3 else { throw CertificateError("the telescoper is not of order 2") }
        guard start >= 0, start <= TelescopingFraction.largestStart, start + shift - 1 >= series.firstIndex else {
            throw CertificateError("the recurrence of r is not known from the index \(start + shift - 1) on")
        }
        // a₂(k − 2) r(k) + a₁(k − 2) r(k − 1) + a₀(k − 2) r(k − 2) = 0 at k = n + s.
        let c = telescoper.map { $0.shifted(by: Rational(shift - 2)) }
        let (p, q) = (gaugeAbove, gaugeBelow)
        guard -(p * c[1]) == q * a * c[2],
            -(p * p.shifted(by: -1) * c[0]) == q * q.shifted(by: -1) * b * c[2]
        else { throw CertificateError("the recurrence of the series is not that of the fraction") }
        for (polynomial, first) in [(c[2], start + 1), (p, start), (q, start), (b, 1)] {
            let cleared = polynomial.clearingDenominators().polynomial
            guard !cleared.isZero, cleared.smallestIntegerRoot(atLeast: Integer(first)) == nil else {
                throw CertificateError("a coefficient of the recurrence vanishes at an integer n ≥ \(first)")
            }
        }
    }

    /// γ(M); `checkRecurrence` has seen that it is finite.
    private var gauge: Rational {
        gaugeAbove.evaluated(at: Rational(start)) / gaugeBelow.evaluated(at: Rational(start))
    }

    /// The largest M.
    static let largestStart = 100

    /// a and b of `pcf(a, b)` or `pcf(a, b, k)`.
    static func polynomials(of term: Expression) -> (a: Polynomial<Rational>, b: Polynomial<Rational>)? {
        (try? FractionTerm(term)).map { ($0.a, $0.b) }
    }
}
