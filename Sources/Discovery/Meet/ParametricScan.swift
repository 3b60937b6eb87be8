import Arithmetic
import ContinuedFractions

/// The first comparison of a parametric space with a table: each fraction by itself.
struct ParametricScan {
    let space: FractionSpace
    let keys: RelativeKeySet

    /// The indices in a range whose values are near a number of the table, in no particular order; nil when
    /// `isCancelled` said yes.
    func scan(_ range: Range<Int>, _ isCancelled: () -> Bool) -> [Int]? {
        guard case .parametric(let familyA, let familyB, _) = space.form else { return [] }
        func queue(_ depth: Int, _ order: Int) -> DeepQueue {
            DeepQueue(
                degreeOfA: familyA.degree, degreeOfB: familyB.degree, depth: depth, order: order, keys: keys)
        }
        var fast = queue(MeetPlan.singleEvaluation.depth, MeetPlan.singleEvaluation.order)
        var deep = queue(MeetPlan.slowEvaluation.depth, MeetPlan.slowEvaluation.order)
        for index in range {
            if index & 255 == 0, isCancelled() { return nil }
            guard let fraction = space[index], let leadA = fraction.a.leadingCoefficient,
                let leadB = fraction.b.leadingCoefficient, let degreeA = fraction.a.degree,
                let degreeB = fraction.b.degree
            else { continue }
            if leadA.signum() < 0, isMirrorImage(fraction, index) { continue }
            let plan = MeetPlan(
                leadA: leadA.doubleValue, degreeA: degreeA, leadB: leadB.doubleValue, degreeB: degreeB,
                cap: MeetPlan.singleEvaluation.depth)
            if plan == .divergent { continue }
            let a = fraction.a.coefficients.map(\.doubleValue)
            let b = fraction.b.coefficients.map(\.doubleValue)
            if plan == .deep {
                deep.add(index: index, a: a[...], b: b[...])
            } else {
                fast.add(index: index, a: a[...], b: b[...])
            }
        }
        fast.flush()
        deep.flush()
        return fast.found + deep.found
    }

    /// Whether the space holds (−a, b) where the parameters that b does not use, all of symmetric range, change signs.
    private func isMirrorImage(_ fraction: PolynomialContinuedFraction, _ index: Int) -> Bool {
        guard case .parametric(_, let familyB, let ranges) = space.form else { return false }
        var rest = index
        var mirrored = 0
        var weight = 1
        for (position, range) in ranges.enumerated().reversed() {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: range.count)
            let flips = !familyB.uses(position) && range.lowerBound == -range.upperBound
            mirrored += weight * (flips ? range.count - 1 - remainder : remainder)
            weight *= range.count
            rest = quotient
        }
        guard mirrored != index, let other = space[mirrored] else { return false }
        return other.a == -fraction.a && other.b == fraction.b
    }
}
