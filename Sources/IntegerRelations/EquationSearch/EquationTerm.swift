import Arithmetic
import Expressions

/// A number of the alphabet.
struct EquationConstant: Sendable {
    /// The integer, or nil for a named constant.
    let integer: Int?
    /// The term.
    let expression: Expression
    let weight: Int
    /// The value to about 15 digits.
    let value: Double
}

/// One term, taken out of the tables: its operations in topological order, the root last.
struct EquationTerm: Sendable {
    struct Node: Sendable {
        let operation: EquationOperation
        /// The arguments as indices of nodes; for a constant, `left` is its index in the alphabet.
        let left: Int
        let right: Int
        let hasVariable: Bool
        /// The value at the target in double precision.
        let value: Double
    }

    private(set) var nodes: [Node] = []

    /// The term with number `id` of the side with or without x.
    init(_ id: UInt32, hasVariable: Bool, variables: EquationTermTable, constants: EquationTermTable) {
        // Depth first, arguments before their operation; a reference is expanded when it is met first.
        let flag = EquationTermTable.variableFlag
        var stack: [(reference: UInt32, isExpanded: Bool)] = [(hasVariable ? id | flag : id, false)]
        var results: [Int] = []
        while let (reference, isExpanded) = stack.popLast() {
            let table = reference & flag != 0 ? variables : constants
            let index = Int(reference & ~flag)
            let operation = EquationOperation(rawValue: table.operations[index]) ?? .constant
            if operation.arity > 0 && !isExpanded {
                stack.append((reference, true))
                if operation.arity == 2 { stack.append((table.rights[index], false)) }
                stack.append((table.lefts[index], false))
                continue
            }
            var (left, right) = (Int(table.lefts[index]), 0)
            if operation.arity == 2 { right = results.removeLast() }
            if operation.arity >= 1 { left = results.removeLast() }
            nodes.append(
                Node(
                    operation: operation, left: left, right: right, hasVariable: table.hasVariable,
                    value: table.values[index]))
            results.append(nodes.count - 1)
        }
    }

    /// The term in the formula language.
    func expression(variable: Expression, alphabet: [EquationConstant]) -> Expression {
        var parts: [Expression] = []
        for node in nodes {
            let a = node.operation.arity > 0 ? parts[node.left] : variable
            let b = node.operation.arity > 1 ? parts[node.right] : variable
            switch node.operation {
            case .constant: parts.append(alphabet[node.left].expression)
            case .variable: parts.append(variable)
            default: parts.append(Self.apply(node.operation, a, b))
            }
        }
        return parts.last ?? variable
    }

    static func apply(_ operation: EquationOperation, _ a: Expression, _ b: Expression) -> Expression {
        switch operation {
        case .constant, .variable: a
        case .negate: -a
        case .reciprocal: Expression(1) / a
        case .square: a.power(Expression(2))
        case .squareRoot: Expression(.squareRoot, [a])
        case .exp: Expression(.exp, [a])
        case .log: Expression(.log, [a])
        case .sinPi: Expression(.sin, [Self.pi * a])
        case .cosPi: Expression(.cos, [Self.pi * a])
        case .tanPi: Expression(.tan, [Self.pi * a])
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .divide: a / b
        case .power: a.power(b)
        case .root: a.power(Expression(1) / b)
        case .logBase: Expression(.log, [b]) / Expression(.log, [a])
        }
    }

    static let pi = Expression(symbol: "pi")
}

extension EquationTerm {
    /// The closed form of x in `self` = `right`, when x stands once in this term: each operation on the way to x is
    /// undone on the right side, on the branch that holds the value of its argument at the target.
    func solved(equalTo right: Expression, alphabet: [EquationConstant]) -> Expression? {
        guard nodes.count(where: { $0.operation == .variable }) == 1, var index = nodes.indices.last else { return nil }
        var value = right
        while nodes[index].operation != .variable {
            let node = nodes[index]
            if node.operation.arity == 1 {
                guard let inverse = inverse(node.operation, value, argument: nodes[node.left].value) else { return nil }
                (value, index) = (inverse, node.left)
                continue
            }
            let isLeft = nodes[node.left].hasVariable
            let other = part(isLeft ? node.right : node.left, alphabet)
            let argument = nodes[isLeft ? node.left : node.right].value
            guard let inverse = inverse(node.operation, value, other, isLeft: isLeft, argument: argument) else {
                return nil
            }
            (value, index) = (inverse, isLeft ? node.left : node.right)
        }
        return value
    }

    /// The subterm at a node.
    private func part(_ index: Int, _ alphabet: [EquationConstant]) -> Expression {
        var term = self
        term.nodes.removeSubrange((index + 1)...)
        return term.expression(variable: Expression(symbol: "x"), alphabet: alphabet)
    }

    /// a from op(a) = `value`, where a is near `argument`.
    private func inverse(_ operation: EquationOperation, _ value: Expression, argument: Double) -> Expression? {
        switch operation {
        case .negate: return -value
        case .reciprocal: return Expression(1) / value
        case .square:
            let root = Expression(.squareRoot, [value])
            return argument < 0 ? -root : root
        case .squareRoot: return value.power(Expression(2))
        case .exp: return Expression(.log, [value])
        case .log: return Expression(.exp, [value])
        case .sinPi:
            // a = n + (−1)^n asin(v)/π with n the integer nearest to a.
            let n = argument.rounded()
            let angle = Expression(.asin, [value]) / Self.pi
            return Self.shifted(n.remainder(dividingBy: 2) == 0 ? angle : -angle, by: Int(n))
        case .cosPi:
            // a = n + acos(v)/π for even n = ⌊a⌋, a = n + 1 − acos(v)/π for odd n.
            let n = argument.rounded(.down)
            let angle = Expression(.acos, [value]) / Self.pi
            let isEven = n.remainder(dividingBy: 2) == 0
            return Self.shifted(isEven ? angle : -angle, by: Int(n) + (isEven ? 0 : 1))
        case .tanPi:
            return Self.shifted(Expression(.atan, [value]) / Self.pi, by: Int(argument.rounded()))
        case .constant, .variable, .add, .subtract, .multiply, .divide, .power, .root, .logBase: return nil
        }
    }

    /// a from op(a, c) = `value`, or from op(c, a) = `value`, where a is near `argument`.
    private func inverse(
        _ operation: EquationOperation, _ value: Expression, _ c: Expression, isLeft: Bool, argument: Double
    ) -> Expression? {
        let one = Expression(1)
        func log(_ a: Expression) -> Expression { Expression(.log, [a]) }
        switch (operation, isLeft) {
        case (.add, _): return value - c
        case (.subtract, true): return value + c
        case (.subtract, false): return c - value
        case (.multiply, _): return value / c
        case (.divide, true): return value * c
        case (.divide, false): return c / value
        // A negative base has an integer exponent: its root is −|a|, with |a|^c = |v|.
        case (.power, true) where argument < 0:
            guard let exponent = c.numeral, exponent.isInteger else { return nil }
            let isEven = !exponent.numerator.isOdd
            return -(isEven ? value : -value).power(one / c)
        case (.power, true): return value.power(one / c)
        case (.power, false): return log(value) / log(c)
        case (.root, true): return value.power(c)
        case (.root, false): return log(c) / log(value)
        case (.logBase, true): return c.power(one / value)
        case (.logBase, false): return c.power(value)
        default: return nil
        }
    }

    private static func shifted(_ angle: Expression, by n: Int) -> Expression {
        n == 0 ? angle : Expression(n) + angle
    }
}
