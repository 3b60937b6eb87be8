import Arithmetic
import CReference
import ContinuedFractions
import Expressions

/// Constants through the evaluator against Arb's own functions, all caches empty before each run; and sums that are
/// added by binary splitting against the constants that they are.
enum EvaluationBenchmark {
    static func run() {
        for name in ["pi", "e", "ln2", "zeta3", "catalan", "euler_gamma"] {
            // Arb takes about a minute for these two to a million digits.
            let isSlow = name == "catalan" || name == "euler_gamma"
            for (digits, rounds) in [(1000, 101), (10_000, 21), (100_000, 7), (1_000_000, isSlow ? 1 : 5)] {
                constant(name, digits: digits, rounds: rounds)
            }
        }
        for name in ["pi", "ln2", "euler_gamma"] { table(name) }
        let chudnovsky =
            "sum((-1)^n*(6n)!*(545140134n+13591409)/((3n)!*n!^3*640320^(3n)), n, 0, infinity)"
        for (text, name) in [("sum(1/n!, n, 0, infinity)", "e"), (chudnovsky, "pi")] {
            guard let term = try? Expression(parsing: text) else { preconditionFailure("a series is not read") }
            for (digits, rounds) in [(1000, 21), (100_000, 7), (1_000_000, 3)] {
                let bits = bits(digits)
                PairedTiming.compare("\(text) to \(digits) digits", reference: "Arb's \(name)", rounds: rounds) {
                    evaluate(term, digits)
                } against: {
                    reference_clear_caches()
                    precondition(reference_constant(name, bits) == 1)
                }
            }
        }
    }

    private static func constant(_ name: String, digits: Int, rounds: Int) {
        let term = Expression(symbol: name)
        let bits = bits(digits)
        // Arb has pi and ln2 to 1000 digits in a table: there the rates compare the evaluator's own microsecond.
        let isShort = digits <= 1000
        PairedTiming.compare(
            "\(name) to \(digits) digits", reference: "Arb", rounds: rounds, work: isShort ? 1 : nil,
            unit: isShort ? "values" : ""
        ) {
            ConstantCache.standard.removeAll()
            reference_clear_caches()
            evaluate(term, digits)
        } against: {
            reference_clear_caches()
            precondition(reference_constant(name, bits) == 1)
        }
    }

    /// A constant that Arb has in a table, as a ball: the cost of the wrapper alone.
    private static func table(_ name: String) {
        let bits = bits(1000)
        let count = 10_000
        PairedTiming.compare(
            "\(name) to 1000 digits as a ball", reference: "Arb", rounds: 21, work: Double(count), unit: "values"
        ) {
            for _ in 0..<count {
                let value =
                    switch name {
                    case "pi": Ball.pi(precision: bits)
                    case "ln2": Ball.log2(precision: bits)
                    default: Ball.eulerGamma(precision: bits)
                    }
                precondition(value.isFinite)
            }
        } against: {
            for _ in 0..<count { precondition(reference_constant(name, bits) == 1) }
        }
    }

    /// The working precision of the evaluator.
    private static func bits(_ digits: Int) -> Int { Int(Double(digits) * 3.3219280948873626) + 34 }

    private static func evaluate(_ term: Expression, _ digits: Int) {
        guard let value = try? Evaluator.standard.evaluate(term, digits: digits) else {
            preconditionFailure("\(term) has no value")
        }
        precondition(value.value.isFinite)
    }
}
