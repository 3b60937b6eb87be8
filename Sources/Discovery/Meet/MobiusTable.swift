import Arithmetic
import ContinuedFractions
import Dispatch
import Foundation
import IntegerRelations
import Synchronization

/// All numbers (α + β c)/(γ + δ c) with |α|, |β|, |γ|, |δ| ≤ R, αδ ≠ βγ, for some constants c: what the values of fractions
/// are compared with.
///
/// With x the set holds −x and 1/x, so one number in four is stored: the quotients below 1 of two moduli |α + β c|.
/// Cost: about (2R + 1)⁴/8 divisions and insertions for each constant (R = 20: 353,220, about ten milliseconds).
public struct MobiusTable: Sendable {
    /// A number of the table near a given one.
    public struct Match: Sendable, Hashable {
        /// The name of c.
        public let constant: String
        /// c ↦ (β c + α)/(δ c + γ).
        public let map: MobiusMap
        /// |x/y − 1| for the given number x and the number y of the table, in double precision.
        public let distance: Double
    }

    /// The names of the constants.
    public let constants: [String]
    /// R.
    public let bound: Int
    /// The number of keys that were inserted; equal ones count each time.
    public let keyCount: Int
    /// The keys.
    public let keys: RelativeKeySet
    private let forms: [LinearForms]

    /// The memory that a table takes if nothing else is said: 1 GiB.
    public static let defaultBudget = 1 << 30
    /// The largest bound.
    public static let largestBound = 2000

    /// The table for some constants.
    ///
    /// - Parameters:
    ///   - bound: R, from 1 to `largestBound`.
    ///   - memoryBudget: bytes.
    /// - Throws: `MobiusTableError` when the bound is out of range, or the table would exceed the budget.
    public init(
        constants: [BasisConstant], bound: Int, memoryBudget: Int = MobiusTable.defaultBudget,
        threads: Int = 1
    ) throws(MobiusTableError) {
        guard !constants.isEmpty else { throw .noConstants }
        guard (1...MobiusTable.largestBound).contains(bound) else { throw .bound(bound) }
        let bytes = MobiusTable.bytes(constants: constants.count, bound: bound)
        guard bytes <= memoryBudget else {
            var fitting = bound - 1
            while fitting > 0, MobiusTable.bytes(constants: constants.count, bound: fitting) > memoryBudget {
                fitting -= 1
            }
            throw .memory(bytes: bytes, budget: memoryBudget, largestBound: fitting)
        }
        self.constants = constants.map(\.name)
        self.bound = bound
        forms = constants.map { LinearForms(constant: $0.value, bound: bound) }
        let keys = RelativeKeySet(capacity: MobiusTable.keyBound(constants: constants.count, bound: bound))
        self.keys = keys
        // Chunks of denominators: row j of the triangle holds j quotients.
        let chunk = 64
        let chunks = forms.map { ($0.forms.count + chunk - 1) / chunk }
        let jobs = chunks.enumerated().flatMap { index, count in (0..<count).map { (constant: index, chunk: $0) } }
        let inserted = Atomic<Int>(0)
        let next = Atomic<Int>(0)
        let lists = forms
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, jobs.count))) { _ in
            while true {
                let job = next.wrappingAdd(1, ordering: .relaxed).oldValue
                if job >= jobs.count { return }
                let list = lists[jobs[job].constant].forms
                let first = jobs[job].chunk * chunk
                let count = MobiusTable.insert(
                    list, denominators: first..<min(list.count, first + chunk), into: keys)
                inserted.wrappingAdd(count, ordering: .relaxed)
            }
        }
        keyCount = inserted.load(ordering: .relaxed)
    }

    private static func keyBound(constants: Int, bound: Int) -> Int {
        let count = LinearForms.count(bound: bound)
        return constants * (count * (count - 1) / 2)
    }

    /// The bytes of a table.
    public static func bytes(constants: Int, bound: Int) -> Int {
        RelativeKeySet.bytes(for: keyBound(constants: constants, bound: bound))
            + constants * LinearForms.count(bound: bound) * MemoryLayout<LinearForms.Form>.stride
    }

    /// Inserts all quotients of a smaller form by one of these.
    private static func insert(
        _ list: [LinearForms.Form], denominators: Range<Int>, into keys: RelativeKeySet
    ) -> Int {
        var batch: [Double] = []
        batch.reserveCapacity(list.count)
        var count = 0
        for j in denominators {
            let below = list[j]
            batch.removeAll(keepingCapacity: true)
            for above in list[..<j] {
                // A common factor of all four coefficients gives a number that other forms give, too.
                if above.content > 1, below.content > 1, LinearForms.gcd(above.content, below.content) > 1 { continue }
                if above.alpha &* below.beta == above.beta &* below.alpha { continue }
                batch.append(above.modulus / below.modulus)
            }
            keys.insert(keys: batch)
            count += batch.count
        }
        return count
    }

    /// A number of the table at a relative distance of at most `tolerance` from x: of the first constant that has one
    /// the nearest, of equally near ones that of the smallest coefficients. Cost: (2R + 1)² binary searches.
    public func match(_ x: Double, tolerance: Double) -> Match? {
        guard x.isFinite, x != 0 else { return nil }
        for (name, list) in zip(constants, forms) {
            if let match = MobiusTable.match(x, tolerance, name, list.forms) { return match }
        }
        return nil
    }

    private static func match(
        _ x: Double, _ tolerance: Double, _ name: String, _ list: [LinearForms.Form]
    ) -> Match? {
        var best: (distance: Double, height: Int32, match: Match)?
        for below in list {
            let wanted = abs(x) * below.modulus
            let limit = wanted * (1 + tolerance)
            var position = list.partitioningIndex { $0.modulus >= wanted * (1 - tolerance) }
            while position < list.count, list[position].modulus <= limit {
                let above = list[position]
                position += 1
                let sign: Int = x < 0 ? -1 : 1
                guard
                    let map = MobiusMap(
                        Integer(sign * Int(above.beta)), Integer(sign * Int(above.alpha)), Integer(Int(below.beta)),
                        Integer(Int(below.alpha)))
                else { continue }
                let distance = abs(above.modulus / wanted - 1)
                let height = abs(above.alpha) + abs(above.beta) + abs(below.alpha) + abs(below.beta)
                if let best, (best.distance, best.height) <= (distance, height) { continue }
                best = (distance, height, Match(constant: name, map: map, distance: distance))
            }
        }
        return best?.match
    }
}

/// Why a table of Möbius images was not made.
public enum MobiusTableError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no constant.
    case noConstants
    /// A bound out of range.
    case bound(Int)
    /// The table takes more bytes than allowed; the largest bound that fits, 0 for none.
    case memory(bytes: Int, budget: Int, largestBound: Int)

    /// One line for the user.
    public var description: String {
        switch self {
        case .noConstants: return "meeting in the middle needs at least one constant"
        case .bound(let bound):
            return "the bound on Möbius coefficients must be in 1 ... \(MobiusTable.largestBound), not \(bound)"
        case .memory(let bytes, let budget, let largest):
            func mebibytes(_ x: Int) -> Int { (x + 1 << 20 - 1) >> 20 }
            let fitting = largest > 0 ? "a bound of \(largest) fits" : "fewer constants would fit"
            return "the table of Möbius images needs \(mebibytes(bytes)) MiB of \(mebibytes(budget)) MiB; \(fitting)"
        }
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first index whose element satisfies a condition that holds for all later ones; the end if none does.
    func partitioningIndex(where condition: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
