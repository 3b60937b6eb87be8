/// The polynomials of a box with one leading term: a progression of indices, since the highest coefficient runs fastest.
struct LeadingGroup: Sendable {
    /// The degree.
    let degree: Int
    /// The leading coefficient, not 0.
    let lead: Int
    /// The number of vectors of lower coefficients.
    let count: Int
    /// The index in the box of the k-th vector of lower coefficients is `offset` + k · `stride`.
    let offset: Int
    let stride: Int

    /// All groups of a box, by degree and leading coefficient; the zero polynomial is in none.
    static func all(of box: CoefficientBox) -> [LeadingGroup] {
        var groups: [LeadingGroup] = []
        let ranges = box.ranges
        for degree in ranges.indices {
            let above = ranges[(degree + 1)...]
            guard above.allSatisfy({ $0.contains(0) }) else { continue }
            let width = above.reduce(1) { $0 * $1.count }
            let zero = above.reduce(0) { $0 * $1.count - $1.lowerBound }
            let count = ranges[..<degree].reduce(1) { $0 * $1.count }
            for lead in ranges[degree] where lead != 0 {
                groups.append(
                    LeadingGroup(
                        degree: degree, lead: lead, count: count,
                        offset: (lead - ranges[degree].lowerBound) * width + zero,
                        stride: width * ranges[degree].count))
            }
        }
        return groups
    }

    /// The k whose index lies in a range.
    func members(in range: Range<Int>) -> Range<Int> {
        func first(_ bound: Int) -> Int {
            let distance = bound - offset
            return distance <= 0 ? 0 : min(count, (distance + stride - 1) / stride)
        }
        let start = first(range.lowerBound)
        return start..<max(start, first(range.upperBound))
    }

    /// Writes the coefficients of the k-th member, lowest first, at the end of `list`.
    func append(_ k: Int, of box: CoefficientBox, to list: inout [Double]) {
        let start = list.count
        list.append(contentsOf: repeatElement(Double(lead), count: degree + 1))
        var rest = k
        for position in (0..<degree).reversed() {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: box.ranges[position].count)
            list[start + position] = Double(box.ranges[position].lowerBound + remainder)
            rest = quotient
        }
    }
}

extension CoefficientBox {
    /// Whether the box holds −p for the polynomial p with these coefficients.
    func holdsNegative(of coefficients: ArraySlice<Double>) -> Bool {
        for (range, value) in zip(ranges, coefficients) where !range.contains(Int(-value)) { return false }
        return ranges[coefficients.count...].allSatisfy { $0.contains(0) }
    }

    /// The largest modulus of a coefficient.
    var largestModulus: Double {
        ranges.reduce(0) { max($0, Double(max($1.lowerBound.magnitude, $1.upperBound.magnitude))) }
    }
}
