import Arithmetic

/// A family of terms whose series are tried for continued fractions.
struct TelescopingSeed: Sendable {
    let term: ProperTerm
    let isDifferentiated: Bool
    let firstIndex: Int
    let supportSlope: Int
    let supportStart: Int
    /// Bounds ν to try, ascending.
    let bounds: [Rational]

    /// The series with its telescoper of order 2; nil when there is none or a hypothesis fails.
    func series() -> TelescopedSeries? {
        guard let certificate = CreativeTelescoping.certificate(for: term, upToOrder: 2), certificate.order == 2 else {
            return nil
        }
        for bound in bounds {
            let series = TelescopedSeries(
                certificate: certificate, isDifferentiated: isDifferentiated, firstIndex: firstIndex,
                supportSlope: supportSlope, supportStart: supportStart, growth: bound)
            if (try? series.check()) != nil { return series }
        }
        return nil
    }

    /// Γ(n·index + t·summand + constant)^exponent.
    private static func gamma(
        _ index: Int, _ summand: Int, _ constant: Rational, _ exponent: Int
    ) -> (argument: LinearForm, exponent: Int) {
        (LinearForm(index: index, summand: summand, constant: constant), exponent)
    }

    /// The families, with t + 1 or t + 1/2 in place of t of the sources so that all sums start at 0.
    static let all: [TelescopingSeed] = {
        let half = Rational(1, 2)
        var seeds: [TelescopingSeed] = []
        // (−1)^n n! t(t − 1)⋯(t − n + 1)/((t + 1)⋯(t + n + 1))², for ζ(2) (L. Gutnik 1983; F. Beukers 1979).
        seeds.append(
            TelescopingSeed(
                term: ProperTerm(
                    indexBase: -1,
                    gammas: [gamma(1, 0, 1, 1), gamma(0, 1, 1, 3), gamma(-1, 1, 1, -1), gamma(1, 1, 2, -2)]),
                isDifferentiated: false, firstIndex: 0, supportSlope: 1, supportStart: 0, bounds: [1, 2]))
        // −d/dt (t(t − 1)⋯(t − n + 1)/((t + 1)⋯(t + n + 1)))², for ζ(3) (Y. Nesterenko 1996).
        seeds.append(
            TelescopingSeed(
                term: ProperTerm(gammas: [gamma(0, 1, 1, 4), gamma(-1, 1, 1, -2), gamma(1, 1, 2, -2)]),
                isDifferentiated: true, firstIndex: 0, supportSlope: 1, supportStart: 0, bounds: [1, 2]))
        for start in [1, half] {
            // n! (2t)_n/((t)_{n+1})², whose double poles have the residues C(n, k)² C(2k, n) of Franel's numbers.
            seeds.append(
                TelescopingSeed(
                    term: ProperTerm(
                        gammas: [
                            gamma(1, 0, 1, 1), gamma(1, 2, 2 * start, 1), gamma(0, 2, 2 * start, -1),
                            gamma(0, 1, start, 2), gamma(1, 1, start + 1, -2),
                        ]),
                    isDifferentiated: false, firstIndex: 0, supportSlope: 0, supportStart: 0, bounds: [1, 2, 4]))
            // −d/dt ((2t)_n/(t)_{n+1})².
            seeds.append(
                TelescopingSeed(
                    term: ProperTerm(
                        gammas: [
                            gamma(1, 2, 2 * start, 2), gamma(0, 2, 2 * start, -2), gamma(0, 1, start, 2),
                            gamma(1, 1, start + 1, -2),
                        ]),
                    isDifferentiated: true, firstIndex: 0, supportSlope: 0, supportStart: 0, bounds: [1, 2, 4]))
        }
        for (base, above, below) in quotients {
            seeds.append(quotient(base: base, above, below))
        }
        return seeds
    }()

    /// z, the xᵢ and the yⱼ of the terms zᵗ n!^d ∏ (t + xᵢ)_{n+1}^(−1) ∏ (t + yⱼ)_n, d the difference of their numbers.
    private static let quotients: [(base: Rational, above: [Rational], below: [Rational])] = {
        let half = Rational(1, 2)
        var list: [(base: Rational, above: [Rational], below: [Rational])] = []
        let starts = [half, 1, 3 * half, 2, 5 * half, 3, 7 * half, 4, 9 * half]
        for base in [Rational(1), -1] {
            for (i, x) in starts.enumerated() {
                for y in starts[i...] where (y - x).isInteger { list.append((base, [x, y], [1])) }
                list.append((base, [x, x, x], [1]))
            }
        }
        return list
    }()

    private static func quotient(base: Rational, _ above: [Rational], _ below: [Rational]) -> TelescopingSeed {
        var gammas = [gamma(1, 0, 1, above.count - below.count)]
        for x in above { gammas.append(contentsOf: [gamma(0, 1, x, 1), gamma(1, 1, x + 1, -1)]) }
        for y in below { gammas.append(contentsOf: [gamma(1, 1, y, 1), gamma(0, 1, y, -1)]) }
        return TelescopingSeed(
            term: ProperTerm(summandBase: base, gammas: gammas), isDifferentiated: false, firstIndex: 0,
            supportSlope: 0,
            supportStart: 0, bounds: [1, 2, 4])
    }

    /// The series of all seeds whose hypotheses hold, computed once.
    static let series: [TelescopedSeries] = all.compactMap { $0.series() }
}
