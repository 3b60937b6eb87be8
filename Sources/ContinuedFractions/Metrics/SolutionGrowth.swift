import Arithmetic
import Foundation

/// The roots of the leading symbol x² − A x − B of a fraction, where A and B are the leading coefficients of a(n) n^(−d) and
/// b(n) n^(−2d), d = max(deg a, deg b/2): solutions of its recurrence grow like (n!)^d xⁿ.
struct SolutionGrowth {
    /// Whether deg b < 2 deg a, = or >.
    enum Balance { case dominated, balanced, unbalanced }

    /// How the degrees compare.
    let balance: Balance
    /// 2d.
    let doubledOrder: Int
    /// ln |λ₁| and ln |λ₂| for the roots of the symbol, |λ₁| ≥ |λ₂|; for deg b < 2 deg a the second is that of
    /// B/A, for a solution that grows like (n!)^(deg b − d) (B/A)ⁿ. Estimates, to a few units of the last place.
    let larger: Double
    let smaller: Double
    /// Whether the roots are complex.
    let isOscillating: Bool
    /// deg b − 2d ≤ 0, the exponent of n! in the quotient of the solutions.
    let quotientOrder: Int

    /// Nil when a or b is 0.
    init?(_ fraction: PolynomialContinuedFraction) {
        guard let degreeA = fraction.a.degree, let degreeB = fraction.b.degree,
            let leadA = fraction.a.leadingCoefficient, let leadB = fraction.b.leadingCoefficient
        else { return nil }
        doubledOrder = max(2 * degreeA, degreeB)
        let logA = leadA.logarithm.doubleEstimate
        let logB = leadB.logarithm.doubleEstimate
        if degreeB < 2 * degreeA {
            balance = .dominated
            (larger, smaller, isOscillating) = (logA, logB - logA, false)
            quotientOrder = degreeB - 2 * degreeA
            return
        }
        quotientOrder = 0
        if degreeB > 2 * degreeA {
            balance = .unbalanced
            (larger, smaller, isOscillating) = (logB / 2, logB / 2, leadB.signum() < 0)
            return
        }
        balance = .balanced
        let discriminant = leadA * leadA + 4 * leadB
        guard discriminant.signum() > 0 else {
            (larger, smaller, isOscillating) = (logB / 2, logB / 2, discriminant.signum() < 0)
            return
        }
        let root = Ball(discriminant).squareRoot(precision: 96)
        // λ₁ = (|A| + √D)/2 without cancellation, λ₂ = −B/λ₁.
        larger =
            Ball(leadA.magnitude).adding(root, precision: 96).scaled(byPowerOfTwo: -1).log(precision: 64).doubleEstimate
        smaller = logB - larger
        isOscillating = false
    }

    /// ln |λ₁/λ₂|, infinite when the solutions differ by a power of n!.
    var logarithmOfRatio: Double { balance == .dominated ? .infinity : max(0, larger - smaller) }
}
