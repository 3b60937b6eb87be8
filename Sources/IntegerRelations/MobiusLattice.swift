import Arithmetic

/// The bounded search for relations α + β c − γ x − δ x c = 0 between one number after another and a fixed set of
/// constants.
///
/// The lattice of the vectors (m, 2^j Σ mᵢ vᵢ), v = (1, c, x, xc), is reduced in double precision while the level j grows by
/// a few bits at a time; the sums are exact integers of 128 bits, scaled by 2^104. A relation of height at most H is a vector
/// shorter than 2.5 H at every level, and no vector is shorter than the least |bᵢ*| of the Gram–Schmidt orthogonalization. So
/// the search ends as soon as that exceeds 2.5 H: after about 4 log2 H + 12 bits, however many are known. This is what makes
/// it an order of magnitude faster than a search that uses all digits.
package struct MobiusLattice: Sendable {
    /// What the search says of one constant.
    package enum Outcome: Sendable, Equatable {
        /// There is no relation with |α|, |β|, |γ|, |δ| ≤ H.
        case none
        /// The coefficients (m₁ … m₄) of Σ mᵢ vᵢ = 0 to 104 bits behind the binary point: to be confirmed with all digits.
        case candidate(SIMD4<Int>)
        /// The doubles do not decide.
        case undecided
    }

    /// The numbers are integers scaled by 2 to this.
    package static let bits = 104
    /// The bits that x has to be known to behind the binary point.
    package static let neededBits = bits + 2
    /// The largest H.
    package static let largestBound = 1 << 20

    private let bound: Double
    private let constants: [Int128?]

    private static let one = Int128(1) << bits
    /// Numbers from 2^6 on, or below 2^(−16), are left to the general search.
    private static let largest = one << 6
    private static let smallest = one >> 16
    private static let bitsOfRound = 14

    /// The lattices of these constants for heights up to `bound`; nil when that is above 2^20.
    package init?(constants: [Ball], bound: Int) {
        guard bound >= 1, bound <= MobiusLattice.largestBound else { return nil }
        self.bound = Double(bound)
        self.constants = constants.map(MobiusLattice.fixedPoint)
    }

    /// The integer next to 2^104 x, or nil when the size of `x` is not suitable, or too few bits are known.
    package static func fixedPoint(_ x: Ball) -> Int128? {
        if let known = x.exponentOfRadius, -known < neededBits { return nil }
        let size = x.doubleEstimate.magnitude
        guard size < 64, size > 0x1p-16, let scaled = x.nearestInteger(scaledByPowerOfTwo: bits) else { return nil }
        let unit = Integer(1 << 62)
        let high = scaled.floorDivided(by: unit)
        guard let top = high.asInt, let low = (scaled - high * unit).asInt else { return nil }
        return Int128(top) << 62 + Int128(low)
    }

    /// The relation of `x`, from `fixedPoint`, with the constant of this index.
    ///
    /// Cost: a few microseconds.
    package func outcome(of x: Int128, constant index: Int) -> Outcome {
        guard let c = constants[index] else { return .undecided }
        let product = MobiusLattice.product(x, c)
        guard product.magnitude < MobiusLattice.largest.magnitude,
            product.magnitude > MobiusLattice.smallest.magnitude
        else { return .undecided }
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: FourRows.doubles) { scratch in
            guard let base = scratch.baseAddress else { return .undecided }
            var rows = FourRows(base)
            return search(&rows, (MobiusLattice.one, c, x, product))
        }
    }

    private func search(_ rows: inout FourRows, _ values: (Int128, Int128, Int128, Int128)) -> Outcome {
        let limit = 6.25 * bound * bound * 1.02
        var level = 6
        // Rounded values: each of the four is off by at most 1 + |x| + |c| units.
        let tolerance = Double(sign: .plus, exponent: 8, significand: 1)
        while level <= MobiusLattice.bits - 8 {
            rows.setSums(values, scale: Double(sign: .plus, exponent: level - MobiusLattice.bits, significand: 1))
            guard rows.reduce() else { return .undecided }
            for i in 0..<4 {
                let weight = rows.weight(i)
                let sum = rows.sum(i, values)
                if weight <= 4 * bound, Double(sum.magnitude >> 3) <= tolerance * weight,
                    rows.height(i) <= bound
                {
                    return .candidate(rows.coefficients(i))
                }
            }
            if rows.leastSquaredLength > limit { return .none }
            level += MobiusLattice.bitsOfRound
        }
        return .undecided
    }

    /// x y / 2^104, rounded towards 0.
    private static func product(_ x: Int128, _ y: Int128) -> Int128 {
        let (high, low) = x.magnitude.multipliedFullWidth(by: y.magnitude)
        let size = Int128(truncatingIfNeeded: high << (128 - UInt128(bits)) | low >> UInt128(bits))
        return (x < 0) == (y < 0) ? size : -size
    }
}

/// Four vectors (m₁ … m₄, s) in double precision, with their Gram–Schmidt coefficients.
private struct FourRows: ~Copyable {
    /// The doubles of scratch memory.
    static let doubles = 64
    private static let delta = 0.99
    private static let largestSteps = 2000

    /// 5 doubles a row.
    private let b: UnsafeMutablePointer<Double>
    /// μ, 4 a row.
    private let mu: UnsafeMutablePointer<Double>
    /// |bᵢ*|².
    private let lengths: UnsafeMutablePointer<Double>
    private let r: UnsafeMutablePointer<Double>

