internal import CMath

/// Products of the matrices [[a(n), 1], [b(n), 0]] by binary splitting: the exact convergents of a continued fraction
/// a(0) + b(1)/(a(1) + b(2)/(a(2) + …)) are
/// [[p(m), p(m−1)], [q(m), q(m−1)]] = [[a(0), 1], [1, 0]] · ∏_{n=1}^{m} [[a(n), 1], [b(n), 0]].
public enum ContinuantProduct {
    /// The number of matrices that are multiplied by the plain recurrence at a leaf of the tree.
    private static let leafSize = 24

    /// ∏_{n=first}^{last} [[a(n), 1], [b(n), 0]], exactly; the identity for an empty range.
    ///
    /// Cost: O(M(s) log m) for m matrices and a result of s bits.
    public static func exact(
        a: Polynomial<Integer>, b: Polynomial<Integer>, from first: Int, through last: Int
    ) -> Matrix2x2<Integer> {
        var result = RawMatrix()
        exact(a, b, first, last, &result)
        return Matrix2x2(
            Integer(copying: result.entry(0)), Integer(copying: result.entry(1)),
            Integer(copying: result.entry(2)), Integer(copying: result.entry(3)))
    }

    /// The same product in balls of `precision` bits: exact while entries fit that precision, rounded above it.
    ///
    /// Cost: O(M(precision) log m) beyond the point where the entries fill the precision, so that digits which the
    /// caller does not want are never computed.
    public static func enclosure(
        a: Polynomial<Integer>, b: Polynomial<Integer>, from first: Int, through last: Int, precision: Int
    ) -> Matrix2x2Ball {
        guard first <= last else { return Matrix2x2Ball(Ball(1), Ball(), Ball(), Ball(1)) }
        // Work exactly up to the level where entries reach about the precision, in balls above it.
        let size = max(1, entryBits(a, b, at: last))
        let block = max(leafSize, precision / size)
        return enclosure(a, b, first, last, block, precision)
    }

    private static func enclosure(
        _ a: Polynomial<Integer>, _ b: Polynomial<Integer>, _ first: Int, _ last: Int, _ block: Int, _ precision: Int
    ) -> Matrix2x2Ball {
        if last - first < block {
            var leaf = RawMatrix()
            exact(a, b, first, last, &leaf)
            return Matrix2x2Ball(
                leaf.ball(0, precision), leaf.ball(1, precision), leaf.ball(2, precision), leaf.ball(3, precision))
        }
        let middle = first + (last - first) / 2
        let left = enclosure(a, b, first, middle, block, precision)
        let right = enclosure(a, b, middle + 1, last, block, precision)
        return left.multiplied(by: right, precision: precision)
    }

    /// An estimate of the bits that one step adds near index n.
    private static func entryBits(_ a: Polynomial<Integer>, _ b: Polynomial<Integer>, at n: Int) -> Int {
        max(a.evaluated(at: n).bitWidth, (b.evaluated(at: n).bitWidth + 1) / 2)
    }

    private static func exact(
        _ a: Polynomial<Integer>, _ b: Polynomial<Integer>, _ first: Int, _ last: Int, _ result: inout RawMatrix
    ) {
        if last - first < leafSize {
            result.setIdentity()
            if first > last { return }
            for n in first...last { result.multiply(byStep: a.evaluated(at: n), b.evaluated(at: n)) }
            return
        }
        let middle = first + (last - first) / 2
        var left = RawMatrix()
        var right = RawMatrix()
        exact(a, b, first, middle, &left)
        exact(a, b, middle + 1, last, &right)
        result.setProduct(&left, &right)
    }
}

/// A 2×2 matrix of balls, row major.
public struct Matrix2x2Ball: Sendable {
    /// The entries a b / c d.
    public var a: Ball, b: Ball, c: Ball, d: Ball

    /// The matrix [[a, b], [c, d]].
    public init(_ a: Ball, _ b: Ball, _ c: Ball, _ d: Ball) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
    }

    /// The matrix product, to `precision` bits. Cost: eight multiplications.
    public func multiplied(by other: Matrix2x2Ball, precision: Int) -> Matrix2x2Ball {
        func entry(_ x: Ball, _ y: Ball, _ z: Ball, _ w: Ball) -> Ball {
            var sum = x.multiplied(by: y, precision: precision)
            sum.addProduct(z, w, precision: precision)
            return sum
        }
        return Matrix2x2Ball(
            entry(a, other.a, b, other.c), entry(a, other.b, b, other.d),
            entry(c, other.a, d, other.c), entry(c, other.b, d, other.d))
    }
}

extension Integer {
    /// A copy of a GMP integer.
    init(copying z: UnsafePointer<__mpz_struct>) {
        let storage = IntegerStorage.make()
        __gmpz_set(storage.mpz, z)
        self.init(adopting: storage)
    }
}

/// A 2×2 matrix of GMP integers with one temporary, owned by one scope: no reference counts in the hot loops.
private struct RawMatrix: ~Copyable {
    private let cells: UnsafeMutablePointer<__mpz_struct>

    init() {
        cells = .allocate(capacity: 6)
        for i in 0..<6 { __gmpz_init(cells + i) }
    }

    deinit {
        for i in 0..<6 { __gmpz_clear(cells + i) }
        cells.deallocate()
    }

    func entry(_ i: Int) -> UnsafePointer<__mpz_struct> { UnsafePointer(cells + i) }

    func ball(_ i: Int, _ precision: Int) -> Ball {
        Ball { ball in
            var word: fmpz = 0
            fmpz_init(&word)
            fmpz_set_mpz(&word, cells + i)
            arb_set_round_fmpz(ball, &word, precision)
            fmpz_clear(&word)
        }
    }

    func setIdentity() {
        __gmpz_set_si(cells, 1)
        __gmpz_set_si(cells + 1, 0)
        __gmpz_set_si(cells + 2, 0)
        __gmpz_set_si(cells + 3, 1)
    }

    /// Multiplies on the right by [[a, 1], [b, 0]]: (x, y) → (x·a + y·b, x) in each row.
    func multiply(byStep a: Integer, _ b: Integer) {
        for row in 0..<2 {
            let x = cells + 2 * row
            let y = x + 1
            let next = cells + 4
            if let a = a.asInt, let b = b.asInt {
                __gmpz_mul_si(next, y, b)
                cm_mpz_addmul_si(next, x, a)
            } else {
                b.withMPZ { cm_mpz_mul(next, y, $0) }
                a.withMPZ { __gmpz_addmul(next, x, $0) }
            }
            __gmpz_swap(y, x)
            __gmpz_swap(x, next)
        }
    }

    /// Sets this matrix to left · right.
    func setProduct(_ left: inout RawMatrix, _ right: inout RawMatrix) {
        let l = left.cells
        let r = right.cells
        for row in 0..<2 {
            for column in 0..<2 {
                let target = cells + 2 * row + column
                cm_mpz_mul(target, l + 2 * row, r + column)
                __gmpz_addmul(target, l + 2 * row + 1, r + 2 + column)
            }
        }
    }
}
