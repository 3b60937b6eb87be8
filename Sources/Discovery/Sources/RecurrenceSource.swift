import Arithmetic
import ContinuedFractions
import Synchronization

/// A recurrence of a space that passed the nilpotence screen.
public struct RecurrenceCandidate: Sendable, Hashable {
    /// The index in the space.
    public let index: Int
    /// The recurrence.
    public let recurrence: MonicRecurrence
}

/// All recurrences of a space whose p-curvature has the characteristic polynomial X^r at every good prime tried.
///
/// The determinant of the period product is ±∏ c_r(n): only polynomials c_r with a root modulo every prime can pass, and
/// they are collected once. For each row c₁ … c_{r−1} they go through lanes modulo 11, 13 and 17 (tr P = tr P² = 0), then one
/// by one through all primes up to 23 and 103 … 223. Bad primes (`MonicRecurrence.badFactor`) are known from the degrees and leading
/// coefficients alone; they are worked out once for each combination of those.
///
/// Recurrences that are equal up to u(n) → λⁿ u(n) are each returned at their own index; c_r = 0 and interlaced recurrences
/// are left out.
public final class RecurrenceSource: Sendable {
    /// The small primes.
    static let smallPrimes: [UInt32] = [11, 13, 17, 19, 23]

    /// The space.
    public let space: RecurrenceSpace
    /// The number of indices.
    public var count: Int { space.count }
    /// Indices in one block: whole rows.
    public let blockSize: Int
    /// Whether p^d has to divide all solutions at n = rp as well (`RecurrenceScreen.hasFullCommonPower`).
    public let asksForCommonPower: Bool

    private let primes: [UInt32]
    /// Lanes for the first primes.
    private let lanes: [RecurrenceLanes]
    /// The class (degree and leading coefficient) of each c_r.
    private let lastClass: [Int32]
    private let classes: [LeadClass]
    /// Bit i: c_r has a root modulo primes[i] (or is zero there).
    private let roots: [UInt32]
    /// The c_r with a root modulo every prime, ascending.
    private let rooted: [Int]
    /// Their values modulo each prime of `lanes`, by block of lanes: (block·(p + 1) + n)·width + lane.
    private let values: [[Float]]
    private let cache = Mutex<[[Int]: RowClass]>([:])

    /// Degree and leading coefficient; degree −1 for the zero polynomial.
    struct LeadClass: Hashable {
        let degree: Int
        let lead: Int
    }

    /// What all rows with the same leading coefficients have in common.
    struct RowClass: Sendable {
        /// Bit i of entry k: primes[i] is bad when c_r is of class k.
        let bad: [UInt32]
        /// The c_r without a root at some prime, all of which are bad.
        let extra: [Int]
    }

    /// Tabulates the last box. Cost: some microseconds for each of its polynomials.
    ///
    /// - Parameters:
    ///   - usesSmallPrimes: whether to begin with 11 … 23; otherwise with 103, which is slower by a factor of ten.
    ///   - asksForCommonPower: whether p^d | u(rp) is asked for in the end.
    ///   - isCancelled: asked now and then.
    /// - Returns: nil when `isCancelled` said yes.
    public init?(
        _ space: RecurrenceSpace, usesSmallPrimes: Bool = true, asksForCommonPower: Bool = false,
        isCancelled: () -> Bool = { false }
    ) {
        self.space = space
        self.asksForCommonPower = asksForCommonPower
        let primes = (usesSmallPrimes ? RecurrenceSource.smallPrimes : []) + NilpotenceScreen.standardPrimes
        self.primes = primes
        let lanes = primes.prefix(3).map { RecurrenceLanes(prime: Int($0), order: space.order) }
        self.lanes = lanes
        blockSize = max(1, (1 << 23) / max(1, space.lastCount)) * max(1, space.lastCount)
        let box = space.boxes[space.order - 1]
        var known: [LeadClass: Int32] = [:]
        var classes: [LeadClass] = []
        var lastClass: [Int32] = []
        var roots: [UInt32] = []
        var rooted: [Int] = []
        let all = UInt32(1) << UInt32(primes.count) - 1
        for j in 0..<space.lastCount {
            if j % 1024 == 0, isCancelled() { return nil }
            let polynomial = box.polynomial(at: j)
            let key = RecurrenceSource.leadClass(polynomial)
            let position = known[key] ?? Int32(classes.count)
            if known[key] == nil {
                known[key] = position
                classes.append(key)
            }
            lastClass.append(position)
            var mask: UInt32 = 0
            for (i, p) in primes.enumerated() where RecurrenceSource.hasRoot(polynomial, p) { mask |= 1 << UInt32(i) }
            roots.append(mask)
            if mask == all, !polynomial.isZero { rooted.append(j) }
        }
        self.classes = classes
        self.lastClass = lastClass
        self.roots = roots
        self.rooted = rooted
        values = lanes.map { RecurrenceSource.values(of: rooted.map { box.polynomial(at: $0) }, $0) }
    }

