internal import CMath

/// A partial sum Σ_{n=0}^{N−1} A(n) ∏_{k<n} p(k)/q(k) of a hypergeometric series by binary splitting, in balls.
///
/// A block of indices l ≤ k < r is the triple C = ∏ p(k), D = ∏ q(k) and T with T/D = Σ_{n=l}^{r−1} A(n) ∏_{l≤k<n}
/// p(k)/q(k), up to a common factor; neighbouring blocks join as C = C₁C₂, D = D₁D₂, T = T₁D₂ + C₁T₂ (Haible and
/// Papanikolaou, Fast multiprecision evaluation of series of rational numbers, ANTS-III, 1998).
public struct SeriesEnclosure: Sendable {
    /// The sum, to the precision asked for.
    public let sum: Ball
    /// ∏_{k<N} p(k)/q(k), to 64 bits.
    public let lastProduct: Ball

    /// The sum of the first `count` ≥ 1 terms.
    ///
    /// Blocks are exact while D is shorter than about the precision, and in balls above. The content of C, D and T is
    /// divided out once, in blocks of about 28,000 bits, as long as it is worth its cost. The sum is taken as
    /// T₁/D₁ + (C₁/D₁)·S₂ over the halves, so that S₂, which is multiplied by something small, is computed to
    /// accordingly fewer bits.
    ///
    /// Cost: O(M(precision) log count) when the terms decrease geometrically or faster.
    ///
    /// - Precondition: `count` ≥ 1 and q(k) ≠ 0 for 0 ≤ k < count.
    public init(
        factor: Polynomial<Integer>, numerator: Polynomial<Integer>, denominator: Polynomial<Integer>, count: Int,
        precision: Int
    ) {
        precondition(count >= 1, "a partial sum needs at least one term")
        var tree = SeriesTree(factor: factor, numerator: numerator, denominator: denominator, precision: precision)
        sum = tree.sum(0, count, precision: max(64, precision))
        lastProduct = tree.lastProduct
    }
}

/// The splitting of one sum, with what its blocks share.
private struct SeriesTree: ~Copyable {
    private let factor: Polynomial<Integer>
    private let numerator: Polynomial<Integer>
    private let denominator: Polynomial<Integer>
    /// The bits of the entries at which content is removed; 0 once that does not pay.
    private var contentBits = 28_000
    /// ∏ p(k)/q(k) over the blocks on the right edge that are done.
    private(set) var lastProduct = Ball(1)

    private static let lowPrecision = 64
    private static let leafSize = 16

    init(
        factor: Polynomial<Integer>, numerator: Polynomial<Integer>, denominator: Polynomial<Integer>, precision: Int
    ) {
        self.factor = factor
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The bits that the indices below `last` add to the longer of C and D each, near `last`.
    private func bitsPerTerm(_ last: Int) -> Int {
        max(1, numerator.evaluated(at: last).bitWidth, denominator.evaluated(at: last).bitWidth)
    }

    /// T/D of the block, to `precision` bits; the block ends on the right edge.
    mutating func sum(_ first: Int, _ end: Int, precision: Int) -> Ball {
        let isExact = (end - first) * bitsPerTerm(end) <= precision + precision / 2 || end - first <= 2
        if isExact {
            var block = IntegerTriple()
            multiply(first, end, isRightEdge: true, &block)
            let divisor = block.ball(1, precision)
            lastProduct.divide(by: divisor, precision: SeriesTree.lowPrecision)
            return block.ball(2, precision).divided(by: divisor, precision: precision)
        }
        let middle = first + (end - first) / 2
        let left = enclose(first, middle, precision: precision)
        let weight = left.c.divided(by: left.d, precision: SeriesTree.lowPrecision)
        lastProduct.multiply(by: weight, precision: SeriesTree.lowPrecision)
        let head = left.t.divided(by: left.d, precision: precision)
        let lost = (weight.exponentOfMagnitude ?? 0) - (head.exponentOfMagnitude ?? 0)
        // S₂ itself has about the size of A there.
        let bits = max(64, min(precision, precision + lost + factor.evaluated(at: end).bitWidth + 32))
        let rest = sum(middle, end, precision: bits)
        let fraction = left.c.rounded(precision: bits).divided(by: left.d.rounded(precision: bits), precision: bits)
        return head.adding(fraction.multiplied(by: rest, precision: bits), precision: precision)
    }

    /// The triple of the block, exact or to `precision` bits.
    private mutating func enclose(_ first: Int, _ end: Int, precision: Int) -> (c: Ball, d: Ball, t: Ball) {
        if (end - first) * bitsPerTerm(end) <= precision + precision / 2 || end - first <= 2 {
            var block = IntegerTriple()
            multiply(first, end, isRightEdge: false, &block)
            return (block.ball(0, precision), block.ball(1, precision), block.ball(2, precision))
        }
        let middle = first + (end - first) / 2
        let left = enclose(first, middle, precision: precision)
        let right = enclose(middle, end, precision: precision)
        var sum = left.t.multiplied(by: right.d, precision: precision)
        sum.addProduct(left.c, right.t, precision: precision)
        return (
            left.c.multiplied(by: right.c, precision: precision),
            left.d.multiplied(by: right.d, precision: precision), sum
        )
    }

    /// The exact triple of the block. On the right edge C is not computed but multiplied into `lastProduct`.
    private mutating func multiply(_ first: Int, _ end: Int, isRightEdge: Bool, _ result: inout IntegerTriple) {
        if end - first <= SeriesTree.leafSize {
            result.setUnit()
            for k in first..<end {
                result.append(
                    factor: factor.evaluated(at: k), numerator: numerator.evaluated(at: k),
                    denominator: denominator.evaluated(at: k))
            }
            if isRightEdge { multiplyLastProduct(by: result.ball(0, SeriesTree.lowPrecision)) }
            return
        }
        let middle = first + (end - first) / 2
        var left = IntegerTriple()
        var right = IntegerTriple()
        multiply(first, middle, isRightEdge: false, &left)
        multiply(middle, end, isRightEdge: isRightEdge, &right)
        result.setJoin(&left, &right, isRightEdge: isRightEdge)
        if isRightEdge {
            multiplyLastProduct(by: left.ball(0, SeriesTree.lowPrecision))
        } else if contentBits > 0 {
            let size = result.bitWidth
            if size >= contentBits, size < 2 * contentBits {
                let content = result.divideByContent()
                if content * 12 < size { contentBits = 0 }
            }
        }
    }

    private mutating func multiplyLastProduct(by ball: Ball) {
        lastProduct.multiply(by: ball, precision: SeriesTree.lowPrecision)
    }
}

/// C, D, T and a temporary as GMP integers, owned by one scope.
private struct IntegerTriple: ~Copyable {
    private let cells: UnsafeMutablePointer<__mpz_struct>

