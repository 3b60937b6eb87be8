import EGraphs
import Expressions
import Testing

/// Random files over a small signature, most of whose rules are false.
private struct RandomFile {
    private var generator: SplitMix
    private let operators = [("f", 1), ("g", 2), ("+", 2), ("*", 2), ("-", 2), ("/", 2), ("h", 3)]
    private let leaves = ["a", "b", "c", "0", "1", "2", "-1", "1/2", "0.5"]

    init(seed: UInt64) { generator = SplitMix(seed: seed) }

    private mutating func term(depth: Int, _ variables: [String] = []) -> String {
        if depth == 0 || Int.random(in: 0..<10, using: &generator) < 3 {
            let names = variables + leaves
            return names[Int.random(in: 0..<names.count, using: &generator)]
        }
        let (name, arity) = operators[Int.random(in: 0..<operators.count, using: &generator)]
        return "(\(name)\((0..<arity).map { _ in " " + term(depth: depth - 1, variables) }.joined()))"
    }

    private mutating func rule(_ name: String) throws -> String {
        let left = term(depth: Int.random(in: 1...3, using: &generator), ["?x", "?y", "?z"])
        let bound = try Pattern(left).variables.map { "?\($0)" }
        let right = term(depth: Int.random(in: 0...2, using: &generator), bound)
        let conditions = ["is-constant", "nonzero", "is-symbol"]
        guard let variable = bound.first, Bool.random(using: &generator) else {
            return "(rule \(name) \(left) \(right))"
        }
        return "(rule \(name) \(left) \(right) :if (\(conditions.randomElement(using: &generator) ?? "") \(variable)))"
    }

    mutating func text() throws -> String {
        let terms = (0..<3).map { _ in term(depth: 3) }
        var lines = ["(fold + - * /)", "(limits :iterations 6 :nodes 2000 :seconds 60)"]
        for number in 0..<4 { lines.append(try rule("r\(number)")) }
        lines += terms.map { "(term \($0))" }
        lines.append("(union \(terms[0]) \(term(depth: 2)) :fact \"stated\")")
        lines.append("(explain \(terms[0]) \(terms[1]))")
        lines += terms.map { "(extract \($0) :by tree)" }
        return lines.joined(separator: "\n")
    }
}

@Test(arguments: 0..<8) func whateverIsFoundIsProvedAndChecked(block: UInt64) throws {
    var proofs = 0
    for seed in 100 * block..<100 * block + 60 {
        var random = RandomFile(seed: seed)
        let text = try random.text()
        let result = try SaturationFile(parsing: text).run()
        for outcome in result.explanations where outcome.explanation != nil {
            #expect(outcome.isProved, "\(text)")
            proofs += 1
        }
        if let contradiction = result.contradiction {
            #expect(contradiction.proof.isProved, "\(text)\n\(contradiction.description)")
            #expect(contradiction.proof.left != contradiction.proof.right)
            proofs += 1
        } else {
            #expect(result.extractions.allSatisfy { $0.result?.isOptimal == true }, "\(text)")
        }
        // The same again.
        let again = try SaturationFile(parsing: text).run()
        #expect(
            again.phases.map { $0.report.iterations.map(\.nodes) }
                == result.phases.map { $0.report.iterations.map(\.nodes) })
        #expect(again.extractions.map(\.text) == result.extractions.map(\.text))
    }
    #expect(proofs > 0)
}
