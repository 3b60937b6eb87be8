import Arithmetic
import EGraphs
import Expressions
import Testing

/// Random terms from a seeded generator: closed and open, real and complex, with poles, zeros and branch cuts in plenty.
struct RandomFormula {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    private static let leaves = ["0", "1", "-1", "2", "-2", "1/2", "-1/2", "3", "i", "pi", "e", "x", "y", "x", "-x"]
    private static let functions: [Operator] = [
        .exp, .log, .sin, .cos, .tan, .sinh, .cosh, .atan, .asin, .squareRoot, .absoluteValue, .gamma, .negate,
        .factorial, .realPart, .conjugate, .erf,
    ]

    mutating func term(depth: Int) -> Expression {
        if depth == 0 || below(8) == 0 {
            return (try? Expression(parsing: RandomFormula.leaves[below(RandomFormula.leaves.count)])) ?? Expression(1)
        }
        switch below(7) {
        case 0, 1: return Expression(.add, [term(depth: depth - 1), term(depth: depth - 1)])
        case 2: return Expression(.multiply, [term(depth: depth - 1), term(depth: depth - 1)])
        case 3: return Expression(.divide, [term(depth: depth - 1), term(depth: depth - 1)])
        case 4:
            let exponents = [Rational(2), Rational(-1), Rational(1, 2), Rational(-1, 2), Rational(3), Rational(1, 3)]
            return Expression(.power, [term(depth: depth - 1), Expression(exponents[below(exponents.count)])])
        default:
            return Expression(
                RandomFormula.functions[below(RandomFormula.functions.count)], [term(depth: depth - 1)])
        }
    }
}

/// 10⁵ random terms, a hundred at a time in one graph under the shipped rules: no contradiction.
@Test(arguments: 0..<20) func theRulesNeverContradictEachOther(part: Int) throws {
    for batch in 0..<50 {
        var random = RandomFormula(seed: UInt64(50 * part + batch + 1))
        var graph = FormulaGraph()
        for _ in 0..<100 { _ = graph.insert(random.term(depth: 3)) }
        let report = graph.saturate(
            .shortening, limits: SaturationLimits(iterations: 2, nodes: 3000, seconds: 600), matchLimit: 100)
        if case .contradiction(let found) = report.reason {
            let proof = try graph.explain(found.left, found.right)
            Issue.record("batch \(50 * part + batch): \(found.description)\n\(proof.text)")
        }
    }
}

/// What all rules make of single terms has the same value, and the proof is accepted.
@Test(arguments: 1...40) func simplifiedTermsKeepTheirValue(seed: Int) throws {
    var random = RandomFormula(seed: UInt64(1000 + seed))
    let term = random.term(depth: 4)
    let result = try term.simplified(limits: SaturationLimits(iterations: 4, nodes: 800, seconds: 600))
    #expect(FormulaProofChecker().check(result.proof) == .valid)
    let point = ["x": Expression(Rational(17, 29)), "y": Expression(Rational(-23, 41))]
    let evaluator = Evaluator()
    guard let x = try? evaluator.evaluate(term.substituting(point), digits: 20),
        let y = try? evaluator.evaluate(result.result.substituting(point), digits: 20)
    else { return }
    #expect(x.value.overlaps(y.value), "\(term) became \(result.result)")
}
