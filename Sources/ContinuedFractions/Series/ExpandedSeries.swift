import Arithmetic
import Expressions

/// placeholder
struct ExpandedSeries {
    init(_ term: Expression, _ variable: String, evaluator: Evaluator) {}
    func sum(from low: Int, precision: Int, otherwise why: String) throws(EvaluationError) -> ComplexBall {
        throw .undecided("no proved bound is known for the tail of this infinite sum: \(why)")
    }
    func product(from low: Int, precision: Int, otherwise why: String) throws(EvaluationError) -> ComplexBall {
        throw .undecided("no proved bound is known for the tail of this infinite product: \(why)")
    }
}
