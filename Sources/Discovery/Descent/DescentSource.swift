import Arithmetic
import ContinuedFractions
import IntegerRelations

/// Why a box is none for a descent.
public enum DescentError: Error, Sendable, Hashable, CustomStringConvertible {
    /// a needs a degree of at least 1, b of at least 1.
    case degreeTooLow(polynomial: String)
    /// A leading coefficient can only be 0.
    case vanishingLead(polynomial: String)
    /// A range of a coefficient has more points than a line may have.
    case rangeTooLong(points: Int, limit: Int)
    /// Numbers that must be positive.
    case notPositive(String)

    /// One line that says what was wrong.
    public var description: String {
        switch self {
        case .degreeTooLow(let name): "descent needs a box for \(name) with at least two coefficients"
        case .vanishingLead(let name): "the leading coefficient of \(name) can only be 0"
        case .rangeTooLong(let points, let limit):
            "a coefficient runs over \(points) values: descent follows lines of at most \(limit) points"
        case .notPositive(let name): "\(name) must be positive"
        }
    }
}

/// A search by descent in boxes of coefficients that are too large to enumerate.
///
/// Each start is a random point of the box; its index seeds its own generator (SplitMix64), so a start does the same whatever
/// range or thread it is worked in. Two phases, both of exact line searches along the coordinates (`NilpotenceLine`):
///  1. *Ascent.* Move to a point of the line with the largest score, Σ log p over the primes that find the fraction
///     nilpotent, until a point passes at all of them and is confirmed: the fraction has factorial reduction.
///  2. *Descent with repulsion.* Such fractions lie in families, so the lines through one of them hold more. Move to the one
///     whose running coefficient is next to that of an anchor, a random point with small coefficients, and was not visited;
///     visited points repel (after Descent & Repel, arXiv 1907.00205, section 5, where real points repel each other). Fractions
///     of small height are those whose limits have names.
///
/// Every confirmed fraction on the way is evaluated and identified; those whose limit has a name become candidates. The
/// classes without factorial reduction (deg b < 2 deg a, such as those of e) are no aim of this search.
public struct DescentSource: CandidateSource {
    /// The coefficients of a.
    public let boxA: CoefficientBox
    /// The coefficients of b.
    public let boxB: CoefficientBox
    /// The number of starts.
    public let count: Int
    /// Seeds all starts.
    public let seed: UInt64
    /// The lines that one start may search.
    public let lines: Int

    private let evaluation: SurvivorEvaluation
    private let ranges: [ClosedRange<Int>]

    /// The largest number of points of a line.
    public static let largestLine = 1 << 20
    /// Starts in a block.
    public var blockSize: Int { 4 }

    /// A descent from `starts` points of the box.
    ///
    /// - Parameters:
    ///   - lines: the lines that one start may search; some 10 microseconds each.
    ///   - identifier: names the limits of what is found.
    /// - Throws: `DescentError`.
    public init(
        a: CoefficientBox, b: CoefficientBox, starts: Int, lines: Int = 400, seed: UInt64,
        identifier: BulkIdentifier
    ) throws(DescentError) {
        for (name, box) in [("a", a), ("b", b)] {
            guard box.ranges.count >= 2 else { throw .degreeTooLow(polynomial: name) }
            guard let lead = box.ranges.last, lead != 0...0 else { throw .vanishingLead(polynomial: name) }
        }
        ranges = a.ranges + b.ranges
        let longest = ranges.reduce(0) { max($0, $1.count) }
        guard longest <= DescentSource.largestLine else {
            throw .rangeTooLong(points: longest, limit: DescentSource.largestLine)
        }
        guard starts > 0 else { throw .notPositive("the number of starts") }
        guard lines > 0 else { throw .notPositive("the number of lines") }
        boxA = a
        boxB = b
        count = starts
        self.lines = lines
        self.seed = seed
        evaluation = SurvivorEvaluation(identifier: identifier, largestDepth: DescentSource.largestDepth)
    }

    /// The depth to which a fraction is followed.
    private static let largestDepth = 5_000

    /// The named fractions that the starts of this range reach, each once for a start.
    public func candidates(in range: Range<Int>, isCancelled: () -> Bool) -> [FractionCandidate]? {
        let longest = ranges.reduce(0) { max($0, $1.count) }
        let line = NilpotenceLine(
            countA: boxA.ranges.count, countB: boxB.ranges.count, capacity: longest)
        var found: [FractionCandidate] = []
        for index in range {
            if isCancelled() { return nil }
            var walk = DescentWalk(ranges: ranges, countA: boxA.ranges.count, seed: seed, index: index)
            walk.run(lines: lines, line)
            found += walk.confirmed.compactMap { fraction in
                let report = evaluation.report(on: FractionCandidate(index: index, fraction: fraction))
                guard case .mobius(let constant, _, _, _, _)? = report.identifications.first?.kind else { return nil }
                return FractionCandidate(index: index, fraction: fraction, constant: constant)
            }
        }
        return found
    }

    /// All fractions with factorial reduction that one start reaches, named or not, in the order in which it meets them.
    ///
    /// - Precondition: `start` is one of 0 ..< count.
    public func reductions(start: Int) -> [PolynomialContinuedFraction] {
        precondition((0..<count).contains(start), "a start is one of 0 ..< \(count)")
        let longest = ranges.reduce(0) { max($0, $1.count) }
        let line = NilpotenceLine(countA: boxA.ranges.count, countB: boxB.ranges.count, capacity: longest)
        var walk = DescentWalk(ranges: ranges, countA: boxA.ranges.count, seed: seed, index: start)
        walk.run(lines: lines, line)
        return walk.confirmed
    }
}
