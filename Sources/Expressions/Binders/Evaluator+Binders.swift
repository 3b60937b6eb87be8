import Arithmetic

// Sums, products, continued fractions, substitutions and functions: variables get values, terms are not rewritten.
extension Evaluator {
    /// The largest number of terms of a finite sum or product.
    public static let largestTermCount = 1_000_000
    /// The deepest nesting of binders that is evaluated.
    public static let deepestBinders = 200

    /// This evaluator inside a binder that gives `name` this value.
    func binding(_ name: String, to value: NodeValue) -> Evaluator {
        var inner = self
        inner.bindings[name] = value
        return inner
    }

    func lazy(_ op: Operator, _ arguments: [Expression], precision: Int) throws(EvaluationError) -> NodeValue {
        guard depth < Evaluator.deepestBinders else {
            throw Evaluator.tooDeep
        }
        var inner = self
        inner.depth += 1
        switch op {
        case .sum, .product:
            if arguments[3].symbolName == "infinity", let implementation = extensions[op] {
                return .ball(try implementation(closed(op, arguments), precision, inner))
            }
            return try inner.finite(op, arguments, precision: precision)
        case .continuedFraction: return .ball(try inner.continuedFraction(arguments, precision: precision))
        case .integral: return try inner.integral(arguments, precision: precision)
        case .derivative: return .ball(try inner.derivative(arguments, precision: precision))
        case .substitute:
            return try inner.value(
                of: arguments[0], taking: variable(arguments[1], op), to: arguments[2], precision: precision)
        case .apply:
            let (variable, body, argument) = try Function.application(arguments[0], arguments[1])
            return try inner.value(of: body, taking: variable, to: argument, precision: precision)
        case .lambda: throw .unsupported("a function has no value; apply(lambda(x, …), t) has")
        default: throw .unsupported("\(op.name ?? "this operator") cannot be evaluated here")
        }
    }

    /// Refuses terms whose binders are nested too deep, before any work is done: evaluation recurs below binders.
    func checkDepth(_ expression: Expression) throws(EvaluationError) {
        var depths: [Int] = []
        depths.reserveCapacity(expression.nodes.count)
        for node in expression.nodes {
            let inner = node.children.reduce(0) { max($0, depths[Int($1)]) }
            depths.append(Operator(rawValue: node.label).map(Evaluator.isLazy) ?? false ? inner + 1 : inner)
        }
        if depths.last ?? 0 > Evaluator.deepestBinders { throw Evaluator.tooDeep }
    }

    static let tooDeep = EvaluationError.tooLarge(
        "binders and applications nested deeper than \(deepestBinders) levels")

    /// The name of a bound variable.
    func variable(_ argument: Expression, _ op: Operator) throws(EvaluationError) -> String {
        guard let name = argument.symbolName else {
            throw .domain("\(op.name ?? "") needs a variable, not \(argument)")
        }
        return name
    }

    /// The arguments with the bound variables whose values are exact replaced by them.
    private func closed(_ op: Operator, _ arguments: [Expression], except name: String? = nil) -> [Expression] {
        if bindings.isEmpty { return arguments }
        let exact = bindings.compactMapValues { $0.exact.map { Expression($0) } }.filter { $0.key != name }
        return Expression(op, arguments).substituting(exact).arguments
    }

    /// The arguments of a derivative for an extension: closed up to the point.
    func closedDerivative(_ arguments: [Expression], by name: String) -> [Expression] {
        closed(.derivative, arguments, except: name)
    }

    /// f with the value of `argument` for `variable`; a function as argument is put in as a term.
    private func value(
        of body: Expression, taking variable: String, to argument: Expression, precision: Int
    ) throws(EvaluationError) -> NodeValue {
        if argument.head == .lambda {
            return try value(body.substituting(variable, with: argument), precision: precision)
        }
        guard body.freeSymbols.contains(variable) else { return try value(body, precision: precision) }
        let point = try value(argument, precision: precision)
        return try binding(variable, to: point).value(body, precision: precision)
    }

