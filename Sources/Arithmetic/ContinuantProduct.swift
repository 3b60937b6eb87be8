internal import CMath

/// Products of the matrices [[a(n), 1], [b(n), 0]] by binary splitting: the exact convergents of a continued fraction
/// a(0) + b(1)/(a(1) + b(2)/(a(2) + …)) are
/// [[p(m), p(m−1)], [q(m), q(m−1)]] = [[a(0), 1], [1, 0]] · ∏_{n=1}^{m} [[a(n), 1], [b(n), 0]].
public enum ContinuantProduct {
    /// The number of matrices that are multiplied by the plain recurrence at a leaf of the tree.
    static let leafSize = 24

    /// ∏_{n=first}^{last} [[a(n), 1], [b(n), 0]], exactly; the identity for an empty range.
    ///
    /// Cost: O(M(s) log m) for m matrices and a result of s bits.
    public static func exact(
        a: Polynomial<Integer>, b: Polynomial<Integer>, from first: Int, through last: Int
    ) -> Matrix2x2<Integer> {
        var result = IntegerMatrix()
        exact(a, b, first, last, &result)
        return Matrix2x2(
            Integer(copying: result.entry(0)), Integer(copying: result.entry(1)),
            Integer(copying: result.entry(2)), Integer(copying: result.entry(3)))
    }

    static func exact(
        _ a: Polynomial<Integer>, _ b: Polynomial<Integer>, _ first: Int, _ last: Int, _ result: inout IntegerMatrix
    ) {
        if last - first < leafSize {
            result.setIdentity()
            if first > last { return }
            for n in first...last { result.multiply(byStep: a.evaluated(at: n), b.evaluated(at: n)) }
            return
        }
        let middle = first + (last - first) / 2
        var left = IntegerMatrix()
        var right = IntegerMatrix()
        exact(a, b, first, middle, &left)
        exact(a, b, middle + 1, last, &right)
        result.setProduct(&left, &right)
    }
}
