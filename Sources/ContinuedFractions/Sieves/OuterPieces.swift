/// A block of partial numerators cut into pieces, one for each outer vector (lower coefficients, or linear factors) it
/// meets; and for each piece and table the code of the outer vector.
///
/// For a box `codes[m]` holds the code of m·outer for each multiplier m asked for. For rational roots the code does not
/// depend on m, but the mask of the innermost number c is permuted by m·∏r, so `slopes` holds ∏r mod p (0: p is bad).
struct OuterPieces: ~Copyable {
    /// The most pieces in a block.
    let capacity: Int
    private(set) var count = 0
    /// The position in the inner range at which the first piece starts; the others start at 0.
    private(set) var firstStart = 0
    /// ∏ r of the piece, 0 when it does not fit; 1 for a box.
    let leads: UnsafeMutablePointer<Int>
    /// For table t: residues or digits, then codes.
    private let digits: UnsafeMutablePointer<UInt8>
    private let slopes: UnsafeMutablePointer<UInt8>
    private let codes: UnsafeMutablePointer<UInt32>
    private let digitCount: Int
    private let tableCount: Int
    /// Tables of shares of digits in codes, at ((t·32 + m)·digitCount + j)·32 + digit; for boxes.
    private var shares: [UInt32] = []
    /// For roots: the root of each linear factor mod p, or 255 where p divides r, group after group.
    private var factorRoots: [[UInt8]] = []
    private var factorSlopes: [[UInt8]] = []
    private var groupStarts: [Int] = []

    init(shape: SieveShape, capacity: Int) {
        self.capacity = capacity
        tableCount = shape.tables.count
        switch shape.numerators {
        case .box(let ranges): digitCount = ranges.count - 1
        case .rooted(let family): digitCount = family.degree
        }
        leads = .allocate(capacity: capacity)
        leads.initialize(repeating: 1, count: capacity)
        digits = .allocate(capacity: tableCount * capacity * max(1, digitCount))
        slopes = .allocate(capacity: tableCount * capacity)
        codes = .allocate(capacity: tableCount * 32 * capacity)
        switch shape.numerators {
        case .box: prepareShares(shape)
        case .rooted(let family): prepareFactors(family, shape)
        }
    }

    deinit {
        leads.deallocate()
        digits.deallocate()
        slopes.deallocate()
        codes.deallocate()
    }

    private mutating func prepareShares(_ shape: SieveShape) {
        shares = [UInt32](repeating: 0, count: tableCount * 32 * digitCount * 32)
        for (t, table) in shape.tables.enumerated() {
            guard case .box(let classes) = table.layout.numerators else { continue }
            let p = classes.prime.value
            for m in 1..<(classes.isProjective ? p : 2) {
                for j in 0..<digitCount {
                    let radix = classes.isProjective ? p : min(p, classes.ranges[j].count)
                    for digit in 0..<radix {
                        let share = classes.contribution(j, digit: digit, multiplier: m) * p
                        shares[((t * 32 + m) * digitCount + j) * 32 + digit] = UInt32(share)
                    }
                }
            }
        }
    }

    private mutating func prepareFactors(_ family: RootedPolynomialFamily, _ shape: SieveShape) {
        var start = 0
        for group in family.factors {
            groupStarts.append(start)
            start += group.pairs
        }
        for table in shape.tables {
            let prime = table.layout.prime
            var roots: [UInt8] = []
            var slopes: [UInt8] = []
            for group in family.factors {
                for number in 0..<group.pairs {
                    let (r, s) = group.pair(number)
                    let slope = prime.residue(r)
                    slopes.append(UInt8(slope))
                    roots.append(
                        slope == 0 ? 255 : UInt8(prime.residue(-prime.residue(s) * prime.inverse(slope))))
                }
            }
            factorRoots.append(roots)
            factorSlopes.append(slopes)
        }
    }

    /// Loads the block of indices `range` of the shape's numerators.
    mutating func load(_ range: Range<Int>, shape: SieveShape) {
        let width = shape.inner.count
        let first = range.lowerBound / width
        let last = (range.upperBound - 1) / width
        firstStart = range.lowerBound - first * width
        count = last - first + 1
        switch shape.numerators {
        case .box(let ranges): loadBox(first, ranges, shape)
        case .rooted(let family): loadRoots(first, family, shape)
        }
    }

