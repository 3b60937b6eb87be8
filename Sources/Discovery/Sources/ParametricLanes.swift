import Arithmetic
import ContinuedFractions

/// The tables of one prime for one family: residues of t^k, of n^j and of the part that all rows share.
struct ParametricLanes: Sendable {
    let kernel: CommonPowerLanes
    private let formA: ParametricForm
    private let formB: ParametricForm
    private let residuesA: [UInt32]
    private let residuesB: [UInt32]
    /// n^j mod m at j·(2p + 1) + n.
    private let powers: [UInt32]
    /// t^k mod m at (k − 1)·stride + (t mod m), over two periods.
    private let lanePowers: [Float]
    /// Σ_{k ≥ 1} α_k(n) t^k at n·stride + (t mod m), for forms whose part with t is the same in all rows.
    private let fixedA: [Float]
    private let fixedB: [Float]
    private let stride: Int

    /// What a walk of a row needs to write in: one for each thread.
    struct Scratch {
        var shared: [Float]
        var coefficients: [UInt32]
        var varying: [Float]
        var residues: [Float]
        var parameters: [UInt32]
        var gathered: [Int]
    }

    /// Tables modulo p^order; nil when that exceeds the lanes.
    init?(prime: Int, order: Int, a: ParametricForm, b: ParametricForm) {
        guard let kernel = CommonPowerLanes(prime: prime, order: order) else { return nil }
        self.kernel = kernel
        formA = a
        formB = b
        let modulus = UInt32(kernel.modulus)
        let m = Int(modulus)
        // Two periods and a block more for consecutive lanes; small moduli have fewer than are gathered at once.
        stride = max(2 * m + 2 * CommonPowerLanes.width, ParametricLanes.gatheredLanes)
        let count = 2 * prime + 1
        let degree = max(a.degree, b.degree, 0)
        let powers = CommonPowerTest.residuesOfPowers(steps: 2 * prime, modulus: modulus, degree: degree)
        self.powers = powers
        let reduced = { (form: ParametricForm) in form.terms.map { UInt32($0.coefficient.modulo(UInt(modulus))) } }
        residuesA = reduced(a)
        residuesB = reduced(b)
        let depth = max(a.laneDegree, b.laneDegree)
        let width = stride
        var lanePowers = [Int](repeating: 1, count: depth * width)
        for k in 0..<depth {
            for t in 0..<width {
                lanePowers[k * width + t] = (k == 0 ? 1 : lanePowers[(k - 1) * width + t]) * (t % m) % m
            }
        }
        self.lanePowers = lanePowers.map { kernel.balanced($0) }
        func fixed(_ form: ParametricForm, _ residues: [UInt32]) -> [Float] {
            guard form.laneDegree > 0, form.isLanePartFixed else { return [] }
            var table = [Float](repeating: 0, count: count * width)
            for n in 0..<count {
                for t in 0..<width {
                    var sum = 0
                    for (term, residue) in zip(form.terms, residues) where term.laneExponent > 0 {
                        let coefficient = Int(residue) * Int(powers[term.degree * count + n]) % m
                        sum += coefficient * lanePowers[(term.laneExponent - 1) * width + t]
                    }
                    table[n * width + t] = kernel.balanced(sum % m)
                }
            }
            return table
        }
        fixedA = fixed(a, residuesA)
        fixedB = fixed(b, residuesB)
    }

    /// The number of positions in one walk with gathered lanes.
    static let gatheredLanes = 4 * CommonPowerLanes.width

    /// Room for the walks of one thread.
    func scratch(parameters: Int) -> Scratch {
        let count = 2 * kernel.prime + 1
        let depth = max(formA.laneDegree, formB.laneDegree) + 1
        return Scratch(
            shared: [Float](repeating: 0, count: 2 * depth * count),
            coefficients: [UInt32](repeating: 0, count: depth * (max(formA.degree, formB.degree, 0) + 1)),
            varying: [Float](repeating: 0, count: 2 * count * stride),
            residues: [Float](repeating: 0, count: stride),
            parameters: [UInt32](repeating: 0, count: parameters),
            gathered: [Int](repeating: 0, count: ParametricLanes.gatheredLanes))
    }

