import Arithmetic
import Expressions

/// A term t(n) as a product of exponentials b^(s n + c) and of what is left, to read off its ratio.
struct TermFactors {
    /// The factors that are not exponentials of a form that the ratio of a hypergeometric term misses.
    let remainder: Expression
    /// The product of the b^s: the constant factor of t(n + 1)/t(n) that comes from the exponentials; nil for none.
    let base: Expression?

    /// The largest exponent of a product that is distributed over its factors.
    private static let largestExponent = 64

    /// The factors of `term`, a function of `variable`.
    ///
    /// Exponentials are exp(s n + c) and b^(s n + c) with b, s and c free of the variable, except those of a rational b
    /// and an integer s, which stay where they are.
    init(_ term: Expression, _ variable: String) {
        var bases: [Expression] = []
        var others: [Expression] = []
        var waiting: [(factor: Expression, exponent: Int)] = [(term, 1)]
        while let (factor, exponent) = waiting.popLast() {
            guard factor.freeSymbols.contains(variable) else { continue }
            let arguments = factor.arguments
            switch factor.head {
            case .multiply:
                waiting += arguments.reversed().map { ($0, exponent) }
                continue
            case .divide:
                waiting += [(arguments[1], -exponent), (arguments[0], exponent)]
                continue
            case .negate:
                waiting.append((arguments[0], exponent))
                continue
            case .power:
                if let k = arguments[1].numeral?.asInt, abs(k) <= TermFactors.largestExponent,
                    abs(k * exponent) <= TermFactors.largestExponent
                {
                    waiting.append((arguments[0], k * exponent))
                    continue
                }
                let isPlain = arguments[0].numeral != nil
                if !arguments[0].freeSymbols.contains(variable),
                    let slope = TermFactors.slope(of: arguments[1], variable),
                    !(isPlain && slope.numeral?.isInteger ?? false)
                {
                    bases.append(arguments[0].power(slope * Expression(exponent)))
                    continue
                }
            case .exp:
                if let slope = TermFactors.slope(of: arguments[0], variable) {
                    bases.append(Expression(.exp, [slope * Expression(exponent)]))
                    continue
                }
            default: break
            }
            others.append(exponent == 1 ? factor : factor.power(Expression(exponent)))
        }
        remainder = TermFactors.product(others) ?? Expression(1)
        base = TermFactors.product(bases)
    }

    private static func product(_ factors: [Expression]) -> Expression? {
        factors.count < 2 ? factors.first : Expression(.multiply, factors)
    }

    /// s, when the expression is seen to be s n + c with s and c free of the variable.
    static func slope(of expression: Expression, _ variable: String) -> Expression? {
        let dependent = expression.dependentNodes(on: [variable])
        // The slopes of the nodes that depend on the variable, as far as they are linear.
        var slopes: [Expression?] = []
        for (index, node) in expression.termNodes.enumerated() {
            guard dependent[index] else {
                slopes.append(nil)
                continue
            }
            var slope: Expression?
            switch node {
            case .symbol: slope = Expression(1)
            case .operation(let op, let children):
                let varying = children.filter { dependent[$0] }
                let known = varying.compactMap { slopes[$0] }
                if known.count < varying.count { return nil }
                switch op {
                case .add: slope = known.count == 1 ? known[0] : Expression(.add, known)
                case .negate: slope = -known[0]
                case .multiply where varying.count == 1:
                    slope = Expression(
                        .multiply, children.map { dependent[$0] ? known[0] : expression.termNode(at: $0) })
                case .divide where varying == [children[0]] && children.count == 2:
                    slope = known[0] / expression.termNode(at: children[1])
                default: return nil
                }
            default: return nil
            }
            slopes.append(slope)
        }
        return (slopes.last ?? nil).map { value in
            guard let exact = try? Evaluator().evaluate(value, digits: 10).exact else { return value }
            return Expression(exact)
        }
    }
}