    private mutating func loadBox(_ first: Int, _ ranges: [ClosedRange<Int>], _ shape: SieveShape) {
        guard digitCount > 0 else { return }
        withUnsafeTemporaryAllocation(of: Int.self, capacity: digitCount) { values in
            guard let values = values.baseAddress else { return }
            SieveShape.fill(Array(ranges[..<digitCount]), first, values)
            for (t, table) in shape.tables.enumerated() {
                guard case .box(let classes) = table.layout.numerators else { continue }
                let p = classes.prime.value
                var offsets = (0..<digitCount).map { values[$0] - ranges[$0].lowerBound }
                let starts = (0..<digitCount).map { classes.firstDigit($0) }
                var current = (0..<digitCount).map { UInt8((offsets[$0] + starts[$0]) % p) }
                let table = digits + t * capacity * digitCount
                for piece in 0..<count {
                    for j in 0..<digitCount { table[piece &* digitCount &+ j] = current[j] }
                    // The odometer: the last outer coefficient runs fastest.
                    var j = digitCount &- 1
                    while j >= 0 {
                        offsets[j] &+= 1
                        if offsets[j] < ranges[j].count {
                            current[j] = Int(current[j]) &+ 1 == p ? 0 : current[j] &+ 1
                            break
                        }
                        offsets[j] = 0
                        current[j] = UInt8(starts[j] % p)
                        j &-= 1
                    }
                }
            }
        }
    }

    private mutating func loadRoots(_ first: Int, _ family: RootedPolynomialFamily, _ shape: SieveShape) {
        var members = zip(family.factors, family.groupIndices(first)).map { group, rank in
            Multisets.members(rank: rank, of: group.pairs, size: group.count)
        }
        var numbers = [Int](repeating: 0, count: digitCount)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(1, digitCount)) { roots in
            guard let roots = roots.baseAddress else { return }
            for piece in 0..<count {
                var position = 0
                var lead = 1
                for (group, indices) in members.enumerated() {
                    for member in indices {
                        numbers[position] = groupStarts[group] + member
                        position += 1
                        let (product, overflow) = lead.multipliedReportingOverflow(
                            by: family.factors[group].pair(member).slope)
                        lead = overflow ? 0 : product
                    }
                }
                leads[piece] = lead
                for (t, table) in shape.tables.enumerated() {
                    guard case .rooted(let classes) = table.layout.numerators else { continue }
                    let p = classes.prime.value
                    var slope = 1
                    for i in 0..<digitCount {
                        roots[i] = factorRoots[t][numbers[i]]
                        slope = slope &* Int(factorSlopes[t][numbers[i]]) % p
                    }
                    slopes[t &* capacity &+ piece] = UInt8(slope)
                    codes[t &* 32 &* capacity &+ piece] = slope == 0 ? 0 : UInt32(classes.code(roots) * p)
                }
                for group in members.indices.reversed() {
                    if Multisets.advance(&members[group], of: family.factors[group].pairs) { break }
                }
            }
        }
    }

    /// Works out the codes of m·outer for the box tables; for rational roots the places of the permutations by m·∏r.
    mutating func prepareCodes(table t: Int, multiplier m: Int, prime: SmallPrime, isBox: Bool) {
        let out = codes + (t &* 32 &+ m) &* capacity
        if !isBox {
            let mine = slopes(table: t)
            for piece in 0..<count { out[piece] = UInt32(m &* Int(mine[piece]) % prime.value &* 768) }
            return
        }
        if digitCount == 0 {
            out[0] = 0
            return
        }
        let digits = digits + t &* capacity &* digitCount
        shares.withUnsafeBufferPointer { shares in
            guard let base = shares.baseAddress else { return }
            let table = base + (t &* 32 &+ m) &* digitCount &* 32
            for piece in 0..<count {
                let mine = digits + piece &* digitCount
                var code: UInt32 = 0
                for j in 0..<digitCount { code &+= table[j &* 32 &+ Int(mine[j])] }
                out[piece] = code
            }
        }
    }

    /// The codes of the pieces for multiplier m: bit positions in a row.
    @inline(__always)
    func codes(table t: Int, multiplier m: Int, isBox: Bool) -> UnsafePointer<UInt32> {
        UnsafePointer(codes + (t &* 32 &+ (isBox ? m : 0)) &* capacity)
    }

    /// For rational roots: 768·(m ∏r mod p) of the pieces, 0 where p divides ∏r.
    @inline(__always)
    func permutations(table t: Int, multiplier m: Int) -> UnsafePointer<UInt32> {
        UnsafePointer(codes + (t &* 32 &+ m) &* capacity)
    }

    /// The code of one piece, worked out on demand.
    @inline(__always)
    func code(table t: Int, multiplier m: Int, piece: Int, isBox: Bool) -> UInt32 {
        if !isBox { return codes[t &* 32 &* capacity &+ piece] }
        let mine = digits + (t &* capacity &+ piece) &* digitCount
        return shares.withUnsafeBufferPointer { shares in
            var code: UInt32 = 0
            for j in 0..<digitCount {
                code &+= shares[((t &* 32 &+ m) &* digitCount &+ j) &* 32 &+ Int(mine[j])]
            }
            return code
        }
    }

    /// ∏r mod p of the pieces, for rational roots.
    @inline(__always)
    func slopes(table t: Int) -> UnsafePointer<UInt8> { UnsafePointer(slopes + t &* capacity) }
}
