import Synchronization

/// A left side and a right side that agree up to what the target's digits and rounding leave open.
struct EquationHit: Sendable {
    let left: UInt32
    let right: UInt32
    /// The sum of both weights.
    let complexity: Int
    /// |root − x|/|x| to first order.
    let distance: Double

    static func precedes(_ a: EquationHit, _ b: EquationHit) -> Bool {
        (a.complexity, a.distance, a.left, a.right) < (b.complexity, b.distance, b.left, b.right)
    }
}

/// Terms in the order of their values: a view, or a batch of new ones.
struct EquationSortedTerms: @unchecked Sendable {
    let values: UnsafeMutablePointer<Double>
    let derivatives: UnsafeMutablePointer<Double>
    /// nil for a batch, whose ids follow each other.
    private let ids: UnsafeMutablePointer<UInt32>?
    private let firstID: Int
    let count: Int

    /// All terms of a table.
    init(all table: EquationTermTable) {
        (values, derivatives, ids) = (table.view.values, table.view.derivatives, table.view.ids)
        (firstID, count) = (0, table.count)
    }

    /// One batch of a table.
    init(_ table: EquationTermTable, batch: Range<Int>) {
        values = table.values + batch.lowerBound
        derivatives = table.hasVariable ? table.derivatives + batch.lowerBound : table.derivatives
        (ids, firstID, count) = (nil, batch.lowerBound, batch.count)
    }

    @inline(__always)
    func id(_ position: Int) -> Int { ids.map { Int($0[position]) } ?? firstID &+ position }

    /// The number of values below `value`.
    func position(of value: Double) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Finds the pairs L, R whose root near x, x + (R − L)/L′ to first order, lies within the uncertainty of x.
struct EquationMatcher: Sendable {
    /// A little more than twice `EquationGenerator.largestError`: the largest rounding errors of both sides together,
    /// relative to their values.
    private static let largestRoundoff = 0x1.01p-40
    /// The most hits that one chunk of left sides keeps.
    private static let chunkLimit = 1024
    private static let chunk = 1 << 14

    /// |x|.
    let targetMagnitude: Double
    /// The radius of the target, and what its own rounding to a double adds.
    let tolerance: Double
    let threads: Int

    /// The hits between `lefts` and `rights`, the lowest complexity first. Cost: the length of both.
    func match(
        _ lefts: EquationSortedTerms, of leftTable: EquationTermTable, with rights: EquationSortedTerms,
        of rightTable: EquationTermTable
    ) -> [EquationHit] {
        guard lefts.count > 0, rights.count > 0 else { return [] }
        let chunks = (lefts.count + Self.chunk - 1) / Self.chunk
        let found = HitTable(chunks)
        ParallelBlocks.forEach(chunks, threads: threads) { chunk in
            let range = chunk * Self.chunk..<min(lefts.count, (chunk + 1) * Self.chunk)
            found.set(chunk, hits(range, lefts, leftTable, rights, rightTable))
        }
        return found.all.sorted(by: EquationHit.precedes)
    }

    private func hits(
        _ range: Range<Int>, _ lefts: EquationSortedTerms, _ leftTable: EquationTermTable,
        _ rights: EquationSortedTerms, _ rightTable: EquationTermTable
    ) -> [EquationHit] {
        var hits: [EquationHit] = []
        let (rightValues, count) = (rights.values, rights.count)
        var position = rights.position(of: lefts.values[range.lowerBound])
        for i in range {
            let value = lefts.values[i]
            let derivative = lefts.derivatives[i].magnitude
            let reach = tolerance * derivative
            let width = reach + Self.largestRoundoff * value.magnitude
            while position < count && rightValues[position] < value { position &+= 1 }
            var j = position
            while j > 0 && value - rightValues[j - 1] <= width { j &-= 1 }
            while j < count && rightValues[j] - value <= width {
                let (left, right) = (lefts.id(i), rights.id(j))
                let difference = (rightValues[j] - value).magnitude
                j &+= 1
                // The errors of these two, with one unit for the difference and for what first order leaves out.
                let errors = Double(leftTable.errors[left] + rightTable.errors[right]) + 2
                guard difference <= reach + 0x1p-53 * errors * value.magnitude else { continue }
                hits.append(
                    EquationHit(
                        left: UInt32(truncatingIfNeeded: left), right: UInt32(truncatingIfNeeded: right),
                        complexity: Int(leftTable.weights[left]) + Int(rightTable.weights[right]),
                        distance: difference / (derivative * targetMagnitude)))
            }
            if hits.count >= 4 * Self.chunkLimit { Self.trim(&hits) }
        }
        if hits.count > Self.chunkLimit { Self.trim(&hits) }
        return hits
    }

    private static func trim(_ hits: inout [EquationHit]) {
        hits.sort(by: EquationHit.precedes)
        hits.removeLast(hits.count - chunkLimit)
    }
}

/// The hits of each chunk.
private final class HitTable: Sendable {
    private let lists: Mutex<[[EquationHit]]>

    init(_ count: Int) { lists = Mutex(Array(repeating: [], count: count)) }

    func set(_ index: Int, _ hits: [EquationHit]) { lists.withLock { $0[index] = hits } }

    var all: [EquationHit] { lists.withLock { $0.flatMap(\.self) } }
}
