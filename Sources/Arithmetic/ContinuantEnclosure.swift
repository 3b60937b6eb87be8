internal import CMath

/// The product ∏_{n=first}^{last} [[a(n), 1], [b(n), 0]] = λ · [[a, b], [c, d]] up to a positive factor λ, in balls: what
/// the value of a continued fraction needs, since it is a quotient of entries.
public struct ContinuantEnclosure: Sendable {
    /// The first column, to the precision asked for.
    public let a: Ball, c: Ball
    /// The second column, to the lower precision asked for.
    public let b: Ball, d: Ball
    /// ad − bc = ∏ (−b(n))/λ², to the lower precision; it is not computed from the entries, so nothing cancels.
    public let determinant: Ball

    /// The product of the matrices from `first` to `last`; the identity for an empty range.
    ///
    /// Products are exact while their entries are shorter than the precision, and rounded above. Where a block of
    /// matrices has a large common factor (factorial reduction, as in the fractions of Apéry) it is divided out once,
    /// at entries of about 28,000 bits, where a greatest common divisor is still cheap; this stops when a block shows
    /// too small a factor. Matrices on the right edge of the tree are computed to full precision in the first column only.
    ///
    /// Cost: O(M(precision) log m) for m matrices beyond the size where entries fill the precision.
    ///
    /// - Parameters:
    ///   - precision: bits of a and c.
    ///   - lowPrecision: bits of b, d and the determinant.
    public init(
        a: Polynomial<Integer>, b: Polynomial<Integer>, from first: Int, through last: Int, precision: Int,
        lowPrecision: Int
    ) {
        var tree = ContinuantTree(a: a, b: b, last: last, precision: precision, lowPrecision: lowPrecision)
        var root = BallMatrix()
        if first <= last {
            tree.enclose(first, last, isRightEdge: true, &root)
        } else {
            root.setIdentity()
        }
        self.a = root.ball(0)
        self.b = root.ball(1)
        self.c = root.ball(2)
        self.d = root.ball(3)
        determinant = tree.determinant
    }
}

/// The splitting of one product, with what its blocks share.
private struct ContinuantTree: ~Copyable {
    private let a: Polynomial<Integer>
    private let b: Polynomial<Integer>
    private let precision: Int
    private let lowPrecision: Int
    /// The length of the blocks that are multiplied exactly.
    private let exactLength: Int
    /// The length of the blocks whose content is removed; 0 once that does not pay.
    private var contentLength: Int
    /// ∏ (−b(n)) over the matrices multiplied so far, divided by the squares of the contents.
    private(set) var determinant = Ball(1)
    private var numerators = IntegerMatrix()

    /// The bits of the entries at which content is removed.
    private static let contentBits = 28_000

    init(a: Polynomial<Integer>, b: Polynomial<Integer>, last: Int, precision: Int, lowPrecision: Int) {
        self.a = a
        self.b = b
        self.precision = precision
        self.lowPrecision = lowPrecision
        // An estimate of the bits that one matrix adds near the end.
        let bits = max(1, a.evaluated(at: last).bitWidth, (b.evaluated(at: last).bitWidth + 1) / 2)
        exactLength = max(ContinuantProduct.leafSize, 3 * precision / (2 * bits))
        contentLength = ContinuantTree.contentBits / bits
        if contentLength < 2 * ContinuantProduct.leafSize || contentLength >= exactLength { contentLength = 0 }
    }

    mutating func enclose(_ first: Int, _ last: Int, isRightEdge: Bool, _ result: inout BallMatrix) {
        let secondPrecision = isRightEdge ? lowPrecision : precision
        if last - first < exactLength {
            var block = IntegerMatrix()
            multiply(first, last, &block)
            result.set(block, precision: precision, secondPrecision: secondPrecision)
            return
        }
        let middle = first + (last - first) / 2
        var left = BallMatrix()
        var right = BallMatrix()
        enclose(first, middle, isRightEdge: false, &left)
        enclose(middle + 1, last, isRightEdge: isRightEdge, &right)
        result.setProduct(left, right, precision: precision, secondPrecision: secondPrecision)
    }

    private mutating func multiply(_ first: Int, _ last: Int, _ result: inout IntegerMatrix) {
        if last - first < ContinuantProduct.leafSize {
            result.setIdentity()
            numerators.setIdentity()
            for n in first...last {
                let numerator = b.evaluated(at: n)
                result.multiply(byStep: a.evaluated(at: n), numerator)
                numerators.multiplyFirst(by: numerator)
            }
            if (last - first) % 2 == 0 { numerators.negateFirst() }
            determinant.multiply(by: numerators.ball(0, lowPrecision), precision: lowPrecision)
            return
        }
        let middle = first + (last - first) / 2
        var left = IntegerMatrix()
        var right = IntegerMatrix()
        multiply(first, middle, &left)
        multiply(middle + 1, last, &right)
        result.setProduct(&left, &right)
        let length = last - first + 1
        if contentLength > 0, length <= contentLength, 2 * length > contentLength {
            let size = result.bitWidth
            let content = result.divideByContent()
            if content.bitWidth * 12 < size { contentLength = 0 }
            let factor = Ball(content)
            determinant.divide(by: factor.multiplied(by: factor, precision: lowPrecision), precision: lowPrecision)
        }
    }
}

/// A 2×2 matrix of Arb balls, owned by one scope.
private struct BallMatrix: ~Copyable {
    private let cells: UnsafeMutablePointer<arb_struct>

    init() {
        cells = .allocate(capacity: 4)
        for i in 0..<4 { arb_init(cells + i) }
    }

    deinit {
        for i in 0..<4 { arb_clear(cells + i) }
        cells.deallocate()
    }

    func ball(_ i: Int) -> Ball { Ball { arb_set($0, cells + i) } }

    func setIdentity() {
        for i in 0..<4 { arb_set_si(cells + i, i % 3 == 0 ? 1 : 0) }
    }

    func set(_ matrix: borrowing IntegerMatrix, precision: Int, secondPrecision: Int) {
        var word: fmpz = 0
        fmpz_init(&word)
        for i in 0..<4 {
            fmpz_set_mpz(&word, matrix.entry(i))
            arb_set_round_fmpz(cells + i, &word, i % 2 == 0 ? precision : secondPrecision)
        }
        fmpz_clear(&word)
    }

    /// Sets this matrix to left · right, its second column to `secondPrecision` bits.
    func setProduct(
        _ left: borrowing BallMatrix, _ right: borrowing BallMatrix, precision: Int, secondPrecision: Int
    ) {
        for row in 0..<2 {
            for column in 0..<2 {
                let target = cells + 2 * row + column
                let bits = column == 0 ? precision : secondPrecision
                arb_mul(target, left.cells + 2 * row, right.cells + column, bits)
                arb_addmul(target, left.cells + 2 * row + 1, right.cells + 2 + column, bits)
            }
        }
    }
}
