internal import CMath

/// The lattice of constants x₁ … x_n at its last level, reduced once, to which one more number x is appended again and
/// again: relations Σ mⱼ xⱼ + m x = 0 at the cost of a few swaps each.
///
/// The new vector (0, …, 0, 1, x) is reduced against the basis by Babai's rounding, with multipliers computed once: in
/// the basis b₁ … b_n with the matrix U its projection has the coefficients x (X U⁻¹)ⱼ / (1 + |X|²). Their fractional
/// parts give the new row of the triangular factor without cancellation; its length orthogonal to the basis is known
/// from the determinants, √(1 + x²/(1 + |X|²)).
package final class PreparedRelationBasis: @unchecked Sendable {
    /// The number n of constants.
    package let count: Int
    private let factored: TriangularLattice
    private let basis: [[Integer]]
    private let sums: [Integer]
    /// 2^multiplierBits (X U⁻¹)ⱼ / (4^guard + |X|²), rounded.
    private let multipliers: [Integer]
    private let multiplierBits: Int
    private let guardBits: Int
    private let squaredNorm: Integer

    /// Bits of the entries that double precision stands: its 53 less a margin, for each swap past the new row.
    private static let largestShrinkage = 40
    private static let largestEntryBits = 400

    /// - Parameters:
    ///   - integers: xⱼ scaled by 2^(bits + guardBits), rounded.
    ///   - basis: the rows of a reduced basis at level `bits`, spanning ℤⁿ.
    ///
    /// Nil when the entries are too large for double precision: few constants with very many bits.
    package init?(integers: [Integer], basis: [[Integer]], bits: Int, guardBits: Int) {
        count = integers.count
        self.basis = basis
        self.guardBits = guardBits
        sums = basis.map { PreparedRelationBasis.product($0, integers) }
        squaredNorm = PreparedRelationBasis.product(integers, integers) + Integer(4).power(guardBits)
        let largest = basis.joined().reduce(sums.reduce(0) { max($0, $1.bitWidth) }) { max($0, $1.bitWidth) }
        guard count > 0, bits > 0, largest <= PreparedRelationBasis.largestEntryBits,
            bits <= PreparedRelationBasis.largestShrinkage * count * (count + 1),
            let inverse = PreparedRelationBasis.inverse(of: basis)
        else { return nil }
        multiplierBits = (2 * (bits + guardBits) + 256) / 64 * 64
        let unit = Integer(2).power(multiplierBits)
        let denominator = squaredNorm
        multipliers = (0..<count).map { j in
            PreparedRelationBasis.product(integers, inverse.map { $0[j] }) * unit
        }.map { $0.floorDivided(by: denominator) }
        factored = TriangularLattice(count: count + 1, residualCount: 0)
        let n = count
        for j in 0..<n { factored.appendCoordinate { $0 < n ? basis[$0][j].doubleValue : 0 } }
        let scale = Integer(2).power(guardBits).doubleValue
        let last = sums
        factored.appendCoordinate { $0 < n ? last[$0].doubleValue / scale : 0 }
    }

    /// The vectors (m₁ … m_n, m) of length at most `norm` in a reduced basis after x is appended, shortest first;
    /// nil when double precision does not suffice for this x.
    ///
    /// - Parameter x: the number scaled as the constants are.
    package func shortVectors(with x: Integer, norm: Double) -> [[Integer]]? {
        let n = count
        guard x.bitWidth <= multiplierBits - 64 else { return nil }
        var lattice = TriangularLattice(copying: factored)
        var quotients: [Integer] = []
        quotients.reserveCapacity(n)
        withUnsafeTemporaryAllocation(of: Double.self, capacity: n) { fractions in
            for j in 0..<n {
                let (quotient, fraction) = (x * multipliers[j]).roundedQuotient(byPowerOfTwo: multiplierBits)
                quotients.append(quotient)
                fractions[j] = fraction
            }
            lattice.setLastRow { i in
                var sum = 0.0
                for j in i..<n { sum += fractions[j] * lattice.coordinate(j, i) }
                return sum
            }
        }
        let ratio = x.doubleValue / squaredNorm.doubleValue.squareRoot()
        guard ratio.isFinite else { return nil }
        lattice.setLastLength((1 + ratio * ratio).squareRoot())
        guard lattice.reduce() else { return nil }
        let short = (0...n).filter { lattice.squaredLength($0) <= norm * norm }
            .sorted { lattice.squaredLength($0) < lattice.squaredLength($1) }
        return short.map { row in
            var vector = [Integer](repeating: 0, count: n + 1)
            let factor = lattice.entry(row, n)
            vector[n] = Integer(factor)
            for k in 0..<n {
                let multiple = Integer(lattice.entry(row, k)) - quotients[k] * Integer(factor)
                if multiple.isZero { continue }
                for j in 0..<n { vector[j].addProduct(multiple, basis[k][j]) }
            }
            return vector
        }
    }

    private static func product(_ x: [Integer], _ y: [Integer]) -> Integer {
        var sum = Integer(0)
        for (a, b) in zip(x, y) { sum.addProduct(a, b) }
        return sum
    }

    /// The inverse of a matrix of determinant ±1; nil for any other.
    private static func inverse(of rows: [[Integer]]) -> [[Integer]]? {
        let n = rows.count
        var matrix = fmpz_mat_struct()
        var result = fmpz_mat_struct()
        var denominator: fmpz = 0
        fmpz_mat_init(&matrix, n, n)
        fmpz_mat_init(&result, n, n)
        fmpz_init(&denominator)
        defer {
            fmpz_mat_clear(&matrix)
            fmpz_mat_clear(&result)
            fmpz_clear(&denominator)
        }
        for (i, row) in rows.enumerated() {
            for (j, entry) in row.enumerated() { entry.withMPZ { fmpz_set_mpz(fmpz_mat_entry(&matrix, i, j), $0) } }
        }
        guard fmpz_mat_inv(&result, &denominator, &matrix) != 0 else { return nil }
        let unit = Integer(&denominator)
        guard unit.magnitude == 1 else { return nil }
        return (0..<n).map { i in
            (0..<n).map { j in
                var word: fmpz = 0
                fmpz_init_set(&word, fmpz_mat_entry(&result, i, j))
                defer { fmpz_clear(&word) }
                return Integer(&word) * unit
            }
        }
    }
}

extension Integer {
    /// The integer q next to z/2^power, for a multiple of 64, and the rest z/2^power − q, at most 1/2 in absolute value.
    fileprivate func roundedQuotient(byPowerOfTwo power: Int) -> (quotient: Integer, fraction: Double) {
        let storage = IntegerStorage.make()
        return withMPZ { z in
            let top = __gmpz_getlimbn(z, power / 64 - 1)
            __gmpz_tdiv_q_2exp(storage.mpz, z, UInt(power))
            var fraction = Double(top) * 0x1p-64
            let isNegative = cm_mpz_sgn(z) < 0
            if fraction > 0.5 {
                fraction -= 1
                cm_mpz_add_si(storage.mpz, storage.mpz, isNegative ? -1 : 1)
            }
            return (Integer(adopting: storage), isNegative ? -fraction : fraction)
        }
    }
}
