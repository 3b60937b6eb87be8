import Arithmetic

extension Evaluator {
    /// integral(f, x, a, b) for finite real ends, proved by quadrature on balls; see `AnalyticTerm` for the integrands.
    ///
    /// - Throws: `unsupported` for an infinite end or an integrand without a rule, `domain` for ends that are not real,
    ///   `undecided` when quadrature does not converge, as at a singularity on the path.
    func integral(_ arguments: [Expression], precision: Int) throws(EvaluationError) -> NodeValue {
        let name = try variable(arguments[1], .integral)
        for end in arguments.suffix(2) where end.freeSymbols.contains("infinity") {
            throw .unsupported("an integral over an infinite range cannot be evaluated here")
        }
        let bits = precision + 32
        let low = try value(arguments[2], precision: bits)
        let high = try value(arguments[3], precision: bits)
        let (a, b) = (low.ball(precision: bits), high.ball(precision: bits))
        guard a.isReal, b.isReal else { throw .domain("the ends of an integral must be real numbers") }
        if !arguments[0].freeSymbols.contains(name) {
            let constant = try value(arguments[0], precision: bits)
            let negative = try FunctionEvaluation.apply(.negate, [low], precision: bits)
            let width = try FunctionEvaluation.apply(.add, [high, negative], precision: bits)
            return try FunctionEvaluation.apply(.multiply, [constant, width], precision: bits)
        }
        var unbound = self
        unbound.bindings[name] = nil
        let term = try AnalyticTerm(arguments[0], variables: [name], evaluator: unbound, precision: bits)
        let (value, isConverged) = ComplexBall.integral(from: a, to: b, precision: precision) { z, isAnalytic, bits in
            term.value([name: .ball(z)], isAnalytic: isAnalytic, precision: bits)?.ball(precision: bits)
                ?? .indeterminate
        }
        guard isConverged && value.isFinite else {
            throw .undecided(
                "the integral over \(name) is not proved to converge: its integrand may have a singularity or branch "
                    + "cut on the path")
        }
        return .ball(value)
    }
}
