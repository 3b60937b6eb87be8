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
    private var meanings: [Meaning?] = []
    /// The labels of symbols, ascending, and how many labels were asked.
    private var symbols: [UInt32] = []
    private var symbolsEnd = 0

    init(_ operations: [String: ConstantFolding.Operation]) { self.operations = operations }

    /// The meaning of the operator with a label.
    func meaning(_ label: UInt32, _ graph: borrowing EGraph) -> Meaning {
        let index = Int(label)
        if index < meanings.count, let known = meanings[index] { return known }
        while meanings.count <= index { meanings.append(nil) }
        let meaning = read(graph.symbols[index])
        meanings[index] = meaning
        return meaning
    }

    /// Whether a class contains a symbol. Cost: linear in the symbols.
    func hasSymbol(_ id: EClassID, _ graph: borrowing EGraph) -> Bool {
        while symbolsEnd < graph.labelCount {
            let label = UInt32(symbolsEnd)
            if graph.symbols[symbolsEnd].arity == 0, case .symbol = meaning(label, graph) { symbols.append(label) }
            symbolsEnd += 1
        }
        let representative = graph.find(id)
        for label in symbols {
            if let leaf = graph.leaf(label), graph.find(leaf) == representative { return true }
        }
        return false
    }

    private func read(_ symbol: EGraph.Symbol) -> Meaning {
        switch symbol.arity {
        case 0:
            // No numeral starts with a letter.
            if let first = symbol.name.utf8.first, first >= UInt8(ascii: "A") { return .symbol }
            guard let value = Rational(symbol.name) else { return .symbol }
            // Numerals that are too long to compute with have no value, and are no symbols.
            return ConstantFolding.isSmall(value) ? .numeral(value) : .other
        case 2: return operations[symbol.name].map { .operation($0) } ?? .other
        default: return .other
        }
    }
}
