import Foundation

/// A real function of the C mathematics library that programs may call (ISO C99, 7.12).
public enum RealFunction: UInt8, Sendable, Hashable, CaseIterable {
    case absoluteValue
    case exp, log, sin, cos, tan, asin, acos, atan
    case sinh, cosh, tanh, asinh, acosh, atanh
    case erf, erfc, gamma, logGamma
    /// xʸ; not a number for x < 0 and y not an integer, where the principal value is not real.
    case power

    /// The name in C.
    public var cName: String {
        switch self {
        case .absoluteValue: "fabs"
        case .gamma: "tgamma"
        case .logGamma: "lgamma"
        case .power: "pow"
        default: "\(self)"
        }
    }

    /// The number of arguments.
    public var arity: Int { self == .power ? 2 : 1 }

    /// The value at x, and at y for `power`.
    public func callAsFunction(_ x: Double, _ y: Double) -> Double {
        switch self {
        case .absoluteValue: abs(x)
        case .exp: Foundation.exp(x)
        case .log: Foundation.log(x)
        case .sin: Foundation.sin(x)
        case .cos: Foundation.cos(x)
        case .tan: Foundation.tan(x)
        case .asin: Foundation.asin(x)
        case .acos: Foundation.acos(x)
        case .atan: Foundation.atan(x)
        case .sinh: Foundation.sinh(x)
        case .cosh: Foundation.cosh(x)
        case .tanh: Foundation.tanh(x)
        case .asinh: Foundation.asinh(x)
        case .acosh: Foundation.acosh(x)
        case .atanh: Foundation.atanh(x)
        case .erf: Foundation.erf(x)
        case .erfc: Foundation.erfc(x)
        case .gamma: Foundation.tgamma(x)
        case .logGamma: Foundation.lgamma(x)
        case .power: Foundation.pow(x, y)
        }
    }

    /// The function of the language that this one computes on real arguments in its real domain; nil for others.
    init?(_ op: Operator) {
        switch op {
        case .absoluteValue: self = .absoluteValue
        case .exp: self = .exp
        case .log: self = .log
        case .sin: self = .sin
        case .cos: self = .cos
        case .tan: self = .tan
        case .asin: self = .asin
        case .acos: self = .acos
        case .atan: self = .atan
        case .sinh: self = .sinh
        case .cosh: self = .cosh
        case .tanh: self = .tanh
        case .asinh: self = .asinh
        case .acosh: self = .acosh
        case .atanh: self = .atanh
        case .erf: self = .erf
        case .erfc: self = .erfc
        case .gamma: self = .gamma
        case .logGamma: self = .logGamma
        default: return nil
        }
    }
}
