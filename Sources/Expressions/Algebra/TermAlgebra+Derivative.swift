import Arithmetic

/// Why a term has no derivative here.
public enum DifferentiationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The derivative of this function by its argument of this number, counted from 1, is not a term of the language,
    /// or does not exist: `abs`, `re` and their like are nowhere holomorphic.
    case noDerivative(function: String, argument: Int)
    /// A bound of this sum or product depends on the variable.
    case boundDependsOnVariable(binder: String)

    /// One line.
    public var description: String {
        switch self {
        case .noDerivative(let function, let argument):
            "no derivative of \(function) by its argument \(argument) is known in this language"
        case .boundDependsOnVariable(let binder): "the bounds of \(binder) depend on the variable"
        }
    }
}

/// Derivatives by a variable, kept for every subterm, so that shared subterms are differentiated once.
extension TermAlgebra {
    /// The derivative of a term by a variable.
    ///
    /// It is right wherever the functions in the term are holomorphic; sums are differentiated term by term and
    /// products over an index by their logarithm, so infinite ones must converge uniformly and factors not be 0.
    ///
    /// Cost: one application of the rules for each subterm that depends on the variable and was not differentiated
    /// before; no recursion.
    ///
    /// - Throws: `DifferentiationError` naming the function whose derivative cannot be written.
    public mutating func derivative(of root: TermID, by variable: TermID) throws(DifferentiationError) -> TermID {
        if let known = knownDerivative(root, variable) { return known }
        var stack = [root]
        while let id = stack.last {
            if knownDerivative(id, variable) != nil {
                stack.removeLast()
                continue
            }
            let height = stack.count
            pushUnknownParts(of: id, variable, &stack)
            if stack.count > height { continue }
            let result = try differentiate(id, node(id), variable)
            derivatives.insert(id, variable, result)
            stack.removeLast()
        }
        return knownDerivative(root, variable) ?? zero
    }

    /// The variables that occur in a term, in the order in which they were built; bound ones too.
    ///
    /// Cost: linear in the number of different subterms.
    public mutating func symbols(in root: TermID) -> [TermID] {
        walk += 1
        while visits.count < nodes.count { visits.append(0) }
        var stack = [root]
        var found: [TermID] = []
        while let id = stack.popLast() {
            if visits[Int(id.index)] == walk { continue }
            visits[Int(id.index)] = walk
            if node(id).kind == Kind.symbol { found.append(id) } else { forEachPart(of: id) { stack.append($0) } }
        }
        return found.sorted()
    }

    /// Calls `body` with each term that a term is made of.
    func forEachPart(of id: TermID, _ body: (TermID) -> Void) {
        let node = node(id)
        switch node.kind {
        case Kind.numeral, Kind.symbol, Kind.constant, Kind.text: break
        case Kind.scaled: body(TermID(node.second))
        case Kind.sum:
            for i in stride(from: Int(node.first) &+ 2, to: Int(node.first) &+ Int(node.count), by: 2) {
                body(TermID(pool[i]))
            }
        default: for i in 0..<Int(node.count) { body(TermID(word(node, i))) }
        }
    }

    // MARK: Subterms

    /// The derivative of a term that needs no work, or was found before.
    @inline(__always)
    private func knownDerivative(_ id: TermID, _ variable: TermID) -> TermID? {
        let node = node(id)
        switch node.kind {
        case Kind.numeral, Kind.constant, Kind.text: return zero
        case Kind.symbol: return id == variable ? one : zero
        case Kind.product, Kind.power: if isFlatWithout(node, variable) { return zero }
        default: break
        }
        return derivatives[id, variable]
    }

    /// Whether a product has only symbols and numbers as bases and exponents, none of them the variable.
    @inline(__always)
    private func isFlatWithout(_ node: Node, _ variable: TermID) -> Bool {
        for i in 0..<Int(node.count) {
            let part = word(node, i)
            let kind = nodes[Int(part)].kind
            if part == variable.index || kind != Kind.symbol && kind != Kind.numeral && kind != Kind.constant {
                return false
            }
        }
        return true
    }

    private func pushUnknownParts(of id: TermID, _ variable: TermID, _ stack: inout [TermID]) {
        let node = node(id)
        if node.kind == Operator.sum.rawValue || node.kind == Operator.product.rawValue {
            for i in [0, 2, 3] where i != 0 || word(node, 1) != variable.index {
                let part = TermID(word(node, i))
                if knownDerivative(part, variable) == nil { stack.append(part) }
            }
            return
        }
        forEachPart(of: id) { if knownDerivative($0, variable) == nil { stack.append($0) } }
    }

