/// q(2p) modulo m for many fractions at once, in lanes of single precision: the first passes of the common-power sieve.
///
/// Residues are balanced, |r| ≤ m/2 + 2, and all intermediate values are integers below m² + 6m ≤ 2^24, so that single
/// precision is exact; v mod m is v − m·round(v/m), where adding and taking away 3·2^22 rounds. When m | q(2p) fails, the
/// fraction fails; p(2p) is left to the test of what passes (it follows when a is odd-symmetric, as experience shows).
public struct CommonPowerLanes: Sendable {
    /// Lanes worked at once; rows are padded to a multiple of it.
    public static let width = 32
    /// The largest modulus.
    public static let largestModulus = 4000

    /// The values of one polynomial over the walk.
    public struct Values {
        let shared: UnsafePointer<Float>
        let lanes: UnsafePointer<Float>?
        let stride: Int

        /// The value in a lane at step n is shared[n] + lanes[n·stride + lane], each part of magnitude at most m/2; without
        /// `lanes` all lanes have the same value.
        public init(shared: UnsafePointer<Float>, lanes: UnsafePointer<Float>?, stride: Int) {
            self.shared = shared
            self.lanes = lanes
            self.stride = stride
        }
    }

    /// p, of which m is a power.
    public let prime: Int
    /// m.
    public let modulus: Int

    /// Lanes modulo p^order.
    ///
    /// - Returns: nil when p^order exceeds `largestModulus`.
    public init?(prime: Int, order: Int) {
        var modulus = 1
        for _ in 0..<order where modulus <= CommonPowerLanes.largestModulus { modulus *= prime }
        guard modulus > 1, modulus <= CommonPowerLanes.largestModulus else { return nil }
        self.prime = prime
        self.modulus = modulus
    }

    /// The residue of least magnitude of an integer of 0 ..< m.
    @inlinable
    public func balanced(_ residue: Int) -> Float { Float(2 * residue > modulus ? residue - modulus : residue) }

    /// Writes q(2p) mod m of each lane, balanced: 0 exactly when m divides it.
    ///
    /// Cost: about 2p · 3 instructions a lane.
    ///
    /// - Parameters:
    ///   - blocks: the number of blocks of `width` lanes.
    ///   - residues: blocks · width entries.
    public func walk(a: Values, b: Values, blocks: Int, residues: UnsafeMutablePointer<Float>) {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: CommonPowerLanes.width) { below in
            guard let below = below.baseAddress else { return }
            for block in 0..<blocks {
                let start = block * CommonPowerLanes.width
                let state = residues + start
                switch (a.lanes, b.lanes) {
                case (let lanesA?, let lanesB?):
                    walk(a, lanesA + start, b, lanesB + start, state, below, varyA: true, varyB: true)
                case (let lanesA?, nil):
                    walk(a, lanesA + start, b, b.shared, state, below, varyA: true, varyB: false)
                case (nil, let lanesB?):
                    walk(a, a.shared, b, lanesB + start, state, below, varyA: false, varyB: true)
                case (nil, nil):
                    walk(a, a.shared, b, b.shared, state, below, varyA: false, varyB: false)
                }
            }
        }
    }

    /// The walk of one block, two steps a turn: q(n) replaces q(n − 2).
    @inline(__always)
    private func walk(
        _ a: Values, _ lanesA: UnsafePointer<Float>, _ b: Values, _ lanesB: UnsafePointer<Float>,
        _ even: UnsafeMutablePointer<Float>, _ odd: UnsafeMutablePointer<Float>, varyA: Bool, varyB: Bool
    ) {
        let m = Float(modulus)
        let inverse = 1 / m
        for lane in 0..<CommonPowerLanes.width {
            even[lane] = 1
            odd[lane] = 0
        }
        @inline(__always)
        func step(_ n: Int, _ top: UnsafeMutablePointer<Float>, _ replaced: UnsafeMutablePointer<Float>) {
            let sharedA = a.shared[n]
            let sharedB = b.shared[n]
            let rowA = lanesA + (varyA ? n &* a.stride : 0)
            let rowB = lanesB + (varyB ? n &* b.stride : 0)
            for lane in 0..<CommonPowerLanes.width {
                let x = varyA ? sharedA + rowA[lane] : sharedA
                let y = varyB ? sharedB + rowB[lane] : sharedB
                let value = top[lane] * x + replaced[lane] * y
                let quotient = (value * inverse + 12_582_912) - 12_582_912
                replaced[lane] = value - quotient * m
            }
        }
        for turn in 0..<prime {
            step(2 &* turn &+ 1, even, odd)
            step(2 &* turn &+ 2, odd, even)
        }
    }
}
