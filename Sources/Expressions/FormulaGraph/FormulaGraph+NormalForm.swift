import Arithmetic
import EGraphs

extension FormulaGraph {
    /// How a normal form looks at its parts: as the terms that nodes name, or as classes with all that is known.
    enum View {
        case terms
        case classes
    }

    /// A part of a sum or a product that was replaced by an equal node before the parts were merged. The children of that
    /// node are representatives, so that it is equal to the merged result by arithmetic on terms alone.
    typealias Replacement = (child: Int, node: UInt32)

    // MARK: Sums

    /// The node of Σ w·x, in normal form as a term.
    mutating func sum(_ terms: [(Rational, UInt32)]) -> UInt32 {
        var ignored: [Replacement] = []
        return sum(terms, .terms, &ignored)
    }

    /// The node of Σ w·x in normal form; `replacements` says which terms were replaced by which nodes of their classes.
    mutating func sum(_ terms: [(Rational, UInt32)], _ view: View, _ replacements: inout [Replacement]) -> UInt32 {
        var constant = Rational(0)
        var flat: [(node: UInt32, weight: Rational)] = []
        flat.reserveCapacity(terms.count)
        for (position, (weight, x)) in terms.enumerated() {
            if weight.isZero { continue }
            let form = view == .terms ? x : sumForm(of: x)
            if view == .classes { replacements.append((position, form)) }
            if isPlainTerm(form) {
                flat.append((form, weight))
                continue
            }
            switch head(form) {
            case .numeral(let value): constant += weight * value
            case .sum(let weights):
                for (w, child) in zip(weights, children(form)) {
                    if key(child, view) == key(one, view) {
                        constant += weight * w
                    } else {
                        flat.append((child, weight * w))
                    }
                }
            default: flat.append((form, weight))
            }
        }
        // In classes equal terms have one key, the representative; in terms the node itself.
        var order = flat.indices.map { UInt64(key(flat[$0].node, view)) << 32 | UInt64($0) }
        order.sort()
        var nodes: [UInt32] = []
        var weights: [Rational] = []
        nodes.reserveCapacity(order.count + 1)
        weights.reserveCapacity(order.count + 1)
        var place = 0
        while place < order.count {
            let key = order[place] >> 32
            let first = flat[Int(truncatingIfNeeded: order[place] & 0xFFFF_FFFF)]
            var weight = first.weight
            place += 1
            while place < order.count && order[place] >> 32 == key {
                weight += flat[Int(truncatingIfNeeded: order[place] & 0xFFFF_FFFF)].weight
                place += 1
            }
            if weight.isZero { continue }
            nodes.append(first.node)
            weights.append(weight)
        }
        if nodes.isEmpty { return numeral(constant) }
        if constant.isZero && weights == [1] { return nodes[0] }
        if !constant.isZero {
            nodes.append(one)
            weights.append(constant)
        }
        return exactly(.sum(weights), nodes)
    }

    func key(_ node: UInt32, _ view: View) -> UInt32 {
        view == .terms ? node : graph.find(EClassID(index: node)).index
    }

    /// The children of a node as a term.
    func children(_ node: UInt32) -> [UInt32] {
        graph.originalChildren(of: EClassID(index: node)).map(\.index)
    }

    /// The representatives of the children of a node.
    func representatives(_ node: UInt32) -> [UInt32] { graph.children(of: EClassID(index: node)).map(\.index) }

    /// The node that a class is replaced by in a sum: its numeral, its sum over representatives, or its representative.
    private mutating func sumForm(of x: UInt32) -> UInt32 {
        if let value = known(x).exact { return numeral(value) }
        let representative = graph.find(EClassID(index: x)).index
        guard Int(representative) < sums.count, sums[Int(representative)] != 0 else { return representative }
        return overRepresentatives(sums[Int(representative)] - 1)
    }

    /// The node with the head of `node` over the representatives of its children.
    private mutating func overRepresentatives(_ node: UInt32) -> UInt32 { exactly(head(node), representatives(node)) }

    // MARK: Products

    /// The node of Π x^e, in normal form as a term.
    mutating func product(_ factors: [(Rational, UInt32)]) -> UInt32 {
        var ignored: [Replacement] = []
        return product(factors, .terms, &ignored)
    }

