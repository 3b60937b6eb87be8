import Arithmetic
import Foundation

/// The nilpotence screen for whole spaces of fractions by residue tables, at billions of candidates a second.
///
/// For a small prime p the verdict "P = M(1) ⋯ M(p) mod p is nilpotent, or p is bad" (see `NilpotenceScreen`) depends only
/// on the residues of the coefficients, so it is tabulated: p bits, one for each residue of the innermost coefficient of
/// b, for every class of the others. A space is then worked by conjunctions of rows of bits (`SieveWalk`). What the tables
/// let pass is confirmed by the screen's larger primes and, where the trace vanishes by symmetry, by powers of primes.
///
/// Spaces are pairs of a box of coefficients for a with a box or a family of rational roots for b; index =
/// (index of a)·(number of b) + (index of b), as in a box of fractions. Indices with a = 0 or b = 0 hold no fraction.
/// Every pair of exact degrees has tables of its own, so that a vanishing leading coefficient neither floods the survivors
/// nor loses one; fractions with A² + 4B = 0 over the integers are looked up one by one.
///
/// Scaling (a, b) → (λa, λ²b) makes the tables p − 1 times smaller, and the sign of a halves the rows. All results are
/// independent of the number of threads.
public struct NilpotenceTableSieve: Sendable {
    /// How survivors of the tables are confirmed.
    public enum Confirmation: Sendable, Hashable {
        /// By nilpotence at the primes of the screen.
        case nilpotence
        /// By nilpotence; and for a odd-symmetric about a point, where the trace of the period product vanishes by
        /// symmetry, by p² and then p^d | gcd(p(2p), q(2p)), d = max(deg a, ⌈deg b/2⌉).
        case powers
    }

    /// The primes of the tables, ascending, from which each pair of degrees takes what pays and fits.
    public static let tablePrimes = [7, 11, 13, 17, 19, 23]
    /// The default memory budget of the tables in bytes: 1 GiB.
    public static let defaultMemoryBudget = 1 << 30

    /// The ranges of the coefficients of a, lowest degree first.
    public let a: [ClosedRange<Int>]
    /// The partial numerators.
    public let b: PartialNumerators
    /// The number of indices.
    public let count: Int
    /// The number of indices of b: the width of a row of the space.
    public let width: Int
    /// Whether only representatives under a → −a and (a, b) → (λa, λ²b) are reported; see `isRepresentative(_:)`.
    public let representativesOnly: Bool
    let shapes: [SieveShape]
    let screen: NilpotenceScreen

    /// Plans and builds the tables.
    ///
    /// - Parameters:
    ///   - a: the range of each coefficient of a, lowest degree first.
    ///   - b: the partial numerators.
    ///   - memoryBudget: what all tables together may take, in bytes.
    ///   - representativesOnly: whether to pass over fractions that are images of another one of the space.
    ///   - screen: the screen that confirms.
    ///   - workers: the threads that build.
    ///   - progress: called from any thread with the share of the building that is done, from 0 to 1.
    ///   - isCancelled: asked from any thread; yes ends the building with an error.
    /// - Throws: `NilpotenceTableError`; nothing is allocated before the memory is known to fit.
    ///
    /// Cost: about p/2 clock cycles for each class, of which there are about p^k/(p − 1) for k coefficients; a further
    /// prime is taken only where it saves more than it costs.
    public init(
        a: [ClosedRange<Int>], b: PartialNumerators, memoryBudget: Int = NilpotenceTableSieve.defaultMemoryBudget,
        representativesOnly: Bool = false, screen: NilpotenceScreen = NilpotenceScreen(), workers: Int = 1,
        progress: (@Sendable (Double) -> Void)? = nil, isCancelled: (@Sendable () -> Bool)? = nil
    ) throws(NilpotenceTableError) {
        try NilpotenceTableSieve.validate(a, b)
        guard let width = b.count, let rows = PartialNumerators.boxCount(a) else { throw .spaceTooLarge }
        let (count, overflow) = rows.multipliedReportingOverflow(by: width)
        if overflow { throw .spaceTooLarge }
        self.a = a
        self.b = b
        self.count = count
        self.width = width
        self.representativesOnly = representativesOnly
        self.screen = screen
        var shapes = SieveShape.all(a: a, b: b)
        let plan = try TablePlan(shapes: shapes, memoryBudget: memoryBudget)
        let tally = BuildTally(
            total: plan.layouts.reduce(0) { $0 + $1.reduce(0) { $0 + $1.products } }, report: progress)
        for (i, layouts) in plan.layouts.enumerated() {
            for layout in layouts {
                let table = NilpotenceTable(layout: layout, firstInner: shapes[i].inner.lowerBound)
                if !table.build(workers: workers, progress: { tally.add($0) }, isCancelled: isCancelled) {
                    throw .cancelled
                }
                shapes[i].tables.append(table)
            }
        }
        self.shapes = shapes
    }

    private static func validate(_ a: [ClosedRange<Int>], _ b: PartialNumerators) throws(NilpotenceTableError) {
        var ranges = a
        if a.isEmpty { throw .noCoefficients(of: "a") }
        switch b {
        case .box(let box):
            if box.isEmpty { throw .noCoefficients(of: "b") }
            ranges += box
        case .rooted(let family):
            ranges.append(family.scale)
            for group in family.factors { ranges += [group.slope, group.offset] }
        }
        for range in ranges {
            for value in [range.lowerBound, range.upperBound] {
                // Not |value|, which Int.min does not have.
                let limit = NilpotenceTableError.largestCoefficient
                if value > limit || value < -limit { throw .coefficientTooLarge(value) }
            }
        }
    }

