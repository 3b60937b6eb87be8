import Arithmetic

/// Why a term was not written as a polynomial.
public enum PolynomialError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The expansion would have more than `TermAlgebra.largestExpansion` terms, or coefficients of more than
    /// `largestExpansionBytes`.
    case tooLarge
    /// A factorization was given up.
    case notFactored

    /// One line.
    public var description: String {
        switch self {
        case .tooLarge:
            "the expansion would have more than \(TermAlgebra.largestExpansion) terms or "
                + "\(TermAlgebra.largestExpansionBytes) bytes"
        case .notFactored: "the factorization was given up: an exponent is too large"
        }
    }
}

/// A part of a term as a polynomial in generators: the symbols, functions and other powers that it is built from.
struct PolynomialImage {
    /// The generators in ascending order; variable k of the polynomial is generator k.
    let generators: [TermID]
    /// Whether a generator is neither symbol nor function, so that products of generators need not be in normal form.
    let isDependent: Bool
    var polynomial: MultivariatePolynomial
}

extension TermAlgebra {
    /// The largest number of terms of an expansion.
    public static let largestExpansion = 20_000_000
    /// The largest estimate of the bytes that the coefficients of a power take.
    public static let largestExpansionBytes = 1 << 27

    /// A factor base^exponent of a polynomial part: a power of a polynomial, or a generator.
    private func polynomialExponent(_ exponent: TermID) -> Int? {
        guard let word = coefficient(of: exponent), word.isSmall, word.small > 0 else { return nil }
        return word.small
    }

    /// The parts below which the polynomial part of a term ends: atoms, and factors with exponents that are not positive
    /// integers, as powers. `isExpanded` says that no product or power of sums is in it.
    func polynomialLeaves(of root: TermID) -> (leaves: [TermID], factors: [(TermID, TermID)], isExpanded: Bool) {
        var leaves: [TermID] = []
        var others: [(TermID, TermID)] = []
        var seen: Set<TermID> = [root]
        var isExpanded = true
        var stack = [root]
        while let id = stack.popLast() {
            let kind = node(id).kind
            switch kind {
            case Kind.numeral: break
            case Kind.sum, Kind.scaled: forEachTerm(of: id) { if seen.insert($1).inserted { stack.append($1) } }
            case Kind.product, Kind.power:
                forEachFactor(of: id) { base, exponent in
                    if polynomialExponent(exponent) == nil {
                        others.append((base, exponent))
                        return
                    }
                    if node(base).kind == Kind.sum { isExpanded = false }
                    if seen.insert(base).inserted { stack.append(base) }
                }
            default: leaves.append(id)
            }
        }
        return (leaves, others, isExpanded)
    }

    /// The polynomial of a term whose leaves stand for the terms `images`, by atom and by (base, exponent).
    ///
    /// - Throws: `PolynomialError.tooLarge`.
    func polynomialImage(
        of root: TermID, atoms: [TermID: TermID], powers: [PowerKey: TermID]
    ) throws(PolynomialError) -> PolynomialImage {
        let generators = Array(Set(atoms.values).union(powers.values)).sorted()
        var index: [TermID: Int] = [:]
        for (i, generator) in generators.enumerated() { index[generator] = i }
        let ring = MultivariatePolynomial(variableCount: generators.count)
        var images: [TermID: MultivariatePolynomial] = [:]
        for (atom, image) in atoms { images[atom] = ring.variable(index[image] ?? 0) }
        images[one] = ring.constant(1)
        var stack = [root]
        while let id = stack.last {
            if images[id] != nil {
                stack.removeLast()
                continue
            }
            let height = stack.count
            forEachPolynomialPart(of: id) { if images[$0] == nil { stack.append($0) } }
            if stack.count > height { continue }
            images[id] = try polynomial(of: id, images, ring, index, powers)
            stack.removeLast()
        }
        let isDependent = generators.contains { !TermAlgebra.isAtom(node($0).kind) }
        return PolynomialImage(
            generators: generators, isDependent: isDependent, polynomial: images[root] ?? ring)
    }

    /// A factor that is a generator.
    struct PowerKey: Hashable {
        let base: TermID
        let exponent: TermID
    }

    private func forEachPolynomialPart(of id: TermID, _ body: (TermID) -> Void) {
        switch node(id).kind {
        case Kind.sum, Kind.scaled:
            forEachTerm(of: id) { c, term in if !isPlain(term) { body(term) } }
        case Kind.product, Kind.power:
            forEachFactor(of: id) { base, exponent in if polynomialExponent(exponent) != nil { body(base) } }
        default: break
        }
    }

    /// Whether a term is a product of powers of atoms, which needs no polynomial of its own.
    private func isPlain(_ id: TermID) -> Bool {
        let kind = node(id).kind
        guard kind == Kind.product || kind == Kind.power else { return TermAlgebra.isAtom(kind) }
        var isPlain = true
        forEachFactor(of: id) { base, exponent in
            if polynomialExponent(exponent) != nil && !TermAlgebra.isAtom(node(base).kind) { isPlain = false }
        }
        return isPlain
    }

