import Arithmetic
import func Foundation.pow

/// What a search for integer relations between numbers found.
public enum RelationSearchResult: Sendable, Hashable {
    /// A relation that its digits pay for: see `IntegerRelation.isSignificant`.
    case relation(IntegerRelation)
    /// None, with a proof that any relation is longer than a bound.
    case none(RelationBound)

    /// The relation, if one was found.
    public var relation: IntegerRelation? {
        if case .relation(let relation) = self { return relation }
        return nil
    }

    /// The bound, if no relation was found.
    public var bound: RelationBound? {
        if case .none(let bound) = self { return bound }
        return nil
    }
}

/// Why numbers cannot be searched for relations.
public enum RelationSearchError: Error, Hashable, CustomStringConvertible {
    /// Fewer than two numbers.
    case tooFewNumbers(Int)
    /// The number at this index, counted from 0, is not finite.
    case notFinite(index: Int)
    /// The known digits are fewer than even a relation with coefficients −1, 0, 1 needs.
    case tooFewDigits(known: Int, needed: Int)
    /// More bits behind the binary point than a search can use.
    case tooManyBits(Int, limit: Int)
    /// All numbers are exact: their digits do not say where to stop.
    case exactNumbers

    /// One line that says what was wrong.
    public var description: String {
        switch self {
        case .tooFewNumbers(let count): "a relation needs at least two numbers, \(count) given"
        case .notFinite(let index): "number \(index + 1) of those given is not finite"
        case .tooFewDigits(let known, let needed):
            "only \(known) digits are known of all numbers; a relation between so many needs at least \(needed)"
        case .tooManyBits(let bits, let limit): "\(bits) bits behind the point are too many: the limit is \(limit)"
        case .exactNumbers: "all numbers are exact: say how many bits to use"
        }
    }
}

/// Searches for integer relations with a stated outcome: a relation, or a proof that there is no small one.
public enum RelationSearch {
    /// Searches among real numbers.
    ///
    /// The digits are used gradually. The search ends with the first relation that shows up and holds to all digits,
    /// those not used yet (`IntegerRelation.searchedBits`) confirming it, or when all relations that are left are
    /// longer than `norm` or too long to be significant.
    ///
    /// - Parameters:
    ///   - bits: the number of bits behind the binary point to use at most; nil uses what the radii prove.
    ///   - norm: the Euclidean norm of the longest relation of interest.
    /// - Throws: `RelationSearchError` for fewer than two numbers, one that is not finite, too few digits or too many,
    ///   and exact numbers without `bits`.
    public static func search(
        among values: [Ball], bits: Int? = nil, norm: Double = .infinity
    ) throws(RelationSearchError) -> RelationSearchResult {
        try search(RelationProblem(columns: [values]), bits: bits, norm: norm)
    }

    /// Searches for relations with integer coefficients among complex numbers; otherwise as `search(among:bits:norm:)`.
    public static func search(
        amongComplex values: [ComplexBall], bits: Int? = nil, norm: Double = .infinity
    ) throws(RelationSearchError) -> RelationSearchResult {
        try search(
            RelationProblem(columns: [values.map(\.real), values.map(\.imaginary)]), bits: bits, norm: norm)
    }

    static func search(
        _ problem: RelationProblem, bits: Int?, norm: Double
    ) throws(RelationSearchError) -> RelationSearchResult {
        let used = try problem.searchBits(requested: bits)
        let covolume = problem.logarithmOfCovolume(bits: used)
        if let vanishing = problem.vanishingNumber(bits: used) { return .relation(vanishing) }
        guard let integers = problem.scaledIntegers(bits: used) else { throw .notFinite(index: 0) }
        var lattice = RelationLattice(columns: integers, bits: used + RelationProblem.guardBits)
        let longest = min(norm, problem.longestSignificantNorm(covolume: covolume))
        let found = problem.search(&lattice, bits: used, covolume: covolume, norm: longest)
        if let found, found.isSignificant { return .relation(found) }
        return .none(
            RelationBound(problem, bits: min(used, lattice.level), basis: lattice.combinedBasis()))
    }
}

extension RelationProblem {
    /// The bits behind the binary point that a search uses: those known, at most as many as requested.
    func searchBits(requested: Int?) throws(RelationSearchError) -> Int {
        guard count >= 2 else { throw .tooFewNumbers(count) }
        for i in 0..<count where !columns.allSatisfy({ $0[i].isFinite }) { throw .notFinite(index: i) }
        guard let used = [knownBits, requested].compactMap({ $0 }).min() else { throw .exactNumbers }
        guard used <= RelationProblem.largestBits else {
            throw .tooManyBits(used, limit: RelationProblem.largestBits)
        }
        guard longestSignificantNorm(covolume: logarithmOfCovolume(bits: used)) > 0 else {
            // Of numbers near 1 with coefficients up to 1.
            let needed = Double(count) * 0.4771212547196624 - IntegerRelation.acceptedCoincidence
            let digits = Double(used + (exponent ?? 0)) * 0.301029995663981195
            throw .tooFewDigits(known: max(0, Int(digits)), needed: Int(needed) + 1)
        }
        return used
    }

    /// The Euclidean norm √n · H beyond which no relation is significant; 0 when none is.
    func longestSignificantNorm(covolume: Double) -> Double {
        let n = Double(count)
        let height = (pow(10, (covolume + IntegerRelation.acceptedCoincidence) / n) - 1) / 2
        return height < 1 ? 0 : height * n.squareRoot()
    }
}
