import Arithmetic
import ContinuedFractions
import func Foundation.log

/// The way of one start of a descent.
struct DescentWalk {
    /// Fractions with factorial reduction that were met, with an infinite limit process, one for each canonical form.
    private(set) var confirmed: [PolynomialContinuedFraction] = []

    private let ranges: [ClosedRange<Int>]
    private let countA: Int
    private var random: SplitMix64
    private var point: [Int] = []
    /// The point towards which the present descent goes.
    private var anchor: [Int] = []
    /// Points that were looked at exactly; they repel.
    private var visited: Set<[Int]> = []
    private var forms: Set<PolynomialContinuedFraction> = []

    /// Ascents that gain nothing for this many rounds of all directions begin anew.
    private static let idleRounds = 2
    /// Anchors have coefficients of at most 2 to this.
    private static let largestScale = 4
    /// Points of one line that are looked at exactly.
    private static let looks = 4

    init(ranges: [ClosedRange<Int>], countA: Int, seed: UInt64, index: Int) {
        self.ranges = ranges
        self.countA = countA
        // Two steps apart, so that neighbouring indices and seeds share nothing.
        var mixer = SplitMix64(state: seed)
        random = SplitMix64(state: mixer.next() &+ UInt64(truncatingIfNeeded: index))
        random = SplitMix64(state: random.next())
    }

    private var dimension: Int { ranges.count }

    private func isLead(_ direction: Int) -> Bool { direction == countA - 1 || direction == dimension - 1 }

    /// Searches this many lines.
    mutating func run(lines: Int, _ line: borrowing NilpotenceLine) {
        var left = lines
        while left > 0 {
            point = randomPoint()
            let scale = 1 << random.below(DescentWalk.largestScale + 1)
            anchor = ranges.map { _ in random.below(2 * scale + 1) - scale }
            guard ascend(&left, line) else { continue }
            descend(&left, line)
        }
    }

    private mutating func randomPoint() -> [Int] {
        var result: [Int] = []
        for (direction, range) in ranges.enumerated() {
            var value = 0
            repeat {
                value = range.lowerBound + random.below(range.count)
            } while isLead(direction) && value == 0
            result.append(value)
        }
        return result
    }

    // MARK: Ascent

    /// Moves to points of larger score until one is confirmed; false when that does not succeed.
    private mutating func ascend(_ left: inout Int, _ line: borrowing NilpotenceLine) -> Bool {
        var best: UInt16 = 0
        var idle = 0
        while left > 0, idle < DescentWalk.idleRounds * dimension {
            left -= 1
            let direction = random.below(dimension)
            let range = ranges[direction]
            line.score(point, direction: direction, range: range)
            if step(to: nearestFullPoints(direction, line), direction) { return true }
            var top: UInt16 = 0
            var choice = point[direction]
            var ties = 0
            for i in 0..<range.count where line.scores[i] >= top && line.scores[i] < NilpotenceLine.fullScore {
                let value = range.lowerBound + i
                if value == point[direction] || isLead(direction) && value == 0 { continue }
                ties = line.scores[i] > top ? 1 : ties + 1
                top = line.scores[i]
                if random.below(ties) == 0 { choice = value }
            }
            idle = top > best ? 0 : idle + 1
            if top >= best {
                best = top
                point[direction] = choice
            }
        }
        return false
    }

    // MARK: Descent

    /// Moves from one confirmed point to another until all directions are exhausted.
    private mutating func descend(_ left: inout Int, _ line: borrowing NilpotenceLine) {
        var exhausted = 0
        var direction = random.below(dimension)
        while left > 0, exhausted < dimension {
            left -= 1
            direction = (direction + 1) % dimension
            line.score(point, direction: direction, range: ranges[direction])
            exhausted = step(to: nearestFullPoints(direction, line), direction) ? 0 : exhausted + 1
        }
    }

    /// The values next to the anchor on the line that pass at all primes and were not visited, a few of them.
    private func nearestFullPoints(_ direction: Int, _ line: borrowing NilpotenceLine) -> [Int] {
        let range = ranges[direction]
        var values: [Int] = []
        var candidate = point
        // From the anchor outwards, as far as the range goes.
        let start = min(max(anchor[direction], range.lowerBound), range.upperBound)
        let reach = max(start - range.lowerBound, range.upperBound - start)
        for distance in 0...reach {
            for value in distance == 0 ? [start] : [start + distance, start - distance] {
                guard range.contains(value), line.scores[value - range.lowerBound] == NilpotenceLine.fullScore,
                    !(isLead(direction) && value == 0)
                else { continue }
                candidate[direction] = value
                if visited.contains(candidate) { continue }
                values.append(value)
                if values.count == DescentWalk.looks { return values }
            }
        }
        return values
    }

    /// Moves to the first of these values whose fraction is confirmed; false when none is.
    private mutating func step(to values: [Int], _ direction: Int) -> Bool {
        for value in values {
            var next = point
            next[direction] = value
            visited.insert(next)
            let fraction = PolynomialContinuedFraction(
                a: Polynomial(integers: Array(next[..<countA])), b: Polynomial(integers: Array(next[countA...])))
            guard isReduction(fraction) else { continue }
            point = next
            return true
        }
        return false
    }

    /// Whether the fraction converges, does not terminate and passes the screen; new forms are kept.
    private mutating func isReduction(_ fraction: PolynomialContinuedFraction) -> Bool {
        guard FactorialReductionScreen.standard.passes(fraction) else { return false }
        switch fraction.convergenceClass {
        case .terminating, .divergent, .undecided: return false
        default: break
        }
        guard let form = fraction.canonicalForm?.terms else { return false }
        if forms.insert(form).inserted { confirmed.append(fraction) }
        return true
    }
}

/// Seeded random numbers (Steele, Lea and Flood, Fast splittable pseudorandom number generators, OOPSLA 2014).
struct SplitMix64: Sendable {
    /// The state.
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number in 0 ..< bound, by the high word of a product.
    mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }
}
