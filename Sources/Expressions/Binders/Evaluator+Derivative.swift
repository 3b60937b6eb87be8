import Arithmetic

extension Evaluator {
    /// diff(f, x, n) at the value of x: n! times the coefficient of order n of the Taylor series of f there.
    ///
    /// - Throws: `unsupported` for an operator without a rule, unless an extension for `derivative` evaluates the term.
    func derivative(_ arguments: [Expression], precision: Int) throws(EvaluationError) -> ComplexBall {
        let name = try variable(arguments[1], .derivative)
        let order = try derivativeOrder(arguments)
        guard arguments[0].freeSymbols.contains(name) else { return ComplexBall() }
        let point = try value(arguments[1], precision: precision)
        do throws(EvaluationError) {
            let bits = precision + 16
            let start = ComplexPowerSeries(variableAt: point.ball(precision: bits), length: order + 1)
            let jet = try Jet(evaluator: self, series: [name: start], length: order + 1, precision: bits)
                .value(arguments[0])
            guard case .series(let series) = jet else { return ComplexBall() }
            let value = series.coefficients[order]
                .multiplied(by: ComplexBall(Ball(Integer.factorial(order))), precision: bits)
            if !value.isFinite {
                throw EvaluationError.precisionExhausted(
                    bits: precision, reason: "a derivative is not finite at the point")
            }
            let isReal = series.constantTerm.isReal && point.ball(precision: 64).isReal
            return isReal && value.imaginary.containsZero && series.isRealSeries ? ComplexBall(value.real) : value
        } catch .unsupported(let reason) {
            guard let implementation = extensions[.derivative] else { throw .unsupported(reason) }
            return try implementation(closedDerivative(arguments, by: name), precision, binding(name, to: point))
        }
    }

    /// The order of a derivative, 1 unless it is stated.
    func derivativeOrder(_ arguments: [Expression]) throws(EvaluationError) -> Int {
        guard arguments.count == 3 else { return 1 }
        guard let order = arguments[2].numeral?.asInt, (1...Expression.largestDerivativeOrder).contains(order) else {
            throw .domain(
                "the order of a derivative must be an integer in 1 ... \(Expression.largestDerivativeOrder)")
        }
        return order
    }
}

extension ComplexPowerSeries {
    /// Whether all imaginary parts are exactly 0.
    var isRealSeries: Bool { coefficients.allSatisfy(\.isReal) }
}

/// Taylor series of terms, built node by node: automatic differentiation with balls.
struct Jet {
    let evaluator: Evaluator
    /// The symbols that stand for series.
    let series: [String: ComplexPowerSeries]
    let length: Int
    let precision: Int

    enum Value {
        case constant(NodeValue)
        case series(ComplexPowerSeries)
    }

    func value(_ expression: Expression) throws(EvaluationError) -> Value {
        guard evaluator.depth < Evaluator.deepestBinders else {
            throw Evaluator.tooDeep
        }
        let free = FreeSymbolTable(expression)
        let symbols = free.names.indices.filter { series[free.names[$0]] != nil }
        let needed = Evaluator.evaluatedNodes(of: expression)
        let isDependent = expression.nodes.indices.map { node in symbols.contains { free.isFree($0, inNode: node) } }
        let constants = try evaluator.values(
            expression, nodes: zip(needed, isDependent).map { $0 && !$1 }, precision: precision)
        var values = constants.map { $0.map { Value.constant($0) } }
        for (index, node) in expression.nodes.enumerated() where needed[index] && isDependent[index] {
            if case .symbol(let name)? = expression.payload(of: node) {
                values[index] = series[name].map { .series($0) }
                continue
            }
            guard let op = Operator(rawValue: node.label) else { throw .unsupported("a term with an unknown head") }
            if Evaluator.isLazy(op) {
                values[index] = try lazy(op, node.children.map { expression.subterm(at: Int($0)) })
            } else {
                let arguments = node.children.compactMap { values[Int($0)] }
                values[index] = .series(
                    try JetRules.apply(op, arguments, length: length, precision: precision))
            }
        }
        guard let last = values.last, let root = last else { throw .unsupported("an empty term") }
        return root
    }

    private func inside(_ name: String, _ value: Value) -> Jet {
        var (evaluator, series) = (evaluator, series)
        evaluator.depth += 1
        switch value {
        case .constant(let constant):
            evaluator.bindings[name] = constant
            series[name] = nil
        case .series(let jet): series[name] = jet
        }
        return Jet(evaluator: evaluator, series: series, length: length, precision: precision)
    }

    private func lazy(_ op: Operator, _ arguments: [Expression]) throws(EvaluationError) -> Value {
        switch op {
        case .sum, .product:
            let name = try evaluator.variable(arguments[1], op)
            var result = ComplexPowerSeries(constant: ComplexBall(op == .sum ? 0 : 1), length: length)
            for index in try evaluator.termRange(op, arguments) {
                let term = try inside(name, .constant(.exact(Rational(index)))).value(arguments[0])
                let next = JetRules.series(term, length, precision)
                result =
                    op == .sum
                    ? result.adding(next, precision: precision) : result.multiplied(by: next, precision: precision)
            }
            return .series(result)
        case .substitute:
            let name = try evaluator.variable(arguments[1], op)
            return try inside(name, try value(arguments[2])).value(arguments[0])
        case .apply:
            let (name, body, argument) = try Function.application(arguments[0], arguments[1])
            return try inside(name, try value(argument)).value(body)
        case .derivative: return try derivative(arguments)
        default: throw JetRules.unsupported(op)
        }
    }

    /// diff(f, y) where y stands for a series: the series of ∂f/∂y in y, at that of y.
    private func derivative(_ arguments: [Expression]) throws(EvaluationError) -> Value {
        let name = try evaluator.variable(arguments[1], .derivative)
        let order = try evaluator.derivativeOrder(arguments)
        let names = arguments[0].freeSymbols
        guard names.contains(name) else { return .constant(.exact(0)) }
        guard let inner = series[name], !names.contains(where: { $0 != name && series[$0] != nil }) else {
            throw .unsupported("a mixed partial derivative has no value here")
        }
        let start = ComplexPowerSeries(variableAt: inner.constantTerm, length: length + order)
        var deeper = evaluator
        deeper.depth += 1
        let jet = try Jet(evaluator: deeper, series: [name: start], length: length + order, precision: precision)
            .value(arguments[0])
        var outer = JetRules.series(jet, length + order, precision)
        for _ in 0..<order { outer = outer.derivative(precision: precision) }
        return .series(outer.composed(at: inner, precision: precision))
    }
}
