import Arithmetic

/// Expansion, collection and factorization through FLINT's multivariate polynomials. All are identities for all complex
/// values of the symbols.
extension TermAlgebra {
    /// The term with all products and positive integer powers of sums multiplied out, inside functions too.
    ///
    /// Cost: that of the polynomial arithmetic; no recursion over the depth of the term.
    ///
    /// - Throws: `PolynomialError.tooLarge` before an expansion with more than `largestExpansion` terms is made.
    public mutating func expanded(_ root: TermID) throws(PolynomialError) -> TermID {
        var results: [TermID: TermID] = [:]
        var stack = [root]
        while let id = stack.last {
            if results[id] != nil {
                stack.removeLast()
                continue
            }
            switch node(id).kind {
            case Kind.numeral, Kind.symbol, Kind.constant, Kind.text: results[id] = id
            case Kind.sum, Kind.scaled, Kind.product, Kind.power:
                let (leaves, factors, isExpanded) = polynomialLeaves(of: id)
                let height = stack.count
                for leaf in leaves where results[leaf] == nil { stack.append(leaf) }
                for (base, exponent) in factors {
                    if results[base] == nil { stack.append(base) }
                    if coefficient(of: exponent) == nil && results[exponent] == nil { stack.append(exponent) }
                }
                if stack.count > height { continue }
                results[id] = try expandedPolynomial(id, leaves, factors, isExpanded, results)
            default:
                let height = stack.count
                forEachPart(of: id) { if results[$0] == nil { stack.append($0) } }
                if stack.count > height { continue }
                results[id] = rebuilt(id) { results[$0] ?? $0 }
            }
        }
        return results[root] ?? root
    }

    /// The same function of new arguments.
    mutating func rebuilt(_ id: TermID, _ image: (TermID) -> TermID) -> TermID {
        let node = node(id)
        guard let op = Operator(rawValue: node.kind) else { return id }
        let arguments = (0..<Int(node.count)).map { TermID(word(node, $0)) }
        let images = arguments.map(image)
        return images == arguments ? id : apply(op, images)
    }

    private mutating func expandedPolynomial(
        _ id: TermID, _ leaves: [TermID], _ factors: [(TermID, TermID)], _ isExpanded: Bool,
        _ results: [TermID: TermID]
    ) throws(PolynomialError) -> TermID {
        var atoms: [TermID: TermID] = [:]
        var powers: [PowerKey: TermID] = [:]
        var isChanged = !isExpanded
        for leaf in leaves {
            atoms[leaf] = results[leaf] ?? leaf
            if atoms[leaf] != leaf { isChanged = true }
        }
        for (base, exponent) in factors {
            let (newBase, newExponent) = (results[base] ?? base, results[exponent] ?? exponent)
            powers[PowerKey(base: base, exponent: exponent)] = power(newBase, newExponent)
            if newBase != base || newExponent != exponent { isChanged = true }
        }
        if !isChanged { return id }
        var image = try polynomialImage(of: id, atoms: atoms, powers: powers)
        while true {
            let result = term(of: image)
            // Products of roots may have become sums: (√(x + 1) + 1)².
            guard image.isDependent else { return result }
            let (leaves, factors, isExpanded) = polynomialLeaves(of: result)
            if isExpanded { return result }
            atoms = [:]
            powers = [:]
            for leaf in leaves { atoms[leaf] = leaf }
            for (base, exponent) in factors {
                powers[PowerKey(base: base, exponent: exponent)] = power(base, exponent)
            }
            image = try polynomialImage(of: result, atoms: atoms, powers: powers)
        }
    }

    /// The image of a term as a polynomial in its own leaves.
    private mutating func ownImage(of id: TermID) throws(PolynomialError) -> PolynomialImage {
        let (leaves, factors, _) = polynomialLeaves(of: id)
        var atoms: [TermID: TermID] = [:]
        var powers: [PowerKey: TermID] = [:]
        for leaf in leaves { atoms[leaf] = leaf }
        for (base, exponent) in factors { powers[PowerKey(base: base, exponent: exponent)] = power(base, exponent) }
        return try polynomialImage(of: id, atoms: atoms, powers: powers)
    }

