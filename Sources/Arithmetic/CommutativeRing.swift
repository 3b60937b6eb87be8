/// A commutative ring with exact arithmetic: what polynomials and matrices are made of.
///
/// Conforming types are value types; the operators are total and exact.
public protocol CommutativeRing: Hashable, Sendable {
    /// The integer `value` as an element of the ring.
    init(_ value: Int)
    /// Whether this is the additive identity.
    var isZero: Bool { get }
    /// a + b.
    static func + (a: consuming Self, b: Self) -> Self
    /// a − b.
    static func - (a: consuming Self, b: Self) -> Self
    /// a · b.
    static func * (a: consuming Self, b: Self) -> Self
    /// −a.
    static prefix func - (a: consuming Self) -> Self
    /// Adds x · y in place.
    mutating func addProduct(_ x: Self, _ y: Self)
}

extension Integer: CommutativeRing {}
extension Rational: CommutativeRing {}
