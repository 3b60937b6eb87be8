import Arithmetic

extension FractionCoboundary {
    /// The coboundary between two fractions, found without their values; nil when there is none, when it is not unique, or
    /// outside of the bounds below.
    ///
    /// The coboundary equation S′(n) U(n+1) = r(n) U(n) S(n), S(n) = [[a(n), b(n+1)], [1, 0]], is linear once r is known. Up to
    /// what can be moved into U, r is fixed by determinants: its order at a class α + Z is half the difference of the numbers
    /// of roots of b′ and b there, its leading coefficient is A′/A, or for deg b > 2 deg a one of ±√(B′/B). Poles of
    /// U are possible only between a root of b′ and a larger root of b less 1; c(n) clears them. So U(0) is such that
    /// the four sequences c(n) U(n) are polynomials: their differences of high order vanish, linear equations for the four entries
    /// of U(0), solved modulo 2⁶¹ − 1. A solution is lifted to Q, interpolated, and proved by `links`.
    ///
    /// Bounds: entries of degree at most deg c + 8, deg c ≤ 12, entries of U(0) below 2³⁰. Cost: some ten microseconds without a solution, some hundred with one.
    public static func between(
        _ source: PolynomialContinuedFraction, _ target: PolynomialContinuedFraction
    ) -> FractionCoboundary? {
        guard source.firstVanishingNumerator == nil, target.firstVanishingNumerator == nil else { return nil }
        for multiplier in CoboundaryMultiplier.all(source, target) {
            let search = DirectSearch(source: source, target: target, multiplier: multiplier)
            guard let start = search.start, let found = search.interpolated(from: start) else { continue }
            if found.links(source, target) { return found }
        }
        return nil
    }
}

/// The rational function r of the coboundary equation, and the polynomial c that clears the poles of U.
private struct CoboundaryMultiplier {
    /// A polynomial and its exponent.
    typealias Factor = (polynomial: Polynomial<Integer>, order: Int)
    /// What r is besides `orders`.
    let scale: Rational
    /// Irreducible factors of r, with negative exponents at poles.
    let orders: [Factor]
    /// Irreducible factors of c.
    let poles: [Factor]

    static let largestDegree = 12
    private static let largestDistance = 200

    /// The degree of c.
    var degree: Int { poles.reduce(0) { $0 + ($1.polynomial.degree ?? 0) * $1.order } }

    /// The multipliers for each possible leading coefficient of r; empty when there is none or c is too large.
    static func all(
        _ source: PolynomialContinuedFraction, _ target: PolynomialContinuedFraction
    ) -> [CoboundaryMultiplier] {
        guard let leadA = source.a.leadingCoefficient, let leadB = source.b.leadingCoefficient,
            let targetA = target.a.leadingCoefficient, let targetB = target.b.leadingCoefficient,
            let mine = RootOrbit.orbits(of: source.b), let theirs = RootOrbit.orbits(of: target.b)
        else { return [] }
        var leads: [Rational]
        if (source.b.degree ?? 0) <= 2 * (source.a.degree ?? 0) {
            leads = [Rational(targetA, leadA)]
        } else {
            guard let root = Rational(targetB, leadB).squareRootIfPerfect else { return [] }
            leads = [root, -root]
        }
        var orders: [Factor] = []
        var poles: [Factor] = []
        for orbit in theirs + mine.filter({ orbit in !theirs.contains { $0.factor == orbit.factor } }) {
            let x = mine.first { $0.factor == orbit.factor }?.unfolded ?? []
            let y = theirs.first { $0.factor == orbit.factor }?.unfolded ?? []
            guard (y.count - x.count) % 2 == 0 else { return [] }
            let half = (y.count - x.count) / 2
            // Zeros of r where b′ has its first ones, poles where b has its last.
            let zeros = half > 0 ? y.prefix(half).map { $0 - 1 } : x.suffix(-half).map { $0 - 1 }
            let sign = half > 0 ? 1 : -1
            func factor(_ position: Int) -> Polynomial<Integer> { orbit.factor.shifted(by: Integer(-position)) }
            orders += zeros.map { (factor($0), sign) }
            if half != 0, let lead = orbit.factor.leadingCoefficient {
                let power = Rational(lead).power(half)
                leads = leads.map { $0 / power }
            }
            guard let first = y.first, let last = x.last, first < last else { continue }
            guard last - first <= largestDistance else { return [] }
            for z in first..<last {
                let before = y.filter { $0 <= z }.count - sign * zeros.filter { $0 + 1 <= z }.count
                let after = x.filter { $0 > z }.count + sign * zeros.filter { $0 + 1 > z }.count
                let order = min(before, after)
                if order > 0 { poles.append((factor(z), order)) }
            }
        }
        return leads.map { CoboundaryMultiplier(scale: $0, orders: orders, poles: poles) }
            .filter { $0.degree <= largestDegree }
    }

