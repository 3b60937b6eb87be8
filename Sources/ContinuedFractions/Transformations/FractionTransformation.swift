import Arithmetic

/// One step from a continued fraction to another whose value is a Möbius image of its value.
public enum FractionTransformation: Hashable, Sendable {
    /// (a, b) → (c(n) a(n), c(n) c(n − 1) b(n)).
    case equivalence(RationalMultiplier)
    /// The first terms, this many, are dropped.
    case shift(Int)
    /// Each `period` terms, after the first `start`, become one.
    case contraction(period: Int, start: Int)

    /// Carries the step out.
    ///
    /// - Throws: `TransformationError` when it does not apply.
    public func applied(
        to fraction: PolynomialContinuedFraction
    ) throws(TransformationError) -> TransformedFraction {
        switch self {
        case .equivalence(let multiplier): try fraction.inflated(by: multiplier)
        case .shift(let count): try fraction.droppingFirst(count)
        case .contraction(let period, let start): try fraction.contracted(period: period, start: start)
        }
    }
}

extension FractionTransformation: CustomStringConvertible {
    /// The step in words.
    public var description: String {
        switch self {
        case .equivalence(let c):
            if c.numerator.isConstant, c.denominator.isConstant {
                "multiply a(n) by \(c) and b(n) by \(c.firstValue.map { "\($0 * $0)" } ?? "0")"
            } else {
                "multiply a(n) by c(n) and b(n) by c(n) c(n-1) for c(n) = \(c)"
            }
        case .shift(1): "drop the first term"
        case .shift(let count): "drop the first \(count) terms"
        case .contraction(2, let start): "take the \(start % 2 == 1 ? "even" : "odd") part, from index \(start + 1) on"
        case .contraction(let period, let start): "fold \(period) terms into one, from index \(start) on"
        }
    }
}
