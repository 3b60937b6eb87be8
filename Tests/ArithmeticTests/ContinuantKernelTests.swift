import Arithmetic
import Foundation
import Testing

/// A fraction with small integer coefficients, lowest degree first; its values in exact arithmetic.
private struct Fraction {
    var a: [Int]
    var b: [Int]

    func exact(_ coefficients: [Int], _ n: Int) -> Integer {
        coefficients.reversed().reduce(Integer(0)) { $0 * Integer(n) + Integer($1) }
    }

    /// p(n)/q(n) as a double.
    func convergent(_ depth: Int) -> Double {
        var (p0, p1): (Integer, Integer) = (1, exact(a, 0))
        var (q0, q1): (Integer, Integer) = (0, 1)
        for n in stride(from: 1, through: depth, by: 1) {
            let (x, y) = (exact(a, n), exact(b, n))
            (p0, p1) = (p1, x * p1 + y * p0)
            (q0, q1) = (q1, x * q1 + y * q0)
        }
        return Ball(Rational(p1, q1), precision: 80).doubleEstimate
    }

    var doubles: (a: [Double], b: [Double]) { (a.map(Double.init), b.map(Double.init)) }
}

/// The relative difference.
private func distance(_ x: Double, _ y: Double) -> Double { abs(x / y - 1) }

/// Fractions that converge by a factor of 4 a step or better: b > 0 small against a², or of either sign and lower degree.
private func convergent(degreeA: Int, degreeB: Int, count: Int, seed: UInt64) -> [Fraction] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
        var a = (0..<degreeA).map { _ in Int.random(in: -9...9, using: &generator) }
        a.append(Int.random(in: 3...9, using: &generator))
        var b = (0..<degreeB).map { _ in Int.random(in: -9...9, using: &generator) }
        b.append(Int.random(in: 1...4, using: &generator))
        return Fraction(a: a, b: b)
    }
}

@Test(arguments: [(1, 1), (1, 2), (2, 3), (2, 4), (3, 6)])
func blocksAgreeWithExactConvergents(_ degreeA: Int, _ degreeB: Int) {
    let fractions = convergent(degreeA: degreeA, degreeB: degreeB, count: 512, seed: UInt64(10 * degreeA + degreeB))
    let depth = 32
    let scale = ContinuantScale(degreeOfA: degreeA, degreeOfB: degreeB, magnitude: 3, depth: depth)
    var distances: [Double] = []
    for start in stride(from: 0, to: fractions.count, by: ContinuantBlock.lanes) {
        let lanes = fractions[start..<start + ContinuantBlock.lanes]
        var block = ContinuantBlock(largestDegree: degreeB, largestDepth: depth)
        for (lane, fraction) in lanes.enumerated() {
            for (k, value) in fraction.b.enumerated() { block.setCoefficient(k, lane: lane, to: Double(value)) }
        }
        let zeros = block.tabulate(degree: degreeB, depth: depth, scale: scale)
        // Eight rows for each block.
        let rows = lanes.prefix(8)
        let table = ContinuantRows(
            coefficients: rows.flatMap(\.doubles.a), degree: degreeA, depth: depth, scale: scale)
        var values = [Double](repeating: 0, count: rows.count * ContinuantBlock.lanes)
        block.values(of: table, in: 0..<rows.count, depth: depth, order: 2, into: &values)
        for (r, row) in rows.enumerated() {
            for (lane, column) in lanes.enumerated() {
                let terminates = (1...depth).contains { column.exact(column.b, $0).isZero }
                #expect((zeros >> UInt32(lane) & 1 == 1) == terminates)
                if terminates { continue }
                let value = values[r * ContinuantBlock.lanes + lane]
                let exact = Fraction(a: row.a, b: column.b).convergent(90)
                if exact != 0, exact.isFinite, !value.isNaN { distances.append(distance(value, exact)) }
            }
        }
    }
    distances.sort()
    #expect(distances.count > 2500)
    #expect(distances[distances.count / 2] < 4e-16)
    #expect(distances[distances.count * 98 / 100] < 1e-13)
    #expect(distances[distances.count * 995 / 1000] < RelativeKeySet.tolerance)
}

