/// The part of a space whose polynomials have exactly the degrees `degreeA` and `degreeB`.
///
/// Which primes are bad depends on the leading coefficients, so every pair of degrees has tables of its own. In the
/// space the highest coefficient runs fastest: a polynomial of lower degree with index i among its own kind has index
/// i·scale + shift in the space.
struct SieveShape: Sendable {
    /// A polynomial's index in the space for its index in the shape.
    struct Embedding: Sendable {
        let scale: Int
        let shift: Int

        @inline(__always)
        func callAsFunction(_ index: Int) -> Int { index &* scale &+ shift }

        /// The indices of the shape whose images lie in `range`.
        func preimage(of range: Range<Int>, count: Int) -> Range<Int> {
            func ceiling(_ x: Int) -> Int { x <= shift ? 0 : (x - shift + scale - 1) / scale }
            let low = min(count, ceiling(range.lowerBound))
            return low..<max(low, min(count, ceiling(range.upperBound)))
        }
    }

    /// The coefficient ranges of a, lowest degree first; the last may contain 0, whose indices are skipped.
    let rangesA: [ClosedRange<Int>]
    let embeddingA: Embedding
    let countA: Int
    let numerators: PartialNumerators
    let embeddingB: Embedding
    let countB: Int
    let degreeB: Int
    /// The range of the innermost number: the leading coefficient of b of a box, or the scale c.
    let inner: ClosedRange<Int>
    /// The tables, primes ascending.
    var tables: [NilpotenceTable] = []

    var degreeA: Int { rangesA.count - 1 }
    /// Whether the discriminant A² + 4B of the leading symbol counts.
    var isBalanced: Bool { degreeB == 2 * degreeA }
    /// The number of outer vectors of b.
    var outerCount: Int { countB / inner.count }

    /// The shapes of a space that can hold nilpotent fractions; a constant b has no root modulo any good prime.
    static func all(a: [ClosedRange<Int>], b: PartialNumerators) -> [SieveShape] {
        var shapes: [SieveShape] = []
        for (rangesA, embeddingA) in exactDegrees(a) {
            switch b {
            case .box(let ranges):
                for (rangesB, embeddingB) in exactDegrees(ranges) where rangesB.count > 1 {
                    shapes.append(
                        SieveShape(
                            rangesA: rangesA, embeddingA: embeddingA, countA: count(rangesA),
                            numerators: .box(rangesB), embeddingB: embeddingB, countB: count(rangesB),
                            degreeB: rangesB.count - 1, inner: rangesB[rangesB.count - 1]))
                }
            case .rooted(let family):
                guard family.degree > 0, family.scale != 0...0, family.count > 0 else { continue }
                shapes.append(
                    SieveShape(
                        rangesA: rangesA, embeddingA: embeddingA, countA: count(rangesA), numerators: b,
                        embeddingB: Embedding(scale: 1, shift: 0), countB: family.count, degreeB: family.degree,
                        inner: family.scale))
            }
        }
        return shapes
    }

    /// The boxes of the polynomials of each exact degree, highest first.
    private static func exactDegrees(_ ranges: [ClosedRange<Int>]) -> [([ClosedRange<Int>], Embedding)] {
        var result: [([ClosedRange<Int>], Embedding)] = []
        var scale = 1
        var shift = 0
        for degree in ranges.indices.reversed() {
            let range = ranges[degree]
            if range != 0...0 { result.append((Array(ranges[...degree]), Embedding(scale: scale, shift: shift))) }
            // Lower degrees: this coefficient is 0.
            guard range.contains(0) else { break }
            shift += -range.lowerBound * scale
            scale *= range.count
        }
        return result
    }

    private static func count(_ ranges: [ClosedRange<Int>]) -> Int { ranges.reduce(1) { $0 * $1.count } }

    /// Writes the coefficients of a, lowest degree first.
    @inline(__always)
    func fillCoefficients(ofA index: Int, _ coefficients: UnsafeMutablePointer<Int>) {
        SieveShape.fill(rangesA, index, coefficients)
    }

    /// Writes the coefficients of the box vector at `index`.
    @inline(__always)
    static func fill(_ ranges: [ClosedRange<Int>], _ index: Int, _ coefficients: UnsafeMutablePointer<Int>) {
        var rest = index
        var j = ranges.count &- 1
        while j >= 0 {
            let range = ranges[j]
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: range.upperBound &- range.lowerBound &+ 1)
            coefficients[j] = range.lowerBound &+ remainder
            rest = quotient
            j &-= 1
        }
    }
}

extension SieveShape {
    /// The shape with lower degrees and ranges as wide as the first ones of this; nil when there is none.
    func lowered(toA degreeA: Int, toB degreeB: Int) -> SieveShape? {
        let ranges = Array(rangesA[...degreeA])
        let lower: PartialNumerators
        switch numerators {
        case .box(let box): lower = .box(Array(box[...degreeB]))
        case .rooted(let family):
            var left = degreeB
            let factors = family.factors.map { group in
                let kept = min(left, group.count)
                left -= kept
                return RootedPolynomialFamily.Factors(slope: group.slope, offset: group.offset, count: kept)
            }
            guard let smaller = try? RootedPolynomialFamily(scale: family.scale, factors: factors) else { return nil }
            lower = .rooted(smaller)
        }
        return SieveShape.all(a: ranges, b: lower).first { $0.degreeA == degreeA && $0.degreeB == degreeB }
    }
}