    private static func values(of polynomials: [Polynomial<Integer>], _ lanes: RecurrenceLanes) -> [Float] {
        let (width, p) = (RecurrenceLanes.width, lanes.prime)
        var values = [Float](repeating: 0, count: (polynomials.count + width - 1) / width * (p + 1) * width)
        for (position, polynomial) in polynomials.enumerated() {
            let residues = polynomial.modulo(UInt32(p))
            let (block, lane) = position.quotientAndRemainder(dividingBy: width)
            for n in 1...p {
                values[(block * (p + 1) + n) * width + lane] = lanes.balanced(evaluate(residues, at: n, p))
            }
        }
        return values
    }

    /// The recurrences of a range that pass, ascending; nil when `isCancelled` said yes before the end.
    ///
    /// Cost: about 40 ns a recurrence whose c_r has roots modulo all primes; the others cost nothing.
    public func candidates(in range: Range<Int>, isCancelled: () -> Bool) -> [RecurrenceCandidate]? {
        let range = range.clamped(to: 0..<count)
        guard !range.isEmpty, space.lastCount > 0 else { return [] }
        var result: [RecurrenceCandidate] = []
        let rows = (range.lowerBound / space.lastCount)...((range.upperBound - 1) / space.lastCount)
        var shared = lanes.map { [Float](repeating: 0, count: space.order * ($0.prime + 1)) }
        for row in rows {
            if isCancelled() { return nil }
            let heads = polynomials(ofRow: row)
            let rowClass = rowClass(heads)
            var kept = sift(heads, rowClass, &shared)
            kept += rowClass.extra
            kept.sort()
            for j in kept {
                let index = row * space.lastCount + j
                guard range.contains(index), let recurrence = space[index] else { continue }
                let bad = rowClass.bad[Int(lastClass[j])]
                guard isNilpotent(recurrence, bad: bad) else { continue }
                if asksForCommonPower, !RecurrenceScreen.hasFullCommonPower(recurrence) { continue }
                result.append(RecurrenceCandidate(index: index, recurrence: recurrence))
            }
        }
        return result
    }

