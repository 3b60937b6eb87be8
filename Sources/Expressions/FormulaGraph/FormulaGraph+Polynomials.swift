import Arithmetic
import EGraphs

extension FormulaGraph {
    /// The largest graph whose products are expanded, in nodes.
    private static let largestGraph = 500
    /// The largest expansion, in terms.
    private static let largestExpansion = 500.0

    /// Unites the products of sums among the nodes with their expanded forms, and some terms also with their factored ones:
    /// polynomial normal forms by FLINT decide what rewriting would have to search for. Cost: an expansion for each node.
    mutating func addPolynomialForms(of roots: [EClassID]) {
        let bounds = expansionBounds()
        let count = UInt32(graph.addedCount)
        for root in roots where bounds[Int(root.index)] <= FormulaGraph.largestExpansion {
            let term = expression(of: root)
            addForm(of: root.index, try? term.expanded())
            addForm(of: root.index, try? term.factored())
        }
        guard count <= FormulaGraph.largestGraph else { return }
        let others = (0..<count).filter { node in !roots.contains { $0.index == node } }
        for node in others where isProductOfSums(node) && bounds[Int(node)] <= FormulaGraph.largestExpansion {
            addForm(of: node, try? expression(of: EClassID(index: node)).expanded())
        }
    }

    /// A bound of the number of terms of the expanded form of each node; children come before their parents.
    private func expansionBounds() -> [Double] {
        var bounds: [Double] = []
        for node in 0..<UInt32(graph.addedCount) {
            let parts = children(node).map { bounds[Int($0)] }
            switch head(node) {
            case .sum: bounds.append(parts.reduce(0, +))
            case .product(let exponents):
                var total = 1.0
                for (exponent, terms) in zip(exponents, parts) {
                    guard let power = exponent.asInt, power > 0, terms > 1 else { continue }
                    // The monomials of degree e in t variables: C(t + e − 1, e).
                    for k in 0..<min(power, 1000) { total *= (terms + Double(k)) / Double(k + 1) }
                }
                bounds.append(total)
            default: bounds.append(1)
            }
        }
        return bounds
    }

    private func isProductOfSums(_ node: UInt32) -> Bool {
        guard case .product(let exponents) = head(node) else { return false }
        return zip(exponents, children(node)).contains { exponent, child in
            guard case .sum(let weights) = head(child), weights.count > 1 else { return false }
            return exponent.isInteger && exponent.signum() > 0
        }
    }

    private mutating func addForm(of node: UInt32, _ form: Expression?) {
        guard let form else { return }
        let other = insert(form, substituting: [:])
        if other != node {
            graph.union(EClassID(index: node), EClassID(index: other), fact: FormulaFact.polynomial)
        }
    }
}
