import Arithmetic
import func Foundation.log2

/// The leading behaviour of the tails t(n) of a continued fraction: t(n) ~ n^e (c₀ + c₁u + c₂u² + …), u = n^(−1/q).
///
/// It is found exactly from the leading coefficients; see `TailShape.classify`.
struct TailShape: Sendable {
    /// The exponents of t and of H.
    let exponents: TailExponents
    /// The first coefficients c₀ (and c₁ where the root is double), exactly.
    let seeds: [RealQuadraticNumber]
    /// The class of convergence that follows.
    let convergenceClass: ConvergenceClass
    /// An estimate of the bits gained from depth m − 1 to depth m, for large m; 0 when it tends to 0.
    let bitsPerTerm: Double

    /// q, 1 or 2.
    var ramification: Int { exponents.ramification }

    /// Why there is no tail expansion.
    struct NoTail: Error { let convergenceClass: ConvergenceClass }

    /// The leading behaviour of a fraction that converges, whose b has no positive integer root.
    ///
    /// - Throws: `LimitError.divergent`, or `undecided` with the class.
    static func ofConvergent(_ fraction: PolynomialContinuedFraction) throws(LimitError) -> TailShape {
        switch classify(fraction) {
        case .success(let shape): return shape
        case .failure(let failure):
            if case .divergent(let reason) = failure.convergenceClass { throw .divergent(reason) }
            throw .undecided("class \(failure.convergenceClass.name)")
        }
    }

    /// Decides the leading behaviour, for a fraction whose b has no positive integer root.
    ///
    /// With A, d from a(n+1) = A n^d + a₁ n^(d−1) + a₂ n^(d−2) + …, and b(n+1) = B n^(deg b) + b₁ … likewise, the
    /// equation t(n)(a(n+1) + t(n+1)) = b(n+1) gives, case by case, the coefficients below.
    static func classify(_ fraction: PolynomialContinuedFraction) -> Result<TailShape, NoTail> {
        let a = fraction.a.shifted(by: 1)
        let b = fraction.b.shifted(by: 1)
        guard let degreeB = b.degree, let leadB = b.leadingCoefficient else {
            return .failure(NoTail(convergenceClass: .terminating(index: 1)))
        }
        guard let d = a.degree, let leadA = a.leadingCoefficient else {
            return .failure(NoTail(convergenceClass: .divergent(.parity)))
        }
        if degreeB < 2 * d { return .success(dominated(d, degreeB, leadA, leadB)) }
        if degreeB > 2 * d { return unbalanced(d, degreeB, leadA, leadB) }
        let discriminant = leadA * leadA + 4 * leadB
        if discriminant.signum() < 0 { return .failure(NoTail(convergenceClass: .divergent(.oscillation))) }
        if discriminant.signum() > 0 { return .success(balanced(d, leadA, discriminant)) }
        return doubleRoot(a, b, d, leadA)
    }

    /// deg b < 2 deg a: t(n) ~ (B/A) n^(deg b − d), H(n) ~ A n^d.
    private static func dominated(_ d: Int, _ degreeB: Int, _ leadA: Integer, _ leadB: Integer) -> TailShape {
        TailShape(
            exponents: TailExponents(
                ramification: 1, tail: degreeB - d, denominator: d, equationShift: 0, contraction: 0),
            seeds: [RealQuadraticNumber(Rational(leadB, leadA))], convergenceClass: .factorial(order: 2 * d - degreeB),
            bitsPerTerm: Double.infinity)
    }

    /// deg b = 2 deg a, D > 0: c₀ = (−A + sign(A) √D)/2, the root of smaller modulus of x² + Ax − B.
    private static func balanced(_ d: Int, _ leadA: Integer, _ discriminant: Integer) -> TailShape {
        let root = Ball(discriminant).squareRoot(precision: 64).doubleEstimate
        let modulus = leadA.magnitude.doubleValue
        let ratio = abs(modulus - root) < 1e-12 * modulus ? 1e30 : (modulus + root) / abs(modulus - root)
        let signed = RealQuadraticNumber.squareRoot(of: Rational(discriminant))
            .scaled(by: Rational(Integer(leadA.signum()), 2))
        return TailShape(
            exponents: TailExponents(ramification: 1, tail: d, denominator: d, equationShift: 0, contraction: 0),
            seeds: [RealQuadraticNumber(Rational(-leadA, 2)) + signed], convergenceClass: .exponential,
            bitsPerTerm: log2(ratio))
    }

