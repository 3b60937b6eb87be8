import Arithmetic
import func Foundation.log2

/// The leading behaviour of the tails of a fraction with complex coefficients, as `TailShape` for real ones.
///
/// Where a square root s is taken, its sign is chosen so that Re(s w̄) > 0 for the leading quantity w that it is added
/// to: then |H| exceeds |t|. When Re(s w̄) = 0 both solutions have equal modulus at that order, which is decided exactly:
/// z w̄² is real and not positive for z = s².
struct ComplexTailShape: Sendable {
    /// The exponents of t and of H.
    let exponents: TailExponents
    /// The first coefficients c₀ (and c₁ where the root is double) as functions of the precision in bits.
    let seeds: @Sendable (_ precision: Int) -> [ComplexBall]
    /// The class of convergence that follows.
    let convergenceClass: ConvergenceClass
    /// An estimate of the bits gained from one depth to the next, for large depth; 0 when it tends to 0.
    let bitsPerTerm: Double

    private static let equalModuli = TailShape.NoTail(
        convergenceClass: .undecided("the two solutions of the recurrence have equal growth to leading order"))

    /// Decides the leading behaviour, for a fraction whose b has no positive integer root.
    static func classify(_ fraction: ComplexContinuedFraction) -> Result<ComplexTailShape, TailShape.NoTail> {
        let a = fraction.a.shifted(by: GaussianInteger(1))
        let b = fraction.b.shifted(by: GaussianInteger(1))
        guard let degreeB = b.degree, let leadB = b.leadingCoefficient else {
            return .failure(TailShape.NoTail(convergenceClass: .terminating(index: 1)))
        }
        guard let d = a.degree, let leadA = a.leadingCoefficient else {
            return .failure(TailShape.NoTail(convergenceClass: .divergent(.parity)))
        }
        if degreeB < 2 * d { return .success(dominated(d, degreeB, leadA, leadB)) }
        if degreeB > 2 * d { return unbalanced(d, degreeB, leadA, leadB) }
        let discriminant = leadA * leadA + GaussianInteger(4) * leadB
        return discriminant.isZero ? doubleRoot(a, b, d, leadA) : balanced(d, leadA, discriminant)
    }

    private static func dominated(
        _ d: Int, _ degreeB: Int, _ leadA: GaussianInteger, _ leadB: GaussianInteger
    ) -> ComplexTailShape {
        ComplexTailShape(
            exponents: TailExponents(
                ramification: 1, tail: degreeB - d, denominator: d, equationShift: 0, contraction: 0),
            seeds: { [leadB.ball.divided(by: leadA.ball, precision: $0)] },
            convergenceClass: .factorial(order: 2 * d - degreeB), bitsPerTerm: Double.infinity)
    }

    /// c₀ = (−A + √Δ)/2 and H ~ (A + √Δ)/2 · n^d.
    private static func balanced(
        _ d: Int, _ leadA: GaussianInteger, _ discriminant: GaussianInteger
    ) -> Result<ComplexTailShape, TailShape.NoTail> {
        guard let root = root(of: discriminant, alignedWith: leadA) else { return .failure(equalModuli) }
        let seeds: @Sendable (Int) -> [ComplexBall] = { precision in
            let c0 = root(precision).subtracting(leadA.ball, precision: precision)
            return [c0.scaled(by: Rational(1, 2), precision: precision)]
        }
        func size(_ z: ComplexBall) -> Double { z.absoluteValue(precision: 64).doubleEstimate }
        let small = size(root(128).subtracting(leadA.ball, precision: 128))
        let ratio = size(root(128).adding(leadA.ball, precision: 128)) / max(small, 1e-30)
        return .success(
            ComplexTailShape(
                exponents: TailExponents(ramification: 1, tail: d, denominator: d, equationShift: 0, contraction: 0),
                seeds: seeds, convergenceClass: .exponential, bitsPerTerm: log2(ratio)))
    }

