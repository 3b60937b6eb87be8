import Arithmetic

/// How many primes find a fraction nilpotent, for all fractions of a line in the space of coefficients at once.
///
/// On the line one coefficient c of a(n) or b(n) runs over a range, the others are fixed. Modulo p the verdict depends on
/// c mod p only, so p period products, worked side by side in 16-bit lanes, decide the whole line. The score of a point is
/// Σ log p over the primes p at which the period product is nilpotent (or which are bad and prove nothing), with a third of
/// log p where b has at least a root modulo p; see `NilpotenceScreen`.
struct NilpotenceLine: ~Copyable {
    /// The primes.
    static let primes = [7, 11, 13, 17, 19, 23]
    /// The score of a point that passes at all primes.
    static let fullScore: UInt16 = primes.reduce(0) { $0 + weight($1) }

    private static let lanes = 32

    /// The number of coefficients of a, and of b.
    private let countA: Int
    private let countB: Int
    /// nᵏ mod p for n = 1 … p: index ((prime · degrees) + k) · lanes + n − 1.
    private let powers: UnsafeMutablePointer<UInt16>
    private let degrees: Int
    /// Scratch: the values of the fixed part of a and b; the period products; the verdicts.
    private let valuesA: UnsafeMutablePointer<UInt16>
    private let valuesB: UnsafeMutablePointer<UInt16>
    private let state: UnsafeMutablePointer<UInt16>
    private let verdicts: UnsafeMutablePointer<UInt16>
    /// The scores of the last line, from the lower end of the range on.
    let scores: UnsafeMutablePointer<UInt16>
    private let capacity: Int

    /// A kernel for a with `countA` coefficients and b with `countB`, and lines of at most `capacity` points.
    init(countA: Int, countB: Int, capacity: Int) {
        self.countA = countA
        self.countB = countB
        self.capacity = capacity
        let lanes = NilpotenceLine.lanes
        degrees = max(countA, countB)
        powers = .allocate(capacity: NilpotenceLine.primes.count * degrees * lanes)
        powers.initialize(repeating: 0, count: NilpotenceLine.primes.count * degrees * lanes)
        for (index, p) in NilpotenceLine.primes.enumerated() {
            for n in 1...p {
                var power = 1
                for k in 0..<degrees {
                    powers[(index * degrees + k) * lanes + n - 1] = UInt16(power)
                    power = power * n % p
                }
            }
        }
        valuesA = .allocate(capacity: lanes)
        valuesB = .allocate(capacity: lanes)
        state = .allocate(capacity: 5 * lanes)
        verdicts = .allocate(capacity: lanes)
        scores = .allocate(capacity: max(1, capacity))
        scores.initialize(repeating: 0, count: max(1, capacity))
    }

    deinit {
        powers.deallocate()
        valuesA.deallocate()
        valuesB.deallocate()
        state.deallocate()
        verdicts.deallocate()
        scores.deallocate()
    }

    /// log₂ p in units of 1/48.
    private static func weight(_ p: Int) -> UInt16 {
        switch p {
        case 7: 135
        case 11: 166
        case 13: 178
        case 17: 196
        case 19: 204
        default: 217
        }
    }

    /// Sets `scores` to those of the fractions with `coefficients` (a's, then b's, lowest degree first) in which the one at
    /// `direction` runs over `range`.
    ///
    /// Cost: some 3 microseconds, and 6 additions a point in vector registers.
    func score(_ coefficients: [Int], direction: Int, range: ClosedRange<Int>) {
        let count = range.count
        scores.update(repeating: 0, count: count)
        for (index, p) in NilpotenceLine.primes.enumerated() {
            decide(coefficients, direction, index, p)
            // The verdict at the lower end comes first; whole periods, then the rest.
            let first = NilpotenceLine.residue(range.lowerBound, p)
            var position = 0
            var lane = first
            while position < count {
                let length = min(p - lane, count - position)
                let target = scores + position
                let source = verdicts + lane
                for i in 0..<length { target[i] = target[i] &+ source[i] }
                position += length
                lane = 0
            }
        }
    }

    /// x mod p in 0 ..< p.
    private static func residue(_ x: Int, _ p: Int) -> Int {
        let rest = x % p
        return rest < 0 ? rest + p : rest
    }

