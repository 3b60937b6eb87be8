internal import CMath

extension Polynomial where Coefficient == Integer {
    /// The polynomial with machine-word coefficients, lowest degree first.
    public init(integers coefficients: [Int]) { self.init(coefficients.map { Integer($0) }) }

    /// The greatest common divisor of the coefficients, at least 0; 0 only for the zero polynomial.
    public var content: Integer {
        var result = Integer(0)
        for coefficient in coefficients {
            result = result.gcd(coefficient)
            if result.isOne { break }
        }
        return result
    }

    /// The polynomial divided by its content and by the sign of its leading coefficient; 0 for 0.
    public var primitivePart: Polynomial {
        guard let leading = leadingCoefficient else { return self }
        let divisor = leading.signum() < 0 ? -content : content
        return divisor.isOne ? self : Polynomial(coefficients.map { $0.dividedExactly(by: divisor) })
    }

    /// The greatest common divisor over the integers, with a positive leading coefficient; gcd(0, 0) = 0 (FLINT).
    public func gcd(_ other: Polynomial) -> Polynomial {
        let x = FlintPolynomial(self)
        let y = FlintPolynomial(other)
        let result = FlintPolynomial()
        fmpz_poly_gcd(result.pointer, x.pointer, y.pointer)
        return result.polynomial
    }

    /// The quotient when `divisor` divides this polynomial over the integers, otherwise nil.
    public func exactQuotient(_ divisor: Polynomial) -> Polynomial? {
        if divisor.isZero { return nil }
        let x = FlintPolynomial(self)
        let y = FlintPolynomial(divisor)
        let result = FlintPolynomial()
        return fmpz_poly_divides(result.pointer, x.pointer, y.pointer) != 0 ? result.polynomial : nil
    }

    /// Res(p, q): 0 exactly when p and q have a common root or one is 0 (FLINT).
    public func resultant(_ other: Polynomial) -> Integer {
        let x = FlintPolynomial(self)
        let y = FlintPolynomial(other)
        var word: fmpz = 0
        fmpz_init(&word)
        defer { fmpz_clear(&word) }
        fmpz_poly_resultant(&word, x.pointer, y.pointer)
        return Integer(&word)
    }

    /// The discriminant (−1)^(n(n−1)/2) Res(p, p′) / lc(p); 0 for constants (FLINT's convention).
    public var discriminant: Integer {
        let x = FlintPolynomial(self)
        var word: fmpz = 0
        fmpz_init(&word)
        defer { fmpz_clear(&word) }
        fmpz_poly_discriminant(&word, x.pointer)
        return Integer(&word)
    }

    /// p(n) at a machine word, in place by Horner's rule; linear in the degree for word-sized results.
    public func evaluated(at value: Int) -> Integer {
        guard var result = leadingCoefficient else { return 0 }
        var index = coefficients.count - 2
        while index >= 0 {
            result.multiply(by: value)
            result += coefficients[index]
            index -= 1
        }
        return result
    }

    /// p(q) at a fraction, exactly.
    public func evaluated(at value: Rational) -> Rational {
        if let integer = value.asInteger { return Rational(evaluated(at: integer)) }
        // Σ aᵢ nⁱ d^(k−i) over dᵏ: one reduction at the end.
        guard var sum = leadingCoefficient, let degree else { return 0 }
        var power = Integer(1)
        for index in (0..<degree).reversed() {
            power *= value.denominator
            sum *= value.numerator
            sum.addProduct(coefficients[index], power)
        }
        return Rational(sum, power)
    }

    /// p(x) at a ball, to `precision` bits, by Horner's rule.
    public func evaluated(at value: Ball, precision: Int) -> Ball {
        var result = Ball()
        for coefficient in coefficients.reversed() {
            result.multiply(by: value, precision: precision)
            result.add(Ball(coefficient), precision: precision)
        }
        return result
    }

    /// p(z) at a complex ball, to `precision` bits, by Horner's rule.
    public func evaluated(at value: ComplexBall, precision: Int) -> ComplexBall {
        var result = ComplexBall()
        for coefficient in coefficients.reversed() {
            result = result.multiplied(by: value, precision: precision)
                .adding(ComplexBall(Ball(coefficient)), precision: precision)
        }
        return result
    }

    /// The coefficients modulo p, lowest degree first, each in 0 ..< p; leading zeros are kept.
    ///
    /// - Precondition: `modulus` is positive.
    public func modulo(_ modulus: UInt32) -> [UInt32] {
        coefficients.map { UInt32(truncatingIfNeeded: $0.modulo(UInt(modulus))) }
    }

    /// The sign of p(x) for all large x: that of the leading coefficient; 0 for the zero polynomial.
    public var signAtInfinity: Int { leadingCoefficient?.signum() ?? 0 }

    /// The sign of p(−x) for all large x; 0 for the zero polynomial.
    public var signAtMinusInfinity: Int { coefficients.count % 2 == 0 ? -signAtInfinity : signAtInfinity }
}
