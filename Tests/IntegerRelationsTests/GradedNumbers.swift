import Foundation
import Yams

/// The graded set: numbers from the literature, and random ones, in `Numbers/*.yaml`.
enum GradedNumbers {
    struct Entry: Decodable, Sendable {
        let name: String
        /// Decimal digits from an outside judge, truncated.
        let digits: String
        /// A closed form; nil where the language has none, and for random digits.
        let form: String?
        let source: String
    }

    /// The entries of a grade.
    static func entries(_ grade: String) throws -> [Entry] {
        let url = Bundle.module.bundleURL.appendingPathComponent("Numbers/\(grade).yaml")
        return try YAMLDecoder().decode([Entry].self, from: String(contentsOf: url, encoding: .utf8))
    }
}