    private func polynomial(
        of id: TermID, _ images: [TermID: MultivariatePolynomial], _ ring: MultivariatePolynomial,
        _ index: [TermID: Int], _ powers: [PowerKey: TermID]
    ) throws(PolynomialError) -> MultivariatePolynomial {
        let node = node(id)
        switch node.kind {
        case Kind.numeral: return ring.constant(coefficients.value(Coefficient(bits: node.first)))
        case Kind.sum, Kind.scaled:
            let builder = MultivariatePolynomial.Builder(like: ring)
            var exponents = [UInt](repeating: 0, count: ring.variableCount)
            var others: [(Coefficient, MultivariatePolynomial)] = []
            for (c, term) in terms(of: id) {
                if !isPlain(term) && term != one {
                    if let image = images[term] { others.append((c, image)) }
                    continue
                }
                for i in exponents.indices { exponents[i] = 0 }
                if term != one {
                    forEachFactor(of: term) { base, exponent in
                        if let n = polynomialExponent(exponent) {
                            // The image of an atom is one variable.
                            if let k = images[base].flatMap({ TermAlgebra.variableIndex($0) }) {
                                exponents[k] += UInt(n)
                            }
                        } else if let power = powers[PowerKey(base: base, exponent: exponent)], let k = index[power] {
                            exponents[k] += 1
                        }
                    }
                }
                builder.append(coefficients.value(c), exponents)
            }
            var result = builder.polynomial()
            for (c, other) in others { result += other * coefficients.value(c) }
            return result
        default:
            var result = ring.constant(1)
            for (base, exponent) in factors(of: id) {
                let factor: MultivariatePolynomial
                if let n = polynomialExponent(exponent) {
                    let image = images[base] ?? ring
                    try TermAlgebra.checkSize(image, n)
                    factor = n == 1 ? image : image.power(n)
                } else if let power = powers[PowerKey(base: base, exponent: exponent)], let k = index[power] {
                    factor = ring.variable(k)
                } else {
                    continue
                }
                if result.termCount > TermAlgebra.largestExpansion / max(1, factor.termCount) { throw .tooLarge }
                result = result * factor
            }
            return result
        }
    }

    private static func variableIndex(_ polynomial: MultivariatePolynomial) -> Int? {
        var found: Int?
        polynomial.forEachTerm { exponents, _ in found = exponents.firstIndex { $0 > 0 } }
        return found
    }

    /// log₂ of a number of at least 1, to within 1 from above.
    private static func logarithm(_ x: Double) -> Double { x <= 1 ? 0 : Double(x.exponent + 1) }

    /// Throws when the n-th power of a polynomial of t terms may be too large: it has up to C(n + t − 1, n) terms, whose
    /// coefficients have up to n (log₂ t + the bits of the largest coefficient) bits.
    private static func checkSize(_ polynomial: MultivariatePolynomial, _ n: Int) throws(PolynomialError) {
        if n == 1 { return }
        let termCount = polynomial.termCount
        var bits = 0
        polynomial.forEachTerm {
            bits = max(bits, $1.magnitude == 1 ? 0 : $1.numerator.bitWidth + $1.denominator.bitWidth)
        }
        var count = 1.0
        for k in 1..<max(1, min(termCount, n + 1)) {
            // C(n + t − 1, min(n, t − 1)), factor by factor.
            count *= Double(n + termCount - k) / Double(k)
            if count > Double(largestExpansion) { throw .tooLarge }
        }
        let size = count * Double(n) * (logarithm(Double(max(1, termCount))) + Double(bits)) / 8
        if size > Double(largestExpansionBytes) { throw .tooLarge }
        let (degree, overflow) = n.multipliedReportingOverflow(by: polynomial.totalDegree ?? 0)
        if overflow || degree > Int.max / 4 { throw .tooLarge }
    }

    /// The term of a polynomial in generators.
    mutating func term(of image: PolynomialImage) -> TermID {
        if image.isDependent { return termThroughProducts(image) }
        let degree = image.polynomial.totalDegree ?? 0
        var numerals: [TermID] = []
        for k in 0...min(max(degree, 1), 4096) { numerals.append(numeral(k)) }
        var constant = Coefficient.zero
        scratch.removeAll(keepingCapacity: true)
        scratch.reserveCapacity(image.polynomial.termCount)
        image.polynomial.forEachTerm { exponents, value in
            let c = coefficients.coefficient(value)
            let start = pool.count
            var hash: UInt32 = 0
            for k in 0..<exponents.count where exponents[k] != 0 {
                let n = Int(exponents[k])
                let exponent = n < numerals.count ? numerals[n] : numeral(n)
                pool.append(image.generators[k].index, exponent.index)
                hash &+= TermAlgebra.pairHash(image.generators[k].index, exponent.index)
            }
            let id: TermID
            switch pool.count - start {
            case 0:
                constant = c
                return
            case 2:
                let (base, exponent) = (TermID(pool[start]), TermID(pool[start + 1]))
                pool.truncate(to: start)
                id = power(base, exponent)
            default: id = internPooled(kind: Kind.product, start: start, hash: hash)
            }
            scratch.append(UInt64(id.index) << 32 | UInt64(c.bits))
        }
        return collectedSum(constant)
    }

    private mutating func termThroughProducts(_ image: PolynomialImage) -> TermID {
        var terms: [TermID] = []
        for (exponents, coefficient) in image.polynomial.terms {
            var factors = [numeral(coefficient)]
            for (k, n) in exponents.enumerated() where n > 0 { factors.append(power(image.generators[k], n)) }
            terms.append(product(factors))
        }
        return sum(terms)
    }
}
