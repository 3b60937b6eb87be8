extension Polynomial where Coefficient == Integer {
    /// An integer B ≥ 0 such that no real root is greater than B; nil for the zero polynomial.
    ///
    /// B is the least non-negative integer that passes Laguerre's test: when all partial values of Horner's rule at B
    /// have the sign of the leading coefficient (or are 0), p has no root beyond B. Cost: about log2(B) evaluations.
    public var largestRealRootBound: Integer? {
        if isZero { return nil }
        if passesLaguerreTest(at: 0) { return 0 }
        var high = Integer(1)
        while !passesLaguerreTest(at: high) { high += high }
        var low = high.floorDivided(by: 2)
        // The test fails at low and passes at high; it is monotone on the non-negative integers.
        while high - low > 1 {
            let middle = (low + high).floorDivided(by: 2)
            if passesLaguerreTest(at: middle) { high = middle } else { low = middle }
        }
        return high
    }

    /// An integer B ≤ 0 such that no real root is less than B; nil for the zero polynomial.
    public var smallestRealRootBound: Integer? {
        scalingVariable(by: -1).largestRealRootBound.map { -$0 }
    }

    private func passesLaguerreTest(at bound: Integer) -> Bool {
        let sign = signAtInfinity
        var value = Integer(0)
        for coefficient in coefficients.reversed() {
            value = value * bound + coefficient
            if value.signum() * sign < 0 { return false }
        }
        return true
    }

    /// All rational roots with their multiplicities, in ascending order; empty for the zero polynomial.
    ///
    /// Cost: one factorization over the integers.
    public func rationalRoots() -> [(root: Rational, multiplicity: Int)] {
        factored().factors
            .filter { $0.polynomial.degree == 1 }
            .map { (root: Rational(-$0.polynomial[0], $0.polynomial[1]), multiplicity: $0.multiplicity) }
            .sorted { $0.root < $1.root }
    }

    /// All integer roots with their multiplicities, in ascending order; empty for the zero polynomial.
    public func integerRoots() -> [(root: Integer, multiplicity: Int)] {
        rationalRoots().compactMap { entry in
            entry.root.asInteger.map { (root: $0, multiplicity: entry.multiplicity) }
        }
    }

    /// The smallest integer root that is at least `bound`, or nil when there is none; `bound` itself for the zero
    /// polynomial. Exact: candidates up to the root bound are tried when they are few, otherwise p is factored.
    public func smallestIntegerRoot(atLeast bound: Integer) -> Integer? {
        guard let last = largestRealRootBound else { return bound }
        if last < bound { return nil }
        if let first = bound.asInt, let end = last.asInt,
            case let (width, false) = end.subtractingReportingOverflow(first),
            width < 64
        {
            return (first...end).first { evaluated(at: $0).isZero }.map { Integer($0) }
        }
        return integerRoots().first { $0.root >= bound }?.root
    }

    /// Whether a positive integer is a root; true for the zero polynomial.
    public var hasPositiveIntegerRoot: Bool { smallestIntegerRoot(atLeast: 1) != nil }

    /// The number of distinct real roots in the half-open interval (low, high], by Sturm's theorem; nil for the zero
    /// polynomial. A bound of nil stands for −∞ or ∞.
    public func realRootCount(above low: Rational? = nil, upTo high: Rational? = nil) -> Int? {
        guard !isZero else { return nil }
        let chain = squareFreePart.sturmChain()
        func changes(at point: Rational?, sign: (Polynomial) -> Int) -> Int {
            var count = 0
            var previous = 0
            for member in chain {
                let current = point.map { member.evaluated(at: $0).signum() } ?? sign(member)
                if current == 0 { continue }
                if previous * current < 0 { count += 1 }
                previous = current
            }
            return count
        }
        if let low, let high, low >= high { return 0 }
        return changes(at: low) { $0.signAtMinusInfinity } - changes(at: high) { $0.signAtInfinity }
    }

    /// The primitive polynomial with the same roots, each simple; 0 for 0.
    public var squareFreePart: Polynomial {
        let divisor = gcd(derivative)
        guard let degree = divisor.degree, degree > 0 else { return primitivePart }
        return (exactQuotient(divisor) ?? self).primitivePart
    }

    /// p, p′ and the negated primitive remainders of Euclid's algorithm (positive factors do not change signs).
    private func sturmChain() -> [Polynomial] {
        var chain = [self]
        var next = derivative
        while !next.isZero {
            chain.append(next)
            let remainder = chain[chain.count - 2].positivePseudoRemainder(dividingBy: next)
            let content = remainder.content
            next =
                remainder.isZero
                ? remainder : Polynomial(remainder.coefficients.map { -$0.dividedExactly(by: content) })
        }
        return chain
    }

    /// The remainder of a positive multiple of p on division by `divisor`, with integer coefficients.
    private func positivePseudoRemainder(dividingBy divisor: Polynomial) -> Polynomial {
        guard let leading = divisor.leadingCoefficient, let degree = divisor.degree else { return self }
        let magnitude = leading.magnitude
        var rest = self
        while let top = rest.degree, top >= degree, let coefficient = rest.leadingCoefficient {
            let factor = leading.signum() < 0 ? -coefficient : coefficient
            rest = rest * magnitude - (divisor * factor).multipliedByVariable(power: top - degree)
        }
        return rest
    }
}
