import Arithmetic

/// Sums and products as multisets, hash-consed up to order, sign and constant factors: what the optimizer works on.
///
/// A node is the unit, an input, a constant, a sum of nodes with coefficients, a product of nodes with positive
/// exponents, a reciprocal, or a call. Coefficients live on the edges, so that x, −x and 3x are one node. A rewritten
/// sum keeps its number and its value.
struct ArithmeticGraph {
    enum Kind: UInt8 {
        /// The number 1, node 0.
        case unit
        /// The magnitude `payload` of the coefficient table; only in programs about to be emitted.
        case constant
        /// The input `payload`.
        case input
        /// Σ weight · node, the weights in the coefficient table.
        case sum
        /// Π node ^ weight, the weights at least 1.
        case product
        /// 1 / node.
        case reciprocal
        /// √node.
        case squareRoot
        /// The function `payload` of the nodes.
        case call
    }

    /// A child with its coefficient or exponent.
    struct Term: Hashable {
        var node: Int32
        var weight: Int32
    }

    /// coefficient · node.
    struct Scaled: Hashable {
        var coefficient: Int32
        var node: Int32
    }

    private struct Key: Hashable {
        let kind: Kind
        let payload: Int32
        let terms: [Term]
    }

    static let unit: Int32 = 0
    /// Products of at most this many factors are taken apart inside other products even when they are shared.
    private static let smallProduct = 4
    /// The largest exponent to which a coefficient is raised exactly.
    private static let largestCoefficientExponent = 4096

    private(set) var kinds: [Kind] = [.unit]
    private(set) var payloads: [Int32] = [0]
    private(set) var terms: [[Term]] = [[]]
    var coefficients = ProgramCoefficients()
    var outputs: [Scaled] = []
    private var index: [Key: Int32] = [:]

    var count: Int { kinds.count }

    // MARK: Nodes

    mutating func intern(_ kind: Kind, payload: Int32 = 0, _ children: [Term]) -> Int32 {
        let key = Key(kind: kind, payload: payload, terms: children)
        if let known = index[key] { return known }
        let node = append(kind, payload: payload, children)
        index[key] = node
        return node
    }

    mutating func append(_ kind: Kind, payload: Int32 = 0, _ children: [Term]) -> Int32 {
        kinds.append(kind)
        payloads.append(payload)
        terms.append(children)
        return Int32(kinds.count - 1)
    }

    /// Replaces the terms of a sum or product by others of the same value.
    mutating func rewrite(_ node: Int32, _ children: [Term]) { terms[Int(node)] = children }

    /// Σ of the terms, collected and in canonical form.
    mutating func sum(_ addends: [Term]) -> Scaled {
        var collected = ArithmeticGraph.sorted(addends)
        var kept = 0
        var position = 0
        while position < collected.count {
            var term = collected[position]
            position += 1
            while position < collected.count && collected[position].node == term.node {
                term.weight = coefficients.sum(term.weight, collected[position].weight)
                position += 1
            }
            if term.weight != 0 {
                collected[kept] = term
                kept += 1
            }
        }
        collected.removeLast(collected.count - kept)
        guard let first = collected.first else { return Scaled(coefficient: 0, node: ArithmeticGraph.unit) }
        if kept == 1 { return Scaled(coefficient: first.weight, node: first.node) }
        // The first term that is not the constant has a positive sign; a magnitude that all share comes out.
        let leading = first.node == ArithmeticGraph.unit ? collected[1].weight : first.weight
        let magnitude = abs(first.weight)
        let isUniform = magnitude != 1 && collected.allSatisfy { abs($0.weight) == magnitude }
        let sign: Int32 = leading < 0 ? -1 : 1
        for i in collected.indices {
            collected[i].weight = isUniform ? (collected[i].weight < 0 ? -sign : sign) : collected[i].weight * sign
        }
        let node = intern(.sum, collected)
        return Scaled(coefficient: isUniform ? sign * magnitude : sign, node: node)
    }