    /// The expansion of a term as Σ coefficient · xᵏ, the coefficients sums that do not have x as a factor.
    ///
    /// - Throws: `PolynomialError.tooLarge`, as `expanded`.
    public mutating func collected(_ id: TermID, in x: TermID) throws(PolynomialError) -> TermID {
        let expansion = try expanded(id)
        var groups: [TermID: [TermID]] = [:]
        var order: [TermID] = []
        for (c, term) in terms(of: expansion) {
            var rest = [numeral(c)]
            var exponents: [TermID] = []
            for (base, exponent) in term == one ? [] : factors(of: term) {
                if base == x { exponents.append(exponent) } else { rest.append(power(base, exponent)) }
            }
            // x·x^(−1) is a factor of its own.
            let key = exponents.count == 1 ? exponents[0] : zero
            if exponents.count > 1 { rest += exponents.map { power(x, $0) } }
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(product(rest))
        }
        var collected: [TermID] = []
        for exponent in order {
            collected.append(product(sum(groups[exponent] ?? []), power(x, exponent)))
        }
        return sum(collected)
    }

    /// The term as a product of irreducible polynomials over Q in its symbols and functions. The factors of a product or
    /// quotient are factored one by one; a negative or fractional power in a sum counts as a symbol of its own.
    ///
    /// - Throws: `PolynomialError`.
    public mutating func factored(_ id: TermID) throws(PolynomialError) -> TermID {
        let node = node(id)
        switch node.kind {
        case Kind.sum: return try factoredSum(id)
        case Kind.scaled:
            return product(numeral(Coefficient(bits: node.first)), try factored(TermID(node.second)))
        case Kind.product, Kind.power:
            var result: [TermID] = []
            for (base, exponent) in factors(of: id) {
                let inner = self.node(base).kind == Kind.sum ? try factoredSum(base) : base
                result.append(power(inner, exponent))
            }
            return product(result)
        default: return id
        }
    }

    private mutating func factoredSum(_ id: TermID) throws(PolynomialError) -> TermID {
        let image = try ownImage(of: id)
        guard let (content, factors) = image.polynomial.factored() else { throw .notFactored }
        var result = [numeral(content)]
        for factor in factors {
            var part = image
            part.polynomial = factor.polynomial
            result.append(power(term(of: part), factor.multiplicity))
        }
        return product(result)
    }

    /// The term with symbols replaced by terms, all at once, in normal form. Cost: linear in the number of different
    /// subterms; no recursion.
    public mutating func substituting(_ values: [TermID: TermID], in root: TermID) -> TermID {
        var results = values
        var stack = [root]
        while let id = stack.last {
            if results[id] != nil {
                stack.removeLast()
                continue
            }
            let height = stack.count
            forEachPart(of: id) { if results[$0] == nil { stack.append($0) } }
            if stack.count > height { continue }
            results[id] = substituted(id, results)
            stack.removeLast()
        }
        return results[root] ?? root
    }

    private mutating func substituted(_ id: TermID, _ results: [TermID: TermID]) -> TermID {
        switch node(id).kind {
        case Kind.numeral, Kind.symbol, Kind.constant, Kind.text: return id
        case Kind.sum, Kind.scaled:
            var parts: [TermID] = []
            for (c, term) in terms(of: id) { parts.append(scaled(c, results[term] ?? term)) }
            return sum(parts)
        case Kind.product, Kind.power:
            var parts: [TermID] = []
            for (base, exponent) in factors(of: id) {
                parts.append(power(results[base] ?? base, results[exponent] ?? exponent))
            }
            return product(parts)
        default: return rebuilt(id) { results[$0] ?? $0 }
        }
    }
}
