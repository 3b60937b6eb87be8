import Arithmetic

/// A node of a term as other targets of this package see it; children are indices of earlier nodes.
package enum TermNode: Sendable {
    case numeral(Rational)
    case symbol(String)
    case text(String)
    case operation(Operator, children: [Int])
}

extension Expression {
    /// The nodes, children before parents, the root last.
    package var termNodes: [TermNode] {
        nodes.map { node in
            switch payload(of: node) {
            case .numeral(let value)?: return .numeral(value)
            case .symbol(let name)?: return .symbol(name)
            case .text(let text)?: return .text(text)
            case nil:
                guard let op = Operator(rawValue: node.label) else { return .text("") }
                return .operation(op, children: node.children.map { Int($0) })
            }
        }
    }

    /// The subterm whose root is this node of `termNodes`.
    package func termNode(at index: Int) -> Expression { subterm(at: index) }

    /// Which of `termNodes` contain one of these symbols free.
    package func dependentNodes(on variables: [String]) -> [Bool] {
        let free = FreeSymbolTable(self)
        let symbols = free.names.indices.filter { variables.contains(free.names[$0]) }
        return nodes.indices.map { node in symbols.contains { free.isFree($0, inNode: node) } }
    }
}

/// Functions of one variable on power series and on balls, for expansions with proved remainders.
package enum OperatorSeries {
    /// The Taylor series of op(x).
    ///
    /// - Throws: `unsupported` when the operator has no rule, `precisionExhausted` or `domain` when it is not analytic at
    ///   the constant term.
    package static func series(
        _ op: Operator, _ x: ComplexPowerSeries, precision: Int
    ) throws(EvaluationError) -> ComplexPowerSeries {
        try JetRules.apply(op, [.series(x)], length: x.length, precision: precision)
    }

    /// An enclosure of op on the whole ball; nil unless op is seen to be analytic there.
    package static func enclosure(_ op: Operator, on z: ComplexBall, precision: Int) -> ComplexBall? {
        guard let cut = Analyticity.cut(op, []), !Analyticity.touches(cut, z),
            let value = try? FunctionEvaluation.apply(op, [.ball(z)], precision: precision)
        else { return nil }
        let ball = value.ball(precision: precision)
        return ball.isFinite ? ball : nil
    }

    /// An enclosure of the principal power z^exponent on the whole ball; nil unless it is seen to be analytic there.
    package static func power(_ z: ComplexBall, _ exponent: Rational, precision: Int) -> ComplexBall? {
        let value: ComplexBall
        if let k = exponent.asInt {
            if k < 0 && z.containsZero { return nil }
            value = z.power(k, precision: precision)
        } else {
            if Analyticity.touches(.negativeReals, z) { return nil }
            value = z.power(ComplexBall(Ball(exponent, precision: precision)), precision: precision)
        }
        return value.isFinite ? value : nil
    }
}
