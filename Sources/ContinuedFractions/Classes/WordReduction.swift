import Arithmetic

/// The reduction of fractions with word-sized coefficients to canonical terms: what `reducedTerms` and `canonicalForm` do,
/// for fractions that need no factorization.
enum WordReduction {
    /// What came of it.
    enum Outcome {
        /// The canonical form.
        case form(KeyedFraction)
        /// There is none: the fraction terminates, or a = 0.
        case none
        /// Big integers or a factorization are needed.
        case tooLarge
    }

    /// The canonical form of the fraction.
    static func canonical(_ a: WordPolynomial, _ b: WordPolynomial) -> Outcome {
        guard a.degree <= PolynomialContinuedFraction.largestCanonicalDegree,
            b.degree <= 2 * PolynomialContinuedFraction.largestCanonicalDegree
        else { return .none }
        if a.degree < 0 || b.degree < 0 { return .none }
        var roots = b.integerRoots
        if let last = roots.last, last >= 1 { return .none }
        guard let before = a.shifted(by: -1) else { return .tooLarge }
        let reduced: (a: WordPolynomial, b: WordPolynomial)
        if a.degree == 0 || (a.isCoprime(to: b) && before.isCoprime(to: b)) {
            guard let primitive = primitiveTerms(a, b) else { return .tooLarge }
            reduced = primitive
        } else {
            guard let deflated = deflatedTerms(a, b) else { return .tooLarge }
            reduced = deflated
            roots = reduced.b.integerRoots
        }
        let shift: Int
        if let root = roots.last {
            shift = root
        } else {
            let largestLead = max(reduced.a.lead.magnitude, reduced.b.lead.magnitude)
            guard largestLead < 1 << 50 else { return .tooLarge }
            shift = meanRoot(reduced.a) ?? meanRoot(reduced.b) ?? 0
        }
        guard shift > Int.min / 4, shift < Int.max / 4 else { return .tooLarge }
        guard let x = reduced.a.shifted(by: shift), let y = reduced.b.shifted(by: shift) else { return .tooLarge }
        return .form(KeyedFraction(key: CanonicalKey(x, y), shift: shift))
    }

    /// ⌊−c(d−1)/(c(d) d)⌋ for a polynomial of degree d > 0; nil for a constant.
    private static func meanRoot(_ p: WordPolynomial) -> Int? {
        guard p.degree > 0 else { return nil }
        let (above, below) = (-p.coefficients[p.degree - 1], p.lead * p.degree)
        let (quotient, rest) = above.quotientAndRemainder(dividingBy: below)
        return rest != 0 && (rest < 0) != (below < 0) ? quotient - 1 : quotient
    }

    /// (a f/c, b f²/c²), c the content of a with the sign of its leading coefficient and f > 0 the least integer that
    /// makes it integral; nil when it is too large.
    private static func primitiveTerms(
        _ a: WordPolynomial, _ b: WordPolynomial
    ) -> (a: WordPolynomial, b: WordPolynomial)? {
        let content = a.content
        let signed = a.lead < 0 ? -content : content
        if content == 1 { return a.scaled(by: signed, over: 1).map { ($0, b) } }
        guard content < 10_000 else { return nil }
        return integral(a, b, over: signed, square: content * content)
    }

    /// (a f/c, b f²/c²) with the least f for a = c · primitive.
    private static func integral(
        _ a: WordPolynomial, _ b: WordPolynomial, over content: Int, square: Int
    ) -> (a: WordPolynomial, b: WordPolynomial)? {
        let common = Int(WordPolynomial.gcd(UInt(square), UInt(b.content)))
        let factor = leastRootOfMultipleSquare(square / common)
        // f² is a multiple of c²/common.
        guard let x = a.scaled(by: factor, over: content),
            let y = b.scaled(by: factor * factor / (square / common), over: common)
        else { return nil }
        return (x, y)
    }

    /// The least f > 0 whose square `number` divides, for a number all of whose prime factors are below 10,000.
    private static func leastRootOfMultipleSquare(_ number: Int) -> Int {
        var rest = number
        var root = 1
        var p = 2
        while rest > 1 {
            if p * p > rest { return root * rest }
            var isOdd = false
            while rest % p == 0 {
                rest /= p
                isOdd.toggle()
                if isOdd { root *= p }
            }
            p += 1
        }
        return root
    }

