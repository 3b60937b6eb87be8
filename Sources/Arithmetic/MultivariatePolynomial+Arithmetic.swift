internal import CMath

/// Ring operations, derivatives and values.
extension MultivariatePolynomial {
    /// A polynomial over the ring of `self` made by `body`, which gets result, operand and ring.
    private func made(
        _ body: (
            UnsafeMutablePointer<fmpq_mpoly_struct>, UnsafeMutablePointer<fmpq_mpoly_struct>,
            UnsafeMutablePointer<fmpq_mpoly_ctx_struct>
        ) -> Void
    ) -> MultivariatePolynomial {
        let result = MultivariateStorage(storage.context)
        body(result.pointer, storage.pointer, storage.context.pointer)
        return MultivariatePolynomial(adopting: result)
    }

    private static func check(_ p: MultivariatePolynomial, _ q: MultivariatePolynomial) {
        precondition(p.variableCount == q.variableCount, "polynomials in different numbers of variables")
    }

    /// p + q.
    ///
    /// - Precondition: equally many variables, as for all operations on two polynomials.
    public static func + (p: MultivariatePolynomial, q: MultivariatePolynomial) -> MultivariatePolynomial {
        check(p, q)
        return p.made { fmpq_mpoly_add($0, $1, q.storage.pointer, $2) }
    }

    /// p − q.
    public static func - (p: MultivariatePolynomial, q: MultivariatePolynomial) -> MultivariatePolynomial {
        check(p, q)
        return p.made { fmpq_mpoly_sub($0, $1, q.storage.pointer, $2) }
    }

    /// −p.
    public static prefix func - (p: MultivariatePolynomial) -> MultivariatePolynomial {
        p.made { fmpq_mpoly_neg($0, $1, $2) }
    }

    /// p · q. Cost: FLINT's sparse (heap) or dense multiplication, whichever it expects to be faster.
    public static func * (p: MultivariatePolynomial, q: MultivariatePolynomial) -> MultivariatePolynomial {
        check(p, q)
        return p.made { fmpq_mpoly_mul($0, $1, q.storage.pointer, $2) }
    }

    /// p · c.
    public static func * (p: MultivariatePolynomial, c: Rational) -> MultivariatePolynomial {
        let value = FlintRational(c)
        return p.made { fmpq_mpoly_scalar_mul_fmpq($0, $1, value.pointer, $2) }
    }

    /// p + q in place, where the left side is not shared.
    public static func += (p: inout MultivariatePolynomial, q: MultivariatePolynomial) { p = p + q }

    /// pⁿ.
    ///
    /// - Precondition: `exponent` is at least 0; the exponents of the result fit a machine word.
    public func power(_ exponent: Int) -> MultivariatePolynomial {
        precondition(exponent >= 0, "a polynomial to a negative power")
        return made {
            let isDone = fmpq_mpoly_pow_ui($0, $1, UInt(exponent), $2) != 0
            precondition(isDone, "the exponents of a power are too large")
        }
    }

    /// The quotient when `divisor` divides this polynomial, otherwise nil; nil for the divisor 0.
    public func exactQuotient(_ divisor: MultivariatePolynomial) -> MultivariatePolynomial? {
        MultivariatePolynomial.check(self, divisor)
        if divisor.isZero { return nil }
        var isExact = false
        let result = made { isExact = fmpq_mpoly_divides($0, $1, divisor.storage.pointer, $2) != 0 }
        return isExact ? result : nil
    }

    /// The monic greatest common divisor; 0 when both are 0.
    public func gcd(_ other: MultivariatePolynomial) -> MultivariatePolynomial {
        MultivariatePolynomial.check(self, other)
        return made {
            let isDone = fmpq_mpoly_gcd($0, $1, other.storage.pointer, $2) != 0
            // FLINT gives up only where exponents leave the machine word: 1 divides everything.
            if !isDone { fmpq_mpoly_set_ui($0, 1, $2) }
        }
    }

    /// ∂p/∂x for the variable of this number.
    public func derivative(by variable: Int) -> MultivariatePolynomial {
        made { fmpq_mpoly_derivative($0, $1, variable, $2) }
    }

    /// p at a point.
    ///
    /// - Precondition: one value for each variable.
    public func evaluated(at point: [Rational]) -> Rational {
        precondition(point.count == variableCount, "a point needs one value for each variable")
        var sum = Rational(0)
        forEachTerm { exponents, coefficient in
            var product = coefficient
            for (value, exponent) in zip(point, exponents) where exponent > 0 { product *= value.power(Int(exponent)) }
            sum += product
        }
        return sum
    }

    /// One irreducible factor with its multiplicity.
    public typealias Factor = (polynomial: MultivariatePolynomial, multiplicity: Int)

    /// The factorization p = content · Π polynomialᵢ^multiplicityᵢ over Q.
    ///
    /// Each factor is irreducible, not constant, with coprime integer coefficients and a positive leading one. 0 has
    /// content 0 and no factors. Nil when FLINT gives up, which it does for exponents beyond a machine word only.
    public func factored() -> (content: Rational, factors: [Factor])? {
        if isZero { return (0, []) }
        var list = fmpq_mpoly_factor_struct()
        let context = storage.context.pointer
        fmpq_mpoly_factor_init(&list, context)
        defer { fmpq_mpoly_factor_clear(&list, context) }
        guard fmpq_mpoly_factor(&list, storage.pointer, context) != 0,
            fmpq_mpoly_factor_make_integral(&list, context) != 0
        else { return nil }
        fmpq_mpoly_factor_sort(&list, context)
        let content = FlintRational()
        fmpq_mpoly_factor_get_constant_fmpq(content.pointer, &list, context)
        var factors: [Factor] = []
        for index in 0..<fmpq_mpoly_factor_length(&list, context) {
            let base = MultivariateStorage(storage.context)
            fmpq_mpoly_factor_get_base(base.pointer, &list, index, context)
            factors.append(
                (MultivariatePolynomial(adopting: base), fmpq_mpoly_factor_get_exp_si(&list, index, context)))
        }
        return (content.value, factors)
    }
}
