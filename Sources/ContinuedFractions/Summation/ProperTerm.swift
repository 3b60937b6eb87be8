import Arithmetic

/// A proper hypergeometric term F(n, t) = P(n, t) wⁿ zᵗ ∏ Γ(αᵢ n + βᵢ t + γᵢ)^eᵢ with integers αᵢ, βᵢ, eᵢ.
///
/// 1/Γ is read as the entire function that it is, so that F is defined wherever the Gamma functions above have no pole.
public struct ProperTerm: Hashable, Sendable {
    /// One factor Γ(argument)^exponent.
    public struct Factor: Hashable, Sendable {
        /// The argument.
        public let argument: LinearForm
        /// The exponent, not 0; negative for a factor below.
        public let exponent: Int
    }

    /// P.
    public let polynomial: BivariatePolynomial
    /// w, not 0.
    public let indexBase: Rational
    /// z, not 0.
    public let summandBase: Rational
    /// The Gamma factors, ordered, each argument once.
    public let factors: [Factor]

    /// The term with these parts; equal arguments are collected.
    ///
    /// - Precondition: the bases are not 0.
    public init(
        polynomial: BivariatePolynomial = 1, indexBase: Rational = 1, summandBase: Rational = 1,
        gammas: [(argument: LinearForm, exponent: Int)]
    ) {
        precondition(!indexBase.isZero && !summandBase.isZero, "a base of a hypergeometric term must not be 0")
        self.polynomial = polynomial
        self.indexBase = indexBase
        self.summandBase = summandBase
        var collected: [Factor] = []
        for gamma in gammas.sorted(by: { LinearForm.precedes($0.argument, $1.argument) }) {
            var exponent = gamma.exponent
            if let last = collected.last, last.argument == gamma.argument {
                exponent += last.exponent
                collected.removeLast()
            }
            if exponent != 0 { collected.append(Factor(argument: gamma.argument, exponent: exponent)) }
        }
        factors = collected
    }

    var gammas: [(argument: LinearForm, exponent: Int)] { factors.map { ($0.argument, $0.exponent) } }

    /// F(n + i, t + j).
    public func shifted(index i: Int, summand j: Int) -> ProperTerm {
        let scale = indexBase.power(i) * summandBase.power(j)
        return ProperTerm(
            polynomial: polynomial.shifted(index: i, summand: j) * Polynomial(constant: scale),
            indexBase: indexBase, summandBase: summandBase,
            gammas: factors.map { ($0.argument.shifted(index: i, summand: j), $0.exponent) })
    }

    /// The term with another polynomial.
    public func replacing(polynomial: BivariatePolynomial) -> ProperTerm {
        ProperTerm(polynomial: polynomial, indexBase: indexBase, summandBase: summandBase, gammas: gammas)
    }

    /// The same term with Γ(x + k)/Γ(x), k > 0, written as a polynomial.
    public var normalized: ProperTerm {
        var list = factors
        var product = polynomial
        var changed = true
        while changed {
            changed = false
            search: for i in list.indices where list[i].exponent > 0 {
                for j in list.indices where list[j].exponent < 0 {
                    let (x, y) = (list[i].argument, list[j].argument)
                    guard x.index == y.index, x.summand == y.summand,
                        let k = (x.constant - y.constant).asInt, k > 0, k <= ProperTerm.largestShift
                    else { continue }
                    for step in 0..<k { product *= y.adding(Rational(step)).polynomial }
                    list[i] = Factor(argument: x, exponent: list[i].exponent - 1)
                    list[j] = Factor(argument: y, exponent: list[j].exponent + 1)
                    changed = true
                    break search
                }
            }
        }
        return ProperTerm(
            polynomial: product, indexBase: indexBase, summandBase: summandBase,
            gammas: list.map { ($0.argument, $0.exponent) })
    }

    /// The largest integer difference of two arguments that is multiplied out.
    static let largestShift = 200

    /// The quotient of the Gamma factors of this term by those of another one as a product of linear forms with integer
    /// exponents; nil when it is no rational function. Polynomials and bases are left out.
    func gammaQuotient(_ other: ProperTerm) -> [(form: LinearForm, exponent: Int)]? {
        var list = gammas + other.factors.map { ($0.argument, -$0.exponent) }
        list.sort { LinearForm.precedes($0.argument, $1.argument) }
        list.sort { LinearForm.precedes($0.argument.direction, $1.argument.direction) }
        var result: [(form: LinearForm, exponent: Int)] = []
        var start = 0
        while start < list.count {
            let direction = list[start].argument.direction
            var end = start
            while end < list.count, list[end].argument.direction == direction { end += 1 }
            let group = list[start..<end].sorted { $0.argument.constant < $1.argument.constant }
            guard group.reduce(0, { $0 + $1.exponent }) == 0 else { return nil }
            // Γ(x + k) = Γ(x) x (x + 1) ⋯ (x + k − 1): the form x + i has the exponents of all arguments beyond it.
            let lowest = group[0].argument
            guard let width = (group[group.count - 1].argument.constant - lowest.constant).asInt,
                width <= ProperTerm.largestShift
            else { return nil }
            for step in 0..<width {
                let form = lowest.adding(Rational(step))
                let exponent = group.reduce(0) { $1.argument.constant > form.constant ? $0 + $1.exponent : $0 }
                if exponent != 0 { result.append((form, exponent)) }
            }
            start = end
        }
        return result
    }