    /// The terms without common factors when a has degree 1 or 2; nil for higher degrees and when numbers are too large.
    ///
    /// The rule is that of `reducedTerms`: with ρ = b/(a a⁻) in lowest terms, f(j) = max(0, e(j) − f(j + 1)) for the
    /// exponent e(j) of p(n + j) in the denominator.
    private static func deflatedTerms(
        _ a: WordPolynomial, _ b: WordPolynomial
    ) -> (a: WordPolynomial, b: WordPolynomial)? {
        guard let orbits = orbits(of: a) else { return nil }
        var rest = b
        var above = WordPolynomial([1])
        for (factor, multiplicities) in orbits {
            var exponents: [Int: Int] = [:]
            for (offset, multiplicity) in multiplicities {
                exponents[offset, default: 0] += multiplicity
                exponents[offset - 1, default: 0] += multiplicity
            }
            let offsets = exponents.keys.sorted(by: >)
            var chosen: [Int: Int] = [:]
            for offset in offsets {
                guard let shifted = factor.shifted(by: offset) else { return nil }
                var exponent = exponents[offset] ?? 0
                while exponent > 0 {
                    let division = rest.divided(by: shifted)
                    if case .overflow = division { return nil }
                    guard case .exact(let quotient) = division else { break }
                    rest = quotient
                    exponent -= 1
                }
                let needed = max(0, exponent - (chosen[offset + 1] ?? 0))
                chosen[offset] = needed
                let surplus = needed + (chosen[offset + 1] ?? 0) - exponent
                guard let x = above.multiplied(by: shifted, times: needed),
                    let y = rest.multiplied(by: shifted, times: surplus)
                else { return nil }
                (above, rest) = (x, y)
            }
            for offset in offsets where (chosen[offset] ?? 0) > 0 && exponents[offset - 1] == nil {
                guard let shifted = factor.shifted(by: offset - 1),
                    let y = rest.multiplied(by: shifted, times: chosen[offset] ?? 0)
                else { return nil }
                rest = y
            }
        }
        // b*/rest = (lead a*/lead a)² · lead b/lead rest.
        guard case let (x, false) = above.lead.multipliedReportingOverflow(by: above.lead),
            case let (numerator, false) = x.multipliedReportingOverflow(by: b.lead),
            case let (y, false) = a.lead.multipliedReportingOverflow(by: a.lead),
            case let (denominator, false) = y.multipliedReportingOverflow(by: rest.lead)
        else { return nil }
        let sign = (numerator < 0) != (denominator < 0) ? -1 : 1
        let common = WordPolynomial.gcd(numerator.magnitude, denominator.magnitude)
        guard let up = Int(exactly: numerator.magnitude / common),
            let down = Int(exactly: denominator.magnitude / common),
            let scaled = rest.scaled(by: sign * up, over: 1)
        else { return nil }
        let divisor = Int(WordPolynomial.gcd(UInt(down), UInt(scaled.content)))
        let square = down / divisor
        guard square < 10_000 * 10_000 else { return nil }
        let factor = leastRootOfMultipleSquare(square)
        guard let numeratorTerms = above.scaled(by: factor, over: 1),
            let below = scaled.scaled(by: factor * factor / square, over: divisor)
        else { return nil }
        return (numeratorTerms, below)
    }

    /// The irreducible factors of a, with positive leading coefficients, in orbits under shifts: one factor p of
    /// each and the offsets j of its p(n + j) with multiplicities; nil for degrees above 2.
    private static func orbits(
        of a: WordPolynomial
    ) -> [(factor: WordPolynomial, multiplicities: [(offset: Int, multiplicity: Int)])]? {
        if a.degree > 2 { return nil }
        guard let roots = a.rationalRoots else { return nil }
        if roots.isEmpty {
            let content = a.lead < 0 ? -a.content : a.content
            return a.scaled(by: 1, over: content).map { [($0, [(0, 1)])] }
        }
        var orbits: [(factor: WordPolynomial, multiplicities: [(offset: Int, multiplicity: Int)])] = []
        for root in roots {
            let factor = WordPolynomial([-root.numerator, root.denominator])
            // In the order of `factored()`, which does not matter: orbits are independent of it.
            if let first = orbits.first?.factor, first.lead == factor.lead,
                (factor.coefficients[0] - first.coefficients[0]) % first.lead == 0
            {
                let offset = (factor.coefficients[0] - first.coefficients[0]) / first.lead
                orbits[0].multiplicities.append((offset, root.multiplicity))
            } else {
                orbits.append((factor, [(0, root.multiplicity)]))
            }
        }
        return orbits
    }
}

extension WordPolynomial {
    /// p · qᵏ; nil on overflow.
    fileprivate func multiplied(by other: WordPolynomial, times count: Int) -> WordPolynomial? {
        var result = self
        for _ in 0..<count {
            guard let next = result.multiplied(by: other) else { return nil }
            result = next
        }
        return result
    }
}
