import Arithmetic

/// A term as one fraction of coprime polynomials in its symbols and functions.
public struct Fraction: Sendable {
    /// The polynomial above, factored by `TermAlgebra.factored` when wanted.
    public let numerator: TermID
    /// The polynomial below, with coprime integer coefficients and a positive leading one.
    public let denominator: TermID
    /// The terms that must not be 0 for the fraction to be equal to the term: every base of a negative power in it. The
    /// common factors that were cancelled are among their factors.
    public let conditions: [TermID]
    /// The irreducible factors that the fraction of the unreduced polynomials had in common.
    public let cancelled: [TermID]
}

/// Rational functions on a common denominator.
extension TermAlgebra {
    /// The term as one fraction in lowest terms.
    ///
    /// This is no identity for all values: in a meadow a/b + c/d = (a d + b c)/(b d), and p g/(q g) = p/q, hold where
    /// b, d and g are not 0. The fraction is equal to the term wherever none of its `conditions` is 0.
    ///
    /// - Throws: `PolynomialError`.
    public mutating func fraction(_ root: TermID) throws(PolynomialError) -> Fraction {
        // Every base of a negative integer power is a polynomial of its own; nested ones are fractions first.
        var memo: [TermID: (above: TermID, below: TermID)] = [:]
        var conditions: [TermID] = []
        var cancelled: [TermID] = []
        var stack = [root]
        while let id = stack.last {
            if memo[id] != nil {
                stack.removeLast()
                continue
            }
            let height = stack.count
            switch node(id).kind {
            case Kind.sum, Kind.scaled: forEachTerm(of: id) { if memo[$1] == nil { stack.append($1) } }
            case Kind.product, Kind.power:
                forEachFactor(of: id) { base, exponent in
                    if coefficient(of: exponent)?.isSmall ?? false, memo[base] == nil { stack.append(base) }
                }
            default: memo[id] = (id, one)
            }
            if stack.count > height { continue }
            if memo[id] == nil { memo[id] = try combined(id, memo, &conditions, &cancelled) }
        }
        let result = memo[root] ?? (root, one)
        return Fraction(
            numerator: result.above, denominator: result.below, conditions: unique(conditions),
            cancelled: unique(cancelled))
    }

    private func unique(_ list: [TermID]) -> [TermID] {
        var seen: Set<TermID> = []
        return list.filter { seen.insert($0).inserted }
    }

    /// The fraction of a term whose parts have theirs.
    private mutating func combined(
        _ id: TermID, _ memo: [TermID: (above: TermID, below: TermID)], _ conditions: inout [TermID],
        _ cancelled: inout [TermID]
    ) throws(PolynomialError) -> (above: TermID, below: TermID) {
        switch node(id).kind {
        case Kind.sum, Kind.scaled:
            let parts = terms(of: id)
            // The denominators that occur, each once; then all terms on their least common multiple.
            let denominators = unique(parts.map { memo[$0.1]?.below ?? one }).filter { $0 != one }
            if denominators.isEmpty {
                // The parts may have been fractions whose denominators went away: 1/(2/(x − 1)) is (x − 1)/2.
                return (try expanded(sum(parts.map { scaled($0.0, memo[$0.1]?.above ?? $0.1) })), one)
            }
            let (common, cofactors) = try commonMultiple(denominators)
            var above: [TermID] = []
            for (c, term) in parts {
                let (p, q) = memo[term] ?? (term, one)
                above.append(scaled(c, try expanded(product(p, cofactors[q] ?? common))))
            }
            return try noting(sum(above), common, &cancelled)
        default:
            var (above, below) = ([TermID](), [TermID]())
            for (base, exponent) in factors(of: id) {
                guard let word = coefficient(of: exponent), word.isSmall else {
                    above.append(power(base, exponent))
                    continue
                }
                let (p, q) = memo[base] ?? (base, one)
                let (n, isNegative) = (abs(word.small), word.small < 0)
                if isNegative { conditions.append(base) }
                above.append(power(isNegative ? q : p, n))
                below.append(power(isNegative ? p : q, n))
            }
            return try noting(try expanded(product(above)), try expanded(product(below)), &cancelled)
        }
    }

    /// A common multiple of denominators, and for each of them the term by which it must be multiplied.
    private mutating func commonMultiple(
        _ denominators: [TermID]
    ) throws(PolynomialError) -> (multiple: TermID, cofactors: [TermID: TermID]) {
        var common = one
        for denominator in denominators {
            common = try expanded(product(try reduced(common, denominator).above, denominator))
        }
        var cofactors: [TermID: TermID] = [:]
        for denominator in denominators {
            let quotient = try reduced(common, denominator)
            // Powers that depend on each other, such as √3 and 3, may hide that the quotient is a polynomial.
            guard quotient.below == one else { return try product(of: denominators) }
            cofactors[denominator] = quotient.above
        }
        return (common, cofactors)
    }

    private mutating func product(
        of denominators: [TermID]
    ) throws(PolynomialError) -> (multiple: TermID, cofactors: [TermID: TermID]) {
        var cofactors: [TermID: TermID] = [:]
        for denominator in denominators {
            cofactors[denominator] = try expanded(product(denominators.filter { $0 != denominator }))
        }
        return (try expanded(product(denominators)), cofactors)
    }

    private mutating func noting(
        _ above: TermID, _ below: TermID, _ cancelled: inout [TermID]
    ) throws(PolynomialError) -> (above: TermID, below: TermID) {
        let result = try reduced(above, below)
        if let common = result.common {
            let list = try factored(common)
            forEachFactor(of: coefficientAndRest(list, node(list)).1) { base, _ in
                if base != one { cancelled.append(base) }
            }
        }
        return (result.above, result.below)
    }

    /// p/q in lowest terms, and what was cancelled when it is not a number.
    private mutating func reduced(
        _ p: TermID, _ q: TermID
    ) throws(PolynomialError) -> (above: TermID, below: TermID, common: TermID?) {
        if q == one { return (p, q, nil) }
        // One ring for both: the leaves of their product are those of either.
        let (leavesOfP, factorsOfP, _) = polynomialLeaves(of: p)
        let (leavesOfQ, factorsOfQ, _) = polynomialLeaves(of: q)
        var atoms: [TermID: TermID] = [:]
        var powers: [PowerKey: TermID] = [:]
        for leaf in leavesOfP + leavesOfQ { atoms[leaf] = leaf }
        for (base, exponent) in factorsOfP + factorsOfQ {
            powers[PowerKey(base: base, exponent: exponent)] = power(base, exponent)
        }
        var above = try polynomialImage(of: p, atoms: atoms, powers: powers)
        var below = try polynomialImage(of: q, atoms: atoms, powers: powers)
        let common = above.polynomial.gcd(below.polynomial)
        var part = above
        part.polynomial = common
        if common.constantValue == nil {
            above.polynomial = above.polynomial.exactQuotient(common) ?? above.polynomial
            below.polynomial = below.polynomial.exactQuotient(common) ?? below.polynomial
        }
        // Coprime integer coefficients below.
        let denominator = term(of: below)
        let (content, primitive) =
            node(denominator).kind == Kind.sum
            ? contentAndPrimitivePart(denominator) : coefficientAndRest(denominator, node(denominator))
        let numerator = content == .zero ? term(of: above) : scaled(coefficients.reciprocal(content), term(of: above))
        return (numerator, primitive, common.constantValue == nil ? term(of: part) : nil)
    }
}
