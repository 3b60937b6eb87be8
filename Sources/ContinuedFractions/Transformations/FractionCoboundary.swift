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

    /// Whether it is proved that the value of `target` is P(0) of the value of `source`, given that `source` converges to
    /// a number.
    ///
    /// The convergents of the target are P(0) of the approximants S(0) ⋯ S(n−1)(w(n)) of the source with
    /// w(n) = P(n)⁻¹(∞), a rational function. These tend to the value of the source unless w(n) is asymptotically the
    /// other solution of x = a + b/x: so let deg b ≤ 2 deg a = 2d, A and B be the coefficients of a at n^d and b at
    /// n^(2d), A² + 4B > 0 and λ the root of x² = A x + B that is smaller in absolute value; w(n) must not be
    /// asymptotic to λ n^d (for B = 0: to −b(n)/a(n)). By the Poincaré–Perron theorem q(n)/q(n−1) ~ λ′ n^d for the other
    /// root λ′ then. Where this does not decide, compare enclosures of both values.
    public func carriesLimit(of source: PolynomialContinuedFraction) -> Bool {
        guard let degree = source.a.degree, let degreeB = source.b.degree, let lead = source.a.leadingCoefficient,
            let leadB = source.b.leadingCoefficient, degreeB <= 2 * degree
        else { return false }
        let top = degreeB == 2 * degree ? leadB : 0
        guard (lead * lead + 4 * top).signum() > 0 else { return false }
        // w = −δ/γ, here its degree and leading coefficient.
        guard let below = matrix.c.leadingCoefficient, let degreeBelow = matrix.c.degree else { return true }
        let above = matrix.d.leadingCoefficient ?? 0
        let growth = (matrix.d.degree ?? 0) - degreeBelow
        let slope = -Rational(above, below)
        if top.isZero {
            if slope.isZero { return true }
            return growth != degreeB - degree || slope != -Rational(leadB, lead)
        }
        if growth > degree { return true }
        let limit = growth == degree ? slope : 0
        let isRoot = (limit * limit - Rational(lead) * limit - Rational(top)).isZero
        // The other root is A − x; only the smaller one does harm.
        return !isRoot || limit.magnitude > (Rational(lead) - limit).magnitude
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
