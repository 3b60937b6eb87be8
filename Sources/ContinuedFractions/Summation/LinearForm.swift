import Arithmetic

/// A polynomial in two variables with rational coefficients: a polynomial in t whose coefficients are polynomials in n.
public typealias BivariatePolynomial = Polynomial<Polynomial<Rational>>

/// The linear form α n + β t + γ with integers α, β and a rational γ.
public struct LinearForm: Hashable, Sendable {
    /// α.
    public let index: Int
    /// β.
    public let summand: Int
    /// γ.
    public let constant: Rational

    /// The form `index`·n + `summand`·t + `constant`.
    public init(index: Int, summand: Int, constant: Rational) {
        self.index = index
        self.summand = summand
        self.constant = constant
    }

    /// The form as a polynomial in n and t.
    public var polynomial: BivariatePolynomial {
        Polynomial([Polynomial([constant, Rational(index)]), Polynomial(constant: Rational(summand))])
    }

    /// The form at (n + i, t + j).
    public func shifted(index i: Int, summand j: Int) -> LinearForm {
        LinearForm(index: index, summand: summand, constant: constant + Rational(index * i + summand * j))
    }

    /// The form plus a number.
    public func adding(_ value: Rational) -> LinearForm {
        LinearForm(index: index, summand: summand, constant: constant + value)
    }

    /// The value at (n, t).
    public func value(_ n: Int, _ t: Rational) -> Rational {
        constant + Rational(index * n) + Rational(summand) * t
    }

    /// The part that distinguishes forms which differ by no integer: α, β and the fractional part of γ.
    var direction: LinearForm {
        LinearForm(index: index, summand: summand, constant: constant - Rational(constant.floor))
    }

    /// By α, β and γ, in this order.
    static func precedes(_ x: LinearForm, _ y: LinearForm) -> Bool {
        if x.index != y.index { return x.index < y.index }
        if x.summand != y.summand { return x.summand < y.summand }
        return x.constant < y.constant
    }
}

extension LinearForm: CustomStringConvertible {
    /// As `2n + t + 1/2`.
    public var description: String {
        let terms = [(index, "n"), (summand, "t")].filter { $0.0 != 0 }.map { factor, name in
            factor == 1 ? name : (factor == -1 ? "-\(name)" : "\(factor)\(name)")
        }
        if terms.isEmpty { return "\(constant)" }
        let tail = constant.isZero ? "" : (constant.signum() < 0 ? " - \(constant.magnitude)" : " + \(constant)")
        return terms.joined(separator: " + ") + tail
    }
}

extension BivariatePolynomial {
    /// p(n + i, t + j).
    func shifted(index i: Int, summand j: Int) -> BivariatePolynomial {
        let moved = i == 0 ? self : mapCoefficients { $0.shifted(by: Rational(i)) }
        return j == 0 ? moved : moved.shifted(by: Polynomial<Rational>(j))
    }

    /// p(m, t) for a number m in place of n.
    func specialized(at n: Int) -> Polynomial<Rational> { mapCoefficients { $0.evaluated(at: Rational(n)) } }

    /// Whether every coefficient is at least 0.
    var hasNonnegativeCoefficients: Bool {
        coefficients.allSatisfy { $0.coefficients.allSatisfy { $0.signum() >= 0 } }
    }
}
