import Arithmetic
import ContinuedFractions

/// The second comparison: values in double-double arithmetic at two depths, against the numbers of the table themselves.
struct MeetRecheck {
    /// Depths and order of the tail.
    static let depths = (first: 200, second: 400)
    static let order = 8
    /// The relative tolerance for values that agree at both depths, and the largest one for those that do not.
    static let tolerance = 2e-14
    static let largestTolerance = 1e-11

    let table: MobiusTable

    /// The candidates among some indices of a space, ascending.
    ///
    /// A value is compared with a tolerance of four times the difference between the depths, at least 2·10^(−14) and at
    /// most 10^(−11): so a fraction that converges slowly is judged by the digits that it has, and passed on. Dropped are
    /// terminating fractions, and values that are nearer to a rational number of height below 10,000 than to the table's.
    func candidates(_ indices: [Int], of space: FractionSpace) -> [FractionCandidate] {
        let fractions = indices.compactMap { index in space[index].map { (index, $0) } }
        var found: [FractionCandidate] = []
        let degreeA = fractions.reduce(0) { max($0, $1.1.a.degree ?? 0) }
        let degreeB = fractions.reduce(0) { max($0, $1.1.b.degree ?? 0) }
        var batch = ContinuantBatch(degreeOfA: degreeA, degreeOfB: degreeB)
        for start in stride(from: 0, to: fractions.count, by: ContinuantBatch.lanes) {
            let part = fractions[start..<min(fractions.count, start + ContinuantBatch.lanes)]
            for (lane, element) in part.enumerated() {
                batch.setFraction(
                    lane: lane, a: element.1.a.coefficients.map(\.doubleValue)[...],
                    b: element.1.b.coefficients.map(\.doubleValue)[...])
            }
            batch.evaluatePrecisely(depth: MeetRecheck.depths.first, order: MeetRecheck.order)
            let first = part.indices.map { batch.value(lane: $0 - start).high }
            batch.evaluatePrecisely(depth: MeetRecheck.depths.second, order: MeetRecheck.order)
            for (lane, element) in part.enumerated() {
                let value = batch.value(lane: lane).high
                if let name = constant(first[lane], value), !MeetRecheck.terminates(element.1) {
                    found.append(FractionCandidate(index: element.0, fraction: element.1, constant: name))
                }
            }
        }
        return found
    }

    private func constant(_ first: Double, _ second: Double) -> String? {
        guard second.isFinite, second != 0 else { return nil }
        let change = abs(first / second - 1)
        let tolerance = min(
            MeetRecheck.largestTolerance, max(MeetRecheck.tolerance, change.isNaN ? 0 : 4 * change))
        guard let match = table.match(second, tolerance: tolerance) else { return nil }
        if 4 * MeetRecheck.distanceToRational(second) < match.distance { return nil }
        return match.constant
    }

    private static func terminates(_ fraction: PolynomialContinuedFraction) -> Bool {
        if case .terminating = fraction.convergenceClass { return true }
        return false
    }

    /// The relative distance of x to the nearest convergent p/q of its own continued fraction with |p|, q ≤ 10,000.
    private static func distanceToRational(_ x: Double) -> Double {
        var (p, q, p1, q1) = (1.0, 0.0, 0.0, 1.0)
        var rest = abs(x)
        var best = Double.infinity
        for _ in 0..<40 {
            let quotient = rest.rounded(.down)
            (p, p1) = (quotient * p + p1, p)
            (q, q1) = (quotient * q + q1, q)
            if max(p, q) > 10_000 { break }
            best = min(best, abs(p / q / abs(x) - 1))
            let fraction = rest - quotient
            if fraction < 1e-15 { break }
            rest = 1 / fraction
        }
        return best
    }
}
