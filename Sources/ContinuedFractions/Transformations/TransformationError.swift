import Arithmetic

/// Why a transformation does not apply to a continued fraction.
public enum TransformationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// b vanishes at this positive integer: the value is a rational number, which no Möbius map relates to others.
    case terminating(index: Integer)
    /// The multiplier is 0 or ∞ at an integer n ≥ 0.
    case singularMultiplier(RationalMultiplier)
    /// The result would not have polynomials with integer coefficients as its terms.
    case notIntegral(RationalMultiplier)
    /// A number of terms, a period or a start that is negative or too large.
    case outOfRange(String)
    /// A formula by which the new terms are computed has no value.
    case degenerate(String)

    /// One line for the user.
    public var description: String {
        switch self {
        case .terminating(let index): "the continued fraction terminates: b(\(index)) = 0"
        case .singularMultiplier(let c): "the multiplier \(c) is 0 or infinite at some n >= 0"
        case .notIntegral(let c): "the multiplier \(c) does not give polynomials with integer coefficients"
        case .outOfRange(let what): what
        case .degenerate(let what): what
        }
    }
}

/// A continued fraction made from another one.
public struct TransformedFraction: Hashable, Sendable {
    /// The new fraction.
    public let fraction: PolynomialContinuedFraction
    /// The value of the new fraction is `map` of the value of the old one. Convergents correspond in the same way, so
    /// the new fraction converges (to a number or to ∞) when the old one does, unless the maker says otherwise.
    public let map: MobiusMap

    /// The fraction `fraction`, whose value is `map` of the old one's.
    public init(fraction: PolynomialContinuedFraction, map: MobiusMap) {
        self.fraction = fraction
        self.map = map
    }
}

extension PolynomialContinuedFraction {
    /// Throws when the fraction terminates.
    func requireInfinite() throws(TransformationError) {
        if let root = firstVanishingNumerator { throw .terminating(index: root) }
    }
}
