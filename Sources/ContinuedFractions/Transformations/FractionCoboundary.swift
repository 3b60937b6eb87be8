import Arithmetic

/// A matrix P(n) of polynomials whose Möbius maps take the tails x(n) of one continued fraction to the tails y(n) of
/// another: y(n) = P(n)(x(n)) for all n ≥ 0, so the values are related by P(0).
///
/// With the steps S(n) = [[a(n), b(n+1)], [1, 0]], x(n) = S(n)(x(n+1)), it is a solution of the coboundary equation
/// S′(n) P(n+1) ~ P(n) S(n) up to factors in Q(n). Contiguous hypergeometric functions, and the Bauer–Muir transform,
/// are of this kind.
public struct FractionCoboundary: Hashable, Sendable {
    /// The matrix: entries without a common factor.
    public let matrix: Matrix2x2<Polynomial<Integer>>

    /// The coboundary with this matrix.
    public init(_ matrix: Matrix2x2<Polynomial<Integer>>) { self.matrix = matrix }

    /// P(0); nil when it is singular.
    public var map: MobiusMap? {
        MobiusMap(matrix.a.constantTerm, matrix.b.constantTerm, matrix.c.constantTerm, matrix.d.constantTerm)
    }

    /// Whether the coboundary equation holds for these fractions, as an identity of polynomials, and P(n) is regular at
    /// all n ≥ 0: P(0) is, and the entries have no common zero there, so the equation carries that on.
    public func links(_ source: PolynomialContinuedFraction, _ target: PolynomialContinuedFraction) -> Bool {
        guard source.firstVanishingNumerator == nil, target.firstVanishingNumerator == nil, map != nil else {
            return false
        }
        let common = matrix.a.gcd(matrix.b).gcd(matrix.c).gcd(matrix.d)
        guard common.smallestIntegerRoot(atLeast: 0) == nil else { return false }
        let next = Matrix2x2(
            matrix.a.shifted(by: 1), matrix.b.shifted(by: 1), matrix.c.shifted(by: 1), matrix.d.shifted(by: 1))
        let left = target.step * next
        let right = matrix * source.step
        let (x, y) = ([left.a, left.b, left.c, left.d], [right.a, right.b, right.c, right.d])
        guard x.contains(where: { !$0.isZero }), y.contains(where: { !$0.isZero }) else { return false }
        for i in 0..<4 {
            for j in 0..<i where x[i] * y[j] != x[j] * y[i] { return false }
        }
        return true
    }

    /// Whether it is proved that the value of the target is P(0) of the value of `source`, when `source` converges to a
    /// number.
    ///
    /// The convergents of the target are P(0) of the approximants S(0) ⋯ S(n−1)(w(n)) of the source with the rational
    /// function w(n) = P(n)⁻¹(∞). Let x(n) be the tails and u(n) = −b(n) q(n−2)/q(n−1) the point that S(0) ⋯ S(n−1) takes
    /// to ∞; both solve y(n) = a(n) + b(n+1)/y(n+1) asymptotically. The approximant is x(0) + ε(n) (1 − (x − u)/(w − u)),
    /// where ε(n) → 0 is the error of a convergent, so w must not be too near u. With the leading terms A n^d of a and
    /// B n^e of b (Poincaré, Perron, Birkhoff and Trjitzinsky give the expansions of x and u):
    /// - e ≤ 2d and A² + 4B > 0 (with B = 0 for e < 2d): ε is exponentially small, x and u have expansions in 1/n
    ///   that the equation determines. So w = u is needed to all orders: w itself solves it, and is not x.
    /// - e = 2d and A² + 4B = 0: x − u has order n^(d−1/2) or n^(d−1) (perhaps divided by log n), and so has w − u at
    ///   least, unless the equation holds for w to more than the order n^(2d−2).
    /// - e > 2d and B > 0: x and u are asymptotic to ±√B n^(e/2), x with the sign of A; w must not be asymptotic to u.
    ///
    /// Where this does not decide, compare enclosures of both values.
    public func carriesLimit(of source: PolynomialContinuedFraction) -> Bool {
        guard let degree = source.a.degree, let exponent = source.b.degree, let lead = source.a.leadingCoefficient,
            let leadB = source.b.leadingCoefficient
        else { return false }
        // w = −δ/γ.
        guard let below = matrix.c.leadingCoefficient, let degreeBelow = matrix.c.degree else { return true }
        let slope = -Rational(matrix.d.leadingCoefficient ?? 0, below)
        let growth = slope.isZero ? Int.min : (matrix.d.degree ?? 0) - degreeBelow
        if exponent > 2 * degree {
            guard leadB.signum() > 0 else { return false }
            let isAsymptotic = 2 * Double(growth) == Double(exponent) && slope * slope == Rational(leadB)
            return !isAsymptotic || slope.signum() == lead.signum()
        }
        let top = exponent == 2 * degree ? leadB : 0
        let discriminant = (lead * lead + 4 * top).signum()
        guard let residual = residualDegree(in: source) else {
            // w solves the equation: it is x when it belongs to the larger root of y² = A y + B.
            return discriminant > 0 && growth == degree && slope.magnitude > (Rational(lead) - slope).magnitude
        }
        return discriminant > 0 || (discriminant == 0 && residual >= 2 * degree - 2)
    }

    /// The degree of w(n) w(n+1) − a(n) w(n+1) − b(n+1), a rational function; nil when it is 0.
    private func residualDegree(in source: PolynomialContinuedFraction) -> Int? {
        let (gamma, delta) = (matrix.c, matrix.d)
        let (nextGamma, nextDelta) = (gamma.shifted(by: 1), delta.shifted(by: 1))
        let above = delta * nextDelta + source.a * nextDelta * gamma - source.b.shifted(by: 1) * gamma * nextGamma
        return above.degree.map { $0 - 2 * (gamma.degree ?? 0) }
    }
}

extension PolynomialContinuedFraction {
    /// The step x ↦ a(n) + b(n+1)/x as a matrix.
    var step: Matrix2x2<Polynomial<Integer>> { Matrix2x2(a, b.shifted(by: 1), 1, 0) }
}

extension FractionCoboundary: CustomStringConvertible {
    /// The map y(n) = P(n)(x(n)) as text.
    public var description: String {
        func linear(_ slope: Polynomial<Integer>, _ offset: Polynomial<Integer>) -> String {
            "(\(slope.description(variable: "n")))*x + \(offset.description(variable: "n"))"
        }
        return "y(n) = (\(linear(matrix.a, matrix.b)))/(\(linear(matrix.c, matrix.d)))"
    }
}
