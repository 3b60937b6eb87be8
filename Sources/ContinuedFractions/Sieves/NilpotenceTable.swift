import Foundation

/// What a residue table of one prime looks like, and how much memory it needs, before it is made.
struct NilpotenceTableLayout: Sendable {
    let prime: SmallPrime
    let denominators: DenominatorClasses
    let numerators: NumeratorClasses
    /// Whether the discriminant A² + 4B of the leading symbol counts: deg b = 2 deg a.
    let isBalanced: Bool
    /// The number of rows and of 64-bit words in a row.
    let rows: Int
    let stride: Int
    /// The bytes of the table and of its indices.
    let bytes: Int
    /// The number of period products to work out.
    let products: Int

    /// The layout, or nil when the numbers do not fit.
    init?(prime: SmallPrime, denominators: DenominatorClasses, numerators: NumeratorClasses, isBalanced: Bool) {
        self.prime = prime
        self.denominators = denominators
        self.numerators = numerators
        self.isBalanced = isBalanced
        guard let rows = denominators.count, let codes = numerators.count else { return nil }
        let (columns, overflow) = codes.multipliedReportingOverflow(by: prime.value)
        // Bit positions inside a row are kept in 32 bits.
        guard !overflow, columns < 1 << 32 else { return nil }
        // One word more, so that a mask can be read as an unaligned 32-bit word.
        stride = columns / 64 + 2
        self.rows = rows
        let (words, tooMany) = rows.multipliedReportingOverflow(by: stride)
        guard !tooMany, words < 1 << 58 else { return nil }
        // For each row its discriminant, the positions that a walk keeps of its multiples, and the values of a.
        var index = rows * (4 + 128 + 2 * prime.value)
        if case .rooted(let classes) = numerators { index += (classes.numbers.count + classes.ranks.count) * 4 }
        bytes = words * 8 + index
        products = columns.multipliedReportingOverflow(by: rows).partialValue
    }

    /// The columns: p for each code.
    var columns: Int { (numerators.count ?? 0) * prime.value }
}

/// For one prime p: whether the period product is nilpotent mod p, for every residue class of (a, b).
///
/// Bit code·p + t of a row is set when P is nilpotent for that class of a, outer coefficients `code` and leading
/// coefficient t of b, or when t = 0 (then p divides the leading coefficient and proves nothing). A vanishing
/// discriminant is not marked in the table, since it depends on the integers whether it makes p bad: `badMask` has its
/// bit. The table is filled by `build` before it is shared and never changes afterwards.
final class NilpotenceTable: @unchecked Sendable {
    let layout: NilpotenceTableLayout
    /// stride words for each row.
    let words: UnsafeMutablePointer<UInt64>
    /// For each row the bit of the t with A² + 4t ≡ 0 (p bad unless the integer discriminant is 0), or 0.
    let badMasks: [UInt32]
    /// For each multiplier m < p three times 256 masks: what a byte of a mask contributes to the mask whose bit k is bit
    /// m·(first + k) mod p of the table's, `first` being the least value of the innermost coefficient.
    let permutations: [UInt32]

    /// A table to be filled, all bits 0.
    init(layout: NilpotenceTableLayout, firstInner: Int) {
        self.layout = layout
        let count = layout.rows * layout.stride
        words = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
        words.initialize(repeating: 0, count: count)
        let prime = layout.prime
        let p = prime.value
        let quarter = prime.inverse(4 % p)
        badMasks = (0..<layout.rows).map { row in
            guard layout.isBalanced else { return 0 }
            let lead = layout.denominators.residues(ofRow: row).last ?? 0
            return 1 << UInt32(prime.residue(-lead * lead * quarter))
        }
        var table = [UInt32](repeating: 0, count: p * 768)
        for m in 1..<p {
            for k in 0..<p {
                let bit = m * prime.residue(firstInner + k) % p
                for byte in 0..<256 where byte >> (bit & 7) & 1 == 1 {
                    table[m * 768 + (bit >> 3) * 256 + byte] |= 1 << UInt32(k)
                }
            }
        }
        permutations = table
    }

