internal import CMath
import func Foundation.scalbn

/// The lattice of the vectors (m, Σ mⱼ xⱼ · 2ᵏ) for integer vectors m, reduced while the level k grows: the search for
/// integer relations between the x.
///
/// The x are given as integers, scaled by 2^bits; several columns of them (real and imaginary parts) give as many last
/// coordinates. At a low level the lattice has short vectors everywhere; each deepening raises the level by a few bits
/// and reduces again, in double precision, because the basis is nearly reduced already (the gradual feeding of van
/// Hoeij and Novocin 2010, here with the triangular factor updated by rotations). A relation shows up as a row whose
/// last coordinates stay 0 while the level grows, as soon as the digits determine it: there is no need to go through
/// the rest. When none does, the lengths of the orthogonalized rows bound every relation from below.
///
/// Multiprecision integers are touched only when rows become candidates and when entries outgrow the doubles.
package struct RelationLattice: ~Copyable {
    /// The number n of the x.
    package let count: Int
    /// The power of two by which the given integers are scaled.
    package let bits: Int
    /// The level k that was reached.
    package private(set) var level: Int

    private let columnCount: Int
    private var factored: TriangularLattice
    /// For each column Σⱼ basis[i][j] xⱼ for each row i, scaled by 2^bits.
    private var sums: [[Integer]]
    /// The basis whose rows the transformation combines; nil is the identity.
    private var basis: [[Integer]]?
    /// The sums of all columns, one column after another.
    private var digits: TwosComplement
    /// The factor and the residuals are scaled down by 2^scale.
    private var scale = 0
    private var isFresh = true
    private var rounds = 0

    /// Residuals are computed with this many bits behind the binary point.
    private static let fractionBits = 64
    /// Rows whose residuals are this many bits longer than the least are still computed from windows.
    private static let spreadBits = 48
    /// Residuals with their fraction must stay below 2 to this, with a margin in the 127 bits of a window.
    private static let windowBits = 122
    /// A row with a smaller last coordinate is looked at with all digits.
    private static let smallResidual = 0x1p-8
    /// When entries of the transformation reach this, it is applied to the basis and starts again.
    private static let entriesToApply = 0x1p36

    /// The lattice of columns that have n ≥ 1 integers each, at the level where all of them round to 0 or ±1.
    package init(columns: [[Integer]], bits: Int) {
        count = columns.first?.count ?? 0
        columnCount = columns.count
        self.bits = bits
        sums = columns
        digits = TwosComplement(columns.flatMap { $0 })
        factored = TriangularLattice(count: count, residualCount: columnCount)
        var longest = 0
        for column in columns { for x in column { longest = max(longest, x.bitWidth) } }
        level = bits - longest
    }

    /// How many bits a round adds: few for many rows, where the unreduced coefficients grow more during a round.
    private var bitsOfRound: Int {
        switch count {
        case ...8: 12
        case ...12: 10
        case ...24: 6
        case ...48: 4
        case ...96: 2
        default: 1
        }
    }

    // MARK: Deepening

    /// Raises the level by a few bits, to at most `limit` ≤ `bits`, and reduces the lattice.
    ///
    /// Cost: O(n²) for the digits and O(n) for each swap, of which there are about n a bit.
    package mutating func deepen(to limit: Int) {
        let step = max(0, min(isFresh ? 0 : bitsOfRound, limit - level))
        level += step
        refreshResiduals(step: step)
        rounds += 1
        if isFresh {
            for i in 0..<count { factored.appendCoordinate { $0 == i ? 1 : 0 } }
        }
        let weight = isFresh ? 1 : (1 - scalbn(1, -2 * step)).squareRoot()
        isFresh = false
        appendResiduals(weight: weight)
        var isReduced = factored.reduce()
        if isReduced && rounds % 8 == 0 && basis == nil && !isAccurate { isReduced = rebuildAndReduce() }
        if !isReduced { isReduced = rebuildAndReduce() || rebuildAndReduce() }
        guard isReduced else {
            reduceExactly(at: max(level, limit))
            return
        }
        if factored.largestBound > RelationLattice.entriesToApply { rebuild() }
    }

    /// Puts the residuals Σ mⱼ xⱼ 2^level of all rows, computed from the digits, behind the rows.
    private func refreshResiduals(step: Int) {
        withUnsafeTemporaryAllocation(of: UInt128.self, capacity: count) { windows in
            for c in 0..<columnCount {
                var least = Int.max
                for i in 0..<count { least = min(least, exponentBound(i, c, step: step)) }
                // Sums must fit 127 bits with their fraction; one fraction serves all rows of about the least size.
                let fraction = min(
                    RelationLattice.fractionBits, RelationLattice.windowBits - RelationLattice.spreadBits - least)
                let unit = scalbn(1, -fraction - scale)
                for j in 0..<count { windows[j] = digits.window(c &* count &+ j, shift: bits - level - fraction) }
                for i in 0..<count {
                    if exponentBound(i, c, step: step) + fraction > RelationLattice.windowBits {
                        let sum = ScaledDouble(combinedSum(i, c)).scaled(level - bits)
                        factored.setResidual(i, c, sum.value(scaledDownBy: scale))
                        continue
                    }
                    var sum: UInt128 = 0
                    for j in 0..<count { sum &+= UInt128(truncatingIfNeeded: factored.entry(i, j)) &* windows[j] }
                    let value = Int128(truncatingIfNeeded: sum)
                    let size = value.magnitude
                    let high = Double(UInt64(truncatingIfNeeded: size >> 64))
                    let real = high * 0x1p64 + Double(UInt64(truncatingIfNeeded: size))
                    factored.setResidual(i, c, (value < 0 ? -real : real) * unit)
                }
            }
        }
    }

    /// An e ≥ 0 such that a residual is below 2^e after `step` more bits.
    @inline(__always)
    private func exponentBound(_ i: Int, _ c: Int, step: Int) -> Int {
        let pattern = factored.residual(i, c).bitPattern
        // 0 for 0 and subnormal numbers; an infinity cannot be, and does no harm.
        let biased = Int(pattern >> 52 & 0x7FF)
        let before = biased == 0 ? 0 : biased - 1021 + scale
        return max(0, before) + step + 2
    }

    private func appendResiduals(weight: Double) {
        for c in 0..<columnCount { factored.appendCoordinate(weight: weight) { factored.residual($0, c) } }
    }

    /// Whether the rows have the lengths that the factor says.
    private var isAccurate: Bool {
        for i in 0..<count {
            var exact = 0.0
            for j in 0..<count { exact += Double(factored.entry(i, j)) * Double(factored.entry(i, j)) }
            for c in 0..<columnCount { exact += factored.residual(i, c) * factored.residual(i, c) }
            guard (factored.squaredLength(i) - exact).magnitude <= 1e-6 * exact else { return false }
        }
        return true
    }

    private mutating func rebuildAndReduce() -> Bool {
        rebuild()
        return factored.isSound && factored.reduce()
    }

    /// Applies the transformation to the basis and computes the factor of the result, scaled to about 1.
    private mutating func rebuild() {
        setRows(combinedBasis(), sums: combinedSums())
    }

    private mutating func setRows(_ rows: [[Integer]], sums newSums: [[Integer]]) {
        basis = rows
        sums = newSums
        digits = TwosComplement(sums.flatMap { $0 })
        factored.resetTransformation()
        factored.clearFactor()
        var exponent = Int.min
        let entries = rows.map { $0.map(ScaledDouble.init) }
        let last = sums.map { $0.map { ScaledDouble($0).scaled(level - bits) } }
        for line in entries + last { for x in line where x.significand != 0 { exponent = max(exponent, x.exponent) } }
        scale = exponent == Int.min ? 0 : exponent
        for j in 0..<count { factored.appendCoordinate { entries[$0][j].value(scaledDownBy: scale) } }
        for c in 0..<columnCount {
            for i in 0..<count { factored.setResidual(i, c, last[c][i].value(scaledDownBy: scale)) }
        }
        appendResiduals(weight: 1)
    }

    /// The reduction in exact arithmetic, at once to the last level: for lattices whose vectors differ too much in
    /// length for doubles.
    private mutating func reduceExactly(at last: Int) {
        level = last
        let unit = Integer(2).power(bits - last)
        let rows = combinedBasis()
        let coordinates = combinedSums()
        let reduced = LatticeReduction.reduce(
            rows.indices.map { i in rows[i].map { $0 * unit } + coordinates.map { $0[i] } })
        setRows(
            reduced.map { row in row.prefix(count).map { $0.dividedExactly(by: unit) } },
            sums: (0..<columnCount).map { c in reduced.map { $0[count + c] } })
    }

    // MARK: What was found

    /// The rows whose sums vanish to all digits within `tolerance` · Σ|mⱼ| units of 2^(−bits), up to a factor of 4,
    /// shortest first. Only rows that vanish at the present level are looked at, unless `all` is true.
    package func candidates(tolerance: Double, all: Bool = false) -> [[Integer]] {
        var found: [(row: [Integer], length: Double)] = []
        let small = scalbn(RelationLattice.smallResidual, -scale)
        for i in 0..<count {
            guard all || (0..<columnCount).allSatisfy({ factored.residual(i, $0).magnitude <= small }) else { continue }
            let row = combinedRow(i)
            let weight = row.reduce(into: Integer(0)) { $0 += $1.magnitude }
            let allowed = weight.bitWidth + Int(max(1, tolerance).exponent) + 2
            guard (0..<columnCount).allSatisfy({ combinedSum(i, $0).bitWidth <= allowed }) else { continue }
            found.append((row, factored.squaredLength(i)))
        }
        return found.sorted { $0.length < $1.length }.map(\.row)
    }

    /// An estimate of the length below which the lattice has no nonzero vector: the least |bᵢ*|.
    package var leastOrthogonalLength: Double { scalbn(factored.leastOrthogonalLength, scale) }

    /// The rows of the reduced basis, without their last coordinates: coefficient vectors m that span ℤⁿ.
    package func combinedBasis() -> [[Integer]] { (0..<count).map { combinedRow($0) } }

    private func combinedSums() -> [[Integer]] {
        (0..<columnCount).map { c in (0..<count).map { combinedSum($0, c) } }
    }

    private func combinedRow(_ i: Int) -> [Integer] {
        guard let basis else { return (0..<count).map { Integer(factored.entry(i, $0)) } }
        var row = [Integer](repeating: 0, count: count)
        for k in 0..<count where factored.entry(i, k) != 0 {
            for j in 0..<count { row[j].addProduct(basis[k][j], factored.entry(i, k)) }
        }
        return row
    }

    private func combinedSum(_ i: Int, _ c: Int) -> Integer {
        var sum = Integer(0)
        for j in 0..<count where factored.entry(i, j) != 0 { sum.addProduct(sums[c][j], factored.entry(i, j)) }
        return sum
    }
}

/// significand · 2^exponent with 1/2 ≤ |significand| < 1, or 0: a rounded integer of any size.
private struct ScaledDouble {
    var significand: Double
    var exponent: Int

    init(_ value: Integer) {
        var power = 0
        significand = value.withMPZ { __gmpz_get_d_2exp(&power, $0) }
        exponent = power
    }

    /// The number times 2^shift.
    func scaled(_ shift: Int) -> ScaledDouble {
        var result = self
        result.exponent += shift
        return result
    }

    /// The number divided by 2^scale; 0 when that is too small for a double.
    func value(scaledDownBy scale: Int) -> Double { scalbn(significand, max(-2000, min(2000, exponent - scale))) }
}
