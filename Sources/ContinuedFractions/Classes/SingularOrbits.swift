import Arithmetic

/// The singular points of a recurrence modulo 1, with what they mean up to coboundaries.
///
/// The steps M(n) = [[0, b(n)], [1, a(n)]] are singular at the roots of b. For a class α + Z the product of M(α + k + ε)
/// over all k from far left to far right is a matrix over Q[[ε]], regular but for its elementary divisors ε^v, ε^w, v ≤ w:
/// v + w is the number of roots of b in the class, v the least order of an entry. Multiplication by U(n) in
/// GL₂(Q(n)) changes the ends only, where U is regular, and a factor r(n) changes v and w by the same number. So w − v is an
/// invariant (M. van Hoeij, Finite singularities and hypergeometric solutions of linear recurrence equations, J. Pure
/// Appl. Algebra 139, 1999: the valuation growth). It is kept for the classes of rational roots.
public struct SingularOrbits: Hashable, Sendable {
    /// A class α + Z where w − v > 0.
    public struct Orbit: Hashable, Sendable {
        /// The number α in [0, 1), numerator and denominator.
        public let numerator: Int, denominator: Int
        /// w − v.
        public let gap: Int
    }

    /// The classes, ascending by denominator, then by numerator.
    public let orbits: [Orbit]

    /// The largest distance between two roots in one class.
    private static let largestDistance = 1_000

    /// The classes of a fraction; nil when b = 0, a root does not fit a word, or roots in one class are more than 1,000 apart.
    ///
    /// Cost: the rational roots of b; a product of matrices modulo a prime where several are in one class.
    public init?(_ fraction: PolynomialContinuedFraction) {
        guard let roots = SingularOrbits.roots(of: fraction.b) else { return nil }
        var orbits: [Orbit] = []
        for group in OrbitRoots.groups(roots) {
            guard let gap = group.gap(in: fraction, largestDistance: SingularOrbits.largestDistance) else { return nil }
            if gap > 0 { orbits.append(Orbit(numerator: group.numerator, denominator: group.denominator, gap: gap)) }
        }
        orbits.sort { ($0.denominator, $0.numerator) < ($1.denominator, $1.numerator) }
        self.orbits = orbits
    }

    /// The rational roots; nil for 0 and where one does not fit a word.
    static func roots(of b: Polynomial<Integer>) -> [WordPolynomial.Root]? {
        if b.isZero { return nil }
        if let words = WordPolynomial(b) { return words.rationalRoots }
        var roots: [WordPolynomial.Root] = []
        for (root, multiplicity) in b.rationalRoots() {
            guard let numerator = root.numerator.asInt, let denominator = root.denominator.asInt,
                max(numerator.magnitude, denominator.magnitude) < 1 << 60
            else { return nil }
            roots.append(.init(numerator: numerator, denominator: denominator, multiplicity: multiplicity))
        }
        return roots
    }
}

/// The rational roots of one class α + Z.
struct OrbitRoots {
    /// α in [0, 1).
    var numerator: Int, denominator: Int
    /// The integers k with α + k a root, in the order in which they came, with multiplicities.
    var positions: [(position: Int, multiplicity: Int)]

    /// The number of roots.
    var total: Int { positions.reduce(0) { $0 + $1.multiplicity } }

    /// The roots by classes, in the order of the first of each.
    static func groups(_ roots: [WordPolynomial.Root]) -> [OrbitRoots] {
        var groups: [OrbitRoots] = []
        for root in roots {
            var position = root.numerator / root.denominator
            if position * root.denominator > root.numerator { position -= 1 }
            let part = root.numerator - position * root.denominator
            let index = groups.firstIndex { $0.numerator == part && $0.denominator == root.denominator }
            if let index {
                groups[index].positions.append((position, root.multiplicity))
            } else {
                groups.append(
                    OrbitRoots(
                        numerator: part, denominator: root.denominator, positions: [(position, root.multiplicity)]))
            }
        }
        return groups
    }

    /// w − v; nil when the roots are too far apart.
    func gap(in fraction: PolynomialContinuedFraction, largestDistance: Int) -> Int? {
        // One singular matrix has the entry 1.
        if positions.count == 1 { return total }
        let ends = positions.map(\.position)
        guard let first = ends.min(), let last = ends.max(),
            case let (distance, false) = last.subtractingReportingOverflow(first),
            distance <= largestDistance
        else { return nil }
        if !isZeroModuloPrime(fraction, first...last) { return total }
        return total - 2 * leastOrder(fraction, first...last)
    }

    /// Whether the product at ε = 0 vanishes modulo a prime of 61 bits; if not, it does not vanish.
    private func isZeroModuloPrime(_ fraction: PolynomialContinuedFraction, _ range: ClosedRange<Int>) -> Bool {
        let field = MontgomeryField62(modulus: WordField.modulus)
        guard let inverse = field.inverse(field.encode(denominator)) else { return true }
        let a = fraction.a.coefficients.map { field.encode($0) }
        let b = fraction.b.coefficients.map { field.encode($0) }
        func value(_ coefficients: [UInt64], _ x: UInt64) -> UInt64 {
            coefficients.reversed().reduce(0) { field.add(field.multiply($0, x), $1) }
        }
        var (p, q, r, s) = (field.one, field.zero, field.zero, field.one)
        for position in range {
            let x = field.add(field.encode(position), field.multiply(field.encode(numerator), inverse))
            let (u, v) = (value(a, x), value(b, x))
            (p, q) = (q, field.add(field.multiply(p, v), field.multiply(q, u)))
            (r, s) = (s, field.add(field.multiply(r, v), field.multiply(s, u)))
        }
        return p == 0 && q == 0 && r == 0 && s == 0
    }

    /// The least order of an entry of the product, exactly: series with integer coefficients, after multiplication of each
    /// matrix by a power of the denominator.
    private func leastOrder(_ fraction: PolynomialContinuedFraction, _ range: ClosedRange<Int>) -> Int {
        let length = total / 2 + 1
        let degree = max(fraction.a.degree ?? 0, fraction.b.degree ?? 0)
        let t = Integer(denominator)
        // t^degree p((m + ε)/t) as a polynomial in m.
        func scaled(_ p: Polynomial<Integer>) -> Polynomial<Integer> {
            Polynomial(p.coefficients.enumerated().map { $1 * t.power(degree - $0) })
        }
        func truncated(_ p: Polynomial<Integer>) -> Polynomial<Integer> {
            Polynomial(Array(p.coefficients.prefix(length)))
        }
        let (a, b) = (scaled(fraction.a), scaled(fraction.b))
        let one = Polynomial(constant: t.power(degree))
        var product = Matrix2x2<Polynomial<Integer>>.identity
        for position in range {
            let m = Integer(numerator) + t * Integer(position)
            let next = product * Matrix2x2(0, truncated(b.shifted(by: m)), one, truncated(a.shifted(by: m)))
            product = Matrix2x2(truncated(next.a), truncated(next.b), truncated(next.c), truncated(next.d))
        }
        let orders = [product.a, product.b, product.c, product.d].compactMap { entry in
            entry.coefficients.firstIndex { !$0.isZero }
        }
        return orders.min() ?? total / 2
    }
}

/// The field in which linear algebra is tried before it is done over Q.
enum WordField {
    /// The prime 2⁶¹ − 1.
    static let modulus: UInt64 = (1 << 61) - 1
}