    /// Whether Σ cᵢ(n) Fᵢ(n, t) = 0 identically, for terms that differ by rational functions; nil when they do not.
    ///
    /// The equation is multiplied by the least product of linear forms that makes all terms polynomials, and expanded.
    static func sumVanishes(_ terms: [(coefficient: Polynomial<Rational>, term: ProperTerm)]) -> Bool? {
        guard let reference = terms.first?.term else { return true }
        var quotients: [[(form: LinearForm, exponent: Int)]] = []
        for (_, term) in terms {
            guard term.indexBase == reference.indexBase, term.summandBase == reference.summandBase,
                let quotient = term.gammaQuotient(reference)
            else { return nil }
            quotients.append(quotient)
        }
        var least: [LinearForm: Int] = [:]
        for quotient in quotients {
            for (form, exponent) in quotient { least[form] = min(least[form] ?? 0, exponent) }
        }
        let forms = least.keys.sorted(by: LinearForm.precedes)
        var sum = BivariatePolynomial()
        for ((coefficient, term), quotient) in zip(terms, quotients) {
            var product = term.polynomial * coefficient
            for form in forms {
                let exponent = (quotient.first { $0.form == form }?.exponent ?? 0) - (least[form] ?? 0)
                if exponent > 0 { product *= form.polynomial.power(exponent) }
            }
            sum += product
        }
        return sum.isZero
    }

    /// F(m, t) for a number m in place of n, as zᵗ times a quotient of coprime polynomials; nil when Gamma functions
    /// remain.
    public func specialized(at n: Int) -> RationalSummand? {
        var above = polynomial.specialized(at: n) * indexBase.power(n)
        var below = Polynomial<Rational>(1)
        var list: [(argument: LinearForm, exponent: Int)] = []
        for factor in factors {
            let argument = LinearForm(
                index: 0, summand: factor.argument.summand, constant: factor.argument.value(n, 0))
            if argument.summand == 0, let value = argument.constant.asInt {
                guard value > 0, value <= ProperTerm.largestShift else { return nil }
                let factorial = Rational(Integer.factorial(value - 1)).power(factor.exponent)
                above = above * factorial
            } else {
                list.append((argument, factor.exponent))
            }
        }
        guard let quotient = ProperTerm(gammas: list).gammaQuotient(ProperTerm(gammas: [])) else { return nil }
        for (form, exponent) in quotient {
            let power = Polynomial([form.constant, Rational(form.summand)]).power(abs(exponent))
            if exponent > 0 { above *= power } else { below *= power }
        }
        return RationalSummand(base: summandBase, above: above, below: below)
    }
}

/// zᵗ P(t)/Q(t) with coprime polynomials, Q monic.
public struct RationalSummand: Hashable, Sendable {
    /// z.
    public let base: Rational
    /// P.
    public let above: Polynomial<Rational>
    /// Q.
    public let below: Polynomial<Rational>

    /// The reduced quotient; nil when `below` is 0 or the base is 0.
    public init?(base: Rational, above: Polynomial<Rational>, below: Polynomial<Rational>) {
        guard !below.isZero, !base.isZero else { return nil }
        let common = above.gcd(below)
        var p = above.quotientAndRemainder(dividingBy: common).quotient
        var q = below.quotientAndRemainder(dividingBy: common).quotient
        if let inverse = q.leadingCoefficient?.reciprocal {
            p = p * inverse
            q = q * inverse
        }
        self.base = base
        self.above = p
        self.below = q
    }

    /// c f + d g for terms with the same base; nil when the bases differ.
    init?(_ c: Rational, _ f: RationalSummand, _ d: Rational, _ g: RationalSummand) {
        guard f.base == g.base else { return nil }
        self.init(
            base: f.base, above: f.above * g.below * c + g.above * f.below * d, below: f.below * g.below)
    }

    /// The derivative by t; nil when the base is not 1, where it is not of this form.
    public var derivative: RationalSummand? {
        guard base == 1 else { return nil }
        return RationalSummand(
            base: 1, above: above.derivative * below - above * below.derivative, below: below * below)
    }

    /// The negated term.
    public var negated: RationalSummand? { RationalSummand(base: base, above: -above, below: below) }
}