    private static func sorted(_ addends: [Term]) -> [Term] {
        for i in addends.indices.dropFirst() where addends[i - 1].node > addends[i].node {
            return addends.sorted { $0.node < $1.node }
        }
        return addends
    }

    /// coefficient · Π of the factors to their exponents, which may be negative, in canonical form.
    ///
    /// Equal factors are collected; x · (1/x) stays, as it is not 1 at 0.
    mutating func product(_ coefficient: Int32, _ factors: [Term]) -> Scaled {
        if coefficient == 0 { return Scaled(coefficient: 0, node: ArithmeticGraph.unit) }
        var flat: [Term] = []
        for factor in factors where factor.node != ArithmeticGraph.unit { flatten(factor, into: &flat) }
        var numerator = collected(flat.filter { $0.weight > 0 })
        let negative = flat.filter { $0.weight < 0 }
        if !negative.isEmpty {
            var denominator = collected(negative.map { Term(node: $0.node, weight: -$0.weight) })
            cancel(&numerator, &denominator)
            if !denominator.isEmpty {
                let divisor = monomial(denominator)
                numerator.append(Term(node: intern(.reciprocal, [Term(node: divisor, weight: 1)]), weight: 1))
                numerator = ArithmeticGraph.sorted(numerator)
            }
        }
        if numerator.isEmpty { return Scaled(coefficient: coefficient, node: ArithmeticGraph.unit) }
        return Scaled(coefficient: coefficient, node: monomial(numerator))
    }

    /// The node of Π of collected factors with positive exponents.
    mutating func monomial(_ factors: [Term]) -> Int32 {
        if factors.count == 1 && factors[0].weight == 1 { return factors[0].node }
        return intern(.product, factors)
    }

    private func flatten(_ factor: Term, into flat: inout [Term]) {
        // A product's factors are no products unless large, and a reciprocal's divisor is one at most.
        switch kinds[Int(factor.node)] {
        case .product where terms[Int(factor.node)].count <= ArithmeticGraph.smallProduct:
            for inner in terms[Int(factor.node)] {
                let (exponent, overflow) = inner.weight.multipliedReportingOverflow(by: factor.weight)
                if overflow || abs(Int(exponent)) > 1 << 30 {
                    flat.append(factor)
                    return
                }
            }
            for inner in terms[Int(factor.node)] {
                let scaled = Term(node: inner.node, weight: inner.weight * factor.weight)
                if kinds[Int(inner.node)] == .reciprocal {
                    flattenReciprocal(scaled, into: &flat)
                } else {
                    flat.append(scaled)
                }
            }
        case .reciprocal: flattenReciprocal(factor, into: &flat)
        default: flat.append(factor)
        }
    }

    private func flattenReciprocal(_ factor: Term, into flat: inout [Term]) {
        let divisor = terms[Int(factor.node)][0].node
        if kinds[Int(divisor)] == .product && terms[Int(divisor)].count <= ArithmeticGraph.smallProduct
            && terms[Int(divisor)].allSatisfy({ Int($0.weight) * abs(Int(factor.weight)) < 1 << 30 })
        {
            for inner in terms[Int(divisor)] {
                flat.append(Term(node: inner.node, weight: -inner.weight * factor.weight))
            }
        } else {
            flat.append(Term(node: divisor, weight: -factor.weight))
        }
    }

    private func collected(_ factors: [Term]) -> [Term] {
        var result: [Term] = []
        for factor in ArithmeticGraph.sorted(factors) {
            if let last = result.last, last.node == factor.node, Int(last.weight) + Int(factor.weight) < 1 << 30 {
                result[result.count - 1].weight += factor.weight
            } else {
                result.append(factor)
            }
        }
        return result
    }

