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
        for (i, row) in rows.enumerated() {
            for (j, entry) in row.prefix(width).enumerated() {
                entry.withMPZ { fmpz_set_mpz(fmpz_mat_entry(&matrix, i, j), $0) }
            }
        }
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
}
