import Arithmetic

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
