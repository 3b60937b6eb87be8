/// Linear algebra over the field Q(x), with rows of integer polynomials.
public enum PolynomialNullspace {
    /// A basis of the solutions v over Q(x) of rows · v = 0, each with coprime integer polynomials as entries.
    ///
    /// Fraction-free Gauss–Jordan elimination; every row is divided by the greatest common divisor of its entries after
    /// each step. The basis belongs to the free columns in ascending order. Cost: about rows · columns · rank polynomial
    /// products and as many greatest common divisors.
    ///
    /// - Precondition: all rows have `columns` entries.
    public static func basis(_ rows: [[Polynomial<Integer>]], columns: Int) -> [[Polynomial<Integer>]] {
        precondition(rows.allSatisfy { $0.count == columns }, "the rows of a matrix must have equal lengths")
        var rows = rows.map(primitive)
        var pivots: [Int] = []
        for column in 0..<columns {
            let rank = pivots.count
            // The entry of least degree keeps the growth small.
            var best: Int?
            for row in rank..<max(rank, rows.count) {
                guard let degree = rows[row][column].degree else { continue }
                if let current = best, (rows[current][column].degree ?? 0) <= degree { continue }
                best = row
            }
            guard let pivot = best else { continue }
            rows.swapAt(rank, pivot)
            for row in rows.indices where row != rank && !rows[row][column].isZero {
                rows[row] = eliminated(rows[row], by: rows[rank], column: column)
            }
            pivots.append(column)
        }
        let free = (0..<columns).filter { !pivots.contains($0) }
        return free.map { column in
            // Row i says pᵢ v(pivotᵢ) + fᵢ v(column) = 0: v(column) is the least common multiple of the pᵢ.
            var scale = Polynomial<Integer>(1)
            for (row, pivot) in pivots.enumerated() where !rows[row][column].isZero {
                let entry = rows[row][pivot]
                let common = scale.gcd(entry)
                scale *= entry.exactQuotient(common) ?? entry
            }
            var vector = [Polynomial<Integer>](repeating: Polynomial(), count: columns)
            vector[column] = scale
            for (row, pivot) in pivots.enumerated() where !rows[row][column].isZero {
                let factor = scale.exactQuotient(rows[row][pivot]) ?? Polynomial()
                vector[pivot] = -(factor * rows[row][column])
            }
            return primitive(vector)
        }
    }

    /// A basis of the solutions over Q of rows · v = 0, as integers.
    public static func basis(_ rows: [[Rational]], columns: Int) -> [[Integer]] {
        let cleared = rows.map { row -> [Polynomial<Integer>] in
            let denominator = row.reduce(Integer(1)) { $0.lcm($1.denominator) }
            return row.map {
                Polynomial(constant: $0.numerator * denominator.dividedExactly(by: $0.denominator))
            }
        }
        return basis(cleared, columns: columns).map { $0.map(\.constantTerm) }
    }

    private static func eliminated(
        _ row: [Polynomial<Integer>], by pivotRow: [Polynomial<Integer>], column: Int
    ) -> [Polynomial<Integer>] {
        let common = row[column].gcd(pivotRow[column])
        let factor = pivotRow[column].exactQuotient(common) ?? pivotRow[column]
        let multiplier = row[column].exactQuotient(common) ?? row[column]
        return primitive(
            row.indices.map { index in
                var entry = row[index] * factor
                if !pivotRow[index].isZero { entry -= multiplier * pivotRow[index] }
                return entry
            })
    }

    private static func primitive(_ row: [Polynomial<Integer>]) -> [Polynomial<Integer>] {
        var common = Polynomial<Integer>()
        for entry in row where !entry.isZero {
            common = common.gcd(entry)
            if common == 1 { return row }
        }
        if common.isZero { return row }
        return row.map { $0.isZero ? $0 : ($0.exactQuotient(common) ?? $0) }
    }
}
