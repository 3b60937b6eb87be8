import Arithmetic

extension FractionCoboundary {
    /// The largest degree of the entries that is tried.
    public static let largestDegree = 8
    /// Up to this index the maps between the tails are computed to see how they grow.
    private static let growthIndex = 48

    /// The coboundary between two fractions whose values are related by `map`; nil when there is none with entries of
    /// degree at most `largestDegree`.
    ///
    /// The map between the tails of index n + 1 is S′(n)⁻¹ U(n) S(n), from U(0) = map on. If U(n) is a matrix of polynomials
    /// up to factors, its primitive entries grow like a power of n, otherwise exponentially: that is looked at first. Then
    /// the polynomials are found from the values by linear algebra, and `links` proves what was found.
    ///
    /// Cost: some microseconds when the fractions are not related, some milliseconds otherwise.
    public static func between(
        _ source: PolynomialContinuedFraction, _ target: PolynomialContinuedFraction, map: MobiusMap
    ) -> FractionCoboundary? {
        guard source.firstVanishingNumerator == nil, target.firstVanishingNumerator == nil else { return nil }
        var values = [[map.a, map.b, map.c, map.d]]
        for index in 0..<growthIndex {
            let u = values[index]
            let before = Matrix2x2(u[0], u[1], u[2], u[3])
            let step = Matrix2x2(source.a.evaluated(at: index), source.b.evaluated(at: index + 1), 1, 0)
            let back = Matrix2x2(
                0, -target.b.evaluated(at: index + 1), -1, target.a.evaluated(at: index))
            let next = back * before * step
            let content = next.a.gcd(next.b).gcd(next.c).gcd(next.d)
            if content.isZero { return nil }
            values.append([next.a, next.b, next.c, next.d].map { $0.dividedExactly(by: content) })
            if index == growthIndex / 4, bits(values[index]) > bits(values[0]) + 12 * largestDegree { return nil }
        }
        // A power n^d doubles d bits' worth between n and 2n, up to the content of single values.
        let growth = bits(values[growthIndex]) - bits(values[growthIndex / 2])
        let (lowest, highest) = (max(0, growth - 3), max(0, min(largestDegree, growth + 2)))
        guard lowest <= highest else { return nil }
        for degree in lowest...highest {
            guard let found = fit(values, degree: degree) else { continue }
            return found.links(source, target) && found.map == map ? found : nil
        }
        return nil
    }

    private static func bits(_ entries: [Integer]) -> Int { entries.map(\.bitWidth).max() ?? 0 }

    /// Polynomials of this degree that are proportional to the values at n = 0, 1, …; nil when there are none.
    private static func fit(_ values: [[Integer]], degree: Int) -> FractionCoboundary? {
        let unknowns = 4 * (degree + 1)
        // Three equations for each n, and some n more than are needed.
        let count = min(values.count, (unknowns + 2) / 3 + 4)
        var rows: [[Rational]] = []
        for n in 0..<count {
            let entries = values[n]
            guard let pivot = entries.indices.first(where: { !entries[$0].isZero }) else { return nil }
            let powers = (0...degree).map { Rational(Integer(n).power($0)) }
            for other in 0..<4 where other != pivot {
                var row = Array(repeating: Rational(0), count: unknowns)
                for (power, value) in powers.enumerated() {
                    row[other * (degree + 1) + power] = value * Rational(entries[pivot])
                    row[pivot * (degree + 1) + power] = -value * Rational(entries[other])
                }
                rows.append(row)
            }
        }
        guard let vector = LinearKernel.line(of: rows, unknowns: unknowns) else { return nil }
        let (integral, _) = Polynomial<Rational>(vector + [1]).clearingDenominators()
        let entries = (0..<4).map { entry in
            Polynomial<Integer>((0...degree).map { integral[entry * (degree + 1) + $0] })
        }
        let common = entries.reduce(Polynomial<Integer>()) { $0.gcd($1) }
        let reduced = entries.map { $0.exactQuotient(common) ?? $0 }
        return FractionCoboundary(Matrix2x2(reduced[0], reduced[1], reduced[2], reduced[3]))
    }
}

/// The solutions of small systems of linear equations.
private enum LinearKernel {
    /// The solution of the homogeneous equations when it is unique up to a factor; otherwise nil.
    ///
    /// Cost: Gauss–Jordan elimination over Q, O(rows · unknowns²).
    static func line(of equations: [[Rational]], unknowns: Int) -> [Rational]? {
        var rows: [(pivot: Int, row: [Rational])] = []
        for equation in equations {
            var row = equation
            for (pivot, known) in rows where !row[pivot].isZero { subtract(known, times: row[pivot], from: &row) }
            guard let pivot = row.firstIndex(where: { !$0.isZero }) else { continue }
            guard rows.count + 1 < unknowns, let inverse = row[pivot].reciprocal else { return nil }
            for index in row.indices where !row[index].isZero { row[index] *= inverse }
            for index in rows.indices where !rows[index].row[pivot].isZero {
                subtract(row, times: rows[index].row[pivot], from: &rows[index].row)
            }
            rows.append((pivot, row))
        }
        guard rows.count == unknowns - 1 else { return nil }
        let pivots = Set(rows.map(\.pivot))
        guard let free = (0..<unknowns).first(where: { !pivots.contains($0) }) else { return nil }
        var solution = Array(repeating: Rational(0), count: unknowns)
        solution[free] = 1
        for (pivot, row) in rows { solution[pivot] = -row[free] }
        return solution
    }

    private static func subtract(_ row: [Rational], times factor: Rational, from other: inout [Rational]) {
        for index in row.indices where !row[index].isZero { other[index] -= row[index] * factor }
    }
}
