import Arithmetic
import ContinuedFractions

/// An indexed set of candidates: element i is computed from i alone, so a shard is a range of indices and any part of a
/// search can be repeated anywhere.
public protocol Space: Sendable {
    /// What the space consists of.
    associatedtype Element: Sendable
    /// The number of indices. Some indices may hold no element (a coefficient vector that is excluded).
    var count: Int { get }
    /// The element at `index`, or nil when this index is excluded. Cost: independent of the size of the space.
    subscript(index: Int) -> Element? { get }
}

/// A cheap, one-sided test of candidates: it may pass impostors, it never drops a true find.
public protocol Screen: Sendable {
    /// What is screened.
    associatedtype Searched: Space
    /// The indices in `range` that pass, ascending.
    func survivors(of space: Searched, in range: Range<Int>) -> [Int]
}

/// All polynomials with coefficients in given ranges, in lexicographic order of the coefficients from the lowest degree
/// up, the highest coefficient running fastest.
public struct CoefficientBox: Sendable, Hashable {
    /// The range of each coefficient, lowest degree first.
    public let ranges: [ClosedRange<Int>]

    /// The box with the given ranges.
    public init(_ ranges: [ClosedRange<Int>]) { self.ranges = ranges }

    /// The number of coefficient vectors, or nil when it does not fit `Int`.
    public var count: Int? {
        var product = 1
        for range in ranges {
            let (value, overflow) = product.multipliedReportingOverflow(by: range.count)
            if overflow { return nil }
            product = value
        }
        return product
    }

    /// The polynomial at `index` of 0 ..< count.
    public func polynomial(at index: Int) -> Polynomial<Integer> {
        var rest = index
        var coefficients = [Integer](repeating: 0, count: ranges.count)
        for (position, range) in ranges.enumerated().reversed() {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: range.count)
            coefficients[position] = Integer(range.lowerBound + remainder)
            rest = quotient
        }
        return Polynomial(coefficients)
    }
}
