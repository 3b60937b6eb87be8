import Arithmetic

/// The nilpotence screen for a whole grid of fractions: all pairs of a list of polynomials a with a list of b.
///
/// The first prime decides for more than 98 in 100 pairs. It is worked in 16-bit lanes, `lanes` polynomials b at once
/// against one a after another: with p < 128 and lazily reduced residues x < 2p, the value x·a + y·b stays below 2^16,
/// and one multiplication by ⌊2^16/p⌋ reduces it below 2p again. Values of a and b over one period are tabulated once.
/// What is left goes through the other primes one by one.
public struct NilpotenceSieve: Sendable {
    /// The prime of the first pass: p < 128.
    private static let prime: UInt32 = 103
    /// Pairs worked at once.
    private static let lanes = 32

    private let screen: NilpotenceScreen
    private let a: [Polynomial<Integer>]
    private let b: [Polynomial<Integer>]
    /// a(n) mod p at index i·p + n − 1.
    private let valuesA: [UInt16]
    /// b(n) mod p at index (block·p + n − 1)·lanes + lane.
    private let valuesB: [UInt16]
    /// Whether b has a root mod p, by index.
    private let hasRoot: [Bool]
    /// Degree of the leading symbol and −A² mod p for each a, 4B mod p for each b: equal keys mean a bad prime.
    private let symbolA: [UInt32]
    private let symbolB: [UInt32]
    /// A key that marks a prime that is bad whatever a is.
    private static let alwaysBad: UInt32 = .max

    /// Tabulates the values of all polynomials. Cost and memory: p words of 16 bits for each polynomial.
    public init(a: [Polynomial<Integer>], b: [Polynomial<Integer>], screen: NilpotenceScreen = NilpotenceScreen()) {
        self.screen = screen
        self.a = a
        self.b = b
        let p = NilpotenceSieve.prime
        let lanes = NilpotenceSieve.lanes
        let period = Int(p)
        var valuesA = [UInt16](repeating: 0, count: a.count * period)
        for (i, polynomial) in a.enumerated() {
            let residues = polynomial.modulo(p)
            for n in 1...p {
                valuesA[i * period + Int(n) - 1] = UInt16(NilpotenceScreen.evaluate(residues, at: n, UInt64(p)))
            }
        }
        let blocks = (b.count + lanes - 1) / lanes
        var valuesB = [UInt16](repeating: 0, count: blocks * period * lanes)
        var hasRoot = [Bool](repeating: false, count: b.count)
        for (j, polynomial) in b.enumerated() {
            let residues = polynomial.modulo(p)
            let (block, lane) = j.quotientAndRemainder(dividingBy: lanes)
            for n in 1...p {
                let value = NilpotenceScreen.evaluate(residues, at: n, UInt64(p))
                valuesB[(block * period + Int(n) - 1) * lanes + lane] = UInt16(value)
                if value == 0 { hasRoot[j] = true }
            }
        }
        self.valuesA = valuesA
        self.valuesB = valuesB
        self.hasRoot = hasRoot
        symbolA = a.map { polynomial in
            guard let lead = polynomial.leadingCoefficient, let degree = polynomial.degree else {
                return NilpotenceSieve.alwaysBad - 1
            }
            let residue = (-(lead * lead)).modulo(Integer(Int(p))).asInt ?? 0
            return UInt32(2 * degree) << 16 | UInt32(residue)
        }
        symbolB = b.map { polynomial in
            guard let lead = polynomial.leadingCoefficient, let degree = polynomial.degree, lead.modulo(UInt(p)) != 0
            else { return NilpotenceSieve.alwaysBad }
            return UInt32(degree) << 16 | UInt32((4 * lead).modulo(UInt(p)))
        }
    }

    /// Calls `body` with the indices (into the lists) of every pair that passes the screen, for a in `rangeA` and all b;
    /// ordered by blocks of b, then a, then b.
    ///
    /// Cost: about 30 clock cycles a pair on one core.
    public func forEachSurvivor(aIn rangeA: Range<Int>, _ body: (_ a: Int, _ b: Int) -> Void) {
        let period = Int(NilpotenceSieve.prime)
        let lanes = NilpotenceSieve.lanes
        let blocks = (b.count + lanes - 1) / lanes
        withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 4 * lanes) { state in
            guard let state = state.baseAddress else { return }
            valuesA.withUnsafeBufferPointer { tableA in
                valuesB.withUnsafeBufferPointer { tableB in
                    guard let tableA = tableA.baseAddress, let tableB = tableB.baseAddress else { return }
                    for block in 0..<blocks {
                        for i in rangeA {
                            NilpotenceSieve.periodProduct(
                                tableA + i * period, tableB + block * period * lanes, state)
                            for lane in 0..<min(lanes, b.count - block * lanes) {
                                let j = block * lanes + lane
                                let trace = UInt32(state[lane]) + UInt32(state[3 * lanes + lane])
                                let nilpotent = hasRoot[j] && trace % NilpotenceSieve.prime == 0
                                let bad = symbolB[j] == symbolA[i] || symbolB[j] == NilpotenceSieve.alwaysBad
                                if (nilpotent || bad) && confirms(i, j) { body(i, j) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Whether the pair passes at all good primes.
    private func confirms(_ i: Int, _ j: Int) -> Bool {
        screen.passes(PolynomialContinuedFraction(a: a[i], b: b[j]))
    }

    /// The period product of `lanes` fractions: state = x₀ | y₀ | x₁ | y₁, `lanes` entries each, residues below 2p.
    @inline(__always)
    private static func periodProduct(
        _ a: UnsafePointer<UInt16>, _ b: UnsafePointer<UInt16>, _ state: UnsafeMutablePointer<UInt16>
    ) {
        let p = UInt16(prime)
        let reciprocal = UInt16(65536 / UInt32(prime))
        let lanes = NilpotenceSieve.lanes
        for lane in 0..<lanes {
            state[lane] = 1
            state[lanes &+ lane] = 0
            state[2 &* lanes &+ lane] = 0
            state[3 &* lanes &+ lane] = 1
        }
        for n in 0..<Int(prime) {
            let valueA = a[n]
            let row = b + n &* lanes
            for half in 0..<2 {
                let x = state + 2 &* half &* lanes
                let y = x + lanes
                for lane in 0..<lanes {
                    let old = x[lane]
                    let value = old &* valueA &+ y[lane] &* row[lane]
                    let quotient = UInt16(truncatingIfNeeded: (UInt32(value) &* UInt32(reciprocal)) >> 16)
                    x[lane] = value &- quotient &* p
                    y[lane] = old
                }
            }
        }
    }
}
