import Arithmetic

/// A closed interval with rational ends: an exact enclosure of a real number that needs no rounding.
public struct RationalInterval: Hashable, Sendable {
    /// The lower end.
    public let lower: Rational
    /// The upper end, at least `lower`.
    public let upper: Rational

    /// The interval from `lower` to `upper`.
    ///
    /// - Precondition: `lower` is at most `upper`.
    public init(_ lower: Rational, _ upper: Rational) {
        precondition(lower <= upper, "the lower end of an interval must not exceed the upper one")
        self.lower = lower
        self.upper = upper
    }

    /// upper − lower.
    public var width: Rational { upper - lower }

    /// Whether the number lies in the interval.
    public func contains(_ value: Rational) -> Bool { lower <= value && value <= upper }

    /// Whether this interval contains the other one.
    public func contains(_ other: RationalInterval) -> Bool { lower <= other.lower && other.upper <= upper }

    /// A ball that contains the interval, to `precision` bits.
    public func ball(precision: Int) -> Ball {
        Ball(union: Ball(lower, precision: precision), Ball(upper, precision: precision), precision: precision)
    }

    /// √x for an integer x ≥ 0, between two neighbouring multiples of 2^(−bits).
    static func squareRoot(_ x: Integer, bits: Int) -> RationalInterval {
        let unit = Integer(2).power(bits)
        let root = floorSquareRoot(x * unit * unit)
        let low = Rational(root, unit)
        return root * root == x * unit * unit
            ? RationalInterval(low, low) : RationalInterval(low, Rational(root + 1, unit))
    }

    /// ⌊√x⌋ for x ≥ 0, by Newton's iteration from above.
    static func floorSquareRoot(_ x: Integer) -> Integer {
        if x.isZero { return 0 }
        var root = Integer(2).power((x.bitWidth + 1) / 2 + 1)
        while true {
            let next = (root + x.floorDivided(by: root)).floorDivided(by: 2)
            if next >= root { return root }
            root = next
        }
    }

    static func + (x: RationalInterval, y: RationalInterval) -> RationalInterval {
        RationalInterval(x.lower + y.lower, x.upper + y.upper)
    }

    static func * (x: RationalInterval, y: RationalInterval) -> RationalInterval {
        let products = [x.lower * y.lower, x.lower * y.upper, x.upper * y.lower, x.upper * y.upper]
        return products.dropFirst().reduce(RationalInterval(products[0], products[0])) { hull, value in
            RationalInterval(Swift.min(hull.lower, value), Swift.max(hull.upper, value))
        }
    }
}

extension RationalInterval: CustomStringConvertible {
    /// The two ends.
    public var description: String { "[\(lower), \(upper)]" }
}
