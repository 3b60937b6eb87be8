internal import CMath

/// An owned FLINT integer polynomial, for the algorithms that FLINT provides.
struct FlintPolynomial: ~Copyable {
    let pointer: UnsafeMutablePointer<fmpz_poly_struct>

    /// The zero polynomial.
    init() {
        pointer = .allocate(capacity: 1)
        fmpz_poly_init(pointer)
    }

    /// A copy of `polynomial`.
    init(_ polynomial: Polynomial<Integer>) {
        pointer = .allocate(capacity: 1)
        fmpz_poly_init2(pointer, polynomial.coefficients.count)
        var word: fmpz = 0
        fmpz_init(&word)
        defer { fmpz_clear(&word) }
        for (index, coefficient) in polynomial.coefficients.enumerated() {
            coefficient.copy(to: &word)
            fmpz_poly_set_coeff_fmpz(pointer, index, &word)
        }
    }

    deinit {
        fmpz_poly_clear(pointer)
        pointer.deallocate()
    }

    /// The value as a `Polynomial`.
    var polynomial: Polynomial<Integer> { FlintPolynomial.polynomial(pointer) }

    /// The value of a FLINT polynomial as a `Polynomial`.
    static func polynomial(_ pointer: UnsafePointer<fmpz_poly_struct>) -> Polynomial<Integer> {
        var word: fmpz = 0
        fmpz_init(&word)
        defer { fmpz_clear(&word) }
        let coefficients = (0..<pointer.pointee.length).map { index in
            fmpz_poly_get_coeff_fmpz(&word, pointer, index)
            return Integer(&word)
        }
        return Polynomial(coefficients)
    }
}

extension Integer {
    /// Sets a FLINT integer to this value.
    func copy(to word: inout fmpz) {
        if let small = asInt {
            fmpz_set_si(&word, small)
        } else {
            withMPZ { fmpz_set_mpz(&word, $0) }
        }
    }
}