    /// The value of a product of powers.
    static func product(_ factors: [Factor], at n: Int) -> Rational {
        factors.reduce(Rational(1)) { $0 * Rational($1.polynomial.evaluated(at: n)).power($1.order) }
    }
}

/// The search for U(0) with a given r.
private struct DirectSearch {
    let source: PolynomialContinuedFraction
    let target: PolynomialContinuedFraction
    let multiplier: CoboundaryMultiplier

    /// The largest degree of c(n) U(n).
    private var degree: Int { multiplier.degree + 8 }

    /// U(0) up to a factor: a, b, c, d; nil when there is none with small entries, or more than one.
    var start: [Integer]? {
        let field = MontgomeryField62(modulus: WordField.modulus)
        let count = degree + 6
        guard let rows = differences(field, count: count),
            let line = NullLine.find(rows, field), let values = NullLine.lift(line, field)
        else { return nil }
        return values
    }

    /// For each entry of c U and each place, its difference of order degree + 1 as a linear form in the entries of U(0); nil when a
    /// number that must not vanish does.
    private func differences(_ field: MontgomeryField62, count: Int) -> [[UInt64]]? {
        func encode(_ x: Rational) -> UInt64? {
            field.inverse(field.encode(x.denominator)).map { field.multiply(field.encode(x.numerator), $0) }
        }
        func values(_ p: Polynomial<Integer>, from first: Int) -> [UInt64] {
            let coefficients = p.coefficients.map { field.encode($0) }
            return (0..<count).map { n in
                let x = field.encode(n + first)
                return coefficients.reversed().reduce(0) { field.add(field.multiply($0, x), $1) }
            }
        }
        let (a, b) = (values(source.a, from: 0), values(source.b, from: 1))
        let (targetA, targetB) = (values(target.a, from: 0), values(target.b, from: 1))
        guard let lead = encode(multiplier.scale) else { return nil }
        func powers(_ factors: [CoboundaryMultiplier.Factor], isPositive: Bool) -> [UInt64] {
            var result = [UInt64](repeating: field.one, count: count)
            for factor in factors where (factor.order > 0) == isPositive {
                let values = values(factor.polynomial, from: 0)
                for _ in 0..<abs(factor.order) {
                    for n in 0..<count { result[n] = field.multiply(result[n], values[n]) }
                }
            }
            return result
        }
        let scales = powers(multiplier.poles, isPositive: true)
        let above = powers(multiplier.orders, isPositive: true)
        let below = powers(multiplier.orders, isPositive: false)
        // Entry e of U(n), from the entry s of U(0): u[4 e + s].
        var u = [UInt64](repeating: 0, count: 16)
        for s in 0..<4 { u[5 * s] = field.one }
        var table = [[UInt64]](repeating: [], count: count)
        for n in 0..<count {
            table[n] = u.map { field.multiply($0, scales[n]) }
            // U(n+1) = r(n) S′(n)⁻¹ U(n) S(n), S′⁻¹ = [[0, 1], [1/b′, −a′/b′]].
            guard let inverse = field.inverse(field.multiply(targetB[n], below[n])) else { return nil }
            let factor = field.multiply(field.multiply(lead, above[n]), inverse)
            let whole = field.multiply(factor, targetB[n])
            var next = u
            for s in 0..<4 {
                let (p, q, x, y) = (u[s], u[4 + s], u[8 + s], u[12 + s])
                // U S = [[p a + q, p b], [x a + y, x b]].
                let (topLeft, topRight) = (field.add(field.multiply(p, a[n]), q), field.multiply(p, b[n]))
                let (left, right) = (field.add(field.multiply(x, a[n]), y), field.multiply(x, b[n]))
                next[s] = field.multiply(whole, left)
                next[4 + s] = field.multiply(whole, right)
                next[8 + s] = field.multiply(factor, field.subtract(topLeft, field.multiply(targetA[n], left)))
                next[12 + s] = field.multiply(factor, field.subtract(topRight, field.multiply(targetA[n], right)))
            }
            u = next
        }
        for order in 1...(degree + 1) {
            for n in 0..<(count - order) {
                for i in 0..<16 { table[n][i] = field.subtract(table[n + 1][i], table[n][i]) }
            }
        }
        return (0..<(count - degree - 1)).flatMap { n in (0..<4).map { e in Array(table[n][(4 * e)..<(4 * e + 4)]) } }
    }

