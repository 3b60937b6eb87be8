import Arithmetic
import CReference
import ContinuedFractions

/// Apéry's fraction by recurrence and by splitting, its verification, and the nilpotence screen, against plain C.
enum ContinuedFractionBenchmark {
    static func run() {
        let apery = PolynomialContinuedFraction(
            a: Polynomial([5, 27, 51, 34]), b: Polynomial([0, 0, 0, 0, 0, 0, -1]))
        PairedTiming.compare("recurrence of Apery's fraction to n = 5000", reference: "C with GMP") {
            precondition(recurrence(5000) > 0)
        } against: {
            precondition(reference_apery_recurrence(5000) > 0)
        }
        PairedTiming.compare("binary splitting to n = 100000", reference: "C with GMP", rounds: 3) {
            precondition(!apery.convergent(100_000).q.isZero)
        } against: {
            precondition(reference_apery_splitting(100_000) > 0)
        }
        PairedTiming.compare("6/zeta(3) verified to 100000 digits", reference: "C with FLINT") {
            verify(apery, digits: 100_000)
        } against: {
            precondition(reference_apery_verify(100_000) == 1)
        }
        for (digits, rounds) in [(10_000, 7), (100_000, 5), (1_000_000, 3)] {
            PairedTiming.compare(
                "6/zeta(3) to \(digits) proven digits", reference: "C with FLINT", rounds: rounds
            ) {
                let limit = try? apery.limit(digits: digits)
                precondition(limit?.value.provenDigits ?? 0 >= digits)
            } against: {
                precondition(reference_apery_fraction(digits) == 1)
            }
        }
        let polynomials = box(degree: 2, bound: 5)
        let count = Double(polynomials.count * polynomials.count)
        PairedTiming.compare(
            "nilpotence screen, coefficients ±5, degrees <= 2", reference: "plain C", rounds: 3, work: count,
            unit: "fractions"
        ) {
            var survivors = 0
            NilpotenceSieve(a: polynomials, b: polynomials)
                .forEachSurvivor(aIn: 0..<polynomials.count) { _, _ in survivors += 1 }
            precondition(survivors == 8350)
        } against: {
            let primes = NilpotenceScreen.standardPrimes
            precondition(reference_nilpotence(5, primes, Int32(primes.count)) == 8350)
        }
    }

    /// p(n), q(n) by the recurrence with in-place integers; returns the bits of q(n).
    private static func recurrence(_ n: Int) -> Int {
        var (p0, p1): (Integer, Integer) = (1, 5)
        var (q0, q1): (Integer, Integer) = (0, 1)
        for i in 1...n {
            let a = ((34 * i + 51) * i + 27) * i + 5
            let square = i * i * i
            let b = -(Integer(square) * Integer(square))
            p0 *= b
            p0.addProduct(p1, a)
            swap(&p0, &p1)
            q0 *= b
            q0.addProduct(q1, a)
            swap(&q0, &q1)
        }
        return q1.bitWidth
    }

    private static func verify(_ fraction: PolynomialContinuedFraction, digits: Int) {
        let bits = Int(Double(digits) * 3.3219280948873626) + 10
        guard let limit = try? fraction.limit(digits: digits) else { preconditionFailure("no limit") }
        let value = Ball(6).divided(by: Ball.apery(precision: bits), precision: bits)
        precondition(limit.value.overlaps(value) && limit.value.provenDigits >= digits)
    }

    private static func box(degree: Int, bound: Int) -> [Polynomial<Integer>] {
        var all: [[Integer]] = [[]]
        for _ in 0...degree { all = all.flatMap { head in (-bound...bound).map { head + [Integer($0)] } } }
        return all.map { Polynomial($0) }.filter { !$0.isZero }
    }
}
