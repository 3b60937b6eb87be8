import Arithmetic
import ContinuedFractions
import Foundation
import Testing

/// The judge: full factorial reduction says that the denominators in lowest terms grow only exponentially, that is
/// r(n) = ln(max(|p(n)|, |q(n)|)/gcd(p(n), q(n)))/n stays bounded. Otherwise a positive share of n ln n is left, and r grows
/// by that share of the degree times ln 2 whenever n doubles: by at least 1/2 · 1/4 · ln 2 = 0.087 (√(n!) reduced at three
/// primes of four). Full reduction leaves the irregularity of the primes alone: up to 0.3 from n = 20 to 40, but below
/// 0.05 from 480 to 960. So r(2n) − r(n) tells the two apart. All is worked with exact integers and their greatest
/// common divisors.
///
/// - Returns: r(2n) − r(n); nil for a fraction that terminates, whose convergents are one rational number from there on.
private func growth(_ a: [Int], _ b: [Int], from n: Int) -> Double? {
    func value(_ polynomial: [Int], _ n: Int) -> Int { polynomial.reversed().reduce(0) { $0 * n + $1 } }
    var rates: [Double] = []
    var (p0, p1): (Integer, Integer) = (1, Integer(a[0]))
    var (q0, q1): (Integer, Integer) = (0, 1)
    for i in 1...(2 * n) {
        let (x, y) = (value(a, i), value(b, i))
        if y == 0 { return nil }
        p0.multiply(by: y)
        p0.addProduct(p1, x)
        swap(&p0, &p1)
        q0.multiply(by: y)
        q0.addProduct(q1, x)
        swap(&q0, &q1)
        if i == n || i == 2 * n {
            let bits = max(p1.bitWidth, q1.bitWidth) - p1.gcd(q1).bitWidth
            rates.append(Double(bits) * 0.6931471805599453 / Double(i))
        }
    }
    return rates[1] - rates[0]
}

/// Whether the fraction has full reduction by exact greatest common divisors; a first look at n = 40 decides most.
private func reducesFully(_ a: [Int], _ b: [Int]) -> Bool {
    for (n, bound) in [(20, 0.45), (80, 0.2), (480, 0.05)] {
        guard let step = growth(a, b, from: n), step < bound else { return false }
    }
    return true
}

@Test func noFractionWithExactReductionFailsTheScreen() throws {
    let primes = NilpotenceTableSieve.tablePrimes.map { UInt32($0) } + NilpotenceScreen.standardPrimes
    let screen = NilpotenceScreen(primes: primes)
    let total = 100_000
    let tally = Tally()
    let blocks = 50
    DispatchQueue.concurrentPerform(iterations: blocks) { block in
        var random = SplitMix(state: UInt64(block))
        var (full, failed, judged): (Int, [String], Int) = (0, [], 0)
        for number in 0..<(total / blocks) {
            let (a, b) = randomFraction(&random)
            let fraction = PolynomialContinuedFraction(a: Polynomial(integers: a), b: Polynomial(integers: b))
            judged += 1
            // A fraction that passes cannot be a false negative; some are judged all the same, to see that the judge says yes.
            if screen.passes(fraction) {
                if number % 20 == 0 && reducesFully(a, b) { full += 1 }
            } else if reducesFully(a, b) {
                failed.append("\(fraction.a) | \(fraction.b)")
            }
        }
        tally.add(judged, full, failed)
    }
    #expect(tally.judged == total)
    #expect(tally.full > 50)
    #expect(tally.failed == [])
}

/// Degrees (0 … 2, 1 … 4), half of the b's with rational roots; coefficients lowest degree first.
private func randomFraction(_ random: inout SplitMix) -> (a: [Int], b: [Int]) {
    let shapes = [(0, 2), (1, 2), (1, 2), (1, 2), (2, 2), (1, 1), (1, 3), (2, 4), (0, 1), (2, 3)]
    let (degreeA, degreeB) = shapes[random.below(shapes.count)]
    let bound = 6
    func coefficient() -> Int { random.below(2 * bound + 1) - bound }
    func leading() -> Int { (1 + random.below(bound)) * (random.below(2) == 0 ? 1 : -1) }
    let a = (0..<degreeA).map { _ in coefficient() } + [leading()]
    if random.below(2) == 0 { return (a, (0..<degreeB).map { _ in coefficient() } + [leading()]) }
    var b = [leading()]
    for _ in 0..<degreeB {
        let (s, r) = (random.below(7) - 3, 1 + random.below(2))
        b = (0...b.count).map { j in (j < b.count ? s * b[j] : 0) + (j > 0 ? r * b[j - 1] : 0) }
    }
    return (a, b)
}

private final class Tally: @unchecked Sendable {
    private let lock = NSLock()
    private(set) var judged = 0
    private(set) var full = 0
    private(set) var failed: [String] = []

    func add(_ judged: Int, _ full: Int, _ failed: [String]) {
        lock.lock()
        self.judged += judged
        self.full += full
        self.failed += failed
        lock.unlock()
    }
}
