import Arithmetic
import ContinuedFractions

/// The first comparison of a parametric space with a table: each fraction by itself.
struct ParametricScan {
    let space: FractionSpace
    let keys: RelativeKeySet

    /// The indices in a range whose values are near a number of the table, in no particular order; nil when
    /// `isCancelled` said yes.
    func scan(_ range: Range<Int>, _ isCancelled: () -> Bool) -> [Int]? {
        guard case .parametric(let familyA, let familyB, let ranges) = space.form else { return [] }
        func queue(_ depth: Int, _ order: Int) -> DeepQueue {
            DeepQueue(
                degreeOfA: familyA.degree, degreeOfB: familyB.degree, depth: depth, order: order, keys: keys)
        }
        var fast = queue(MeetPlan.singleEvaluation.depth, MeetPlan.singleEvaluation.order)
        var deep = queue(MeetPlan.slowEvaluation.depth, MeetPlan.slowEvaluation.order)
        let free = ranges.indices.map { !familyB.uses($0) && ranges[$0].lowerBound == -ranges[$0].upperBound }
        var parameters = [Int](repeating: 0, count: ranges.count)
        var a: [Double] = []
        var b: [Double] = []
        var mirrored: [Double] = []
        for index in range {
            if index & 255 == 0, isCancelled() { return nil }
            var rest = index
            for position in ranges.indices.reversed() {
                let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: ranges[position].count)
                parameters[position] = ranges[position].lowerBound + remainder
                rest = quotient
            }
            familyA.coefficients(at: parameters, into: &a)
            familyB.coefficients(at: parameters, into: &b)
            guard let leadA = a.last, let leadB = b.last else { continue }
            if leadA < 0 {
                // (−a, b) is in the space when the parameters that b does not use, of symmetric range, give −a.
                var opposite = parameters
                for position in ranges.indices where free[position] { opposite[position].negate() }
                familyA.coefficients(at: opposite, into: &mirrored)
                if mirrored.elementsEqual(a, by: { $0 == -$1 }) { continue }
            }
            let plan = MeetPlan(
                leadA: leadA, degreeA: a.count - 1, leadB: leadB, degreeB: b.count - 1,
                cap: MeetPlan.singleEvaluation.depth)
            switch plan {
            case .divergent: break
            case .deep: deep.add(index: index, a: a[...], b: b[...])
            case .blocks: fast.add(index: index, a: a[...], b: b[...])
            }
        }
        fast.flush()
        deep.flush()
        return fast.found + deep.found
    }
}
