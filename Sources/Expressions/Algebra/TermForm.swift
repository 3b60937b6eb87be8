import Arithmetic

/// What a term is made of.
public enum TermForm: Sendable {
    /// A number.
    case numeral(Rational)
    /// A variable.
    case symbol(String)
    /// A constant of the catalog.
    case constant(String)
    /// A text literal.
    case text(String)
    /// constant + Σ coefficient · term; the terms are neither numbers nor sums nor multiples of another term.
    case sum(constant: Rational, terms: [(coefficient: Rational, term: TermID)])
    /// coefficient · Π base^exponent. A base may occur twice: x·x^(−1), and numbers with rational and with other
    /// exponents.
    case product(coefficient: Rational, factors: [(base: TermID, exponent: TermID)])
    /// The value of a function.
    case function(Operator, [TermID])
}

extension TermAlgebra {
    /// What a term is made of, parts in the order of construction. Cost: linear in the number of parts.
    public func form(of id: TermID) -> TermForm {
        let node = node(id)
        switch node.kind {
        case Kind.numeral: return .numeral(coefficients.value(Coefficient(bits: node.first)))
        case Kind.symbol: return .symbol(names[Int(node.first)])
        case Kind.constant: return .constant(names[Int(node.first)])
        case Kind.text: return .text(names[Int(node.first)])
        case Kind.sum:
            var list = terms(of: id)
            var constant = Rational(0)
            if let first = list.first, first.1 == one { constant = coefficients.value(list.removeFirst().0) }
            return .sum(constant: constant, terms: list.map { (coefficients.value($0.0), $0.1) })
        case Kind.scaled, Kind.product, Kind.power:
            let (coefficient, rest) = coefficientAndRest(id, node)
            return .product(
                coefficient: coefficients.value(coefficient), factors: factors(of: rest).map { ($0.0, $0.1) })
        default:
            guard let op = Operator(rawValue: node.kind) else { return .numeral(0) }
            return .function(op, (0..<Int(node.count)).map { TermID(word(node, $0)) })
        }
    }
}
