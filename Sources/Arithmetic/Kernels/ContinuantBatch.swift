internal import CMath

/// 32 continued fractions, each with its own two polynomials, evaluated side by side to any depth.
///
/// As `ContinuantBlock`, with renormalization instead of a scale, so that nothing overflows at any depth, and with a tail
/// from k + 1 neighbours: with δ = u(n+1) − u(n) from the order before, u = ((a − δ) ± √((a + δ)² + 4b))/2. That gains a
/// factor of about the depth with each order where a² + 4b has the degree of the larger of a² and b. Where the leading
/// terms cancel and convergence is polynomial the tail is a series in 1/n (`CoincidentRoots`).
public struct ContinuantBatch: ~Copyable {
    /// The number of fractions.
    public static let lanes = ContinuantBlock.lanes

    private let coefficientsA: UnsafeMutablePointer<Double>
    private let coefficientsB: UnsafeMutablePointer<Double>
    private let high: UnsafeMutablePointer<Double>
    private let low: UnsafeMutablePointer<Double>
    private let tails: UnsafeMutablePointer<Double>
    private var series: [CoincidentRoots?]
    private let degreeA: Int
    private let degreeB: Int

    /// Room for polynomials of these degrees.
    public init(degreeOfA: Int, degreeOfB: Int) {
        let lanes = ContinuantBatch.lanes
        degreeA = max(0, degreeOfA)
        degreeB = max(0, degreeOfB)
        coefficientsA = .allocate(capacity: (degreeA + 1) * lanes)
        coefficientsB = .allocate(capacity: (degreeB + 1) * lanes)
        coefficientsA.initialize(repeating: 0, count: (degreeA + 1) * lanes)
        coefficientsB.initialize(repeating: 0, count: (degreeB + 1) * lanes)
        series = [CoincidentRoots?](repeating: nil, count: lanes)
        tails = .allocate(capacity: lanes)
        high = .allocate(capacity: lanes)
        low = .allocate(capacity: lanes)
        high.initialize(repeating: 0, count: lanes)
        low.initialize(repeating: 0, count: lanes)
    }

    deinit {
        coefficientsA.deallocate()
        coefficientsB.deallocate()
        tails.deallocate()
        high.deallocate()
        low.deallocate()
    }

    /// Sets the fraction in a lane; missing coefficients are 0.
    ///
    /// - Precondition: no more coefficients than the degrees of the batch allow.
    public mutating func setFraction(lane: Int, a: ArraySlice<Double>, b: ArraySlice<Double>) {
        precondition(a.count <= degreeA + 1 && b.count <= degreeB + 1, "polynomials within the degrees of the batch")
        precondition(lane < ContinuantBatch.lanes, "a lane of the batch")
        ContinuantBatch.fill(coefficientsA + lane, degreeA, a)
        ContinuantBatch.fill(coefficientsB + lane, degreeB, b)
        series[lane] = CoincidentRoots(a: a, b: b)
    }

    private static func fill(_ lane: UnsafeMutablePointer<Double>, _ degree: Int, _ list: ArraySlice<Double>) {
        list.withUnsafeBufferPointer { list in
            for k in 0...degree { lane[k &* ContinuantBatch.lanes] = k < list.count ? list[k] : 0 }
        }
    }

    private func setTails(_ depth: Int) {
        for (lane, series) in series.enumerated() { tails[lane] = series?.tail(at: depth) ?? .nan }
    }

    /// Evaluates all fractions in double precision. Cost: about 2 (deg a + deg b) + 4 operations a step and lane.
    ///
    /// - Parameter order: of the tail, 0 to 12.
    public mutating func evaluate(depth: Int, order: Int) {
        setTails(depth)
        cm_continuant_deep(
            coefficientsA, Int32(degreeA), coefficientsB, Int32(degreeB), Int32(depth), Int32(order), tails, high)
        low.update(repeating: 0, count: ContinuantBatch.lanes)
    }

    /// Evaluates all fractions in double-double arithmetic: cancellation in the recurrence costs no digits of a double.
    ///
    /// The tail, and values of a and b beyond 2^53, have double precision. Cost: some 30 operations a step and lane.
    public mutating func evaluatePrecisely(depth: Int, order: Int) {
        setTails(depth)
        cm_continuant_precise(
            coefficientsA, Int32(degreeA), coefficientsB, Int32(degreeB), Int32(depth), Int32(order), tails, high, low)
    }

    /// The value in a lane, as the unevaluated sum of two doubles; the second is 0 after `evaluate`.
    public func value(lane: Int) -> (high: Double, low: Double) { (high[lane], low[lane]) }
}
