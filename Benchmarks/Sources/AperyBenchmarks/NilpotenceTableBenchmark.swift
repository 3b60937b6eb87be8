import CReference
import ContinuedFractions
import Foundation

/// The table sieve on spaces of degrees (1, 2), (2, 4) and rooted (3, 6), one core, the first against plain C; then the
/// same with confirmation.
enum NilpotenceTableBenchmark {
    static func run() {
        do {
            try linear()
            try single(
                "degrees (2, 4), coefficients ±10", a: [-10...10, -10...10, -10...10], b: box(5, 10), 4_000_000_000)
            let family = try RootedPolynomialFamily(scale: -5...5, degree: 6, slope: 1...2, offset: -3...3)
            try single(
                "rooted (3, 6), coefficients ±10, c ±5, r 1 … 2, s ±3",
                a: [-10...10, -10...10, -10...10, -10...10], b: .rooted(family), 2_000_000_000)
        } catch {
            print("\(error)")
        }
    }

    /// a₀ = 20 … 29, a₁ = 1 … 100, |b_i| ≤ 100: 8.1e9 fractions.
    private static func linear() throws {
        let bound = 100
        let sieve = try NilpotenceTableSieve(a: [20...29, 1...bound], b: box(3, bound))
        precondition(reference_table_sieve_prepare() == 1)
        // Fractions with b₂ = 0, which the reference leaves out.
        let lower = try NilpotenceTableSieve(
            a: [20...29, 1...bound], b: .box([-bound...bound, -bound...bound, 0...0]))
        let expected = reference_table_sieve(20, 29, Int32(bound)) + lower.tableSurvivors(in: 0..<lower.count).count
        PairedTiming.compare(
            "table sieve, degrees (1, 2), coefficients ±100", reference: "plain C", rounds: 3,
            work: Double(sieve.count),
            unit: "fractions"
        ) {
            precondition(blocks(sieve, 0..<sieve.count) == expected)
        } against: {
            precondition(reference_table_sieve(20, 29, Int32(bound)) > 0)
        }
        confirmed("degrees (1, 2), coefficients ±100", sieve, 0..<sieve.count / 10)
    }

    private static func box(_ count: Int, _ bound: Int) -> PartialNumerators {
        .box(Array(repeating: -bound...bound, count: count))
    }

    /// The survivors of a range, in blocks as a search asks for them.
    private static func blocks(_ sieve: NilpotenceTableSieve, _ range: Range<Int>) -> Int {
        let rows = max(1, 400_000_000 / sieve.width) * sieve.width
        return stride(from: range.lowerBound, to: range.upperBound, by: rows).reduce(0) {
            $0 + sieve.tableSurvivors(in: $1..<min(range.upperBound, $1 + rows)).count
        }
    }

    private static func single(_ name: String, a: [ClosedRange<Int>], b: PartialNumerators, _ size: Int) throws {
        let start = seconds()
        let sieve = try NilpotenceTableSieve(a: a, b: b)
        let built = seconds() - start
        let middle = sieve.count / 3
        let range = middle..<min(sieve.count, middle + size)
        let begin = seconds()
        let survivors = blocks(sieve, range)
        let time = seconds() - begin
        let primes = sieve.tables.first?.primes ?? []
        print(
            "table sieve, \(name): \(rate(range.count, time)), \(survivors) survivors of \(range.count); "
                + "tables mod \(primes) in \(String(format: "%.1f", built)) s, \(sieve.memory >> 20) MiB")
        confirmed(name, sieve, middle..<middle + size / 100)
    }

    private static func confirmed(_ name: String, _ sieve: NilpotenceTableSieve, _ range: Range<Int>) {
        let begin = seconds()
        let count = sieve.survivors(in: range, confirmation: .nilpotence).count
        print("  with confirmation at 22 primes, \(name): \(rate(range.count, seconds() - begin)), \(count) confirmed")
    }

    private static func rate(_ count: Int, _ time: Double) -> String {
        String(format: "%.3g candidates/s", Double(count) / time)
    }

    /// The time this thread has worked.
    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
