import Arithmetic
import Expressions

/// Why a selection of bases cannot be used.
public enum BasisSelectionError: Error, Sendable, CustomStringConvertible {
    /// No basis, no constant and no term; with names that are near.
    case unknown(String, suggestions: [String])
    /// An element without a real value, or 0.
    case unusable(String, reason: String)
    /// More elements than a lattice is reduced for.
    case tooMany(Int)

    /// The most elements that may be given one by one.
    public static let largestCount = 30

    /// One line for the user.
    public var description: String {
        switch self {
        case .unknown(let name, let suggestions):
            "unknown basis or constant '\(name)'"
                + (suggestions.isEmpty
                    ? ""
                    : "; did you mean \(suggestions.map { "'\($0)'" }.joined(separator: " or "))?")
        case .unusable(let name, let reason): "'\(name)' cannot be in a basis: \(reason)"
        case .tooMany(let count):
            "a basis may have at most \(BasisSelectionError.largestCount) elements, not \(count)"
        }
    }
}

extension Identifier {
    /// This identifier restricted to a selection: names of declared bases, names of constants, and terms.
    ///
    /// Constants and terms are tried one by one and together, with 1, as a basis of sums, and with 2 and 3 as one of
    /// products. Rational and algebraic numbers are always tried, hypergeometric values and equations are not. Relations hidden in a
    /// basis of sums are told in the report; the element that follows from the others is dropped.
    ///
    /// - Throws: `BasisSelectionError`.
    public func selecting(_ names: [String]) throws(BasisSelectionError) -> Identifier {
        var chosen: [IdentificationBasis] = []
        var elements: [Expression] = []
        for name in names {
            if let basis = bases.first(where: { $0.name == name }) {
                chosen.append(basis)
                continue
            }
            let element = try element(name)
            if element.numeral != 1, !elements.contains(element) { elements.append(element) }
        }
        guard elements.count <= BasisSelectionError.largestCount else { throw .tooMany(elements.count) }
        var result = self
        result.constants = elements.filter { $0.numeral == nil }
        result.pairedConstants = []
        result.stages = stages.filter { $0 != .hypergeometric && $0 != .equation }
        if !elements.isEmpty {
            chosen.append(
                IdentificationBasis(name: "the given elements", kind: .sum, elements: [Expression(1)] + elements))
            let positive = elements.filter { element in
                guard let value = cache.value(of: element, precision: 128) else { return false }
                return value.isPositive && !value.overlaps(Ball(1))
            }
            let factors = IdentificationBasis(
                name: "the given elements", kind: .product,
                elements: [Expression(2), Expression(3)] + positive.filter { $0.numeral == nil })
            chosen.append(hiddenRelations(in: factors).remainder)
        }
        result.hiddenRelations = []
        result.bases = []
        for basis in chosen {
            let (relations, remainder) = hiddenRelations(in: basis)
            result.hiddenRelations += relations
            result.bases.append(remainder)
        }
        return result
    }

    private func element(_ name: String) throws(BasisSelectionError) -> Expression {
        let catalog = cache.evaluator.catalog
        let term: Expression
        do { term = try Expression(parsing: name, catalog: catalog) } catch {
            throw .unknown(name, suggestions: suggestions(for: name))
        }
        let value: ComplexBall
        do { value = try cache.evaluator.evaluate(term, digits: 30).value } catch {
            throw .unusable(name, reason: "\(error)")
        }
        guard value.isReal else { throw .unusable(name, reason: "it is not real") }
        guard !value.containsZero else { throw .unusable(name, reason: "it cannot be told from 0") }
        return term
    }

    /// The names of bases and constants nearest to `name`, at most three.
    private func suggestions(for name: String) -> [String] {
        let names = bases.map(\.name) + cache.evaluator.catalog.constants.map(\.name)
        let wanted = name.lowercased()
        let ranked = names.map { candidate -> (name: String, distance: Int) in
            let isPart = wanted.count > 2 && (candidate.contains(wanted) || wanted.contains(candidate))
            return (candidate, isPart ? 1 : Identifier.editDistance(wanted, candidate))
        }
        let limit = max(1, min(3, name.count / 2))
        return ranked.filter { $0.distance <= limit }.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
            .prefix(3).map(\.name)
    }

    /// Levenshtein's distance.
    private static func editDistance(_ a: String, _ b: String) -> Int {
        let (x, y) = (Array(a.prefix(64)), Array(b.prefix(64)))
        var row = Array(0...y.count)
        for i in x.indices {
            var diagonal = row[0]
            row[0] = i + 1
            for j in y.indices {
                let substituted = diagonal + (x[i] == y[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
            }
        }
        return row[y.count]
    }
}
