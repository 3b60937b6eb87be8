import Arithmetic
import Expressions
import Synchronization

/// Values of terms, computed once for each working precision and kept as long as the cache lives.
///
/// An identifier keeps one, so that the constants of its bases are computed once in a process. Safe to use from several
/// threads: two that ask for the same value at once may both compute it.
final class ValueCache: Sendable {
    private struct Key: Hashable {
        let term: Expression
        let precision: Int
    }

    let evaluator: Evaluator
    private let values = Mutex<[Key: Ball?]>([:])

    init(evaluator: Evaluator) { self.evaluator = evaluator }

    /// The value of a real term, to at least `precision` bits relative to its size; nil when it has none or is not real.
    func value(of term: Expression, precision: Int) -> Ball? {
        let key = Key(term: term, precision: precision)
        if let known = values.withLock({ $0[key] }) { return known }
        let digits = Int(Double(precision) * 0.30103) + 2
        var result: Ball?
        if let value = try? evaluator.evaluate(term, digits: digits).value, value.isReal, value.isFinite {
            result = value.real.rounded(precision: precision + 16)
        }
        values.withLock { $0[key] = .some(result) }
        return result
    }
}
