import Arithmetic
import EGraphs

/// What makes a formula cheap.
public enum FormulaCost: String, CaseIterable, Sendable {
    /// The number of symbols that a person writes: numbers by their length, signs, powers, functions.
    case length
    /// The number of arithmetic operations and function calls.
    case operations
    /// An estimate of the cycles of a current x86-64 processor with fused multiply-add.
    case cycles

    /// The own cost of a node.
    func cost(_ head: NodeHead, arity: Int) -> UInt64 {
        switch head {
        case .numeral(let value): self == .length ? FormulaCost.length(of: value) : 0
        case .symbol, .text: self == .length ? 1 : 0
        case .sum(let weights): sum(weights)
        case .product(let exponents): product(exponents)
        case .function(let op): function(op, arity)
        }
    }

    private static func length(of value: Rational) -> UInt64 {
        func digits(_ n: Integer) -> UInt64 { UInt64(max(1, n.bitWidth * 3 / 10)) }
        let sign: UInt64 = value.signum() < 0 ? 1 : 0
        return sign + digits(value.numerator) + (value.isInteger ? 0 : 1 + digits(value.denominator))
    }

    private func sum(_ weights: [Rational]) -> UInt64 {
        let signs = UInt64(max(0, weights.count - 1))
        var total = self == .cycles ? 4 * signs : signs
        for (index, weight) in weights.enumerated() where weight != 1 {
            let isUnit = weight.magnitude == 1
            switch self {
            case .length:
                // The minus sign of a later term takes the place of the plus sign.
                total += isUnit ? (index == 0 ? 1 : 0) : 1 + FormulaCost.length(of: weight.magnitude)
            case .operations: total += isUnit ? 0 : 1
            // A multiplication whose result is added is fused.
            case .cycles: total += isUnit || index > 0 ? 0 : 4
            }
        }
        // A weight of 1 in a sum of one term never occurs; a node without cost would be free.
        return max(1, total)
    }

    private func product(_ exponents: [Rational]) -> UInt64 {
        var total: UInt64 = 0
        var divisions: UInt64 = 0
        var factors: UInt64 = 0
        for exponent in exponents {
            if exponent.signum() < 0 { divisions = 1 }
            factors += 1
            let size = exponent.magnitude
            if size == 1 { continue }
            switch self {
            case .length: total += size == Rational(1, 2) ? 1 : 1 + FormulaCost.length(of: size)
            case .operations: total += size.isInteger ? multiplications(size) : (size == Rational(1, 2) ? 1 : 2)
            case .cycles: total += size.isInteger ? 4 * multiplications(size) : (size == Rational(1, 2) ? 18 : 60)
            }
        }
        let signs = factors - 1 + (exponents.allSatisfy { $0.signum() < 0 } ? 1 : 0)
        switch self {
        case .length: total += signs
        case .operations: total += signs
        case .cycles: total += 4 * (signs - min(signs, divisions)) + 13 * divisions
        }
        return max(1, total)
    }

    /// Multiplications of the binary method for x^n.
    private func multiplications(_ exponent: Rational) -> UInt64 {
        guard let n = exponent.asInt, n > 1 else { return exponent.isInteger ? 60 : 0 }
        return UInt64(Int.bitWidth - 1 - n.leadingZeroBitCount + n.nonzeroBitCount - 1)
    }

    private func function(_ op: Operator, _ arity: Int) -> UInt64 {
        // What is carried out is cheaper than what is to be done, however long it is.
        if op == .derivative || op == .substitute || op == .apply { return 1000 }
        switch self {
        // A bound variable, a limit, a list: what is written between commas costs a sign.
        case .length: return UInt64(2 + max(0, arity - 1))
        case .operations: return op == .list ? 0 : 1
        case .cycles:
            switch op {
            case .list: return 0
            case .absoluteValue, .realPart, .imaginaryPart, .conjugate: return 1
            case .exp, .log, .sin, .cos: return 40
            case .tan, .asin, .acos, .atan, .sinh, .cosh, .tanh, .power: return 60
            default: return 400
            }
        }
    }
}

extension FormulaGraph {
    /// The table of own costs of all operators of the graph.
    func costModel(_ cost: FormulaCost) -> CostModel {
        var model = CostModel()
        for (label, symbol) in graph.symbols.enumerated() {
            model[symbol.name, symbol.arity] = cost.cost(heads[UInt32(label)], arity: symbol.arity)
        }
        return model
    }

    /// The cheapest terms that are known to be equal to some nodes, with readable names for bound variables.
    ///
    /// - Throws: `ExtractionError` when a class has no finite term, which no inserted term's class lacks.
    public func cheapest(
        _ ids: [EClassID], cost: FormulaCost = .length, method: ExtractionMethod = .greedyDAG
    ) throws(ExtractionError) -> [Expression] {
        let term = try Extractor(graph, cost: costModel(cost)).extract(ids, from: graph, by: method)
        var builder = ExpressionGraph()
        var built: [EClassID] = []
        for node in 0..<term.count {
            let head = heads[graph.label(of: term.eNodes[node])]
            built.append(FormulaGraph.build(head, term.children(of: node).map { built[$0] }, &builder))
        }
        return term.roots.map { builder.expression(built[$0]).withReadableNames() }
    }

    /// The node that names exactly the cheapest term of the class of a node, as its parts were chosen. Cost: as `cheapest`.
    ///
    /// - Throws: `ExtractionError` when the class has no finite term.
    mutating func cheapestNode(
        _ id: EClassID, cost: FormulaCost, method: ExtractionMethod = .greedyDAG
    ) throws(ExtractionError) -> EClassID {
        let term = try Extractor(graph, cost: costModel(cost)).extract([id], from: graph, by: method)
        var built: [UInt32] = []
        for node in 0..<term.count {
            let head = heads[graph.label(of: term.eNodes[node])]
            built.append(exactly(head, term.children(of: node).map { built[$0] }))
        }
        return term.roots.first.map { EClassID(index: built[$0]) } ?? id
    }
}