    private func continuedFraction(
        _ arguments: [Expression], precision: Int
    ) throws(EvaluationError) -> ComplexBall {
        guard let implementation = extensions[.continuedFraction] else {
            throw .unsupported("pcf cannot be evaluated here")
        }
        var arguments = closed(.continuedFraction, arguments)
        if arguments.count == 3 {
            let (name, fixed) = (try variable(arguments[2], .continuedFraction), Binding.fixedName)
            let parts = Array(arguments.prefix(2))
            if parts.contains(where: { $0.freeSymbols.contains(fixed) }) { throw .unknownSymbol(fixed) }
            arguments = parts.map { $0.substituting(name, with: Expression(symbol: fixed)) }
        }
        return try implementation(arguments, precision, self)
    }

    private func finite(
        _ op: Operator, _ arguments: [Expression], precision: Int
    ) throws(EvaluationError) -> NodeValue {
        let name = try variable(arguments[1], op)
        let range = try termRange(op, arguments)
        var inner = self
        let needed = Evaluator.evaluatedNodes(of: arguments[0])
        var result = NodeValue.exact(op == .sum ? 0 : 1)
        for index in range {
            inner.bindings[name] = .exact(Rational(index))
            let values = try inner.values(arguments[0], nodes: needed, precision: precision)
            guard let last = values.last, let term = last else { throw .unsupported("an empty term") }
            result = try FunctionEvaluation.apply(op == .sum ? .add : .multiply, [result, term], precision: precision)
        }
        return result
    }

    /// The finite sum or product of the term over a range of the index, added up in balls of `precision` bits even where
    /// the terms are rational numbers.
    package func folded(
        _ op: Operator, _ term: Expression, _ variable: String, over range: Range<Int>, precision: Int
    ) throws(EvaluationError) -> ComplexBall {
        var inner = self
        let needed = Evaluator.evaluatedNodes(of: term)
        var result = ComplexBall(op == .sum ? 0 : 1)
        for index in range {
            inner.bindings[variable] = .exact(Rational(index))
            guard let last = try inner.values(term, nodes: needed, precision: precision).last, let value = last
            else { throw .unsupported("an empty term") }
            let ball = value.ball(precision: precision)
            result =
                op == .sum
                ? result.adding(ball, precision: precision) : result.multiplied(by: ball, precision: precision)
        }
        return result
    }

    /// The values of the index of a finite sum or product.
    func termRange(_ op: Operator, _ arguments: [Expression]) throws(EvaluationError) -> Range<Int> {
        let name = op.name ?? "sum"
        if arguments[3].symbolName == "infinity" {
            throw .undecided("no proved bound is known for the tail of this infinite \(name)")
        }
        guard let low = try value(arguments[2], precision: 64).exact?.asInt,
            let high = try value(arguments[3], precision: 64).exact?.asInt
        else { throw .domain("the bounds of \(name) must be integers") }
        let (count, isOverflow) = high.subtractingReportingOverflow(low)
        guard !isOverflow, count < Evaluator.largestTermCount, high < Int.max else {
            throw .tooLarge("\(name) has more than \(Evaluator.largestTermCount) terms")
        }
        return low..<max(low, high + 1)
    }
}

/// Functions as terms.
enum Function {
    /// The largest number of steps to bring a function into the form of a lambda.
    static let largestStepCount = 1000

    /// apply(f, t) as the body, variable and argument of one lambda: f is reduced from the outside until it is a
    /// lambda (beta reduction with capture-avoiding substitution).
    static func application(
        _ function: Expression, _ argument: Expression
    ) throws(EvaluationError) -> (variable: String, body: Expression, argument: Expression) {
        var function = function
        var pending = [argument]
        for _ in 0..<largestStepCount {
            let parts = function.arguments
            switch function.head {
            case .apply:
                pending.append(parts[1])
                function = parts[0]
            case .substitute where parts[1].symbolName != nil && parts[0].head != .derivative:
                function = parts[0].substituting(parts[1].symbolName ?? "", with: parts[2])
            case .lambda:
                guard let name = parts[0].symbolName, let next = pending.popLast() else {
                    throw .domain("lambda needs a variable")
                }
                if pending.isEmpty { return (name, parts[1], next) }
                function = parts[1].substituting(name, with: next)
            default:
                let name = function.head?.name ?? function.symbolName ?? "a number"
                throw .domain("\(name) is not a function of the language's lambda, so it cannot be applied")
            }
        }
        throw .tooLarge("a function takes more than \(largestStepCount) steps to reduce")
    }
}