    init() {
        cells = .allocate(capacity: 4)
        for i in 0..<4 { __gmpz_init(cells + i) }
    }

    deinit {
        for i in 0..<4 { __gmpz_clear(cells + i) }
        cells.deallocate()
    }

    /// The bits of the longer of C and D.
    var bitWidth: Int { max(__gmpz_sizeinbase(cells, 2), __gmpz_sizeinbase(cells + 1, 2)) }

    func ball(_ i: Int, _ precision: Int) -> Ball {
        Ball { ball in
            var word: fmpz = 0
            fmpz_init(&word)
            fmpz_set_mpz(&word, cells + i)
            arb_set_round_fmpz(ball, &word, precision)
            fmpz_clear(&word)
        }
    }

    /// The empty block.
    func setUnit() {
        __gmpz_set_si(cells, 1)
        __gmpz_set_si(cells + 1, 1)
        __gmpz_set_si(cells + 2, 0)
    }

    /// Joins one index on the right: T = (T + C A) q, C = C p, D = D q.
    func append(factor: Integer, numerator: Integer, denominator: Integer) {
        addProduct(cells + 2, cells, factor)
        multiply(cells + 2, denominator)
        multiply(cells, numerator)
        multiply(cells + 1, denominator)
    }

    private func multiply(_ cell: UnsafeMutablePointer<__mpz_struct>, _ value: Integer) {
        if let word = value.asInt {
            if word != 1 { __gmpz_mul_si(cell, cell, word) }
        } else {
            value.withMPZ { cm_mpz_mul(cell, cell, $0) }
        }
    }

    private func addProduct(
        _ cell: UnsafeMutablePointer<__mpz_struct>, _ x: UnsafeMutablePointer<__mpz_struct>, _ value: Integer
    ) {
        if let word = value.asInt {
            cm_mpz_addmul_si(cell, x, word)
        } else {
            value.withMPZ { __gmpz_addmul(cell, x, $0) }
        }
    }

    /// Sets this triple to the join of two; its C stays unset on the right edge.
    func setJoin(_ left: inout IntegerTriple, _ right: inout IntegerTriple, isRightEdge: Bool) {
        let l = left.cells
        let r = right.cells
        cm_mpz_mul(cells + 2, l + 2, r + 1)
        __gmpz_addmul(cells + 2, l, r + 2)
        cm_mpz_mul(cells + 1, l + 1, r + 1)
        if !isRightEdge { cm_mpz_mul(cells, l, r) }
    }

    /// Divides C, D and T by their greatest common divisor; returns its bits.
    func divideByContent() -> Int {
        let content = cells + 3
        __gmpz_gcd(content, cells, cells + 1)
        __gmpz_gcd(content, content, cells + 2)
        if cm_mpz_sgn(content) == 0 { return 0 }
        let bits = __gmpz_sizeinbase(content, 2)
        if bits > 1 {
            for i in 0..<3 { __gmpz_divexact(cells + i, cells + i, content) }
        }
        return bits
    }
}
