import Arithmetic

/// A term as a function of complex variables that can tell whether it is analytic on a ball: the integrand of rigorous
/// quadrature.
///
/// What does not depend on the variables is evaluated once. What does must be built from operators with a rule in
/// `Analyticity`, finite sums and products, `subst` and `apply`.
final class AnalyticTerm {
    private let expression: Expression
    private let evaluator: Evaluator
    /// The nodes that depend on a variable, in order.
    private let dependent: [Int]
    private let isDependent: [Bool]
    private var constants: [NodeValue?]
    /// The terms below lazy operators.
    private var inner: [Int: Inner] = [:]

    private enum Inner {
        case fold(Operator, name: String, range: Range<Int>, term: AnalyticTerm)
        case bind(name: String, point: AnalyticTerm, term: AnalyticTerm)
    }

    /// - Throws: `unsupported` naming the operator for which there is no rule; what evaluating constants throws.
    init(
        _ expression: Expression, variables: Set<String>, evaluator: Evaluator, precision: Int
    ) throws(EvaluationError) {
        guard evaluator.depth < Evaluator.deepestBinders else {
            throw Evaluator.tooDeep
        }
        self.expression = expression
        self.evaluator = evaluator
        let free = FreeSymbolTable(expression)
        let symbols = free.names.indices.filter { variables.contains(free.names[$0]) }
        let needed = Evaluator.evaluatedNodes(of: expression)
        let isDependent = expression.nodes.indices.map { node in symbols.contains { free.isFree($0, inNode: node) } }
        self.isDependent = isDependent
        dependent = expression.nodes.indices.filter { needed[$0] && isDependent[$0] }
        constants = try evaluator.values(
            expression, nodes: zip(needed, isDependent).map { $0 && !$1 }, precision: precision)
        for index in dependent { try prepare(index, variables, precision) }
    }

    private func prepare(_ index: Int, _ variables: Set<String>, _ precision: Int) throws(EvaluationError) {
        let node = expression.nodes[index]
        guard let op = Operator(rawValue: node.label) else { return }
        var deeper = evaluator
        deeper.depth += 1
        if Evaluator.isLazy(op) {
            let arguments = node.children.map { expression.subterm(at: Int($0)) }
            switch op {
            case .sum, .product:
                let name = try evaluator.variable(arguments[1], op)
                let range = try evaluator.termRange(op, arguments)
                let term = try AnalyticTerm(
                    arguments[0], variables: variables.union([name]), evaluator: deeper, precision: precision)
                inner[index] = .fold(op, name: name, range: range, term: term)
            case .substitute, .apply:
                let (name, body, argument) =
                    op == .apply
                    ? try Function.application(arguments[0], arguments[1])
                    : (try evaluator.variable(arguments[1], op), arguments[0], arguments[2])
                let point = try AnalyticTerm(
                    argument, variables: variables, evaluator: deeper, precision: precision)
                let term = try AnalyticTerm(
                    body, variables: variables.union([name]), evaluator: deeper, precision: precision)
                inner[index] = .bind(name: name, point: point, term: term)
            default: throw AnalyticTerm.unsupported(op)
            }
            return
        }
        switch op {
        case .add, .multiply, .divide, .power: return
        case .log where node.children.count == 2, .root, .binomial:
            // The first argument varies.
            if isDependent[Int(node.children[1])] { throw AnalyticTerm.unsupported(op) }
        default:
            guard node.children.dropLast().allSatisfy({ !isDependent[Int($0)] }),
                Analyticity.cut(op, node.children.dropLast().compactMap { constants[Int($0)] }) != nil
            else { throw AnalyticTerm.unsupported(op) }
        }
    }

    private static func unsupported(_ op: Operator) -> EvaluationError {
        .unsupported(
            "\(op.name ?? "an operator") of the variable is not known to be analytic, so this has no value here")
    }

    /// The value for these values of the variables; nil where it is not finite, or `isAnalytic` is asked for and not
    /// proved.
    func value(_ point: [String: NodeValue], isAnalytic: Bool, precision: Int) -> NodeValue? {
        var values = constants
        for index in dependent {
            let node = expression.nodes[index]
            if case .symbol(let name)? = expression.payload(of: node) {
                values[index] = point[name]
                continue
            }
            guard let op = Operator(rawValue: node.label) else { return nil }
            let value: NodeValue?
            if let below = inner[index] {
                value = lazy(below, point, isAnalytic, precision)
            } else {
                let arguments = node.children.compactMap { values[Int($0)] }
                if isAnalytic && !isClear(op, node, arguments) { return nil }
                value = try? FunctionEvaluation.apply(op, arguments, precision: precision)
            }
            guard let value else { return nil }
            values[index] = value
        }
        return values.last ?? nil
    }

    private func lazy(
        _ below: Inner, _ point: [String: NodeValue], _ isAnalytic: Bool, _ precision: Int
    ) -> NodeValue? {
        var point = point
        switch below {
        case .bind(let name, let argument, let term):
            guard let value = argument.value(point, isAnalytic: isAnalytic, precision: precision) else { return nil }
            point[name] = value
            return term.value(point, isAnalytic: isAnalytic, precision: precision)
        case .fold(let op, let name, let range, let term):
            var result = NodeValue.exact(op == .sum ? 0 : 1)
            for index in range {
                point[name] = .exact(Rational(index))
                guard let next = term.value(point, isAnalytic: isAnalytic, precision: precision),
                    let folded = try? FunctionEvaluation.apply(
                        op == .sum ? .add : .multiply, [result, next], precision: precision)
                else { return nil }
                result = folded
            }
            return result
        }
    }

    /// Whether the operator is analytic on its arguments, poles apart.
    private func isClear(_ op: Operator, _ node: Expression.Node, _ arguments: [NodeValue]) -> Bool {
        func isAway(_ argument: NodeValue, _ cut: Analyticity.Cut) -> Bool {
            // An exact value is one that no ball reaches: an index, or a constant.
            argument.exact != nil || !Analyticity.touches(cut, argument.ball(precision: 64))
        }
        switch op {
        case .add, .multiply, .divide: return true
        case .power:
            return arguments[1].exact?.isInteger ?? false || isAway(arguments[0], .negativeReals)
                || !isDependent[Int(node.children[0])]
        case .log where arguments.count == 2, .root: return isAway(arguments[0], .negativeReals)
        case .binomial: return arguments[0].exact != nil || arguments[1].exact?.isInteger ?? false
        default:
            guard let last = arguments.last, let cut = Analyticity.cut(op, arguments.dropLast()) else { return false }
            return isAway(last, cut)
        }
    }
}
