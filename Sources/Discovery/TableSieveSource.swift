import ContinuedFractions

/// The candidates of the table sieve: fractions that are nilpotent at all primes of the tables and of the screen, and for
/// a odd-symmetric have p² | gcd(p(2p), q(2p)).
struct TableSieveSource: CandidateSource {
    private let sieve: NilpotenceTableSieve
    private let screen = NilpotenceScreen()
    let count: Int
    let blockSize: Int

    init(_ sieve: NilpotenceTableSieve) {
        self.sieve = sieve
        count = sieve.count
        let width = max(1, sieve.width)
        blockSize = width * max(1, 20_000_000 / width)
    }

    func candidates(in range: Range<Int>, isCancelled: () -> Bool) -> [FractionCandidate]? {
        guard let survivors = sieve.tableSurvivors(in: range, isCancelled: isCancelled) else { return nil }
        var result: [FractionCandidate] = []
        for index in survivors {
            if isCancelled() { return nil }
            guard let fraction = sieve.fraction(at: index), screen.passes(fraction), FractionScreen.confirms(fraction)
            else { continue }
            result.append(FractionCandidate(index: index, fraction: fraction))
        }
        return result
    }
}
