/// The operators of the formula language: the heads of terms.
///
/// Raw values are the labels of the term store; labels from `Operator.payloadBase` on stand for numerals, symbols and
/// texts.
public enum Operator: UInt32, CaseIterable, Sendable {
    /// x₁ + x₂ + ….
    case add = 1
    /// x₁ · x₂ · ….
    case multiply
    /// −x.
    case negate
    /// x / y.
    case divide
    /// x ^ y.
    case power
    /// x!.
    case factorial
    /// A list `[x, y, …]`.
    case list
    /// `pcf(a, b)`, the continued fraction a(0) + b(1)/(a(1) + …) in the variable n; `pcf(a, b, k)` in the variable k.
    case continuedFraction
    /// `cf([a0, a1, …])`, a finite simple continued fraction.
    case simpleContinuedFraction
    /// `sum(f, k, low, high)`.
    case sum
    /// `product(f, k, low, high)`.
    case product
    case squareRoot, root, exp, log, sin, cos, tan, cot, asin, acos, atan
    case sinh, cosh, tanh, coth, asinh, acosh, atanh, absoluteValue
    case gamma, logGamma, digamma, polygamma, beta, barnesG
    case zeta, zetaDerivative, hurwitz, polylogarithm, dirichletEta, dirichletL, clausen, stieltjes
    case erf, erfc, erfi, exponentialIntegral, exponentialIntegralOne, logarithmicIntegral, sineIntegral, cosineIntegral
    case lambertW, airyAi, airyBi, besselJ, besselY, besselI, besselK
    case ellipticK, ellipticE, arithmeticGeometricMean, hypergeometric, theta3
    case khinchin
    case secant, cosecant, hyperbolicSecant, hyperbolicCosecant, realPart, imaginaryPart, argument, conjugate
    case binomial, bernoulli, fibonacci, harmonic, risingFactorial
    case incompleteGamma, lowerIncompleteGamma, incompleteBeta, generalizedExponentialIntegral
    case fresnelS, fresnelC, dawson, hyperbolicSineIntegral, hyperbolicCosineIntegral, logBarnesG
    case tricomiU, legendreP, legendreQ, chebyshevT, chebyshevU, hermiteH, laguerreL, gegenbauerC, jacobiP
    case coulombF, coulombG, airyAiDerivative, airyBiDerivative, riemannXi, lerchPhi, zetaZero
    case ellipticPi, incompleteEllipticPi, ellipticF, incompleteEllipticE
    case carlsonRF, carlsonRC, carlsonRG, carlsonRJ, weierstrassP, weierstrassZeta, weierstrassSigma
    case theta, dedekindEta, kleinJ, modularLambda, modularDelta, eisenstein
    /// `diff(f, x)`, ∂f/∂x taken at the point x itself, and `diff(f, x, n)`, the n-th derivative.
    case derivative
    /// `integral(f, x, a, b)`, the definite integral of f over x from a to b.
    case integral
    /// `lambda(x, f)`, the function that takes x to f.
    case lambda
    /// `apply(f, t)`, the value of the function f at t.
    case apply
    /// `subst(f, x, t)`, the term f with t for x.
    case substitute

    /// Labels from here on are payloads.
    static let payloadBase: UInt32 = 1024

    /// The name in the language; nil for those written with signs.
    public var name: String? { OperatorTable.entries[self]?.name }

    /// The operator with this name or alias.
    public static func named(_ name: String) -> Operator? { OperatorTable.byName[name] }

    /// How many arguments it takes.
    public var arity: ClosedRange<Int> { OperatorTable.entries[self]?.arity ?? 1...Int.max }
}

/// Names and arities of all functions: the one place where a function is declared.
enum OperatorTable {
    struct Entry: Sendable {
        let name: String
        let arity: ClosedRange<Int>
        let aliases: [String]
    }