    /// Prepares the walks of one row: the values that its lanes share, at these parameters (that of the lanes is ignored).
    func beginRow(_ scratch: inout Scratch, parameters: [Int]) {
        for i in parameters.indices { scratch.parameters[i] = UInt32(residue(parameters[i])) }
        let depth = max(formA.laneDegree, formB.laneDegree) + 1
        fillShared(formA, residuesA, &scratch, at: 0)
        fillShared(formB, residuesB, &scratch, at: depth * (2 * kernel.prime + 1))
    }

    /// Walks t = first, first + 1, … (`lanes` values, at most m). Afterwards `scratch.residues[i]` is 0 exactly when
    /// m | q(2p) for t = first + i.
    func walk(_ scratch: inout Scratch, first: Int, lanes: Int) {
        walk(&scratch, offset: residue(first), lanes: lanes, gathers: false)
    }

    /// Walks t = first + position for the given positions, at most `gatheredLanes`.
    func walk(_ scratch: inout Scratch, first: Int, positions: ArraySlice<Int>) {
        let start = residue(first)
        let padded = (positions.count + CommonPowerLanes.width - 1) / CommonPowerLanes.width * CommonPowerLanes.width
        for (i, position) in positions.enumerated() { scratch.gathered[i] = residue(start + position) }
        for i in positions.count..<padded { scratch.gathered[i] = 0 }
        walk(&scratch, offset: 0, lanes: positions.count, gathers: true)
    }

    private func residue(_ value: Int) -> Int {
        let remainder = value % kernel.modulus
        return remainder < 0 ? remainder + kernel.modulus : remainder
    }

    private func walk(_ scratch: inout Scratch, offset: Int, lanes: Int, gathers: Bool) {
        let count = 2 * kernel.prime + 1
        let blocks = (lanes + CommonPowerLanes.width - 1) / CommonPowerLanes.width
        let depth = max(formA.laneDegree, formB.laneDegree) + 1
        let (kernel, stride) = (kernel, stride)
        let half = count * stride
        let copiesA = prepare(formA, fixedA, &scratch, shared: 0, at: 0, offset, blocks, gathers)
        let copiesB = prepare(formB, fixedB, &scratch, shared: depth * count, at: half, offset, blocks, gathers)
        scratch.residues.withUnsafeMutableBufferPointer { residues in
            scratch.shared.withUnsafeBufferPointer { shared in
                scratch.varying.withUnsafeBufferPointer { varying in
                    fixedA.withUnsafeBufferPointer { fixedA in
                        fixedB.withUnsafeBufferPointer { fixedB in
                            guard let shared = shared.baseAddress, let varying = varying.baseAddress,
                                let residues = residues.baseAddress
                            else { return }
                            let a = copiesA ? varying : fixedA.isEmpty ? nil : fixedA.baseAddress.map { $0 + offset }
                            let b =
                                copiesB ? varying + half : fixedB.isEmpty ? nil : fixedB.baseAddress.map { $0 + offset }
                            kernel.walk(
                                a: CommonPowerLanes.Values(shared: shared, lanes: a, stride: stride),
                                b: CommonPowerLanes.Values(shared: shared + depth * count, lanes: b, stride: stride),
                                blocks: blocks, residues: residues)
                        }
                    }
                }
            }
        }
    }

