import Arithmetic
import Expressions

/// Infinite sums and products of terms that have an expansion in powers and logarithms at infinity: the first terms are
/// added, the others follow from the expansion by the Euler–Maclaurin formula.
struct ExpandedSeries {
    private let term: Expression
    private let variable: String
    private let evaluator: Evaluator

    /// The largest number of terms that are evaluated one by one.
    private static let largestHead = 200_000
    /// The largest precision in bits: the cost grows with its cube.
    private static let largestPrecision = 1 << 17
    /// How often more terms or coefficients are tried.
    private static let largestAttempts = 24

    /// The series of these terms, functions of `variable`.
    init(_ term: Expression, _ variable: String, evaluator: Evaluator) {
        self.term = term
        self.variable = variable
        self.evaluator = evaluator
    }

    /// Σ_{n ≥ low} term(n) to about `precision` bits. A factor (−1)ⁿ is split off when it is one; terms that have (−1)ⁿ
    /// elsewhere are added in pairs.
    ///
    /// - Parameter why: why no other method applies, for the message.
    /// - Throws: `domain` when the sum diverges, `undecided` when the term has no expansion here.
    func sum(from low: Int, precision: Int, otherwise why: String) throws(EvaluationError) -> ComplexBall {
        let signs = AlternatingTerm(term, variable)
        guard signs.remainder.hasAlternatingPower(in: variable) else {
            return try sum([signs.remainder], from: low, signs, precision, why)
        }
        let n = Expression(symbol: variable)
        let pair = [0, 1].map { offset in
            term.substituting(variable, with: Expression(2) * n + Expression(low + offset))
        }
        return try sum(pair, from: 0, nil, precision, why)
    }

    /// ∏_{n ≥ low} term(n), as the product of the first factors and the exponential of a sum of logarithms.
    ///
    /// - Throws: `domain` when the product diverges, or diverges to 0; `undecided` without an expansion.
    func product(from low: Int, precision: Int, otherwise why: String) throws(EvaluationError) -> ComplexBall {
        let tail = try tail(from: low, precision: precision, kind: "product", isAlternating: false, why) { frame throws(Failure) in
            let factor = try ExpansionAtInfinity(term, variable, frame: frame, evaluator: evaluator)
            let first = factor.parts[0].coefficients[0]
            guard factor.isFreeOfLogarithms, factor.order == 0, first.overlaps(ComplexBall(1)) else {
                throw .evaluation(.domain("the infinite product diverges: its factors do not tend to 1"))
            }
            guard first.isExact else { throw .unsupported("the limit of the factors is not told from 1") }
            return try factor.logarithm()
        }
        let bits = precision + 32
        let head = try head(.product, [term], low, tail.start, bits)
        if head.isZero { return head }
        return head.multiplied(by: tail.value.exp(precision: bits), precision: precision)
    }

    private typealias Failure = ExpansionAtInfinity.Failure

    /// The sum of `terms`, with the signs split off if there are some; without, terms that are added in pairs must tend
    /// to 0 one by one.
    private func sum(
        _ terms: [Expression], from low: Int, _ signs: AlternatingTerm?, _ precision: Int, _ why: String
    ) throws(EvaluationError) -> ComplexBall {
        let isAlternating = signs?.isAlternating ?? false
        let tail = try tail(
            from: low, precision: precision, kind: "sum", isAlternating: isAlternating, why
        ) { frame throws(Failure) in
            var sum = ExpansionAtInfinity(frame, constant: ComplexBall())
            for term in terms {
                let expansion = try ExpansionAtInfinity(term, variable, frame: frame, evaluator: evaluator)
                if (signs == nil || isAlternating) && expansion.order <= 0 && !expansion.isZero {
                    throw .evaluation(.domain("the infinite sum diverges"))
                }
                sum = sum.adding(expansion)
            }
            return sum
        }
        let bits = precision + 32
        var rest = tail.value
        if let signs, isAlternating, signs.isNegative(at: tail.start) { rest = rest.negated() }
        let first = try head(.sum, signs == nil ? terms : [term], low, tail.start, bits)
        return first.adding(rest, precision: precision)
    }

    /// The sum or product of the terms with low ≤ n < start.
    private func head(
        _ op: Operator, _ terms: [Expression], _ low: Int, _ start: Int, _ bits: Int
    ) throws(EvaluationError) -> ComplexBall {
        if start <= low { return ComplexBall(op == .sum ? 0 : 1) }
        let term = terms.count == 1 ? terms[0] : Expression(.add, terms)
        return try evaluator.folded(op, term, variable, over: low..<start, precision: bits)
    }

