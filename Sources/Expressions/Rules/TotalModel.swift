import Arithmetic

/// The value of a closed term in the fixed total model, in which a function has the value 0 wherever it is not defined.
///
/// That a quantity is 0 or a pole is decided by balls at high precision, which proves nothing: the model serves to refuse
/// rules that look consistent only because both of their sides are undefined.
struct TotalModel {
    let evaluator: Evaluator
    let precision: Int

    /// The most terms of a finite sum or product in the model.
    private static let largestTermCount = 200

    /// Why a term has no value in the model here.
    private struct Unknown: Error {}

    /// The value; nil when the term has parts whose value, or lack of it, is not known.
    func value(_ expression: Expression) -> ComplexBall? {
        (try? nodeValue(expression))?.ball(precision: precision)
    }

    /// One pass over the nodes, children before parents; binders recurse into their bodies.
    private func nodeValue(_ expression: Expression) throws(Unknown) -> NodeValue {
        let needed = TotalModel.nodesOutsideBinders(of: expression)
        var values = [NodeValue](repeating: .exact(0), count: expression.nodes.count)
        for (index, node) in expression.nodes.enumerated() where needed[index] {
            if let payload = expression.payload(of: node) {
                values[index] = try leaf(payload, expression, index)
                continue
            }
            guard let op = Operator(rawValue: node.label) else { throw Unknown() }
            if TotalModel.isBinder(op) {
                values[index] = try binder(op, node.children.map { expression.subterm(at: Int($0)) })
                continue
            }
            do {
                values[index] = try FunctionEvaluation.apply(
                    op, node.children.map { values[Int($0)] }, precision: precision)
            } catch {
                switch error {
                case .domain, .divisionByZero: values[index] = .exact(0)
                // The enclosure of a series may fail where the function is finite.
                case .precisionExhausted where op != .hypergeometric: values[index] = .exact(0)
                default: throw Unknown()
                }
            }
        }
        return values.last ?? .exact(0)
    }

    private func leaf(
        _ payload: Expression.Payload, _ expression: Expression, _ index: Int
    ) throws(Unknown) -> NodeValue {
        if case .numeral(let value) = payload { return .exact(value) }
        guard let ball = try? evaluator.enclosure(expression.subterm(at: index), precision: precision) else {
            throw Unknown()
        }
        return .ball(ball)
    }

    /// A finite sum or product term by term, so that single terms may be undefined; 0 for bounds that are no integers.
    private func binder(_ op: Operator, _ arguments: [Expression]) throws(Unknown) -> NodeValue {
        guard op != .continuedFraction, arguments[3].symbolName != "infinity", let variable = arguments[1].symbolName
        else { throw Unknown() }
        guard let low = try nodeValue(arguments[2]).exact, let high = try nodeValue(arguments[3]).exact,
            let first = low.asInt, let last = high.asInt
        else { return .exact(0) }
        guard last - first < TotalModel.largestTermCount else { throw Unknown() }
        var result = NodeValue.exact(op == .sum ? 0 : 1)
        for index in first..<max(first, last + 1) {
            let term = try nodeValue(arguments[0].substituting(variable, with: Expression(index)))
            do {
                result = try FunctionEvaluation.apply(
                    op == .sum ? .add : .multiply, [result, term], precision: precision)
            } catch { throw Unknown() }
        }
        return result
    }

    private static func isBinder(_ op: Operator) -> Bool {
        op == .continuedFraction || Expression.bindsSecondArgument(op)
    }

    /// The nodes that the root needs, not going below a binder.
    private static func nodesOutsideBinders(of expression: Expression) -> [Bool] {
        var needed = [Bool](repeating: false, count: expression.nodes.count)
        guard !needed.isEmpty else { return needed }
        needed[needed.count - 1] = true
        for index in stride(from: needed.count - 1, through: 0, by: -1) where needed[index] {
            let node = expression.nodes[index]
            if let op = Operator(rawValue: node.label), isBinder(op) { continue }
            for child in node.children { needed[Int(child)] = true }
        }
        return needed
    }
}
