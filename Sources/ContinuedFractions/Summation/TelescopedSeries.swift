import Arithmetic

/// The numbers r(n) = Σ_{t≥0} F(n, t), or r(n) = −Σ_{t≥0} ∂F/∂t(n, t), of a proper term with a telescoper, for n ≥ n₀.
///
/// When `check` passes, every series converges absolutely, Σⱼ aⱼ(n) r(n + j) = 0 for n ≥ n₀, and |r(n)| ≤ C nᵏ νⁿ for some
/// C and k. The proof, from the data:
///
/// - The equation of the certificate holds at all integers n ≥ n₀, t ≥ 0, because the Gamma factors above have positive
///   arguments there in F and G; differentiated it holds as well.
/// - Summed over t it leaves lim G(n, t) − G(n, 0), or the derivatives. The limit is 0: G behaves like a power of t with a
///   negative exponent (∂G/∂t then like a power less by 1), or decays exponentially. G(n, 0) is 0 because a factor below has a pole there (of second order
///   where derivatives are taken).
/// - F(n, t) = 0, to second order where derivatives are taken, for t < τ n + t₁; and from there on
///   |F(n + 1, t)| ≤ ν |F(n, t)|: with n = n₀ + m and t = τ n + t₁ + s, the differences of numerator and denominator are
///   polynomials in m, s ≥ 0 without negative coefficients. Hence Σ|F(n, t)| ≤ ν^(n − n₀) Σ|F(n₀, t)|.
/// - For derivatives: F′ = F·Σ eᵢβᵢ ψ(xᵢ) with Σ eᵢβᵢ = 0 and arguments xᵢ = αᵢn + βᵢt + γᵢ ≥ δ > 0, and
///   ψ(x) = log x + O(1 + 1/x), |log(xᵢ/(βᵢ(t + 1)))| = O(1 + log(n + 1)), so |F′| ≤ K (n + 1) |F|.
public struct TelescopedSeries: Hashable, Sendable {
    /// F, its telescoper and G.
    public let certificate: TelescopingCertificate
    /// Whether −∂F/∂t is summed.
    public let isDifferentiated: Bool
    /// n₀, at least 0.
    public let firstIndex: Int
    /// τ.
    public let supportSlope: Int
    /// t₁.
    public let supportStart: Int
    /// ν > 0.
    public let growth: Rational

    /// The data of the series; nothing is checked.
    public init(
        certificate: TelescopingCertificate, isDifferentiated: Bool, firstIndex: Int, supportSlope: Int,
        supportStart: Int, growth: Rational
    ) {
        self.certificate = certificate
        self.isDifferentiated = isDifferentiated
        self.firstIndex = firstIndex
        self.supportSlope = supportSlope
        self.supportStart = supportStart
        self.growth = growth
    }

    /// The summand at the index n as a rational function of t times a power; nil when Gamma functions remain.
    public func summand(at n: Int) -> RationalSummand? {
        let term = certificate.term.specialized(at: n)
        return isDifferentiated ? term?.derivative?.negated : term
    }

    /// Checks everything that the proof uses.
    public func check() throws(CertificateError) {
        let term = certificate.term
        let order = isDifferentiated ? 2 : 1
        guard firstIndex >= 0, supportSlope >= 0, supportStart >= 0, growth.signum() > 0 else {
            throw CertificateError("the domain of the series is not described by natural numbers")
        }
        guard certificate.isIdentity else { throw CertificateError("the telescoping equation is not an identity") }
        for (name, part) in [("F", term), ("G", certificate.antidifference)] {
            guard part.isRegular(from: firstIndex) else {
                throw CertificateError("a Gamma factor of \(name) may have a pole at n ≥ \(firstIndex), t ≥ 0")
            }
        }
        guard certificate.antidifference.vanishingOrder(at: 0, from: firstIndex) >= order else {
            throw CertificateError("G(n, 0) is not seen to vanish")
        }
        // ∂G/∂t is smaller than G by a factor t, see `checkDerivative`.
        guard certificate.antidifference.decays(faster: isDifferentiated ? 1 : 0, from: firstIndex) else {
            throw CertificateError("\(isDifferentiated ? "∂G/∂t" : "G")(n, t) is not seen to tend to 0")
        }
        guard term.decays(faster: -1, from: firstIndex) else {
            throw CertificateError("the series is not seen to converge absolutely")
        }
        try checkSupport(order)
        guard term.indexQuotient(isBoundedBy: growth, on: support) else {
            throw CertificateError("|F(n + 1, t)| ≤ \(growth) |F(n, t)| is not seen")
        }
        if isDifferentiated { try checkDerivative() }
    }

    /// The quadrant n = n₀ + m, t = τ n + t₁ + s.
    var support: Quadrant { Quadrant(index: firstIndex, slope: supportSlope, start: supportStart) }

    private func checkSupport(_ order: Int) throws(CertificateError) {
        if supportSlope == 0 && supportStart == 0 { return }
        // Zeros for 0 ≤ t ≤ τ n + t₁ − 1: the argument n ↦ α n + t + γ of a factor below is an integer at most 0.
        let zeros = certificate.term.factors.filter { factor in
            let x = factor.argument
            return factor.exponent < 0 && x.summand == 1 && x.constant.isInteger && x.index + supportSlope <= 0
                && x.value(firstIndex, Rational(supportSlope * firstIndex + supportStart - 1)).signum() <= 0
        }
        guard zeros.reduce(0, { $0 - $1.exponent }) >= order else {
            throw CertificateError("F(n, t) is not seen to vanish for t < \(supportSlope) n + \(supportStart)")
        }
    }

    private func checkDerivative() throws(CertificateError) {
        for term in [certificate.term, certificate.antidifference] {
            let moving = term.factors.filter { $0.argument.summand != 0 }
            guard term.summandBase == 1, moving.allSatisfy({ $0.argument.summand > 0 }),
                moving.reduce(0, { $0 + $1.exponent * $1.argument.summand }) == 0
            else { throw CertificateError("the logarithmic derivative by t is not seen to be bounded") }
        }
        let term = certificate.term
        guard term.polynomial.isConstant,
            term.factors.allSatisfy({ support.isPositive($0.argument) || $0.argument.summand == 0 })
        else { throw CertificateError("the logarithmic derivative of F by t is not seen to be O(n)") }
    }
}

/// The points n = n₀ + m, t = τ n + t₁ + s with m, s ≥ 0.
struct Quadrant {
    let index: Int
    let slope: Int
    let start: Int

    /// A polynomial in n and t as one in m and s.
    func image(_ p: BivariatePolynomial) -> BivariatePolynomial {
        p.shifted(by: Polynomial([Rational(start), Rational(slope)]))
            .mapCoefficients { $0.shifted(by: Rational(index)) }
    }

    /// Whether a linear form has coefficients at least 0 and a positive constant in m and s.
    func isPositive(_ form: LinearForm) -> Bool {
        form.summand >= 0 && form.index + slope * form.summand >= 0
            && form.value(index, Rational(slope * index + start)).signum() > 0
    }
}
