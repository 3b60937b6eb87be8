/// A polynomial over the field of p elements, p an odd prime below 2³¹: a flat array of Montgomery residues, lowest
/// degree first, without leading zeros.
public struct PrimeFieldPolynomial: Hashable, Sendable {
    /// The field.
    public let field: MontgomeryField32
    /// The coefficients in Montgomery form; the last one is not 0.
    public private(set) var residues: [UInt32]

    /// The polynomial with the given coefficients in Montgomery form.
    ///
    /// - Precondition: each residue is less than the modulus of `field`, which is prime (not checked).
    public init(residues: [UInt32], field: MontgomeryField32) {
        self.field = field
        self.residues = residues
        trim()
    }

    /// The reduction of an integer polynomial.
    public init(_ polynomial: Polynomial<Integer>, field: MontgomeryField32) {
        self.init(residues: polynomial.coefficients.map { field.encode($0) }, field: field)
    }

    /// The coefficients as numbers in 0 ..< p, lowest degree first.
    public var coefficients: [UInt32] { residues.map { field.decode($0) } }

    /// The degree, or nil for the zero polynomial.
    public var degree: Int? { residues.isEmpty ? nil : residues.count - 1 }

    /// Whether this is the zero polynomial.
    public var isZero: Bool { residues.isEmpty }

    private mutating func trim() {
        while residues.last == 0 { residues.removeLast() }
    }

    /// f + g.
    ///
    /// - Precondition: the fields are equal.
    public static func + (f: PrimeFieldPolynomial, g: PrimeFieldPolynomial) -> PrimeFieldPolynomial {
        combine(f, g) { $0.add($1, $2) }
    }

    /// f − g.
    ///
    /// - Precondition: the fields are equal.
    public static func - (f: PrimeFieldPolynomial, g: PrimeFieldPolynomial) -> PrimeFieldPolynomial {
        combine(f, g) { $0.subtract($1, $2) }
    }

    private static func combine(
        _ f: PrimeFieldPolynomial, _ g: PrimeFieldPolynomial, _ operation: (MontgomeryField32, UInt32, UInt32) -> UInt32
    ) -> PrimeFieldPolynomial {
        precondition(f.field == g.field, "polynomials over different fields")
        let result = (0..<max(f.residues.count, g.residues.count)).map { index in
            operation(
                f.field, index < f.residues.count ? f.residues[index] : 0,
                index < g.residues.count ? g.residues[index] : 0)
        }
        return PrimeFieldPolynomial(residues: result, field: f.field)
    }

    /// f · g; the product of the numbers of coefficients many multiplications in the field.
    ///
    /// - Precondition: the fields are equal.
    public static func * (f: PrimeFieldPolynomial, g: PrimeFieldPolynomial) -> PrimeFieldPolynomial {
        precondition(f.field == g.field, "polynomials over different fields")
        if f.isZero || g.isZero { return PrimeFieldPolynomial(residues: [], field: f.field) }
        let field = f.field
        var result = [UInt32](repeating: 0, count: f.residues.count + g.residues.count - 1)
        result.withUnsafeMutableBufferPointer { result in
            f.residues.withUnsafeBufferPointer { x in
                g.residues.withUnsafeBufferPointer { y in
                    for i in x.indices {
                        for j in y.indices {
                            result[i &+ j] = field.add(result[i &+ j], field.multiply(x[i], y[j]))
                        }
                    }
                }
            }
        }
        return PrimeFieldPolynomial(residues: result, field: field)
    }

    /// The remainder on division by `divisor`.
    ///
    /// - Precondition: the fields are equal, `divisor` is not 0.
    public func remainder(dividingBy divisor: PrimeFieldPolynomial) -> PrimeFieldPolynomial {
        precondition(field == divisor.field, "polynomials over different fields")
        guard let leading = divisor.residues.last, let inverse = field.inverse(leading) else {
            preconditionFailure("division by a polynomial whose leading coefficient is not invertible")
        }
        let degree = divisor.residues.count - 1
        guard residues.count > degree else { return self }
        var rest = residues
        rest.withUnsafeMutableBufferPointer { rest in
            divisor.residues.withUnsafeBufferPointer { divisor in
                var top = rest.count &- 1
                while top >= degree {
                    let factor = field.multiply(rest[top], inverse)
                    let offset = top &- degree
                    for index in 0..<degree {
                        rest[offset &+ index] = field.subtract(
                            rest[offset &+ index], field.multiply(factor, divisor[index]))
                    }
                    top &-= 1
                }
            }
        }
        return PrimeFieldPolynomial(residues: Array(rest[..<degree]), field: field)
    }

    /// The monic greatest common divisor; 0 when both are 0. Cost: quadratic in the degree.
    ///
    /// - Precondition: the fields are equal.
    public func gcd(_ other: PrimeFieldPolynomial) -> PrimeFieldPolynomial {
        var (f, g) = (self, other)
        while !g.isZero { (f, g) = (g, f.remainder(dividingBy: g)) }
        return f.monic
    }

    /// The polynomial divided by its leading coefficient; 0 for 0.
    public var monic: PrimeFieldPolynomial {
        guard let leading = residues.last, let inverse = field.inverse(leading) else { return self }
        return PrimeFieldPolynomial(residues: residues.map { field.multiply($0, inverse) }, field: field)
    }

    /// The value at a residue in Montgomery form, in Montgomery form, by Horner's rule.
    public func evaluated(at residue: UInt32) -> UInt32 {
        var result: UInt32 = 0
        for coefficient in residues.reversed() { result = field.add(field.multiply(result, residue), coefficient) }
        return result
    }
}
