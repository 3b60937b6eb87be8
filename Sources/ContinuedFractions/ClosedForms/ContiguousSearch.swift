import Arithmetic

/// Finds relations between contiguous functions by linear algebra on the coefficients of their series.
enum ContiguousSearch {
    /// The largest degree of the polynomials.
    static let largestDegree = 24

    /// A relation C₀F + C₁F₁ + … = 0 of least degree with C₀(point) ≠ 0, or nil.
    ///
    /// Cost: for each degree d up to that of the relation the elimination of a matrix of about (f + 1)(d + 1) columns.
    static func relation(
        of function: HypergeometricSymbol, to basis: [HypergeometricSymbol], at point: Rational
    ) -> ContiguousRelation? {
        let functions = [function] + basis
        if let index = basis.firstIndex(of: function) {
            let trivial = (0...basis.count).map { Polynomial<Rational>($0 == 0 ? 1 : $0 == index + 1 ? -1 : 0) }
            return ContiguousRelation(functions: functions, coefficients: trivial)
        }
        for degree in 0...largestDegree {
            guard let count = ContiguousRelation.decidingCount(functions, degree: degree) else { return nil }
            let rows = count
            let series = functions.map { $0.coefficients(rows) }
            var matrix = RationalNullspace(columns: functions.count * (degree + 1))
            for n in 0..<rows {
                matrix.append(
                    series.flatMap { terms in (0...degree).map { $0 <= n ? terms[n - $0] : 0 } })
            }
            for vector in matrix.basis {
                let polynomials = functions.indices.map { k in
                    Polynomial(Array(vector[k * (degree + 1)..<(k + 1) * (degree + 1)]))
                }
                if !polynomials[0].evaluated(at: point).isZero {
                    return ContiguousRelation(functions: functions, coefficients: polynomials)
                }
            }
        }
        return nil
    }
}

/// The solutions of homogeneous linear equations with rational coefficients, which are added one by one.
struct RationalNullspace {
    private let columns: Int
    /// Rows in echelon form with leading coefficient 1, by their first column.
    private var rows: [Int: [Rational]] = [:]

    /// No equations yet.
    init(columns: Int) { self.columns = columns }

    /// Adds an equation. Cost: O(columns²).
    mutating func append(_ equation: [Rational]) {
        guard rows.count < columns else { return }
        var row = equation
        for column in 0..<columns where !row[column].isZero {
            guard let known = rows[column] else {
                guard let inverse = row[column].reciprocal else { return }
                rows[column] = row.map { $0 * inverse }
                return
            }
            let factor = -row[column]
            for i in column..<columns { row[i].addProduct(factor, known[i]) }
        }
    }

    /// A basis of the solutions, one for each column that leads no equation.
    var basis: [[Rational]] {
        (0..<columns).filter { rows[$0] == nil }.map { free in
            var solution = [Rational](repeating: 0, count: columns)
            solution[free] = 1
            for column in stride(from: free - 1, through: 0, by: -1) {
                guard let row = rows[column] else { continue }
                var sum: Rational = 0
                for i in column + 1..<columns where !solution[i].isZero { sum.addProduct(row[i], solution[i]) }
                solution[column] = -sum
            }
            return solution
        }
    }
}