    /// The positions of c_r, among those with roots, that pass the lanes.
    private func sift(
        _ heads: [Polynomial<Integer>], _ rowClass: RowClass, _ shared: inout [[Float]]
    ) -> [Int] {
        // Interlaced throughout: nothing to find.
        if heads.allSatisfy(\.isZero) { return [] }
        for (k, lanes) in lanes.enumerated() {
            let p = lanes.prime
            for (i, head) in heads.enumerated() {
                let residues = head.modulo(UInt32(p))
                for n in 1...p {
                    shared[k][i * (p + 1) + n] = lanes.balanced(RecurrenceSource.evaluate(residues, at: n, p))
                }
            }
        }
        var kept: [Int] = []
        let width = RecurrenceLanes.width
        let scratch = lanes[0].scratchCount
        withUnsafeTemporaryAllocation(of: Float.self, capacity: scratch + width) { buffer in
            guard let state = buffer.baseAddress else { return }
            let traces = state + scratch
            for start in stride(from: 0, to: rooted.count, by: width) {
                var alive = rooted.count - start >= width ? UInt32.max : UInt32(1) << UInt32(rooted.count - start) - 1
                for (k, lanes) in lanes.enumerated() where alive != 0 {
                    let block = start * (lanes.prime + 1)
                    shared[k].withUnsafeBufferPointer { shared in
                        values[k].withUnsafeBufferPointer { values in
                            guard let shared = shared.baseAddress, let values = values.baseAddress else { return }
                            lanes.traces(
                                shared: shared, last: values + block, stride: width, state: state, into: traces)
                        }
                    }
                    for lane in 0..<width where traces[lane] != 0 && alive >> UInt32(lane) & 1 != 0 {
                        let bad = rowClass.bad[Int(lastClass[rooted[start + lane]])] >> UInt32(k) & 1
                        if bad == 0 { alive &= ~(1 << UInt32(lane)) }
                    }
                }
                for lane in 0..<width where alive >> UInt32(lane) & 1 != 0 { kept.append(rooted[start + lane]) }
            }
        }
        return kept
    }

    private func isNilpotent(_ recurrence: MonicRecurrence, bad: UInt32) -> Bool {
        for (i, p) in primes.enumerated() where bad >> UInt32(i) & 1 == 0 {
            if !RecurrenceScreen.isNilpotent(recurrence.coefficients.map { $0.modulo(p) }, prime: p) { return false }
        }
        return true
    }

    private func polynomials(ofRow row: Int) -> [Polynomial<Integer>] {
        var rest = row
        var result: [Polynomial<Integer>] = []
        for box in space.boxes.dropLast().reversed() {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: box.count ?? 1)
            result.append(box.polynomial(at: remainder))
            rest = quotient
        }
        return result.reversed()
    }

    /// Looks the class of a row up, or works it out; the answer does not depend on who did.
    private func rowClass(_ heads: [Polynomial<Integer>]) -> RowClass {
        let leads = heads.map { RecurrenceSource.leadClass($0) }
        let key = leads.flatMap { [$0.degree, $0.lead] }
        if let known = cache.withLock({ $0[key] }) { return known }
        let points = [LeadClass(degree: 0, lead: -1)] + leads
        let bad = classes.map { last -> UInt32 in
            let factor = MonicRecurrence.badFactor(
                leads: (points + [last]).map { $0.degree < 0 ? nil : (degree: $0.degree, lead: Integer(-$0.lead)) })
            var mask: UInt32 = 0
            for (i, p) in primes.enumerated() where factor.modulo(UInt(p)) == 0 { mask |= 1 << UInt32(i) }
            return mask
        }
        let all = UInt32(1) << UInt32(primes.count) - 1
        var extra: [Int] = []
        for j in roots.indices where roots[j] != all && classes[Int(lastClass[j])].degree >= 0 {
            if roots[j] | bad[Int(lastClass[j])] == all { extra.append(j) }
        }
        let result = RowClass(bad: bad, extra: extra)
        cache.withLock { $0[key] = result }
        return result
    }

    private static func leadClass(_ polynomial: Polynomial<Integer>) -> LeadClass {
        // Boxes have word-sized coefficients.
        LeadClass(degree: polynomial.degree ?? -1, lead: polynomial.leadingCoefficient?.asInt ?? 0)
    }

    private static func hasRoot(_ polynomial: Polynomial<Integer>, _ p: UInt32) -> Bool {
        let residues = polynomial.modulo(p)
        return (0..<Int(p)).contains { evaluate(residues, at: $0, Int(p)) == 0 }
    }

    private static func evaluate(_ residues: [UInt32], at n: Int, _ p: Int) -> Int {
        var value = 0
        for residue in residues.reversed() { value = (value &* n &+ Int(residue)) % p }
        return value
    }
}
