import Arithmetic

/// The linear recurrence Σᵢ pᵢ(n) y(n + i) = 0 with polynomial coefficients.
public struct PolynomialRecurrence: Hashable, Sendable {
    /// p₀, p₁, …; the first and the last are not 0.
    public let coefficients: [Polynomial<Rational>]

    /// The recurrence with these coefficients; nil when there are fewer than two, or the first or the last is 0.
    public init?(_ coefficients: [Polynomial<Rational>]) {
        guard coefficients.count >= 2, let first = coefficients.first, let last = coefficients.last, !first.isZero,
            !last.isZero
        else { return nil }
        self.coefficients = coefficients
    }

    /// d: it relates d + 1 neighbours.
    public var order: Int { coefficients.count - 1 }

    /// Σᵢ pᵢ(n) y(n + i) for a polynomial y.
    public func applied(to y: Polynomial<Rational>) -> Polynomial<Rational> {
        coefficients.enumerated().reduce(Polynomial()) { $0 + $1.element * y.shifted(by: Rational($1.offset)) }
    }

    /// The largest degree of a polynomial solution that is looked for.
    public static let largestDegree = 200

    /// A basis of the polynomial solutions of degree at most `largestDegree`.
    ///
    /// The leading term of Σ pᵢ(n) (n + i)^N is a polynomial in N times a power of n; its roots are the possible degrees
    /// (S. Abramov, 1989). Cost: one linear system over Q of the size of the largest possible degree.
    public func polynomialSolutions() -> [Polynomial<Rational>] {
        guard let bound = degreeBound, bound <= PolynomialRecurrence.largestDegree else { return [] }
        var columns: [Polynomial<Rational>] = []
        var power = Polynomial<Rational>(1)
        for _ in 0...bound {
            columns.append(applied(to: power))
            power *= Polynomial<Rational>.variable
        }
        let height = (columns.compactMap(\.degree).max() ?? -1) + 1
        let rows = (0..<height).map { row in columns.map { $0[row] } }
        return PolynomialNullspace.basis(rows, columns: columns.count)
            .map { Polynomial<Rational>($0.map { Rational($0) }) }
    }

    /// The largest natural root of the first coefficient, as a polynomial in N, that is not 0; nil when there is none.
    private var degreeBound: Int? {
        let top = coefficients.compactMap(\.degree).max() ?? 0
        // C(N, j) as polynomials in N.
        var binomials: [Polynomial<Rational>] = [1]
        for drop in 0...(top + order + 1) {
            while binomials.count <= drop {
                let j = binomials.count
                binomials.append(
                    binomials[j - 1] * Polynomial([Rational(1 - j), 1]) * Rational(Integer(1), Integer(j)))
            }
            var indicial = Polynomial<Rational>()
            for (i, p) in coefficients.enumerated() {
                for j in 0...drop where top - drop + j >= 0 && top - drop + j <= top {
                    let factor = p[top - drop + j] * Rational(i).power(j)
                    if !factor.isZero { indicial += binomials[j] * factor }
                }
            }
            if indicial.isZero { continue }
            return indicial.clearingDenominators().polynomial.integerRoots().last { $0.root.signum() >= 0 }?.root.asInt
        }
        return nil
    }
}
