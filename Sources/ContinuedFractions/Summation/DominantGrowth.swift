import Arithmetic

/// A proof that the denominators q(n) = a(n) q(n − 1) + b(n) q(n − 2) of a fraction grow faster than ∏ |γ(i)| for a
/// rational function γ.
///
/// Let ε be the sign of a(n) for n ≥ N, and q̃(n) = εⁿ q(n), so that q̃(n) = |a(n)| q̃(n − 1) + b(n) q̃(n − 2). All three
/// cases need q̃(N), q̃(N − 1) of one sign, not 0 (it is made positive), and inequalities for n > N:
///
/// - `positive`: b(n) ≥ 0 and |a(n)| ≥ μ |γ(n)|; then q̃(n) ≥ μ |γ(n)| q̃(n − 1).
/// - `negative`: b(n) ≤ 0, |a(n)| μ|γ(n − 1)| + b(n) ≥ μ² |γ(n) γ(n − 1)| and q̃(N) ≥ μ|γ(N)| q̃(N − 1); then
///   q̃(n) ≥ μ |γ(n)| q̃(n − 1) by induction.
/// - `slow`: b(n) ≥ 0 and |a(n)|/|γ(n)| + b(n)/|γ(n) γ(n − 1)| ≥ 1 + μ/n; then y(n) = q̃(n)/∏_{i≤n} |γ(i)| satisfies
///   y(n) ≥ (1 + μ/n) min(y(n − 1), y(n − 2)), so that y tends to ∞.
///
/// In the first two cases |q(n)| ≥ C μⁿ ∏ |γ(i)| with C > 0. An inequality between polynomials holds for n ≥ m when the
/// difference, as a polynomial in n − m, has no negative coefficient.
public struct DominantGrowth: Hashable, Sendable {
    /// Which inequalities are used.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// b(n) ≥ 0, growth by a factor μ in each step.
        case positive
        /// b(n) ≤ 0, growth by a factor μ in each step.
        case negative
        /// Growth without bound only.
        case slow
    }

    /// N, at least 1.
    public let start: Int
    /// μ > 0.
    public let factor: Rational
    /// Which of the cases holds.
    public let kind: Kind

    /// The data of the proof; nothing is checked.
    public init(start: Int, factor: Rational, kind: Kind) {
        self.start = start
        self.factor = factor
        self.kind = kind
    }

    /// Whether the inequalities hold for the fraction (a, b) and γ = above/below.
    func holds(
        a: Polynomial<Rational>, b: Polynomial<Rational>, above: Polynomial<Rational>, below: Polynomial<Rational>
    ) -> Bool {
        guard start >= 1, start <= DominantGrowth.largestStart, factor.signum() > 0,
            let signA = DominantGrowth.sign(a, from: start), let signAbove = DominantGrowth.sign(above, from: start),
            let signBelow = DominantGrowth.sign(below, from: start)
        else { return false }
        let absoluteA = a * Rational(signA)
        let (p, q) = (above * Rational(signAbove), below * Rational(signBelow))
        // q̃(N − 1) and q̃(N) up to a common sign.
        var (last, current) = denominators(a, b)
        if signA < 0 { last = -last }
        if current.signum() < 0 {
            last = -last
            current = -current
        }
        guard last.signum() > 0, current.signum() > 0 else { return false }
        let after = start + 1
        let (pBefore, qBefore) = (p.shifted(by: -1), q.shifted(by: -1))
        switch kind {
        case .positive:
            return DominantGrowth.isNonnegative(b, from: after)
                && DominantGrowth.isNonnegative(absoluteA * q - p * factor, from: after)
        case .slow:
            // n (|a| q p⁻ + b q q⁻ − p p⁻) ≥ μ p p⁻; the polynomials p⁻, q⁻ are positive for n > N.
            let product = p * pBefore
            let excess = absoluteA * q * pBefore + b * q * qBefore - product
            return DominantGrowth.isNonnegative(b, from: after)
                && DominantGrowth.isNonnegative(
                    excess.multipliedByVariable(power: 1) - product * factor, from: after)
        case .negative:
            // |a| μ γ⁻ + b − μ² γ γ⁻ times q q⁻; the polynomials p⁻, q⁻ are positive for n > N.
            let difference =
                absoluteA * pBefore * q * factor + b * q * qBefore - p * pBefore * (factor * factor)
            let x = Rational(start)
            return DominantGrowth.isNonnegative(-b, from: after)
                && current * q.evaluated(at: x) >= factor * p.evaluated(at: x) * last
                && DominantGrowth.isNonnegative(difference, from: after)
        }
    }

    /// q(N − 1) and q(N).
    private func denominators(_ a: Polynomial<Rational>, _ b: Polynomial<Rational>) -> (Rational, Rational) {
        var (last, current) = (Rational(0), Rational(1))
        for n in 1...start {
            let x = Rational(n)
            (last, current) = (current, a.evaluated(at: x) * current + b.evaluated(at: x) * last)
        }
        return (last, current)
    }

    /// Whether the shifted polynomial has no negative coefficient, so that p(n) ≥ 0 for n ≥ `first`.
    static func isNonnegative(_ p: Polynomial<Rational>, from first: Int) -> Bool {
        p.shifted(by: Rational(first)).coefficients.allSatisfy { $0.signum() >= 0 }
    }

    /// 1 or −1 when p has this sign for all n ≥ `first`, as seen from its coefficients.
    static func sign(_ p: Polynomial<Rational>, from first: Int) -> Int? {
        let moved = p.shifted(by: Rational(first))
        let sign = moved[0].signum()
        guard sign != 0, moved.coefficients.allSatisfy({ $0.signum() * sign >= 0 }) else { return nil }
        return sign
    }

    /// The largest N.
    static let largestStart = 200

    /// A proof with μ > `least` or, when `allowsSlow`, of slow growth; nil when none of the attempts holds.
    static func search(
        a: Polynomial<Rational>, b: Polynomial<Rational>, above: Polynomial<Rational>, below: Polynomial<Rational>,
        least: Rational, allowsSlow: Bool
    ) -> DominantGrowth? {
        let factors = [Rational(2), Rational(3, 2), Rational(5, 4), Rational(17, 16)].map { $0 * least }
        for start in [1, 2, 4, 8, 16, 32, 64] {
            for kind in Kind.allCases where kind != .slow || allowsSlow {
                for factor in kind == .slow ? [1, Rational(1, 8)] : factors {
                    let growth = DominantGrowth(start: start, factor: factor, kind: kind)
                    if growth.holds(a: a, b: b, above: above, below: below) { return growth }
                }
            }
        }
        return nil
    }
}
