/// The traces of P and P², P the period product of a recurrence of order 2, 3 or 4, for many last coefficients c_r at
/// once in lanes of single precision; c₁ … c_{r−1} are shared by all lanes.
///
/// Residues are balanced, |x| ≤ p/2 + 1, so that sums of four products stay far below 2^24 and single precision is exact.
public struct RecurrenceLanes: Sendable {
    /// Lanes worked at once.
    public static let width = 32
    /// p < 2^10.
    public let prime: Int
    /// r.
    public let order: Int

    /// Lanes modulo p for order r.
    ///
    /// - Precondition: 2 ≤ r ≤ 4 and p < 1024.
    public init(prime: Int, order: Int) {
        precondition((2...4).contains(order) && prime < 1024, "lanes need an order of 2 to 4 and a small prime")
        self.prime = prime
        self.order = order
    }

    /// The number of `Float` that `traces` needs to work in.
    public var scratchCount: Int { order * order * RecurrenceLanes.width }

    /// The residue of least magnitude of an integer of 0 ..< p.
    @inlinable
    public func balanced(_ residue: Int) -> Float { Float(2 * residue > prime ? residue - prime : residue) }

    /// Writes |tr P| + |tr P²| mod p, both balanced, for `width` lanes: 0 exactly when both vanish.
    ///
    /// Cost: about r²(r + 3) p/4 instructions a lane.
    ///
    /// - Parameters:
    ///   - shared: cᵢ(n) at (i − 1)·(p + 1) + n for i < r, balanced.
    ///   - last: c_r(n) at n·stride + lane.
    ///   - state: `scratchCount` entries.
    public func traces(
        shared: UnsafePointer<Float>, last: UnsafePointer<Float>, stride: Int, state: UnsafeMutablePointer<Float>,
        into result: UnsafeMutablePointer<Float>
    ) {
        switch order {
        case 2: traces(2, shared, last, stride, state, result)
        case 3: traces(3, shared, last, stride, state, result)
        default: traces(4, shared, last, stride, state, result)
        }
    }

    @inline(__always)
    private func traces(
        _ r: Int, _ shared: UnsafePointer<Float>, _ last: UnsafePointer<Float>, _ stride: Int,
        _ state: UnsafeMutablePointer<Float>, _ result: UnsafeMutablePointer<Float>
    ) {
        let width = RecurrenceLanes.width
        let m = Float(prime)
        let inverse = 1 / m
        // u_s(n) of solution s, u_s(−j) = δ(j, s), lies in slot s·r + (n mod r).
        for s in 0..<r {
            for j in 0..<r {
                let slot = state + (s &* r &+ (r &- j) % r) &* width
                for lane in 0..<width { slot[lane] = s == j ? 1 : 0 }
            }
        }
        let row = prime &+ 1
        for n in 1...prime {
            let c1 = shared[n]
            let c2 = r > 2 ? shared[row &+ n] : 0
            let c3 = r > 3 ? shared[2 &* row &+ n] : 0
            let top = last + n &* stride
            let newest = n % r
            let first = (newest &+ r &- 1) % r
            let second = (newest &+ 2 &* r &- 2) % r
            let third = (newest &+ 3 &* r &- 3) % r
            for s in 0..<r {
                let u = state + s &* r &* width
                let target = u + newest &* width
                let u1 = u + first &* width
                let u2 = u + second &* width
                let u3 = u + third &* width
                for lane in 0..<width {
                    var value = top[lane] * target[lane] + c1 * u1[lane]
                    if r > 2 { value += c2 * u2[lane] }
                    if r > 3 { value += c3 * u3[lane] }
                    let quotient = (value * inverse + 12_582_912) - 12_582_912
                    target[lane] = value - quotient * m
                }
            }
        }
        // P(j, s) = u_s(p − j).
        @inline(__always)
        func entry(_ j: Int, _ s: Int) -> UnsafeMutablePointer<Float> {
            state + (s &* r &+ (prime &- j &+ r) % r) &* width
        }
        withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { squares in
            guard let squares = squares.baseAddress else { return }
            for lane in 0..<width {
                result[lane] = 0
                squares[lane] = 0
            }
            for j in 0..<r {
                let diagonal = entry(j, j)
                for lane in 0..<width { result[lane] += diagonal[lane] }
                for s in 0..<r {
                    let x = entry(j, s)
                    let y = entry(s, j)
                    for lane in 0..<width { squares[lane] += x[lane] * y[lane] }
                }
            }
            for lane in 0..<width {
                let trace = result[lane]
                let square = squares[lane]
                let reducedTrace = trace - ((trace * inverse + 12_582_912) - 12_582_912) * m
                let reducedSquare = square - ((square * inverse + 12_582_912) - 12_582_912) * m
                result[lane] = abs(reducedTrace) + abs(reducedSquare)
            }
        }
    }
}