@Test func doubleDoublesLoseNothingByCancellation() {
    // Values near 0 and with a(i) of mixed signs: the recurrence in doubles loses digits, the precise one none.
    var fractions = convergent(degreeA: 1, degreeB: 2, count: 320, seed: 7)
    for i in fractions.indices { fractions[i].a[0] -= 6 * (i % 7) }
    var batch = ContinuantBatch(degreeOfA: 1, degreeOfB: 2)
    var worst = (plain: 0.0, precise: 0.0)
    for start in stride(from: 0, to: fractions.count, by: ContinuantBatch.lanes) {
        let lanes = Array(fractions[start..<start + ContinuantBatch.lanes])
        for (lane, fraction) in lanes.enumerated() {
            batch.setFraction(lane: lane, a: fraction.doubles.a[...], b: fraction.doubles.b[...])
        }
        batch.evaluate(depth: 120, order: 4)
        let plain = lanes.indices.map { batch.value(lane: $0).high }
        batch.evaluatePrecisely(depth: 120, order: 4)
        for (lane, fraction) in lanes.enumerated() {
            let exact = fraction.convergent(200)
            guard exact != 0, exact.isFinite else { continue }
            worst.plain = max(worst.plain, distance(plain[lane], exact))
            worst.precise = max(worst.precise, distance(batch.value(lane: lane).high, exact))
        }
    }
    #expect(worst.precise < 4e-16)
    #expect(worst.plain > 10 * worst.precise)
    #expect(worst.plain < 1e-9)
}

@Test(arguments: [(0, 2), (1, 1), (1, 4), (2, 4), (3, 6), (4, 0), (4, 8)])
func nothingOverflowsAtDepth400(_ degreeA: Int, _ degreeB: Int) {
    // All coefficients positive, so that no denominator is 0.
    var fractions = convergent(degreeA: degreeA, degreeB: degreeB, count: 32, seed: 3)
    for i in fractions.indices {
        fractions[i].a = fractions[i].a.map { abs($0) }
        fractions[i].b = fractions[i].b.map { abs($0) }
    }
    let depth = 400
    let scale = ContinuantScale(degreeOfA: degreeA, degreeOfB: degreeB, magnitude: 4, depth: depth)
    var block = ContinuantBlock(largestDegree: degreeB, largestDepth: depth)
    var batch = ContinuantBatch(degreeOfA: degreeA, degreeOfB: degreeB)
    for (lane, fraction) in fractions.enumerated() {
        for (k, value) in fraction.b.enumerated() { block.setCoefficient(k, lane: lane, to: Double(value)) }
        batch.setFraction(lane: lane, a: fractions[0].doubles.a[...], b: fraction.doubles.b[...])
    }
    _ = block.tabulate(degree: degreeB, depth: depth, scale: scale)
    let rows = ContinuantRows(
        coefficients: fractions[0].doubles.a, degree: degreeA, depth: depth, scale: scale)
    var values = [Double](repeating: 0, count: ContinuantBlock.lanes)
    block.values(of: rows, in: 0..<1, depth: depth, order: 0, into: &values)
    batch.evaluatePrecisely(depth: depth, order: 0)
    for (lane, value) in values.enumerated() {
        #expect(value.isFinite && value != 0)
        #expect(distance(value, batch.value(lane: lane).high) < 1e-9)
    }
}

