import Expressions
import Foundation
import IntegerRelations

/// Prints what an identification has found: for a complex number, of both parts.
struct IdentificationOutput {
    let parts: [(name: String?, number: UncertainNumber)]
    let reports: [IdentificationReport]
    let format: OutputFormat

    /// Whether every part has a closed form.
    var isIdentified: Bool { reports.allSatisfy { !$0.candidates.isEmpty } }

    func print() {
        switch format {
        case .json: Swift.print(json.line)
        case .text, .latex:
            for (part, report) in zip(parts, reports) { print(part, report) }
        }
    }

    private func print(_ part: (name: String?, number: UncertainNumber), _ report: IdentificationReport) {
        let name = part.name.map { "\($0) part: " } ?? ""
        for relation in report.hiddenRelations {
            Swift.print("hidden relation in the basis: \(shown(.expression(relation))) = 0")
        }
        let threshold = IdentificationOutput.number(report.surplus)
        for claim in report.candidates {
            let chance =
                claim.coincidence.isFinite
                ? "chance of coincidence 1e\(Int(claim.coincidence.rounded(.up))); claims need 1e-\(threshold)"
                : "exact"
            Swift.print("\(name)\(value(part.number, report)) = \(shown(claim.form))   (\(chance))")
        }
        guard report.candidates.isEmpty else { return }
        let stopped = report.wasStopped ? " before the search was stopped" : ""
        Swift.print(
            "\(name)not identified\(stopped): no form has a chance of coincidence of 1e-\(threshold) or less "
                + "with \(report.digits) digits")
        for stage in report.stages {
            Swift.print(
                "  \(stage.stage.summary): families tried so far \(IdentificationOutput.number(stage.families)), chance "
                    + "of a false claim 1e\(Int(stage.coincidence.rounded(.up))); modest forms need "
                    + "\(stage.neededDigits) digits")
        }
    }

    private func value(_ number: UncertainNumber, _ report: IdentificationReport) -> String {
        number.exact.map { "\($0)" } ?? number.value.decimalString(digits: min(report.digits, 20)) + "..."
    }

    private func shown(_ form: IdentificationCandidate.Form) -> String {
        format == .latex ? form.latex : form.description
    }

    private static func number(_ value: Double) -> String {
        value.rounded() == value && value < 1e15 ? "\(Int(value))" : "\((value * 10).rounded() / 10)"
    }

    private var json: JSONObject {
        var object = JSONObject()
        object.append("identified", .bool(isIdentified))
        object.append("candidates", .array(zip(parts, reports).flatMap { candidates($0.name, $1) }))
        object.append(
            "threshold", reports.first.map { .number(-$0.surplus) } ?? .null)
        object.append(
            "known_digits", .array(reports.map { $0.digits == Int.max ? .null : .integer($0.digits) }))
        object.append("complete", .bool(!reports.contains { $0.wasStopped }))
        object.append("stages", .array(reports.flatMap(\.stages).map { IdentificationOutput.json($0) }))
        let relations = reports.first?.hiddenRelations ?? []
        object.append("hidden_relations", .array(relations.map { .string("\($0) = 0") }))
        return object
    }

    private func candidates(_ part: String?, _ report: IdentificationReport) -> [JSONValue] {
        report.candidates.map { claim in
            var object = JSONObject()
            object.append("formula", .string(claim.form.description))
            object.append("latex", .string(claim.form.latex))
            object.append("digits", claim.digits == Int.max ? .null : .integer(claim.digits))
            object.append("coincidence", .number((claim.coincidence * 10).rounded() / 10))
            object.append("stage", .string(claim.stage.rawValue))
            object.append("family", .string(claim.family))
            object.append("equivalents", .array(claim.equivalents.map { .string($0.description) }))
            if let part { object.append("part", .string(part)) }
            return .object(object)
        }
    }

    private static func json(_ stage: IdentificationReport.Stage) -> JSONValue {
        var object = JSONObject()
        object.append("stage", .string(stage.stage.rawValue))
        object.append("families", .number(stage.families))
        object.append("coincidence", .number((stage.coincidence * 10).rounded() / 10))
        object.append("needed_digits", .integer(stage.neededDigits))
        return .object(object)
    }
}
