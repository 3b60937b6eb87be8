import Arithmetic

/// The polynomials c ∏ (r n + s) with integers c, r ≥ 1, s in given ranges: all their roots −s/r are rational.
///
/// Full factorial reduction asks for a b(n) of this kind, so a search over it loses nothing that a box of coefficients
/// of the same degree holds, and reaches far higher degrees. The linear factors come in groups; inside a group their
/// order does not matter, and each multiset of pairs (r, s) is counted once. (A polynomial can still have several
/// indices: 2n + 2 is 2·(n + 1), and groups may overlap.)
///
/// Order: index = (index of the factors) · (number of c) + (c − least c). The index of the factors is a mixed radix
/// number over the groups, the last one fastest; in a group the pairs are numbered with s running fastest, and the
/// multisets m₁ ≤ m₂ ≤ … ≤ m_k of these numbers in colexicographic order (m_k decides first): their rank is
/// Σ C(m_i + i − 1, i).
public struct RootedPolynomialFamily: Sendable, Hashable {
    /// `count` unordered factors r n + s with r and s from the same two ranges.
    public struct Factors: Sendable, Hashable {
        /// The range of r; at least 1.
        public let slope: ClosedRange<Int>
        /// The range of s.
        public let offset: ClosedRange<Int>
        /// How many factors.
        public let count: Int

        /// A group of factors.
        public init(slope: ClosedRange<Int>, offset: ClosedRange<Int>, count: Int) {
            self.slope = slope
            self.offset = offset
            self.count = count
        }

        /// The number of pairs (r, s).
        var pairs: Int { slope.count * offset.count }

        /// The pair with this number.
        func pair(_ number: Int) -> (slope: Int, offset: Int) {
            (slope.lowerBound + number / offset.count, offset.lowerBound + number % offset.count)
        }
    }

    /// The range of c; c = 0 is an index without a polynomial.
    public let scale: ClosedRange<Int>
    /// The groups of linear factors.
    public let factors: [Factors]
    /// The number of indices.
    public let count: Int
    /// The number of multisets of each group.
    let groupCounts: [Int]

    /// The family c ∏ over the groups.
    ///
    /// - Throws: `RootedFamilyError` when a slope is not positive, a group has a negative number of factors or the family
    ///   has more members than `Int` can count.
    public init(scale: ClosedRange<Int>, factors: [Factors]) throws(RootedFamilyError) {
        var total = scale.count
        var counts: [Int] = []
        for (position, group) in factors.enumerated() {
            if group.slope.lowerBound < 1 {
                throw .slopeNotPositive(group: position, slope: group.slope.lowerBound)
            }
            if group.count < 0 { throw .negativeCount(group: position, count: group.count) }
            let (pairs, overflow) = group.slope.count.multipliedReportingOverflow(by: group.offset.count)
            guard !overflow, let multisets = Multisets.count(of: pairs, size: group.count) else { throw .tooLarge }
            let (product, tooLarge) = total.multipliedReportingOverflow(by: multisets)
            if tooLarge { throw .tooLarge }
            total = product
            counts.append(multisets)
        }
        self.scale = scale
        self.factors = factors
        count = total
        groupCounts = counts
    }

    /// The family c ∏_{i=1}^{degree} (r_i n + s_i) with one range for all r_i and one for all s_i.
    ///
    /// - Throws: `RootedFamilyError`, as the general form.
    public init(
        scale: ClosedRange<Int>, degree: Int, slope: ClosedRange<Int>, offset: ClosedRange<Int>
    ) throws(RootedFamilyError) {
        try self.init(scale: scale, factors: [Factors(slope: slope, offset: offset, count: degree)])
    }

    /// The degree of every member.
    public var degree: Int { factors.reduce(0) { $0 + $1.count } }

    /// c and the pairs (r, s) at `index` of 0 ..< count, group by group, in each group from the largest number down.
    ///
    /// Cost: about a comparison for each pair of the groups.
    public func roots(at index: Int) -> (scale: Int, factors: [(slope: Int, offset: Int)]) {
        let (rest, position) = index.quotientAndRemainder(dividingBy: scale.count)
        var pairs: [(slope: Int, offset: Int)] = []
        for (group, number) in zip(factors, groupIndices(rest)) {
            for member in Multisets.members(rank: number, of: group.pairs, size: group.count).reversed() {
                pairs.append(group.pair(member))
            }
        }
        return (scale.lowerBound + position, pairs)
    }

    /// The polynomial at `index` of 0 ..< count; zero where c = 0.
    public func polynomial(at index: Int) -> Polynomial<Integer> {
        let (scale, factors) = roots(at: index)
        return factors.reduce(Polynomial([Integer(scale)])) {
            $0 * Polynomial([Integer($1.offset), Integer($1.slope)])
        }
    }

    /// The index of the multiset of each group, for an index of the factors.
    func groupIndices(_ index: Int) -> [Int] {
        var rest = index
        var numbers = [Int](repeating: 0, count: factors.count)
        for (position, size) in groupCounts.enumerated().reversed() {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: size)
            numbers[position] = remainder
            rest = quotient
        }
        return numbers
    }
}

/// What is wrong with a family of polynomials given by their roots.
public enum RootedFamilyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The slope r of a factor r n + s must be at least 1.
    case slopeNotPositive(group: Int, slope: Int)
    /// A group has a negative number of factors.
    case negativeCount(group: Int, count: Int)
    /// The number of members does not fit `Int`.
    case tooLarge

    /// One line for the user.
    public var description: String {
        switch self {
        case .slopeNotPositive(let group, let slope):
            "factors of group \(group + 1): the slope r of r n + s must be at least 1, not \(slope)"
        case .negativeCount(let group, let count): "group \(group + 1) cannot have \(count) factors"
        case .tooLarge: "the family has more than 2^63 members"
        }
    }
}
