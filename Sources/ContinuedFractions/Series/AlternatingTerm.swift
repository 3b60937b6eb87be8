import Arithmetic
import Expressions

/// A term as (−1)^(s n + c) h(n), by the factors that are powers of −1.
struct AlternatingTerm {
    /// h(n).
    let remainder: Expression
    /// The sum of the exponents s n + c; nil for none.
    private let exponents: [(slope: Int, constant: Int)]

    /// The powers of −1 with integer s and c among the factors of `term`.
    init(_ term: Expression, _ variable: String) {
        var above: [Expression] = []
        var below: [Expression] = []
        var exponents: [(slope: Int, constant: Int)] = []
        var waiting: [(factor: Expression, isBelow: Bool)] = [(term, false)]
        while let (factor, isBelow) = waiting.popLast() {
            let arguments = factor.arguments
            switch factor.head {
            case .multiply: waiting += arguments.reversed().map { ($0, isBelow) }
            case .divide: waiting += [(arguments[1], !isBelow), (arguments[0], isBelow)]
            case .negate:
                above.append(Expression(-1))
                waiting.append((arguments[0], isBelow))
            default:
                if let exponent = factor.exponentOfMinusOne(in: variable) {
                    exponents.append(exponent)
                } else if isBelow {
                    below.append(factor)
                } else {
                    above.append(factor)
                }
            }
        }
        self.exponents = exponents
        guard !exponents.isEmpty else {
            remainder = term
            return
        }
        func product(_ factors: [Expression]) -> Expression {
            switch factors.count {
            case 0: Expression(1)
            case 1: factors[0]
            default: Expression(.multiply, factors)
            }
        }
        remainder = below.isEmpty ? product(above) : product(above) / product(below)
    }

    /// Whether (−1)^(s n + c) changes with n.
    var isAlternating: Bool { exponents.reduce(0) { $0 + $1.slope % 2 } % 2 != 0 }

    /// Whether (−1)^(s n + c) is −1.
    func isNegative(at n: Int) -> Bool {
        exponents.reduce(0) { $0 + ($1.slope % 2) * (n % 2) + $1.constant % 2 } % 2 != 0
    }
}

extension Expression {
    /// s and c of a term (−1)^(s n + c) with integers s and c.
    fileprivate func exponentOfMinusOne(in variable: String) -> (slope: Int, constant: Int)? {
        guard head == .power else { return nil }
        let parts = arguments
        guard parts[0].isMinusOne, let slope = TermFactors.slope(of: parts[1], variable)?.numeral?.asInt,
            let constant = (try? Evaluator().evaluate(
                parts[1].substituting(variable, with: Expression(0)), digits: 10))?.exact?.asInt
        else { return nil }
        return (slope, constant)
    }

    /// Whether −1 to a power that depends on the variable occurs, with an odd slope or one that is not seen.
    func hasAlternatingPower(in variable: String) -> Bool {
        let dependent = dependentNodes(on: [variable])
        return termNodes.enumerated().contains { index, node in
            guard dependent[index], case .operation(.power, let children) = node, !dependent[children[0]],
                termNode(at: children[0]).isMinusOne
            else { return false }
            return (TermFactors.slope(of: termNode(at: children[1]), variable)?.numeral?.asInt ?? 1) % 2 != 0
        }
    }

    /// Whether this is −1, as a numeral or as a negated 1.
    private var isMinusOne: Bool {
        numeral == -1 || (head == .negate && arguments[0].numeral == 1)
    }
}
