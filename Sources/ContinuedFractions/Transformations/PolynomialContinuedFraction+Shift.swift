import Arithmetic

extension PolynomialContinuedFraction {
    /// The largest number of terms that are dropped or put in front; the entries of the map grow with it.
    public static let largestShift = 2_000

    /// The fraction of (a(n + count), b(n + count)): the first `count` terms are dropped.
    ///
    /// Its value V′ and the old one V are related by V = a(0) + b(1)/(a(1) + … + b(count)/V′).
    ///
    /// - Throws: `TransformationError` when `count` is not in 0 ... `largestShift` or the fraction terminates.
    public func droppingFirst(_ count: Int) throws(TransformationError) -> TransformedFraction {
        guard (0...PolynomialContinuedFraction.largestShift).contains(count) else {
            throw .outOfRange("\(count) terms cannot be dropped: 0 ... \(PolynomialContinuedFraction.largestShift)")
        }
        try requireInfinite()
        let offset = Integer(count)
        let fraction = PolynomialContinuedFraction(a: a.shifted(by: offset), b: b.shifted(by: offset))
        return TransformedFraction(fraction: fraction, map: try headMap(count).inverse)
    }

    /// The fraction of (a(n − count), b(n − count)): `count` terms are put in front.
    ///
    /// - Throws: `TransformationError` when `count` is not in 0 ... `largestShift`, or when the new fraction terminates,
    ///   because b vanishes at an integer from 1 − count on.
    public func puttingInFront(_ count: Int) throws(TransformationError) -> TransformedFraction {
        guard (0...PolynomialContinuedFraction.largestShift).contains(count) else {
            throw .outOfRange(
                "\(count) terms cannot be put in front: 0 ... \(PolynomialContinuedFraction.largestShift)")
        }
        let offset = Integer(-count)
        let fraction = PolynomialContinuedFraction(a: a.shifted(by: offset), b: b.shifted(by: offset))
        return TransformedFraction(fraction: fraction, map: try fraction.droppingFirst(count).map.inverse)
    }

    /// The map x ↦ a(0) + b(1)/(a(1) + … + b(count)/x): the value as a function of the tail from index `count` on.
    private func headMap(_ count: Int) throws(TransformationError) -> MobiusMap {
        var matrix = Matrix2x2<Integer>.identity
        for index in 0..<count {
            matrix = matrix * Matrix2x2(a.evaluated(at: index), b.evaluated(at: index + 1), 1, 0)
        }
        guard let map = MobiusMap(matrix.a, matrix.b, matrix.c, matrix.d) else {
            throw .degenerate("one of b(1), ..., b(\(count)) is 0")
        }
        return map
    }
}
