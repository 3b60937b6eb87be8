import Arithmetic

/// A real number within a radius of a double: midpoint-radius arithmetic in machine numbers.
///
/// Every operation adds to the radius what rounding may have lost: half a unit of the result's last place, its own
/// rounding errors (four units in relative size), and the smallest normal number for underflow. (Rump, Acta Numerica
/// 2010, section 9.) Overflow makes the radius infinite or not a number, which no comparison accepts.
struct DoubleBall: Sendable {
    /// The middle.
    var midpoint: Double
    /// An upper bound of the distance to the number.
    var radius: Double

    /// 2^−52, twice the relative error of one rounding: the other half covers the rounding of the radius.
    static let unit = 0x1p-52
    /// 1 + 16u with u = 2^−53: covers the roundings in the computation of a radius.
    private static let inflation = 1 + 0x1p-49
    private static let underflow = Double.leastNormalMagnitude

    /// The ball of this radius.
    @inline(__always)
    init(_ midpoint: Double = 0, radius: Double = 0) {
        self.midpoint = midpoint
        self.radius = radius
    }

    /// The ball around a number that is known to an enclosure of more than double precision.
    init(_ ball: Ball) {
        midpoint = ball.doubleEstimate
        radius =
            (ball.radius.doubleEstimate + midpoint.magnitude * DoubleBall.unit + DoubleBall.underflow)
            * DoubleBall.inflation
    }

    /// The ball around an integer.
    init(_ integer: Integer) {
        midpoint = integer.doubleValue
        radius = integer.bitWidth <= 53 ? 0 : midpoint.magnitude * DoubleBall.unit
    }

    /// Whether it is exactly 0.
    @inline(__always)
    var isZero: Bool { midpoint == 0 && radius == 0 }
    /// Whether it is proved to differ from 0.
    @inline(__always)
    var isNonzero: Bool { midpoint.magnitude > radius && midpoint.isFinite }
    /// An upper bound of the modulus.
    @inline(__always)
    var upperBound: Double { (midpoint.magnitude + radius) * DoubleBall.inflation }
    /// A lower bound, which may be negative.
    @inline(__always)
    var lowerBound: Double {
        let bound = midpoint - radius
        return bound - bound.magnitude * DoubleBall.unit
    }
    /// The negative.
    @inline(__always)
    static prefix func - (x: DoubleBall) -> DoubleBall { DoubleBall(-x.midpoint, radius: x.radius) }

    /// The sum. Zero is neutral without any loss.
    @inline(__always)
    static func + (x: DoubleBall, y: DoubleBall) -> DoubleBall {
        let sum = x.midpoint + y.midpoint
        return DoubleBall(sum, radius: (x.radius + y.radius + sum.magnitude * unit) * inflation)
    }

    /// The difference.
    @inline(__always)
    static func - (x: DoubleBall, y: DoubleBall) -> DoubleBall { x + (-y) }

    /// The product; exactly 0 when a factor is.
    @inline(__always)
    static func * (x: DoubleBall, y: DoubleBall) -> DoubleBall {
        if x.isZero || y.isZero { return DoubleBall() }
        let product = x.midpoint * y.midpoint
        let spread = x.midpoint.magnitude * y.radius + x.radius * (y.midpoint.magnitude + y.radius)
        return DoubleBall(product, radius: (spread + product.magnitude * unit + underflow) * inflation)
    }

    /// The product with an exact double.
    @inline(__always)
    static func * (x: DoubleBall, y: Double) -> DoubleBall { x * DoubleBall(y) }

    /// The quotient; of infinite radius when the divisor may be 0.
    @inline(__always)
    static func / (x: DoubleBall, y: DoubleBall) -> DoubleBall {
        guard y.isNonzero else { return DoubleBall(0, radius: .infinity) }
        if x.isZero { return x }
        let quotient = x.midpoint / y.midpoint
        // |y| − r, rounded down.
        let least = (y.midpoint.magnitude - y.radius) * (1 - unit)
        let spread = (x.radius + quotient.magnitude * y.radius * inflation) / least
        return DoubleBall(quotient, radius: (spread + quotient.magnitude * unit + underflow) * inflation)
    }

    /// The number as a ball of any precision.
    var ball: Ball { Ball(midpoint: Ball(midpoint), radius: Ball(radius)) }
}