    /// The node of Π x^e in normal form; `replacements` says which factors were replaced by which nodes.
    mutating func product(
        _ factors: [(Rational, UInt32)], _ view: View, _ replacements: inout [Replacement]
    ) -> UInt32 {
        var accumulated = FactorAccumulator()
        for (position, (exponent, x)) in factors.enumerated() {
            if exponent.isZero { continue }
            let form = view == .terms ? x : productForm(of: x)
            if view == .classes { replacements.append((position, form)) }
            add(form, exponent, &accumulated)
        }
        if accumulated.isZero { return zero }
        accumulated.factors.sort { key($0.node, view) < key($1.node, view) }
        var powers: [(node: UInt32, exponent: Rational)] = []
        var start = 0
        let flat = accumulated.factors
        while start < flat.count {
            var end = start + 1
            var total = flat[start].exponent
            while end < flat.count, key(flat[end].node, view) == key(flat[start].node, view) {
                total += flat[end].exponent
                end += 1
            }
            let node = flat[start].node
            if !total.isZero {
                if let (rest, power) = folded(node, total, &accumulated) { powers.append((rest, power)) }
            } else if !isNonzero(node) {
                // x·x⁻¹ is 1 only where x is not 0; of a product x, such as under a root, each factor has both exponents.
                var parts = FactorAccumulator()
                add(node, 1, &parts)
                if parts.isZero { return zero }
                for part in parts.factors where !isNonzero(part.node) {
                    powers += [(part.node, 1), (part.node, -1)]
                }
            }
            start = end
        }
        let coefficient = accumulated.coefficient
        if accumulated.isZero || coefficient.isZero { return zero }
        if powers.isEmpty { return numeral(coefficient) }
        // What was folded may have changed the order.
        powers.sort { (key($0.node, view), $1.exponent) < (key($1.node, view), $0.exponent) }
        let monomial =
            powers.count == 1 && powers[0].exponent == 1
            ? powers[0].node : exactly(.product(powers.map(\.exponent)), powers.map(\.node))
        return coefficient == 1 ? monomial : sum([(coefficient, monomial)])
    }

    /// Whether a node is known not to be 0: only constants count, since what else is known is no part of a normal form.
    private func isNonzero(_ node: UInt32) -> Bool {
        switch head(node) {
        case .numeral(let value): return !value.isZero
        case .symbol(let name): return NonzeroConstants.contains(name)
        case .function(.exp): return true
        default: return false
        }
    }

    /// The node that a class is replaced by in a product: its numeral, a multiple of something, its product, or its
    /// representative.
    private mutating func productForm(of x: UInt32) -> UInt32 {
        if let value = known(x).exact { return numeral(value) }
        let representative = graph.find(EClassID(index: x)).index
        guard Int(representative) < products.count else { return representative }
        let sum = sums[Int(representative)]
        if sum != 0, case .sum(let weights) = head(sum - 1), weights.count == 1, weights[0] != 1 {
            let inner = representatives(sum - 1)[0]
            let product = products[Int(inner)]
            return exactly(.sum(weights), [product == 0 ? inner : overRepresentatives(product - 1)])
        }
        let product = products[Int(representative)]
        return product == 0 ? representative : overRepresentatives(product - 1)
    }

    /// Multiplies the accumulated product by form^exponent, going into products and coefficients as far as that is an
    /// equation for all values.
    private mutating func add(
        _ form: UInt32, _ exponent: Rational, _ result: inout FactorAccumulator
    ) {
        var stack: [(node: UInt32, exponent: Rational)] = [(form, exponent)]
        while let (node, e) = stack.popLast() {
            switch head(node) {
            case .numeral(let value):
                for (base, power) in result.multiply(byPowerOf: value, e) {
                    result.factors.append((numeral(base), power))
                }
            case .symbol("i"):
                // i is (−1)^(1/2) on the way, so that its powers merge with other powers of −1.
                for (base, power) in result.multiply(byPowerOf: -1, e * Rational(1, 2)) {
                    result.factors.append((numeral(base), power))
                }
            case .sum(let weights) where weights.count == 1 && (e.isInteger || weights[0].signum() > 0):
                // (w·x)^e = w^e·x^e for whole e, and for w > 0.
                let child = children(node)[0]
                for (base, power) in result.multiply(byPowerOf: weights[0], e) {
                    result.factors.append((numeral(base), power))
                }
                stack.append((child, e))
            case .product(let exponents) where e.isInteger:
                for (f, child) in zip(exponents, children(node)) { result.factors.append((child, e * f)) }
            default: result.factors.append((node, e))
            }
        }
    }

    /// Folds a power of a numeral into the coefficient; what is left of it as one power, (−1)^(1/2) as i.
    private mutating func folded(
        _ node: UInt32, _ exponent: Rational, _ result: inout FactorAccumulator
    ) -> (node: UInt32, exponent: Rational)? {
        guard case .numeral(let value) = head(node) else { return (node, exponent) }
        guard let (base, power) = result.multiply(byPowerOf: value, exponent).first else { return nil }
        if base == -1 && power == Rational(1, 2) { return (symbol("i"), 1) }
        return (numeral(base), power)
    }
}

/// Constants of the language that are not 0 by theorem or by an enclosure that excludes 0.
enum NonzeroConstants {
    static func contains(_ name: String) -> Bool {
        if name == "i" { return true }
        return names.contains(name)
    }

    private static let names: Set<String> = {
        let evaluator = Evaluator()
        var result: Set<String> = []
        for constant in ConstantCatalog.standard.constants {
            guard let ball = try? evaluator.enclosure(Expression(symbol: constant.name), precision: 64) else {
                continue
            }
            if !ball.containsZero { result.formUnion([constant.name] + constant.aliases) }
        }
        return result
    }()
}
