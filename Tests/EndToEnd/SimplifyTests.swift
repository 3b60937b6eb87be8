import Foundation
import Testing

/// The object that a command prints.
private func object(_ arguments: [String], status: Int32 = 0) throws -> [String: Any] {
    let result = try Tool.run(arguments + ["--format", "json"])
    #expect(result.status == status, "\(arguments): \(result.error)")
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(json as? [String: Any])
}

@Test(arguments: [
    ("sin(x)^2 + cos(x)^2", [], "1"), ("x - x", [], "0"), ("x/x", [], "x/x"), ("x/x", ["x != 0"], "1"),
    ("sqrt(x^2)", [], "sqrt(x^2)"), ("sqrt(x^2)", ["x > 0"], "x"), ("sqrt(x^2)", ["x real"], "abs(x)"),
    ("(a+b)*c - a*c", [], "b*c"), ("log(exp(x))", ["x real"], "x"),
])
func simplificationsAreProvedAndChecked(expression: String, assumptions: [String], result: String) throws {
    let json = try object(["simplify", expression] + assumptions.flatMap { ["--assume", $0] })
    #expect(json["simplified"] as? String == result)
    #expect(json["proof_checked"] as? Bool == true)
    let cost = try #require(json["cost"] as? Int)
    #expect(try #require(json["original_cost"] as? Int) >= cost)
    let steps = try #require(json["proof"] as? [[String: Any]])
    if let last = steps.last { #expect(last["term"] as? String == result) }
    #expect(steps.allSatisfy { $0["by"] is String })
}

@Test func theProofStartsFromWhatWasWritten() throws {
    let text = try Tool.run(["simplify", "2x + 3x + 1/(1-1)", "--explain"])
    #expect(
        text.output == """
            5x
              2x+3x+1/(1-1)
            = 5x   by arithmetic of sums and products
            The proof was checked.

            """)
    let latex = try Tool.run(["simplify", "sin(x)^2 + cos(x)^2", "--explain", "--format", "latex"])
    #expect(latex.output.hasPrefix("\\begin{align*}") && latex.output.contains("pythagoras"))
}

@Test func divisionByZeroIsToldOf() throws {
    let result = try Tool.run(["equal", "1/(1-1)", "0"])
    #expect(result.status == 0)
    #expect(result.error == "apery: note: 1/(1-1) divides by 0; rewriting takes such a quotient for 0\n")
    #expect(try Tool.run(["simplify", "1/x"]).error == "")
    #expect(try Tool.run(["simplify", "x/0", "--quiet"]).error == "")
}

@Test func equalityIsDecidedOrUnknown() throws {
    let equal = try object(["equal", "sin(x)^2", "1 - cos(x)^2"])
    #expect(equal["equal"] as? Bool == true && equal["proof_checked"] as? Bool == true)
    let different = try object(["equal", "pi", "22/7"], status: 1)
    #expect(different["equal"] as? Bool == false)
    let counterexample = try object(["equal", "sqrt(x^2)", "x"], status: 1)
    #expect(counterexample["equal"] as? Bool == false && counterexample["counterexample"] is [String: Any])
    // The two agree to thousands of digits and nothing proves them equal.
    let unknown = try object(["equal", "exp(-exp(exp(10)))", "0"], status: 1)
    #expect(unknown["equal"] as? String == "unknown")
}

@Test func assumptionsThatContradictEachOtherAreToldWithTheirProof() throws {
    let result = try Tool.run(["equal", "abs(x)", "x", "--assume", "x<0", "--assume", "x>0"])
    #expect(result.status == 70)
    #expect(result.error.hasPrefix("apery: the rules and assumptions contradict each other"))
    #expect(result.error.split(separator: "\n").count == 1)
    #expect(result.output.contains("by abs-"))
}

private let commands: [([String], Int32)] = [
    (["simplify", "1+"], 65), (["simplify", "x", "--nodes", "0"], 65), (["simplify", "x", "--iterations", "-1"], 64),
    (["simplify", "x", "--seconds", "0"], 65), (["simplify", "x", "--seconds", "nan"], 65),
    (["simplify", "x", "--assume", "x nice"], 65), (["simplify", "x", "--assume", "pi > 0"], 65),
    (["simplify", "x", "--assume", "1 <= x <= 0"], 65), (["simplify", "x", "--assume", ""], 65),
    (["simplify", "x", "--cost", "beauty"], 64), (["simplify"], 64), (["equal", "x"], 64), (["equal", "x", "y z"], 65),
    (["simplify", String(repeating: "(", count: 100_000)], 65), (["expand", "(x+1"], 65),
    (["collect", "x*y"], 65), (["collect", "x", "--by", "pi"], 65), (["differentiate", "abs(x)"], 65),
    (["differentiate", "x", "--order", "0"], 65), (["expand", "(a+b+c+d+e1+f+g+h)^1000"], 65),
    (["compile", "x"], 65), (["compile", "zeta(x)", "--variables", "x"], 65),
    (["compile", "x", "--variables", "x", "--name", "for"], 65), (["compile", "x", "--variables", "x,x"], 65),
    (["saturate", "/no/such/file"], 74), (["saturate", "/"], 74), (["saturate"], 64),
]

