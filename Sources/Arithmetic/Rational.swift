/// An exact fraction p/q in lowest terms with q > 0.
///
/// Operations cost one or two multiplications and a greatest common divisor in the size of the operands.
public struct Rational: Sendable, Hashable {
    /// The numerator; carries the sign.
    public let numerator: Integer
    /// The denominator, positive, coprime to the numerator.
    public let denominator: Integer

    /// The fraction numerator / denominator, reduced.
    ///
    /// - Precondition: `denominator` is not 0.
    public init(_ numerator: Integer, _ denominator: Integer) {
        precondition(!denominator.isZero, "a fraction with denominator zero")
        if denominator.isOne {
            self.init(reduced: numerator, 1)
            return
        }
        let divisor = numerator.gcd(denominator)
        let unit = denominator.signum() < 0 ? -divisor : divisor
        self.init(reduced: numerator.dividedExactly(by: unit), denominator.dividedExactly(by: unit))
    }

    /// The integer `value`.
    public init(_ value: Integer) { self.init(reduced: value, 1) }

    /// The integer `value`.
    public init(_ value: Int) { self.init(reduced: Integer(value), 1) }

    /// The exact value of a finite double; nil for infinities and NaN.
    public init?(exactly value: Double) {
        guard value.isFinite else { return nil }
        if value == 0 {
            self.init(0)
            return
        }
        // value = significand · 2^(exponent − 52) with an integral significand below 2^53.
        let significand = value.significand * 0x1p52
        guard var numerator = Integer(exactly: significand) else { return nil }
        if value < 0 { numerator.negate() }
        let exponent = Int(value.exponent) - 52
        self =
            exponent >= 0
            ? Rational(numerator * Integer(2).power(exponent))
            : Rational(numerator, Integer(2).power(-exponent))
    }

    /// For parts that are known to be coprime, with a positive denominator.
    private init(reduced numerator: Integer, _ denominator: Integer) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Whether the value is 0.
    public var isZero: Bool { numerator.isZero }

    /// Whether the denominator is 1.
    public var isInteger: Bool { denominator.isOne }

    /// The value as an integer, or nil when it is not one.
    public var asInteger: Integer? { isInteger ? numerator : nil }

    /// The value as an `Int`, or nil when it is not one or does not fit.
    public var asInt: Int? { isInteger ? numerator.asInt : nil }

    /// −1, 0 or 1.
    public func signum() -> Int { numerator.signum() }

    /// |x|.
    public var magnitude: Rational { Rational(reduced: numerator.magnitude, denominator) }

    /// ⌊x⌋.
    public var floor: Integer { numerator.floorDivided(by: denominator) }

    /// ⌈x⌉.
    public var ceiling: Integer { -((-numerator).floorDivided(by: denominator)) }

    /// 1 / x, or nil for 0.
    public var reciprocal: Rational? {
        switch numerator.signum() {
        case 0: nil
        case 1: Rational(reduced: denominator, numerator)
        default: Rational(reduced: -denominator, -numerator)
        }
    }

    /// An estimate of the value as a double, right to within two units in the last place where it is in range.
    public var doubleEstimate: Double {
        let n = numerator.bitWidth
        let d = denominator.bitWidth
        if n < 1000 && d < 1000 { return numerator.doubleValue / denominator.doubleValue }
        // Scale to a quotient of 64 bits, then put the exponent back.
        let shift = n - d - 64
        let scaled =
            shift >= 0
            ? numerator.floorDivided(by: denominator * Integer(2).power(shift))
            : (numerator * Integer(2).power(-shift)).floorDivided(by: denominator)
        return Double(sign: .plus, exponent: max(-2200, min(2200, shift)), significand: scaled.doubleValue)
    }

    /// xᵏ for any k, with x⁰ = 1.
    ///
    /// - Precondition: `self` is not 0 when `exponent` is negative.
    public func power(_ exponent: Int) -> Rational {
        if exponent >= 0 {
            return Rational(reduced: numerator.power(exponent), denominator.power(exponent))
        }
        precondition(!isZero, "zero to a negative power")
        let n = denominator.power(-exponent)
        let d = numerator.power(-exponent)
        return d.signum() < 0 ? Rational(reduced: -n, -d) : Rational(reduced: n, d)
    }

    /// Adds x · y in place.
    public mutating func addProduct(_ x: Rational, _ y: Rational) { self = self + x * y }

    /// a + b.
    public static func + (a: consuming Rational, b: Rational) -> Rational {
        if a.isInteger && b.isInteger { return Rational(reduced: a.numerator + b.numerator, 1) }
        return Rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
    }

    /// a − b.
    public static func - (a: consuming Rational, b: Rational) -> Rational { a + (-b) }

    /// a · b.
    public static func * (a: consuming Rational, b: Rational) -> Rational {
        if a.isInteger && b.isInteger { return Rational(reduced: a.numerator * b.numerator, 1) }
        return Rational(a.numerator * b.numerator, a.denominator * b.denominator)
    }

    /// a / b.
    ///
    /// - Precondition: `b` is not 0.
    public static func / (a: Rational, b: Rational) -> Rational {
        Rational(a.numerator * b.denominator, a.denominator * b.numerator)
    }

    /// −a.
    public static prefix func - (a: consuming Rational) -> Rational {
        Rational(reduced: -a.numerator, a.denominator)
    }

    /// Adds `b` in place.
    public static func += (a: inout Rational, b: Rational) { a = a + b }
    /// Subtracts `b` in place.
    public static func -= (a: inout Rational, b: Rational) { a = a - b }
    /// Multiplies by `b` in place.
    public static func *= (a: inout Rational, b: Rational) { a = a * b }
}

extension Rational: Comparable {
    /// Exact order.
    public static func < (a: Rational, b: Rational) -> Bool {
        a.numerator * b.denominator < b.numerator * a.denominator
    }
}

extension Rational: ExpressibleByIntegerLiteral {
    /// An integer literal.
    public init(integerLiteral value: Int) { self.init(value) }
}

extension Rational: CustomStringConvertible, LosslessStringConvertible {
    /// `p` or `p/q`, in lowest terms.
    public var description: String { isInteger ? "\(numerator)" : "\(numerator)/\(denominator)" }

    /// Reads `12`, `-3/4`, `2.5`, `-1.25e-3`, all exact; nil for anything else.
    ///
    /// Decimal exponents are limited to 1,000,000 in absolute value.
    public init?(_ text: String) {
        if let slash = text.firstIndex(of: "/") {
            guard let n = Integer(text[..<slash], radix: 10),
                let d = Integer(text[text.index(after: slash)...], radix: 10),
                !d.isZero
            else { return nil }
            self.init(n, d)
            return
        }
        let parts = text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "e" || $0 == "E" })
        guard parts.count <= 2, let mantissa = parts.first else { return nil }
        var exponent = 0
        if parts.count == 2 {
            guard let value = Int(parts[1]), value.magnitude <= 1_000_000 else { return nil }
            exponent = value
        }
        let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return nil }
        let fraction = halves.count == 2 ? halves[1] : ""
        guard fraction.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        guard let digits = Integer("\(halves[0])\(fraction)", radix: 10) else { return nil }
        let scale = exponent - fraction.count
        self =
            scale >= 0
            ? Rational(digits * Integer(10).power(scale))
            : Rational(digits, Integer(10).power(-scale))
    }
}