    // MARK: Rules

    /// The derivative of a term whose parts have theirs.
    private mutating func differentiate(
        _ id: TermID, _ node: Node, _ variable: TermID
    ) throws(DifferentiationError) -> TermID {
        switch node.kind {
        case Kind.scaled:
            return scaled(Coefficient(bits: node.first), knownDerivative(TermID(node.second), variable) ?? zero)
        case Kind.sum:
            var constant = Coefficient.zero
            scratch.removeAll(keepingCapacity: true)
            for i in stride(from: Int(node.first) &+ 1, to: Int(node.first) &+ Int(node.count), by: 2) {
                guard let part = knownDerivative(TermID(pool[i &+ 1]), variable), part != zero else { continue }
                gatherTerms(Coefficient(bits: pool[i]), part, constant: &constant)
            }
            return collectedSum(constant)
        case Kind.power: return powerRule(id, TermID(node.first), TermID(node.second), variable)
        case Kind.product: return productRule(id, node, variable)
        default: return try chainRule(id, node, variable)
        }
    }

    private mutating func powerRule(
        _ id: TermID, _ base: TermID, _ exponent: TermID, _ variable: TermID
    ) -> TermID {
        let inner = knownDerivative(base, variable) ?? zero
        if let n = coefficient(of: exponent) {
            if inner == zero { return zero }
            let lower = power(base, numeral(coefficients.sum(n, .minusOne)))
            return scaled(n, product(lower, inner))
        }
        // x^y (y′ log x + y x′/x); x is not 0 where x^y is holomorphic.
        var result = zero
        if let outer = knownDerivative(exponent, variable), outer != zero {
            result = base == euler ? product(id, outer) : product([id, outer, apply(.log, base)])
        }
        if inner == zero { return result }
        if exponent == base { return sum(result, product(id, inner)) }
        let lower = power(base, sum(exponent, minusOne))
        return sum(result, product([exponent, inner, lower]))
    }

    /// The sum over the factors of the product with one of them differentiated.
    private mutating func productRule(_ id: TermID, _ node: Node, _ variable: TermID) -> TermID {
        var parts: [TermID] = []
        let first = Int(node.first)
        for place in stride(from: first, to: first &+ Int(node.count), by: 2) {
            let (base, exponent) = (TermID(pool[place]), TermID(pool[place &+ 1]))
            let inner = knownDerivative(base, variable) ?? zero
            guard let n = coefficient(of: exponent) else {
                let factor = powerRule(power(base, exponent), base, exponent, variable)
                if factor == zero { continue }
                scratch.removeAll(keepingCapacity: true)
                for i in stride(from: first, to: first &+ Int(node.count), by: 2) where i != place {
                    appendFactor(TermID(pool[i]), TermID(pool[i &+ 1]))
                }
                var coefficient = Coefficient.one
                gatherFactors(factor, self.node(factor), &coefficient)
                parts.append(collectedProduct(coefficient))
                continue
            }
            if inner == zero { continue }
            if let number = coefficient(of: inner), let rest = lowered(node, place, n) {
                parts.append(scaled(coefficients.product(n, number), rest))
                continue
            }
            scratch.removeAll(keepingCapacity: true)
            for i in stride(from: first, to: first &+ Int(node.count), by: 2) where i != place {
                appendFactor(TermID(pool[i]), TermID(pool[i &+ 1]))
            }
            if n != .one { appendFactor(base, numeral(coefficients.sum(n, .minusOne))) }
            var coefficient = n
            gatherFactors(inner, self.node(inner), &coefficient)
            parts.append(collectedProduct(coefficient))
        }
        return parts.count == 1 ? parts[0] : sum(parts)
    }

    /// The product with the exponent at a place one less; nil when the base occurs twice. Cost: a copy of its words.
    private mutating func lowered(_ node: Node, _ place: Int, _ n: Coefficient) -> TermID? {
        let (first, end) = (Int(node.first), Int(node.first) &+ Int(node.count))
        let base = pool[place]
        if place > first && pool[place &- 2] == base || place &+ 2 < end && pool[place &+ 2] == base { return nil }
        var hash = node.second &- TermAlgebra.pairHash(base, pool[place &+ 1])
        if n == .one {
            if node.count == 4 {
                let other = place == first ? first &+ 2 : first
                return power(TermID(pool[other]), TermID(pool[other &+ 1]))
            }
            let start = pool.count
            pool.appendCopy(first, place)
            pool.appendCopy(place &+ 2, end)
            return internPooled(kind: Kind.product, start: start, hash: hash)
        }
        let exponent = numeral(coefficients.sum(n, .minusOne)).index
        let start = pool.count
        pool.appendCopy(first, place)
        pool.append(base, exponent)
        pool.appendCopy(place &+ 2, end)
        hash &+= TermAlgebra.pairHash(base, exponent)
        return internPooled(kind: Kind.product, start: start, hash: hash)
    }

