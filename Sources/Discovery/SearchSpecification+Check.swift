import Foundation
import Yams

extension SearchSpecification {
    /// The largest degree of a polynomial in a search.
    public static let largestDegree = 24
    /// The largest modulus of a coefficient or parameter.
    public static let largestCoefficient = 1_000_000_000

    /// Reads a specification from YAML text; `origin` names it in errors.
    ///
    /// - Throws: `SpecificationError` with one line that says what is wrong and where.
    public init(yaml text: String, origin: String) throws(SpecificationError) {
        do {
            self = try YAMLDecoder().decode(SearchSpecification.self, from: text)
        } catch let error as DecodingError {
            throw SpecificationError("\(origin): \(SearchSpecification.line(for: error))")
        } catch {
            let first = "\(error)".split(separator: "\n").first.map(String.init) ?? "unreadable"
            throw SpecificationError("\(origin): not a YAML search specification: \(first)")
        }
        try validate(origin: origin)
    }

    /// Checks ranges, degrees and precision.
    public func validate(origin: String) throws(SpecificationError) {
        if spaces.isEmpty { throw SpecificationError("\(origin): no spaces to search") }
        if !(15...100_000).contains(digits) {
            throw SpecificationError("\(origin): digits must be in 15 ... 100000, not \(digits)")
        }
        if !(1...1_000_000).contains(moebius) {
            throw SpecificationError("\(origin): moebius must be in 1 ... 1000000, not \(moebius)")
        }
        for space in spaces {
            for (label, family) in [("a", space.a), ("b", space.b)] {
                guard case .box(let ranges) = family else { continue }
                if ranges.isEmpty || ranges.count > SearchSpecification.largestDegree + 1 {
                    throw SpecificationError(
                        "\(origin): space '\(space.name)': the degree of \(label) must be in 0 ... "
                            + "\(SearchSpecification.largestDegree)")
                }
                for range in ranges { try check(range, "\(origin): space '\(space.name)': a coefficient of \(label)") }
            }
            for (name, range) in space.parameters.sorted(by: { $0.key < $1.key }) {
                try check(range, "\(origin): space '\(space.name)': parameter '\(name)'")
            }
        }
    }

    private func check(_ range: [Int], _ place: String) throws(SpecificationError) {
        guard range.count == 2 else { throw SpecificationError("\(place): a range is [low, high], not \(range)") }
        guard range[0] <= range[1] else { throw SpecificationError("\(place): the range \(range) is empty") }
        let limit = SearchSpecification.largestCoefficient
        guard range[0] >= -limit, range[1] <= limit else {
            throw SpecificationError("\(place): the range \(range) goes beyond \(limit)")
        }
    }

    private static func line(for error: DecodingError) -> String {
        let context: DecodingError.Context
        switch error {
        case .keyNotFound(let key, let found):
            return "the key '\(key.stringValue)' is missing\(place(found.codingPath))"
        case .typeMismatch(_, let found) where found.codingPath.isEmpty:
            return "a search is a mapping of the keys name, description, spaces, moebius, digits, memory"
        case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found): context = found
        @unknown default: return "unreadable"
        }
        let reason = context.debugDescription.split(separator: "\n").first.map(String.init) ?? "unreadable"
        return "\(reason)\(place(context.codingPath))"
    }

    private static func place(_ path: [any CodingKey]) -> String {
        if path.isEmpty { return "" }
        return " (at \(path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")))"
    }
}
