/// A real number between two doubles, proved.
public struct DoubleInterval: Sendable, Hashable {
    /// The lower end.
    public let lower: Double
    /// The upper end.
    /// The upper end.
    public let upper: Double

    /// The interval lower … upper.
    ///
    /// - Precondition: lower ≤ upper.
    public init(lower: Double, upper: Double) {
        precondition(lower <= upper, "the ends of an interval are in order")
        self.lower = lower
        self.upper = upper
    }

    /// The middle, rounded.
    public var midpoint: Double { lower + (upper - lower) / 2 }
    /// Half the width, rounded up.
    public var radius: Double { ((upper - lower) / 2).nextUp }
    /// Whether the number can be `value`.
    public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}
