/// A 2 × 2 matrix (a b; c d) over a commutative ring.
@frozen
public struct Matrix2x2<Element: CommutativeRing>: Hashable, Sendable {
    /// First row, first column.
    public var a: Element
    /// First row, second column.
    public var b: Element
    /// Second row, first column.
    public var c: Element
    /// Second row, second column.
    public var d: Element

    /// The matrix with rows (a b) and (c d).
    @inlinable
    public init(_ a: Element, _ b: Element, _ c: Element, _ d: Element) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
    }

    /// The identity.
    @inlinable
    public static var identity: Matrix2x2 { Matrix2x2(Element(1), Element(0), Element(0), Element(1)) }

    /// ad − bc.
    @inlinable
    public var determinant: Element { a * d - b * c }

    /// a + d.
    @inlinable
    public var trace: Element { a + d }

    /// The matrix product; eight ring multiplications.
    @inlinable
    public static func * (x: Matrix2x2, y: Matrix2x2) -> Matrix2x2 {
        var a = x.a * y.a
        a.addProduct(x.b, y.c)
        var b = x.a * y.b
        b.addProduct(x.b, y.d)
        var c = x.c * y.a
        c.addProduct(x.d, y.c)
        var d = x.c * y.b
        d.addProduct(x.d, y.d)
        return Matrix2x2(a, b, c, d)
    }

    /// The sum, entry by entry.
    @inlinable
    public static func + (x: Matrix2x2, y: Matrix2x2) -> Matrix2x2 {
        Matrix2x2(x.a + y.a, x.b + y.b, x.c + y.c, x.d + y.d)
    }

    /// The difference, entry by entry.
    @inlinable
    public static func - (x: Matrix2x2, y: Matrix2x2) -> Matrix2x2 {
        Matrix2x2(x.a - y.a, x.b - y.b, x.c - y.c, x.d - y.d)
    }

    /// The matrix applied to the column (x, y).
    @inlinable
    public func applied(to x: Element, _ y: Element) -> (Element, Element) {
        var first = a * x
        first.addProduct(b, y)
        var second = c * x
        second.addProduct(d, y)
        return (first, second)
    }
}
