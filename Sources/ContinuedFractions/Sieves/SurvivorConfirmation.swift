import Arithmetic

/// The confirmation of table survivors by the primes of a screen, many fractions at a time.
struct SurvivorConfirmation: ~Copyable {
    /// Fractions decoded at once.
    private static let batch = 1024
    /// Coefficients from this size on go through the screen one by one.
    private static let largest = 1_125_899_906_842_624.0  // 2^50

    private let space: NilpotenceTableSieve
    private let orderA: Int
    private let orderB: Int
    private let moduli: [ScreenKernel.Modulus]
    private let kernel: ScreenKernel
    /// Coefficient j of fraction i at j·batch + i.
    private let coefficients: UnsafeMutablePointer<Double>
    private let gathered: UnsafeMutablePointer<Double>
    /// The exact leading coefficients and degrees.
    private var alive: [Int] = []
    private var leads: [(a: Int, b: Int, balanced: Bool)]

    init(_ space: NilpotenceTableSieve) {
        self.space = space
        orderA = space.a.count
        switch space.b {
        case .box(let ranges): orderB = ranges.count
        case .rooted(let family): orderB = family.degree + 1
        }
        let degree = max(orderA, orderB) - 1
        moduli = space.screen.primes.filter { $0 > 3 && $0 < 256 }.map {
            ScreenKernel.Modulus(prime: Int($0), degree: degree)
        }
        kernel = ScreenKernel(orderA: orderA, orderB: orderB)
        coefficients = .allocate(capacity: (orderA + orderB) * SurvivorConfirmation.batch)
        gathered = .allocate(capacity: ScreenKernel.lanes)
        leads = Array(repeating: (0, 0, false), count: SurvivorConfirmation.batch)
    }

    deinit {
        coefficients.deallocate()
        gathered.deallocate()
    }

    /// The indices that pass the screen, in the same order.
    mutating func passing(_ indices: [Int], isCancelled: () -> Bool) -> [Int]? {
        // Primes outside the kernel's range are rare: the whole screen then goes one by one.
        if moduli.count != space.screen.primes.count {
            return indices.filter { space.fraction(at: $0).map(space.screen.passes) ?? false }
        }
        var result: [Int] = []
        var start = 0
        while start < indices.count {
            if isCancelled() { return nil }
            let part = indices[start..<min(indices.count, start + SurvivorConfirmation.batch)]
            work(part)
            for slot in alive { result.append(part[part.startIndex + slot]) }
            start = part.endIndex
        }
        return result
    }

    /// Leaves in `alive` the positions in `part` that pass.
    private mutating func work(_ part: ArraySlice<Int>) {
        alive.removeAll(keepingCapacity: true)
        var single: [Int] = []
        for (slot, index) in part.enumerated() {
            if decode(index, slot) {
                alive.append(slot)
            } else if let fraction = space.fraction(at: index), space.screen.passes(fraction) {
                single.append(slot)
            }
        }
        for modulus in moduli {
            var kept = 0
            var start = 0
            let total = alive.count
            while start < total {
                let size = min(ScreenKernel.lanes, total - start)
                for j in 0..<(orderA + orderB) {
                    let row = coefficients + j &* SurvivorConfirmation.batch
                    for lane in 0..<ScreenKernel.lanes {
                        gathered[lane] = lane < size ? row[alive[start &+ lane]] : 0
                    }
                    kernel.load(coefficient: j, gathered, modulus)
                }
                let nilpotent = kernel.nilpotent(modulus)
                for lane in 0..<size {
                    let slot = alive[start + lane]
                    if nilpotent >> UInt32(lane) & 1 == 1 || isBad(slot, Int(modulus.prime)) {
                        alive[kept] = slot
                        kept += 1
                    }
                }
                start += size
            }
            alive.removeLast(total - kept)
        }
        if !single.isEmpty { alive = (alive + single).sorted() }
    }

    /// Whether the prime proves nothing; see `NilpotenceScreen.isBad`.
    private func isBad(_ slot: Int, _ p: Int) -> Bool {
        let (a, b, balanced) = leads[slot]
        if b % p == 0 { return true }
        if balanced {
            let discriminant = a * a + 4 * b
            return discriminant != 0 && discriminant % p == 0
        }
        return false
    }

    /// Writes the coefficients of the fraction; false when they are too large for the lanes.
    private mutating func decode(_ index: Int, _ slot: Int) -> Bool {
        let (row, column) = index.quotientAndRemainder(dividingBy: space.width)
        let stride = SurvivorConfirmation.batch
        var degreeA = -1
        var degreeB = -1
        var leadA = 0
        var leadB = 0
        var fits = true
        let (orderA, orderB) = (orderA, orderB)
        let out = coefficients + slot
        withUnsafeTemporaryAllocation(of: Int.self, capacity: max(orderA, orderB)) { values in
            guard let values = values.baseAddress else { return }
            SieveShape.fill(space.a, row, values)
            for j in 0..<orderA {
                out[j * stride] = Double(values[j])
                if values[j] != 0 { (degreeA, leadA) = (j, values[j]) }
            }
            switch space.b {
            case .box(let ranges): SieveShape.fill(ranges, column, values)
            case .rooted(let family): fits = SurvivorConfirmation.expand(family, column, values)
            }
            for j in 0..<orderB where fits {
                let value = Double(values[j])
                if abs(value) >= SurvivorConfirmation.largest { fits = false }
                out[(orderA + j) * stride] = value
                if values[j] != 0 { (degreeB, leadB) = (j, values[j]) }
            }
        }
        leads[slot] = (leadA, leadB, degreeB == 2 * degreeA)
        return fits
    }

    /// The coefficients of c ∏ (r n + s); false when they do not fit.
    private static func expand(_ family: RootedPolynomialFamily, _ index: Int, _ values: UnsafeMutablePointer<Int>)
        -> Bool
    {
        let (scale, factors) = family.roots(at: index)
        values[0] = scale
        for (degree, factor) in factors.enumerated() {
            values[degree + 1] = 0
            for j in stride(from: degree + 1, through: 0, by: -1) {
                let (low, lowOverflow) = values[j].multipliedReportingOverflow(by: factor.offset)
                let (high, highOverflow) =
                    j > 0 ? values[j - 1].multipliedReportingOverflow(by: factor.slope) : (0, false)
                let (sum, overflow) = low.addingReportingOverflow(high)
                if lowOverflow || highOverflow || overflow { return false }
                values[j] = sum
            }
        }
        return true
    }
}
