import ContinuedFractions

/// Fractions whose values are proved to be Möbius images of one another: one limit gives all of them.
public struct FractionClass: Sendable, Hashable {
    /// Its number, from 0 on, in the order of the first candidates.
    public let number: Int
    /// The index of the candidate that came first.
    public let firstIndex: Int
    /// The canonical terms of the candidate that came first. Relations to members start from it.
    public let representative: PolynomialContinuedFraction
    /// The canonical terms of the least height among all members: the cheapest to evaluate.
    public internal(set) var cheapest: PolynomialContinuedFraction
    /// What coboundaries leave unchanged; nil where it is not computed, then only equal canonical forms are in the class.
    public let invariant: FractionInvariant?
    /// The number of candidates.
    public internal(set) var memberCount = 1
    /// The number of different canonical forms.
    public internal(set) var canonicalCount = 1
    /// The bits of the coefficients of `cheapest`.
    var leastHeight: Int
}

/// Where a candidate belongs.
public enum ClassPlacement: Sendable, Hashable {
    /// It is the first of its class: the representative is to be evaluated. The relation leads from there to the
    /// candidate.
    case new(FractionClass, relation: FractionRelation)
    /// Its value is a Möbius image of that of the representative of an earlier class.
    case member(of: FractionClass, relation: FractionRelation)
    /// It has no canonical form (it terminates, or a = 0), or is too far from it: to be evaluated by itself.
    case alone
}