    static let entries: [Operator: Entry] = [
        .continuedFraction: Entry(name: "pcf", arity: 2...3, aliases: []),
        .simpleContinuedFraction: entry("cf", 1),
        .sum: entry("sum", 4), .product: entry("product", 4, ["prod"]),
        .squareRoot: entry("sqrt", 1), .root: entry("root", 2),
        .exp: entry("exp", 1),
        .log: Entry(name: "log", arity: 1...2, aliases: ["ln"]),
        .sin: entry("sin", 1), .cos: entry("cos", 1),
        .tan: entry("tan", 1), .cot: entry("cot", 1),
        .asin: entry("asin", 1, ["arcsin"]), .acos: entry("acos", 1, ["arccos"]),
        .atan: entry("atan", 1, ["arctan"]),
        .sinh: entry("sinh", 1), .cosh: entry("cosh", 1),
        .tanh: entry("tanh", 1), .coth: entry("coth", 1),
        .asinh: entry("asinh", 1),
        .acosh: entry("acosh", 1),
        .atanh: entry("atanh", 1),
        .absoluteValue: entry("abs", 1),
        .gamma: entry("gamma", 1), .logGamma: entry("loggamma", 1),
        .digamma: entry("digamma", 1, ["psi"]),
        .polygamma: entry("polygamma", 2),
        .beta: entry("beta", 2), .barnesG: entry("barnesg", 1),
        .zeta: entry("zeta", 1), .zetaDerivative: entry("zeta_derivative", 1),
        .hurwitz: entry("hurwitz", 2),
        .polylogarithm: entry("polylog", 2),
        .dirichletEta: entry("eta", 1), .dirichletL: entry("dirichlet_l", 3),
        .clausen: entry("clausen2", 1),
        .stieltjes: entry("stieltjes", 1),
        .erf: entry("erf", 1), .erfc: entry("erfc", 1),
        .erfi: entry("erfi", 1),
        .exponentialIntegral: entry("expint", 1),
        .exponentialIntegralOne: entry("e1", 1),
        .logarithmicIntegral: entry("logint", 1),
        .sineIntegral: entry("sinint", 1),
        .cosineIntegral: entry("cosint", 1),
        .lambertW: Entry(name: "lambertw", arity: 1...2, aliases: []),
        .airyAi: entry("airyai", 1),
        .airyBi: entry("airybi", 1),
        .besselJ: entry("besselj", 2), .besselY: entry("bessely", 2),
        .besselI: entry("besseli", 2), .besselK: entry("besselk", 2),
        .ellipticK: entry("ellipk", 1), .ellipticE: entry("ellipe", 1),
        .arithmeticGeometricMean: entry("agm", 2),
        .hypergeometric: entry("hyper", 3), .theta3: entry("theta3", 1),
        .khinchin: Entry(name: "khinchin_constant", arity: 0...0, aliases: []),
        .negate: Entry(name: "-", arity: 1...1, aliases: []),
        .divide: Entry(name: "/", arity: 2...2, aliases: []),
        .power: Entry(name: "^", arity: 2...2, aliases: []),
        .factorial: Entry(name: "!", arity: 1...1, aliases: []),
        .secant: entry("sec", 1), .cosecant: entry("csc", 1), .hyperbolicSecant: entry("sech", 1),
        .hyperbolicCosecant: entry("csch", 1), .realPart: entry("re", 1, ["real"]),
        .imaginaryPart: entry("im", 1, ["imag"]), .argument: entry("arg", 1), .conjugate: entry("conj", 1),
        .binomial: entry("binomial", 2), .bernoulli: entry("bernoulli", 1), .fibonacci: entry("fibonacci", 1),
        .harmonic: entry("harmonic", 1), .risingFactorial: entry("rising", 2, ["pochhammer"]),
        .incompleteGamma: entry("gammainc", 2), .lowerIncompleteGamma: entry("gammainc_lower", 2),
        .incompleteBeta: entry("betainc", 3), .generalizedExponentialIntegral: entry("expint_order", 2),
        .fresnelS: entry("fresnels", 1), .fresnelC: entry("fresnelc", 1), .dawson: entry("dawson", 1),
        .hyperbolicSineIntegral: entry("sinhint", 1), .hyperbolicCosineIntegral: entry("coshint", 1),
        .logBarnesG: entry("logbarnesg", 1), .tricomiU: entry("hyperu", 3),
        .legendreP: Entry(name: "legendrep", arity: 2...3, aliases: []),
        .legendreQ: Entry(name: "legendreq", arity: 2...3, aliases: []),
        .chebyshevT: entry("chebyshevt", 2), .chebyshevU: entry("chebyshevu", 2), .hermiteH: entry("hermite", 2),
        .laguerreL: Entry(name: "laguerre", arity: 2...3, aliases: []), .gegenbauerC: entry("gegenbauer", 3),
        .jacobiP: entry("jacobip", 4), .coulombF: entry("coulombf", 3), .coulombG: entry("coulombg", 3),
        .airyAiDerivative: entry("airyai_derivative", 1), .airyBiDerivative: entry("airybi_derivative", 1),
        .riemannXi: entry("riemannxi", 1), .lerchPhi: entry("lerchphi", 3), .zetaZero: entry("zetazero", 1),
        .ellipticPi: entry("ellippi", 2), .incompleteEllipticPi: entry("ellippi_incomplete", 3),
        .ellipticF: entry("ellipf", 2), .incompleteEllipticE: entry("ellipe_incomplete", 2),
        .carlsonRF: entry("carlson_rf", 3), .carlsonRC: entry("carlson_rc", 2), .carlsonRG: entry("carlson_rg", 3),
        .carlsonRJ: entry("carlson_rj", 4), .weierstrassP: entry("weierstrass_p", 2),
        .weierstrassZeta: entry("weierstrass_zeta", 2), .weierstrassSigma: entry("weierstrass_sigma", 2),
        .theta: entry("jtheta", 3), .dedekindEta: entry("dedekind_eta", 1), .kleinJ: entry("klein_j", 1),
        .modularLambda: entry("modular_lambda", 1), .modularDelta: entry("modular_delta", 1),
        .eisenstein: entry("eisenstein", 2),
        .derivative: Entry(name: "diff", arity: 2...3, aliases: ["derivative"]),
        .integral: entry("integral", 4, ["integrate"]), .lambda: entry("lambda", 2), .apply: entry("apply", 2),
        .substitute: entry("subst", 3),
    ]

    /// Functions by name and alias.
    static let byName: [String: Operator] = {
        var table: [String: Operator] = [:]
        for (op, entry) in entries where entry.name.first?.isLetter == true {
            table[entry.name] = op
            for alias in entry.aliases { table[alias] = op }
        }
        return table
    }()

    private static func entry(_ name: String, _ arity: Int, _ aliases: [String] = []) -> Entry {
        Entry(name: name, arity: arity...arity, aliases: aliases)
    }
}