    /// The fraction at `index`, or nil where a or b is zero.
    public func fraction(at index: Int) -> PolynomialContinuedFraction? {
        let (row, column) = index.quotientAndRemainder(dividingBy: width)
        let a = Polynomial(integers: coefficients(of: a, at: row))
        let numerator: Polynomial<Integer>
        switch b {
        case .box(let ranges): numerator = Polynomial(integers: coefficients(of: ranges, at: column))
        case .rooted(let family): numerator = family.polynomial(at: column)
        }
        if a.isZero || numerator.isZero { return nil }
        return PolynomialContinuedFraction(a: a, b: numerator)
    }

    private func coefficients(of ranges: [ClosedRange<Int>], at index: Int) -> [Int] {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: ranges.count) { values in
            guard let base = values.baseAddress else { return [] }
            SieveShape.fill(ranges, index, base)
            return Array(UnsafeBufferPointer(start: base, count: ranges.count))
        }
    }

    /// The primes of the tables by pairs of degrees that occur in the space, and the bytes they take.
    public var tables: [(degrees: NilpotenceTableError.DegreePair, primes: [Int], bytes: Int)] {
        shapes.map { shape in
            (
                NilpotenceTableError.DegreePair(a: shape.degreeA, b: shape.degreeB),
                shape.tables.map(\.layout.prime.value).sorted(), shape.tables.reduce(0) { $0 + $1.layout.bytes }
            )
        }
    }

    /// The bytes of all tables.
    public var memory: Int { tables.reduce(0) { $0 + $1.bytes } }

    /// The indices in `range` that the tables let pass, ascending: every fraction that is nilpotent at all good primes of
    /// its tables, and no other. With `representativesOnly` the mirror images (−a, b) of others are passed over.
    ///
    /// Cost: for wide ranges of a and b less than a tenth of a clock cycle a candidate.
    public func tableSurvivors(in range: Range<Int>) -> [Int] { tableSurvivors(in: range) { false } ?? [] }

    /// The same; nil when `isCancelled`, asked every few milliseconds, said yes before the end.
    public func tableSurvivors(in range: Range<Int>, isCancelled: () -> Bool) -> [Int]? {
        let range = range.clamped(to: 0..<count)
        if range.isEmpty { return [] }
        let firstRow = range.lowerBound / width
        let lastRow = (range.upperBound - 1) / width
        let head = range.lowerBound - firstRow * width
        let tail = range.upperBound - lastRow * width
        if firstRow == lastRow { return rectangle(firstRow..<firstRow + 1, head..<tail, isCancelled) }
        // Whole rows in the middle, parts of rows at the ends.
        var result: [Int] = []
        var parts: [(Range<Int>, Range<Int>)] = []
        let whole = (head == 0 ? firstRow : firstRow + 1)..<(tail == width ? lastRow + 1 : lastRow)
        if head > 0 { parts.append((firstRow..<firstRow + 1, head..<width)) }
        if !whole.isEmpty { parts.append((whole, 0..<width)) }
        if tail < width { parts.append((lastRow..<lastRow + 1, 0..<tail)) }
        for (rows, columns) in parts {
            guard let found = rectangle(rows, columns, isCancelled) else { return nil }
            result += found
        }
        return result
    }

    /// The table survivors of whole rows, or of parts of one row.
    private func rectangle(_ rows: Range<Int>, _ columns: Range<Int>, _ isCancelled: () -> Bool) -> [Int]? {
        var foundA = IndexList()
        var foundB = IndexList()
        for shape in shapes {
            let rangeA = shape.embeddingA.preimage(of: rows, count: shape.countA)
            let rangeB = shape.embeddingB.preimage(of: columns, count: shape.countB)
            if rangeA.isEmpty || rangeB.isEmpty { continue }
            var walk = SieveWalk(shape: shape)
            let done = walk.run(
                rangeA, rangeB, foundA: &foundA, foundB: &foundB,
                keepsA: { !representativesOnly || !isMirrored($0, count: shape.rangesA.count) },
                isCancelled: isCancelled)
            if !done { return nil }
        }
        return foundA.ordered(with: foundB, rows: rows, width: width)
    }

    /// Whether (−a, b) is in the space and comes first: its first nonzero coefficient is positive.
    private func isMirrored(_ coefficients: UnsafePointer<Int>, count: Int) -> Bool {
        guard let first = (0..<count).first(where: { coefficients[$0] != 0 }), coefficients[first] < 0 else {
            return false
        }
        return (0..<a.count).allSatisfy { a[$0].contains($0 < count ? -coefficients[$0] : 0) }
    }
}

/// Adds up what threads have built.
private final class BuildTally: @unchecked Sendable {
    private let total: Int
    private let report: (@Sendable (Double) -> Void)?
    private let lock = NSLock()
    private var done = 0

    init(total: Int, report: (@Sendable (Double) -> Void)?) {
        self.total = total
        self.report = report
    }

    func add(_ products: Int) {
        guard let report else { return }
        lock.lock()
        done += products
        let share = min(1, Double(done) / Double(max(1, total)))
        lock.unlock()
        report(share)
    }
}
