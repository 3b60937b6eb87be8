import Arithmetic
import EGraphs

/// What the operators of a plain e-graph mean for constant folding, read from their names once.
final class FoldingLabels {
    enum Meaning {
        case numeral(Rational)
        /// A leaf that is no numeral.
        case symbol
        case operation(ConstantFolding.Operation)
        case other
    }

    private let operations: [String: ConstantFolding.Operation]
    private var meanings: [Meaning] = []
    /// The labels of symbols, ascending.
    private var symbols: [UInt32] = []

    init(_ operations: [String: ConstantFolding.Operation]) { self.operations = operations }

    /// The meaning of the operator with a label.
    func meaning(_ label: UInt32, _ graph: borrowing EGraph) -> Meaning {
        if Int(label) >= meanings.count { readNew(graph) }
        return meanings[Int(label)]
    }

    /// Whether a class contains a symbol. Cost: linear in the symbols.
    func hasSymbol(_ id: EClassID, _ graph: borrowing EGraph) -> Bool {
        if graph.labelCount > meanings.count { readNew(graph) }
        let representative = graph.find(id)
        for label in symbols {
            if let leaf = graph.leaf(label), graph.find(leaf) == representative { return true }
        }
        return false
    }

    private func readNew(_ graph: borrowing EGraph) {
        for label in meanings.count..<graph.labelCount {
            let symbol = graph.symbols[label]
            if symbol.arity == 0 {
                if let value = ConstantFolding.value(ofLeaf: symbol.name) {
                    meanings.append(.numeral(value))
                } else if Rational(symbol.name) != nil {
                    meanings.append(.other)
                } else {
                    meanings.append(.symbol)
                    symbols.append(UInt32(label))
                }
            } else if symbol.arity == 2, let operation = operations[symbol.name] {
                meanings.append(.operation(operation))
            } else {
                meanings.append(.other)
            }
        }
    }
}