    /// xᵃ / xᵇ = xᵃ⁻ᵇ for a ≠ b, also at 0 where the quotient is 0 or undefined; x / x stays.
    private func cancel(_ numerator: inout [Term], _ denominator: inout [Term]) {
        var i = 0
        var j = 0
        while i < numerator.count && j < denominator.count {
            if numerator[i].node < denominator[j].node {
                i += 1
            } else if numerator[i].node > denominator[j].node {
                j += 1
            } else {
                let difference = numerator[i].weight - denominator[j].weight
                if difference > 0 {
                    numerator[i].weight = difference
                    denominator.remove(at: j)
                } else if difference < 0 {
                    denominator[j].weight = -difference
                    numerator.remove(at: i)
                } else {
                    numerator[i].weight = 1
                    denominator[j].weight = 1
                    i += 1
                    j += 1
                }
            }
        }
    }

    /// A node of this value: a sum of one term where the coefficient is not 1.
    mutating func node(_ value: Scaled) -> Int32 {
        if value.coefficient == 1 { return value.node }
        return intern(.sum, value.coefficient == 0 ? [] : [Term(node: value.node, weight: value.coefficient)])
    }

    /// Sets the outputs: a coefficient becomes a sum of one term, and the sign of a sum that only an output uses is put
    /// right in the sum.
    mutating func setOutputs(_ values: [Scaled]) {
        outputs = values
        let uses = useCounts()
        for (i, value) in values.enumerated() {
            let inner = Int(value.node)
            if value.coefficient == -1 && kinds[inner] == .sum && uses[inner] == 1 {
                let flipped = append(.sum, terms[inner].map { Term(node: $0.node, weight: -$0.weight) })
                outputs[i] = Scaled(coefficient: 1, node: flipped)
            } else {
                outputs[i] = Scaled(coefficient: 1, node: node(value))
            }
        }
    }

    // MARK: Uses

    /// How often each node is used by those that the outputs need, an output counting as one use.
    func useCounts() -> [Int32] {
        var uses = [Int32](repeating: 0, count: count)
        var stack: [Int32] = []
        func use(_ node: Int32) {
            uses[Int(node)] += 1
            if uses[Int(node)] == 1 { stack.append(node) }
        }
        for output in outputs { use(output.node) }
        while let node = stack.popLast() {
            for term in terms[Int(node)] { use(term.node) }
        }
        return uses
    }
}

// MARK: Building from terms

extension ArithmeticGraph: LoweringTarget {
    typealias Value = Scaled

    mutating func constant(_ value: Rational) -> Scaled {
        Scaled(coefficient: coefficients.intern(value), node: ArithmeticGraph.unit)
    }

    mutating func input(_ number: Int) -> Scaled {
        Scaled(coefficient: 1, node: intern(.input, payload: Int32(number), []))
    }

    mutating func sum(_ values: [Scaled], signs: [Bool]) -> Scaled {
        sum(zip(values, signs).map { Term(node: $0.node, weight: $1 ? -$0.coefficient : $0.coefficient) })
    }

    mutating func negated(_ value: Scaled) -> Scaled { Scaled(coefficient: -value.coefficient, node: value.node) }

    mutating func product(_ values: [Scaled], exponents: [Int]) -> Scaled {
        var coefficient: Int32 = 1
        var factors: [Term] = []
        factors.reserveCapacity(values.count)
        for (value, exponent) in zip(values, exponents) {
            var value = value
            if value.coefficient == 0 { return Scaled(coefficient: 0, node: ArithmeticGraph.unit) }
            if value.coefficient != 1 {
                if abs(value.coefficient) != 1 && exponent.magnitude > ArithmeticGraph.largestCoefficientExponent {
                    value = Scaled(coefficient: 1, node: node(value))
                } else {
                    coefficient = coefficients.product(coefficient, coefficients.power(value.coefficient, exponent))
                }
            }
            factors.append(Term(node: value.node, weight: Int32(exponent)))
        }
        return product(coefficient, factors)
    }

    mutating func squareRoot(_ value: Scaled) -> Scaled {
        Scaled(coefficient: 1, node: intern(.squareRoot, [Term(node: node(value), weight: 1)]))
    }

    mutating func call(_ function: RealFunction, _ arguments: [Scaled]) -> Scaled {
        let children = arguments.map { Term(node: node($0), weight: 1) }
        return Scaled(coefficient: 1, node: intern(.call, payload: Int32(function.rawValue), children))
    }
}
