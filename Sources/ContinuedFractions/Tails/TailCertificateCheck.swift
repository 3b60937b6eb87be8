import Arithmetic

/// The steps by which a certificate was checked, and the first one that fails.
public struct TailCertificateReport: Sendable {
    /// One claim that was decided exactly.
    public struct Step: Sendable, Hashable {
        /// The claim, in words and formulas.
        public let claim: String
        /// Whether it holds by the test that was applied (a claim that fails it may still be true).
        public let holds: Bool
    }

    /// The steps in the order in which they were taken; the last one is the only one that may fail.
    public fileprivate(set) var steps: [Step] = []

    /// Whether every step holds: the certificate is accepted.
    public var isAccepted: Bool { !steps.isEmpty && steps.allSatisfy(\.holds) }

    /// The claim that fails, or nil.
    public var refusal: String? { steps.first { !$0.holds }?.claim }

    fileprivate mutating func require(_ claim: String, _ holds: Bool) -> Bool {
        steps.append(Step(claim: claim, holds: holds))
        return holds
    }
}

extension TailCertificateReport: CustomStringConvertible {
    /// The steps, one a line, numbered.
    public var description: String {
        steps.enumerated().map { "\($0.offset + 1). \($0.element.claim): \($0.element.holds ? "holds" : "REFUSED")" }
            .joined(separator: "\n")
    }
}

extension TailCertificate {
    /// Checks every claim of the certificate for `fraction`; see `report(for:)`.
    public func check(for fraction: PolynomialContinuedFraction) -> Bool { report(for: fraction).isAccepted }

    /// Verifies the certificate by exact arithmetic, step by step, up to the first claim that fails.
    ///
    /// With v = n (q = 1) or v = √n (q = 2), s ≥ 0 the least number that clears negative powers and Λ the common
    /// denominator, l₋ and l₊ are the polynomials Λ v^s (g ∓ r), a prime stands for n + 1, and D = Λ v′^s a(n+1) + l′.
    ///  1. b has no zero at 1, …, N, and b(n+1) none for n ≥ N.
    ///  2. V(n) does not contain 0, and D keeps one sign σ over V(n+1): so x ↦ b(n+1)/(a(n+1) + x) is monotone there.
    ///  3. Inclusion: l₋(n) D σ ≤ Λ² v^s v′^s b(n+1) σ ≤ l₊(n) D σ for D at both ends of V(n+1). By compactness there is a
    ///     sequence of true tails t(n) ∈ V(n), t(n) = b(n+1)/(a(n+1) + t(n+1)).
    ///  4. Divergence of Σ d(n), which makes the solution with these tails minimal: by Pincherle's theorem the fraction
    ///     converges, and its value is (p(n) + t(n) p(n−1))/(q(n) + t(n) q(n−1)) for every n ≥ N.
    ///
    /// Inequalities between polynomials are decided by the signs of all coefficients after v = v(N) + s. Cost: a few
    /// products of polynomials of degree about 2k + 2 deg b.
    public func report(for fraction: PolynomialContinuedFraction) -> TailCertificateReport {
        var report = TailCertificateReport()
        guard
            report.require(
                "the data have the form of a certificate: \(self)", isWellFormed),
            let start = startOfVariable,
            let inequalities = TailInequalities(self, fraction)
        else {
            _ = report.require("the coefficients belong to one quadratic field", false)
            return report
        }
        let vanishes = (1...depth).contains { fraction.b.evaluated(at: $0).isZero }
        guard report.require("b(n) is not 0 for n = 1, ..., \(depth)", !vanishes) else { return report }
        let b = SurdPolynomial(fraction.b.shifted(by: 1), radicand: 1)
        guard
            report.require(
                "b(n+1) has one sign for n >= \(depth)", b.sign(from: Integer(depth), strictly: true) ?? 0 != 0)
        else { return report }

        let tailSigns = inequalities.tails.map { $0.sign(from: start, strictly: true) ?? 0 }
        guard
            report.require(
                "g(n) - r(n) and g(n) + r(n) have one sign for n >= \(depth)",
                tailSigns[0] != 0 && tailSigns[0] == tailSigns[1])
        else { return report }
        let signs = inequalities.denominators.map { $0.sign(from: start, strictly: true) ?? 0 }
        guard
            report.require(
                "a(n+1) + t keeps one sign for t in V(n+1), n >= \(depth)", signs[0] != 0 && signs[0] == signs[1])
        else { return report }
        let sigma = signs[0]
        for (claim, difference) in inequalities.inclusions {
            let sign = difference.sign(from: start)
            guard report.require("\(claim) for n >= \(depth)", sign == sigma || sign == 0) else { return report }
        }
        guard report.require(divergenceClaim, hasConsistentDivergence(sigma * tailSigns[0])) else { return report }
        for (claim, difference) in inequalities.divergences {
            let sign = difference.sign(from: start)
            guard report.require("\(claim) for n >= \(depth)", sign == sigma || sign == 0) else { return report }
        }
        return report
    }

    private var divergenceClaim: String {
        switch divergence {
        case .alternating(let growth):
            "the terms d(n) alternate in sign and kappa = \(growth) is positive: |d(n+1)| >= (1 + kappa/n)|d(n)|"
        case .monotone(let shift):
            "the terms d(n) have one sign and s = \(shift) is less than N: |d(n+1)| >= (n - s)/(n + 1 - s)|d(n)|"
        }
    }

