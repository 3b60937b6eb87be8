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
        for (base, above) in quotients { seeds.append(quotient(base: base, above)) }
        // (−1)^t n! (t + 1)_{n+2x−1}/((t + x)_{n+1})², for Catalan's number and log 2.
        for twice in 2...12 {
            let x = Rational(Integer(twice), 2)
            seeds.append(
                TelescopingSeed(
                    term: ProperTerm(
                        summandBase: -1,
                        gammas: [
                            gamma(1, 0, 1, 1), gamma(0, 1, x, 2), gamma(1, 1, x + 1, -2), gamma(1, 1, 2 * x, 1),
                            gamma(0, 1, 1, -1),
                        ]),
                    isDifferentiated: false, firstIndex: twice - 1, supportSlope: 0, supportStart: 0, bounds: [1, 2]))
        }
        return seeds
    }()

    /// z and the xᵢ of the terms zᵗ n!^(d − 1) (t + 1)_n/∏ᵢ (t + xᵢ)_{n+1}, d the number of the xᵢ.
    private static let quotients: [(base: Rational, above: [Rational])] = {
        let starts = (1...9).map { Rational(Integer($0), 2) }
        var list: [(base: Rational, above: [Rational])] = []
        for base in [Rational(1), -1] {
            for (i, x) in starts.enumerated() {
                for y in starts[i...] where (y - x).isInteger { list.append((base, [x, y])) }
                list.append((base, [x, x, x]))
            }
        }
        return list
    }()

    private static func quotient(base: Rational, _ above: [Rational]) -> TelescopingSeed {
        var gammas = [gamma(1, 0, 1, above.count - 1), gamma(1, 1, 1, 1), gamma(0, 1, 1, -1)]
        for x in above { gammas.append(contentsOf: [gamma(0, 1, x, 1), gamma(1, 1, x + 1, -1)]) }
        return TelescopingSeed(
            term: ProperTerm(summandBase: base, gammas: gammas), isDifferentiated: false, firstIndex: 0,
            supportSlope: 0,
            supportStart: 0, bounds: [1, 2, 4])
    }

    /// The series of all seeds whose hypotheses hold, computed once.
    static let series: [TelescopedSeries] = all.compactMap { $0.series() }
}
