import Arithmetic

/// A proof that the denominators q(n) = a(n) q(n − 1) + b(n) q(n − 2) of a fraction grow at least like μⁿ ∏ |γ(i)| for a
/// rational function γ.
///
/// With ε the sign of γ(n) for n ≥ N, and q̃(n) = εⁿ q(n), so that q̃(n) = ε a(n) q̃(n − 1) + b(n) q̃(n − 2):
///
/// - `numeratorsPositive`: b(n) ≥ 0, ε a(n) ≥ μ |γ(n)| for n > N, and q̃(N), q̃(N − 1) ≥ 0 with q̃(N) > 0 up to a common
///   sign; then q̃(n) ≥ μ |γ(n)| q̃(n − 1) for n > N.
/// - otherwise b(n) ≤ 0, ε a(n) μ|γ(n − 1)| + b(n) ≥ μ² |γ(n) γ(n − 1)| for n > N and q̃(N) ≥ μ|γ(N)| q̃(N − 1) > 0 up to
///   a common sign; then q̃(n)/q̃(n − 1) ≥ μ |γ(n)| by induction.
///
/// An inequality between polynomials holds for n ≥ m when the difference, as a polynomial in n − m, has no negative
/// coefficient.
public struct DominantGrowth: Hashable, Sendable {
    /// N, at least 1.
    public let start: Int
    /// μ > 0.
    public let factor: Rational
    /// Which of the two cases holds.
    public let numeratorsPositive: Bool

    /// The data of the proof; nothing is checked.
    public init(start: Int, factor: Rational, numeratorsPositive: Bool) {
        self.start = start
        self.factor = factor
        self.numeratorsPositive = numeratorsPositive
    }

    /// Whether the inequalities hold for the fraction (a, b) and γ = above/below.
    func holds(
        a: Polynomial<Rational>, b: Polynomial<Rational>, above: Polynomial<Rational>, below: Polynomial<Rational>
    ) -> Bool {
        guard start >= 1, start <= DominantGrowth.largestStart, factor.signum() > 0,
            let signAbove = DominantGrowth.sign(above, from: start),
            let signBelow = DominantGrowth.sign(below, from: start)
        else { return false }
        let sign = Rational(signAbove * signBelow)
        let (p, q) = (above * Rational(signAbove), below * Rational(signBelow))
        let scaled = p * factor
        let after = start + 1
        var (last, current) = denominators(a, b)
        // q̃ up to the sign that makes q̃(start) positive.
        if sign == -1 { last = -last }
        if current.signum() < 0 {
            last = -last
            current = -current
        }
        guard current.signum() > 0 else { return false }
        if numeratorsPositive {
            return last.signum() >= 0 && DominantGrowth.isNonnegative(b, from: after)
                && DominantGrowth.isNonnegative(a * sign * q - scaled, from: after)
        }
        let (pBefore, qBefore) = (p.shifted(by: -1), q.shifted(by: -1))
        // ε a s⁻/q⁻ + b − s s⁻/(q q⁻) times q q⁻, with s = μ p.
        let scaledBefore = pBefore * factor
        let difference = a * sign * scaledBefore * q + b * q * qBefore - scaled * scaledBefore
        // At n = N + 1 the polynomials at n − 1 = N are positive.
        let bound = scaled.evaluated(at: Rational(start)) / q.evaluated(at: Rational(start))
        return last.signum() > 0 && current >= bound * last && DominantGrowth.isNonnegative(-b, from: after)
            && DominantGrowth.isNonnegative(difference, from: after)
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

    /// A proof with μ > `least`, or nil when none of the attempts holds.
    static func search(
        a: Polynomial<Rational>, b: Polynomial<Rational>, above: Polynomial<Rational>, below: Polynomial<Rational>,
        least: Rational
    ) -> DominantGrowth? {
        for start in [1, 2, 4, 8, 16, 32, 64] {
            for factor in [least * 2, least * Rational(3, 2), least * Rational(5, 4), least * Rational(17, 16)] {
                for positive in [true, false] {
                    let growth = DominantGrowth(start: start, factor: factor, numeratorsPositive: positive)
                    if growth.holds(a: a, b: b, above: above, below: below) { return growth }
                }
            }
        }
        return nil
    }
}
