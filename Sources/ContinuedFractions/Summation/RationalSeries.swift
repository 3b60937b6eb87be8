import Arithmetic
import Expressions

/// Σ_{t≥0} zᵗ P(t)/Q(t) in closed form, by partial fractions.
///
/// For z = 1 the parts c/(t + α)^m give c ζ(m, α) for m ≥ 2 (DLMF 25.11.1), and −Σ c ψ(α) for m = 1, where Σ c = 0
/// (5.7.6). For z = −1 the terms of even and of odd t are taken apart; for |z| < 1 the parts give polylogarithms and
/// values of Lerch's function.
public struct RationalSeries: CertifiedEquation {
    /// The sum and its value.
    public let equation: Formula
    /// The summand as a function of t from 0 on.
    public let summand: RationalSummand
    /// P/Q in parts.
    public let parts: PartialFractions

    /// The names of the theorems.
    public var theorem: String {
        "partial fractions, and the series of zeta, digamma, polylogarithm and Lerch functions (DLMF 25.11.1, 5.7.6, "
            + "5.4.19, 25.12.10, 25.14.1)"
    }

    /// The partial fractions and the value.
    public var steps: [String] {
        let text = parts.parts.map { "(\($0.coefficient))/(t + \($0.shift))^\($0.order)" }.joined(separator: " + ")
        return [
            "the summand is \(summand.base == 1 ? "" : "(\(summand.base))^t ")(\(summand.above))/(\(summand.below))",
            "in partial fractions: \(text)",
            "summed over t ≥ 0: \(equation.right)",
        ]
    }

    /// The data of the equation; nothing is checked.
    public init(equation: Formula, summand: RationalSummand, parts: PartialFractions) {
        self.equation = equation
        self.summand = summand
        self.parts = parts
    }

    /// The value of `sum(term, variable, low, infinity)`, or nil when the summand is no rational function times a power,
    /// its poles are not rational, one lies in the range of summation, or the series does not converge.
    public init?(sum: Expression) {
        guard let summand = RationalSummand(readingSum: sum),
            let parts = PartialFractions(above: summand.above, below: summand.below),
            let value = RationalSeries.value(base: summand.base, parts)
        else { return nil }
        self.init(equation: Formula(left: sum, right: value), summand: summand, parts: parts)
    }

    /// Checks the partial fractions, the convergence and the value.
    public func check() throws(CertificateError) {
        guard RationalSummand(readingSum: equation.left) == summand else {
            throw CertificateError("the summand is not that of \(equation.left)")
        }
        guard parts.equals(above: summand.above, below: summand.below) else {
            throw CertificateError("the partial fractions do not add up to the summand")
        }
        guard let value = RationalSeries.value(base: summand.base, parts) else {
            throw CertificateError("the series does not converge, or has a pole")
        }
        guard value == equation.right else { throw CertificateError("the parts sum to \(value)") }
    }

    /// The value of the series; nil when it does not converge or has a pole at an integer t ≥ 0.
    static func value(base: Rational, _ fractions: PartialFractions) -> Expression? {
        guard fractions.parts.allSatisfy({ !($0.shift.isInteger && $0.shift.signum() <= 0) }),
            fractions.parts.allSatisfy({ $0.shift.magnitude <= largestShift })
        else { return nil }
        var result = ZetaCombination()
        let half = Rational(1, 2)
        switch base {
        case 1:
            let residue = fractions.parts.reduce(Rational(0)) { $1.order == 1 ? $0 + $1.coefficient : $0 }
            guard residue.isZero else { return nil }
            for part in fractions.parts {
                if part.order == 1 {
                    result.addDigamma(-part.coefficient, at: part.shift)
                } else {
                    result.addHurwitz(part.coefficient, order: part.order, at: part.shift)
                }
            }
        case -1:
            for part in fractions.parts {
                let (even, odd) = (part.shift * half, (part.shift + 1) * half)
                if part.order == 1 {
                    result.addDigamma(-half * part.coefficient, at: even)
                    result.addDigamma(half * part.coefficient, at: odd)
                } else {
                    let scaled = part.coefficient * half.power(part.order)
                    result.addHurwitz(scaled, order: part.order, at: even)
                    result.addHurwitz(-scaled, order: part.order, at: odd)
                }
            }
        default:
            guard base.magnitude < 1 else { return nil }
            for part in fractions.parts {
                result.addLerch(part.coefficient, base: base, order: part.order, at: part.shift)
            }
        }
        return result.expression
    }

    /// The largest |α| that is led to the interval (0, 1].
    static let largestShift: Rational = 10_000
}
