import Arithmetic

/// Parts of complex numbers, combinatorial functions, incomplete integrals, orthogonal functions, elliptic and modular
/// functions: what `SpecialFunctionEvaluation` does not know itself.
enum FunctionFamilies {
    /// The value; nil for an operator of another family.
    static func value(
        _ op: Operator, _ arguments: [NodeValue], _ z: [ComplexBall], _ bits: Int
    ) throws(EvaluationError) -> ComplexBall? {
        if let value = elementary(op, z, bits) { return value }
        if let value = try combinatorial(op, arguments, z, bits) { return value }
        if let value = try orthogonal(op, arguments, z, bits) { return value }
        return try elliptic(op, arguments, z, bits)
    }

    private static func elementary(_ op: Operator, _ z: [ComplexBall], _ bits: Int) -> ComplexBall? {
        switch op {
        case .secant: z[0].secant(precision: bits)
        case .cosecant: z[0].cosecant(precision: bits)
        case .hyperbolicSecant: z[0].hyperbolicSecant(precision: bits)
        case .hyperbolicCosecant: z[0].hyperbolicCosecant(precision: bits)
        case .realPart: ComplexBall(z[0].real)
        case .imaginaryPart: ComplexBall(z[0].imaginary)
        case .argument: ComplexBall(z[0].argument(precision: bits))
        case .conjugate: z[0].conjugated()
        case .incompleteGamma: z[0].incompleteGamma(z[1], precision: bits)
        case .lowerIncompleteGamma: z[0].lowerIncompleteGamma(z[1], precision: bits)
        case .incompleteBeta: z[0].incompleteBeta(z[1], z[2], precision: bits)
        case .generalizedExponentialIntegral: z[0].generalizedExponentialIntegral(z[1], precision: bits)
        case .fresnelS: z[0].fresnelS(precision: bits)
        case .fresnelC: z[0].fresnelC(precision: bits)
        case .dawson: dawson(z[0], bits)
        case .hyperbolicSineIntegral: z[0].hyperbolicSineIntegral(precision: bits)
        case .hyperbolicCosineIntegral: z[0].hyperbolicCosineIntegral(precision: bits)
        case .logBarnesG: z[0].logBarnesG(precision: bits)
        case .airyAiDerivative: z[0].airyAiDerivative(precision: bits)
        case .airyBiDerivative: z[0].airyBiDerivative(precision: bits)
        case .riemannXi: z[0].riemannXi(precision: bits)
        case .lerchPhi: z[0].lerchPhi(z[1], z[2], precision: bits)
        case .harmonic:
            z[0].adding(ComplexBall(1), precision: bits).digamma(precision: bits)
                .adding(ComplexBall(Ball.eulerGamma(precision: bits)), precision: bits)
        case .risingFactorial: z[0].risingFactorial(z[1], precision: bits)
        default: nil
        }
    }

    /// √π/2 exp(−z²) erfi z (DLMF 7.2.5).
    private static func dawson(_ z: ComplexBall, _ bits: Int) -> ComplexBall {
        let square = z.multiplied(by: z, precision: bits).negated().exp(precision: bits)
        let root = ComplexBall(Ball.pi(precision: bits).squareRoot(precision: bits))
        return root.multiplied(by: square, precision: bits).multiplied(by: z.erfi(precision: bits), precision: bits)
            .divided(by: ComplexBall(2), precision: bits)
    }

