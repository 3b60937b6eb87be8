import Arithmetic

extension Polynomial where Coefficient == Integer {
    /// Whether p(−s − n) = −p(n) for some rational s: then the period products of the recurrences of all fractions with
    /// this a and a symmetric b have trace 0, and nilpotence says little.
    ///
    /// The center −s/2 is the mean of the roots; the polynomial moved there must be odd.
    public var hasOddSymmetry: Bool {
        guard let degree, degree % 2 == 1, let lead = leadingCoefficient else { return false }
        if degree == 1 { return true }
        let center = Rational(-self[degree - 1], Integer(degree) * lead)
        let moved = Polynomial<Rational>(coefficients.map { Rational($0) }).shifted(by: center)
        return stride(from: 0, through: degree, by: 2).allSatisfy { moved[$0].isZero }
    }
}
