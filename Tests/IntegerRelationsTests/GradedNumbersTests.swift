import Arithmetic
import ContinuedFractions
import Expressions
import IntegerRelations
import Testing

private func report(_ entry: GradedNumbers.Entry) throws -> IdentificationReport {
    let number = try #require(try UncertainNumber(decimal: entry.digits), "\(entry.name): \(entry.digits)")
    return Identifier.standard.identify(number)
}

private func value(_ text: String, digits: Int) throws -> Ball {
    try Evaluator.standard.evaluate(try Expression(parsing: text), digits: digits).value.real
}

/// The claim is the number meant: it agrees with the known form far beyond the digits that were given.
private func check(_ claim: IdentificationCandidate, _ entry: GradedNumbers.Entry) throws {
    guard case .expression(let term) = claim.form else { return }
    let found = try Evaluator.standard.evaluate(term, digits: 150).value.real
    #expect(found.decimalString(digits: 40).prefix(35) == "\(entry.digits.prefix(35))", "\(entry.name): \(term)")
    if let form = entry.form {
        #expect(try found.overlaps(value(form, digits: 150)), "\(entry.name): \(term) is not \(form)")
    }
}

@Test(arguments: ["simple", "algebraic", "linear", "product", "hypergeometric"])
func everyNumberOfTheGradeIsFound(_ grade: String) throws {
    for entry in try GradedNumbers.entries(grade) {
        let report = try report(entry)
        #expect(!report.candidates.isEmpty, "\(entry.name) = \(entry.form ?? "?") is not found")
        for claim in report.candidates {
            #expect(claim.coincidence <= -report.surplus)
            try check(claim, entry)
        }
    }
}

@Test func claimsOnHardNumbersAreTrue() throws {
    for entry in try GradedNumbers.entries("hard") {
        for claim in try report(entry).candidates { try check(claim, entry) }
    }
}

@Test func noClaimIsMadeOnRandomDigits() throws {
    let entries = try GradedNumbers.entries("random")
    #expect(entries.count == 30)
    for entry in entries {
        let report = try report(entry)
        #expect(report.candidates.isEmpty, "\(entry.digits): \(report.candidates.map(\.form.description))")
        #expect(report.stages.count == IdentificationStage.allCases.count)
    }
}

@Test func theGradedSetIsLargeAndHasSources() throws {
    let grades = ["simple", "algebraic", "linear", "product", "hypergeometric", "hard", "random"]
    let entries = try grades.flatMap { try GradedNumbers.entries($0) }
    #expect(entries.count >= 180)
    #expect(entries.allSatisfy { !$0.source.isEmpty })
    // The forms on file are the numbers on file: a check of the set by our own evaluator.
    for entry in entries {
        guard let form = entry.form else { continue }
        let text = try value(form, digits: 60).decimalString(digits: 55)
        #expect(text.prefix(45) == entry.digits.prefix(45), "\(entry.name): \(form) = \(text)")
    }
}