@Test(arguments: commands)
func badInputOfTheSymbolicCommandsIsOneLine(_ arguments: [String], _ status: Int32) throws {
    let result = try Tool.run(arguments)
    #expect(result.status == status, "\(arguments.map { $0.prefix(40) }): \(result.error)")
    #expect(result.error.hasPrefix("apery: ") && result.error.split(separator: "\n").count == 1, "\(result.error)")
    #expect(result.output.isEmpty)
}

@Test(arguments: [
    ("expand", ["(x+1)^3"], "x^3+3x^2+3x+1"), ("factor", ["x^2-1"], "(x-1)*(x+1)"),
    ("differentiate", ["sin(x^2)"], "2x*cos(x^2)"), ("differentiate", ["x^3*y", "--by", "x", "--order", "2"], "6x*y"),
])
func algebraPrintsTheResult(command: String, arguments: [String], result: String) throws {
    let json = try object([command] + arguments)
    let found = try #require(json["result"] as? String)
    // The order of terms is the library's affair.
    #expect(try object(["equal", found, result])["equal"] as? Bool == true, "\(found)")
}

@Test func compiledSourceIsC() throws {
    let result = try Tool.run(["compile", "x^2 + y", "x*y", "--variables", "x,y", "--name", "both"])
    #expect(result.status == 0)
    #expect(result.output.contains("void both(const double *restrict x, double *restrict y)"))
    #expect(result.output.contains("y[1]"))
}

@Test func aFileIsSaturatedAndReported() throws {
    let folder = try TemporaryFolder()
    let text = """
        (fold + - * /)
        (rule commute (+ ?a ?b) (+ ?b ?a) :source "field")
        (term (f (+ x 1)))
        (goal-match (f (+ x 1)) (f (+ 1 x)))
        (extract (f (+ x 1)))
        (explain (f (+ x 1)) (f (+ 1 x)))
        """
    let file = try folder.write(Data(text.utf8), as: "r.saturate")
    let json = try object(["saturate", file])
    #expect(json["success"] as? Bool == true && json["reason"] as? String == "goal reached")
    let phase = try #require((json["phases"] as? [[String: Any]])?.first)
    let iteration = try #require((phase["iterations"] as? [[String: Any]])?.first)
    let keys: Set<String> = ["enodes", "eclasses", "matches", "unions", "search", "apply", "rebuild"]
    #expect(Set(iteration.keys) == keys)
    #expect((json["goals"] as? [[String: Any]])?.first?["reached"] as? Bool == true)
    #expect((json["extracted"] as? [[String: Any]])?.first?["tree_cost"] as? Int == 4)
    let explanation = try #require((json["explanations"] as? [[String: Any]])?.first)
    #expect(explanation["proof_checked"] as? Bool == true && explanation["steps"] as? Int == 1)
    #expect(try Tool.run(["saturate", file]).output.contains("by commute [field]"))
    #expect(try Tool.run(["saturate", file, "--format", "latex"]).output.contains("\\begin{align*}"))
}

@Test func aFileThatIsWrongNamesThePlace() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Data("(term a)\n(rule r (f ?x) ?y)".utf8), as: "r.saturate")
    let result = try Tool.run(["saturate", file])
    #expect(result.status == 65 && result.error.contains("r.saturate: line 2, column 16: the variable ?y"))
    #expect(result.error.split(separator: "\n").count == 1)
    let bytes = try folder.write(Data([0xFF, 0xFE, 0x00]), as: "bytes.saturate")
    #expect(try Tool.run(["saturate", bytes]).status == 65)
    let missed = try folder.write(Data("(term a) (goal a b)".utf8), as: "missed.saturate")
    let answer = try Tool.run(["saturate", missed])
    #expect(answer.status == 1 && answer.error.isEmpty && answer.output.contains("not reached"))
}
