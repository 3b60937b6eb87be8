import Arithmetic

/// What coboundaries leave unchanged of a continued fraction, as far as it is cheap to compute.
///
/// **What is proved.** Call two fractions coboundary equivalent when M₁(n) U(n+1) = r(n) U(n) M₂(n+k) for a matrix U in
/// GL₂(Q(n)), a rational function r ≠ 0 and an integer k, with M(n) = [[0, b(n)], [1, a(n)]]: equivalence transformations, index
/// shifts, Bauer–Muir transforms and everything that `FractionCoboundary` links are of this kind. Equivalent fractions have
/// equal invariants (see `GrowthSymbol`, `SingularOrbits`, `PCurvatureInvariant` for the three proofs), without exceptional
/// primes. So different invariants refute equivalence; in particular `FractionCoboundary.between` cannot succeed. Equal
/// invariants prove nothing: equivalence needs a witness.
///
/// Values say less: fractions with different invariants may still have values related by a Möbius map, for example after
/// contraction, which is not of this kind.
public struct FractionInvariant: Hashable, Sendable {
    /// The growth at infinity.
    public let growth: GrowthSymbol
    /// The singular points.
    public let singularities: SingularOrbits
    /// The p-curvature at `PCurvatureInvariant.standardPrimes`.
    public let curvature: [PCurvatureInvariant]

    /// The invariant; nil when a or b is 0, 2 deg a or deg b is above `PCurvatureInvariant.largestDegree`, or
    /// `SingularOrbits` gives none.
    ///
    /// Cost: some ten microseconds for degrees up to (2, 4).
    public init?(_ fraction: PolynomialContinuedFraction) {
        guard let orbits = RootOrbit.orbits(of: fraction.b), let growth = GrowthSymbol(fraction, orbits),
            let singularities = SingularOrbits(fraction, orbits)
        else { return nil }
        var curvature: [PCurvatureInvariant] = []
        for prime in PCurvatureInvariant.standardPrimes {
            guard let invariant = PCurvatureInvariant(fraction, prime: prime) else { return nil }
            curvature.append(invariant)
        }
        self.growth = growth
        self.singularities = singularities
        self.curvature = curvature
    }
}
