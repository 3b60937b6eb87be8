/// The walk over a rectangle of a shape, some a against a range of b.
///
/// For a block of b's that fits the cache and each table, one row of bits over the block is written for every residue
/// class of the a's at hand: the masks of the outer vectors, continued periodically over the innermost range. The verdict
/// of all tables on one a is then the conjunction of one row of each table, 512 candidates at a time, so that nearly
/// nothing is done per candidate. Where few a's share a class this is the classical walk with rotated masks.
struct SieveWalk: ~Copyable {
    /// The most a's worked at once.
    static let largestChunk = 8192
    /// The bytes of rows that stay in the cache.
    private static let cacheBytes = 512 << 10

    private let shape: SieveShape
    private let isBox: Bool
    /// For table t and a number k of the chunk: the number of its row among those of the block.
    private let slots: UnsafeMutablePointer<UInt32>
    /// Position of a (class, multiplier) among the rows of the table, or −1: at row·32 + multiplier.
    private var slotOf: [[Int32]]
    /// The classes of the block's rows: row·32 + multiplier, table after table.
    private var classes: [[Int]]
    /// The a's of the chunk: index in the shape, and A of the leading coefficient.
    private let chunk: UnsafeMutablePointer<Int>
    private let leads: UnsafeMutablePointer<Int>
    private var chunkCount = 0

    init(shape: SieveShape) {
        self.shape = shape
        if case .box = shape.numerators { isBox = true } else { isBox = false }
        slots = .allocate(capacity: max(1, shape.tables.count) * SieveWalk.largestChunk)
        chunk = .allocate(capacity: SieveWalk.largestChunk)
        leads = .allocate(capacity: SieveWalk.largestChunk)
        slotOf = shape.tables.map { [Int32](repeating: -1, count: $0.layout.rows * 32) }
        classes = shape.tables.map { _ in [] }
    }

    deinit {
        slots.deallocate()
        chunk.deallocate()
        leads.deallocate()
    }

    /// Appends the survivors of `rangeA` × `rangeB` (indices of the shape) to the lists: the index of a in the space, and
    /// the index of b; for each a they ascend.
    ///
    /// - Parameter keepsA: which a's to look at, by their coefficients.
    /// - Returns: false when `isCancelled` said yes before the end.
    mutating func run(
        _ rangeA: Range<Int>, _ rangeB: Range<Int>, foundA: inout IndexList, foundB: inout IndexList,
        keepsA: (UnsafePointer<Int>) -> Bool, isCancelled: () -> Bool
    ) -> Bool {
        if rangeB.isEmpty { return true }
        var index = rangeA.lowerBound
        while index < rangeA.upperBound {
            index = collect(from: index, to: rangeA.upperBound, keepsA)
            if chunkCount == 0 { continue }
            if !sieveChunk(rangeB, &foundA, &foundB, isCancelled) { return false }
        }
        return true
    }

    /// Takes the next a's and classifies them; returns the index after the last one taken.
    private mutating func collect(from start: Int, to end: Int, _ keepsA: (UnsafePointer<Int>) -> Bool) -> Int {
        for t in classes.indices {
            for key in classes[t] { slotOf[t][key] = -1 }
            classes[t].removeAll(keepingCapacity: true)
        }
        chunkCount = 0
        var index = start
        withUnsafeTemporaryAllocation(of: Int.self, capacity: shape.rangesA.count) { coefficients in
            guard let coefficients = coefficients.baseAddress else { return }
            while index < end && chunkCount < SieveWalk.largestChunk {
                shape.fillCoefficients(ofA: index, coefficients)
                let lead = coefficients[shape.degreeA]
                if lead != 0 && keepsA(coefficients) {
                    for (t, table) in shape.tables.enumerated() {
                        let (row, multiplier) = table.layout.denominators.classify(coefficients)
                        let key = row * 32 + multiplier
                        if slotOf[t][key] < 0 {
                            slotOf[t][key] = Int32(classes[t].count)
                            classes[t].append(key)
                        }
                        slots[t * SieveWalk.largestChunk + chunkCount] = UInt32(slotOf[t][key])
                    }
                    chunk[chunkCount] = index
                    leads[chunkCount] = lead
                    chunkCount += 1
                }
                index += 1
            }
        }
        return index
    }

