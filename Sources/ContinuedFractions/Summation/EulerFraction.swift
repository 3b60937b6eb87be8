import Arithmetic
import Expressions

/// pcf(a, b) from one hypergeometric solution of its recurrence, by reduction of order.
///
/// Let ρ be a rational function with ρ(n) ρ(n − 1) = a(n) ρ(n − 1) + b(n), without zeros or poles at n ≥ 1, and
/// h(n) = ρ(1) ⋯ ρ(n), h(−1) = (ρ(1) − a(1))/b(1). Then h(n) = a(n) h(n − 1) + b(n) h(n − 2) for n ≥ 1, and for the
/// numerators and denominators of the convergents, v = p or q, the Casoratian v(n) h(n − 1) − v(n − 1) h(n) is multiplied
/// by −b(n) in each step, so that
///
///     v(n)/h(n) = v(0) + (v(0) h(−1) − v(−1)) Σ_{k=1}^{n} τ(k),   τ(k) = ∏_{i≤k} (−b(i))/(h(k) h(k − 1)).
///
/// When T = Σ τ(k) converges, the fraction is (a(0) + (a(0) h(−1) − 1) T)/(1 + h(−1) T), unless the denominator is 0; when
/// the sum tends to ±∞ and h(−1) is not 0, it is a(0) − 1/h(−1). Euler's fractions (Introductio in analysin infinitorum I,
/// 1748, chapter 18; b = −h₁h₂, f(n) a(n) = f(n − 1) h₁(n) + f(n + 1) h₂(n + 1)) are those with ρ = h₂(n + 1) f(n + 1)/f(n).
public struct EulerFraction: CertifiedEquation {
    /// The fraction and its value.
    public let equation: Formula
    /// The numerator of ρ, a polynomial in n.
    public let ratioAbove: Polynomial<Rational>
    /// The denominator of ρ, a polynomial in n.
    public let ratioBelow: Polynomial<Rational>

    /// The name of the theorem.
    public var theorem: String {
        "reduction of order by a hypergeometric solution (Euler 1748; Petkovšek 1992 for the solution)"
    }

    /// The solution and what follows from it.
    public var steps: [String] {
        [
            "h(n)/h(n − 1) = ρ(n) = (\(Expression(ratioAbove, variable: "n")))/(\(Expression(ratioBelow, variable: "n")))",
            "ρ(n) ρ(n − 1) = a(n) ρ(n − 1) + b(n), so h solves the recurrence of the fraction",
            "T = Σ_{k≥1} ∏_{i≤k} (−b(i))/(h(k) h(k − 1)), and the value is "
                + "(a(0) + (a(0) h(−1) − 1) T)/(1 + h(−1) T) = \(equation.right)",
        ]
    }

    /// The data of the equation; nothing is checked.
    public init(equation: Formula, ratioAbove: Polynomial<Rational>, ratioBelow: Polynomial<Rational>) {
        self.equation = equation
        self.ratioAbove = ratioAbove
        self.ratioBelow = ratioBelow
    }

    /// Checks the solution, the convergence and the value.
    public func check() throws(CertificateError) {
        guard let (a, b) = TelescopingFraction.polynomials(of: equation.left) else {
            throw CertificateError("\(equation.left) is not a fraction of two polynomials")
        }
        let value = try EulerValue(a: a, b: b, above: ratioAbove, below: ratioBelow)
        guard value.expression(value.series?.sum) == equation.right else {
            throw CertificateError("the value is \(value.expression(value.series?.sum))")
        }
        if let sum = value.series?.sum {
            let denominator = Expression(1) + sum.scaled(by: value.before)
            guard let ball = try? Evaluator.standard.evaluate(denominator, digits: 10).value, !ball.containsZero else {
                throw CertificateError("\(denominator) is not seen to differ from 0")
            }
        }
    }
}

/// What the value of an Euler fraction is made of.
struct EulerValue {
    /// a(0).
    let start: Rational
    /// h(−1).
    let before: Rational
    /// τ(t + 1) as a term in t ≥ 0; nil when the sum diverges.
    let series: HypergeometricSummand?

    /// Checks ρ = above/below and finds the sum.
    init(
        a: Polynomial<Rational>, b: Polynomial<Rational>, above p: Polynomial<Rational>, below q: Polynomial<Rational>
    ) throws(CertificateError) {
        let (pBefore, qBefore) = (p.shifted(by: -1), q.shifted(by: -1))
        guard !p.isZero, !q.isZero, p * pBefore == (a * pBefore + b * qBefore) * q else {
            throw CertificateError("the ratio does not solve the recurrence")
        }
        for (name, polynomial) in [("h", p), ("1/h", q), ("b", b)] {
            let cleared = polynomial.clearingDenominators().polynomial
            guard !cleared.isZero, cleared.smallestIntegerRoot(atLeast: 1) == nil else {
                throw CertificateError("\(name) vanishes at an integer n ≥ 1")
            }
        }
        start = a.evaluated(at: 0)
        let first = p.evaluated(at: 1) / q.evaluated(at: 1)
        let b1 = b.evaluated(at: 1)
        before = (first - a.evaluated(at: 1)) / b1
        // τ(k + 1)/τ(k) = −b(k + 1)/(ρ(k + 1) ρ(k)) at k = t + 1.
        let (p1, q1) = (p.shifted(by: 1), q.shifted(by: 1))
        let above = -(b.shifted(by: 2) * q.shifted(by: 2) * q1)
        let below = p.shifted(by: 2) * p1
        let common = above.gcd(below)
        let ratioAbove = above.quotientAndRemainder(dividingBy: common).quotient
        let ratioBelow = below.quotientAndRemainder(dividingBy: common).quotient
        switch SeriesConvergence(above: ratioAbove, below: ratioBelow) {
        case .convergent:
            guard
                let term = HypergeometricSummand(above: ratioAbove, below: ratioBelow, first: -b1 / first)
            else { throw CertificateError("the series is not one of rational functions and rising factorials") }
            series = term
        case .divergent:
            guard !before.isZero else { throw CertificateError("the denominators of the convergents grow too slowly") }
            series = nil
        case .undecided: throw CertificateError("the series is not seen to converge")
        }
    }

    /// The value of the fraction with a term for the sum.
    func expression(_ sum: Expression?) -> Expression {
        guard let sum else { return Expression(start - (before.reciprocal ?? 0)) }
        let numerator = start * before - 1
        let top: Expression
        if start.isZero {
            top = sum.scaled(by: numerator)
        } else if numerator.isZero {
            top = Expression(start)
        } else {
            top = Expression(start) + sum.scaled(by: numerator)
        }
        return before.isZero ? top : top / (Expression(1) + sum.scaled(by: before))
    }
}
