import Arithmetic
import Foundation

extension NilpotenceTableSieve {
    /// The indices in `range` whose fraction is nilpotent at all good primes of the tables and of the screen, and passes
    /// the test by powers of primes where that is asked for; ascending.
    ///
    /// Cost: the table sieve and about 2 clock cycles for every prime p of the screen, each of its p steps and each
    /// survivor of the tables.
    public func survivors(in range: Range<Int>, confirmation: Confirmation = .powers) -> [Int] {
        survivors(in: range, confirmation: confirmation) { false } ?? []
    }

    /// The same; nil when `isCancelled`, asked every few milliseconds, said yes before the end.
    public func survivors(
        in range: Range<Int>, confirmation: Confirmation = .powers, isCancelled: () -> Bool
    ) -> [Int]? {
        guard var found = tableSurvivors(in: range, isCancelled: isCancelled) else { return nil }
        if representativesOnly { found = found.filter(isRepresentative) }
        var stage = SurvivorConfirmation(self)
        guard let passing = stage.passing(found, isCancelled: isCancelled) else { return nil }
        if confirmation == .nilpotence { return passing }
        var result: [Int] = []
        for (number, index) in passing.enumerated() {
            if number & 255 == 0 && isCancelled() { return nil }
            if passesPowers(index) { result.append(index) }
        }
        return result
    }

    /// The same on several threads: the range is cut into parts, and the results are joined in order.
    public func survivors(in range: Range<Int>, confirmation: Confirmation = .powers, workers: Int) -> [Int] {
        let range = range.clamped(to: 0..<count)
        if workers < 2 || range.count < 1 << 16 { return survivors(in: range, confirmation: confirmation) }
        let parts = workers * 8
        let results = PartResults(count: parts)
        let flag = StopFlag()
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while let part = flag.next(below: parts) {
                // The products fit: parts is small and the count of a range is divided first.
                let (size, rest) = range.count.quotientAndRemainder(dividingBy: parts)
                let low = range.lowerBound + part * size + min(part, rest)
                results.set(part, survivors(in: low..<low + size + (part < rest ? 1 : 0), confirmation: confirmation))
            }
        }
        return results.joined()
    }

    /// Whether a nilpotent fraction passes the rest of `FactorialReductionScreen`.
    private func passesPowers(_ index: Int) -> Bool {
        fraction(at: index).map { FactorialReductionScreen.standard.confirms($0) } ?? false
    }
}

/// The results of the parts of a range.
private final class PartResults: @unchecked Sendable {
    private let lock = NSLock()
    private var parts: [[Int]]

    init(count: Int) { parts = Array(repeating: [], count: count) }

    func set(_ part: Int, _ indices: [Int]) {
        lock.lock()
        parts[part] = indices
        lock.unlock()
    }

    func joined() -> [Int] {
        lock.lock()
        defer { lock.unlock() }
        return parts.flatMap { $0 }
    }
}