    deinit { words.deallocate() }

    /// Fills the table on `workers` threads.
    ///
    /// A product with a root n₀ of b mod p has rank one, so one vector does: with M(n₀) = (0, 1)ᵀ(1, a(n₀)) the trace
    /// is the last entry of (1, a(n₀)) M(n₀ + 1) ⋯ M(n₀ + p − 1). Without a root the determinant is not 0.
    ///
    /// - Returns: false when `isCancelled` said yes.
    func build(
        workers: Int, progress: (@Sendable (_ products: Int) -> Void)?, isCancelled: (@Sendable () -> Bool)?
    ) -> Bool {
        let groups = (layout.columns + 63) / 64
        let chunks = (layout.rows + 63) / 64
        // A block of about ten million products, so that progress and cancellation are felt.
        let block = max(1, min(10_000_000 / (4096 * chunks) + 1, groups / max(1, 4 * workers) + 1))
        let blocks = (groups + block - 1) / block
        let values = DenominatorValues(layout)
        let stop = StopFlag()
        DispatchQueue.concurrentPerform(iterations: max(1, min(workers, blocks))) { _ in
            while let number = stop.next(below: blocks) {
                if isCancelled?() == true {
                    stop.raise()
                    return
                }
                let range = number * block..<min(groups, (number + 1) * block)
                fill(groups: range, values)
                progress?(range.count * 64 * layout.rows)
            }
        }
        return !stop.isRaised
    }

    /// Fills the given groups of 64 columns in all rows.
    private func fill(groups: Range<Int>, _ values: borrowing DenominatorValues) {
        let p = layout.prime.value
        let chunks = (layout.rows + 63) / 64
        var kernel = PeriodProductKernel(prime: p)
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { square in
            guard let square = square.baseAddress else { return }
            for group in groups {
                kernel.loadColumns(group * 64..<min(layout.columns, group * 64 + 64), of: layout.numerators)
                for chunk in 0..<chunks {
                    kernel.work(values.chunk(chunk), square)
                    transpose64(square)
                    for lane in 0..<min(64, layout.rows - chunk * 64) {
                        words[(chunk * 64 + lane) * layout.stride + group] = square[lane]
                    }
                }
            }
        }
    }
}

/// a(n) mod p of every row: for each chunk of 64 rows p times 64 values.
struct DenominatorValues: ~Copyable, @unchecked Sendable {
    private let values: UnsafeMutablePointer<UInt16>
    private let prime: Int

    init(_ layout: NilpotenceTableLayout) {
        let p = layout.prime.value
        prime = p
        let chunks = (layout.rows + 63) / 64
        values = UnsafeMutablePointer<UInt16>.allocate(capacity: chunks * p * 64)
        values.initialize(repeating: 0, count: chunks * p * 64)
        for row in 0..<layout.rows {
            let coefficients = layout.denominators.residues(ofRow: row)
            for n in 0..<p {
                let value = coefficients.reversed().reduce(0) { ($0 * n + $1) % p }
                values[(row / 64 * p + n) * 64 + row % 64] = UInt16(value)
            }
        }
    }

    func chunk(_ number: Int) -> UnsafePointer<UInt16> { UnsafePointer(values + number * prime * 64) }

    deinit { values.deallocate() }
}

/// Numbers handed out to threads, and a flag that stops them.
final class StopFlag: @unchecked Sendable {
    private let lock = NSLock()
    private var issued = 0
    private var raised = false

    /// The next number, or nil when all are issued or the flag is raised.
    func next(below limit: Int) -> Int? {
        lock.lock()
        defer { lock.unlock() }
        guard !raised, issued < limit else { return nil }
        issued += 1
        return issued - 1
    }

    /// Stops the others.
    func raise() {
        lock.lock()
        raised = true
        lock.unlock()
    }

    /// Whether someone stopped.
    var isRaised: Bool {
        lock.lock()
        defer { lock.unlock() }
        return raised
    }
}
