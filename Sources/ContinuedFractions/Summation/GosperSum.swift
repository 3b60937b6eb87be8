import Arithmetic
import Expressions

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
                arguments[0].isRegular(in: variable, from: low),
                let ratio = try? arguments[0].termRatio(in: variable),
                let (start, first) = arguments[0].firstNonzeroValue(from: low, in: variable)
            else { return nil }
            ratioAbove = Polynomial<Rational>(ratio.numerator)
            ratioBelow = Polynomial<Rational>(ratio.denominator)
            self.low = start
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
