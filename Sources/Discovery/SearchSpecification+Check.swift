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
        var names: Set<String> = []
        for space in spaces {
            if !names.insert(space.name).inserted {
                throw SpecificationError("\(origin): two spaces are named '\(space.name)'")
            }
            try check(space, "\(origin): space '\(space.name)'")
        }
    }

    private func check(_ space: SpaceSpecification, _ place: String) throws(SpecificationError) {
        for (label, family) in [("a", space.a), ("b", space.b)] {
            try check(family, "\(place): \(label)", "\(place): a coefficient of \(label)")
        }
        for (name, range) in space.parameters.sorted(by: { $0.key < $1.key }) {
            if name == "n" { throw SpecificationError("\(place): 'n' is the variable and cannot be a parameter") }
            try check(range, "\(place): parameter '\(name)'")
        }
        if space.constants?.isEmpty == true {
            throw SpecificationError("\(place): the list of constants is empty; leave the key out for the usual ones")
        }
        if space.a.nominalDegree == 0, space.b.nominalDegree == 0 {
            throw SpecificationError("\(place): a and b are of degree 0, so every limit is rational or quadratic")
        }
        let strategy = space.plannedStrategy
        if (strategy == .sieve) != (space.plannedScreen == .nilpotence), strategy != .enumerate {
            throw SpecificationError(
                "\(place): the strategy \(strategy.rawValue) does not go with screen: \(space.plannedScreen.rawValue)")
        }
        let counts = [("starts", space.starts, 1...1_000_000_000), ("lines", space.lines, 1...1_000_000)]
        for (key, value, range) in counts {
            guard let value else { continue }
            guard strategy == .descent else {
                throw SpecificationError("\(place): \(key) goes with the strategy descent")
            }
            guard range.contains(value) else {
                throw SpecificationError(
                    "\(place): \(key) must be in \(range.lowerBound) ... \(range.upperBound), not \(value)")
            }
        }
    }

    private func check(
        _ family: PolynomialFamily, _ place: String, _ coefficient: String
    ) throws(SpecificationError) {
        let largest = SearchSpecification.largestDegree
        switch family {
        case .formula: return
        case .box(let ranges):
            guard (1...largest + 1).contains(ranges.count) else {
                throw SpecificationError("\(place): the degree must be in 0 ... \(largest), not \(ranges.count - 1)")
            }
            for range in ranges { try check(range, coefficient) }
            if ranges.allSatisfy({ $0 == [0, 0] }) {
                throw SpecificationError("\(place) is zero in the whole space")
            }
        case .rooted(let ranges):
            guard (1...largest).contains(ranges.roots) else {
                throw SpecificationError("\(place): roots must be in 1 ... \(largest), not \(ranges.roots)")
            }
            for (key, range) in [
                ("leading", ranges.leading), ("slopes", ranges.slopes), ("offsets", ranges.offsets),
            ] { try check(range, "\(place): \(key)") }
            if ranges.leading == [0, 0] { throw SpecificationError("\(place) is zero in the whole space") }
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