    init(_ scratch: UnsafeMutablePointer<Double>) {
        scratch.initialize(repeating: 0, count: FourRows.doubles)
        b = scratch
        mu = scratch + 20
        lengths = scratch + 36
        r = scratch + 40
        for i in 0..<4 { b[6 * i] = 1 }
    }

    /// The least |bᵢ*|².
    var leastSquaredLength: Double { min(min(lengths[0], lengths[1]), min(lengths[2], lengths[3])) }

    /// Σ |mⱼ| of a row.
    func weight(_ i: Int) -> Double {
        let row = b + 5 * i
        return row[0].magnitude + row[1].magnitude + row[2].magnitude + row[3].magnitude
    }

    /// max |mⱼ| of a row.
    func height(_ i: Int) -> Double {
        let row = b + 5 * i
        return max(max(row[0].magnitude, row[1].magnitude), max(row[2].magnitude, row[3].magnitude))
    }

    func coefficients(_ i: Int) -> SIMD4<Int> {
        let row = b + 5 * i
        return SIMD4(Int(row[0]), Int(row[1]), Int(row[2]), Int(row[3]))
    }

    /// Σ mⱼ vⱼ, exact when it fits.
    @inline(__always)
    func sum(_ i: Int, _ values: (Int128, Int128, Int128, Int128)) -> Int128 {
        let row = b + 5 &* i
        return Int128(Int(row[0])) &* values.0 &+ Int128(Int(row[1])) &* values.1 &+ Int128(Int(row[2])) &* values.2
            &+ Int128(Int(row[3])) &* values.3
    }

    /// Sets the last coordinates to the sums times `scale`.
    func setSums(_ values: (Int128, Int128, Int128, Int128), scale: Double) {
        for i in 0..<4 {
            let sum = sum(i, values)
            let high = Double(Int64(truncatingIfNeeded: sum >> 64))
            b[5 * i + 4] = (high * 0x1p64 + Double(UInt64(truncatingIfNeeded: sum))) * scale
        }
    }

    @inline(__always)
    private func dot(_ i: Int, _ j: Int) -> Double {
        let x = b + 5 &* i
        let y = b + 5 &* j
        return x[0] * y[0] + x[1] * y[1] + x[2] * y[2] + x[3] * y[3] + x[4] * y[4]
    }

    private func orthogonalize() {
        for i in 0..<4 {
            var length = dot(i, i)
            for j in 0..<i {
                var product = dot(i, j)
                for k in 0..<j { product -= mu[4 &* j &+ k] * r[4 &* i &+ k] }
                r[4 &* i &+ j] = product
                mu[4 &* i &+ j] = product / lengths[j]
                length -= mu[4 &* i &+ j] * product
            }
            lengths[i] = length
        }
    }

    @inline(__always)
    private func reduceRow(_ k: Int, by l: Int) {
        let q = mu[4 &* k &+ l].rounded()
        if q == 0 { return }
        let x = b + 5 &* k
        let y = b + 5 &* l
        for i in 0..<5 { x[i] -= q * y[i] }
        mu[4 &* k &+ l] -= q
        for j in 0..<l { mu[4 &* k &+ j] -= q * mu[4 &* l &+ j] }
    }

    private func swapRows(_ k: Int) {
        let x = b + 5 &* k
        let y = x - 5
        for i in 0..<5 { (x[i], y[i]) = (y[i], x[i]) }
        for j in 0..<(k &- 1) {
            (mu[4 &* k &+ j], mu[4 &* k &- 4 &+ j]) = (mu[4 &* k &- 4 &+ j], mu[4 &* k &+ j])
        }
        let m = mu[4 &* k &+ k &- 1]
        let length = lengths[k] + m * m * lengths[k &- 1]
        let next = m * lengths[k &- 1] / length
        mu[4 &* k &+ k &- 1] = next
        lengths[k] = lengths[k &- 1] * lengths[k] / length
        lengths[k &- 1] = length
        for i in (k &+ 1)..<max(4, k &+ 1) {
            let t = mu[4 &* i &+ k]
            mu[4 &* i &+ k] = mu[4 &* i &+ k &- 1] - m * t
            mu[4 &* i &+ k &- 1] = t + next * mu[4 &* i &+ k]
        }
    }

    /// Reduces the rows (Lenstra, Lenstra and Lovász 1982) and orthogonalizes the result anew; false when it does not end, or
    /// the doubles are lost.
    func reduce() -> Bool {
        orthogonalize()
        var k = 1
        var steps = 0
        while k < 4 {
            steps += 1
            if steps > FourRows.largestSteps { return false }
            reduceRow(k, by: k &- 1)
            let m = mu[4 &* k &+ k &- 1]
            if lengths[k] < (FourRows.delta - m * m) * lengths[k &- 1] {
                swapRows(k)
                k = max(1, k &- 1)
            } else {
                for l in stride(from: k &- 2, through: 0, by: -1) { reduceRow(k, by: l) }
                k &+= 1
            }
        }
        orthogonalize()
        var largest = 0.0
        for i in 0..<20 { largest = max(largest, b[i].magnitude) }
        // NaN compares false.
        return leastSquaredLength > 0.25 && largest < 0x1p40
    }
}