    private static func combinatorial(
        _ op: Operator, _ arguments: [NodeValue], _ z: [ComplexBall], _ bits: Int
    ) throws(EvaluationError) -> ComplexBall? {
        switch op {
        case .binomial:
            guard let k = arguments[1].exact?.asInt else {
                // Γ(n + 1) / (Γ(k + 1) Γ(n − k + 1)).
                let one = ComplexBall(1)
                let top = z[0].adding(one, precision: bits).gamma(precision: bits)
                let low = z[1].adding(one, precision: bits)
                let high = z[0].subtracting(z[1], precision: bits).adding(one, precision: bits)
                return top.multiplied(by: low.reciprocalGamma(precision: bits), precision: bits)
                    .multiplied(by: high.reciprocalGamma(precision: bits), precision: bits)
            }
            guard (0...1_000_000).contains(k) else {
                if k < 0 { return ComplexBall() }
                throw .tooLarge("the lower argument of binomial is larger than 1000000")
            }
            // (n − k + 1)_k / k!.
            let start = z[0].adding(ComplexBall(1 - k), precision: bits)
            return start.risingFactorial(ComplexBall(k), precision: bits)
                .divided(by: ComplexBall(k + 1).gamma(precision: bits), precision: bits)
        case .bernoulli, .fibonacci:
            throw .domain("the index of \(op.name ?? "") must be an integer of moderate size")
        case .zetaZero:
            guard let n = arguments[0].exact?.asInt, (1...1_000_000_000).contains(n) else {
                throw .domain("the index of zetazero must be an integer in 1 ... 1000000000")
            }
            return ComplexBall.zetaZero(n, precision: bits)
        case .lambertW where z.count == 2:
            guard let k = arguments[1].exact?.asInt else { throw .domain("the branch of lambertw must be an integer") }
            if z[0].isZero && k != 0 { throw .domain("lambertw is not finite at 0 on the branch \(k)") }
            return z[0].lambertW(branch: k, precision: bits)
        default: return nil
        }
    }

    private static func orthogonal(
        _ op: Operator, _ arguments: [NodeValue], _ z: [ComplexBall], _ bits: Int
    ) throws(EvaluationError) -> ComplexBall? {
        let order = z.count == 3 ? z[1] : ComplexBall()
        let point = z[z.count - 1]
        return switch op {
        case .tricomiU: z[0].tricomiU(z[1], z[2], precision: bits)
        case .legendreP: z[0].legendreP(order, point, precision: bits)
        case .legendreQ: z[0].legendreQ(order, point, precision: bits)
        case .chebyshevT: z[0].chebyshevT(point, precision: bits)
        case .chebyshevU: z[0].chebyshevU(point, precision: bits)
        case .hermiteH: z[0].hermiteH(point, precision: bits)
        case .laguerreL: z[0].laguerreL(order, point, precision: bits)
        case .gegenbauerC: z[0].gegenbauerC(z[1], point, precision: bits)
        case .jacobiP: z[0].jacobiP(z[1], z[2], point, precision: bits)
        case .coulombF: z[0].coulombF(z[1], point, precision: bits)
        case .coulombG: z[0].coulombG(z[1], point, precision: bits)
        default: nil
        }
    }

