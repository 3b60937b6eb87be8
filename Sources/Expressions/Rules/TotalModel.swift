import Arithmetic

/// The value of a closed term in the fixed total model, in which a function has the value 0 wherever it is not defined.
///
/// That a quantity is 0 or a pole is decided by balls at high precision, which proves nothing: the model serves to refuse
/// rules that look consistent only because both of their sides are undefined.
struct TotalModel {
    let evaluator: Evaluator

    /// The value; nil when the term has parts that cannot be evaluated at all.
    func value(_ expression: Expression, precision: Int) -> ComplexBall? {
        var values: [NodeValue] = []
        var isInsideBinder = [Bool](repeating: false, count: expression.nodes.count)
        for index in stride(from: expression.nodes.count - 1, through: 0, by: -1) {
            let node = expression.nodes[index]
            guard let op = Operator(rawValue: node.label) else { continue }
            let isBinder = op == .continuedFraction || Expression.bindsSecondArgument(op)
            if isBinder || isInsideBinder[index] { for child in node.children { isInsideBinder[Int(child)] = true } }
        }
        for (index, node) in expression.nodes.enumerated() {
            if let payload = expression.payload(of: node) {
                if case .numeral(let value) = payload {
                    values.append(.exact(value))
                } else {
                    let ball = try? evaluator.enclosure(expression.subterm(at: index), precision: precision)
                    if ball == nil && !isInsideBinder[index] { return nil }
                    values.append(.ball(ball ?? ComplexBall()))
                }
                continue
            }
            guard let op = Operator(rawValue: node.label) else { return nil }
            do {
                if op == .continuedFraction || Expression.bindsSecondArgument(op) {
                    let ball = try evaluator.enclosure(expression.subterm(at: index), precision: precision)
                    values.append(.ball(ball))
                } else {
                    let arguments = node.children.map { values[Int($0)] }
                    values.append(try FunctionEvaluation.apply(op, arguments, precision: precision))
                }
            } catch {
                switch error {
                case .domain, .divisionByZero, .precisionExhausted: values.append(.exact(0))
                case .unknownSymbol, .unsupported, .tooLarge, .undecided:
                    if !isInsideBinder[index] { return nil }
                    values.append(.exact(0))
                }
            }
        }
        return values.last?.ball(precision: precision)
    }
}
