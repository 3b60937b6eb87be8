import Arithmetic
import Expressions

/// The value of a hypergeometric function with rational parameters at a rational point, by a formula from the literature.
public struct HypergeometricValue: CertifiedEquation {
    /// The function.
    public let function: HypergeometricSymbol
    /// The point.
    public let point: Rational
    /// The formula.
    public let formula: HypergeometricFormula
    /// The value.
    public let value: Expression

    /// A certificate with these parts.
    public init(function: HypergeometricSymbol, point: Rational, formula: HypergeometricFormula, value: Expression) {
        self.function = function
        self.point = point
        self.formula = formula
        self.value = value
    }

    /// The value by the first formula that applies; nil when none does.
    init?(_ function: HypergeometricSymbol, at point: Rational) {
        let values = HypergeometricFormula.allCases.lazy.compactMap {
            HypergeometricValue(function, at: point, by: $0)
        }
        guard let first = values.first else { return nil }
        self = first
    }

    /// The value by this formula; nil when it does not apply.
    public init?(_ function: HypergeometricSymbol, at point: Rational, by formula: HypergeometricFormula) {
        guard let value = formula.value(function, at: point) else { return nil }
        self.init(function: function, point: point, formula: formula, value: value)
    }

    /// hyper(…, z) = value.
    public var equation: Formula { Formula(left: function.term(point), right: value) }

    /// The formula's source.
    public var theorem: String { formula.source }

    /// The equation.
    public var steps: [String] { ["\(equation)"] }

    /// Checks that the formula applies and gives the value.
    public func check() throws(CertificateError) {
        guard !function.isOne, function.isDefined(at: point) else {
            throw CertificateError("\(equation.left) is not defined, or is 1")
        }
        guard formula.value(function, at: point) == value else {
            throw CertificateError("\(formula.source) does not give \(value) for \(equation.left)")
        }
        try BallAgreement.check(equation)
    }
}

/// Values of hypergeometric functions at rational points, in terms of elementary, elliptic, Gamma and Bessel functions
/// and of incomplete integrals.
public enum HypergeometricFormula: String, CaseIterable, Sendable {
    case power, logarithm, inverseTangent, inverseSineOverRoot, inverseSine, binomialEven, binomialOdd, binomialDouble
    case binomialDoubleNext, multipleCosine, multipleSine, gaussSecond, bailey, kummerTheorem, ellipticK, ellipticE
    case alternatingHarmonic, alternatingHarmonicAtHalf, alternatingHarmonicEqual
    case exponential, errorFunction, errorFunctionScaled, incompleteGamma, incompleteGammaScaled, besselKummer
    case hyperbolicCosine, hyperbolicSine

