import Arithmetic
import EGraphs

/// From expressions to their normal form and back.
extension TermAlgebra {
    /// The normal form of an expression. Names that a sum or product in it binds are variables throughout.
    ///
    /// Cost: that of the constructors for each node; no recursion.
    public mutating func insert(_ expression: Expression) -> TermID {
        insert(expression, substituting: [:])
    }

    /// The normal form of an expression in which symbols are replaced by terms.
    mutating func insert(_ expression: Expression, substituting values: [String: TermID]) -> TermID {
        let bound = expression.boundNames
        var ids: [TermID] = []
        ids.reserveCapacity(expression.nodes.count)
        for node in expression.nodes {
            if let payload = expression.payload(of: node) {
                switch payload {
                case .numeral(let value): ids.append(numeral(value))
                case .text(let value): ids.append(text(value))
                case .symbol(let name):
                    ids.append(values[name] ?? (bound.contains(name) ? variable(name) : symbol(name)))
                }
            } else if let op = Operator(rawValue: node.label) {
                switch node.children.count {
                case 1: ids.append(apply(op, ids[Int(node.children[0])]))
                case 2: ids.append(apply(op, ids[Int(node.children[0])], ids[Int(node.children[1])]))
                default: ids.append(apply(op, node.children.map { ids[Int($0)] }))
                }
            }
        }
        return ids.last ?? zero
    }

    /// The term as an expression in the order that people write: higher degree first, names in alphabetical order,
    /// numbers last in sums and first in products, negative exponents as quotients, negative coefficients as differences.
    ///
    /// It depends on the term alone, not on how and when it was built. Cost: linear in the number of different terms
    /// in it and the sorting of its sums and products; no recursion.
    public mutating func expression(_ root: TermID) -> Expression {
        var graph = ExpressionGraph()
        var written: [TermID: EClassID] = [:]
        var stack: [(id: TermID, isOpen: Bool)] = [(root, false)]
        while let (id, isOpen) = stack.popLast() {
            if written[id] != nil { continue }
            if !isOpen {
                stack.append((id, true))
                for part in writtenParts(of: id) where written[part] == nil { stack.append((part, false)) }
                continue
            }
            written[id] = write(id, &graph, written)
        }
        return graph.expression(written[root] ?? graph.numeral(0))
    }

    /// The terms whose written forms that of `id` is made of.
    private func writtenParts(of id: TermID) -> [TermID] {
        let node = node(id)
        var parts: [TermID] = []
        switch node.kind {
        case Kind.numeral, Kind.symbol, Kind.constant, Kind.text: break
        case Kind.sum, Kind.scaled: forEachTerm(of: id) { appendParts(of: $1, &parts) }
        case Kind.product, Kind.power: appendParts(of: id, &parts)
        default: for i in 0..<Int(node.count) { parts.append(TermID(word(node, i))) }
        }
        return parts
    }

    private func appendParts(of term: TermID, _ parts: inout [TermID]) {
        forEachFactor(of: term) { base, exponent in
            if base != one { parts.append(base) }
            if coefficient(of: exponent) == nil { parts.append(exponent) }
        }
    }

    private mutating func write(
        _ id: TermID, _ graph: inout ExpressionGraph, _ written: [TermID: EClassID]
    ) -> EClassID {
        let node = node(id)
        switch node.kind {
        case Kind.numeral: return graph.numeral(coefficients.value(Coefficient(bits: node.first)))
        case Kind.symbol, Kind.constant: return graph.symbol(names[Int(node.first)])
        case Kind.text: return graph.text(names[Int(node.first)])
        case Kind.sum:
            var terms: [EClassID] = []
            for (c, term) in orderedTerms(of: id) {
                let value = coefficients.value(c)
                if terms.isEmpty || value.signum() > 0 {
                    terms.append(write(value, term, &graph, written))
                } else {
                    // As the parser reads a − 2x: the negative of the whole product.
                    terms.append(graph.apply(.negate, [write(-value, term, &graph, written)]))
                }
            }
            return graph.apply(.add, terms)
        case Kind.scaled:
            return write(coefficients.value(Coefficient(bits: node.first)), TermID(node.second), &graph, written)
        case Kind.product, Kind.power: return write(1, id, &graph, written)
        default:
            let arguments = (0..<Int(node.count)).map { written[TermID(word(node, $0))] ?? graph.numeral(0) }
            guard let op = Operator(rawValue: node.kind) else { return graph.numeral(0) }
            return graph.apply(op, arguments)
        }
    }

