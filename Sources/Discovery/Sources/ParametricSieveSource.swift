import Arithmetic
import ContinuedFractions

/// The common-power sieve: all fractions with factorial reduction in a family with parameters.
///
/// An index is a candidate exactly when its fraction passes `FactorialReductionScreen`. Where a is odd-symmetric in the
/// whole family and b a multiple of a power of n, so that nothing can be deflated, p² | gcd(p(2p), q(2p)) at the good
/// primes p = 11 … 29 is asked for first; in other families p alone, which nilpotence at p implies.
///
/// The longest range runs along lanes (`CommonPowerLanes`, modulo p², or p when d = 1): values of a and b over the walk
/// are a scalar for the row plus a tabulated row of residues, and residues that repeat are worked once. What is left of a
/// row is gathered for the next primes, and in the end tested one by one. No table depends on the size of the space: the whole source takes less than a megabyte, and
/// preparation some microseconds.
///
/// Indices with a ≡ 0 or b ≡ 0 are left out. Mirror images (−a, b), multiples (λa, λ²b) and fractions that terminate (b
/// with an integer root n ≥ 1) are returned like all others, each at its own index; `PolynomialContinuedFraction.primitive`
/// brings multiples together.
public struct ParametricSieveSource: CandidateSource {
    /// Why a space has no such source.
    public enum Unsupported: Error, Sendable, Hashable, CustomStringConvertible {
        /// The space is one of coefficient boxes.
        case notParametric(space: String)
        /// The space has no parameters.
        case noParameters(space: String)

        /// One line for the user.
        public var description: String {
            switch self {
            case .notParametric(let space):
                "the common-power sieve needs a family with parameters; the space '\(space)' consists of coefficient boxes"
            case .noParameters(let space): "the space '\(space)' has no parameters to run through"
            }
        }
    }

    /// The family.
    public let space: FractionSpace
    /// The number of indices.
    public var count: Int { space.count }
    /// Indices in one block.
    public let blockSize: Int

    private let ranges: [ClosedRange<Int>]
    private let lane: Int
    private let laneCount: Int
    /// Indices from one value of the lane's parameter to the next.
    private let innerCount: Int
    private let formA: ParametricForm
    private let formB: ParametricForm
    private let lanes: [ParametricLanes]
    /// Whether p^d may be asked for without a look at the single fraction.
    private let isSymmetric: Bool
    private let test = CommonPowerTest()

    /// The sieve of a family.
    ///
    /// - Throws: `Unsupported` for coefficient boxes and for families without parameters.
    public init(_ space: FractionSpace) throws(Unsupported) {
        guard case .parametric(let a, let b, let ranges) = space.form else { throw .notParametric(space: space.name) }
        guard !ranges.isEmpty else { throw .noParameters(space: space.name) }
        self.space = space
        self.ranges = ranges
        // The longest range, the last of equal ones.
        var lane = 0
        for i in ranges.indices where ranges[i].count >= ranges[lane].count { lane = i }
        self.lane = lane
        laneCount = ranges[lane].count
        innerCount = ranges[(lane + 1)...].reduce(1) { $0 * $1.count }
        formA = ParametricForm(a, lane: lane)
        formB = ParametricForm(b, lane: lane)
        let order = max(formA.degree, (formB.degree + 1) / 2)
        isSymmetric =
            Set(formB.terms.map(\.degree)).count == 1
            && ParametricSieveSource.isOddSymmetric(a, parameters: ranges.count, degree: formA.degree)
        var lanes: [ParametricLanes] = []
        if order > 0, formA.degree >= 0, formB.degree >= 0 {
            for prime in FactorialReductionTest.primes {
                guard
                    let tables = ParametricLanes(
                        prime: Int(prime), order: isSymmetric ? min(2, order) : 1, a: formA, b: formB)
                else {
                    continue
                }
                lanes.append(tables)
            }
        }
        self.lanes = lanes
        let tile = laneCount.multipliedReportingOverflow(by: innerCount)
        let target = 1 << 22
        blockSize =
            tile.overflow || tile.partialValue >= target ? target : target / tile.partialValue * tile.partialValue
    }

    /// Whether a is odd-symmetric for all parameters: a polynomial identity, tried at three points with large entries, where
    /// it fails if it fails anywhere, up to a chance of 10^(−20).
    private static func isOddSymmetric(_ a: ParametricPolynomial, parameters: Int, degree: Int) -> Bool {
        (1...3).allSatisfy { k in
            let point = (0..<parameters).map { i in 1_000_003 * (k + 1) + 7_919 * (i + 1) * (i + 3 * k) }
            let polynomial = a.polynomial(at: point)
            return polynomial.degree == degree && polynomial.hasOddSymmetry
        }
    }

    /// The candidates of a range, ascending; nil when `isCancelled` said yes before the end.
    ///
    /// Cost: about 20 ns an index where the lanes are long.
    public func candidates(in range: Range<Int>, isCancelled: () -> Bool) -> [FractionCandidate]? {
        guard let indices = survivors(in: range, isCancelled: isCancelled) else { return nil }
        return indices.compactMap { index in
            space[index].map { FractionCandidate(index: index, fraction: $0) }
        }
    }