    /// t ~ √B n^(deg b/2) and H/t = 1 + (A/√B) n^(deg a − deg b/2) + ….
    private static func unbalanced(
        _ d: Int, _ degreeB: Int, _ leadA: GaussianInteger, _ leadB: GaussianInteger
    ) -> Result<ComplexTailShape, TailShape.NoTail> {
        let excess = degreeB - 2 * d
        if excess > 2 { return .failure(TailShape.NoTail(convergenceClass: .divergent(.parity))) }
        guard let root = root(of: leadB, alignedWith: leadA) else {
            // κ = A/√B is imaginary: for excess 2 the terms keep their modulus, (1 + κ/n)(1 + O(n^(−3/2))).
            return .failure(
                excess == 2 ? TailShape.NoTail(convergenceClass: .divergent(.oscillation)) : equalModuli)
        }
        return .success(
            ComplexTailShape(
                exponents: TailExponents(
                    ramification: 2, tail: degreeB, denominator: degreeB, equationShift: 0, contraction: excess),
                seeds: { [root($0)] }, convergenceClass: excess == 1 ? .stretchedExponential : .polynomial,
                bitsPerTerm: 0))
    }

    /// Δ = 0: see `TailShape`, whose formulas are multiplied here by powers of 2 to stay integral.
    private static func doubleRoot(
        _ a: Polynomial<GaussianInteger>, _ b: Polynomial<GaussianInteger>, _ d: Int, _ leadA: GaussianInteger
    ) -> Result<ComplexTailShape, TailShape.NoTail> {
        func coefficient(_ p: Polynomial<GaussianInteger>, _ degree: Int) -> GaussianInteger {
            degree >= 0 ? p[degree] : GaussianInteger(0)
        }
        func times(_ k: Int, _ z: GaussianInteger) -> GaussianInteger { GaussianInteger(k) * z }
        @Sendable func scaled(_ z: ComplexBall, _ factor: Rational, _ precision: Int) -> ComplexBall {
            z.scaled(by: factor, precision: precision)
        }
        let a1 = coefficient(a, d - 1)
        // 4E = 4b₁ + 2A a₁ − A² d.
        let square = times(4, coefficient(b, 2 * d - 1)) + times(2, leadA * a1) - times(d, leadA * leadA)
        if !square.isZero {
            guard let root = root(of: square, alignedWith: leadA) else { return .failure(equalModuli) }
            return .success(
                ComplexTailShape(
                    exponents: TailExponents(
                        ramification: 2, tail: 2 * d, denominator: 2 * d, equationShift: 1, contraction: 1),
                    seeds: { [scaled(leadA.ball, Rational(-1, 2), $0), scaled(root($0), Rational(1, 2), $0)] },
                    convergenceClass: .stretchedExponential, bitsPerTerm: 0))
        }
        // 2P = 2a₁ − A(2d − 1), 8Q = −4A a₂ + A² d(d − 1) − 8b₂, 4(P² − 4Q) = (2P)² − 2·8Q.
        let linear = times(2, a1) - times(2 * d - 1, leadA)
        let constant =
            times(d * (d - 1), leadA * leadA) - times(4, leadA * coefficient(a, d - 2))
            - times(8, coefficient(b, 2 * d - 2))
        let discriminant = linear * linear - times(2, constant)
        let exponents = TailExponents(
            ramification: 1, tail: d, denominator: d, equationShift: 1, contraction: 1)
        if discriminant.isZero {
            return .success(
                ComplexTailShape(
                    exponents: exponents,
                    seeds: {
                        [scaled(leadA.ball, Rational(-1, 2), $0), scaled(linear.ball, Rational(-1, 4), $0)]
                    }, convergenceClass: .logarithmic, bitsPerTerm: 0))
        }
        // Otherwise the terms are n^(−1 + iτ) times a constant, and their sum oscillates.
        guard let root = root(of: discriminant, alignedWith: leadA) else {
            return .failure(TailShape.NoTail(convergenceClass: .divergent(.oscillation)))
        }
        return .success(
            ComplexTailShape(
                exponents: exponents,
                seeds: { precision in
                    let sum = root(precision).subtracting(linear.ball, precision: precision)
                    return [
                        scaled(leadA.ball, Rational(-1, 2), precision), scaled(sum, Rational(1, 4), precision),
                    ]
                }, convergenceClass: .polynomial, bitsPerTerm: 0))
    }

    /// The square root s of z with Re(s w̄) > 0; nil when Re(s w̄) = 0.
    private static func root(
        of z: GaussianInteger, alignedWith w: GaussianInteger
    ) -> (@Sendable (Int) -> ComplexBall)? {
        if (z * w.conjugate * w.conjugate).isNonpositiveReal { return nil }
        // √z = ±√(z w̄²)/w̄, and the principal root of a number that is not negative has a positive real part.
        let product = z * w.conjugate * w.conjugate
        return { precision in
            let bits = precision + 8
            return product.ball.squareRoot(precision: bits).divided(by: w.conjugate.ball, precision: precision)
        }
    }
}
