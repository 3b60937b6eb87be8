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
    private let lanePowers: [UInt16]
    /// Σ_{k ≥ 1} α_k(n) t^k at n·stride + (t mod m), for forms whose part with t is the same in all rows.
    private let fixedA: [UInt16]
    private let fixedB: [UInt16]
    private let stride: Int

    /// What a walk of a row needs to write in: one for each thread.
    struct Scratch {
        var shared: [UInt16]
        var coefficients: [UInt32]
        var varying: [UInt16]
        var residues: [UInt16]
        var parameters: [UInt32]
    }

    /// Tables modulo p^order; nil when that exceeds the lanes.
    init?(prime: Int, order: Int, a: ParametricForm, b: ParametricForm) {
        guard let kernel = CommonPowerLanes(prime: prime, order: order) else { return nil }
        self.kernel = kernel
        formA = a
        formB = b
        let modulus = UInt32(kernel.modulus)
        let m = Int(modulus)
        stride = 2 * m + 2 * CommonPowerLanes.width
        let count = 2 * prime + 1
        let degree = max(a.degree, b.degree, 0)
        let powers = CommonPowerTest.residuesOfPowers(steps: 2 * prime, modulus: modulus, degree: degree)
        self.powers = powers
        let reduced = { (form: ParametricForm) in form.terms.map { UInt32($0.coefficient.modulo(UInt(modulus))) } }
        residuesA = reduced(a)
        residuesB = reduced(b)
        let depth = max(a.laneDegree, b.laneDegree)
        var lanePowers = [UInt16](repeating: 1, count: depth * stride)
        for k in 0..<depth {
            for t in 0..<stride {
                let below = k == 0 ? 1 : Int(lanePowers[(k - 1) * stride + t])
                lanePowers[k * stride + t] = UInt16(below * (t % m) % m)
            }
        }
        self.lanePowers = lanePowers
        let width = stride
        func fixed(_ form: ParametricForm, _ residues: [UInt32]) -> [UInt16] {
            guard form.laneDegree > 0, form.isLanePartFixed else { return [] }
            var table = [UInt16](repeating: 0, count: count * width)
            for n in 0..<count {
                for t in 0..<width {
                    var sum = 0
                    for (term, residue) in zip(form.terms, residues) where term.laneExponent > 0 {
                        let coefficient = Int(residue) * Int(powers[term.degree * count + n]) % m
                        sum += coefficient * Int(lanePowers[(term.laneExponent - 1) * width + t])
                    }
                    table[n * width + t] = UInt16(sum % m)
                }
            }
            return table
        }
        fixedA = fixed(a, residuesA)
        fixedB = fixed(b, residuesB)
    }

    /// Room for the walks of one thread.
    func scratch(parameters: Int) -> Scratch {
        let count = 2 * kernel.prime + 1
        let depth = max(formA.laneDegree, formB.laneDegree) + 1
        return Scratch(
            shared: [UInt16](repeating: 0, count: 2 * depth * count),
            coefficients: [UInt32](repeating: 0, count: depth * (max(formA.degree, formB.degree, 0) + 1)),
            varying: [UInt16](repeating: 0, count: 2 * count * stride),
            residues: [UInt16](repeating: 0, count: stride),
            parameters: [UInt32](repeating: 0, count: parameters))
    }

    /// Walks one row: t = first, first + 1, … (`lanes` values, at most m), the other parameters as given. Afterwards
    /// `scratch.residues[i]` is 0 exactly when the fraction at t = first + i passes modulo m.
    func walk(_ scratch: inout Scratch, parameters: [Int], first: Int, lanes: Int) {
        let m = Int(kernel.modulus)
        for i in parameters.indices {
            let remainder = parameters[i] % m
            scratch.parameters[i] = UInt32(remainder < 0 ? remainder + m : remainder)
        }
        let offset = ((first % m) + m) % m
        let count = 2 * kernel.prime + 1
        let blocks = (lanes + CommonPowerLanes.width - 1) / CommonPowerLanes.width
        let depth = max(formA.laneDegree, formB.laneDegree) + 1
        let (kernel, stride) = (kernel, stride)
        let half = count * stride
        fillShared(formA, residuesA, &scratch, at: 0)
        fillShared(formB, residuesB, &scratch, at: depth * count)
        let variesA = formA.laneDegree > 0 && !formA.isLanePartFixed
        let variesB = formB.laneDegree > 0 && !formB.isLanePartFixed
        if variesA { fillVarying(formA, &scratch, shared: 0, at: 0, offset, blocks) }
        if variesB { fillVarying(formB, &scratch, shared: depth * count, at: half, offset, blocks) }
        let kindA = (varies: variesA, fixed: formA.laneDegree > 0 && !variesA)
        let kindB = (varies: variesB, fixed: formB.laneDegree > 0 && !variesB)
        scratch.residues.withUnsafeMutableBufferPointer { residues in
            scratch.shared.withUnsafeBufferPointer { shared in
                scratch.varying.withUnsafeBufferPointer { varying in
                    fixedA.withUnsafeBufferPointer { fixedA in
                        fixedB.withUnsafeBufferPointer { fixedB in
                            guard let shared = shared.baseAddress, let varying = varying.baseAddress,
                                let residues = residues.baseAddress
                            else { return }
                            let lanesA =
                                kindA.varies ? varying : kindA.fixed ? fixedA.baseAddress.map { $0 + offset } : nil
                            let lanesB =
                                kindB.varies
                                ? varying + half : kindB.fixed ? fixedB.baseAddress.map { $0 + offset } : nil
                            kernel.walk(
                                a: CommonPowerLanes.Values(shared: shared, lanes: lanesA, stride: stride),
                                b: CommonPowerLanes.Values(
                                    shared: shared + depth * count, lanes: lanesB, stride: stride),
                                blocks: blocks, residues: residues)
                        }
                    }
                }
            }
        }
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
                    for n in 0..<count { scratch.shared[start &+ k &* count &+ n] = UInt16(values[n] % m) }
                }
            }
        }
    }

    /// Σ_{k ≥ 1} α_k(n) t^k for the lanes of this row.
    private func fillVarying(
        _ form: ParametricForm, _ scratch: inout Scratch, shared: Int, at start: Int, _ offset: Int, _ blocks: Int
    ) {
        let count = 2 * kernel.prime + 1
        let m = UInt32(kernel.modulus)
        let lanes = blocks * CommonPowerLanes.width
        let (stride, depth) = (stride, form.laneDegree)
        // v mod m for v < 2^20: v·(⌊2^32/m⌋ + 1)/2^32 gives the quotient exactly.
        let reciprocal = (UInt64(1) << 32) / UInt64(m) + 1
        scratch.shared.withUnsafeBufferPointer { alphas in
            scratch.varying.withUnsafeMutableBufferPointer { varying in
                lanePowers.withUnsafeBufferPointer { powers in
                    guard let alphas = alphas.baseAddress, let varying = varying.baseAddress,
                        let powers = powers.baseAddress
                    else { return }
                    for n in 0..<count {
                        let row = varying + (start &+ n &* stride)
                        for lane in 0..<lanes { row[lane] = 0 }
                        for k in 1...depth {
                            let alpha = UInt32(alphas[shared &+ k &* count &+ n])
                            if alpha == 0 { continue }
                            let power = powers + ((k &- 1) &* stride &+ offset)
                            for lane in 0..<lanes {
                                let value = UInt64(UInt32(row[lane]) &+ alpha &* UInt32(power[lane]))
                                let quotient = UInt32(truncatingIfNeeded: (value &* reciprocal) >> 32)
                                row[lane] = UInt16(truncatingIfNeeded: UInt32(value) &- quotient &* m)
                            }
                        }
                    }
                }
            }
        }
    }
}
