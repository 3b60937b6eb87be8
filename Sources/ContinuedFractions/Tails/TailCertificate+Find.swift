import Arithmetic
import func Foundation.log2

extension TailCertificate {
    /// The largest depth at which a certificate is looked for.
    static let largestDepth = 1 << 20

    /// Finds a certificate with k = `order` terms beyond the leading one, and the least depth at which its K passes.
    ///
    /// The coefficients are computed exactly, K is taken from the enclosure in balls, and the depth is raised until
    /// `check(for:)` accepts. More terms give more digits at one depth, and need a larger depth and more time: about
    /// O(k²) operations with numbers of O(k log k) bits, and a few checks.
    ///
    /// - Parameter order: k ≥ 0, raised where the class needs more terms.
    /// - Throws: `LimitError`, when the fraction diverges, terminates (its value is rational and needs no certificate), or
    ///   no certificate is found up to a depth of about 10⁶.
    public static func find(
        for fraction: PolynomialContinuedFraction, order: Int = 4
    ) throws(LimitError) -> TailCertificate {
        if let root = fraction.firstVanishingNumerator {
            throw .undecided("b(n) vanishes at n = \(root): the value is rational and needs no certificate")
        }
        let shape = try TailShape.ofConvergent(fraction)
        let search = TailCertificateSearch(fraction, shape, order: order)
        guard let found = search.run() else {
            throw .undecided("no certificate with \(order) terms up to depth \(largestDepth)")
        }
        return found
    }
}

/// The search for the least depth of a certificate of one fraction.
private struct TailCertificateSearch {
    private let fraction: PolynomialContinuedFraction
    private let shape: TailShape
    /// max(k, what the class needs).
    private let terms: Int
    /// Whether b(n) > 0 for large n: then d(n) alternates, since the terms have the quotient −b(n+1)/(t(n) t(n+1)).
    private let alternates: Bool
    private let coefficients: [RealQuadraticNumber]?

    init(_ fraction: PolynomialContinuedFraction, _ shape: TailShape, order: Int) {
        self.fraction = fraction
        self.shape = shape
        // The comparison of d(n) with 1/n needs V(n) to relative order 1/n² where the terms fall.
        let exponents = shape.exponents
        let least = exponents.contraction + 2 * exponents.ramification
        terms = min(max(order, shape.seeds.count, least), EnclosureLimits.tailTerms / 2)
        alternates = fraction.b.signAtInfinity > 0
        coefficients = TailEquation(
            a: fraction.a.shifted(by: 1).coefficients.reversed().map { RealQuadraticNumber(Rational($0)) },
            b: fraction.b.shifted(by: 1).coefficients.reversed().map { RealQuadraticNumber(Rational($0)) }, exponents
        ).solve(seeds: shape.seeds, count: terms + 1, precision: 0)
    }

    func run() -> TailCertificate? {
        guard let coefficients else { return nil }
        // v(N): the depth is v^q.
        var root = shape.ramification == 1 ? 4 : 3
        while power(root) <= TailCertificate.largestDepth {
            if let found = certificate(coefficients, root, factor(atDepth: power(root))) {
                return leastDepth(found, root)
            }
            root += root / 2
        }
        return nil
    }

    private func power(_ root: Int) -> Int { shape.ramification == 1 ? root : root * root }

    /// The accepted certificate at depth v^q, or nil.
    private func certificate(_ coefficients: [RealQuadraticNumber], _ root: Int, _ factor: Rational?)
        -> TailCertificate?
    {
        guard let factor else { return nil }
        let candidate = TailCertificate(
            depth: power(root), ramification: shape.ramification, scaledExponent: shape.exponents.tail,
            coefficients: coefficients, radiusFactor: factor,
            radiusOrder: terms + 1 + shape.exponents.equationShift - shape.exponents.contraction,
            divergence: divergence(atDepth: power(root)))
        return candidate.check(for: fraction) ? candidate : nil
    }

    /// The accepted certificate with the same K at the least depth, by bisection.
    private func leastDepth(_ found: TailCertificate, _ root: Int) -> TailCertificate {
        var (refused, accepted, best) = (0, root, found)
        while accepted - refused > 1 {
            let middle = refused + (accepted - refused) / 2
            if let certificate = certificate(found.coefficients, middle, found.radiusFactor) {
                (accepted, best) = (middle, certificate)
            } else {
                refused = middle
            }
        }
        return best
    }

    /// K at this depth from the enclosure in balls, rounded up to five bits; nil when there is none.
    private func factor(atDepth depth: Int) -> Rational? {
        let precision = 128 + terms * Int(log2(Double(depth + 2)))
        guard
            let tail = CertifiedTail.prove(fraction, shape: shape, depth: depth, terms: terms, precision: precision)
        else { return nil }
        guard let exponent = tail.radiusFactor.exponentOfMagnitude else { return 1 }
        guard let mantissa = tail.radiusFactor.nearestInteger(scaledByPowerOfTwo: 5 - exponent) else { return nil }
        let scale = Integer(2).power(abs(exponent - 5))
        return exponent >= 5 ? Rational((mantissa + 1) * scale) : Rational(mantissa + 1, scale)
    }

    private func divergence(atDepth depth: Int) -> TailCertificate.Divergence {
        // The weakest claim that suffices: the largest shift, and a half of the true growth where it is a constant.
        if !alternates { return .monotone(shift: Rational(depth - 1)) }
        guard shape.convergenceClass == .polynomial, let a = fraction.a.leadingCoefficient,
            let b = fraction.b.leadingCoefficient
        else { return .alternating(growth: 1) }
        let growth = log2(a.magnitude.doubleValue) - log2(b.magnitude.doubleValue) / 2
        let exponent = Int(growth.rounded(.down)) - 1
        let unit = Rational(Integer(2).power(abs(exponent)))
        return .alternating(growth: exponent >= 0 ? unit : Rational(1) / unit)
    }
}