    // MARK: Functions

    private mutating func chainRule(
        _ id: TermID, _ node: Node, _ variable: TermID
    ) throws(DifferentiationError) -> TermID {
        guard let op = Operator(rawValue: node.kind) else { return zero }
        switch op {
        case .sin:
            let x = TermID(node.first)
            return product(apply(.cos, x), knownDerivative(x, variable) ?? zero)
        case .cos:
            let x = TermID(node.first)
            return scaled(.minusOne, product(apply(.sin, x), knownDerivative(x, variable) ?? zero))
        case .log:
            let x = TermID(node.first)
            return product(power(x, minusOne), knownDerivative(x, variable) ?? zero)
        case .sum, .product: return try binderRule(id, op, node, variable)
        case .continuedFraction where name(of: variable) == "n": return zero
        case .hypergeometric: return try hypergeometricRule(node, variable)
        default: break
        }
        let arguments = (0..<Int(node.count)).map { TermID(word(node, $0)) }
        let rule = DerivativeRules.rule(op, arity: arguments.count)
        var values: [String: TermID] = [:]
        if let rule { for (name, argument) in zip(rule.parameters, arguments) { values[name] = argument } }
        var result = zero
        for (i, argument) in arguments.enumerated() {
            let inner = knownDerivative(argument, variable) ?? zero
            if inner == zero { continue }
            guard let rule, i < rule.partials.count, let partial = rule.partials[i] else {
                throw .noDerivative(function: op.name ?? "a list", argument: i + 1)
            }
            result = sum(result, product(insert(partial, substituting: values), inner))
        }
        return result
    }

    /// Term by term; (Π f)′ = Π f · Σ f′/f.
    private mutating func binderRule(
        _ id: TermID, _ op: Operator, _ node: Node, _ variable: TermID
    ) throws(DifferentiationError) -> TermID {
        let (body, index) = (TermID(word(node, 0)), TermID(word(node, 1)))
        let (low, high) = (TermID(word(node, 2)), TermID(word(node, 3)))
        if knownDerivative(low, variable) != zero || knownDerivative(high, variable) != zero {
            throw .boundDependsOnVariable(binder: op.name ?? "sum")
        }
        let inner = index == variable ? zero : knownDerivative(body, variable) ?? zero
        if inner == zero { return zero }
        if op == .sum { return apply(.sum, [inner, index, low, high]) }
        return product(id, apply(.sum, [quotient(inner, body), index, low, high]))
    }

    /// d/dz pFq(a; b; z) = Πa/Πb · pFq(a + 1; b + 1; z) (DLMF 16.3.1).
    private mutating func hypergeometricRule(
        _ node: Node, _ variable: TermID
    ) throws(DifferentiationError) -> TermID {
        var shifted: [TermID] = []
        var factor = one
        for i in 0..<2 {
            let list = TermID(word(node, i))
            if knownDerivative(list, variable) != zero { throw .noDerivative(function: "hyper", argument: i + 1) }
            let inner = self.node(list)
            var raised: [TermID] = []
            for j in 0..<Int(inner.count) {
                let parameter = TermID(word(inner, j))
                factor = i == 0 ? product(factor, parameter) : quotient(factor, parameter)
                raised.append(sum(parameter, one))
            }
            shifted.append(apply(.list, raised))
        }
        let z = TermID(word(node, 2))
        let value = apply(.hypergeometric, [shifted[0], shifted[1], z])
        return product([factor, value, knownDerivative(z, variable) ?? zero])
    }
}

extension Expression {
    /// The derivative by the symbol `variable` in normal form; `order` times.
    ///
    /// It is right wherever the functions in the term are holomorphic; sums are differentiated term by term and
    /// products over an index by their logarithm, so infinite ones must converge uniformly and factors not be 0.
    /// Constants of the catalog are no variables. Cost: linear in the number of different subterms for each
    /// derivative; no recursion.
    ///
    /// - Throws: `DifferentiationError` naming the function whose derivative cannot be written.
    public func differentiated(by variable: String, order: Int = 1) throws(DifferentiationError) -> Expression {
        var algebra = TermAlgebra()
        var term = algebra.insert(self)
        let symbol = algebra.variable(variable)
        for _ in 0..<max(0, order) { term = try algebra.derivative(of: term, by: symbol) }
        return algebra.expression(term)
    }
}