    /// Brings the part with t of one polynomial to `varying` when it has to be gathered or depends on the row.
    private func prepare(
        _ form: ParametricForm, _ fixed: [Float], _ scratch: inout Scratch, shared: Int, at start: Int, _ offset: Int,
        _ blocks: Int, _ gathers: Bool
    ) -> Bool {
        if form.laneDegree == 0 { return false }
        if !form.isLanePartFixed {
            fillVarying(form, &scratch, shared: shared, at: start, offset, blocks, gathers)
            return true
        }
        if !gathers { return false }
        let (count, stride, lanes) = (2 * kernel.prime + 1, stride, blocks * CommonPowerLanes.width)
        scratch.gathered.withUnsafeBufferPointer { gathered in
            scratch.varying.withUnsafeMutableBufferPointer { varying in
                fixed.withUnsafeBufferPointer { fixed in
                    guard let target = varying.baseAddress, let source = fixed.baseAddress,
                        let gathered = gathered.baseAddress
                    else { return }
                    for n in 0..<count {
                        let row = target + (start &+ n &* stride)
                        let table = source + n &* stride
                        for lane in 0..<lanes { row[lane] = table[gathered[lane]] }
                    }
                }
            }
        }
        return true
    }

    /// α_k(n) for all k and n, at `at` + k·(2p + 1) + n; only α₀ when the rest is the same in all rows.
    private func fillShared(_ form: ParametricForm, _ residues: [UInt32], _ scratch: inout Scratch, at start: Int) {
        let count = 2 * kernel.prime + 1
        let m = UInt32(kernel.modulus)
        let width = form.degree + 1
        let depth = form.isLanePartFixed ? 1 : form.laneDegree + 1
        for i in 0..<(depth * width) { scratch.coefficients[i] = 0 }
        for i in form.terms.indices {
            let k = form.terms[i].laneExponent
            if k >= depth { continue }
            var value = residues[i]
            for factor in form.terms[i].factors { value = value &* scratch.parameters[factor] % m }
            scratch.coefficients[k * width + form.terms[i].degree] &+= value
        }
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { values in
            guard let values = values.baseAddress else { return }
            powers.withUnsafeBufferPointer { powers in
                guard let powers = powers.baseAddress else { return }
                for k in 0..<depth {
                    for n in 0..<count { values[n] = 0 }
                    for j in 0..<max(width, 0) {
                        let factor = scratch.coefficients[k &* width &+ j] % m
                        if factor == 0 { continue }
                        let row = powers + j &* count
                        for n in 0..<count { values[n] = values[n] &+ factor &* row[n] }
                    }
                    for n in 0..<count {
                        scratch.shared[start &+ k &* count &+ n] = kernel.balanced(Int(values[n] % m))
                    }
                }
            }
        }
    }

    /// Σ_{k ≥ 1} α_k(n) t^k for the lanes of this row.
    private func fillVarying(
        _ form: ParametricForm, _ scratch: inout Scratch, shared: Int, at start: Int, _ offset: Int, _ blocks: Int,
        _ gathers: Bool
    ) {
        let (count, lanes) = (2 * kernel.prime + 1, blocks * CommonPowerLanes.width)
        let (stride, depth) = (stride, form.laneDegree)
        let m = Float(kernel.modulus)
        let inverse = 1 / m
        scratch.gathered.withUnsafeBufferPointer { gathered in
            scratch.shared.withUnsafeBufferPointer { alphas in
                scratch.varying.withUnsafeMutableBufferPointer { varying in
                    lanePowers.withUnsafeBufferPointer { powers in
                        guard let alphas = alphas.baseAddress, let varying = varying.baseAddress,
                            let powers = powers.baseAddress, let gathered = gathered.baseAddress
                        else { return }
                        for n in 0..<count {
                            let row = varying + (start &+ n &* stride)
                            for lane in 0..<lanes { row[lane] = 0 }
                            for k in 1...depth {
                                let alpha = alphas[shared &+ k &* count &+ n]
                                if alpha == 0 { continue }
                                let power = powers + ((k &- 1) &* stride &+ offset)
                                for lane in 0..<lanes {
                                    let value = row[lane] + alpha * (gathers ? power[gathered[lane]] : power[lane])
                                    let quotient = (value * inverse + 12_582_912) - 12_582_912
                                    row[lane] = value - quotient * m
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