    /// value · term as a quotient of products.
    private mutating func write(
        _ value: Rational, _ term: TermID, _ graph: inout ExpressionGraph, _ written: [TermID: EClassID]
    ) -> EClassID {
        if term == one { return graph.numeral(value) }
        var above: [EClassID] = []
        var below: [EClassID] = []
        for (base, exponent) in joinedRoots(orderedFactors(of: term)) {
            if let word = coefficient(of: exponent) {
                let number = coefficients.value(word)
                let factor = write(base, number.magnitude, &graph, written)
                if number.signum() < 0 { below.append(factor) } else { above.append(factor) }
            } else if base == euler {
                above.append(graph.apply(.exp, [written[exponent] ?? graph.numeral(0)]))
            } else {
                above.append(
                    graph.apply(
                        .power,
                        [
                            numeral(of: base).map { graph.numeral($0) } ?? written[base] ?? graph.numeral(0),
                            written[exponent] ?? graph.numeral(0),
                        ]))
            }
        }
        let magnitude = value.magnitude.numerator
        if !value.denominator.isOne { below.insert(graph.numeral(Rational(value.denominator)), at: 0) }
        if value.signum() < 0 {
            // The sign belongs to the first factor: (−2)x, (−x)y, as they are read.
            if above.isEmpty || !magnitude.isOne {
                above.insert(graph.numeral(Rational(-magnitude)), at: 0)
            } else {
                above[0] = graph.apply(.negate, [above[0]])
            }
        } else if above.isEmpty || !magnitude.isOne {
            above.insert(graph.numeral(Rational(magnitude)), at: 0)
        }
        let dividend = graph.apply(.multiply, above)
        return below.isEmpty ? dividend : graph.apply(.divide, [dividend, graph.apply(.multiply, below)])
    }

    /// Factors in which powers of positive numbers with one exponent are one: √2 √5 is written √10.
    private mutating func joinedRoots(_ factors: [(TermID, TermID)]) -> [(TermID, TermID)] {
        var result: [(TermID, TermID)] = []
        for (base, exponent) in factors {
            if let value = numeral(of: base), value.signum() > 0,
                let place = result.firstIndex(where: { $0.1 == exponent }), let other = numeral(of: result[place].0),
                other.signum() > 0
            {
                result[place].0 = numeral(other * value)
            } else {
                result.append((base, exponent))
            }
        }
        return result
    }

    /// base ^ exponent for a positive exponent.
    private mutating func write(
        _ base: TermID, _ exponent: Rational, _ graph: inout ExpressionGraph, _ written: [TermID: EClassID]
    ) -> EClassID {
        if base == minusOne && exponent == Rational(1, 2) { return graph.symbol("i") }
        let inner = numeral(of: base).map { graph.numeral($0) } ?? written[base] ?? graph.numeral(0)
        if exponent == 1 { return inner }
        if exponent == Rational(1, 2) { return graph.apply(.squareRoot, [inner]) }
        return graph.apply(.power, [inner, graph.numeral(exponent)])
    }
}

extension Expression {
    /// The term in its normal form, written in the order that people write: two expressions that the normal form knows to
    /// be equal have the same one. It is equal to this term for all complex values of its symbols; see `TermAlgebra` for
    /// what it knows and for the meaning of division by 0.
    ///
    /// Cost: linear in the size of the term but for sorting; no recursion.
    public func normalized() -> Expression {
        var algebra = TermAlgebra()
        return algebra.expression(algebra.insert(self))
    }

    /// The names that a sum, a product or a continued fraction somewhere in the term binds.
    var boundNames: Set<String> {
        var names: Set<String> = []
        for node in nodes {
            switch Operator(rawValue: node.label) {
            case .sum, .product:
                if case .symbol(let name) = payload(of: nodes[Int(node.children[1])]) { names.insert(name) }
            case .continuedFraction: names.insert("n")
            default: break
            }
        }
        return names
    }
}