    /// The chunk against all blocks of `rangeB`.
    private mutating func sieveChunk(
        _ rangeB: Range<Int>, _ foundA: inout IndexList, _ foundB: inout IndexList, _ isCancelled: () -> Bool
    ) -> Bool {
        let rows = classes.reduce(0) { $0 + $1.count }
        // Blocks of narrow pieces are kept smaller, since codes are kept for each piece.
        let most = shape.inner.count < 8 ? 8 : 64
        let wanted = max(1, min(most, SieveWalk.cacheBytes / (64 * max(1, rows))))
        let groups = max(1, min(wanted, (rangeB.count + 511) / 512))
        let bits = groups * 512
        let bitRows = BitRows(rows: rows, groups: groups)
        var pieces = OuterPieces(shape: shape, capacity: bits / shape.inner.count + 2)
        var allowed = AllowedRows(shape: shape, groups: groups)
        var start = rangeB.lowerBound
        while start < rangeB.upperBound {
            if isCancelled() { return false }
            let block = start..<min(rangeB.upperBound, start + bits)
            pieces.load(block, shape: shape)
            var firstRow = 0
            for t in shape.tables.indices {
                fill(t, bitRows, firstRow, &pieces, block.count)
                firstRow += classes[t].count
            }
            allowed.load(block, pieces, shape: shape)
            intersect(bitRows, allowed, block.lowerBound, &foundA, &foundB)
            if shape.isBalanced { degenerate(allowed, pieces, block.lowerBound, &foundA, &foundB) }
            start = block.upperBound
        }
        return true
    }

    /// Writes the rows of table t.
    private func fill(_ t: Int, _ bitRows: borrowing BitRows, _ firstRow: Int, _ pieces: inout OuterPieces, _ length: Int) {
        let table = shape.tables[t]
        let p = table.layout.prime.value
        let period = PeriodicMask(prime: p)
        let width = shape.inner.count
        var prepared: UInt32 = 0
        table.permutations.withUnsafeBufferPointer { permutations in
            guard let permutations = permutations.baseAddress else { return }
            for (slot, key) in classes[t].enumerated() {
                let (row, multiplier) = (key >> 5, key & 31)
                if prepared >> UInt32(multiplier) & 1 == 0 {
                    pieces.prepareCodes(table: t, multiplier: multiplier, isBox: isBox)
                    prepared |= 1 << UInt32(multiplier)
                }
                let codes = pieces.codes(table: t, multiplier: multiplier, isBox: isBox)
                let bits = UnsafeRawPointer(table.words + row * table.layout.stride)
                let bad = table.badMasks[row]
                let out = bitRows.row(firstRow + slot)
                var appender = BitAppender(out)
                var phase = pieces.firstStart
                var left = length
                for piece in 0..<pieces.count {
                    let size = min(left, width &- phase)
                    var mask = UInt64.max
                    var permutation = permutations + multiplier &* 768
                    var isGood = true
                    if !isBox {
                        let slope = Int(pieces.slopes(table: t)[piece])
                        isGood = slope != 0
                        permutation = permutations + (slope &* multiplier % p) &* 768
                    }
                    if isGood {
                        mask = SieveWalk.mask(bits, codes[piece], bad, permutation)
                        appender.append(
                            periodic: mask, period: period, phase: phase == 0 ? 0 : phase % p, length: size)
                    } else {
                        appender.append(ones: size)
                    }
                    left &-= size
                    phase = 0
                }
                appender.finish(out + bitRows.groups &* 8)
            }
        }
    }

    /// The p bits at bit position `code` of a row, with the bad t marked, permuted.
    @inline(__always)
    private static func mask(
        _ row: UnsafeRawPointer, _ code: UInt32, _ bad: UInt32, _ permutation: UnsafePointer<UInt32>
    ) -> UInt64 {
        let word = row.loadUnaligned(fromByteOffset: Int(code &>> 3), as: UInt32.self)
        let raw = Int(word &>> (code & 7) | bad)
        return UInt64(
            permutation[raw & 255] | permutation[256 &+ (raw &>> 8) & 255] | permutation[512 &+ (raw &>> 16) & 255])
    }

