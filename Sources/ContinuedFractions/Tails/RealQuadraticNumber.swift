import Arithmetic

/// An exact number x + y√D of a real quadratic field, with rational x, y and a positive integer D.
///
/// D need not be free of squares; it is 1 exactly when the number is kept as a rational one, so that y = 0 then. Two
/// numbers are combined only when they belong to one field: both have the same D, or one of them is rational.
public struct RealQuadraticNumber: Hashable, Sendable {
    /// x.
    public let rational: Rational
    /// y.
    public let irrational: Rational
    /// D.
    public let radicand: Integer

    /// x + y√D.
    ///
    /// - Precondition: D is positive.
    public init(_ rational: Rational, _ irrational: Rational = 0, radicand: Integer = 1) {
        precondition(radicand.signum() > 0, "a real quadratic number needs a positive radicand")
        if irrational.isZero {
            (self.rational, self.irrational, self.radicand) = (rational, 0, 1)
        } else if let root = radicand.squareRootIfPerfect {
            (self.rational, self.irrational, self.radicand) = (rational + irrational * Rational(root), 0, 1)
        } else {
            (self.rational, self.irrational, self.radicand) = (rational, irrational, radicand)
        }
    }

    /// √x for a rational x ≥ 0.
    ///
    /// - Precondition: `value` is not negative.
    static func squareRoot(of value: Rational) -> RealQuadraticNumber {
        if value.isZero { return RealQuadraticNumber(0) }
        // √(p/q) = √(pq)/q, and small squares leave the root.
        var radicand = value.numerator * value.denominator
        var factor = Rational(1, value.denominator)
        for prime in [2, 3, 5, 7, 11, 13] {
            let square = Integer(prime * prime)
            while let quotient = radicand.exactQuotient(square) {
                radicand = quotient
                factor = factor * Rational(prime)
            }
        }
        return RealQuadraticNumber(0, factor, radicand: radicand)
    }

    /// The sign of the number: 1, 0 or −1, decided by comparing x² with y²D.
    public func signum() -> Int {
        let (signX, signY) = (rational.signum(), irrational.signum())
        if signX == signY || signY == 0 { return signX }
        if signX == 0 { return signY }
        return rational * rational > irrational * irrational * Rational(radicand) ? signX : signY
    }

    /// A ball that contains the number, to `precision` bits.
    func enclosure(precision: Int) -> Ball {
        if irrational.isZero { return Ball(rational, precision: precision) }
        let bits = precision + 8
        let root = Ball(radicand).squareRoot(precision: bits).multiplied(
            by: Ball(irrational, precision: bits), precision: bits)
        return root.adding(Ball(rational, precision: bits), precision: precision)
    }

    /// √D of the field that two numbers share.
    private static func commonRadicand(_ x: RealQuadraticNumber, _ y: RealQuadraticNumber) -> Integer {
        precondition(
            x.irrational.isZero || y.irrational.isZero || x.radicand == y.radicand, "numbers of different fields")
        return x.irrational.isZero ? y.radicand : x.radicand
    }

    static func + (x: RealQuadraticNumber, y: RealQuadraticNumber) -> RealQuadraticNumber {
        RealQuadraticNumber(
            x.rational + y.rational, x.irrational + y.irrational, radicand: commonRadicand(x, y))
    }

    static func * (x: RealQuadraticNumber, y: RealQuadraticNumber) -> RealQuadraticNumber {
        let radicand = commonRadicand(x, y)
        return RealQuadraticNumber(
            x.rational * y.rational + x.irrational * y.irrational * Rational(radicand),
            x.rational * y.irrational + x.irrational * y.rational, radicand: radicand)
    }
}

extension RealQuadraticNumber: TailScalar {
    init() { self.init(0) }

    var isZero: Bool { rational.isZero && irrational.isZero }

    var isNonzero: Bool { !isZero }

    func negated() -> RealQuadraticNumber { RealQuadraticNumber(-rational, -irrational, radicand: radicand) }

    func scaled(by factor: Rational, precision: Int = 0) -> RealQuadraticNumber {
        RealQuadraticNumber(rational * factor, irrational * factor, radicand: radicand)
    }

    /// The exact quotient; `precision` is not used.
    ///
    /// - Precondition: `other` is not 0.
    func divided(by other: RealQuadraticNumber, precision: Int) -> RealQuadraticNumber {
        let norm =
            other.rational * other.rational
            - other.irrational * other.irrational * Rational(other.radicand)
        let conjugate = RealQuadraticNumber(other.rational, -other.irrational, radicand: other.radicand)
        return (self * conjugate).scaled(by: Rational(1) / norm)
    }

    mutating func add(_ other: RealQuadraticNumber, precision: Int) { self = self + other }

    mutating func addProduct(_ x: RealQuadraticNumber, _ y: RealQuadraticNumber, precision: Int) { self = self + x * y }

    mutating func subtractProduct(_ x: RealQuadraticNumber, _ y: RealQuadraticNumber, precision: Int) {
        self = self + (x * y).negated()
    }
}

extension RealQuadraticNumber: CustomStringConvertible {
    /// The number in the formula language, such as `3/2 + 5/4*sqrt(2)`.
    public var description: String {
        if irrational.isZero { return "\(rational)" }
        let size = irrational.magnitude
        let root = size == 1 ? "sqrt(\(radicand))" : "\(size)*sqrt(\(radicand))"
        if rational.isZero { return irrational.signum() < 0 ? "-\(root)" : root }
        return "\(rational) \(irrational.signum() < 0 ? "-" : "+") \(root)"
    }
}
