import Arithmetic
import EGraphs

extension FormulaGraph {
    /// The representative of the class of a node.
    func representative(_ node: UInt32) -> UInt32 { graph.find(EClassID(index: node)).index }

    /// The number of children of a node.
    func arity(_ node: UInt32) -> Int { graph.symbol(of: EClassID(index: node)).arity }

    /// The factors of a product node, as classes.
    func factors(of node: UInt32) -> [(Rational, UInt32)] {
        guard case .product(let exponents) = head(node) else { return [(1, representative(node))] }
        return Array(zip(exponents, representatives(node)))
    }

    /// The factors of q·x: the numeral, and those of x.
    mutating func factors(ofMultiple node: UInt32) -> [(Rational, UInt32)] {
        guard case .sum(let weights) = head(node), weights.count == 1 else { return factors(of: node) }
        let inner = representatives(node)[0]
        let coefficient = representative(numeral(weights[0]))
        if Int(inner) < products.count, products[Int(inner)] != 0 {
            return [(1, coefficient)] + factors(of: products[Int(inner)] - 1)
        }
        return [(1, coefficient), (1, inner)]
    }

    /// The class of Σ w·x over classes.
    mutating func classSum(_ terms: [(Rational, UInt32)]) -> UInt32 {
        var replacements: [Replacement] = []
        return representative(sum(terms, .classes, &replacements))
    }

    /// The class of Π x^e over classes.
    mutating func classProduct(_ factors: [(Rational, UInt32)]) -> UInt32 {
        var replacements: [Replacement] = []
        return representative(product(factors, .classes, &replacements))
    }
}
