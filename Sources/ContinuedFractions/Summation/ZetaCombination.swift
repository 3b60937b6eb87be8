import Arithmetic
import Expressions

/// A linear combination with rational coefficients of values of zeta functions, logarithms and similar numbers, kept by
/// the term of each.
struct ZetaCombination {
    private(set) var rational: Rational = 0
    private var terms: [(constant: Expression, coefficient: Rational)] = []

    mutating func add(_ value: Rational) { rational += value }

    mutating func add(_ coefficient: Rational, _ constant: Expression) {
        if coefficient.isZero { return }
        if let index = terms.firstIndex(where: { $0.constant == constant }) {
            terms[index].coefficient += coefficient
        } else {
            terms.append((constant, coefficient))
        }
    }

    /// The combination as a term.
    var expression: Expression {
        var summands: [Expression] = []
        for (constant, coefficient) in terms where !coefficient.isZero {
            switch coefficient {
            case 1: summands.append(constant)
            case -1: summands.append(-constant)
            default: summands.append(Expression(coefficient) * constant)
            }
        }
        if !rational.isZero || summands.isEmpty { summands.append(Expression(rational)) }
        return summands.count == 1 ? summands[0] : Expression(.add, summands)
    }

    /// Adds c ζ(m, α) for m ≥ 2 and an α that is no integer ≤ 0.
    ///
    /// ζ(m, α) is led to 0 < α ≤ 1 by ζ(m, α) = α^(−m) + ζ(m, α + 1) (DLMF 25.11.3). There ζ(m, 1) = ζ(m),
    /// ζ(m, 1/2) = (2^m − 1) ζ(m) (25.11.11), and for α = a/q with q = 3, 4, 6 the even and the odd part of the residues
    /// a, q − a: Σ_{gcd(a, q)=1} ζ(m, a/q) = q^m ∏_{p|q} (1 − p^(−m)) ζ(m), and q^m L(m, χ) for the odd character.
    mutating func addHurwitz(_ coefficient: Rational, order m: Int, at alpha: Rational) {
        let base = reduced(alpha) { rational += coefficient * $0.power(-m) * Rational($1) }
        let zeta = Expression(.zeta, [Expression(m)])
        let half = Rational(1, 2)
        switch (base.denominator.asInt, base.numerator.isOne) {
        case (1, _): add(coefficient, zeta)
        case (2, _): add(coefficient * Rational(2).power(m) - coefficient, zeta)
        case (3, let isFirst):
            add(coefficient * half * (Rational(3).power(m) - 1), zeta)
            add(coefficient * half * (isFirst ? 1 : -1) * Rational(3).power(m), ZetaCombination.oddThird(m))
        case (4, let isFirst):
            add(coefficient * half * (Rational(4).power(m) - Rational(2).power(m)), zeta)
            add(coefficient * half * (isFirst ? 1 : -1) * Rational(4).power(m), ZetaCombination.oddQuarter(m))
        case (6, let isFirst):
            let even = (Rational(3).power(m) - 1) * (Rational(2).power(m) - 1)
            add(coefficient * half * even, zeta)
            // L(m, χ mod 6) = (1 + 2^(−m)) L(m, χ mod 3).
            let odd = Rational(6).power(m) + Rational(3).power(m)
            add(coefficient * half * (isFirst ? 1 : -1) * odd, ZetaCombination.oddThird(m))
        default: add(coefficient, Expression(.hurwitz, [Expression(m), Expression(base)]))
        }
    }

    /// Adds c (ψ(α) + γ) for an α that is no integer ≤ 0, by ψ(α + 1) = ψ(α) + 1/α (DLMF 5.5.2) and Gauss's theorem for
    /// 0 < α ≤ 1 (5.4.19).
    mutating func addDigamma(_ coefficient: Rational, at alpha: Rational) {
        let base = reduced(alpha) { rational -= coefficient * $0.power(-1) * Rational($1) }
        let pi = Expression(symbol: "pi")
        let (log2, log3) = (Expression(.log, [Expression(2)]), Expression(.log, [Expression(3)]))
        let root = Expression(.squareRoot, [Expression(3)])
        let sign: Rational = base < Rational(1, 2) ? -1 : 1
        switch base.denominator.asInt {
        case 1: break
        case 2: add(-2 * coefficient, log2)
        case 3:
            add(sign * coefficient * Rational(1, 6), pi * root)
            add(coefficient * Rational(-3, 2), log3)
        case 4:
            add(sign * coefficient * Rational(1, 2), pi)
            add(-3 * coefficient, log2)
        case 6:
            add(sign * coefficient * Rational(1, 2), pi * root)
            add(-2 * coefficient, log2)
            add(coefficient * Rational(-3, 2), log3)
        default:
            add(coefficient, Expression(.digamma, [Expression(base)]))
            add(coefficient, Expression(symbol: "euler_gamma"))
        }
    }

