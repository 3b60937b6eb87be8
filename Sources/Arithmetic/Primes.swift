internal import CMath

/// Prime numbers that fit a machine word.
public enum Primes {
    /// The primes in `range`, in ascending order, by a segmented sieve of Eratosthenes.
    ///
    /// Cost: about n log log n operations for n numbers, plus the square root of the upper end; memory: 32 KiB and the
    /// result.
    public static func inRange(_ range: Range<Int>) -> [Int] {
        let lower = max(range.lowerBound, 2)
        guard lower < range.upperBound else { return [] }
        let base = smallPrimes(upTo: squareRoot(range.upperBound - 1))
        var result: [Int] = []
        let width = 1 << 15
        var composite = [Bool](repeating: false, count: width)
        var start = lower
        while start < range.upperBound {
            let end = range.upperBound - start > width ? start + width : range.upperBound
            for index in 0..<(end - start) { composite[index] = false }
            for prime in base {
                let (square, overflow) = prime.multipliedReportingOverflow(by: prime)
                if overflow || square >= end { break }
                // The first multiple of the prime in the segment, not below its square; as an offset.
                var offset = square >= start ? square - start : (prime - start % prime) % prime
                while offset < end - start {
                    composite[offset] = true
                    offset += prime
                }
            }
            for index in 0..<(end - start) where !composite[index] { result.append(start + index) }
            start = end
        }
        return result
    }

    /// Whether n is prime; proven for every 64-bit number (FLINT's `n_is_prime`).
    public static func isPrime(_ number: UInt) -> Bool { n_is_prime(number) != 0 }

    /// The largest `count` primes below `bound`, in descending order; fewer when there are not so many.
    public static func largest(_ count: Int, below bound: UInt) -> [UInt] {
        var result: [UInt] = []
        var candidate = bound
        while result.count < count, candidate > 2 {
            candidate -= 1
            if isPrime(candidate) { result.append(candidate) }
        }
        return result
    }

    /// The prime factors of n ≥ 1 with their exponents, in ascending order (FLINT's `n_factor`); empty for 0 and 1.
    public static func factorization(of number: UInt) -> [(prime: UInt, exponent: Int)] {
        guard number > 1 else { return [] }
        var factors = n_factor_t()
        n_factor_init(&factors)
        n_factor(&factors, number, 1)
        let primes = withUnsafeBytes(of: factors.p) { Array($0.bindMemory(to: UInt.self)) }
        let exponents = withUnsafeBytes(of: factors.exp) { Array($0.bindMemory(to: Int32.self)) }
        return (0..<Int(factors.num)).map { (primes[$0], Int(exponents[$0])) }.sorted { $0.prime < $1.prime }
    }

    private static func smallPrimes(upTo bound: Int) -> [Int] {
        guard bound >= 2 else { return [] }
        var composite = [Bool](repeating: false, count: bound + 1)
        var result: [Int] = []
        for number in 2...bound where !composite[number] {
            result.append(number)
            if number <= bound / number {
                for multiple in stride(from: number * number, through: bound, by: number) { composite[multiple] = true }
            }
        }
        return result
    }

    private static func squareRoot(_ number: Int) -> Int { Int(n_sqrt(UInt(number))) }
}
