import Arithmetic

/// The convergents of one depth with their greatest common divisor, exactly.
struct ReducedConvergent {
    /// n.
    let depth: Int
    /// q(n), not reduced.
    let q: Integer
    /// q(n−1).
    let previousDenominator: Integer
    /// gcd(p(n), q(n)).
    let commonFactor: Integer
    /// q̃(n) = |q(n)|/gcd(p(n), q(n)).
    let reducedDenominator: Integer

    /// The convergents at ascending depths n ≥ 1.
    ///
    /// The blocks between two depths are multiplied by binary splitting, so that one walk serves all depths. Cost:
    /// O(M(s) log n) for s bits; see `ContinuantBlock` for the common factors.
    static func at(_ depths: [Int], of fraction: PolynomialContinuedFraction) -> [ReducedConvergent] {
        var state = Matrix2x2<Integer>(fraction.a.evaluated(at: 0), 1, 1, 0)
        var determinant: Integer = 1
        let numerators = PolynomialValues(fraction.b, last: depths.last ?? 0)
        var last = 0
        return depths.map { depth in
            let block = ContinuantBlock(fraction, numerators, from: last + 1, through: depth)
            let (x, y, common) = block.firstColumn(of: state, determinant: determinant)
            var previous = state.c * block.matrix.b
            previous.addProduct(state.d, block.matrix.d)
            let q = y * block.content
            if depth != depths.last {
                var previousNumerator = state.a * block.matrix.b
                previousNumerator.addProduct(state.b, block.matrix.d)
                state = Matrix2x2(x * block.content, previousNumerator, q, previous)
                determinant *= numerators.product(from: last + 1, through: depth)
            }
            last = depth
            return ReducedConvergent(
                depth: depth, q: q, previousDenominator: previous, commonFactor: common * block.content,
                reducedDenominator: common.isZero ? 0 : y.dividedExactly(by: common).magnitude)
        }
    }
}

/// ∏ [[a(n), 1], [b(n), 0]] over a range of n, with the content h of its first column h·(x, y).
///
/// For a matrix L of determinant D and coprime x, y the greatest common divisor of the entries of L·(x, y) divides D, since
/// it divides D·x and D·y. So the common factor of a column of a product is found from the column of the right half, and
/// from gcd(r, D), where D = ∏ b(n) over the left half has half the length: three times faster than Lehmer's algorithm on
/// the whole numbers.
struct ContinuantBlock {
    /// The product.
    let matrix: Matrix2x2<Integer>
    /// h, the greatest common divisor of the first column.
    let content: Integer

    /// Blocks of so few matrices take the greatest common divisor directly.
    private static let leafSize = 128

    /// The product from `first` to `last` ≥ `first`. The depth of recursion is logarithmic.
    init(_ fraction: PolynomialContinuedFraction, _ numerators: PolynomialValues, from first: Int, through last: Int) {
        if last - first < ContinuantBlock.leafSize {
            matrix = ContinuantProduct.exact(a: fraction.a, b: fraction.b, from: first, through: last)
            content = matrix.a.gcd(matrix.c)
            return
        }
        let middle = first + (last - first) / 2
        let left = ContinuantProduct.exact(a: fraction.a, b: fraction.b, from: first, through: middle)
        let right = ContinuantBlock(fraction, numerators, from: middle + 1, through: last)
        let determinant = numerators.product(from: first, through: middle)
        content = right.firstColumn(of: left, determinant: determinant).common * right.content
        matrix = left * right.matrix
    }

    /// The first column of `left` times this matrix, divided by the content h of this one's first column, and the greatest
    /// common divisor of the quotients; `determinant` is that of `left` up to its sign.
    func firstColumn(of left: Matrix2x2<Integer>, determinant: Integer) -> (x: Integer, y: Integer, common: Integer) {
        if content.isZero { return (0, 0, 0) }
        let (x, y) = left.applied(
            to: matrix.a.dividedExactly(by: content), matrix.c.dividedExactly(by: content))
        if determinant.isZero { return (x, y, x.gcd(y)) }
        if determinant.magnitude.isOne { return (x, y, 1) }
        let divisor = x.quotientAndRemainder(dividingBy: determinant).remainder.gcd(determinant)
        return (x, y, divisor.isOne ? 1 : y.quotientAndRemainder(dividingBy: divisor).remainder.gcd(divisor))
    }
}

extension Integer {
    /// log |x| to 64 bits, for x ≠ 0.
    var logarithm: Ball { Ball(self).absoluteValue().rounded(precision: 96).log(precision: 64) }
}
