import Arithmetic

/// The equation Σⱼ aⱼ(n) F(n + j, t) = G(n, t + 1) − G(n, t) for two similar proper hypergeometric terms.
public struct TelescopingCertificate: Hashable, Sendable {
    /// F.
    public let term: ProperTerm
    /// The coefficients a₀, a₁, … of the telescoper, polynomials in n.
    public let telescoper: [Polynomial<Rational>]
    /// G.
    public let antidifference: ProperTerm

    /// The data of the equation; nothing is checked.
    public init(term: ProperTerm, telescoper: [Polynomial<Rational>], antidifference: ProperTerm) {
        self.term = term
        self.telescoper = telescoper
        self.antidifference = antidifference
    }

    /// The order of the telescoper.
    public var order: Int { telescoper.count - 1 }

    /// Whether the equation holds as an identity of meromorphic functions of n and t.
    ///
    /// Divided by one of the terms it is an equation of rational functions, which is multiplied out. It then holds at
    /// every point where all terms are finite, by continuity.
    public var isIdentity: Bool {
        guard !telescoper.isEmpty, telescoper.contains(where: { !$0.isZero }), !term.polynomial.isZero else {
            return false
        }
        var terms = telescoper.enumerated().map { ($0.element, term.shifted(index: $0.offset, summand: 0)) }
        terms.append((-1, antidifference.shifted(index: 0, summand: 1)))
        terms.append((1, antidifference))
        return ProperTerm.sumVanishes(terms.map { (coefficient: $0.0, term: $0.1) }) ?? false
    }
}

/// Zeilberger's algorithm.
///
/// With a common denominator, F(n + j, t) = pⱼ(n, t) H(n, t) for polynomials pⱼ and a proper term H with
/// H(n, t + 1)/H(n, t) = z A(t)/B(t); then G = B(t − 1) X(t) H turns the wanted equation into
///
///     z A(t) X(t + 1) − B(t − 1) X(t) = Σⱼ aⱼ pⱼ(t),
///
/// linear in the coefficients of the polynomial X and in the aⱼ over Q(n) (D. Zeilberger, The method of creative
/// telescoping, J. Symbolic Comput. 11, 1991; M. Apagodu and D. Zeilberger, Adv. Appl. Math. 37, 2006).
public enum CreativeTelescoping {
    /// The largest degree of X that is tried.
    static let largestDegree = 60

    /// A telescoper of least order up to `order` with its certificate, or nil when none is found.
    ///
    /// Cost: linear algebra over Q(n) with about deg X + order unknowns for each order.
    public static func certificate(for term: ProperTerm, upToOrder order: Int) -> TelescopingCertificate? {
        let normal = term.normalized
        for j in 0...max(0, order) {
            if let found = certificate(normal, order: j) {
                return TelescopingCertificate(
                    term: term, telescoper: found.telescoper, antidifference: found.antidifference)
            }
        }
        return nil
    }

    private static func certificate(_ term: ProperTerm, order: Int) -> TelescopingCertificate? {
        let base = commonPart(term, order: order)
        guard let numerators = numerators(term, over: base, order: order) else { return nil }
        let steps = SummandSteps(base)
        let above = steps.above
        let below = steps.below.shifted(index: 0, summand: -1)
        let bound = degreeBound(above, below, numerators.compactMap(\.degree).max() ?? 0)
        guard bound >= 0, bound <= largestDegree else { return nil }

        // Columns: the coefficients of X, then the aⱼ; rows: powers of t.
        var columns: [BivariatePolynomial] = []
        var power = BivariatePolynomial(1)
        let next = BivariatePolynomial.variable + 1
        var shiftedPower = power
        for _ in 0...bound {
            columns.append(above * shiftedPower - below * power)
            power *= BivariatePolynomial.variable
            shiftedPower *= next
        }
        columns.append(contentsOf: numerators.map { -$0 })
        let height = (columns.compactMap(\.degree).max() ?? 0) + 1
        let rows = (0..<height).map { row in integral(columns.map { $0[row] }) }
        let solutions = PolynomialNullspace.basis(rows, columns: columns.count)
        guard let solution = solutions.first(where: { $0[(bound + 1)...].contains { !$0.isZero } }) else { return nil }
        let rational = solution.map { Polynomial<Rational>($0) }
        let x = BivariatePolynomial(Array(rational[...bound]))
        return TelescopingCertificate(
            term: term, telescoper: Array(rational[(bound + 1)...]), antidifference: steps.timesBelow(base, x))
    }

    /// H: every Gamma factor at the shift of n, between 0 and the order, at which it divides all others.
    private static func commonPart(_ term: ProperTerm, order: Int) -> ProperTerm {
        ProperTerm(
            indexBase: term.indexBase, summandBase: term.summandBase,
            gammas: term.factors.map { factor in
                let isLowestAtStart = (factor.exponent > 0) == (factor.argument.index > 0)
                return (factor.argument.shifted(index: isLowestAtStart ? 0 : order, summand: 0), factor.exponent)
            })
    }

    /// The polynomials pⱼ = F(n + j, t)/H(n, t).
    private static func numerators(_ term: ProperTerm, over base: ProperTerm, order: Int) -> [BivariatePolynomial]? {
        var result: [BivariatePolynomial] = []
        for j in 0...order {
            let moved = term.shifted(index: j, summand: 0)
            guard let quotient = moved.gammaQuotient(base), quotient.allSatisfy({ $0.exponent > 0 }) else { return nil }
            result.append(quotient.reduce(moved.polynomial) { $0 * $1.form.polynomial.power($1.exponent) })
        }
        return result
    }

    /// The largest degree of X: by the leading terms, as in Gosper's algorithm.
    private static func degreeBound(_ above: BivariatePolynomial, _ below: BivariatePolynomial, _ right: Int) -> Int {
        let top = max(above.degree ?? 0, below.degree ?? 0)
        let leading = above[top] - below[top]
        if !leading.isZero || top == 0 { return right - top }
        // d·λ + a₁ − b₁ = 0 is one further possibility.
        let difference = below[top - 1] - above[top - 1]
        var bound = right - top + 1
        let (quotient, rest) = difference.quotientAndRemainder(dividingBy: above[top])
        if rest.isZero, quotient.isConstant, let d = quotient[0].asInt, d > bound { bound = d }
        return bound
    }

    private static func integral(_ row: [Polynomial<Rational>]) -> [Polynomial<Integer>] {
        let denominator = row.reduce(Integer(1)) { $0.lcm($1.clearingDenominators().denominator) }
        return row.map { ($0 * Rational(denominator)).asIntegerPolynomial ?? Polynomial() }
    }
}