    /// The conjunction of the rows for each a, and the survivors in it.
    private func intersect(
        _ bitRows: borrowing BitRows, _ allowed: borrowing AllowedRows, _ start: Int, _ foundA: inout IndexList,
        _ foundB: inout IndexList
    ) {
        let tables = shape.tables.count
        guard tables > 0 else { return }
        let groups = bitRows.groups
        var firstRows = [Int](repeating: 0, count: tables)
        for t in 1..<max(1, tables) { firstRows[t] = firstRows[t - 1] + classes[t - 1].count }
        let second = min(1, tables - 1)
        let third = min(2, tables - 1)
        let capacity = SieveWalk.largestChunk
        firstRows.withUnsafeBufferPointer { firstRows in
            for k in 0..<chunkCount {
                let zero = allowed.vectors(lead: leads[k])
                let one = bitRows.vectors(firstRows[0] &+ Int(slots[k]))
                let two = bitRows.vectors(firstRows[second] &+ Int(slots[second &* capacity &+ k]))
                let three = bitRows.vectors(firstRows[third] &+ Int(slots[third &* capacity &+ k]))
                for group in 0..<groups {
                    var common = zero[group] & one[group] & two[group] & three[group]
                    if SieveWalk.isZero(common) { continue }
                    for t in 3..<max(3, tables) {
                        common &= bitRows.vectors(firstRows[t] &+ Int(slots[t &* capacity &+ k]))[group]
                    }
                    if SieveWalk.isZero(common) { continue }
                    let indexA = shape.embeddingA(chunk[k])
                    for lane in 0..<8 {
                        var word = common[lane]
                        while word != 0 {
                            let bit = group &* 512 &+ lane &* 64 &+ word.trailingZeroBitCount
                            foundA.append(indexA)
                            foundB.append(shape.embeddingB(start &+ bit))
                            word &= word &- 1
                        }
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func isZero(_ vector: SIMD8<UInt64>) -> Bool {
        let four = vector.lowHalf | vector.highHalf
        let two = four.lowHalf | four.highHalf
        return two[0] | two[1] == 0
    }

    /// The candidates with A² + 4B = 0 over the integers, for which no prime is bad on account of the discriminant: their
    /// bits are read from the tables one by one.
    private func degenerate(
        _ allowed: borrowing AllowedRows, _ pieces: borrowing OuterPieces, _ start: Int, _ foundA: inout IndexList,
        _ foundB: inout IndexList
    ) {
        guard allowed.degenerateCount > 0 else { return }
        let width = shape.inner.count
        for k in 0..<chunkCount {
            for entry in allowed.degenerateEntries(lead: leads[k]) {
                let bit = allowed.degenerateBit(entry)
                let position = bit + pieces.firstStart
                let piece = position / width
                let inner = shape.inner.lowerBound + position % width
                if passes(k, piece, inner, pieces) {
                    foundA.append(shape.embeddingA(chunk[k]))
                    foundB.append(shape.embeddingB(start + bit))
                }
            }
        }
    }

    private func passes(_ k: Int, _ piece: Int, _ inner: Int, _ pieces: borrowing OuterPieces) -> Bool {
        for (t, table) in shape.tables.enumerated() {
            let prime = table.layout.prime
            let key = classes[t][Int(slots[t * SieveWalk.largestChunk + k])]
            let (row, multiplier) = (key >> 5, key & 31)
            let slope = isBox ? 1 : Int(pieces.slopes(table: t)[piece])
            if slope == 0 { continue }
            let code = Int(pieces.codes(table: t, multiplier: multiplier, isBox: isBox)[piece])
            let position = code + multiplier * slope % prime.value * prime.residue(inner) % prime.value
            let word = table.words[row * table.layout.stride + position >> 6]
            if word >> UInt64(position & 63) & 1 == 0 { return false }
        }
        return true
    }
}
