internal import CMath

/// A 2×2 matrix of GMP integers with one temporary, owned by one scope: no reference counts in the hot loops.
struct IntegerMatrix: ~Copyable {
    let cells: UnsafeMutablePointer<__mpz_struct>

    init() {
        cells = .allocate(capacity: 6)
        for i in 0..<6 { __gmpz_init(cells + i) }
    }

    deinit {
        for i in 0..<6 { __gmpz_clear(cells + i) }
        cells.deallocate()
    }

    func entry(_ i: Int) -> UnsafePointer<__mpz_struct> { UnsafePointer(cells + i) }

    func ball(_ i: Int, _ precision: Int) -> Ball {
        Ball { ball in
            var word: fmpz = 0
            fmpz_init(&word)
            fmpz_set_mpz(&word, cells + i)
            arb_set_round_fmpz(ball, &word, precision)
            fmpz_clear(&word)
        }
    }

    func setIdentity() {
        __gmpz_set_si(cells, 1)
        __gmpz_set_si(cells + 1, 0)
        __gmpz_set_si(cells + 2, 0)
        __gmpz_set_si(cells + 3, 1)
    }

    /// Multiplies on the right by [[a, 1], [b, 0]]: (x, y) → (x·a + y·b, x) in each row.
    func multiply(byStep a: Integer, _ b: Integer) {
        for row in 0..<2 {
            let x = cells + 2 * row
            let y = x + 1
            let next = cells + 4
            if let a = a.asInt, let b = b.asInt {
                __gmpz_mul_si(next, y, b)
                cm_mpz_addmul_si(next, x, a)
            } else {
                b.withMPZ { cm_mpz_mul(next, y, $0) }
                a.withMPZ { __gmpz_addmul(next, x, $0) }
            }
            __gmpz_swap(y, x)
            __gmpz_swap(x, next)
        }
    }

    /// The bits of the largest entry.
    var bitWidth: Int { (0..<4).reduce(0) { max($0, __gmpz_sizeinbase(cells + $1, 2)) } }

    /// Multiplies the first entry alone.
    func multiplyFirst(by factor: Integer) {
        if let word = factor.asInt {
            __gmpz_mul_si(cells, cells, word)
        } else {
            factor.withMPZ { cm_mpz_mul(cells, cells, $0) }
        }
    }

    /// Changes the sign of the first entry.
    func negateFirst() { cm_mpz_neg(cells, cells) }

    /// Divides all entries by their greatest common divisor and returns it; 1 for the matrix 0.
    func divideByContent() -> Integer {
        let content = cells + 4
        // The second column is the shorter one.
        __gmpz_gcd(content, cells + 1, cells + 3)
        __gmpz_gcd(content, content, cells)
        __gmpz_gcd(content, content, cells + 2)
        if cm_mpz_sgn(content) == 0 { return 1 }
        for i in 0..<4 { __gmpz_divexact(cells + i, cells + i, content) }
        return Integer(copying: content)
    }

    /// Sets this matrix to left · right.
    func setProduct(_ left: inout IntegerMatrix, _ right: inout IntegerMatrix) {
        let l = left.cells
        let r = right.cells
        for row in 0..<2 {
            for column in 0..<2 {
                let target = cells + 2 * row + column
                cm_mpz_mul(target, l + 2 * row, r + column)
                __gmpz_addmul(target, l + 2 * row + 1, r + 2 + column)
            }
        }
    }
}

extension Integer {
    /// A copy of a GMP integer.
    init(copying z: UnsafePointer<__mpz_struct>) {
        let storage = IntegerStorage.make()
        __gmpz_set(storage.mpz, z)
        self.init(adopting: storage)
    }
}
