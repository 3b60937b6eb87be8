import Arithmetic
import ContinuedFractions

/// The screen of a search for continued fractions: nilpotence of the p-curvature, or none.
public struct FractionScreen: Screen {
    private let kind: SpaceSpecification.ScreenKind
    private let nilpotence = NilpotenceScreen()

    /// A screen of this kind.
    public init(_ kind: SpaceSpecification.ScreenKind) { self.kind = kind }

    /// The indices in `range` whose fraction passes, ascending.
    ///
    /// Where the trace of the period product vanishes by symmetry (a odd-symmetric about a half-integer or integer),
    /// nilpotence says little, and p² | gcd(p(2p), q(2p)) (p for linear a) is asked for in addition. Cost: see `NilpotenceSieve`.
    public func survivors(of space: FractionSpace, in range: Range<Int>) -> [Int] {
        switch (kind, space.form) {
        case (.none, _): return range.filter { space[$0] != nil }
        case (.nilpotence, .boxes(let a, let b)): return sieve(a, b, range)
        case (.nilpotence, .parametric):
            return range.filter { index in
                guard let fraction = space[index] else { return false }
                return nilpotence.passes(fraction) && FractionScreen.confirms(fraction)
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
                if FractionScreen.confirms(PolynomialContinuedFraction(a: a[i], b: columns[kept[j]])) {
                    found.append(index)
                }
            }
        return found.sorted()
    }

    /// Whether p² | gcd(p(2p), q(2p)) (p for linear a) where a is odd-symmetric.
    static func confirms(_ fraction: PolynomialContinuedFraction) -> Bool {
        guard fraction.a.hasOddSymmetry else { return true }
        let order = max(fraction.a.degree ?? 0, ((fraction.b.degree ?? 0) + 1) / 2)
        return FactorialReductionTest.passes(fraction, order: min(2, order))
    }
}
