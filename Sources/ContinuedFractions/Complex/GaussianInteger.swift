import Arithmetic

/// An exact complex number x + iy with integers x and y.
public struct GaussianInteger: Hashable, Sendable, CommutativeRing {
    /// x.
    public let real: Integer
    /// y.
    public let imaginary: Integer

    /// x + iy.
    public init(_ real: Integer, _ imaginary: Integer) {
        self.real = real
        self.imaginary = imaginary
    }

    /// The integer `value`.
    public init(_ value: Int) { self.init(Integer(value), 0) }

    /// i.
    public static var i: GaussianInteger { GaussianInteger(0, 1) }

    /// Whether this is 0.
    public var isZero: Bool { real.isZero && imaginary.isZero }

    /// x − iy.
    public var conjugate: GaussianInteger { GaussianInteger(real, -imaginary) }

    /// x + iy as a complex ball, exactly.
    public var ball: ComplexBall { ComplexBall(real: Ball(real), imaginary: Ball(imaginary)) }

    /// Whether this is a real number that is negative or 0.
    var isNonpositiveReal: Bool { imaginary.isZero && real.signum() <= 0 }

    /// z + w.
    public static func + (z: consuming GaussianInteger, w: GaussianInteger) -> GaussianInteger {
        GaussianInteger(z.real + w.real, z.imaginary + w.imaginary)
    }

    /// z − w.
    public static func - (z: consuming GaussianInteger, w: GaussianInteger) -> GaussianInteger {
        GaussianInteger(z.real - w.real, z.imaginary - w.imaginary)
    }

    /// z · w.
    public static func * (z: consuming GaussianInteger, w: GaussianInteger) -> GaussianInteger {
        GaussianInteger(z.real * w.real - z.imaginary * w.imaginary, z.real * w.imaginary + z.imaginary * w.real)
    }

    /// −z.
    public static prefix func - (z: consuming GaussianInteger) -> GaussianInteger {
        GaussianInteger(-z.real, -z.imaginary)
    }

    /// Adds z · w in place.
    public mutating func addProduct(_ z: GaussianInteger, _ w: GaussianInteger) { self = self + z * w }
}