    private static func elliptic(
        _ op: Operator, _ arguments: [NodeValue], _ z: [ComplexBall], _ bits: Int
    ) throws(EvaluationError) -> ComplexBall? {
        switch op {
        case .ellipticPi: return z[0].ellipticPi(z[1], precision: bits)
        case .incompleteEllipticPi: return z[0].incompleteEllipticPi(z[1], z[2], precision: bits)
        case .ellipticF: return z[0].ellipticF(z[1], precision: bits)
        case .incompleteEllipticE: return z[0].incompleteEllipticE(z[1], precision: bits)
        case .carlsonRF: return z[0].carlsonRF(z[1], z[2], precision: bits)
        case .carlsonRC: return z[0].carlsonRC(z[1], precision: bits)
        case .carlsonRG: return z[0].carlsonRG(z[1], z[2], precision: bits)
        case .carlsonRJ: return z[0].carlsonRJ(z[1], z[2], z[3], precision: bits)
        case .theta:
            guard let k = arguments[0].exact?.asInt,
                let value = z[1].theta(k, nome: z[2], precision: bits)
            else { throw .domain("the first argument of jtheta must be 1, 2, 3 or 4") }
            try checkNome(z[2], op)
            return value
        case .weierstrassP, .weierstrassZeta, .weierstrassSigma:
            try checkUpperHalfPlane(z[1], op)
            if op != .weierstrassSigma && z[0].isZero { throw .domain("\(op.name ?? "") has a pole at 0") }
            return switch op {
            case .weierstrassP: z[0].weierstrassP(z[1], precision: bits)
            case .weierstrassZeta: z[0].weierstrassZeta(z[1], precision: bits)
            default: z[0].weierstrassSigma(z[1], precision: bits)
            }
        case .dedekindEta, .kleinJ, .modularLambda, .modularDelta:
            try checkUpperHalfPlane(z[0], op)
            return switch op {
            case .dedekindEta: z[0].dedekindEta(precision: bits)
            case .kleinJ: z[0].kleinJ(precision: bits)
            case .modularLambda: z[0].modularLambda(precision: bits)
            default: z[0].modularDelta(precision: bits)
            }
        case .eisenstein:
            try checkUpperHalfPlane(z[1], op)
            guard let weight = arguments[0].exact?.asInt,
                let value = z[1].eisenstein(weight: weight, precision: bits)
            else { throw .domain("the weight of eisenstein must be even and in 4 ... 200") }
            return value
        default: return nil
        }
    }

    private static func checkUpperHalfPlane(_ tau: ComplexBall, _ op: Operator) throws(EvaluationError) {
        if !tau.imaginary.isPositive && !tau.imaginary.contains(0) || tau.isReal {
            throw .domain("\(op.name ?? "") needs tau in the upper half-plane")
        }
    }

    private static func checkNome(_ q: ComplexBall, _ op: Operator) throws(EvaluationError) {
        let size = q.absoluteValue(precision: 64)
        if q.isZero || Ball(1).isLess(than: size) || size.contains(1) && size.isExact {
            throw .domain("\(op.name ?? "") needs a nome q with 0 < |q| < 1")
        }
    }

    /// Whether the function is real for these real arguments.
    static func isRealOnReals(_ op: Operator, _ z: [ComplexBall]) -> Bool {
        guard z.allSatisfy(\.isReal), let x = z.last?.real else { return false }
        let isInside = x.absoluteValue().isLess(than: Ball(1))
        switch op {
        case .secant, .cosecant, .hyperbolicSecant, .hyperbolicCosecant, .fresnelS, .fresnelC, .dawson,
            .hyperbolicSineIntegral, .airyAiDerivative, .airyBiDerivative, .riemannXi, .binomial, .harmonic,
            .hermiteH, .laguerreL:
            return true
        case .incompleteGamma, .lowerIncompleteGamma, .generalizedExponentialIntegral, .hyperbolicCosineIntegral,
            .logBarnesG, .tricomiU, .coulombF, .coulombG, .risingFactorial:
            return x.isPositive
        case .incompleteBeta: return isInside && x.isPositive && z[0].real.isPositive
        case .legendreP, .legendreQ, .chebyshevT, .chebyshevU, .gegenbauerC, .jacobiP, .ellipticF,
            .incompleteEllipticE, .incompleteEllipticPi:
            return isInside
        case .ellipticPi: return x.isLess(than: Ball(1)) && z[0].real.isLess(than: Ball(1))
        case .carlsonRF, .carlsonRG, .carlsonRC, .carlsonRJ: return z.allSatisfy { $0.real.isNonnegative }
        case .theta: return x.isPositive
        case .lambertW:
            // W₋₁ is real on [−1/e, 0).
            return z.count == 2 && x.contains(-1) && z[0].real.isNegative
                && Ball(Rational(-36, 100), precision: 64).isLess(than: z[0].real)
        case .lerchPhi: return z[0].real.absoluteValue().isLess(than: Ball(1)) && x.isPositive
        default: return false
        }
    }
}
