/// A square matrix over a commutative ring, stored by rows.
public struct Matrix<Element: CommutativeRing>: Hashable, Sendable {
    /// The number of rows and of columns.
    public let size: Int
    /// The entries, row after row.
    @usableFromInline var elements: [Element]

    /// The matrix with the given entries, row after row.
    ///
    /// - Precondition: there are `size`² entries.
    @inlinable
    public init(size: Int, elements: [Element]) {
        precondition(size >= 0 && elements.count == size * size, "a matrix of size n needs n² entries")
        self.size = size
        self.elements = elements
    }

    /// The matrix with entry `entry(row, column)`.
    @inlinable
    public init(size: Int, entry: (_ row: Int, _ column: Int) -> Element) {
        self.init(size: size, elements: (0..<(size * size)).map { entry($0 / size, $0 % size) })
    }

    /// The identity matrix.
    @inlinable
    public static func identity(size: Int) -> Matrix { Matrix(size: size) { Element($0 == $1 ? 1 : 0) } }

    /// The zero matrix.
    @inlinable
    public static func zero(size: Int) -> Matrix { Matrix(size: size) { _, _ in Element(0) } }

    /// The entry in `row` and `column`, both counted from 0.
    @inlinable
    public subscript(row: Int, column: Int) -> Element {
        get {
            precondition(row >= 0 && row < size && column >= 0 && column < size, "matrix index out of range")
            return elements[row &* size &+ column]
        }
        set {
            precondition(row >= 0 && row < size && column >= 0 && column < size, "matrix index out of range")
            elements[row &* size &+ column] = newValue
        }
    }

    /// Whether every entry is 0.
    @inlinable
    public var isZero: Bool { elements.allSatisfy(\.isZero) }

    /// The matrix product; size³ ring multiplications.
    ///
    /// - Precondition: the sizes are equal.
    @inlinable
    public static func * (x: Matrix, y: Matrix) -> Matrix {
        precondition(x.size == y.size, "matrices of different sizes")
        let n = x.size
        var result = [Element](repeating: Element(0), count: n * n)
        for row in 0..<n {
            for k in 0..<n {
                let factor = x.elements[row &* n &+ k]
                if factor.isZero { continue }
                for column in 0..<n {
                    result[row &* n &+ column].addProduct(factor, y.elements[k &* n &+ column])
                }
            }
        }
        return Matrix(size: n, elements: result)
    }

    /// The sum, entry by entry.
    ///
    /// - Precondition: the sizes are equal.
    @inlinable
    public static func + (x: Matrix, y: Matrix) -> Matrix {
        precondition(x.size == y.size, "matrices of different sizes")
        return Matrix(size: x.size, elements: zip(x.elements, y.elements).map { $0 + $1 })
    }

    /// The difference, entry by entry.
    ///
    /// - Precondition: the sizes are equal.
    @inlinable
    public static func - (x: Matrix, y: Matrix) -> Matrix {
        precondition(x.size == y.size, "matrices of different sizes")
        return Matrix(size: x.size, elements: zip(x.elements, y.elements).map { $0 - $1 })
    }

    /// Every entry times `factor`.
    @inlinable
    public static func * (factor: Element, x: Matrix) -> Matrix {
        Matrix(size: x.size, elements: x.elements.map { factor * $0 })
    }

    /// The matrix applied to a column.
    ///
    /// - Precondition: the column has `size` entries.
    @inlinable
    public func applied(to column: [Element]) -> [Element] {
        precondition(column.count == size, "a column of the wrong length")
        return (0..<size).map { row in
            var sum = Element(0)
            for index in 0..<size { sum.addProduct(elements[row &* size &+ index], column[index]) }
            return sum
        }
    }

    /// The sum of the diagonal entries.
    @inlinable
    public var trace: Element {
        var sum = Element(0)
        for index in 0..<size { sum = sum + elements[index &* size &+ index] }
        return sum
    }

    /// Mᵏ for k ≥ 0.
    ///
    /// - Precondition: `exponent` is not negative.
    @inlinable
    public func power(_ exponent: Int) -> Matrix {
        precondition(exponent >= 0, "a matrix power needs an exponent of at least 0")
        var result = Matrix.identity(size: size)
        var base = self
        var rest = exponent
        while rest > 0 {
            if rest & 1 != 0 { result = result * base }
            rest >>= 1
            if rest > 0 { base = base * base }
        }
        return result
    }

    /// det(x·I − M), without divisions.
    ///
    /// Samuelson and Berkowitz: the polynomials of the leading principal submatrices, each from the one before by a
    /// Toeplitz matrix (Berkowitz, Inf. Process. Lett. 18, 1984). About size⁴/4 ring multiplications.
    @inlinable
    public var characteristicPolynomial: Polynomial<Element> {
        // Highest power first, as in Berkowitz' paper.
        var polynomial = [Element(1)]
        for k in 0..<size {
            // The first column of the Toeplitz matrix: 1, −a, −R·C, −R·M·C, …, −R·M^(k−1)·C.
            var toeplitz = [Element(1), -self[k, k]]
            var column = (0..<k).map { self[$0, k] }
            for step in 0..<k {
                var sum = Element(0)
                for index in 0..<k { sum.addProduct(self[k, index], column[index]) }
                toeplitz.append(-sum)
                if step == k - 1 { break }
                column = (0..<k).map { row in
                    var entry = Element(0)
                    for index in 0..<k { entry.addProduct(self[row, index], column[index]) }
                    return entry
                }
            }
            polynomial = (0...(k + 1)).map { row in
                var sum = Element(0)
                for index in 0...min(row, k) { sum.addProduct(toeplitz[row - index], polynomial[index]) }
                return sum
            }
        }
        return Polynomial(polynomial.reversed())
    }

    /// The determinant, without divisions, from the characteristic polynomial.
    @inlinable
    public var determinant: Element {
        let constant = characteristicPolynomial.constantTerm
        return size % 2 == 0 ? constant : -constant
    }

    /// p(M) by Horner's rule.
    @inlinable
    public func evaluate(_ polynomial: Polynomial<Element>) -> Matrix {
        var result = Matrix.zero(size: size)
        for coefficient in polynomial.coefficients.reversed() {
            result = result * self + coefficient * Matrix.identity(size: size)
        }
        return result
    }
}
