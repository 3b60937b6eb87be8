import Arithmetic

/// What is proved of the value of a term for all values of its symbols.
struct TermProperties: OptionSet, BitwiseCopyable {
    let rawValue: UInt8

    static let nonzero = TermProperties(rawValue: 1)
    /// Real and at least 0.
    static let nonnegative = TermProperties(rawValue: 2)
    static let real = TermProperties(rawValue: 4)
    static let integer = TermProperties(rawValue: 8)
    /// No variable occurs in it.
    static let closed = TermProperties(rawValue: 16)

    static let positive: TermProperties = [.nonzero, .nonnegative, .real]
}

extension TermAlgebra {
    /// Whether the term is proved not to be 0, whatever the values of its symbols.
    public mutating func isNonzero(_ id: TermID) -> Bool { properties(of: id).contains(.nonzero) }

    /// Whether the term is proved to be real and at least 0, whatever the values of its symbols.
    public mutating func isNonnegative(_ id: TermID) -> Bool { properties(of: id).contains(.nonnegative) }

    /// What is proved of a term. Cost: linear in the number of terms at the first call, then constant.
    mutating func properties(of id: TermID) -> TermProperties {
        while knowledge.count <= Int(id.index) { knowledge.append(deduced(TermID(knowledge.count))) }
        return knowledge[Int(id.index)]
    }

    /// The properties of a term from those of its parts, which are older.
    private func deduced(_ id: TermID) -> TermProperties {
        let node = node(id)
        switch node.kind {
        case Kind.numeral: return properties(ofNumber: Coefficient(bits: node.first)).union(.closed)
        case Kind.symbol, Kind.text: return []
        case Kind.constant: return properties(ofConstant: names[Int(node.first)]).union(.closed)
        case Kind.scaled:
            return ofProduct(properties(ofNumber: Coefficient(bits: node.first)).union(.closed), known(node.second))
        case Kind.sum: return ofSum(node)
        case Kind.power: return ofPower(node.first, node.second)
        case Kind.product:
            var result = ofPower(pool[Int(node.first)], pool[Int(node.first) &+ 1])
            for i in stride(from: Int(node.first) &+ 2, to: Int(node.first) &+ Int(node.count), by: 2) {
                result = ofProduct(result, ofPower(pool[i], pool[i &+ 1]))
            }
            return result
        default: return ofFunction(node)
        }
    }

    private func known(_ index: UInt32) -> TermProperties { knowledge[Int(index)] }

    private func properties(ofNumber word: Coefficient) -> TermProperties {
        let sign = coefficients.signum(word)
        var result: TermProperties = sign == 0 ? [.real] : [.real, .nonzero]
        if sign >= 0 { result.insert(.nonnegative) }
        if coefficients.isInteger(word) { result.insert(.integer) }
        return result
    }

    private func properties(ofConstant name: String) -> TermProperties {
        if name == "e" || name == "pi" { return .positive }
        guard let value = try? Evaluator(catalog: catalog).enclosure(Expression(symbol: name), precision: 64) else {
            return []
        }
        var result: TermProperties = value.containsZero || !value.isFinite ? [] : .nonzero
        if value.isReal { result.insert(.real) }
        if value.isReal && value.real.isPositive { result.formUnion(.positive) }
        return result
    }

    private func ofProduct(_ x: TermProperties, _ y: TermProperties) -> TermProperties { x.intersection(y) }

    private func ofSum(_ node: Node) -> TermProperties {
        let constant = Coefficient(bits: pool[Int(node.first)])
        var result = properties(ofNumber: constant).union(.closed)
        var isPositive = result.contains(.positive)
        for i in stride(from: Int(node.first) &+ 1, to: Int(node.first) &+ Int(node.count), by: 2) {
            let term = ofProduct(
                properties(ofNumber: Coefficient(bits: pool[i])).union(.closed), known(pool[i &+ 1]))
            isPositive = isPositive || term.contains(.positive)
            result.formIntersection(term.union(.nonzero))
        }
        result.remove(.nonzero)
        if result.contains(.nonnegative) && isPositive { result.insert(.nonzero) }
        return result
    }

    private func ofPower(_ base: UInt32, _ exponent: UInt32) -> TermProperties {
        let (x, y) = (known(base), known(exponent))
        if TermID(exponent) == one { return x }
        var result: TermProperties = []
        if x.contains(.nonzero) { result.insert(.nonzero) }
        if x.contains(.closed) && y.contains(.closed) { result.insert(.closed) }
        let number = coefficient(of: TermID(exponent))
        if x.contains(.positive) && y.contains(.real) { result.formUnion(.positive) }
        if let number {
            if x.contains(.nonnegative) { result.formUnion([.nonnegative, .real]) }
            if coefficients.isInteger(number) {
                if x.contains(.real) { result.insert(.real) }
                if x.contains(.real), let n = coefficients.asInt(number), n % 2 == 0 { result.insert(.nonnegative) }
                if x.contains(.integer), coefficients.signum(number) > 0 { result.insert(.integer) }
            }
        }
        return result
    }

    private func ofFunction(_ node: Node) -> TermProperties {
        var isClosed = true
        for i in 0..<Int(node.count) where !known(word(node, i)).contains(.closed) { isClosed = false }
        var result: TermProperties = isClosed ? .closed : []
        guard node.count > 0, let op = Operator(rawValue: node.kind) else { return result }
        let x = known(word(node, 0))
        switch op {
        case .sum, .product, .continuedFraction:
            // A bound variable may stand for the only one: not closed is only cautious.
            return []
        case .absoluteValue:
            result.formUnion([.nonnegative, .real])
            if x.contains(.nonzero) { result.insert(.nonzero) }
        case .cosh, .hyperbolicSecant: if x.contains(.real) { result.formUnion(.positive) }
        case .sin, .cos, .sinh, .tanh, .atan, .asinh, .erf, .realPart, .imaginaryPart, .sineIntegral:
            if x.contains(.real) || op == .realPart || op == .imaginaryPart { result.insert(.real) }
        case .log, .gamma, .zeta, .digamma:
            if x.contains(.positive) { result.insert(.real) }
            if op == .gamma && x.contains(.positive) { result.formUnion(.positive) }
        default: break
        }
        return result
    }
}
