/// p(2p) and q(2p) modulo m for many fractions at once, in 16-bit lanes: the first pass of the common-power sieve.
///
/// The values of a and b at step n are given as a scalar that all lanes share plus a row of lanes, both residues. With
/// m ≤ 181 the sum of two products of residues stays below 2^16, and ⌊2^16/m⌋ reduces it below 2m in one multiplication.
public struct CommonPowerLanes: Sendable {
    /// Lanes worked at once; rows are padded to a multiple of it.
    public static let width = 32
    /// The largest modulus: 2(m − 1)² < 2^16.
    public static let largestModulus: UInt16 = 181

    /// The values of one polynomial over the walk.
    public struct Values {
        let shared: UnsafePointer<UInt16>
        let lanes: UnsafePointer<UInt16>?
        let stride: Int

        /// The value in a lane at step n is shared[n] + lanes[n·stride + lane] modulo m, each part reduced; without `lanes`
        /// all lanes have the same value.
        public init(shared: UnsafePointer<UInt16>, lanes: UnsafePointer<UInt16>?, stride: Int) {
            self.shared = shared
            self.lanes = lanes
            self.stride = stride
        }
    }

    /// p, of which m is a power.
    public let prime: Int
    /// m.
    public let modulus: UInt16

    /// Lanes modulo p^order.
    ///
    /// - Returns: nil when p^order exceeds `largestModulus`.
    public init?(prime: Int, order: Int) {
        var modulus = 1
        for _ in 0..<order where modulus <= Int(CommonPowerLanes.largestModulus) { modulus *= prime }
        guard modulus > 1, modulus <= Int(CommonPowerLanes.largestModulus) else { return nil }
        self.prime = prime
        self.modulus = UInt16(modulus)
    }

    /// Writes p(2p) | q(2p) (bitwise, both reduced) of each lane: 0 means that m divides both.
    ///
    /// Cost: about 2p · 3 instructions a lane.
    ///
    /// - Parameters:
    ///   - blocks: the number of blocks of `width` lanes.
    ///   - residues: blocks · width entries.
    public func walk(a: Values, b: Values, blocks: Int, residues: UnsafeMutablePointer<UInt16>) {
        withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 4 * CommonPowerLanes.width) { state in
            guard let state = state.baseAddress else { return }
            for block in 0..<blocks {
                let start = block * CommonPowerLanes.width
                switch (a.lanes, b.lanes) {
                case (let lanesA?, let lanesB?):
                    step(a, lanesA + start, b, lanesB + start, state, residues + start, varyA: true, varyB: true)
                case (let lanesA?, nil):
                    step(a, lanesA + start, b, b.shared, state, residues + start, varyA: true, varyB: false)
                case (nil, let lanesB?):
                    step(a, a.shared, b, lanesB + start, state, residues + start, varyA: false, varyB: true)
                case (nil, nil):
                    step(a, a.shared, b, b.shared, state, residues + start, varyA: false, varyB: false)
                }
            }
        }
    }

    /// The walk of one block; state = p(n) | p(n−1) | q(n) | q(n−1).
    @inline(__always)
    private func step(
        _ a: Values, _ lanesA: UnsafePointer<UInt16>, _ b: Values, _ lanesB: UnsafePointer<UInt16>,
        _ state: UnsafeMutablePointer<UInt16>, _ residues: UnsafeMutablePointer<UInt16>, varyA: Bool, varyB: Bool
    ) {
        let m = modulus
        let reciprocal = UInt16(65536 / UInt32(m))
        let p1 = state
        let p0 = state + CommonPowerLanes.width
        let q1 = state + 2 &* CommonPowerLanes.width
        let q0 = state + 3 &* CommonPowerLanes.width
        for lane in 0..<CommonPowerLanes.width {
            let first = a.shared[0] &+ (varyA ? lanesA[lane] : 0)
            p1[lane] = min(first, first &- m)
            p0[lane] = 1
            q1[lane] = 1
            q0[lane] = 0
        }
        for n in 1...(2 &* prime) {
            let sharedA = a.shared[n]
            let sharedB = b.shared[n]
            let rowA = lanesA + (varyA ? n &* a.stride : 0)
            let rowB = lanesB + (varyB ? n &* b.stride : 0)
            for lane in 0..<CommonPowerLanes.width {
                var x = sharedA
                if varyA {
                    x = x &+ rowA[lane]
                    x = min(x, x &- m)
                }
                var y = sharedB
                if varyB {
                    y = y &+ rowB[lane]
                    y = min(y, y &- m)
                }
                let p = p1[lane]
                let q = q1[lane]
                let newP = CommonPowerLanes.reduced(p &* x &+ p0[lane] &* y, reciprocal, m)
                let newQ = CommonPowerLanes.reduced(q &* x &+ q0[lane] &* y, reciprocal, m)
                p0[lane] = p
                q0[lane] = q
                p1[lane] = newP
                q1[lane] = newQ
            }
        }
        for lane in 0..<CommonPowerLanes.width { residues[lane] = p1[lane] | q1[lane] }
    }

    /// v mod m for v < 2^16: the quotient estimate is at most one too small.
    @inline(__always)
    private static func reduced(_ value: UInt16, _ reciprocal: UInt16, _ m: UInt16) -> UInt16 {
        let quotient = UInt16(truncatingIfNeeded: (UInt32(value) &* UInt32(reciprocal)) >> 16)
        let rest = value &- quotient &* m
        return min(rest, rest &- m)
    }
}