    /// The indices of a range that pass, ascending; nil when `isCancelled` said yes before the end.
    public func survivors(in range: Range<Int>, isCancelled: () -> Bool) -> [Int]? {
        let range = range.clamped(to: 0..<count)
        var scratch = lanes.map { $0.scratch(parameters: ranges.count) }
        var result: [Int] = []
        var alive: [Int] = []
        // A tile holds all values of the lane's parameter and of those behind it.
        let tile = laneCount * innerCount
        var base = range.lowerBound / max(tile, 1) * tile
        var rows = 0
        while base < range.upperBound {
            let first = (max(range.lowerBound, base) - base) / innerCount
            let last = (min(range.upperBound, base + tile) - 1 - base) / innerCount
            var found: [Int] = []
            var parameters = values(at: base)
            for inner in 0..<innerCount {
                rows += 1
                if rows % 64 == 0, isCancelled() { return nil }
                if inner > 0 { advance(&parameters) }
                sieve(first...last, parameters: &parameters, &scratch, &alive)
                for position in alive {
                    let index = base + position * innerCount + inner
                    if range.contains(index) { found.append(index) }
                }
            }
            if innerCount > 1 { found.sort() }
            guard confirm(found, into: &result, isCancelled) else { return nil }
            base += tile
        }
        return result
    }

    /// The parameters at an index.
    private func values(at index: Int) -> [Int] {
        var rest = index
        var values = [Int](repeating: 0, count: ranges.count)
        for (position, range) in ranges.enumerated().reversed() {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: range.count)
            values[position] = range.lowerBound + remainder
            rest = quotient
        }
        return values
    }

    /// The next row of a tile: the parameters behind the lane's, the last one fastest.
    private func advance(_ parameters: inout [Int]) {
        for position in stride(from: ranges.count - 1, to: lane, by: -1) {
            if parameters[position] < ranges[position].upperBound {
                parameters[position] += 1
                return
            }
            parameters[position] = ranges[position].lowerBound
        }
    }

    /// Leaves in `alive` the positions of a row that pass the lanes at one good prime after another, and those at which
    /// the primes prove nothing.
    private func sieve(
        _ positions: ClosedRange<Int>, parameters: inout [Int], _ scratch: inout [ParametricLanes.Scratch],
        _ alive: inout [Int]
    ) {
        alive.removeAll(keepingCapacity: true)
        let lower = ranges[lane].lowerBound
        let first = lower + positions.lowerBound
        let balanced = formB.degree == 2 * formA.degree
        let varying = formA.isLeadVarying || formB.isLeadVarying
        var leads: (a: Int, b: Int)?
        if !varying {
            parameters[lane] = first
            guard let a = formA.lead(at: parameters), let b = formB.lead(at: parameters), a != 0, b != 0 else {
                alive.append(contentsOf: positions)
                return
            }
            leads = (a, b)
        }
        var isFirst = true
        for (index, table) in lanes.enumerated() {
            let prime = table.kernel.prime
            if let leads, LeadingSymbol.isBad(prime: prime, leadA: leads.a, leadB: leads.b, balanced: balanced) {
                continue
            }
            table.beginRow(&scratch[index], parameters: parameters)
            if isFirst {
                // Residues repeat with period m along the lanes.
                let period = table.kernel.modulus
                table.walk(&scratch[index], first: first, lanes: min(positions.count, period))
                var phase = 0
                for position in positions {
                    if scratch[index].residues[phase] == 0 {
                        alive.append(position)
                    } else if varying {
                        parameters[lane] = lower + position
                        if !isGood(prime, parameters) { alive.append(position) }
                    }
                    phase += 1
                    if phase == period { phase = 0 }
                }
                isFirst = false
            } else {
                var kept = 0
                for start in stride(from: 0, to: alive.count, by: ParametricLanes.gatheredLanes) {
                    let end = min(alive.count, start + ParametricLanes.gatheredLanes)
                    table.walk(&scratch[index], first: lower, positions: alive[start..<end])
                    for i in start..<end {
                        let position = alive[i]
                        var stays = scratch[index].residues[i - start] == 0
                        if !stays, varying {
                            parameters[lane] = lower + position
                            stays = !isGood(prime, parameters)
                        }
                        if stays {
                            alive[kept] = position
                            kept += 1
                        }
                    }
                }
                alive.removeLast(alive.count - kept)
            }
            if alive.count <= ParametricSieveSource.fewPositions { return }
        }
        if isFirst { alive.append(contentsOf: positions) }
    }

    /// So many positions are tested faster one by one than by another pass of lanes.
    private static let fewPositions = 2

    /// Whether the prime proves something at these parameters: both leading coefficients are nonzero and it is not bad.
    private func isGood(_ prime: Int, _ parameters: [Int]) -> Bool {
        guard let leadA = formA.lead(at: parameters), let leadB = formB.lead(at: parameters), leadA != 0, leadB != 0
        else {
            return false
        }
        return !LeadingSymbol.isBad(
            prime: prime, leadA: leadA, leadB: leadB, balanced: formB.degree == 2 * formA.degree)
    }

    /// The full tests, one by one.
    private func confirm(_ indices: [Int], into result: inout [Int], _ isCancelled: () -> Bool) -> Bool {
        guard formA.degree >= 0, formB.degree >= 0 else { return true }
        return withUnsafeTemporaryAllocation(of: Int.self, capacity: formA.degree + formB.degree + 2) { buffer in
            let a = UnsafeMutableBufferPointer(rebasing: buffer[...formA.degree])
            let b = UnsafeMutableBufferPointer(rebasing: buffer[(formA.degree + 1)...])
            for (position, index) in indices.enumerated() {
                if position % 256 == 255, isCancelled() { return false }
                let parameters = values(at: index)
                if isSymmetric, formA.fill(a, at: parameters), formB.fill(b, at: parameters) {
                    guard test.passes(a: UnsafeBufferPointer(a), b: UnsafeBufferPointer(b)) else { continue }
                }
                guard let fraction = space[index] else { continue }
                if FactorialReductionScreen.standard.passes(fraction) { result.append(index) }
            }
            return true
        }
    }
}
