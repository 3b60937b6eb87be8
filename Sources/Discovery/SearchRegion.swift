import ContinuedFractions

/// What the indices of a space stand for.
enum SearchRegion: Sendable {
    /// Fractions of an indexed space.
    case fractions(FractionSpace)
    /// Fractions with a from a box and b given by its rational roots: index = (index of a) · (count of b) + (index of b).
    case rooted(a: CoefficientBox, b: RootedPolynomialFamily, count: Int)
    /// Starting points of a descent in a box.
    case starts(a: CoefficientBox, b: CoefficientBox, count: Int)

    /// The starting points of a descent when nothing is said.
    static let defaultStarts = 1_000

    /// The largest number of linear factors from which b is made.
    static let largestChoice = 1_000_000

    /// The number of indices.
    var count: Int {
        switch self {
        case .fractions(let space): space.count
        case .rooted(_, _, let count), .starts(_, _, let count): count
        }
    }

    /// The region that a specification describes.
    ///
    /// - Throws: `SpecificationError` when a formula is not a polynomial, a strategy does not go with the families, or the
    ///   space is too large to index.
    init(_ specification: SpaceSpecification) throws(SpecificationError) {
        let place = "space '\(specification.name)'"
        let strategy = specification.plannedStrategy
        switch (specification.a, specification.b, strategy) {
        case (.box(let a), .box(let b), .descent):
            self = .starts(
                a: CoefficientBox(a.map { $0[0]...$0[1] }), b: CoefficientBox(b.map { $0[0]...$0[1] }),
                count: specification.starts ?? SearchRegion.defaultStarts)
        case (_, _, .descent):
            throw SpecificationError("\(place): the strategy descent needs boxes of coefficients for a and b")
        case (.box(let a), .rooted(let ranges), .sieve):
            let box = CoefficientBox(a.map { $0[0]...$0[1] })
            let pairs = [ranges.slopes, ranges.offsets].reduce(1) { $0 * ($1[1] - $1[0] + 1) }
            guard pairs <= SearchRegion.largestChoice else {
                throw SpecificationError(
                    "\(place): b: \(pairs) linear factors to choose from; at most \(SearchRegion.largestChoice) are tabulated"
                )
            }
            let family: RootedPolynomialFamily
            do throws(RootedFamilyError) {
                family = try RootedPolynomialFamily(
                    scale: ranges.leading[0]...ranges.leading[1], degree: ranges.roots,
                    slope: ranges.slopes[0]...ranges.slopes[1], offset: ranges.offsets[0]...ranges.offsets[1])
            } catch {
                throw SpecificationError("\(place): b: \(error)")
            }
            let (count, overflow) = (box.count ?? .max).multipliedReportingOverflow(by: family.count)
            if overflow || box.count == nil {
                throw SpecificationError("\(place) has more elements than a 63-bit index can count")
            }
            self = .rooted(a: box, b: family, count: count)
        case (_, .rooted, _):
            throw SpecificationError(
                "\(place): b by its roots needs a box of coefficients for a, and the strategy sieve")
        case (.rooted, _, _):
            throw SpecificationError("\(place): only b can be given by its roots")
        default: self = .fractions(try FractionSpace(specification))
        }
    }
}
