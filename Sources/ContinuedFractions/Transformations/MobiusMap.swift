import Arithmetic
import Expressions

/// The Möbius map x ↦ (a x + b)/(c x + d) with integers a d − b c ≠ 0, as an element of PGL₂(Q): two maps are equal
/// exactly when they are the same function.
public struct MobiusMap: Hashable, Sendable {
    /// The entries: without a common factor, and the first of c, d that is not 0 positive.
    public let a: Integer, b: Integer, c: Integer, d: Integer

    /// The map x ↦ (a x + b)/(c x + d); nil when a d = b c.
    public init?(_ a: Integer, _ b: Integer, _ c: Integer, _ d: Integer) {
        if (a * d - b * c).isZero { return nil }
        self.init(regular: a, b, c, d)
    }

    /// The map of a matrix that is known to be regular.
    private init(regular a: Integer, _ b: Integer, _ c: Integer, _ d: Integer) {
        let content = a.gcd(b).gcd(c).gcd(d)
        let isNegative = (c.isZero ? d : c).signum() < 0
        let divisor = isNegative ? -content : content
        self.a = a.dividedExactly(by: divisor)
        self.b = b.dividedExactly(by: divisor)
        self.c = c.dividedExactly(by: divisor)
        self.d = d.dividedExactly(by: divisor)
    }

    /// x ↦ x.
    public static let identity = MobiusMap(regular: 1, 0, 0, 1)

    /// x ↦ factor · x; nil when the factor is 0.
    public static func scaling(by factor: Rational) -> MobiusMap? {
        MobiusMap(factor.numerator, 0, 0, factor.denominator)
    }

    /// Whether the map is x ↦ x.
    public var isIdentity: Bool { self == .identity }

    /// x ↦ self(inner(x)).
    public func composed(with inner: MobiusMap) -> MobiusMap {
        MobiusMap(
            regular: a * inner.a + b * inner.c, a * inner.b + b * inner.d, c * inner.a + d * inner.c,
            c * inner.b + d * inner.d)
    }

    /// The map that undoes this one.
    public var inverse: MobiusMap { MobiusMap(regular: d, -b, -c, a) }

    /// The image of a rational number; nil stands for ∞.
    public func applied(to x: Rational) -> Rational? {
        let above = Rational(a) * x + Rational(b)
        let below = Rational(c) * x + Rational(d)
        return below.isZero ? nil : above / below
    }

    /// A ball that contains the image of each point of `x`; not finite when one of them may go to ∞.
    ///
    /// Written as a/c − (ad − bc)/(c (c x + d)), so that x enters once and the radius is not counted twice.
    public func applied(to x: Ball, precision: Int) -> Ball {
        let below = x.multiplied(by: Ball(c), precision: precision).adding(Ball(d), precision: precision)
        if c.isZero {
            return x.multiplied(by: Ball(a), precision: precision).adding(Ball(b), precision: precision)
                .divided(by: below, precision: precision)
        }
        let step = Ball(b * c - a * d).divided(
            by: below.multiplied(by: Ball(c), precision: precision), precision: precision)
        return Ball(Rational(a, c), precision: precision).adding(step, precision: precision)
    }

    /// The image as a term, without factors 1 and terms 0.
    public func applied(to x: Expression) -> Expression {
        func linear(_ slope: Integer, _ offset: Integer) -> Expression {
            let magnitude = slope.magnitude.isOne ? x : Expression(Rational(slope.magnitude)) * x
            let term = slope.signum() < 0 ? -magnitude : magnitude
            if slope.isZero { return Expression(Rational(offset)) }
            if offset.isZero { return term }
            return offset.signum() < 0
                ? term - Expression(Rational(offset.magnitude)) : term + Expression(Rational(offset))
        }
        let above = linear(a, b)
        if c.isZero && d.isOne { return above }
        return above / linear(c, d)
    }
}

extension MobiusMap: CustomStringConvertible {
    /// The map as a formula in x.
    public var description: String { applied(to: Expression(symbol: "x")).description }
}
