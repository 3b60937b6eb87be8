import ContinuedFractions
import Discovery
import Expressions
import Foundation

extension MetricsRow {
    /// The row for people.
    var textLine: String {
        var parts = ["\(fraction)", convergenceClass]
        if factorialReduction != .none { parts.append("\(factorialReduction.rawValue) reduction") }
        if let delta, let deltaRadius {
            parts.append("delta \(MetricsRow.short(delta)) ± \(MetricsRow.scientific(deltaRadius))")
        }
        if let predictedDelta { parts.append("delta tends to about \(MetricsRow.short(predictedDelta))") }
        let factorial = denominatorGrowth.factorial
        parts.append(
            "growth about \(MetricsRow.short(denominatorGrowth.linear)) n"
                + (factorial == 0 ? "" : " + \(MetricsRow.short(factorial)) n ln n"))
        if let closedForm { parts.append("= \(closedForm)") } else if let constant { parts.append(constant) }
        return parts.joined(separator: "; ")
    }

    /// The row of a LaTeX table: fraction, δ and closed form.
    var latexLine: String {
        let form = closedForm.flatMap { try? Expressions.Expression(parsing: $0) }
        let value = delta.map { MetricsRow.short($0) } ?? ""
        return
            "$\(fraction.expression.formatted(.latex))$ & $\(value)$ & \(form.map { "$\($0.formatted(.latex))$" } ?? "") \\\\"
    }

    private static func short(_ value: Double) -> String { "\((value * 1e6).rounded() / 1e6)" }

    private static func scientific(_ value: Double) -> String { String(format: "%.1e", value) }
}

extension ClusterReport {
    /// Prints the clusters of the planes and the classes by canonical form.
    func printClusters(_ format: OutputFormat) {
        if format == .json {
            var object = JSONObject()
            object.append("clusters", .array(planes.map { .object(ClusterReport.json($0)) }))
            object.append("classes", .integer(familyCount))
            object.append("invariants", .integer(invariantCount))
            object.append("classified", .integer(familyRows))
            object.append("largest_classes", .array(families.prefix(20).map { .object(ClusterReport.json($0)) }))
            print(object.line)
            return
        }
        for plane in planes {
            let clustering = plane.clustering
            var parts = [
                clustering.gaveUp
                    ? "more than 500 clusters, given up"
                    : "\(clustering.count) clusters of \(clustering.points) fractions, \(clustering.noise) noise"
            ]
            if let index = clustering.daviesBouldin { parts.append("Davies-Bouldin \(ClusterReport.short(index))") }
            if let index = plane.constantsDaviesBouldin {
                parts.append("of the constants \(ClusterReport.short(index))")
            }
            if let rand = plane.familyAgreement {
                parts.append("adjusted Rand index with the classes \(ClusterReport.short(rand))")
            }
            if let rand = plane.invariantAgreement { parts.append("with the invariants \(ClusterReport.short(rand))") }
            if let rand = plane.constantAgreement { parts.append("with the constants \(ClusterReport.short(rand))") }
            print("plane \(clustering.plane.rawValue): \(parts.joined(separator: ", "))")
        }
        print("classes by canonical form: \(familyCount) of \(familyRows) fractions; \(invariantCount) invariants")
        for family in families.prefix(10) {
            print("  \(family.count) of the class of \(family.canonical)\(family.constant.map { ", \($0)" } ?? "")")
        }
    }

    private static func short(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }

    private static func json(_ plane: Plane) -> JSONObject {
        func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
        var object = JSONObject()
        object.append("plane", .string(plane.clustering.plane.rawValue))
        object.append("clusters", .integer(plane.clustering.count))
        object.append("given_up", .bool(plane.clustering.gaveUp))
        object.append("points", .integer(plane.clustering.points))
        object.append("noise", .integer(plane.clustering.noise))
        object.append("davies_bouldin", number(plane.clustering.daviesBouldin))
        object.append("davies_bouldin_of_constants", number(plane.constantsDaviesBouldin))
        object.append("rand_with_classes", number(plane.familyAgreement))
        object.append("rand_with_invariants", number(plane.invariantAgreement))
        object.append("rand_with_constants", number(plane.constantAgreement))
        return object
    }

    private static func json(_ family: Family) -> JSONObject {
        var object = JSONObject()
        object.append("canonical", .string(family.canonical))
        object.append("count", .integer(family.count))
        object.append("constant", .optional(family.constant))
        return object
    }
}

extension FamilyReport {
    /// Prints the families.
    func printFamilies(_ format: OutputFormat) {
        if format == .json {
            var object = JSONObject()
            object.append("families", .array(families.map { .object(FamilyReport.json($0)) }))
            object.append("rejected", .integer(rejected))
            object.append("identified", .integer(identified))
            object.append("covered", .integer(covered))
            print(object.line)
            return
        }
        for family in families {
            let ranges = family.parameters.map { "\($0.name) = \($0.range.lowerBound) ... \($0.range.upperBound)" }
            print("family: \(family.formula)")
            print("  \(family.status); \(ranges.joined(separator: ", "))")
            if !family.trivialParameters.isEmpty && !family.isTrivial {
                print("  only an equivalence or index shift: \(family.trivialParameters.joined(separator: ", "))")
            }
            if let proved = family.provedMember { print("  proved: \(proved)") }
        }
        print("\(families.count) families with \(covered) of \(identified) identified fractions")
    }

    private static func json(_ family: ParametricFamily) -> JSONObject {
        var object = JSONObject()
        object.append("constant", .string(family.constant))
        object.append("fraction", .string(family.text))
        object.append("formula", .string(family.formula))
        object.append("status", .string(family.status))
        object.append("members", .integer(family.members.count))
        object.append("predicted", .integer(family.predictedCount))
        object.append("degenerate", .integer(family.degenerate.count))
        object.append("digits", .integer(family.digits))
        object.append("trivial", .bool(family.isTrivial))
        object.append("trivial_parameters", .array(family.trivialParameters.map { .string($0) }))
        object.append("delta_deviation_estimate", family.deltaDeviation.map { .number($0) } ?? .null)
        object.append("proved_member", .optional(family.provedMember))
        var ranges = JSONObject()
        for parameter in family.parameters {
            ranges.append(
                parameter.name, .array([.integer(parameter.range.lowerBound), .integer(parameter.range.upperBound)]))
        }
        object.append("parameters", .object(ranges))
        return object
    }
}