    /// Adds c Σ_{k≥0} z^k/(k + α)^m for 0 < |z| < 1, or z = −1, and an α that is no integer ≤ 0: polylogarithms for
    /// integers α (DLMF 25.12.10), Lerch's function otherwise (25.14.1).
    mutating func addLerch(_ coefficient: Rational, base z: Rational, order m: Int, at alpha: Rational) {
        // Σ z^k/(k + α)^m = z^(−j) (Σ z^k/(k + α − j)^m − Σ_{i<j} z^i/(α − j + i)^m).
        let steps = (alpha.ceiling - 1).asInt ?? 0
        let start = alpha - Rational(steps)
        let scale = coefficient * z.power(-steps)
        if steps > 0 {
            for i in 0..<steps { rational -= scale * z.power(i) * (start + Rational(i)).power(-m) }
        } else if steps < 0 {
            for i in steps..<0 { rational += scale * z.power(i) * (start + Rational(i)).power(-m) }
        }
        if start == 1 {
            let value =
                m == 1
                ? (z.signum() > 0
                    ? Expression(.log, [Expression(1 / (1 - z))]) : -Expression(.log, [Expression(1 - z)]))
                : Expression(.polylogarithm, [Expression(m), Expression(z)])
            add(scale / z, value)
        } else {
            add(scale, Expression(.lerchPhi, [Expression(z), Expression(m), Expression(start)]))
        }
    }

    /// Adds Σ_{t≥0} zᵗ c/(t + α)^m for z = ±1 or |z| < 1; for z = 1 and m = 1 its part −c (ψ(α) + γ), which is right in a sum
    /// of such parts whose numerators add up to 0.
    mutating func addSeries(base: Rational, coefficient: Rational, order: Int, at alpha: Rational) {
        let half = Rational(1, 2)
        switch base {
        case 1 where order == 1: addDigamma(-coefficient, at: alpha)
        case 1: addHurwitz(coefficient, order: order, at: alpha)
        case -1 where order == 1:
            addDigamma(-half * coefficient, at: alpha * half)
            addDigamma(half * coefficient, at: (alpha + 1) * half)
        case -1:
            let scaled = coefficient * half.power(order)
            addHurwitz(scaled, order: order, at: alpha * half)
            addHurwitz(-scaled, order: order, at: (alpha + 1) * half)
        default: addLerch(coefficient, base: base, order: order, at: alpha)
        }
    }

    /// α moved into (0, 1]; `correction` gets each number that is passed with the sign +1 for α < 0 and −1 otherwise, as
    /// f(α) = Σ sign·(passed) + f(moved) holds for Hurwitz's function.
    private func reduced(_ alpha: Rational, correction: (Rational, Int) -> Void) -> Rational {
        var value = alpha
        while value.signum() <= 0 {
            correction(value, 1)
            value += 1
        }
        while value > 1 {
            value += -1
            correction(value, -1)
        }
        return value
    }

    /// L(m, χ) of the odd character modulo 4: Catalan's number for m = 2.
    private static func oddQuarter(_ m: Int) -> Expression {
        if m == 2 { return Expression(symbol: "catalan") }
        if m == 3 { return Expression(Rational(1, 32)) * Expression(symbol: "pi").power(Expression(3)) }
        return Expression(.dirichletL, [Expression(4), Expression(3), Expression(m)])
    }

    /// L(m, χ) of the odd character modulo 3.
    private static func oddThird(_ m: Int) -> Expression {
        if m == 2 { return Expression(symbol: "l_minus3_2") }
        return Expression(.dirichletL, [Expression(3), Expression(2), Expression(m)])
    }
}
