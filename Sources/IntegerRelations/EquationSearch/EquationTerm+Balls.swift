import Arithmetic
import Expressions

extension EquationTerm {
    /// A value with its derivative by x; the derivative is nil where it is 0 because x does not occur.
    struct Enclosure {
        var value: Ball
        var derivative: Ball?
    }

    /// Enclosures of f(x) and f′(x) over all x in `variable`, not finite where f is not defined on all of it.
    ///
    /// Automatic differentiation in ball arithmetic. Cost: one ball operation a node, three with the derivative.
    func enclosure(variable: Ball, constants: [Ball], precision: Int) -> Enclosure {
        var parts: [Enclosure] = []
        parts.reserveCapacity(nodes.count)
        for node in nodes {
            switch node.operation {
            case .constant: parts.append(Enclosure(value: constants[node.left], derivative: nil))
            case .variable: parts.append(Enclosure(value: variable, derivative: Ball(1)))
            default:
                let arithmetic = EnclosureArithmetic(precision: precision)
                let a = parts[node.left]
                if node.operation.arity == 1 {
                    parts.append(arithmetic.unary(node.operation, a))
                } else {
                    parts.append(arithmetic.binary(node.operation, a, parts[node.right]))
                }
            }
        }
        return parts.last ?? Enclosure(value: Ball(Double.nan), derivative: nil)
    }
}

/// Operations on values with derivatives.
private struct EnclosureArithmetic {
    typealias Enclosure = EquationTerm.Enclosure
    let precision: Int

    func unary(_ operation: EquationOperation, _ a: Enclosure) -> Enclosure {
        let x = a.value
        switch operation {
        case .negate: return Enclosure(value: x.negated(), derivative: a.derivative?.negated())
        case .reciprocal: return quotient(Enclosure(value: Ball(1), derivative: nil), a)
        case .square: return product(a, a)
        case .squareRoot:
            let root = x.squareRoot(precision: precision)
            return Enclosure(value: root, derivative: a.derivative.map { over($0, root.scaled(byPowerOfTwo: 1)) })
        case .exp:
            let value = x.exp(precision: precision)
            return Enclosure(value: value, derivative: a.derivative.map { times($0, value) })
        case .log:
            return Enclosure(value: x.log(precision: precision), derivative: a.derivative.map { over($0, x) })
        case .sinPi, .cosPi, .tanPi: return trigonometric(operation, a)
        default: return Enclosure(value: Ball(Double.nan), derivative: nil)
        }
    }

    private func trigonometric(_ operation: EquationOperation, _ a: Enclosure) -> Enclosure {
        let pi = Ball.pi(precision: precision)
        let angle = times(a.value, pi)
        let (sine, cosine) = (angle.sin(precision: precision), angle.cos(precision: precision))
        let rate = a.derivative.map { times($0, pi) }
        switch operation {
        case .sinPi: return Enclosure(value: sine, derivative: rate.map { times($0, cosine) })
        case .cosPi: return Enclosure(value: cosine, derivative: rate.map { times($0, sine).negated() })
        default:
            return Enclosure(
                value: over(sine, cosine), derivative: rate.map { over($0, times(cosine, cosine)) })
        }
    }

    func binary(_ operation: EquationOperation, _ a: Enclosure, _ b: Enclosure) -> Enclosure {
        switch operation {
        case .add:
            return Enclosure(
                value: a.value.adding(b.value, precision: precision), derivative: sum(a.derivative, b.derivative))
        case .subtract:
            return Enclosure(
                value: a.value.subtracting(b.value, precision: precision),
                derivative: sum(a.derivative, b.derivative?.negated()))
        case .multiply: return product(a, b)
        case .divide: return quotient(a, b)
        case .power:
            // A base that may be negative needs an integer exponent.
            if !a.value.isPositive, let exponent = smallInteger(b), b.derivative == nil {
                let value = a.value.power(exponent, precision: precision)
                let rate = a.value.power(exponent - 1, precision: precision).multiplied(
                    by: exponent, precision: precision)
                return Enclosure(value: value, derivative: a.derivative.map { times($0, rate) })
            }
            return exponential(product(b, unary(.log, a)))
        case .root: return exponential(quotient(unary(.log, a), b))
        case .logBase: return quotient(unary(.log, b), unary(.log, a))
        default: return Enclosure(value: Ball(Double.nan), derivative: nil)
        }
    }

    private func smallInteger(_ b: Enclosure) -> Int? {
        guard b.value.isExact, let integer = b.value.uniqueInteger, integer.magnitude <= 64 else { return nil }
        return Int(integer.doubleValue)
    }

    private func exponential(_ a: Enclosure) -> Enclosure { unary(.exp, a) }

    private func product(_ a: Enclosure, _ b: Enclosure) -> Enclosure {
        Enclosure(
            value: times(a.value, b.value),
            derivative: sum(a.derivative.map { times($0, b.value) }, b.derivative.map { times($0, a.value) }))
    }

    private func quotient(_ a: Enclosure, _ b: Enclosure) -> Enclosure {
        let value = over(a.value, b.value)
        let change = sum(a.derivative, b.derivative.map { times($0, value).negated() })
        return Enclosure(value: value, derivative: change.map { over($0, b.value) })
    }

    private func sum(_ a: Ball?, _ b: Ball?) -> Ball? {
        guard let a else { return b }
        guard let b else { return a }
        return a.adding(b, precision: precision)
    }

    private func times(_ a: Ball, _ b: Ball) -> Ball { a.multiplied(by: b, precision: precision) }
    private func over(_ a: Ball, _ b: Ball) -> Ball { a.divided(by: b, precision: precision) }
}
