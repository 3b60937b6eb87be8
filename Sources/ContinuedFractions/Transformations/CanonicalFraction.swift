import Arithmetic

/// The representative of all continued fractions that differ by equivalence transformations and index shifts.
///
/// Two infinite fractions have equal `terms` exactly when their quotients ρ(n) = b(n)/(a(n) a(n−1)) differ by an integer
/// shift of n; then their values are related by a Möbius map over Q, which `FractionRelation` gives. So `terms` is a key
/// for tables.
public struct CanonicalFraction: Hashable, Sendable {
    /// The deflated and primitive fraction, a with positive leading coefficient, at this index: if b has integer roots
    /// the largest of them is 0, the least index at which the fraction does not terminate; otherwise the mean of
    /// the roots of a (of b, when a is constant) is in [0, 1).
    public let terms: PolynomialContinuedFraction
    /// The index n of `terms` is the index n + shift of the original.
    public let shift: Int
}

extension PolynomialContinuedFraction {
    /// The largest degree of a for which a canonical form is computed; for b it is twice as large.
    public static let largestCanonicalDegree = 100

    /// The canonical form; nil when the fraction terminates, a = 0, a degree is above the limit, or the shift does not fit
    /// a word.
    ///
    /// Cost: the factorization of a and b over Q.
    public var canonicalForm: CanonicalFraction? {
        guard max(2 * (a.degree ?? 0), b.degree ?? 0) <= 2 * PolynomialContinuedFraction.largestCanonicalDegree,
            firstVanishingNumerator == nil, let reduced = reducedTerms,
            let shift = reduced.canonicalIndex.asInt, shift > Int.min / 4, shift < Int.max / 4
        else { return nil }
        let offset = Integer(shift)
        let terms = PolynomialContinuedFraction(a: reduced.a.shifted(by: offset), b: reduced.b.shifted(by: offset))
        return CanonicalFraction(terms: terms, shift: shift)
    }

    /// The index that becomes 0.
    private var canonicalIndex: Integer {
        if let root = b.integerRoots().last?.root { return root }
        for polynomial in [a, b] {
            guard let degree = polynomial.degree, degree > 0, let lead = polynomial.leadingCoefficient else { continue }
            return Rational(-polynomial[degree - 1], lead * Integer(degree)).floor
        }
        return 0
    }
}
