import ContinuedFractions
import Expressions
import Foundation
import Testing

/// An entry `pcf(a, b) = value` of the catalog of formulas.
struct CatalogFormula: Sendable, CustomTestStringConvertible {
    let text: String
    let isSlow: Bool
    var testDescription: String { text }

    /// All entries `pcf(a, b) = value` without parameters, in the order of the files.
    static let all: [CatalogFormula] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("catalogs/formulas")
        let files = ((try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [])
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        return files.flatMap { file -> [CatalogFormula] in
            let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            return text.components(separatedBy: "\n- ").dropFirst().compactMap { entry in
                guard let start = entry.range(of: "formula: \"pcf("),
                    let end = entry.range(of: "\"", range: start.upperBound..<entry.endIndex)
                else { return nil }
                let formula = "pcf(" + entry[start.upperBound..<end.lowerBound]
                let found = CatalogFormula(text: formula, isSlow: entry.contains("slow]") || entry.contains("slow,"))
                // Families in a parameter are no numbers.
                return (try? found.sides()) == nil ? nil : found
            }
        }
    }()

    /// The two sides of the equation.
    func sides() throws -> (fraction: Expressions.Expression, value: Expressions.Expression) {
        let parts = text.components(separatedBy: " = ")
        return (
            try Expressions.Expression(parsing: parts[0], catalog: .standard, allowing: ["n"]),
            try Expressions.Expression(parsing: parts[1])
        )
    }

    /// The fraction and the factor by which its value is too large.
    func fraction() throws -> (fraction: PolynomialContinuedFraction, scale: Int) {
        let arguments = try sides().fraction.arguments
        let (fraction, scale) = try PolynomialContinuedFraction.reading(a: arguments[0], b: arguments[1])
        return (fraction, try #require(scale.asInt))
    }
}
