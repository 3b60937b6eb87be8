import Arithmetic

extension NilpotenceTableSieve {
    /// Whether the fraction at `index` is the one of its orbit that stands for the others: the first nonzero coefficient
    /// of a is positive and (a, b) is not (λa', λ²b') with λ > 1; or the nearest to this that the space holds.
    public func isRepresentative(_ index: Int) -> Bool { orbit(of: index).first == index }

    /// The indices of the space that hold (±λa, λ²b) for the same primitive (a, b), which stand for values that differ
    /// by factors ±λ; the representative first, then by λ, the positive sign before the negative one.
    ///
    /// With rational roots only members with the same linear factors are listed. Empty where there is no fraction. Cost:
    /// proportional to the number of λ tried, at most the width of a range.
    public func orbit(of index: Int) -> [Int] {
        guard index >= 0, index < count else { return [] }
        let (row, column) = index.quotientAndRemainder(dividingBy: width)
        let vectorA = NilpotenceTableSieve.vector(a, row)
        let scaled: ScaledNumerator
        switch b {
        case .box(let ranges): scaled = .box(ranges, NilpotenceTableSieve.vector(ranges, column))
        case .rooted(let family):
            scaled = .scale(
                family.scale, family.scale.lowerBound + column % family.scale.count, column / family.scale.count)
        }
        guard vectorA.contains(where: { $0 != 0 }), !scaled.isZero else { return [] }
        let factor = NilpotenceTableSieve.primitiveFactor(vectorA, scaled)
        let sign = (vectorA.first { $0 != 0 } ?? 1) < 0 ? -1 : 1
        let primitive = vectorA.map { sign * $0 / factor }
        var members: [Int] = []
        var scale = 1
        while scaled.canHold(multiplier: scale * scale, divisor: factor * factor) {
            if let column = scaled.index(multiplier: scale * scale, divisor: factor * factor) {
                for sign in [1, -1] {
                    if let row = NilpotenceTableSieve.boxIndex(a, primitive.map { sign * scale * $0 }) {
                        members.append(row * width + column)
                    }
                }
            }
            scale += 1
        }
        return members
    }

    private static func vector(_ ranges: [ClosedRange<Int>], _ index: Int) -> [Int] {
        var rest = index
        var values = [Int](repeating: 0, count: ranges.count)
        for (j, range) in ranges.enumerated().reversed() {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: range.count)
            values[j] = range.lowerBound + remainder
            rest = quotient
        }
        return values
    }

    fileprivate static func boxIndex(_ ranges: [ClosedRange<Int>], _ values: [Int]) -> Int? {
        var index = 0
        for (range, value) in zip(ranges, values) {
            guard range.contains(value) else { return nil }
            index = index * range.count + value - range.lowerBound
        }
        return index
    }

    /// The largest λ with λ | a and λ² | b.
    private static func primitiveFactor(_ a: [Int], _ b: ScaledNumerator) -> Int {
        var common = a.reduce(0) { gcd($0, abs($1)) }
        let content = b.content
        var factor = 1
        var divisor = 2
        while divisor <= common {
            // Contents are at most 10^9, and a divisor beyond the square root of the content of b cannot divide twice.
            if divisor > content / divisor { break }
            while common % divisor == 0 && content % (factor * divisor * factor * divisor) == 0 {
                common /= divisor
                factor *= divisor
            }
            while common % divisor == 0 { common /= divisor }
            divisor += 1
        }
        return factor
    }

    fileprivate static func gcd(_ x: Int, _ y: Int) -> Int {
        var (x, y) = (x, y)
        while y != 0 { (x, y) = (y, x % y) }
        return x
    }

    /// A numerator whose multiples are looked for in the space.
    private enum ScaledNumerator {
        case box([ClosedRange<Int>], [Int])
        case scale(ClosedRange<Int>, Int, Int)

        var values: [Int] {
            switch self {
            case .box(_, let values): values
            case .scale(_, let c, _): [c]
            }
        }

        var isZero: Bool { values.allSatisfy { $0 == 0 } }

        var content: Int { values.reduce(0) { NilpotenceTableSieve.gcd($0, abs($1)) } }

        /// (multiplier/divisor)·b and the ranges.
        private func scaled(_ multiplier: Int, _ divisor: Int) -> ([ClosedRange<Int>], [Int]) {
            switch self {
            case .box(let ranges, let values): (ranges, values.map { $0 / divisor * multiplier })
            case .scale(let range, let c, _): ([range], [c / divisor * multiplier])
            }
        }

        /// Whether this multiple or a larger one can be in the space.
        func canHold(multiplier: Int, divisor: Int) -> Bool {
            let (ranges, values) = scaled(multiplier, divisor)
            return zip(ranges, values).allSatisfy { abs($1) <= max(abs($0.lowerBound), abs($0.upperBound)) }
        }

        /// The index of (multiplier/divisor)·b, or nil when the space does not hold it.
        func index(multiplier: Int, divisor: Int) -> Int? {
            let (ranges, values) = scaled(multiplier, divisor)
            guard let index = NilpotenceTableSieve.boxIndex(ranges, values) else { return nil }
            if case .scale(let range, _, let rest) = self { return rest * range.count + index }
            return index
        }
    }
}