    /// deg b > 2 deg a: t(n) ~ sign(A) √B n^(deg b/2), and |H|/|t| = 1 + (A/c₀) n^(deg a − deg b/2) + ….
    ///
    /// For an even deg b all exponents are integers, and the expansion runs in powers of 1/n.
    private static func unbalanced(
        _ d: Int, _ degreeB: Int, _ leadA: Integer, _ leadB: Integer
    ) -> Result<TailShape, NoTail> {
        if leadB.signum() < 0 { return .failure(NoTail(convergenceClass: .divergent(.oscillation))) }
        let excess = degreeB - 2 * d
        if excess > 2 { return .failure(NoTail(convergenceClass: .divergent(.parity))) }
        let root = RealQuadraticNumber.squareRoot(of: Rational(leadB))
        let ramification = degreeB % 2 == 0 ? 1 : 2
        let exponent = degreeB * ramification / 2
        return .success(
            TailShape(
                exponents: TailExponents(
                    ramification: ramification, tail: exponent, denominator: exponent, equationShift: 0,
                    contraction: excess * ramification / 2),
                seeds: [leadA.signum() < 0 ? root.negated() : root],
                convergenceClass: excess == 1 ? .stretchedExponential : .polynomial, bitsPerTerm: 0))
    }

    /// deg b = 2 deg a, D = 0: c₀ = −A/2 =: −α, and c₁² = E := b₁ + α(a₁ − αd) at half-integer order; when E = 0 the
    /// series runs in integer powers and c₁ is the root of its own quadratic with |H|/|t| largest.
    private static func doubleRoot(
        _ a: Polynomial<Integer>, _ b: Polynomial<Integer>, _ d: Int, _ leadA: Integer
    ) -> Result<TailShape, NoTail> {
        let alpha = Rational(leadA, 2)
        func coefficient(_ p: Polynomial<Integer>, _ degree: Int) -> Rational {
            degree >= 0 ? Rational(p[degree]) : 0
        }
        let a1 = coefficient(a, d - 1)
        let b1 = coefficient(b, 2 * d - 1)
        let square = b1 + alpha * (a1 - alpha * Rational(d))
        if square.signum() < 0 { return .failure(NoTail(convergenceClass: .divergent(.oscillation))) }
        let positive = alpha.signum() > 0
        if square.signum() > 0 {
            let root = RealQuadraticNumber.squareRoot(of: square)
            return .success(
                TailShape(
                    exponents: TailExponents(
                        ramification: 2, tail: 2 * d, denominator: 2 * d, equationShift: 1, contraction: 1),
                    seeds: [RealQuadraticNumber(-alpha), positive ? root : root.negated()],
                    convergenceClass: .stretchedExponential, bitsPerTerm: 0))
        }
        // c₁² + P c₁ + Q = 0 with c₀ = −α, P = a₁ + c₀(2d − 1), Q = c₀a₂ + c₀² d(d−1)/2 − b₂.
        let a2 = coefficient(a, d - 2)
        let b2 = coefficient(b, 2 * d - 2)
        let linear = a1 - alpha * Rational(2 * d - 1)
        let constant = alpha * alpha * Rational(d * (d - 1) / 2) - alpha * a2 - b2
        let discriminant = linear * linear - 4 * constant
        if discriminant.signum() < 0 { return .failure(NoTail(convergenceClass: .divergent(.oscillation))) }
        let root = RealQuadraticNumber.squareRoot(of: discriminant)
        let c1 = ((positive ? root : root.negated()) + RealQuadraticNumber(-linear)).scaled(by: Rational(1, 2))
        return .success(
            TailShape(
                exponents: TailExponents(ramification: 1, tail: d, denominator: d, equationShift: 1, contraction: 1),
                seeds: [RealQuadraticNumber(-alpha), c1],
                convergenceClass: discriminant.isZero ? .logarithmic : .polynomial, bitsPerTerm: 0))
    }
}

extension PolynomialContinuedFraction {
    /// An estimate of the decimal digits that each further term gives, log10 of the quotient of the roots of the leading
    /// symbol; nil unless the convergence is exponential.
    public var digitsPerTermEstimate: Double? {
        guard firstVanishingNumerator == nil, case .success(let shape) = TailShape.classify(self),
            case .exponential = shape.convergenceClass
        else { return nil }
        return shape.bitsPerTerm * 0.30102999566398120
    }
}
