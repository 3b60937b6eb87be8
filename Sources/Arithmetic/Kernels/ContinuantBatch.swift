internal import CMath

/// 32 continued fractions, each with its own two polynomials, evaluated side by side to any depth.
///
/// As `ContinuantBlock`, with renormalization instead of a scale, so that nothing overflows at any depth, and with a tail
/// from k + 1 neighbours: with δ = u(n+1) − u(n) from the order before, u = ((a − δ) ± √((a + δ)² + 4b))/2. That gains a
/// factor of about the depth with each order where a² + 4b has the degree of a², and holds where it has a lower one.
public struct ContinuantBatch: ~Copyable {
    /// The number of fractions.
    public static let lanes = ContinuantBlock.lanes

    private let coefficientsA: UnsafeMutablePointer<Double>
    private let coefficientsB: UnsafeMutablePointer<Double>
    private let high: UnsafeMutablePointer<Double>
    private let low: UnsafeMutablePointer<Double>
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
        high = .allocate(capacity: lanes)
        low = .allocate(capacity: lanes)
        high.initialize(repeating: 0, count: lanes)
        low.initialize(repeating: 0, count: lanes)
    }

    deinit {
        coefficientsA.deallocate()
        coefficientsB.deallocate()
        high.deallocate()
        low.deallocate()
    }

    /// Sets the fraction in a lane; missing coefficients are 0.
    ///
    /// - Precondition: no more coefficients than the degrees of the batch allow.
    public mutating func setFraction(lane: Int, a: some Collection<Double>, b: some Collection<Double>) {
        precondition(a.count <= degreeA + 1 && b.count <= degreeB + 1, "polynomials within the degrees of the batch")
        let lanes = ContinuantBatch.lanes
        for k in 0...degreeA { coefficientsA[k * lanes + lane] = 0 }
        for k in 0...degreeB { coefficientsB[k * lanes + lane] = 0 }
        for (k, value) in a.enumerated() { coefficientsA[k * lanes + lane] = value }
        for (k, value) in b.enumerated() { coefficientsB[k * lanes + lane] = value }
    }

    /// Evaluates all fractions in double precision. Cost: about 2 (deg a + deg b) + 4 operations a step and lane.
    ///
    /// - Parameter order: of the tail, 0 to 12.
    public mutating func evaluate(depth: Int, order: Int) {
        cm_continuant_deep(
            coefficientsA, Int32(degreeA), coefficientsB, Int32(degreeB), Int32(depth), Int32(order), high)
        low.update(repeating: 0, count: ContinuantBatch.lanes)
    }

    /// Evaluates all fractions in double-double arithmetic: cancellation in the recurrence costs no digits of a double.
    ///
    /// The tail, and values of a and b beyond 2^53, have double precision. Cost: some 30 operations a step and lane.
    public mutating func evaluatePrecisely(depth: Int, order: Int) {
        cm_continuant_precise(
            coefficientsA, Int32(degreeA), coefficientsB, Int32(degreeB), Int32(depth), Int32(order), high, low)
    }

    /// The value in a lane, as the unevaluated sum of two doubles; the second is 0 after `evaluate`.
    public func value(lane: Int) -> (high: Double, low: Double) { (high[lane], low[lane]) }
}