    /// Where the formula is found.
    public var source: String {
        switch self {
        case .power: "F(a, b; b; z) = (1 - z)^(-a) (DLMF 15.4.6)"
        case .logarithm: "F(1, 1; 2; z) = -log(1 - z)/z (DLMF 15.4.1)"
        case .inverseTangent:
            "F(1/2, 1; 3/2; z^2) = artanh(z)/z, F(1/2, 1; 3/2; -z^2) = arctan(z)/z (DLMF 15.4.2, 15.4.3)"
        case .inverseSineOverRoot: "F(1, 1; 3/2; z^2) = arcsin(z)/(z sqrt(1 - z^2)) (DLMF 15.4.4, 15.4.5 with 15.8.1)"
        case .inverseSine: "F(1/2, 1/2; 3/2; z^2) = arcsin(z)/z (DLMF 15.4.4, 15.4.5)"
        case .binomialEven: "F(a, a + 1/2; 1/2; z) by powers of 1 + sqrt(z) and 1 - sqrt(z) (DLMF 15.4.7, 15.4.8)"
        case .binomialOdd: "F(a, a + 1/2; 3/2; z) by powers of 1 + sqrt(z) and 1 - sqrt(z) (DLMF 15.4.9, 15.4.10)"
        case .binomialDouble: "F(a, a + 1/2; 2a; z) = (1 - z)^(-1/2) ((1 + sqrt(1 - z))/2)^(1 - 2a) (DLMF 15.4.18)"
        case .binomialDoubleNext: "F(a, a + 1/2; 2a + 1; z) = ((1 + sqrt(1 - z))/2)^(-2a) (DLMF 15.4.17)"
        case .multipleCosine: "F(a, 1 - a; 1/2; sin(t)^2) = cos((2a - 1) t)/cos(t) (DLMF 15.4.14)"
        case .multipleSine: "F(a, 1 - a; 3/2; sin(t)^2) = sin((2a - 1) t)/((2a - 1) sin(t)) (DLMF 15.4.16)"
        case .gaussSecond: "Gauss's second theorem at 1/2 (DLMF 15.4.28)"
        case .bailey: "Bailey's theorem at 1/2 (DLMF 15.4.30)"
        case .kummerTheorem: "Kummer's theorem at -1 (DLMF 15.4.26)"
        case .ellipticK: "F(1/2, 1/2; 1; m) = 2 K(m)/pi (DLMF 19.5.1)"
        case .ellipticE: "F(-1/2, 1/2; 1; m) = 2 E(m)/pi (DLMF 19.5.2)"
        case .alternatingHarmonic: "F(1, a; a + 1; -1) = a (digamma((a + 1)/2) - digamma(a/2))/2 (DLMF 15.4.27)"
        case .alternatingHarmonicAtHalf:
            "F(1, 1; a + 1; 1/2) = a (digamma((a + 1)/2) - digamma(a/2)) (DLMF 15.4.27 with 15.8.1)"
        case .alternatingHarmonicEqual:
            "F(a, a; a + 1; 1/2) = 2^(a - 1) a (digamma((a + 1)/2) - digamma(a/2)) (DLMF 15.4.27 with 15.8.1)"
        case .exponential: "M(a, a, z) = exp(z) (DLMF 13.6.1)"
        case .errorFunction: "M(1/2, 3/2, -z^2) = sqrt(pi) erf(z)/(2z) (DLMF 7.11.4)"
        case .errorFunctionScaled: "M(1, 3/2, z^2) = sqrt(pi) exp(z^2) erf(z)/(2z) (DLMF 7.11.4 with 13.2.39)"
        case .incompleteGamma: "M(a, a + 1, -z) = a z^(-a) gamma(a, z) (DLMF 8.5.1)"
        case .incompleteGammaScaled: "M(1, a + 1, z) = a exp(z) z^(-a) gamma(a, z) (DLMF 8.5.1)"
        case .besselKummer: "M(v + 1/2, 2v + 1, 2z) = Gamma(v + 1) exp(z) (z/2)^(-v) I(v, z) (DLMF 13.6.9)"
        case .hyperbolicCosine: "0F1(; 1/2; z^2/4) = cosh(z) (DLMF 10.39.9, 10.16.9)"
        case .hyperbolicSine: "0F1(; 3/2; z^2/4) = sinh(z)/z (DLMF 10.39.9, 10.16.9)"
        }
    }

    /// The value, when the formula is one for these parameters, in either order of the upper ones, and this point.
    func value(_ function: HypergeometricSymbol, at z: Rational) -> Expression? {
        guard !z.isZero, function.isDefined(at: z), !function.isOne else { return nil }
        switch (function.upper.count, function.lower.count) {
        case (2, 1):
            let (a, b, c) = (function.upper[0], function.upper[1], function.lower[0])
            return GaussFunctionValues.value(self, a, b, c, z) ?? GaussFunctionValues.value(self, b, a, c, z)
        case (1, 1): return ConfluentValues.value(self, function.upper[0], function.lower[0], z)
        case (0, 1): return ConfluentValues.value(self, function.lower[0], z)
        default: return nil
        }
    }
}
