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
    /// Whether a table has rows in this chunk; the others are asked for each survivor.
    private var hasRows: [Bool]

    init(shape: SieveShape) {
        self.shape = shape
        if case .box = shape.numerators { isBox = true } else { isBox = false }
        slots = .allocate(capacity: max(1, shape.tables.count) * SieveWalk.largestChunk)
        chunk = .allocate(capacity: SieveWalk.largestChunk)
        leads = .allocate(capacity: SieveWalk.largestChunk)
        slotOf = shape.tables.map { [Int32](repeating: -1, count: $0.layout.rows * 32) }
        classes = shape.tables.map { _ in [] }
        hasRows = shape.tables.map { _ in true }
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
        chooseRows()
        let rows = classes.indices.reduce(0) { $0 + (hasRows[$1] ? classes[$1].count : 0) }
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
            for t in shape.tables.indices where hasRows[t] {
                fill(t, bitRows, firstRow, &pieces, block.count)
                firstRow += classes[t].count
            }
            allowed.load(block, pieces, shape: shape)
            intersect(bitRows, allowed, pieces, block.lowerBound, &foundA, &foundB)
            if shape.isBalanced { degenerate(allowed, pieces, block.lowerBound, &foundA, &foundB) }
            start = block.upperBound
        }
        return true
    }

    /// Decides which tables get rows: a row pays when its class is shared by many a's of the chunk, or when the tables
    /// before leave many survivors to ask about one by one. Only the cost depends on it.
    private mutating func chooseRows() {
        let width = Double(shape.inner.count)
        let cyclesOfPiece = 15 + 6 * (width / 64).rounded(.up)
        var density = 1.0
        for (t, table) in shape.tables.enumerated() {
            let rows = Double(classes[t].count) / Double(chunkCount) * cyclesOfPiece / width
            hasRows[t] = t == 0 || rows < 40 * density
            density *= min(1, 0.25 + Double(shape.degreeB) / Double(table.layout.prime.value))
        }
    }

    /// Writes the rows of table t.
    private func fill(
        _ t: Int, _ bitRows: borrowing BitRows, _ firstRow: Int, _ pieces: inout OuterPieces, _ length: Int
    ) {
        let table = shape.tables[t]
        let p = table.layout.prime.value
        let period = PeriodicMask(prime: p)
        let width = shape.inner.count
        let full = UInt64.max &>> UInt64(64 - min(64, width))
        var prepared: UInt32 = 0
        table.permutations.withUnsafeBufferPointer { permutations in
            guard let permutations = permutations.baseAddress else { return }
            for (slot, key) in classes[t].enumerated() {
                let (row, multiplier) = (key >> 5, key & 31)
                if prepared >> UInt32(multiplier) & 1 == 0 {
                    pieces.prepareCodes(
                        table: t, multiplier: multiplier, prime: table.layout.prime, isBox: isBox)
                    prepared |= 1 << UInt32(multiplier)
                }
                let codes = pieces.codes(table: t, multiplier: multiplier, isBox: isBox)
                let places = pieces.permutations(table: t, multiplier: multiplier)
                let bits = UnsafeRawPointer(table.words + row * table.layout.stride)
                let bad = table.badMasks[row]
                let out = bitRows.row(firstRow + slot)
                var permutation = permutations + multiplier &* 768
                var appender = BitAppender(out)
                var phase = pieces.firstStart
                var left = length
                for piece in 0..<pieces.count {
                    if !isBox {
                        let place = Int(places[piece])
                        permutation = permutations + place
                        if place == 0 {
                            // p divides the leading coefficient whatever c is.
                            appender.append(ones: min(left, width &- phase))
                            left &-= width &- phase
                            phase = 0
                            continue
                        }
                    }
                    let mask = SieveWalk.mask(bits, codes[piece], bad, permutation, p)
                    if phase == 0 && width <= min(64, left) {
                        appender.append((mask &* period.repetition) & full, width)
                        left &-= width
                    } else {
                        let size = min(left, width &- phase)
                        appender.append(periodic: mask, period: period, phase: phase == 0 ? 0 : phase % p, length: size)
                        left &-= size
                        phase = 0
                    }
                }
                appender.finish(out + bitRows.groups &* 8)
            }
        }
    }

    /// The p bits at bit position `code` of a row, with the bad t marked, permuted.
    @inline(__always)
    private static func mask(
        _ row: UnsafeRawPointer, _ code: UInt32, _ bad: UInt32, _ permutation: UnsafePointer<UInt32>, _ p: Int
    ) -> UInt64 {
        let word = row.loadUnaligned(fromByteOffset: Int(code &>> 3), as: UInt32.self)
        let raw = Int(word &>> (code & 7) | bad)
        var mask = permutation[raw & 255]
        if p > 8 { mask |= permutation[256 &+ (raw &>> 8) & 255] }
        if p > 16 { mask |= permutation[512 &+ (raw &>> 16) & 255] }
        return UInt64(mask)
    }

    /// The conjunction of the rows for each a, and the survivors in it that the tables without rows let pass.
    private func intersect(
        _ bitRows: borrowing BitRows, _ allowed: borrowing AllowedRows, _ pieces: borrowing OuterPieces, _ start: Int,
        _ foundA: inout IndexList, _ foundB: inout IndexList
    ) {
        // The row of k in table number i of those with rows is firstRows[i] + slotRows[i][k].
        var firstRows: [Int] = []
        var slotRows: [UnsafeMutablePointer<UInt32>] = []
        var rows = 0
        for t in shape.tables.indices where hasRows[t] {
            firstRows.append(rows)
            slotRows.append(slots + t * SieveWalk.largestChunk)
            rows += classes[t].count
        }
        let tables = firstRows.count
        guard tables > 0 else { return }
        let probes = shape.tables.indices.filter { !hasRows[$0] }
        // The largest primes first: they leave least.
        let (first, second, third) = (tables - 1, max(0, tables - 2), max(0, tables - 3))
        for k in 0..<chunkCount {
            let zero = allowed.vectors(lead: leads[k])
            let one = bitRows.vectors(firstRows[first] &+ Int(slotRows[first][k]))
            let two = bitRows.vectors(firstRows[second] &+ Int(slotRows[second][k]))
            let three = bitRows.vectors(firstRows[third] &+ Int(slotRows[third][k]))
            for group in 0..<bitRows.groups {
                var common = zero[group] & one[group] & two[group] & three[group]
                if SieveWalk.isZero(common) { continue }
                for i in 0..<max(0, tables &- 3) {
                    common &= bitRows.vectors(firstRows[i] &+ Int(slotRows[i][k]))[group]
                }
                if SieveWalk.isZero(common) { continue }
                let indexA = shape.embeddingA(chunk[k])
                for lane in 0..<8 {
                    var word = common[lane]
                    while word != 0 {
                        let bit = group &* 512 &+ lane &* 64 &+ word.trailingZeroBitCount
                        word &= word &- 1
                        if !probes.isEmpty && !passes(k, bit, pieces, probes, marksBad: true) { continue }
                        foundA.append(indexA)
                        foundB.append(shape.embeddingB(start &+ bit))
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
        let all = Array(shape.tables.indices)
        for k in 0..<chunkCount {
            for entry in allowed.degenerateEntries(lead: leads[k]) {
                let bit = allowed.degenerateBit(entry)
                if passes(k, bit, pieces, all, marksBad: false) {
                    foundA.append(shape.embeddingA(chunk[k]))
                    foundB.append(shape.embeddingB(start + bit))
                }
            }
        }
    }

    /// Whether the given tables let the candidate at this bit of the block pass.
    ///
    /// - Parameter marksBad: whether a vanishing discriminant makes the prime bad.
    private func passes(
        _ k: Int, _ bit: Int, _ pieces: borrowing OuterPieces, _ tables: [Int], marksBad: Bool
    ) -> Bool {
        let (piece, position) = (bit &+ pieces.firstStart).quotientAndRemainder(dividingBy: shape.inner.count)
        let inner = shape.inner.lowerBound &+ position
        for t in tables {
            let table = shape.tables[t]
            let prime = table.layout.prime
            let key = classes[t][Int(slots[t &* SieveWalk.largestChunk &+ k])]
            let (row, multiplier) = (key >> 5, key & 31)
            let slope = isBox ? 1 : Int(pieces.slopes(table: t)[piece])
            if slope == 0 { continue }
            let residue = multiplier &* slope % prime.value &* prime.residue(inner) % prime.value
            if marksBad && table.badMasks[row] >> UInt32(residue) & 1 == 1 { continue }
            let code = Int(pieces.code(table: t, multiplier: multiplier, piece: piece, isBox: isBox))
            let word = table.words[row &* table.layout.stride &+ (code &+ residue) >> 6]
            if word >> UInt64((code &+ residue) & 63) & 1 == 0 { return false }
        }
        return true
    }
}
