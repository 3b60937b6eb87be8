internal import CMath

/// Reduction of integer lattices, by FLINT's `fmpz_lll` with its default δ = 0.99, η = 0.51.
public enum LatticeReduction {
    /// An LLL-reduced basis of the lattice spanned by the rows, which must have equal lengths; row by row, the first
    /// within a factor of about 1.02^n of the shortest vector in practice.
    ///
    /// Cost: polynomial in the dimension and the bits of the entries (Nguyen and Stehlé's L²).
    public static func reduce(_ rows: [[Integer]]) -> [[Integer]] {
        guard let width = rows.first?.count, width > 0 else { return rows }
        var matrix = fmpz_mat_struct()
        fmpz_mat_init(&matrix, rows.count, width)
        defer { fmpz_mat_clear(&matrix) }
        fill(&matrix, with: rows)
        var settings = fmpz_lll_struct()
        fmpz_lll_context_init_default(&settings)
        fmpz_lll(&matrix, nil, &settings)
        return rows.indices.map { i in
            (0..<width).map { j in
                var word: fmpz = 0
                fmpz_init_set(&word, fmpz_mat_entry(&matrix, i, j))
                defer { fmpz_clear(&word) }
                return Integer(&word)
            }
        }
    }

    /// Enclosures of |b₀*|², |b₁*|², …, the squared lengths of the Gram–Schmidt orthogonalization of the rows, which
    /// must have equal lengths; nil when the rows are dependent or `precision` bits do not suffice.
    ///
    /// Every nonzero vector of the lattice is at least as long as the shortest of the bᵢ*. Cost: the Gram matrix and
    /// its LDLᵀ factorization in balls, n³/3 multiplications.
    public static func squaredOrthogonalLengths(_ rows: [[Integer]], precision: Int) -> [Ball]? {
        guard let width = rows.first?.count, width > 0 else { return nil }
        var matrix = fmpz_mat_struct()
        var gram = fmpz_mat_struct()
        var balls = arb_mat_struct()
        fmpz_mat_init(&matrix, rows.count, width)
        fmpz_mat_init(&gram, rows.count, rows.count)
        arb_mat_init(&balls, rows.count, rows.count)
        defer {
            fmpz_mat_clear(&matrix)
            fmpz_mat_clear(&gram)
            arb_mat_clear(&balls)
        }
        fill(&matrix, with: rows)
        fmpz_mat_gram(&gram, &matrix)
        arb_mat_set_fmpz_mat(&balls, &gram)
        guard _arb_mat_ldl_inplace(&balls, precision) != 0 else { return nil }
        return rows.indices.map { i in Ball { arb_set($0, arb_mat_entry_ptr(&balls, i, i)) } }
    }

    private static func fill(_ matrix: inout fmpz_mat_struct, with rows: [[Integer]]) {
        for (i, row) in rows.enumerated() {
            for (j, entry) in row.prefix(matrix.c).enumerated() {
                entry.withMPZ { fmpz_set_mpz(fmpz_mat_entry(&matrix, i, j), $0) }
            }
        }
    }
}
