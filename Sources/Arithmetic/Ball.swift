internal import CMath

/// A real ball [m ± r]: every operation returns a ball that contains all results for arguments from its operands.
///
/// The midpoint is a binary floating-point number of any size, the radius an upper bound of the error (Arb; Johansson,
/// "Arb: efficient arbitrary-precision midpoint-radius interval arithmetic", IEEE Trans. Comput. 66, 2017). A ball
/// carries no precision of its own: an operation takes the working precision in bits and rounds the midpoint to it,
/// adding the rounding error to the radius. Operations outside their domain give a ball that is not finite, never a
/// trap; `isFinite` tells.
///
/// Balls are values: copies are cheap and independent (copy-on-write), and may be sent between threads.
public struct Ball: @unchecked Sendable {
    var storage: BallStorage

    /// The exact number 0.
    public init() { storage = BallStorage.make() }

    /// The exact number `value`.
    public init(_ value: Int) {
        self.init { arb_set_si($0, value) }
    }

    /// The exact number `value`.
    public init(_ value: Integer) {
        self.init { ball in
            value.withMPZ { z in
                var word: fmpz = 0
                fmpz_init(&word)
                fmpz_set_mpz(&word, z)
                arb_set_fmpz(ball, &word)
                fmpz_clear(&word)
            }
        }
    }

    /// The exact value of a double; a NaN gives a ball that is not finite.
    public init(_ value: Double) {
        self.init { arb_set_d($0, value) }
    }

    /// The quotient `value`, to `precision` bits.
    public init(_ value: Rational, precision: Int) {
        self = Ball(value.numerator)
        if !value.isInteger {
            divide(by: Ball(value.denominator), precision: precision)
        } else {
            round(precision: precision)
        }
    }

    /// The ball around the midpoint of `midpoint` with its radius enlarged by the upper bound of |`radius`|.
    public init(midpoint: Ball, radius: Ball) {
        self = midpoint
        enlarge(by: radius)
    }

    /// The smallest ball, up to rounding to `precision` bits, that contains both `low` and `high`.
    public init(union low: Ball, _ high: Ball, precision: Int) {
        self.init { ball in
            low.read { x in high.read { y in arb_union(ball, x, y, precision) } }
        }
    }

    /// A fresh ball that `fill` computes into.
    init(_ fill: (UnsafeMutablePointer<arb_struct>) -> Void) {
        storage = BallStorage.make()
        fill(storage.arb)
    }

    /// Runs `body` on the Arb ball, which must not be changed.
    @inline(__always)
    func read<Result>(_ body: (UnsafeMutablePointer<arb_struct>) -> Result) -> Result {
        withExtendedLifetime(storage) { body(storage.arb) }
    }

    /// Runs `body` on the Arb ball of a storage that this value owns alone.
    @inline(__always)
    mutating func mutate(_ body: (UnsafeMutablePointer<arb_struct>) -> Void) {
        if !isKnownUniquelyReferenced(&storage) {
            let copy = BallStorage.make()
            arb_set(copy.arb, storage.arb)
            storage = copy
        }
        body(storage.arb)
    }
}

/// The heap part of a `Ball`; changed only by a sole owner.
final class BallStorage: ManagedBuffer<arb_struct, Never> {
    deinit { withUnsafeMutablePointerToHeader { arb_clear($0) } }

    static func make() -> BallStorage {
        // An all-zero arb_struct is the exact number 0 (arb_init does nothing else).
        unsafeDowncast(BallStorage.create(minimumCapacity: 0) { _ in arb_struct() }, to: BallStorage.self)
    }

    var arb: UnsafeMutablePointer<arb_struct> { withUnsafeMutablePointerToHeader { $0 } }
}
