internal import CMath

/// A complex ball: a rectangle whose sides are real balls (Arb's `acb_t`).
///
/// The contracts of `Ball` hold: a result encloses the results for all arguments from the operands, to `precision`
/// bits in each part, and is not finite outside the domain.
public struct ComplexBall: @unchecked Sendable {
    var storage: ComplexBallStorage

    /// The exact number 0.
    public init() { storage = ComplexBallStorage.make() }

    /// The real number `value`.
    public init(_ value: Ball) {
        self.init { z in value.read { acb_set_arb(z, $0) } }
    }

    /// The exact number `value`.
    public init(_ value: Int) {
        self.init { acb_set_si($0, value) }
    }

    /// real + i·imaginary.
    public init(real: Ball, imaginary: Ball) {
        self.init { z in real.read { x in imaginary.read { y in acb_set_arb_arb(z, x, y) } } }
    }

    /// A fresh ball that `fill` computes into.
    init(_ fill: (UnsafeMutablePointer<acb_struct>) -> Void) {
        storage = ComplexBallStorage.make()
        fill(storage.acb)
    }

    /// Runs `body` on the Arb ball, which must not be changed.
    @inline(__always)
    func read<Result>(_ body: (UnsafeMutablePointer<acb_struct>) -> Result) -> Result {
        withExtendedLifetime(storage) { body(storage.acb) }
    }

    /// The imaginary unit.
    public static var i: ComplexBall { ComplexBall(real: Ball(), imaginary: Ball(1)) }

    /// The real part.
    public var real: Ball { Ball { x in read { acb_get_real(x, $0) } } }

    /// The imaginary part.
    public var imaginary: Ball { Ball { x in read { acb_get_imag(x, $0) } } }

    /// Whether the imaginary part is exactly 0.
    public var isReal: Bool { read { acb_is_real($0) != 0 } }

    /// Whether both parts are finite.
    public var isFinite: Bool { read { acb_is_finite($0) != 0 } }

    /// Whether both parts have radius 0.
    public var isExact: Bool { read { acb_is_exact($0) != 0 } }

    /// Whether this is the exact number 0.
    public var isZero: Bool { read { acb_is_zero($0) != 0 } }

    /// Whether 0 lies in the rectangle.
    public var containsZero: Bool { read { acb_contains_zero($0) != 0 } }

    /// Whether some number lies in both.
    public func overlaps(_ other: ComplexBall) -> Bool { read { x in other.read { acb_overlaps(x, $0) != 0 } } }

    /// The relative accuracy in bits of the larger part.
    public var accuracyBits: Int {
        max(-Ball.exactAccuracy, min(Ball.exactAccuracy, read { acb_rel_accuracy_bits($0) }))
    }

    /// x + y, to `precision` bits.
    public func adding(_ other: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { z in read { x in other.read { y in acb_add(z, x, y, precision) } } }
    }

    /// x − y, to `precision` bits.
    public func subtracting(_ other: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { z in read { x in other.read { y in acb_sub(z, x, y, precision) } } }
    }

    /// x · y, to `precision` bits.
    public func multiplied(by other: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { z in read { x in other.read { y in acb_mul(z, x, y, precision) } } }
    }

    /// x / y, to `precision` bits; not finite when y contains 0.
    public func divided(by other: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { z in read { x in other.read { y in acb_div(z, x, y, precision) } } }
    }

    /// xᵏ for any integer k, to `precision` bits; not finite when k < 0 and x contains 0.
    public func power(_ exponent: Int, precision: Int) -> ComplexBall {
        ComplexBall { z in read { x in acb_pow_si(z, x, exponent, precision) } }
    }

    /// xʸ = exp(y log x) on the principal branch, to `precision` bits; exact cases (integer and half-integer y) are
    /// handled as such.
    public func power(_ exponent: ComplexBall, precision: Int) -> ComplexBall {
        ComplexBall { z in read { x in exponent.read { y in acb_pow(z, x, y, precision) } } }
    }

    /// −x, exactly.
    public func negated() -> ComplexBall { ComplexBall { z in read { acb_neg(z, $0) } } }

    /// The complex conjugate, exactly.
    public func conjugated() -> ComplexBall { ComplexBall { z in read { acb_conj(z, $0) } } }

    /// |x|, to `precision` bits.
    public func absoluteValue(precision: Int) -> Ball { Ball { z in read { acb_abs(z, $0, precision) } } }

    /// The same number with its midpoint rounded to `precision` bits.
    public func rounded(precision: Int) -> ComplexBall {
        ComplexBall { z in read { acb_set_round(z, $0, precision) } }
    }
}

/// The heap part of a `ComplexBall`; never changed once it is shared.
final class ComplexBallStorage: ManagedBuffer<acb_struct, Never> {
    deinit { withUnsafeMutablePointerToHeader { acb_clear($0) } }

    static func make() -> ComplexBallStorage {
        unsafeDowncast(ComplexBallStorage.create(minimumCapacity: 0) { _ in acb_struct() }, to: ComplexBallStorage.self)
    }

    var acb: UnsafeMutablePointer<acb_struct> { withUnsafeMutablePointerToHeader { $0 } }
}
