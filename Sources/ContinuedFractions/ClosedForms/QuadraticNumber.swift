import Arithmetic
import Expressions

/// x + y√d with rational x, y and d, where √d is the principal root (i√(−d) for d < 0).
///
/// The square root of a rational square is taken, so y ≠ 0 only when the number is irrational and two numbers with the
/// same d are equal exactly when their x and y are.
public struct QuadraticNumber: Hashable, Sendable {
    /// The rational part.
    public let x: Rational
    /// The factor of √d.
    public let y: Rational
    /// What the root is taken of; 0 when y is 0.
    public let d: Rational

    /// x + y√d. Cost: a square root of each of the two parts of d.
    public init(_ x: Rational, _ y: Rational = 0, squareRootOf d: Rational = 0) {
        if let root = d.squareRootIfSquare {
            self.init(x: x + y * root, y: 0, d: 0)
        } else {
            self.init(x: x, y: y, d: y.isZero ? 0 : d)
        }
    }

    private init(x: Rational, y: Rational, d: Rational) {
        self.x = x
        self.y = y
        self.d = d
    }

    /// The value, when it is rational.
    public var rational: Rational? { y.isZero ? x : nil }

    /// −x − y√d.
    public var negated: QuadraticNumber { QuadraticNumber(x: -x, y: -y, d: d) }

    /// This number plus q.
    public func adding(_ q: Rational) -> QuadraticNumber { QuadraticNumber(x: x + q, y: y, d: d) }

    /// This number times q.
    public func scaled(by q: Rational) -> QuadraticNumber {
        QuadraticNumber(x: x * q, y: y * q, d: q.isZero ? 0 : d)
    }

    /// The sum; nil when the two have different irrational roots.
    public func plus(_ other: QuadraticNumber) -> QuadraticNumber? {
        guard let root = common(with: other) else { return nil }
        let y = y + other.y
        return QuadraticNumber(x: x + other.x, y: y, d: y.isZero ? 0 : root)
    }

    /// The product; nil when the two have different irrational roots.
    public func times(_ other: QuadraticNumber) -> QuadraticNumber? {
        guard let root = common(with: other) else { return nil }
        let y = x * other.y + self.y * other.x
        return QuadraticNumber(x: x * other.x + self.y * other.y * root, y: y, d: y.isZero ? 0 : root)
    }

    /// 1/(x + y√d); nil for 0.
    public var reciprocal: QuadraticNumber? {
        guard let factor = (x * x - y * y * d).reciprocal else { return nil }
        return QuadraticNumber(x: x * factor, y: -y * factor, d: d)
    }

    private func common(with other: QuadraticNumber) -> Rational? {
        if y.isZero { return other.d }
        return other.y.isZero || other.d == d ? d : nil
    }

    /// The positive root u + v√d of a positive number whose root is of this form; nil for other numbers.
    ///
    /// (u + v√d)² = x + y√d means that u² = (x ± s)/2 with s² = x² − dy².
    public var squareRoot: QuadraticNumber? {
        guard sign == 1 else { return nil }
        if let value = rational {
            return value.squareRootIfSquare.map { QuadraticNumber($0) }
        }
        guard let norm = (x * x - d * y * y).squareRootIfSquare else { return nil }
        for square in [(x + norm) / 2, (x - norm) / 2] {
            guard let u = square.squareRootIfSquare, let inverse = (u * 2).reciprocal else { continue }
            let root = QuadraticNumber(x: u, y: y * inverse, d: d)
            return root.sign == 1 ? root : root.negated
        }
        return nil
    }

    /// −1, 0 or 1, the sign of a real number; nil when d < 0.
    public var sign: Int? {
        if d.signum() < 0 { return nil }
        if y.isZero || x.signum() == y.signum() { return x.isZero ? y.signum() : x.signum() }
        if x.isZero { return y.signum() }
        // Different signs: the larger square decides, and they are never equal.
        return x * x > y * y * d ? x.signum() : y.signum()
    }

    /// Whether the number is 0, −1, −2, ….
    public var isNonpositiveInteger: Bool { rational?.isNonpositiveInteger ?? false }

    /// The n-th power for n of moderate size; nil for a negative power of 0.
    public func power(_ n: Int) -> QuadraticNumber? {
        guard let base = n < 0 ? reciprocal : self else { return nil }
        var product = QuadraticNumber(1)
        for _ in 0..<abs(n) { product = product.times(base) ?? product }
        return product
    }

    /// The term x + y√d.
    public var expression: Expression {
        if y.isZero { return Expression(x) }
        let root = Expression.squareRoot(of: d).scaled(by: y)
        // 1 + √2, but √2 − 1.
        if x.isZero { return root }
        return x.signum() < 0 && y.signum() > 0 ? root + Expression(x) : Expression(x) + root
    }
}

extension Rational {
    /// The square root, when it is rational.
    var squareRootIfSquare: Rational? {
        guard let p = numerator.squareRootIfPerfect, let q = denominator.squareRootIfPerfect else { return nil }
        return Rational(p, q)
    }

    /// Whether this is 0, −1, −2, ….
    var isNonpositiveInteger: Bool { isInteger && signum() <= 0 }

    /// The number in (0, 1] that differs from this by an integer.
    var unitRepresentative: Rational { self - Rational(ceiling) + 1 }

    /// Whether this and another differ by an integer.
    func isCongruent(to other: Rational) -> Bool { (self - other).isInteger }

    /// x (x + 1) ⋯ (x + n − 1) for n ≥ 0.
    func rising(_ n: Int) -> Rational {
        var product: Rational = 1
        for i in 0..<max(0, n) { product *= self + Rational(i) }
        return product
    }
}
