import Arithmetic
import EGraphs

extension FormulaGraph {
    /// The largest sums and products into which others are dissolved, and the largest that are.
    private static let largestOuter = 6, largestInner = 3

    /// Dissolves in sums and products, one at a time, the terms and factors that are equal to sums and products without
    /// being so from the start: 1 + log(a·b) becomes 1 + log a + log b once that is known of log(a·b). At most `limit`
    /// new nodes. Whether anything was new.
    mutating func associate(limit: Int) -> Bool {
        var innerSums: [UInt32: [UInt32]] = [:]
        var innerProducts: [UInt32: [UInt32]] = [:]
        let count = UInt32(graph.addedCount)
        for node in 0..<count where graph.isMatchable(EClassID(index: node)) && known(node).exact == nil {
            guard arity(node) <= FormulaGraph.largestInner else { continue }
            let id = representative(node)
            switch (head(node), head(id)) {
            case (.sum, .sum), (.product, .product): break
            case (.sum(let weights), _):
                innerSums[id, default: []].append(node)
                if weights.count == 1 { innerProducts[id, default: []].append(node) }
            case (.product, _): innerProducts[id, default: []].append(node)
            default: break
            }
        }
        if innerSums.isEmpty && innerProducts.isEmpty { return false }
        let before = graph.liveCount
        var isNew = false
        for node in 0..<count where graph.isMatchable(EClassID(index: node)) {
            let outer = head(node)
            guard arity(node) <= FormulaGraph.largestOuter else { continue }
            let inner: [UInt32: [UInt32]]
            switch outer {
            case .sum: inner = innerSums
            case .product: inner = innerProducts
            default: continue
            }
            let classes = representatives(node)
            for (position, id) in classes.enumerated() {
                guard let form = inner[id]?.first, !representatives(form).contains(representative(node)) else {
                    continue
                }
                var parts = classes
                parts[position] = exactly(head(form), representatives(form))
                if dissolve(outer, parts) { isNew = true }
                if graph.liveCount > before + limit { return isNew }
            }
        }
        return isNew
    }

    /// Unites a sum or product of these parts with the one in which the parts that are sums or products are dissolved;
    /// whether that was new.
    mutating func dissolve(_ head: NodeHead, _ parts: [UInt32]) -> Bool {
        let whole = exactly(head, parts)
        let flat: UInt32
        switch head {
        case .sum(let weights): flat = sum(Array(zip(weights, parts)))
        case .product(let exponents): flat = product(Array(zip(exponents, parts)))
        default: return false
        }
        return graph.union(EClassID(index: whole), EClassID(index: flat), fact: FormulaFact.arithmetic)
    }
}
