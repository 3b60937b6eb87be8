extension Polynomial where Coefficient == Rational {
    /// The polynomial with the same coefficients.
    public init(_ polynomial: Polynomial<Integer>) {
        self.init(polynomial.coefficients.map { Rational($0) })
    }

    /// The integer polynomial q and the least positive integer d with p = q / d.
    public func clearingDenominators() -> (polynomial: Polynomial<Integer>, denominator: Integer) {
        let denominator = coefficients.reduce(Integer(1)) { $0.lcm($1.denominator) }
        let scaled = coefficients.map { $0.numerator * denominator.dividedExactly(by: $0.denominator) }
        return (Polynomial<Integer>(scaled), denominator)
    }

    /// The polynomial with integer coefficients equal to this one, or nil when a coefficient is not an integer.
    public var asIntegerPolynomial: Polynomial<Integer>? {
        let integers = coefficients.compactMap(\.asInteger)
        return integers.count == coefficients.count ? Polynomial<Integer>(integers) : nil
    }

    /// q and r with p = q·divisor + r and deg r < deg divisor.
    ///
    /// - Precondition: `divisor` is not 0.
    public func quotientAndRemainder(
        dividingBy divisor: Polynomial
    ) -> (quotient: Polynomial, remainder: Polynomial) {
        guard let leading = divisor.leadingCoefficient, let degree = divisor.degree else {
            preconditionFailure("division of a polynomial by zero")
        }
        guard let top = self.degree, top >= degree else { return (Polynomial(), self) }
        var rest = coefficients
        var quotient = Array(repeating: Rational(0), count: top - degree + 1)
        for index in quotient.indices.reversed() {
            let factor = rest[index + degree] / leading
            quotient[index] = factor
            if factor.isZero { continue }
            for j in 0...degree { rest[index + j] -= factor * divisor.coefficients[j] }
        }
        return (Polynomial(quotient), Polynomial(Array(rest[..<degree])))
    }

    /// The monic greatest common divisor; 0 when both are 0. Cost: one modular gcd over the integers (FLINT).
    public func gcd(_ other: Polynomial) -> Polynomial {
        Polynomial(clearingDenominators().polynomial.gcd(other.clearingDenominators().polynomial)).monic
    }

    /// The polynomial divided by its leading coefficient; 0 for 0.
    public var monic: Polynomial {
        guard let inverse = leadingCoefficient?.reciprocal else { return self }
        return self * inverse
    }

    /// p(x) at a ball, to `precision` bits, by Horner's rule.
    public func evaluated(at value: Ball, precision: Int) -> Ball {
        let (polynomial, denominator) = clearingDenominators()
        return polynomial.evaluated(at: value, precision: precision)
            .divided(by: Ball(denominator), precision: precision)
    }
}