    /// Sets `verdicts` for the residues 0 ..< p of the coefficient at `direction`.
    private func decide(_ coefficients: [Int], _ direction: Int, _ index: Int, _ p: Int) {
        let lanes = NilpotenceLine.lanes
        let modulus = UInt16(p)
        let table = powers + index * degrees * lanes
        for n in 0..<lanes { (valuesA[n], valuesB[n]) = (0, 0) }
        for (position, coefficient) in coefficients.enumerated() where position != direction {
            let residue = UInt16(NilpotenceLine.residue(coefficient, p))
            if residue == 0 { continue }
            let isA = position < countA
            let row = table + (isA ? position : position - countA) * lanes
            let values = isA ? valuesA : valuesB
            for n in 0..<lanes { values[n] = values[n] &+ residue &* row[n] }
        }
        let isA = direction < countA
        let slopes = table + (isA ? direction : direction - countA) * lanes
        periodProducts(isA, slopes, modulus)

        let weight = NilpotenceLine.weight(p)
        let roots = state + 4 * lanes
        for lane in 0..<p {
            let trace = (state[lane] + state[3 * lanes + lane]) % modulus
            verdicts[lane] = roots[lane] == 0 ? 0 : trace == 0 ? weight : weight / 3
        }
        markBad(coefficients, direction, p, weight)
    }

    /// Bad primes: p divides the leading coefficient of b, or the discriminant of the leading symbol.
    private func markBad(_ coefficients: [Int], _ direction: Int, _ p: Int, _ weight: UInt16) {
        let lastA = countA - 1
        let lastB = coefficients.count - 1
        let isBalanced = countB - 1 == 2 * (countA - 1)
        guard direction == lastB || direction == lastA && isBalanced || direction != lastA else { return }
        for lane in 0..<p {
            let leadB = direction == lastB ? lane : NilpotenceLine.residue(coefficients[lastB], p)
            let leadA = direction == lastA ? lane : NilpotenceLine.residue(coefficients[lastA], p)
            if leadB == 0 || isBalanced && (leadA * leadA + 4 * leadB) % p == 0 { verdicts[lane] = weight }
        }
    }

    /// The period products of `lanes` fractions, lane r with the coefficient r: state = x₀ | y₀ | x₁ | y₁ | number of roots
    /// of b. Residues stay below 2p.
    @inline(__always)
    private func periodProducts(_ isA: Bool, _ slopes: UnsafeMutablePointer<UInt16>, _ p: UInt16) {
        let lanes = NilpotenceLine.lanes
        let reciprocal = UInt16(65536 / UInt32(p))
        let x0 = state
        let y0 = state + lanes
        let x1 = y0 + lanes
        let y1 = x1 + lanes
        let roots = y1 + lanes
        for lane in 0..<lanes {
            x0[lane] = 1
            y0[lane] = 0
            x1[lane] = 0
            y1[lane] = 1
            roots[lane] = 0
        }
        for n in 0..<Int(p) {
            let fixedA = valuesA[n] % p
            let fixedB = valuesB[n] % p
            let slopeA = isA ? slopes[n] : 0
            let slopeB = isA ? 0 : slopes[n]
            for lane in 0..<lanes {
                let r = UInt16(truncatingIfNeeded: lane)
                var a = fixedA &+ slopeA &* r
                var b = fixedB &+ slopeB &* r
                a = a &- UInt16(truncatingIfNeeded: (UInt32(a) &* UInt32(reciprocal)) >> 16) &* p
                b = b &- UInt16(truncatingIfNeeded: (UInt32(b) &* UInt32(reciprocal)) >> 16) &* p
                let u = x0[lane] &* a &+ y0[lane] &* b
                let v = x1[lane] &* a &+ y1[lane] &* b
                y0[lane] = x0[lane]
                y1[lane] = x1[lane]
                x0[lane] = u &- UInt16(truncatingIfNeeded: (UInt32(u) &* UInt32(reciprocal)) >> 16) &* p
                x1[lane] = v &- UInt16(truncatingIfNeeded: (UInt32(v) &* UInt32(reciprocal)) >> 16) &* p
                roots[lane] = roots[lane] &+ (b == 0 || b == p ? 1 : 0)
            }
        }
    }
}
