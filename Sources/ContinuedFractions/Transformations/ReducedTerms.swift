import Arithmetic

extension PolynomialContinuedFraction {
    /// The terms a*, b* that stand for all fractions (c(n) a(n), c(n) c(n−1) b(n)) with rational functions c, at the same
    /// index; nil when a = 0.
    ///
    /// The quotient ρ(n) = b(n)/(a(n) a(n−1)) does not change under these equivalences and determines their class. With
    /// ρ = N/D in lowest terms, a* is the product of powers f(j) of the irreducible factors p(n + j) of D, where f is
    /// taken from the largest j downwards as small as D | a*(n) a*(n−1) lets it: f(j) = max(0, e(j) − f(j + 1)) for the
    /// exponent e(j) in D. So common factors c(n) c(n−1) are gone, and a* is a when there are none. At last both are
    /// multiplied by λ and λ² for the least λ that makes b* integral.
    ///
    /// Cost: the factorization of a over Q.
    var reducedTerms: PolynomialContinuedFraction? {
        if a.isZero || b.isZero { return nil }
        let factors = a.factored().factors
        var rest = b
        var above = Polynomial<Integer>(1)
        for orbit in ShiftOrbit.orbits(of: factors) {
            var exponents: [Int: Int] = [:]
            for (offset, multiplicity) in orbit.multiplicities {
                exponents[offset, default: 0] += multiplicity
                exponents[offset - 1, default: 0] += multiplicity
            }
            let offsets = exponents.keys.sorted(by: >)
            var chosen: [Int: Int] = [:]
            for offset in offsets {
                let factor = orbit.factor.shifted(by: Integer(offset))
                var exponent = exponents[offset] ?? 0
                while exponent > 0, let quotient = rest.exactQuotient(factor) {
                    rest = quotient
                    exponent -= 1
                }
                let needed = max(0, exponent - (chosen[offset + 1] ?? 0))
                chosen[offset] = needed
                above *= factor.power(needed)
                // What a*(n) a*(n−1) has beyond D goes into b*.
                rest *= factor.power(needed + (chosen[offset + 1] ?? 0) - exponent)
            }
            for offset in offsets where (chosen[offset] ?? 0) > 0 && exponents[offset - 1] == nil {
                rest *= orbit.factor.shifted(by: Integer(offset - 1)).power(chosen[offset] ?? 0)
            }
        }
        // ρ = b/(a a⁻): rest is what is left of b after the cancellation, up to the constant of a.
        let constant = a.leadingCoefficient ?? 1
        let lead = above.leadingCoefficient ?? 1
        let square = Rational(lead, constant) * Rational(lead, constant)
        let scale = square * Rational(b.leadingCoefficient ?? 1, rest.leadingCoefficient ?? 1)
        let below = Polynomial<Rational>(rest) * scale
        let denominator = below.clearingDenominators().denominator
        let factor = denominator.leastRootOfMultipleSquare
        let integral = (below * Rational(factor * factor)).asIntegerPolynomial ?? rest
        return PolynomialContinuedFraction(a: above * factor, b: integral)
    }
}

/// The irreducible polynomials p(n + j) that are shifts of one of them, with their multiplicities.
private struct ShiftOrbit {
    /// One of them.
    let factor: Polynomial<Integer>
    /// The offsets j with the multiplicity of p(n + j).
    var multiplicities: [(offset: Int, multiplicity: Int)]

    static func orbits(of factors: [(polynomial: Polynomial<Integer>, multiplicity: Int)]) -> [ShiftOrbit] {
        var orbits: [ShiftOrbit] = []
        for (polynomial, multiplicity) in factors {
            var isNew = true
            for index in orbits.indices {
                guard let offset = offset(from: orbits[index].factor, to: polynomial) else { continue }
                orbits[index].multiplicities.append((offset, multiplicity))
                isNew = false
                break
            }
            if isNew { orbits.append(ShiftOrbit(factor: polynomial, multiplicities: [(0, multiplicity)])) }
        }
        return orbits
    }

    /// The integer j with q(n) = p(n + j), read from the two leading coefficients and then checked.
    private static func offset(from p: Polynomial<Integer>, to q: Polynomial<Integer>) -> Int? {
        guard let degree = p.degree, degree == q.degree, degree > 0, let lead = p.leadingCoefficient,
            lead == q.leadingCoefficient,
            let offset = (q[degree - 1] - p[degree - 1]).exactQuotient(lead * Integer(degree))
        else { return nil }
        return p.shifted(by: offset) == q ? offset.asInt : nil
    }
}

extension Integer {
    /// The least positive integer whose square this one, which is positive, divides.
    ///
    /// Primes up to 10,000 are found by division; what is left counts as a square or as free of squares.
    fileprivate var leastRootOfMultipleSquare: Integer {
        var rest = self
        var root: Integer = 1
        var p = 2
        while p <= 10_000, !rest.isOne {
            let prime = Integer(p)
            var exponent = 0
            while let quotient = rest.exactQuotient(prime) {
                rest = quotient
                exponent += 1
            }
            if exponent > 0 { root *= prime.power((exponent + 1) / 2) }
            p += p == 2 ? 1 : 2
        }
        return root * (rest.squareRootIfPerfect ?? rest)
    }
}
