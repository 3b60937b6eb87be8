internal import CMath

/// 32 polynomials of partial numerators b(n), tabulated side by side, and the values of the fractions that they form with
/// rows of partial denominators.
///
/// The value of a(0) + b(1)/(a(1) + … + b(D)/u(D)) is N(0)/N(1) for N(n) = a(n) N(n+1) + b(n+1) N(n+2), N(D) = u(D),
/// N(D+1) = 1, in powers of two that cost nothing (`ContinuantScale`). The tail u(D) = a(D) + b(D+1)/(a(D+1) + …) is
/// replaced by the slowly varying solution of u(n) u(n+1) = a(n) u(n+1) + b(n+1): of order 0 the fixed point
/// (a ± √(a² + 4b))/2, of order 2 with two further terms in the derivatives of a and b. So errors at depth D shrink by
/// about D^(−1) and D^(−3); the fraction itself may converge as slowly as it likes.
///
/// Relative errors by rounding: median 10^(−16), one in a hundred above 2·10^(−14), one in a thousand above 10^(−12).
public struct ContinuantBlock: ~Copyable {
    /// The number of polynomials in a block.
    public static let lanes = Int(CM_LANES)

    private let coefficients: UnsafeMutablePointer<Double>
    private let table: UnsafeMutablePointer<Double>
    private let largestDegree: Int
    private let largestDepth: Int
    private var degree = 0

    /// Room for blocks up to these bounds.
    public init(largestDegree: Int, largestDepth: Int) {
        self.largestDegree = largestDegree
        self.largestDepth = largestDepth
        coefficients = .allocate(capacity: (largestDegree + 1) * ContinuantBlock.lanes)
        coefficients.initialize(repeating: 0, count: (largestDegree + 1) * ContinuantBlock.lanes)
        table = .allocate(capacity: max(1, largestDepth) * ContinuantBlock.lanes)
    }

    deinit {
        coefficients.deallocate()
        table.deallocate()
    }

    /// Sets coefficient k of the polynomial in a lane.
    ///
    /// - Precondition: the degree is within the bound of the block.
    public mutating func setCoefficient(_ k: Int, lane: Int, to value: Double) {
        precondition(k <= largestDegree && lane < ContinuantBlock.lanes, "a coefficient within the block")
        coefficients[k * ContinuantBlock.lanes + lane] = value
    }

    /// Tabulates b(1) … b(depth) for polynomials of this degree.
    ///
    /// - Returns: the lanes, as bits, with b(n) = 0 for some n: their fractions terminate. Exact while all values stay
    ///   below 2^53 in modulus.
    /// - Precondition: degree and depth are within the bounds of the block, and the scale reaches the depth.
    public mutating func tabulate(degree: Int, depth: Int, scale: ContinuantScale) -> UInt32 {
        precondition(degree <= largestDegree && depth <= largestDepth, "a table within the block")
        precondition(scale.numerators.count > depth, "the scale reaches the depth of the table")
        self.degree = degree
        return cm_tabulate_numerators(coefficients, Int32(degree), Int32(depth), scale.numerators, table)
    }

    /// The values of the fractions of some rows with all 32 numerators, at index (row − first row) · 32 + lane.
    ///
    /// NaN where a(D)² + 4b(D+1) < 0 (convergents oscillate as yet), and with order 2 where the terms of the tail do not
    /// decrease. Cost: two floating-point operations a step and lane, and for order 2 about as much as ten steps.
    ///
    /// - Precondition: rows and block have tables to the depth with one scale; `values` has room for 32 of each row.
    public func values(
        of rows: borrowing ContinuantRows, in range: Range<Int>, depth: Int, order: Int,
        into values: UnsafeMutablePointer<Double>
    ) {
        precondition(depth <= rows.depth && depth <= largestDepth && depth > 0, "a depth within the tables")
        precondition(range.upperBound <= rows.count, "rows that are there")
        var a = rows.kernelRows(range, depth: depth, order: order)
        cm_continuant_values(&a, coefficients, Int32(degree), table, values)
    }

    /// The fractions among `live` lanes whose values pass the filter of `keys`, or are NaN, in `values(of:…)` of order 2.
    ///
    /// Cost: as `values`, and about three nanoseconds a fraction for the filter.
    ///
    /// - Precondition: as for `values`.
    public func hits(
        of rows: borrowing ContinuantRows, in range: Range<Int>, depth: Int, live: UInt32, keys: RelativeKeySet,
        into hits: inout ContinuantHits
    ) {
        precondition(depth <= rows.depth && depth <= largestDepth && depth > 0, "a depth within the tables")
        precondition(range.upperBound <= rows.count, "rows that are there")
        hits.reserve(range.count * ContinuantBlock.lanes)
        var a = rows.kernelRows(range, depth: depth, order: 2)
        hits.count = keys.withKernelSet { set in
            cm_continuant_hits(&a, coefficients, Int32(degree), table, live, set, hits.storage)
        }
    }
}

/// The fractions of a block that passed, with a buffer that is used again.
public struct ContinuantHits: ~Copyable {
    /// One fraction that passed.
    public struct Hit: Sendable {
        /// The row, counted from the first of the range.
        public let row: Int
        /// The lane.
        public let lane: Int
        /// The value, or NaN.
        public let value: Double
    }

    fileprivate var storage: UnsafeMutablePointer<cm_continuant_hit>
    private var capacity: Int
    /// How many there are.
    public fileprivate(set) var count = 0

    /// No fractions.
    public init() {
        capacity = 1024
        storage = .allocate(capacity: capacity)
    }

    deinit { storage.deallocate() }

    fileprivate mutating func reserve(_ size: Int) {
        guard size > capacity else { return }
        storage.deallocate()
        capacity = size
        storage = .allocate(capacity: size)
    }

    /// The fraction at a position below `count`, in the order of rows and lanes.
    public subscript(index: Int) -> Hit {
        precondition(index < count, "a hit that is there")
        let hit = storage[index]
        return Hit(row: Int(hit.row), lane: Int(hit.lane), value: hit.value)
    }
}
