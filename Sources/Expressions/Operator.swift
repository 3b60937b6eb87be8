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
    /// `pcf(a, b)`, the continued fraction a(0) + b(1)/(a(1) + …) in the variable n.
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
        let latex: String
    }

    static let entries: [Operator: Entry] = [
        .continuedFraction: entry("pcf", 2, latex: "\\operatorname{pcf}"),
        .simpleContinuedFraction: entry("cf", 1, latex: "\\operatorname{cf}"),
        .sum: entry("sum", 4, latex: "\\sum"), .product: entry("product", 4, ["prod"], latex: "\\prod"),
        .squareRoot: entry("sqrt", 1, latex: "\\sqrt"), .root: entry("root", 2, latex: "\\operatorname{root}"),
        .exp: entry("exp", 1, latex: "\\exp"),
        .log: Entry(name: "log", arity: 1...2, aliases: ["ln"], latex: "\\log"),
        .sin: entry("sin", 1, latex: "\\sin"), .cos: entry("cos", 1, latex: "\\cos"),
        .tan: entry("tan", 1, latex: "\\tan"), .cot: entry("cot", 1, latex: "\\cot"),
        .asin: entry("asin", 1, ["arcsin"], latex: "\\arcsin"), .acos: entry("acos", 1, ["arccos"], latex: "\\arccos"),
        .atan: entry("atan", 1, ["arctan"], latex: "\\arctan"),
        .sinh: entry("sinh", 1, latex: "\\sinh"), .cosh: entry("cosh", 1, latex: "\\cosh"),
        .tanh: entry("tanh", 1, latex: "\\tanh"), .coth: entry("coth", 1, latex: "\\coth"),
        .asinh: entry("asinh", 1, latex: "\\operatorname{arsinh}"),
        .acosh: entry("acosh", 1, latex: "\\operatorname{arcosh}"),
        .atanh: entry("atanh", 1, latex: "\\operatorname{artanh}"),
        .absoluteValue: entry("abs", 1, latex: "\\operatorname{abs}"),
        .gamma: entry("gamma", 1, latex: "\\Gamma"), .logGamma: entry("loggamma", 1, latex: "\\log\\Gamma"),
        .digamma: entry("digamma", 1, ["psi"], latex: "\\psi"),
        .polygamma: entry("polygamma", 2, latex: "\\operatorname{polygamma}"),
        .beta: entry("beta", 2, latex: "\\mathrm{B}"), .barnesG: entry("barnesg", 1, latex: "G"),
        .zeta: entry("zeta", 1, latex: "\\zeta"), .zetaDerivative: entry("zeta_derivative", 1, latex: "\\zeta'"),
        .hurwitz: entry("hurwitz", 2, latex: "\\zeta"),
        .polylogarithm: entry("polylog", 2, latex: "\\operatorname{polylog}"),
        .dirichletEta: entry("eta", 1, latex: "\\eta"), .dirichletL: entry("dirichlet_l", 3, latex: "L"),
        .clausen: entry("clausen2", 1, latex: "\\operatorname{Cl}_2"),
        .stieltjes: entry("stieltjes", 1, latex: "\\operatorname{stieltjes}"),
        .erf: entry("erf", 1, latex: "\\operatorname{erf}"), .erfc: entry("erfc", 1, latex: "\\operatorname{erfc}"),
        .erfi: entry("erfi", 1, latex: "\\operatorname{erfi}"),
        .exponentialIntegral: entry("expint", 1, latex: "\\operatorname{Ei}"),
        .exponentialIntegralOne: entry("e1", 1, latex: "E_1"),
        .logarithmicIntegral: entry("logint", 1, latex: "\\operatorname{li}"),
        .sineIntegral: entry("sinint", 1, latex: "\\operatorname{Si}"),
        .cosineIntegral: entry("cosint", 1, latex: "\\operatorname{Ci}"),
        .lambertW: entry("lambertw", 1, latex: "W"),
        .airyAi: entry("airyai", 1, latex: "\\operatorname{Ai}"),
        .airyBi: entry("airybi", 1, latex: "\\operatorname{Bi}"),
        .besselJ: entry("besselj", 2, latex: "J"), .besselY: entry("bessely", 2, latex: "Y"),
        .besselI: entry("besseli", 2, latex: "I"), .besselK: entry("besselk", 2, latex: "K"),
        .ellipticK: entry("ellipk", 1, latex: "K"), .ellipticE: entry("ellipe", 1, latex: "E"),
        .arithmeticGeometricMean: entry("agm", 2, latex: "\\operatorname{agm}"),
        .hypergeometric: entry("hyper", 3, latex: "F"), .theta3: entry("theta3", 1, latex: "\\vartheta_3"),
        .khinchin: Entry(name: "khinchin_constant", arity: 0...0, aliases: [], latex: "K_0"),
        .negate: Entry(name: "-", arity: 1...1, aliases: [], latex: "-"),
        .divide: Entry(name: "/", arity: 2...2, aliases: [], latex: "/"),
        .power: Entry(name: "^", arity: 2...2, aliases: [], latex: "^"),
        .factorial: Entry(name: "!", arity: 1...1, aliases: [], latex: "!"),
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

    private static func entry(_ name: String, _ arity: Int, _ aliases: [String] = [], latex: String) -> Entry {
        Entry(name: name, arity: arity...arity, aliases: aliases, latex: latex)
    }
}
