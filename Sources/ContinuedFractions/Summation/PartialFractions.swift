import Arithmetic

/// P(t)/Q(t) = Σᵢ pᵢ(t)/fᵢ(t)^mᵢ with monic irreducible fᵢ and deg pᵢ < deg fᵢ: the partial fractions of a proper rational
/// function over Q.
public struct PartialFractions: Hashable, Sendable {
    /// One part p/f^m.
    public struct Part: Hashable, Sendable {
        /// p, not 0.
        public let numerator: Polynomial<Rational>
        /// f.
        public let factor: Polynomial<Rational>
        /// m, at least 1.
        public let order: Int

        /// The part `numerator`/`factor`^`order`.
        public init(numerator: Polynomial<Rational>, factor: Polynomial<Rational>, order: Int) {
            self.numerator = numerator
            self.factor = factor
            self.order = order
        }
    }

    /// The parts, by factor and then by m.
    public let parts: [Part]

    /// The data of a decomposition; nothing is checked.
    public init(parts: [Part]) { self.parts = parts }

    /// The largest degree of a denominator that is decomposed.
    public static let largestDegree = 200

    /// The decomposition of above/below; nil unless deg above < deg below ≤ `largestDegree`.
    ///
    /// Cost: one factorization, and for each part a product and a remainder modulo a power of its factor.
    public init?(above: Polynomial<Rational>, below: Polynomial<Rational>) {
        guard let degree = below.degree, degree <= PartialFractions.largestDegree else { return nil }
        guard let top = above.degree else {
            parts = []
            return
        }
        guard top < degree else { return nil }
        let factors = below.clearingDenominators().polynomial.factored().factors
        var found: [Part] = []
        for (factor, multiplicity) in factors {
            let f = Polynomial<Rational>(factor).monic
            let modulus = f.power(multiplicity)
            let cofactor = below.quotientAndRemainder(dividingBy: modulus).quotient
            guard let inverse = PartialFractions.inverse(of: cofactor, modulo: modulus) else { return nil }
            // above/cofactor modulo f^m, in powers of f.
            var rest = (above * inverse).quotientAndRemainder(dividingBy: modulus).remainder
            for order in stride(from: multiplicity, through: 1, by: -1) {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: f)
                if !digit.isZero { found.append(Part(numerator: digit, factor: f, order: order)) }
                rest = quotient
            }
        }
        parts = found
    }

    /// The inverse of p modulo m by Euclid's algorithm; nil when they have a common factor.
    private static func inverse(of p: Polynomial<Rational>, modulo m: Polynomial<Rational>) -> Polynomial<Rational>? {
        var (r0, r1) = (m, p.quotientAndRemainder(dividingBy: m).remainder)
        var (s0, s1) = (Polynomial<Rational>(), Polynomial<Rational>(1))
        while !r1.isZero {
            let (quotient, remainder) = r0.quotientAndRemainder(dividingBy: r1)
            (r0, r1) = (r1, remainder)
            (s0, s1) = (s1, s0 - quotient * s1)
        }
        guard r0.degree == 0, let scale = r0[0].reciprocal else { return nil }
        return s0 * scale
    }

    /// Whether the parts add up to above/below, by multiplying out.
    public func equals(above: Polynomial<Rational>, below: Polynomial<Rational>) -> Bool {
        var numerator = Polynomial<Rational>()
        var denominator = Polynomial<Rational>(1)
        for part in parts {
            let power = part.factor.power(part.order)
            numerator = numerator * power + denominator * part.numerator
            denominator *= power
        }
        return !below.isZero && numerator * below == above * denominator
    }
}
