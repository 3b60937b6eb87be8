import Arithmetic

/// The singular points of a recurrence modulo 1, with what they mean up to coboundaries.
///
/// The steps M(n) = [[0, b(n)], [1, a(n)]] are singular at the roots of b. For a class α + Z the product of M(α + k + ε)
/// over all k from far left to far right is a matrix over Q[[ε]], regular but for its elementary divisors ε^v, ε^w, v ≤ w:
/// v + w is the number of roots of b in the class, v the least order of an entry. Multiplication by U(n) in
/// GL₂(Q(n)) changes the ends only, where U is regular, and a factor r(n) changes v and w by the same number. So w − v is an
/// invariant (M. van Hoeij, Finite singularities and hypergeometric solutions of linear recurrence equations, J. Pure
/// Appl. Algebra 139, 1999: the valuation growth). It is kept for the classes of rational roots.
public struct SingularOrbits: Hashable, Sendable {
    /// A class α + Z where w − v > 0.
    public struct Orbit: Hashable, Sendable {
        /// The number α in [0, 1), numerator and denominator.
        public let numerator: Int, denominator: Int
        /// w − v.
        public let gap: Int
    }

    /// The classes, ascending by denominator, then by numerator.
    public let orbits: [Orbit]

    /// The largest distance between two roots in one class.
    private static let largestDistance = 1_000

    /// The classes of a fraction; nil when b = 0, a root does not fit a word, or roots in one class are more than 1,000
    /// apart.
    ///
    /// Cost: the rational roots of b; a product of matrices modulo a prime where several are in one class.
    public init?(_ fraction: PolynomialContinuedFraction) {
        guard let orbits = RootOrbit.orbits(of: fraction.b) else { return nil }
        self.init(fraction, orbits)
    }

    /// The classes, from the orbits of b.
    init?(_ fraction: PolynomialContinuedFraction, _ orbits: [RootOrbit]) {
        var found: [Orbit] = []
        for orbit in orbits where orbit.degree == 1 {
            guard let gap = orbit.gap(in: fraction, largestDistance: SingularOrbits.largestDistance),
                let numerator = (-orbit.factor[0]).asInt, let denominator = orbit.factor[1].asInt
            else { return nil }
            if gap > 0 { found.append(Orbit(numerator: numerator, denominator: denominator, gap: gap)) }
        }
        found.sort { ($0.denominator, $0.numerator) < ($1.denominator, $1.numerator) }
        self.orbits = found
    }
}
