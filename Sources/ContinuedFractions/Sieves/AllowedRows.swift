/// Which candidates of a block the tables decide: not those whose innermost number is 0 (they are of lower degree, or
/// zero), and for a given A not those with A² + 4B = 0.
struct AllowedRows: ~Copyable {
    private var rows: BitRows
    private let groups: Int
    /// The values |A| for which the block holds some B = −A²/4, ascending; row i + 1 belongs to value i.
    private var roots: [Int] = []
    /// The degenerate candidates: |A| and the bit in the block, ascending.
    private var entries: [(root: Int, bit: Int)] = []
    /// For each root the range of its entries.
    private var starts: [Int] = []

    init(shape: SieveShape, groups: Int) {
        self.groups = groups
        rows = BitRows(rows: 1, groups: groups)
    }

    /// The number of degenerate candidates.
    var degenerateCount: Int { entries.count }

    /// Loads the block.
    mutating func load(_ block: Range<Int>, _ pieces: borrowing OuterPieces, shape: SieveShape) {
        let width = shape.inner.count
        let low = shape.inner.lowerBound
        entries.removeAll(keepingCapacity: true)
        roots.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        if shape.isBalanced {
            if case .box = shape.numerators {
                collectSquares(block.count, pieces, low, width)
            } else {
                let range = shape.rangesA[shape.degreeA]
                let largest = max(abs(range.lowerBound), abs(range.upperBound))
                collectScaledSquares(block.count, pieces, low, width, largest)
            }
            for (i, entry) in entries.enumerated() where roots.last != entry.root {
                roots.append(entry.root)
                starts.append(i)
            }
            starts.append(entries.count)
        }
        if rows.capacity < roots.count + 1 { rows = BitRows(rows: 2 * roots.count + 1, groups: groups) }
        let base = rows.row(0)
        for word in 0..<groups * 8 {
            let left = block.count - word * 64
            base[word] = left >= 64 ? .max : left <= 0 ? 0 : (1 << UInt64(left)) - 1
        }
        if shape.inner.contains(0) {
            var bit = -low - pieces.firstStart
            while bit < block.count {
                if bit >= 0 { base[bit >> 6] &= ~(1 << UInt64(bit & 63)) }
                bit += width
            }
        }
        for (i, _) in roots.enumerated() {
            let row = rows.row(i + 1)
            row.update(from: base, count: groups * 8)
            for entry in entries[starts[i]..<starts[i + 1]] {
                row[entry.bit >> 6] &= ~(1 << UInt64(entry.bit & 63))
            }
        }
    }

    /// The entries for a box: B = −m², |A| = 2m.
    private mutating func collectSquares(_ length: Int, _ pieces: borrowing OuterPieces, _ low: Int, _ width: Int) {
        var m = 1
        while -m * m >= low {
            if -m * m < low + width {
                var bit = -m * m - low - pieces.firstStart
                while bit < length {
                    if bit >= 0 { entries.append((2 * m, bit)) }
                    bit += width
                }
            }
            m += 1
        }
    }

    /// The entries for rational roots: 4cR = −A² with R = ∏r = q f², q squarefree, so that c = −q m², |A| = 2 q f m.
    private mutating func collectScaledSquares(
        _ length: Int, _ pieces: borrowing OuterPieces, _ low: Int, _ width: Int, _ largest: Int
    ) {
        var (lead, factor, squarefree) = (0, 0, 1)
        for piece in 0..<pieces.count {
            // A² = −4cR ≥ 4R; a lead of 0 stands for one that does not fit a word.
            guard pieces.leads[piece] != 0, pieces.leads[piece] <= largest / 2 * (largest / 2 + 1) else { continue }
            if pieces.leads[piece] != lead {
                lead = pieces.leads[piece]
                (factor, squarefree) = AllowedRows.squareFactor(lead)
            }
            if squarefree > -low || squarefree > largest / factor { continue }
            let shift = piece * width - pieces.firstStart
            var m = 1
            while -squarefree * m * m >= low {
                let bit = shift - squarefree * m * m - low
                if bit < 0 { break }
                if bit < min(length, shift + width) { entries.append((2 * squarefree * factor * m, bit)) }
                m += 1
            }
        }
        entries.sort { ($0.root, $0.bit) < ($1.root, $1.bit) }
    }

    /// f and q with x = q f² and q squarefree, for x ≥ 1.
    private static func squareFactor(_ x: Int) -> (factor: Int, squarefree: Int) {
        // Trial division up to the cube root leaves a prime, a square of one, or a product of two.
        var (rest, squarefree, factor, divisor) = (x, 1, 1, 2)
        while divisor * divisor <= rest / divisor {
            var exponent = 0
            while rest % divisor == 0 {
                rest /= divisor
                exponent += 1
            }
            for _ in 0..<(exponent / 2) { factor *= divisor }
            if exponent % 2 == 1 { squarefree *= divisor }
            divisor += 1
        }
        let root = Int(Double(rest).squareRoot().rounded())
        if root * root == rest { return (factor * root, squarefree) }
        return (factor, squarefree * rest)
    }

    /// The row for fractions with this A.
    @inline(__always)
    func vectors(lead: Int) -> UnsafePointer<SIMD8<UInt64>> {
        roots.isEmpty ? rows.vectors(0) : rows.vectors(position(lead).map { $0 + 1 } ?? 0)
    }

    private func position(_ lead: Int) -> Int? {
        let magnitude = abs(lead)
        var (low, high) = (0, roots.count)
        while low < high {
            let middle = (low + high) / 2
            if roots[middle] < magnitude { low = middle + 1 } else { high = middle }
        }
        return low < roots.count && roots[low] == magnitude ? low : nil
    }

    /// The degenerate candidates with this A.
    func degenerateEntries(lead: Int) -> Range<Int> {
        position(lead).map { starts[$0]..<starts[$0 + 1] } ?? 0..<0
    }

    /// The bit of a degenerate candidate in the block.
    func degenerateBit(_ entry: Int) -> Int { entries[entry].bit }
}
