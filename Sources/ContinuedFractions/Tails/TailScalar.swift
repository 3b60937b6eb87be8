import Arithmetic

/// The numbers in which the coefficients of a formal tail are computed: balls, complex balls, or exact numbers of a
/// quadratic field, which ignore the precision.
protocol TailScalar: Sendable {
    /// 0.
    init()
    /// Whether this is known to be exactly 0.
    var isZero: Bool { get }
    /// Whether this is known to differ from 0.
    var isNonzero: Bool { get }
    func negated() -> Self
    func divided(by other: Self, precision: Int) -> Self
    func scaled(by factor: Rational, precision: Int) -> Self
    mutating func add(_ other: Self, precision: Int)
    mutating func addProduct(_ x: Self, _ y: Self, precision: Int)
    mutating func subtractProduct(_ x: Self, _ y: Self, precision: Int)
}

/// A scalar that encloses a number: what bounds over intervals are computed with.
protocol EnclosingScalar: TailScalar {
    /// An exact upper bound of the modulus.
    var upperBoundOfMagnitude: Ball { get }
    /// An exact lower bound of the modulus.
    var lowerBoundOfMagnitude: Ball { get }
    func rounded(precision: Int) -> Self
    func scaled(by factor: Ball, precision: Int) -> Self
    /// The ball around 0 with this radius.
    init(radius: Ball)
    /// A lower bound, as a ball that is positive when it is proved, of (|h(u)| − |g(u)|) u^(−order) for 0 < u ≤ `bound`,
    /// given that the coefficients of |h| − |g| below `order` vanish.
    static func contraction(
        _ h: RemainderSeries<Self>, _ g: RemainderSeries<Self>, order: Int, bound: Ball
    ) -> Ball
}

extension Ball: EnclosingScalar {
    func scaled(by factor: Rational, precision: Int) -> Ball {
        if let word = factor.asInt { return multiplied(by: word, precision: precision) }
        return multiplied(by: Ball(factor, precision: precision), precision: precision)
    }

    func scaled(by factor: Ball, precision: Int) -> Ball { multiplied(by: factor, precision: precision) }

    init(radius: Ball) { self.init(midpoint: Ball(), radius: radius) }

    static func contraction(
        _ h: RemainderSeries<Ball>, _ g: RemainderSeries<Ball>, order: Int, bound: Ball
    ) -> Ball {
        // Real functions without zeros: |h| = ±h, |g| = ±g.
        func sign(_ series: RemainderSeries<Ball>) -> Int {
            let first = series.coefficients.firstIndex { !$0.isZero } ?? 0
            let range = series.range(from: first, bound: bound)
            return range.isPositive ? 1 : (range.isNegative ? -1 : 0)
        }
        let signs = (sign(h), sign(g))
        guard signs.0 != 0, signs.1 != 0 else { return Ball() }
        let difference = (signs.0 > 0 ? h : h.negated()).adding(
            signs.1 > 0 ? g.negated() : g, precision: RemainderSeries<Ball>.workingPrecision)
        return difference.range(from: order, bound: bound)
    }
}

extension ComplexBall: EnclosingScalar {
    var isNonzero: Bool { !containsZero }

    func scaled(by factor: Rational, precision: Int) -> ComplexBall {
        scaled(by: Ball(factor, precision: precision), precision: precision)
    }

    func scaled(by factor: Ball, precision: Int) -> ComplexBall {
        ComplexBall(
            real: real.multiplied(by: factor, precision: precision),
            imaginary: imaginary.multiplied(by: factor, precision: precision))
    }

    mutating func add(_ other: ComplexBall, precision: Int) { self = adding(other, precision: precision) }

    mutating func addProduct(_ x: ComplexBall, _ y: ComplexBall, precision: Int) {
        self = adding(x.multiplied(by: y, precision: precision), precision: precision)
    }

    mutating func subtractProduct(_ x: ComplexBall, _ y: ComplexBall, precision: Int) {
        self = subtracting(x.multiplied(by: y, precision: precision), precision: precision)
    }

    var upperBoundOfMagnitude: Ball {
        absoluteValue(precision: RemainderSeries<Ball>.boundPrecision).upperBoundOfMagnitude
    }

    var lowerBoundOfMagnitude: Ball {
        absoluteValue(precision: RemainderSeries<Ball>.boundPrecision).lowerBoundOfMagnitude
    }

    init(radius: Ball) {
        let part = Ball(midpoint: Ball(), radius: radius)
        self.init(real: part, imaginary: part)
    }

    /// (|h|² − |g|²)/(|h| + |g|), where |h|² and |g|² are series with real coefficients since u is real.
    static func contraction(
        _ h: RemainderSeries<ComplexBall>, _ g: RemainderSeries<ComplexBall>, order: Int, bound: Ball
    ) -> Ball {
        let precision = RemainderSeries<Ball>.workingPrecision
        func square(_ series: RemainderSeries<ComplexBall>) -> RemainderSeries<ComplexBall> {
            let conjugate = RemainderSeries(
                coefficients: series.coefficients.map { $0.conjugated() }, remainder: series.remainder)
            return series.multiplied(by: conjugate, bound: bound, precision: precision)
        }
        let difference = square(h).adding(square(g).negated(), precision: precision)
        let low = RemainderSeries<Ball>.boundPrecision
        let sum = h.magnitudeBound(on: bound).adding(g.magnitudeBound(on: bound), precision: low)
        return difference.range(from: order, bound: bound).real
            .divided(by: sum.upperBoundOfMagnitude, precision: low)
    }
}
