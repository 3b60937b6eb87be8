import Arithmetic

/// The irreducible factors of a polynomial that are shifts q(n − k) of one of them: one class of its roots modulo 1.
struct RootOrbit: Sendable {
    /// The factor q at position 0: primitive, with positive leading coefficient, the mean of its roots in [0, 1).
    let factor: Polynomial<Integer>
    /// The positions k with multiplicities, in the order in which they came.
    var positions: [(position: Int, multiplicity: Int)]

    /// The degree of q.
    var degree: Int { factor.degree ?? 0 }

    /// The number of factors.
    var total: Int { positions.reduce(0) { $0 + $1.multiplicity } }

    /// The positions, each as often as its multiplicity, ascending.
    var unfolded: [Int] { positions.flatMap { Array(repeating: $0.position, count: $0.multiplicity) }.sorted() }

    /// The orbits of b, those of rational roots first; nil for 0 and when a position does not fit a word.
    ///
    /// Cost: the rational roots, by trial for small coefficients; a factorization when there are others.
    static func orbits(of b: Polynomial<Integer>) -> [RootOrbit]? {
        guard let degree = b.degree else { return nil }
        if let roots = WordPolynomial(b)?.rationalRoots, roots.reduce(0, { $0 + $1.multiplicity }) == degree {
            var orbits: [RootOrbit] = []
            for root in roots {
                var position = root.numerator / root.denominator
                if position * root.denominator > root.numerator { position -= 1 }
                let part = root.numerator - position * root.denominator
                insert(Polynomial(integers: [-part, root.denominator]), position, root.multiplicity, in: &orbits)
            }
            return orbits
        }
        var orbits: [RootOrbit] = []
        for (factor, multiplicity) in b.factored().factors {
            guard let top = factor.degree, let lead = factor.leadingCoefficient, top > 0 else { continue }
            let mean = Rational(-factor[top - 1], lead * Integer(top)).floor
            guard let position = mean.asInt, position.magnitude < 1 << 60 else { return nil }
            insert(factor.shifted(by: mean), position, multiplicity, in: &orbits)
        }
        return orbits
    }

    private static func insert(
        _ factor: Polynomial<Integer>, _ position: Int, _ multiplicity: Int, in orbits: inout [RootOrbit]
    ) {
        if let index = orbits.firstIndex(where: { $0.factor == factor }) {
            orbits[index].positions.append((position, multiplicity))
        } else {
            orbits.append(RootOrbit(factor: factor, positions: [(position, multiplicity)]))
        }
    }
}

extension RootOrbit {
    /// The difference w − v of the elementary divisors of the matrices of a fraction on an orbit of rational roots (see
    /// `SingularOrbits`); nil when the roots are too far apart.
    func gap(in fraction: PolynomialContinuedFraction, largestDistance: Int) -> Int? {
        // One singular matrix has the entry 1.
        if positions.count == 1 { return total }
        let ends = positions.map(\.position)
        guard let first = ends.min(), let last = ends.max(),
            case let (distance, false) = last.subtractingReportingOverflow(first), distance <= largestDistance
        else { return nil }
        if !isZeroModuloPrime(fraction, first...last) { return total }
        return total - 2 * leastOrder(fraction, first...last)
    }

    /// Whether the product at ε = 0 vanishes modulo a prime of 61 bits; if not, it does not vanish.
    private func isZeroModuloPrime(_ fraction: PolynomialContinuedFraction, _ range: ClosedRange<Int>) -> Bool {
        let field = MontgomeryField62(modulus: WordField.modulus)
        guard let inverse = field.inverse(field.encode(factor[1])) else { return true }
        let start = field.multiply(field.negate(field.encode(factor[0])), inverse)
        let a = fraction.a.coefficients.map { field.encode($0) }
        let b = fraction.b.coefficients.map { field.encode($0) }
        func value(_ coefficients: [UInt64], _ x: UInt64) -> UInt64 {
            coefficients.reversed().reduce(0) { field.add(field.multiply($0, x), $1) }
        }
        var (p, q, r, s) = (field.one, field.zero, field.zero, field.one)
        for position in range {
            let x = field.add(field.encode(position), start)
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
        let (numerator, t) = (-factor[0], factor[1])
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
            let m = numerator + t * Integer(position)
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
