import Arithmetic
import EGraphs

extension FormulaGraph {
    /// Restores everything after unions: congruence, knowledge, and the normal forms of sums and products over classes.
    ///
    /// - Throws: `Contradiction` when what is known of two equal terms excludes each other.
    mutating func settle() throws(Contradiction) {
        var isSettled = false
        while !isSettled {
            graph.rebuild()
            isSettled = try !knowledge.update(&graph)
            graph.rebuild()
            chooseForms()
            if normalizeAll() { isSettled = false }
        }
    }

    /// Chooses for each class that is a sum or a product from the start, and not the class of a symbol or of a function,
    /// the one by which it is replaced in larger ones: the oldest one that leads back to no class that is replaced by
    /// it, so that replacing ends.
    private mutating func chooseForms() {
        let count = graph.addedCount
        sums = Array(repeating: 0, count: count)
        products = Array(repeating: 0, count: count)
        for node in 0..<UInt32(count) where graph.isMatchable(EClassID(index: node)) {
            let id = representative(node)
            switch (head(node), head(id)) {
            case (.sum, .sum) where sums[Int(id)] == 0 && !leads(from: node, to: id): sums[Int(id)] = node + 1
            case (.product, .product) where products[Int(id)] == 0 && !leads(from: node, to: id):
                products[Int(id)] = node + 1
            default: break
            }
        }
    }

    /// Whether the forms chosen so far lead from the children of a node to a class; yes when that takes too long.
    private func leads(from node: UInt32, to target: UInt32) -> Bool {
        var stack = representatives(node)
        var seen: Set<UInt32> = []
        while let next = stack.popLast() {
            if next == target { return true }
            if !seen.insert(next).inserted { continue }
            if seen.count > 10_000 { return true }
            for form in [sums[Int(next)], products[Int(next)]] where form != 0 {
                stack += representatives(form - 1)
            }
        }
        return false
    }

    /// Brings all sums and products to normal form over classes; whether anything was new.
    private mutating func normalizeAll() -> Bool {
        var isNew = false
        for node in 0..<UInt32(graph.addedCount) where graph.isMatchable(EClassID(index: node)) {
            let id = EClassID(index: node)
            if known(node).exact != nil {
                if case .numeral = head(node) { continue }
                graph.hide(id)
                continue
            }
            if let normal = normalForm(of: node, &isNew),
                let live = graph.liveNode(congruentTo: EClassID(index: normal)),
                live != id, graph.isMatchable(live)
            {
                graph.hide(id)
            }
        }
        return isNew
    }

    /// The node in normal form over classes that a sum or product equals, united with it; nil for other nodes.
    private mutating func normalForm(of node: UInt32, _ isNew: inout Bool) -> UInt32? {
        var replacements: [Replacement] = []
        let classes = representatives(node)
        let before = graph.liveCount
        let normal: UInt32
        let head = head(node)
        switch head {
        case .sum(let weights): normal = sum(Array(zip(weights, classes)), .classes, &replacements)
        case .product(let exponents): normal = product(Array(zip(exponents, classes)), .classes, &replacements)
        default: return nil
        }
        // The same head over the nodes that took the place of children: congruent to `node`, and equal to `normal` as a
        // term, by nothing but arithmetic.
        var exact = classes
        for (child, form) in replacements { exact[child] = form }
        let replaced = exactly(head, exact)
        if graph.union(EClassID(index: replaced), EClassID(index: normal), fact: FormulaFact.arithmetic) {
            isNew = true
        }
        if graph.liveCount > before { isNew = true }
        return normal
    }
}
