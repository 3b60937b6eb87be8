import Conjectures
import Discovery

extension SearchSummary {
    /// The summary of a run of this many seconds.
    func json(seconds: Double) -> JSONObject {
        func rounded(_ value: Double) -> JSONValue { .number((value * 1000).rounded() / 1000) }
        var stages = JSONObject()
        for stage in SearchStage.allCases { stages.append(stage.rawValue, rounded(self.seconds[stage] ?? 0)) }
        var object = JSONObject()
        object.append("space", .integer(space))
        object.append("screened", .integer(tally.screened))
        object.append("candidates", .integer(tally.candidates))
        object.append("terminating", .integer(tally.terminating))
        object.append("oscillating", .integer(tally.oscillating))
        object.append("inflated", .integer(tally.inflated))
        object.append("duplicates", .integer(tally.duplicates))
        object.append("classes", .integer(tally.classes))
        object.append("divergent", .integer(tally.divergent))
        object.append("undecided", .integer(tally.undecided))
        object.append("rational", .integer(tally.rational))
        object.append("algebraic", .integer(tally.algebraic))
        object.append("unidentified", .integer(tally.unidentified))
        object.append("conjectures", .integer(tally.conjectures))
        object.append("formulas", .integer(tally.formulas))
        object.append("new", .integer(new))
        object.append("added", .integer(added))
        object.append("seconds", rounded(seconds))
        object.append("rate", .number(seconds > 0 ? (Double(tally.screened) / seconds).rounded() : 0))
        object.append("stages", .object(stages))
        return object
    }
}

extension Conjecture {
    /// What is said of it behind the formula: its novelty, for a new one with its ladder.
    var note: String {
        guard novelty == "new", let ladder else { return novelty }
        return "new, ladder \(ladder.map(\.description).joined(separator: " → "))"
    }
}