    /// Whether the sign of −ρ(n), the product of those of a(n+1) + t(n+1) and t(n+1), and the constants are as claimed.
    private func hasConsistentDivergence(_ sign: Int) -> Bool {
        switch divergence {
        case .alternating(let growth): sign == 1 && growth.signum() > 0
        case .monotone(let shift): sign == -1 && shift < Rational(depth)
        }
    }

    private var isWellFormed: Bool {
        depth >= 1 && depth <= EnclosureLimits.terminationDepth && (1...2).contains(ramification)
            && !coefficients.isEmpty && coefficients.count <= EnclosureLimits.tailTerms
            && abs(scaledExponent) <= EnclosureLimits.tailTerms && (1...EnclosureLimits.tailTerms).contains(radiusOrder)
            && radiusFactor.signum() > 0
            && commonRadicand != nil && startOfVariable != nil
    }

    /// v(N): N, or √N.
    private var startOfVariable: Integer? {
        ramification == 1 ? Integer(depth) : Integer(depth).squareRootIfPerfect
    }
}

/// The polynomials whose signs a certificate claims.
private struct TailInequalities {
    /// l₋ and l₊.
    let tails: [SurdPolynomial]
    /// D at the two ends of V(n+1).
    let denominators: [SurdPolynomial]
    /// Differences that must have the sign σ of D, with what that says.
    let inclusions: [(claim: String, difference: SurdPolynomial)]
    let divergences: [(claim: String, difference: SurdPolynomial)]

    init?(_ certificate: TailCertificate, _ fraction: PolynomialContinuedFraction) {
        guard let radicand = certificate.commonRadicand else { return nil }
        let q = certificate.ramification
        let e = certificate.scaledExponent
        let s = max(0, max(certificate.order, certificate.radiusOrder) - e)
        let rationals =
            certificate.coefficients.flatMap { [$0.rational, $0.irrational] } + [certificate.radiusFactor]
        let scale = rationals.reduce(Integer(1)) { $0.lcm($1.denominator) }
        func element(_ p: Polynomial<Integer>, _ r: Polynomial<Integer> = Polynomial()) -> SurdPolynomial {
            SurdPolynomial(p, r, radicand: radicand)
        }
        func scaled(_ value: Rational) -> Integer {
            value.numerator * scale.dividedExactly(by: value.denominator)
        }
        func next(_ f: SurdPolynomial) -> SurdPolynomial { q == 1 ? f.shifted(by: 1) : f.atNextRoot }
        func inVariable(_ p: Polynomial<Integer>) -> Polynomial<Integer> {
            q == 1 ? p : p.composed(with: Polynomial([0, 0, 1]))
        }

        // Λ v^s g and Λ v^s r.
        let top = e + s
        var rational = [Integer](repeating: 0, count: top + 1)
        var irrational = rational
        for (i, coefficient) in certificate.coefficients.enumerated() {
            rational[top - i] = scaled(coefficient.rational)
            irrational[top - i] = scaled(coefficient.irrational)
        }
        let center = element(Polynomial(rational), Polynomial(irrational))
        let radius = element(
            Polynomial(constant: scaled(certificate.radiusFactor))
                .multipliedByVariable(power: top - certificate.radiusOrder))
        tails = [center - radius, center + radius]
        let nextTails = tails.map(next)
        let power = element(Polynomial<Integer>(constant: 1).multipliedByVariable(power: s))
        let nextPower = next(power)
        let a = element(inVariable(fraction.a.shifted(by: 1))) * nextPower * scale
        denominators = nextTails.map { a + $0 }

        let numerator = element(inVariable(fraction.b.shifted(by: 1))) * power * nextPower * (scale * scale)
        var inclusions: [(claim: String, difference: SurdPolynomial)] = []
        for (end, denominator) in zip(["lower", "upper"], denominators) {
            inclusions.append(
                ("the image of the \(end) end of V(n+1) is at least g(n) - r(n)", numerator - tails[0] * denominator))
            inclusions.append(
                ("the image of the \(end) end of V(n+1) is at most g(n) + r(n)", tails[1] * denominator - numerator))
        }
        self.inclusions = inclusions

        let n = element(inVariable(Polynomial.variable))
        switch certificate.divergence {
        case .alternating(let growth):
            // n |a + t| ≥ (n + κ)|t| with equal signs: σ(n a − κ t) ≥ 0.
            divergences = zip(["lower", "upper"], nextTails).map { end, tail in
                (
                    "n|a(n+1) + t| >= (n + kappa)|t| at the \(end) end of V(n+1)",
                    n * a * growth.denominator - tail * growth.numerator
                )
            }
        case .monotone(let shift):
            // (n + 1 − s)|a + t| ≥ (n − s)|t| with opposite signs: σ((n + 1 − s) a + (2n + 1 − 2s) t) ≥ 0.
            let m = n * shift.denominator - element(Polynomial(constant: shift.numerator))
            let one = element(Polynomial(constant: shift.denominator))
            divergences = zip(["lower", "upper"], nextTails).map { end, tail in
                (
                    "(n + 1 - s)|a(n+1) + t| >= (n - s)|t| at the \(end) end of V(n+1)",
                    (m + one) * a + (m + m + one) * tail
                )
            }
        }
    }
}