    /// Σ_{n≥N} of what `expansion` gives, for an N that it chooses.
    private func tail(
        from low: Int, precision: Int, kind: String, isAlternating: Bool, _ why: String,
        expansion: (ExpansionAtInfinity.Frame) throws(Failure) -> ExpansionAtInfinity
    ) throws(EvaluationError) -> (start: Int, value: ComplexBall) {
        guard precision <= ExpandedSeries.largestPrecision else {
            throw .undecided(
                "\(why); the expansion of the terms is not used beyond \(ExpandedSeries.largestPrecision) bits")
        }
        let bits = precision + 64
        var size = max(low, 12 + bits / 3)
        var ramification = 1
        var surplus = 8
        var reason = "the expansion of the terms is not proved up to n = \(size)"
        var best: (start: Int, value: ComplexBall)?
        for _ in 0..<ExpandedSeries.largestAttempts where size - low <= ExpandedSeries.largestHead {
            let start = Self.start(atLeast: size, low, ramification)
            let perCoefficient = max(1, Int.bitWidth - start.leadingZeroBitCount - 2)
            let length = ramification * (bits / perCoefficient + surplus)
            try evaluator.checkMemory(2 * Double(length) * Double(bits), for: "this \(kind) to \(bits) bits")
            let frame = ExpansionAtInfinity.Frame(
                start: start, ramification: ramification, length: length, precision: bits + 32)
            do throws(Failure) {
                let f = try expansion(frame)
                if !isAlternating { try checkConvergence(f, kind) }
                let value = EulerMaclaurin.sum(f, isAlternating: isAlternating)
                if value.isFinite {
                    best = (start, value)
                    if isNarrow(value, precision) { return (start, value) }
                    reason = "the tail is not known to \(precision) bits from n = \(start) on"
                }
                // More coefficients first, then a later start.
                if surplus < bits { surplus = 2 * surplus + bits / perCoefficient / 4 } else { size *= 2 }
                if surplus > 64 + bits / perCoefficient { size *= 2 }
            } catch {
                switch error {
                case .tooSmallStart: size *= 2
                case .needsRamification(let factor):
                    ramification *= factor
                    reason = "the terms have powers of n with too large a denominator"
                    if ramification > 24 { throw undecided(kind, reason) }
                case .unsupported(let text): throw undecided(kind, text)
                case .evaluation(let error): throw error
                }
            }
        }
        if let best { return best }
        throw undecided(kind, reason)
    }

    /// N, a power of 2^q where that does not lead too far: then the coefficients of simple functions are exact, and
    /// leading ones that cancel are seen to.
    private static func start(atLeast size: Int, _ low: Int, _ ramification: Int) -> Int {
        let exponent = Int.bitWidth - (size - 1).leadingZeroBitCount
        let rounded = (exponent + ramification - 1) / ramification * ramification
        guard rounded < 40, (1 << rounded) - low <= largestHead else { return size }
        return 1 << rounded
    }

    private func isNarrow(_ value: ComplexBall, _ precision: Int) -> Bool {
        [value.real, value.imaginary].allSatisfy { ($0.exponentOfRadius ?? Int.min) < -precision - 8 }
    }

    private func undecided(_ kind: String, _ reason: String) -> EvaluationError {
        .undecided("no proved bound is known for the tail of this infinite \(kind): \(reason)")
    }

    /// The sum over x^(−s) converges for s > 1 only.
    private func checkConvergence(_ f: ExpansionAtInfinity, _ kind: String) throws(Failure) {
        let critical = f.frame.ramification - f.order
        guard critical >= 0 else { return }
        if critical >= f.length { throw .unsupported("the terms do not tend to 0 fast enough to be seen") }
        for i in 0...critical {
            let column = f.parts.map { $0.coefficients[i] }
            if column.allSatisfy(\.isZero) { continue }
            // The highest power of the logarithm at the lowest power of w outweighs the rest.
            if let top = column.last(where: { !$0.isZero }), !top.containsZero {
                throw .evaluation(.domain("the infinite \(kind) diverges"))
            }
            throw .unsupported("a coefficient that decides about convergence is not told from 0")
        }
    }
}
