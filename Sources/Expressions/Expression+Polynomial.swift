import Arithmetic

/// Why a term is not a polynomial.
public struct NotAPolynomial: Error, Sendable, CustomStringConvertible {
    /// One line naming the subterm.
    public let description: String
}

extension Expression {
    /// The largest degree that `polynomial(in:)` expands to.
    public static let largestPolynomialDegree = 10_000

    /// The term as a polynomial in `variable` with rational coefficients.
    ///
    /// - Throws: `NotAPolynomial` naming the subterm that is none. Cost: that of the expansion.
    public func polynomial(in variable: String) throws(NotAPolynomial) -> Polynomial<Rational> {
        var values: [Polynomial<Rational>] = []
        for (index, node) in nodes.enumerated() {
            if let payload = payload(of: node) {
                switch payload {
                case .numeral(let value): values.append(Polynomial(constant: value))
                case .symbol(variable): values.append(.variable)
                case .symbol(let name):
                    throw NotAPolynomial(description: "'\(name)' may not occur in a polynomial in \(variable)")
                case .text(let text): throw NotAPolynomial(description: "the text \"\(text)\" is not a polynomial")
                }
                continue
            }
            let arguments = node.children.map { values[Int($0)] }
            let zero = Polynomial<Rational>([])
            switch Operator(rawValue: node.label) {
            case .add: values.append(arguments.reduce(zero) { $0 + $1 })
            case .multiply: values.append(arguments.reduce(Polynomial(constant: 1)) { $0 * $1 })
            case .negate: values.append(-arguments[0])
            case .divide:
                guard arguments[1].degree == 0, let divisor = arguments[1].leadingCoefficient?.reciprocal else {
                    throw NotAPolynomial(
                        description: "\(subterm(at: index)) is not a polynomial in \(variable): the divisor must be a "
                            + "nonzero number")
                }
                values.append(arguments[0] * Polynomial(constant: divisor))
            case .power:
                guard arguments[1].degree ?? 0 == 0, let exponent = arguments[1][0].asInt, exponent >= 0,
                    exponent * max(1, arguments[0].degree ?? 0) <= Expression.largestPolynomialDegree
                else {
                    throw NotAPolynomial(
                        description: "\(subterm(at: index)) is not a polynomial in \(variable) of degree at most "
                            + "\(Expression.largestPolynomialDegree)")
                }
                values.append(arguments[0].power(exponent))
            default:
                throw NotAPolynomial(description: "\(subterm(at: index)) is not a polynomial in \(variable)")
            }
        }
        return values.last ?? Polynomial([])
    }
}
