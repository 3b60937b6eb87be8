import Arithmetic

/// Values of subterms without variables, from proved enclosures.
enum ClosedTermValue {
    /// The exact value where the evaluator finds one, otherwise a binary fraction with a relative error of about 2⁻¹³⁶,
    /// so that a double rounded from it, or from a product of a few of them, is right save for freak ties.
    static func rational(_ term: Expression) throws(CompilationError) -> Rational {
        let evaluation: Evaluation
        do {
            evaluation = try Evaluator().evaluate(term, digits: 42)
        } catch {
            if case .unknownSymbol(let name) = error { throw .unknownSymbol(name) }
            throw .constant(term: summary(of: term), reason: error.description)
        }
        if let exact = evaluation.exact { return exact }
        guard evaluation.value.isReal else { throw .complexValue(summary(of: term)) }
        let ball = evaluation.value.real
        guard let size = ball.exponentOfMagnitude else {
            if ball.isZero { return 0 }
            throw .constant(term: summary(of: term), reason: "its value is not finite")
        }
        // Beyond this every double is infinite or 0.
        guard size.magnitude < 1 << 16, let integer = ball.nearestInteger(scaledByPowerOfTwo: 140 - size) else {
            throw .constant(term: summary(of: term), reason: "its value is out of the range of doubles")
        }
        let shift = size - 140
        return shift >= 0
            ? Rational(integer * Integer(2).power(shift)) : Rational(integer, Integer(2).power(-shift))
    }

    /// The term, cut to what fits a line.
    static func summary(of term: Expression) -> String {
        guard term.nodes.count <= 60 else { return "a term of \(term.nodes.count) nodes" }
        return "\(term)"
    }
}
