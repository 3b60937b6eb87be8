import Arithmetic
import ContinuedFractions

/// The screen of a search for continued fractions: `FactorialReductionScreen`, or none.
public struct FractionScreen: Screen {
    private let kind: SpaceSpecification.ScreenKind
    private let nilpotence = NilpotenceScreen()
    /// The number of b up to which whole rows are tabulated.
    private static let largestWidth = 1_000_000

    /// A screen of this kind.
    public init(_ kind: SpaceSpecification.ScreenKind) { self.kind = kind }

    /// The indices in `range` whose fraction passes, ascending.
    ///
    /// Cost: see `NilpotenceSieve` for boxes with up to a million b, and `FactorialReductionScreen` for the others.
    public func survivors(of space: FractionSpace, in range: Range<Int>) -> [Int] {
        switch (kind, space.form) {
        case (.none, _): return range.filter { space[$0] != nil }
        case (.nilpotence, .boxes(let a, let b)) where b.count ?? .max <= FractionScreen.largestWidth:
            return sieve(a, b, range)
        case (.nilpotence, _):
            return range.filter { index in
                guard let fraction = space[index] else { return false }
                return FactorialReductionScreen.standard.passes(fraction)
            }
        }
    }

    /// Whole rows of the grid go through the sieve; the ends of the range are cut off afterwards.
    private func sieve(_ boxA: CoefficientBox, _ boxB: CoefficientBox, _ range: Range<Int>) -> [Int] {
        guard let width = boxB.count, width > 0, !range.isEmpty else { return [] }
        let rows = (range.lowerBound / width)..<((range.upperBound - 1) / width + 1)
        let a = rows.map { boxA.polynomial(at: $0) }
        let columns = (0..<width).map { boxB.polynomial(at: $0) }
        let kept = columns.indices.filter { !columns[$0].isZero }
        var found: [Int] = []
        NilpotenceSieve(a: a, b: kept.map { columns[$0] }, screen: nilpotence)
            .forEachSurvivor(aIn: 0..<a.count) { i, j in
                let index = (rows.lowerBound + i) * width + kept[j]
                guard range.contains(index), !a[i].isZero else { return }
                if FactorialReductionScreen.standard.confirms(PolynomialContinuedFraction(a: a[i], b: columns[kept[j]]))
                {
                    found.append(index)
                }
            }
        return found.sorted()
    }
}
