import Arithmetic

/// Why constants are no basis for relations.
public enum RelationBasisError: Error, Hashable, CustomStringConvertible {
    /// No constants, or not as many names as values.
    case wrongCount(names: Int, values: Int)
    /// The constant of this name is not finite.
    case notFinite(String)
    /// The constants depend on each other; the names are those with a nonzero coefficient.
    case hiddenRelation(names: [String], relation: IntegerRelation)
    /// The values have fewer bits behind the binary point than asked for.
    case tooFewBits(name: String, known: Int, needed: Int)
    /// More bits behind the binary point than a search can use.
    case tooManyBits(Int, limit: Int)

    /// One line that says what was wrong.
    public var description: String {
        switch self {
        case .wrongCount(let names, let values): "a basis needs a name for each value: \(names) names, \(values) values"
        case .notFinite(let name): "the constant '\(name)' is not finite"
        case .hiddenRelation(let names, let relation):
            "the basis has a hidden relation: \(RelationBasisError.sum(names, relation.coefficients)) = 0"
        case .tooFewBits(let name, let known, let needed):
            "the constant '\(name)' is known to \(known) bits behind the point only, \(needed) are needed"
        case .tooManyBits(let bits, let limit): "\(bits) bits behind the point are too many: the limit is \(limit)"
        }
    }

    /// 2·a − b + …, the names being those of the nonzero coefficients.
    private static func sum(_ names: [String], _ coefficients: [Integer]) -> String {
        var text = ""
        for (name, coefficient) in zip(names, coefficients.filter { !$0.isZero }) {
            let isNegative = coefficient.signum() < 0
            let sign = text.isEmpty ? (isNegative ? "-" : "") : (isNegative ? " - " : " + ")
            text += sign + (coefficient.magnitude == 1 ? "" : "\(coefficient.magnitude)·") + name
        }
        return text
    }
}

/// Constants that are independent as far as their digits tell, prepared for the bulk identification of numbers as
/// linear combinations of them.
///
/// The lattice of the constants is reduced once; each number is one more row and a few swaps
/// (`PreparedRelationBasis`).
public struct RelationBasis: Sendable {
    /// The names of the constants.
    public let names: [String]
    /// Their values.
    public let values: [Ball]
    /// How many bits behind the binary point are used.
    public let bits: Int
    /// A proof that any relation between the constants is longer than a bound.
    public let bound: RelationBound

    private let prepared: PreparedRelationBasis?

    /// The basis of these constants, used to `bits` bits behind the binary point.
    ///
    /// - Throws: `hiddenRelation` when the constants satisfy a significant relation, one of them being 0 included;
    ///   `notFinite`, `tooFewBits`, `tooManyBits`, `wrongCount`.
    public init(names: [String], values: [Ball], bits: Int) throws(RelationBasisError) {
        guard !values.isEmpty, names.count == values.count else {
            throw .wrongCount(names: names.count, values: values.count)
        }
        guard bits <= RelationProblem.largestBits else {
            throw .tooManyBits(bits, limit: RelationProblem.largestBits)
        }
        for (name, value) in zip(names, values) {
            guard value.isFinite else { throw .notFinite(name) }
            if let exponent = value.exponentOfRadius, -exponent < bits {
                throw .tooFewBits(name: name, known: -exponent, needed: bits)
            }
        }
        let problem = RelationProblem(columns: [values])
        let covolume = problem.logarithmOfCovolume(bits: bits)
        func hidden(_ relation: IntegerRelation) -> RelationBasisError {
            let involved = zip(names, relation.coefficients).filter { !$0.1.isZero }.map(\.0)
            return .hiddenRelation(names: involved, relation: relation)
        }
        if let zero = problem.vanishingNumber(bits: bits) { throw hidden(zero) }
        let integers = problem.scaledIntegers(bits: bits) ?? []
        var lattice = RelationLattice(columns: integers, bits: bits + RelationProblem.guardBits)
        let found = problem.search(&lattice, bits: bits, covolume: covolume, norm: .infinity)
        if let found, found.isSignificant { throw hidden(found) }
        let rows = lattice.combinedBasis()
        self.names = names
        self.values = values
        self.bits = bits
        bound = RelationBound(problem, bits: min(bits, lattice.level), basis: rows)
        prepared = integers.first.flatMap {
            PreparedRelationBasis(integers: $0, basis: rows, bits: bits, guardBits: RelationProblem.guardBits)
        }
    }

    /// The largest independent part of constants that may depend on each other: from each hidden relation the last
    /// constant in it is dropped. The relations found are reported in the names and numbering of what was left then.
    public static func independent(
        names: [String], values: [Ball], bits: Int
    ) throws(RelationBasisError) -> (basis: RelationBasis, hidden: [RelationBasisError]) {
        var names = names
        var values = values
        var hidden: [RelationBasisError] = []
        while true {
            do {
                return (try RelationBasis(names: names, values: values, bits: bits), hidden)
            } catch .hiddenRelation(let involved, let relation) {
                hidden.append(.hiddenRelation(names: involved, relation: relation))
                guard let last = relation.coefficients.lastIndex(where: { !$0.isZero }) else { throw hidden[0] }
                names.remove(at: last)
                values.remove(at: last)
            }
        }
    }

    /// A significant relation Σ mᵢ cᵢ + m x = 0 with m ≠ 0, the coefficient of `x` last; nil when there is none.
    ///
    /// It is confirmed in ball arithmetic with every digit of `x` and of the constants. When `x` has fewer bits behind
    /// the point than the basis uses, the search starts from scratch with those it has. Cost: some ten microseconds for
    /// bases of 4 to 8 constants at 50 to 60 digits.
    public func relation(with x: Ball) -> IntegerRelation? {
        guard x.isFinite else { return nil }
        let problem = RelationProblem(columns: [values + [x]])
        let usable = problem.usableBits(atMost: bits)
        guard usable == bits, let prepared, !x.containsZero,
            let scaled = x.nearestInteger(scaledByPowerOfTwo: bits + RelationProblem.guardBits)
        else { return significant(problem.relation(bits: usable)) }
        let covolume = problem.logarithmOfCovolume(bits: bits)
        let norm = problem.longestSignificantNorm(covolume: covolume)
        guard let vectors = prepared.shortVectors(with: scaled, norm: norm * 1.001) else {
            return significant(problem.relation(bits: bits))
        }
        for vector in vectors where problem.contains(vector, bits: bits) {
            let relation = IntegerRelation(
                coefficients: vector, covolume: covolume, bits: bits, searchedBits: bits)
            if let relation = significant(relation) { return relation }
        }
        return nil
    }

    private func significant(_ relation: IntegerRelation?) -> IntegerRelation? {
        guard let relation, relation.isSignificant, relation.coefficients.last?.isZero == false else { return nil }
        return relation
    }
}
