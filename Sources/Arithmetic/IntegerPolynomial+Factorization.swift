internal import CMath

extension Polynomial where Coefficient == Integer {
    /// One irreducible factor with its multiplicity.
    public typealias Factor = (polynomial: Polynomial, multiplicity: Int)

    /// The factorization p = content · Π polynomialᵢ^multiplicityᵢ over the integers.
    ///
    /// Each factor is primitive, irreducible, not constant, with a positive leading coefficient; `content` carries the
    /// sign. Factors are ordered by degree, then by coefficients from the highest power down. The zero polynomial has
    /// content 0 and no factors. Cost: FLINT's Zassenhaus and van Hoeij factorization, polynomial in practice.
    public func factored() -> (content: Integer, factors: [Factor]) {
        guard let degree else { return (0, []) }
        if degree == 0 { return (coefficients[0], []) }
        let source = FlintPolynomial(self)
        var result = fmpz_poly_factor_struct()
        fmpz_poly_factor_init(&result)
        defer { fmpz_poly_factor_clear(&result) }
        fmpz_poly_factor(&result, source.pointer)
        var content = Integer(&result.c)
        var factors: [Factor] = []
        for index in 0..<result.num {
            let polynomial = FlintPolynomial.polynomial(result.p + index)
            let multiplicity = result.exp[index]
            if polynomial.signAtInfinity < 0 {
                if multiplicity % 2 != 0 { content.negate() }
                factors.append((-polynomial, multiplicity))
            } else {
                factors.append((polynomial, multiplicity))
            }
        }
        factors.sort { x, y in
            if x.polynomial.coefficients.count != y.polynomial.coefficients.count {
                return x.polynomial.coefficients.count < y.polynomial.coefficients.count
            }
            return x.polynomial.coefficients.reversed().lexicographicallyPrecedes(y.polynomial.coefficients.reversed())
        }
        return (content, factors)
    }
}