    /// The polynomial matrix c(n) U(n) through its values at 0 ... degree, without common factors.
    func interpolated(from start: [Integer]) -> FractionCoboundary? {
        var u = start.map { Rational($0) }
        var rows: [[Rational]] = []
        for n in 0...degree {
            let scale = CoboundaryMultiplier.product(multiplier.poles, at: n)
            rows.append(u.map { $0 * scale })
            let (a, b) = (Rational(source.a.evaluated(at: n)), Rational(source.b.evaluated(at: n + 1)))
            let (x, y) = (Rational(target.a.evaluated(at: n)), Rational(target.b.evaluated(at: n + 1)))
            if y.isZero || multiplier.orders.contains(where: { $0.polynomial.evaluated(at: n).isZero }) { return nil }
            let r = multiplier.scale * CoboundaryMultiplier.product(multiplier.orders, at: n)
            let (left, right) = (u[2] * a + u[3], u[2] * b)
            let (topLeft, topRight) = (u[0] * a + u[1], u[0] * b)
            u = [r * left, r * right, r * (topLeft - x * left) / y, r * (topRight - x * right) / y]
        }
        // Newton: Σ Δᵏ(0) n (n−1) ⋯ (n−k+1)/k!.
        var entries = [Polynomial<Rational>](repeating: Polynomial(), count: 4)
        var binomial = Polynomial<Rational>(1)
        for k in 0...degree {
            for e in 0..<4 { entries[e] += binomial * rows[0][e] }
            binomial = binomial * Polynomial([Rational(Integer(-k), Integer(k + 1)), Rational(1, Integer(k + 1))])
            for n in 0..<(degree - k) {
                for e in 0..<4 { rows[n][e] = rows[n + 1][e] - rows[n][e] }
            }
        }
        var denominator = Integer(1)
        for entry in entries { denominator = denominator.lcm(entry.clearingDenominators().denominator) }
        let integral = entries.compactMap { ($0 * Rational(denominator)).asIntegerPolynomial }
        guard integral.count == 4 else { return nil }
        let common = integral.reduce(Polynomial<Integer>()) { $0.gcd($1) }
        let reduced = integral.map { $0.exactQuotient(common) ?? $0 }
        return FractionCoboundary(Matrix2x2(reduced[0], reduced[1], reduced[2], reduced[3]))
    }
}

/// Four unknowns modulo a prime.
private enum NullLine {
    /// The solution of the equations when it is unique up to a factor; otherwise nil.
    static func find(_ equations: [[UInt64]], _ field: MontgomeryField62) -> [UInt64]? {
        var rows: [(pivot: Int, row: [UInt64])] = []
        for equation in equations {
            var row = equation
            for (pivot, known) in rows where row[pivot] != 0 { subtract(known, times: row[pivot], from: &row, field) }
            guard let pivot = row.firstIndex(where: { $0 != 0 }) else { continue }
            guard rows.count < 3, let inverse = field.inverse(row[pivot]) else { return nil }
            for i in row.indices { row[i] = field.multiply(row[i], inverse) }
            for i in rows.indices { subtract(row, times: rows[i].row[pivot], from: &rows[i].row, field) }
            rows.append((pivot, row))
        }
        guard rows.count == 3, let free = (0..<4).first(where: { i in !rows.contains { $0.pivot == i } }) else { return nil }
        var solution = [UInt64](repeating: 0, count: 4)
        solution[free] = field.one
        for (pivot, row) in rows { solution[pivot] = field.negate(row[free]) }
        return solution
    }

    private static func subtract(
        _ row: [UInt64], times factor: UInt64, from other: inout [UInt64], _ field: MontgomeryField62
    ) {
        for i in row.indices { other[i] = field.subtract(other[i], field.multiply(row[i], factor)) }
    }

    /// Integers proportional to residues, as quotients of numbers below 2³⁰; nil when there are none.
    static func lift(_ line: [UInt64], _ field: MontgomeryField62) -> [Integer]? {
        var values: [Rational] = []
        for residue in line {
            guard let value = rational(field.decode(residue), field.modulus) else { return nil }
            values.append(value)
        }
        let denominator = values.reduce(Integer(1)) { $0.lcm($1.denominator) }
        return values.map { $0.numerator * denominator.dividedExactly(by: $0.denominator) }
    }

    /// The quotient with this residue (half of Euclid's algorithm).
    private static func rational(_ residue: UInt64, _ modulus: UInt64) -> Rational? {
        let bound: UInt64 = 1 << 30
        var (r0, r1) = (modulus, residue)
        var (t0, t1) = (0, 1)
        while r1 >= bound {
            let q = r0 / r1
            (r0, r1) = (r1, r0 - q * r1)
            (t0, t1) = (t1, t0 - Int(q) * t1)
        }
        guard t1 != 0, t1.magnitude < bound else { return nil }
        return Rational(Integer(t1 < 0 ? -Int(r1) : Int(r1)), Integer(abs(t1)))
    }
}
