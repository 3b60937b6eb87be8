internal import CMath

/// Partial denominators a(n) of one degree, tabulated: the rows of a grid of fractions in double precision.
public struct ContinuantRows: ~Copyable {
    /// The number of polynomials.
    public let count: Int
    /// The largest n of the tables.
    public let depth: Int
    let degree: Int
    let stride: Int
    let rows: UnsafeMutablePointer<Double>
    let coefficients: UnsafeMutablePointer<Double>
    let scale: ContinuantScale

    /// Tabulates polynomials whose coefficients follow one another, `degree` + 1 for each, lowest first.
    ///
    /// Values are exact while they stay below 2^53, and rounded above. Cost and memory: count · (depth + 1) doubles.
    ///
    /// - Precondition: the number of coefficients is a multiple of `degree` + 1, and the scale reaches the depth.
    public init(coefficients list: [Double], degree: Int, depth: Int, scale: ContinuantScale) {
        precondition(list.count % (degree + 1) == 0, "coefficients of polynomials of one degree")
        precondition(scale.denominators.count > depth, "the scale reaches the depth of the tables")
        count = list.count / (degree + 1)
        self.degree = degree
        self.depth = depth
        self.scale = scale
        stride = depth + 1
        rows = .allocate(capacity: max(1, count * stride))
        coefficients = .allocate(capacity: max(1, list.count))
        coefficients.initialize(from: list, count: list.count)
        for row in 0..<count {
            cm_tabulate_denominators(
                coefficients + row * (degree + 1), Int32(degree), Int32(depth), scale.denominators,
                rows + row * stride)
        }
    }

    deinit {
        rows.deallocate()
        coefficients.deallocate()
    }

    /// What the kernels read of some rows.
    func kernelRows(_ range: Range<Int>, depth: Int, order: Int) -> cm_denominators {
        cm_denominators(
            rows: rows + range.lowerBound * stride, coefficients: coefficients + range.lowerBound * (degree + 1),
            stride: stride, count: range.count, degree: Int32(degree), depth: Int32(depth), order: Int32(order),
            tail_scale: scale.denominators[depth])
    }
}