@Test func tailsSeeSlowLimits() {
    // Convergents of 1/ln 2 and 1 + 4/π with errors near 1/n; those of Euler's fractions of Σ 1/n², Σ 1/n³ and Σ 1/n⁵ with 1/n,
    // 1/n², 1/n⁴; and exp(−c √n): a = 2n + 3, b = −n(n + 1) comes from ∫ e^(−t)/(t + 1) dt, E₁(1) e = 0.5963473623231940743.
    let square = Double.pi * Double.pi / 6
    let alternating: [(a: [Double], b: [Double], limit: Double)] = [
        ([1], [0, 0, 1], 1 / log(2)), ([2], [1, -4, 4], 1 + 4 / Double.pi),
    ]
    let exact: [(a: [Double], b: [Double], limit: Double)] = [
        ([1, 2, 2], [0, 0, 0, 0, -1], 1 / square), ([1, 3, 3, 2], [0, 0, 0, 0, 0, 0, -1], 1 / 1.2020569031595942854),
        ([1, 5, 10, 10, 5, 2], [Double](repeating: 0, count: 10) + [-1], 1 / 1.0369277551433699263),
        ([2, 2], [0, 0, -1], 1 / 0.59634736232319407434),
    ]
    var batch = ContinuantBatch(degreeOfA: 5, degreeOfB: 10)
    for fraction in alternating {
        batch.setFraction(lane: 5, a: fraction.a[...], b: fraction.b[...])
        var errors: [Double] = []
        for order in [0, 2, 4, 6] {
            batch.evaluatePrecisely(depth: 300, order: order)
            errors.append(distance(batch.value(lane: 5).high, fraction.limit))
        }
        #expect(errors[0] > 100 * errors[1])
        #expect(max(1e-13, errors[1]) > 50 * errors[2])
        #expect(errors[3] < 1e-12)
    }
    for (lane, fraction) in exact.enumerated() {
        batch.setFraction(lane: lane, a: fraction.a[...], b: fraction.b[...])
    }
    for depth in [240, 400] {
        batch.evaluatePrecisely(depth: depth, order: 6)
        for (lane, fraction) in exact.enumerated() {
            #expect(distance(batch.value(lane: lane).high, fraction.limit) < 2e-15, "lane \(lane) at depth \(depth)")
        }
    }
}

@Test func coincidentRootsAreClassified() {
    // a = 2n + s, b = −n² + r n: κ = r + s − 1 decides.
    func convergence(_ a: [Double], _ b: [Double]) -> CoincidentRoots.Convergence? {
        CoincidentRoots(a: a[...], b: b[...])?.convergence
    }
    #expect(convergence([1, 1], [0, 0, -1]) == nil)
    #expect(convergence([3, 2], [0, -1, -1]) == .stretched)
    #expect(convergence([1, 2], [0, -1, -1]) == .oscillating)
    #expect(convergence([1, 2], [0, 0, -1]) == .polynomial)
    // Euler's fraction, and a constant that makes the exponents complex.
    #expect(convergence([1, 2, 2], [0, 0, 0, 0, -1]) == .polynomial)
    #expect(convergence([-9, 2, 2], [0, 0, 0, 0, -1]) == .oscillating)
}

@Test func oscillationIsNotAValue() {
    let scale = ContinuantScale(degreeOfA: 1, degreeOfB: 2, magnitude: 1, depth: 32)
    var block = ContinuantBlock(largestDegree: 2, largestDepth: 32)
    for lane in 0..<ContinuantBlock.lanes { block.setCoefficient(2, lane: lane, to: lane < 16 ? -1 : 1) }
    _ = block.tabulate(degree: 2, depth: 32, scale: scale)
    let rows = ContinuantRows(coefficients: [1, 1], degree: 1, depth: 32, scale: scale)
    for order in [0, 2] {
        var values = [Double](repeating: 0, count: ContinuantBlock.lanes)
        block.values(of: rows, in: 0..<1, depth: 32, order: order, into: &values)
        let undefined = values.indices.filter { values[$0].isNaN }
        #expect(undefined == Array(0..<16))
    }
}

@Test func keysAreFoundWithinTheToleranceOnly() {
    var generator = SeededGenerator(seed: 11)
    let keys = (0..<20_000).map { _ in Double.random(in: 1e-6..<1, using: &generator) }
    let set = RelativeKeySet(capacity: keys.count)
    set.insert(keys: keys)
    for sign in [1.0, -1.0] {
        let near = keys.map {
            sign * $0 * (1 + Double.random(in: -1...1, using: &generator) * RelativeKeySet.tolerance)
        }
        #expect(set.matches(near).count == keys.count)
        #expect(set.matches(near.map { 1 / $0 }).count == keys.count)
    }
    #expect(set.matches(keys.map { $0 * (1 + 2.5e-12) }).count < 5)
    #expect(set.matches((0..<100_000).map { _ in Double.random(in: 1e-6..<1, using: &generator) }).count < 5)
    #expect(set.matches([.nan, 0, .infinity]).isEmpty)
}
