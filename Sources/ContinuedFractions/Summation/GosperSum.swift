import Arithmetic
import Expressions

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
        guard !p.isZero, !q.isZero else { return nil }
        var a = p
        var b = q
        var c = Polynomial<Rational>(1)
        // Every h ≥ 0 at which a(k) and b(k + h) have a common factor comes from a pair of irreducible factors.
        for h in GosperAntidifference.distances(a, b) {
            let common = a.gcd(b.shifted(by: Rational(h)))
            if common.isConstant { continue }
            a = a.quotientAndRemainder(dividingBy: common).quotient
            b = b.quotientAndRemainder(dividingBy: common.shifted(by: Rational(-h))).quotient
            for i in 0..<h { c *= common.shifted(by: Rational(i - h)) }
        }
        let bBefore = b.shifted(by: -1)
        guard let x = GosperAntidifference.solution(a, bBefore, c) else { return nil }
        let (above, below) = (bBefore * x, c)
        let divisor = above.gcd(below)
        self.above = above.quotientAndRemainder(dividingBy: divisor).quotient
        self.below = below.quotientAndRemainder(dividingBy: divisor).quotient
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

    /// A polynomial x with a(k) x(k + 1) − b(k) x(k) = c(k), or nil.
    private static func solution(
        _ a: Polynomial<Rational>, _ b: Polynomial<Rational>, _ c: Polynomial<Rational>
    ) -> Polynomial<Rational>? {
        let top = max(a.degree ?? 0, b.degree ?? 0)
        let right = c.degree ?? 0
        var bound = right - top
        if a[top] == b[top], top > 0 {
            bound = right - top + 1
            if let special = ((b[top - 1] - a[top - 1]) / a[top]).asInt { bound = max(bound, special) }
        } else if a[top] == b[top] {
            bound = right + 1
        }
        guard bound >= 0, bound <= PolynomialRecurrence.largestDegree else { return nil }
        var columns: [Polynomial<Rational>] = []
        var power = Polynomial<Rational>(1)
        for _ in 0...bound {
            columns.append(a * power.shifted(by: 1) - b * power)
            power *= Polynomial<Rational>.variable
        }
        columns.append(-c)
        let height = (columns.compactMap(\.degree).max() ?? 0) + 1
        let rows = (0..<height).map { row in columns.map { $0[row] } }
        for vector in PolynomialNullspace.basis(rows, columns: columns.count) {
            guard let scale = vector.last, !scale.isZero else { continue }
            return Polynomial<Rational>(vector.dropLast().map { Rational($0, scale) })
        }
        return nil
    }
}

/// sum(t, k, low, high) = S(high + 1) − S(low), or −S(low) for an infinite sum with S(k) → 0, where S = R t is the
/// antidifference of Gosper's algorithm.
public struct GosperSum: CertifiedEquation {
    /// The sum and its value.
    public let equation: Formula
    /// R.
    public let antidifference: GosperAntidifference

    /// The name of the theorem.
    public var theorem: String { "Gosper's algorithm (1978)" }

    /// The antidifference.
    public var steps: [String] {
        let (p, q) = (Expression(antidifference.above, variable: "k"), Expression(antidifference.below, variable: "k"))
        return ["S(k) = (\(p))/(\(q)) t(k) satisfies S(k + 1) − S(k) = t(k)", "the sum is \(equation.right)"]
    }

    /// The data of the equation; nothing is checked.
    public init(equation: Formula, antidifference: GosperAntidifference) {
        self.equation = equation
        self.antidifference = antidifference
    }

    /// The value of `sum(term, k, low, infinity)` with a hypergeometric term, or nil when it does not telescope or converge.
    public init?(sum: Expression) {
        guard let parts = Parts(sum),
            let antidifference = GosperAntidifference(ratioAbove: parts.ratioAbove, ratioBelow: parts.ratioBelow),
            let value = parts.value(antidifference)
        else { return nil }
        self.init(equation: Formula(left: sum, right: Expression(value)), antidifference: antidifference)
    }

    /// Checks the antidifference, the convergence and the value.
    public func check() throws(CertificateError) {
        guard let parts = Parts(equation.left) else {
            throw CertificateError("\(equation.left) is not an infinite sum of a hypergeometric term")
        }
        guard antidifference.telescopes(ratioAbove: parts.ratioAbove, ratioBelow: parts.ratioBelow) else {
            throw CertificateError("the antidifference is not one")
        }
        guard let value = parts.value(antidifference), Expression(value) == equation.right else {
            throw CertificateError("the value of the sum is not \(equation.right)")
        }
    }

    /// A sum as ratio t(k + 1)/t(k), lower bound and first value.
    private struct Parts {
        let ratioAbove: Polynomial<Rational>
        let ratioBelow: Polynomial<Rational>
        let low: Int
        let first: Rational

        init?(_ sum: Expression) {
            guard sum.head == .sum else { return nil }
            let arguments = sum.arguments
            guard arguments.count == 4, let variable = arguments[1].symbolName,
                let low = arguments[2].numeral?.asInt, arguments[3].symbolName == "infinity",
                let ratio = try? arguments[0].termRatio(in: variable),
                let first = arguments[0].exactValue(at: low, in: variable), !first.isZero
            else { return nil }
            ratioAbove = Polynomial<Rational>(ratio.numerator)
            ratioBelow = Polynomial<Rational>(ratio.denominator)
            self.low = low
            self.first = first
        }

        /// −R(low) t(low) when the ratio and R have no pole or zero from there on and S(k) tends to 0.
        ///
        /// A series that converges has partial sums with a limit, so S(k) has one; it is 0 when the ratio tends to less
        /// than 1 in modulus, or when S(k) is a power of k with negative exponent: with t(k) ~ k^(−c) and R(k) ~ k^d, c > d.
        func value(_ antidifference: GosperAntidifference) -> Rational? {
            let start = Integer(low)
            for polynomial in [ratioAbove, ratioBelow, antidifference.below] {
                let cleared = polynomial.clearingDenominators().polynomial
                guard !cleared.isZero, cleared.smallestIntegerRoot(atLeast: start) == nil else { return nil }
            }
            guard case .convergent = SeriesConvergence(above: ratioAbove, below: ratioBelow),
                let p = ratioAbove.leadingCoefficient, let q = ratioBelow.leadingCoefficient,
                let m = ratioAbove.degree, let n = ratioBelow.degree
            else { return nil }
            if m == n, (p / q).magnitude == 1 {
                let c = m == 0 ? 0 : ratioBelow[m - 1] / q - ratioAbove[m - 1] / p
                let d = Rational((antidifference.above.degree ?? 0) - (antidifference.below.degree ?? 0))
                guard c > d else { return nil }
            }
            let x = Rational(low)
            return -first * antidifference.above.evaluated(at: x) / antidifference.below.evaluated(at: x)
        }
    }
}
