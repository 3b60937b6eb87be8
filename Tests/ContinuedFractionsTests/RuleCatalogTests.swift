import ContinuedFractions
import Expressions
import Testing

/// The names of the sets of rules, for tests that run once for each.
private let setNames = RuleCatalog.standard.setNames

@Test func readsTheCatalogOfRules() throws {
    #expect(try RuleCatalog.load().rules.count == RuleCatalog.standard.rules.count)
    #expect(RuleCatalog.standard.rules.count >= 400)
}

/// Here and not with the tests of `Expressions`, because the evaluator knows `pcf` and infinite sums only from here on.
@Test(arguments: setNames)
func admitsEveryRule(inSet name: String) {
    let tester = RuleTester(evaluator: .standard)
    for rule in RuleCatalog.standard.rules(inSet: name) {
        let result = tester.test(rule)
        #expect(result.isAdmitted, "\(rule.file):\(rule.line): \(result)")
    }
}
