import Arithmetic

/// An indefinite hypergeometric sum: t(k) = S(k + 1) − S(k) with S(k) = R(k) t(k) for a rational function R.
public struct GosperAntidifference: Hashable, Sendable {
    /// The numerator of R.
    public let above: Polynomial<Rational>
    /// The denominator of R, not 0.
    public let below: Polynomial<Rational>

    /// Whether R(k + 1) r(k) − R(k) = 1 for the ratio r(k) = t(k + 1)/t(k) = p/q.
    public func telescopes(ratioAbove p: Polynomial<Rational>, ratioBelow q: Polynomial<Rational>) -> Bool {
        !below.isZero
            && above.shifted(by: 1) * p * below - above * below.shifted(by: 1) * q == below * below.shifted(by: 1) * q
    }

    /// The antidifference of a term with ratio p/q, or nil when it has no hypergeometric one.
    ///
    /// Gosper's algorithm (Proc. Nat. Acad. Sci. USA 75, 1978): p(k)/q(k) = c(k + 1) a(k)/(c(k) b(k)) with
    /// gcd(a(k), b(k + h)) = 1 for all h ≥ 0; then R = b(k − 1) x(k)/c(k) for a polynomial x with
    /// a(k) x(k + 1) − b(k − 1) x(k) = c(k). Complete: nil proves that there is none.
    public init?(ratioAbove p: Polynomial<Rational>, ratioBelow q: Polynomial<Rational>) {
        guard let form = GosperForm(above: p, below: q),
            let found = form.solution(right: [1]), let scale = found.weights[0].reciprocal
        else { return nil }
        let (numerator, denominator) = form.antidifference(found.polynomial * scale)
        above = numerator
        below = denominator
    }
}

/// Gosper's normal form p(k)/q(k) = c(k + 1) a(k)/(c(k) b(k)) of a ratio, with gcd(a(k), b(k + h)) = 1 for all h ≥ 0.
struct GosperForm {
    /// a.
    let above: Polynomial<Rational>
    /// b.
    let below: Polynomial<Rational>
    /// c.
    let polynomial: Polynomial<Rational>

    /// The form of a ratio; nil for 0 or a pole.
    init?(above p: Polynomial<Rational>, below q: Polynomial<Rational>) {
        guard !p.isZero, !q.isZero else { return nil }
        var a = p
        var b = q
        var c = Polynomial<Rational>(1)
        // Every h ≥ 0 at which a(k) and b(k + h) have a common factor comes from a pair of irreducible factors.
        for h in GosperForm.distances(a, b) {
            let common = a.gcd(b.shifted(by: Rational(h)))
            if common.isConstant { continue }
            a = a.quotientAndRemainder(dividingBy: common).quotient
            b = b.quotientAndRemainder(dividingBy: common.shifted(by: Rational(-h))).quotient
            for i in 0..<h { c *= common.shifted(by: Rational(i - h)) }
        }
        above = a
        below = b
        polynomial = c
    }

    /// R = b(k − 1) x(k)/c(k), reduced.
    func antidifference(
        _ x: Polynomial<Rational>
    ) -> (above: Polynomial<Rational>, below: Polynomial<Rational>) {
        let numerator = below.shifted(by: -1) * x
        let common = numerator.gcd(polynomial)
        return (
            numerator.quotientAndRemainder(dividingBy: common).quotient,
            polynomial.quotientAndRemainder(dividingBy: common).quotient
        )
    }

    /// A polynomial x and weights wᵢ, the first not 0, with a(k) x(k + 1) − b(k − 1) x(k) = c(k) Σ wᵢ pᵢ(k); nil when there
    /// are none.
    func solution(
        right: [Polynomial<Rational>]
    ) -> (polynomial: Polynomial<Rational>, weights: [Rational])? {
        let (a, b) = (above, below.shifted(by: -1))
        let top = max(a.degree ?? 0, b.degree ?? 0)
        let size = (polynomial.degree ?? 0) + (right.compactMap(\.degree).max() ?? 0)
        var bound = size - top
        if a[top] == b[top] {
            bound = size - top + 1
            if top > 0, let special = ((b[top - 1] - a[top - 1]) / a[top]).asInt { bound = max(bound, special) }
        }
        guard bound <= PolynomialRecurrence.largestDegree else { return nil }
        var columns: [Polynomial<Rational>] = []
        var power = Polynomial<Rational>(1)
        for _ in 0..<max(0, bound + 1) {
            columns.append(a * power.shifted(by: 1) - b * power)
            power *= Polynomial<Rational>.variable
        }
        // The weights come last and the first of them at the very end, so that it is a free unknown when it can be.
        columns.append(contentsOf: right.reversed().map { -(polynomial * $0) })
        let height = (columns.compactMap(\.degree).max() ?? 0) + 1
        let rows = (0..<height).map { row in columns.map { $0[row] } }
        for vector in PolynomialNullspace.basis(rows, columns: columns.count) {
            guard let scale = vector.last, !scale.isZero else { continue }
            let values = vector.map { Rational($0) }
            let split = values.count - right.count
            return (Polynomial(Array(values[..<split])), Array(values[split...].reversed()))
        }
        return nil
    }

    /// The integers h ≥ 0 with a common root of a(k) and b(k + h), ascending.
    private static func distances(_ a: Polynomial<Rational>, _ b: Polynomial<Rational>) -> [Int] {
        let upper = a.clearingDenominators().polynomial.factored().factors.map {
            Polynomial<Rational>($0.polynomial).monic
        }
        let lower = b.clearingDenominators().polynomial.factored().factors.map {
            Polynomial<Rational>($0.polynomial).monic
        }
        var found: [Int] = []
        for f in upper {
            for g in lower {
                guard let degree = f.degree, degree == g.degree,
                    let h = ((f[degree - 1] - g[degree - 1]) / Rational(degree)).asInt, h >= 0,
                    g.shifted(by: Rational(h)) == f, !found.contains(h)
                else { continue }
                found.append(h)
            }
        }
        return found.sorted()
    }
}
