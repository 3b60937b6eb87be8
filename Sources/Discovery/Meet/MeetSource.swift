import Arithmetic
import ContinuedFractions

/// Meeting in the middle: the fractions of a space whose value in double precision is (α + β c)/(γ + δ c) for a constant c
/// and small integers, by comparison of all values with a table of all such numbers.
///
/// It needs no factorial reduction, so it sees the fractions for e, tan, Bessel functions … that no screen modulo primes
/// does. Stage 1 compares values with keys of 12 digits: for a space of two boxes in blocks of 32 numerators at a depth
/// from the leading terms (32 to 256, tail of order 2), where convergence is slow deeper and with a tail of order 6. Stage
/// 2 repeats the comparison in double-double arithmetic at depths 200 and 400 (`MeetRecheck`). What passes agrees to 11
/// to 14 digits: a candidate, for an enclosed limit to decide.
///
/// Left out: a or b identically 0; terminating fractions; oscillation by the leading terms (deg b = 2 deg a and
/// A² + 4B < 0, or deg b > 2 deg a and B < 0); of mirror images (a, b), (−a, b) in one space the one whose a has a negative
/// leading coefficient. Missed may be fractions whose error at depth 400 is above 10^(−11), and about one in a thousand
/// where cancellation costs a double more than three digits.
///
/// Source: the algorithm is that of G. Raayoni et al., arXiv:1907.00205; the tails replace its far larger depths.
public struct MeetSource: CandidateSource {
    /// The space.
    public let space: FractionSpace
    /// The numbers that values are compared with.
    public let table: MobiusTable
    private let groupsA: [LeadingGroup]
    private let groupsB: [LeadingGroup]

    /// Pairs of one block of two boxes, about a tenth of a second, and of a parametric space.
    private static let pairs = 8_000_000
    private static let parametricPairs = 20_000

    /// The source over a space.
    public init(space: FractionSpace, table: MobiusTable) {
        self.space = space
        self.table = table
        if case .boxes(let a, let b) = space.form {
            groupsA = LeadingGroup.all(of: a)
            groupsB = LeadingGroup.all(of: b)
        } else {
            groupsA = []
            groupsB = []
        }
    }

    /// The number of indices.
    public var count: Int { space.count }

    /// Whole rows of a space of boxes, one a with all b, as many as make up eight million pairs.
    public var blockSize: Int {
        guard case .boxes(_, let b) = space.form, let width = b.count, width > 0 else {
            return MeetSource.parametricPairs
        }
        return width * max(1, MeetSource.pairs / width)
    }

    /// The candidates of a range in ascending order of their indices; nil when `isCancelled` said yes before the end.
    ///
    /// Cost: of boxes about ten nanoseconds a pair; of parametric spaces about two microseconds.
    public func candidates(in range: Range<Int>, isCancelled: () -> Bool) -> [FractionCandidate]? {
        let indices: [Int]?
        switch space.form {
        case .boxes(let a, let b): indices = scan(a, b, range, isCancelled)
        case .parametric: indices = ParametricScan(space: space, keys: table.keys).scan(range, isCancelled)
        }
        guard let indices else { return nil }
        return MeetRecheck(table: table).candidates(indices.sorted(), of: space)
    }

    /// A range is up to three rectangles: the end of a row, whole rows, the begin of a row.
    private func scan(
        _ a: CoefficientBox, _ b: CoefficientBox, _ range: Range<Int>, _ isCancelled: () -> Bool
    ) -> [Int]? {
        guard let width = b.count, width > 0, !range.isEmpty else { return [] }
        var found: [Int] = []
        var rest = range.clamped(to: 0..<count)
        while !rest.isEmpty {
            let (row, column) = rest.lowerBound.quotientAndRemainder(dividingBy: width)
            let whole = rest.count / width
            let rows: Range<Int>
            let columns: Range<Int>
            if column == 0, whole > 0 {
                (rows, columns) = (row..<row + whole, 0..<width)
            } else {
                (rows, columns) = (row..<row + 1, column..<min(width, column + rest.count))
            }
            var scan = BoxScan(a: a, b: b, groupsA: groupsA, groupsB: groupsB, keys: table.keys)
            guard let part = scan.scan(rows: rows, columns: columns, isCancelled: isCancelled) else { return nil }
            found += part
            rest = (rest.lowerBound + rows.count * columns.count)..<rest.upperBound
        }
        return found
    }
}
