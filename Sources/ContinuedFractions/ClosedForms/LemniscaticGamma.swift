import Arithmetic
import Expressions

/// Γ(1/4) by the arithmetic-geometric mean of 1 and √2: Γ(1/4)² = (2π)^(3/2)/agm(1, √2) (C. F. Gauss, 1799; DLMF 19.8.5,
/// 19.20.2).
public struct LemniscaticGamma: CertifiedEquation {
    /// The certificate; it has no parameters.
    public init() {}

    /// Γ(1/4) = 2^(3/4) π^(3/4)/√agm(1, √2).
    public var equation: Formula {
        let quarter = Expression(Rational(1, 4))
        let exponent = Expression(Rational(3, 4))
        let mean = Expression(.arithmeticGeometricMean, [Expression(1), .squareRoot(of: 2)])
        return Formula(
            left: Expression(.gamma, [quarter]),
            right: Expression(2).power(exponent) * Expression(symbol: "pi").power(exponent)
                / Expression(.squareRoot, [mean]))
    }

    /// Gauss's theorem.
    public var theorem: String { "Gamma(1/4)^2 = (2 pi)^(3/2)/agm(1, sqrt(2)) (Gauss 1799; DLMF 19.8.5, 19.20.2)" }

    /// The equation.
    public var steps: [String] { ["\(equation)"] }

    /// Compares the two sides in balls.
    public func check() throws(CertificateError) { try BallAgreement.check(equation) }
}
