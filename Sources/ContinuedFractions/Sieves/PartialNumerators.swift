/// The partial numerators b of a space of fractions.
public enum PartialNumerators: Sendable, Hashable {
    /// All coefficient vectors of a box, one range for each degree from 0 up; the highest coefficient runs fastest.
    case box([ClosedRange<Int>])
    /// Polynomials given by their rational roots.
    case rooted(RootedPolynomialFamily)

    /// The number of indices, or nil when it does not fit `Int`.
    public var count: Int? {
        switch self {
        case .box(let ranges): PartialNumerators.boxCount(ranges)
        case .rooted(let family): family.count
        }
    }

    /// The number of vectors of a box, or nil when it does not fit `Int`.
    static func boxCount(_ ranges: [ClosedRange<Int>]) -> Int? {
        var product = 1
        for range in ranges {
            let (value, overflow) = product.multipliedReportingOverflow(by: range.count)
            if overflow { return nil }
            product = value
        }
        return product
    }
}
