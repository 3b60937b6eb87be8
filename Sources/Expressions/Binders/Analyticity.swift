import Arithmetic

/// Where operators are analytic: the rules by which quadrature and power series may use them.
///
/// Poles need no rule: there the balls are not finite. A rule is for the last argument; the arguments before it must then
/// not depend on the variable.
enum Analyticity {
    /// The closed set that an argument must keep clear of.
    enum Cut: Sendable {
        case none
        /// (−∞, 0].
        case negativeReals
        /// (−∞, −1] and [1, ∞).
        case outerReals
        /// (−i∞, −i] and [i, i∞).
        case outerImaginaries
        /// (−∞, 1].
        case realsBelowOne
        /// [1, ∞).
        case realsAboveOne
        /// (−∞, −9/25], which holds (−∞, −1/e].
        case realsBelowLambert
    }

    /// Whether the ball has a point of the cut, or may have one.
    static func touches(_ cut: Cut, _ z: ComplexBall) -> Bool {
        let one = Ball(1)
        switch cut {
        case .none: return false
        case .negativeReals: return z.imaginary.containsZero && !z.real.isPositive
        case .outerReals: return z.imaginary.containsZero && !z.real.absoluteValue().isLess(than: one)
        case .outerImaginaries: return z.real.containsZero && !z.imaginary.absoluteValue().isLess(than: one)
        case .realsBelowOne: return z.imaginary.containsZero && !one.isLess(than: z.real)
        case .realsAboveOne: return z.imaginary.containsZero && !z.real.isLess(than: one)
        case .realsBelowLambert:
            return z.imaginary.containsZero && !Ball(Rational(-9, 25), precision: 64).isLess(than: z.real)
        }
    }

    /// The cut of a function of its last argument; nil for a function without a rule (DLMF 4.2, 4.15, 4.23, 4.37, 5.2,
    /// 6.4, 6.15, 8.2, 10.2, 15.2, 19.2, 25.11, 25.12).
    ///
    /// `parameters` are the values of the arguments before the last.
    static func cut(_ op: Operator, _ parameters: [NodeValue]) -> Cut? {
        switch op {
        case .exp, .sin, .cos, .tan, .cot, .sinh, .cosh, .tanh, .coth, .secant, .cosecant, .hyperbolicSecant,
            .hyperbolicCosecant, .erf, .erfc, .erfi, .dawson, .sineIntegral, .hyperbolicSineIntegral, .fresnelS,
            .fresnelC, .airyAi, .airyBi, .airyAiDerivative, .airyBiDerivative, .gamma, .digamma, .factorial, .harmonic,
            .zeta, .zetaDerivative, .dirichletEta, .barnesG, .riemannXi, .negate, .beta, .polygamma:
            return Cut.none
        case .log where parameters.isEmpty: return .negativeReals
        case .squareRoot, .logGamma, .exponentialIntegralOne, .exponentialIntegral, .cosineIntegral,
            .hyperbolicCosineIntegral, .logBarnesG, .hurwitz, .incompleteGamma, .lowerIncompleteGamma,
            .generalizedExponentialIntegral, .besselY, .besselK:
            return .negativeReals
        case .besselJ, .besselI: return parameters[0].exact?.isInteger ?? false ? Cut.none : .negativeReals
        case .asin, .acos, .atanh: return .outerReals
        case .atan, .asinh: return .outerImaginaries
        case .acosh, .logarithmicIntegral: return .realsBelowOne
        case .ellipticK, .ellipticE, .polylogarithm: return .realsAboveOne
        case .lambertW where parameters.isEmpty: return .realsBelowLambert
        case .chebyshevT, .chebyshevU, .hermiteH, .legendreP, .laguerreL:
            // Polynomials for degrees 0, 1, 2, ….
            guard parameters.count == 1, let degree = parameters[0].exact?.asInt, degree >= 0 else { return nil }
            return Cut.none
        case .hypergeometric:
            guard parameters.count == 2, case .list(let upper) = parameters[0], case .list(let lower) = parameters[1],
                upper.count <= lower.count + 1
            else { return nil }
            return upper.count <= lower.count ? Cut.none : .realsAboveOne
        default: return nil
        }
    }
}
