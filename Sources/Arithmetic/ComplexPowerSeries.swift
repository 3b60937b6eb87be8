internal import CMath

/// A power series c₀ + c₁ε + c₂ε² + … cut after a number of terms, with balls as coefficients (Arb's `acb_poly_t`): the
/// Taylor coefficients of a function at a point.
///
/// Every operation encloses the coefficients of the exact result for all series in the operands, to about `precision`
/// bits, and is not finite where the operation is not analytic at c₀ by its formula (a divisor or the argument of a
/// logarithm that contains 0). Branch cuts are the caller's care: they are those of the constant terms. The result has
/// the length of the shorter operand.
public struct ComplexPowerSeries: Sendable {
    /// c₀, c₁, …; at least one.
    public let coefficients: [ComplexBall]

    /// The series with these coefficients.
    public init(_ coefficients: [ComplexBall]) { self.coefficients = coefficients }

    /// The constant series of this length.
    public init(constant: ComplexBall, length: Int) {
        coefficients = [constant] + Array(repeating: ComplexBall(), count: max(0, length - 1))
    }

    /// point + ε, cut to this length.
    public init(variableAt point: ComplexBall, length: Int) {
        coefficients = (0..<max(1, length)).map { $0 == 0 ? point : ComplexBall($0 == 1 ? 1 : 0) }
    }

    /// The number of terms.
    public var length: Int { coefficients.count }

    /// c₀.
    public var constantTerm: ComplexBall { coefficients[0] }

    /// Whether all coefficients are finite.
    public var isFinite: Bool { coefficients.allSatisfy(\.isFinite) }

    /// Runs `body` with this series as a polynomial of Arb.
    private func read<Result>(_ body: (UnsafeMutablePointer<acb_poly_struct>) -> Result) -> Result {
        var polynomial = acb_poly_struct()
        acb_poly_init(&polynomial)
        defer { acb_poly_clear(&polynomial) }
        for (i, coefficient) in coefficients.enumerated() {
            coefficient.read { acb_poly_set_coeff_acb(&polynomial, i, $0) }
        }
        return body(&polynomial)
    }

    private init(length: Int, _ fill: (UnsafeMutablePointer<acb_poly_struct>) -> Void) {
        var polynomial = acb_poly_struct()
        acb_poly_init(&polynomial)
        defer { acb_poly_clear(&polynomial) }
        fill(&polynomial)
        coefficients = (0..<length).map { i in ComplexBall { acb_poly_get_coeff_acb($0, &polynomial, i) } }
    }

    private typealias Pointer = UnsafeMutablePointer<acb_poly_struct>

    private func mapped(_ precision: Int, _ function: (Pointer, Pointer, Int, Int) -> Void) -> ComplexPowerSeries {
        ComplexPowerSeries(length: length) { z in read { function(z, $0, length, precision) } }
    }

    private func combined(
        _ other: ComplexPowerSeries, _ precision: Int, _ function: (Pointer, Pointer, Pointer, Int, Int) -> Void
    ) -> ComplexPowerSeries {
        let length = min(length, other.length)
        return ComplexPowerSeries(length: length) { z in
            read { x in other.read { y in function(z, x, y, length, precision) } }
        }
    }

    // MARK: Arithmetic

    /// x + y.
    public func adding(_ other: ComplexPowerSeries, precision: Int) -> ComplexPowerSeries {
        ComplexPowerSeries(zip(coefficients, other.coefficients).map { $0.adding($1, precision: precision) })
    }

    /// −x.
    public func negated() -> ComplexPowerSeries { ComplexPowerSeries(coefficients.map { $0.negated() }) }

    /// x · y.
    public func multiplied(by other: ComplexPowerSeries, precision: Int) -> ComplexPowerSeries {
        combined(other, precision) { acb_poly_mullow($0, $1, $2, $3, $4) }
    }

    /// x / y.
    public func divided(by other: ComplexPowerSeries, precision: Int) -> ComplexPowerSeries {
        if other.constantTerm.containsZero { return indeterminate(length: min(length, other.length)) }
        return combined(other, precision) { acb_poly_div_series($0, $1, $2, $3, $4) }
    }

    /// 1 / x.
    public func reciprocal(precision: Int) -> ComplexPowerSeries {
        if constantTerm.containsZero { return indeterminate(length: length) }
        return mapped(precision) { acb_poly_inv_series($0, $1, $2, $3) }
    }

    private func indeterminate(length: Int) -> ComplexPowerSeries {
        ComplexPowerSeries(Array(repeating: .indeterminate, count: length))
    }

    /// xᵏ for any integer k.
    public func power(_ exponent: Int, precision: Int) -> ComplexPowerSeries {
        let magnitude = mapped(precision) { acb_poly_pow_ui_trunc_binexp($0, $1, exponent.magnitude, $2, $3) }
        return exponent < 0 ? magnitude.reciprocal(precision: precision) : magnitude
    }

    /// x^c = exp(c log x) for a constant c.
    public func power(_ exponent: ComplexBall, precision: Int) -> ComplexPowerSeries {
        if constantTerm.containsZero { return indeterminate(length: length) }
        return exponent.read { c in mapped(precision) { acb_poly_pow_acb_series($0, $1, c, $2, $3) } }
    }

    /// The series of y at x: this is y around `center`, `inner` is x, whose constant term lies in `center`.
    public func composed(
        at inner: ComplexPowerSeries, precision: Int
    ) -> ComplexPowerSeries {
        let step = ComplexPowerSeries([ComplexBall()] + inner.coefficients.dropFirst())
        return combined(step, precision) { acb_poly_compose_series($0, $1, $2, $3, $4) }
    }

    /// d/dε, one term shorter.
    public func derivative(precision: Int) -> ComplexPowerSeries {
        ComplexPowerSeries(
            coefficients.enumerated().dropFirst().map { i, coefficient in
                coefficient.multiplied(by: ComplexBall(i), precision: precision)
            })
    }

    /// The series with this derivative, of the same length, and this constant term.
    public func integral(constant: ComplexBall, precision: Int) -> ComplexPowerSeries {
        ComplexPowerSeries(
            [constant]
                + coefficients.dropLast().enumerated().map { i, coefficient in
                    coefficient.divided(by: ComplexBall(i + 1), precision: precision)
                })
    }

    // MARK: Functions

    /// A function of one variable whose Taylor series Arb computes.
    public enum Function: Sendable {
        /// Elementary functions.
        case exp, log, squareRoot, sin, cos, tan, cot, sinh, cosh, atan
        /// Γ, log Γ, ψ, ζ.
        case gamma, logGamma, digamma, zeta
        /// Error functions and exponential, logarithmic and trigonometric integrals (DLMF 6, 7).
        case erf, erfc, erfi, exponentialIntegral, sineIntegral, cosineIntegral, hyperbolicSineIntegral
        /// Chi (DLMF 6.2.16), W₀ (DLMF 4.13), K(m) (DLMF 19.2.8), Ai and Bi (DLMF 9.2), S and C (DLMF 7.2).
        case hyperbolicCosineIntegral, lambertW, ellipticK, airyAi, airyBi, fresnelS, fresnelC
    }

    /// f(x) as a series.
    public func applying(_ function: Function, precision: Int) -> ComplexPowerSeries {
        switch function {
        case .exp: mapped(precision) { acb_poly_exp_series($0, $1, $2, $3) }
        case .log: mapped(precision) { acb_poly_log_series($0, $1, $2, $3) }
        case .squareRoot: mapped(precision) { acb_poly_sqrt_series($0, $1, $2, $3) }
        case .sin: mapped(precision) { acb_poly_sin_series($0, $1, $2, $3) }
        case .cos: mapped(precision) { acb_poly_cos_series($0, $1, $2, $3) }
        case .tan: mapped(precision) { acb_poly_tan_series($0, $1, $2, $3) }
        case .cot:
            applying(.cos, precision: precision)
                .divided(by: applying(.sin, precision: precision), precision: precision)
        case .sinh: mapped(precision) { acb_poly_sinh_series($0, $1, $2, $3) }
        case .cosh: mapped(precision) { acb_poly_cosh_series($0, $1, $2, $3) }
        case .atan: mapped(precision) { acb_poly_atan_series($0, $1, $2, $3) }
        case .gamma: mapped(precision) { acb_poly_gamma_series($0, $1, $2, $3) }
        case .logGamma: mapped(precision) { acb_poly_lgamma_series($0, $1, $2, $3) }
        case .digamma: mapped(precision) { acb_poly_digamma_series($0, $1, $2, $3) }
        case .zeta:
            ComplexBall(1).read { one in mapped(precision) { acb_poly_zeta_series($0, $1, one, 0, $2, $3) } }
        case .erf: mapped(precision) { acb_hypgeom_erf_series($0, $1, $2, $3) }
        case .erfc: mapped(precision) { acb_hypgeom_erfc_series($0, $1, $2, $3) }
        case .erfi: mapped(precision) { acb_hypgeom_erfi_series($0, $1, $2, $3) }
        case .exponentialIntegral: mapped(precision) { acb_hypgeom_ei_series($0, $1, $2, $3) }
        case .sineIntegral: mapped(precision) { acb_hypgeom_si_series($0, $1, $2, $3) }
        case .cosineIntegral: mapped(precision) { acb_hypgeom_ci_series($0, $1, $2, $3) }
        case .hyperbolicSineIntegral: mapped(precision) { acb_hypgeom_shi_series($0, $1, $2, $3) }
        case .hyperbolicCosineIntegral: mapped(precision) { acb_hypgeom_chi_series($0, $1, $2, $3) }
        case .lambertW:
            mapped(precision) { z, x, length, bits in
                var branch: fmpz = 0
                fmpz_init(&branch)
                acb_poly_lambertw_series(z, x, &branch, 0, length, bits)
                fmpz_clear(&branch)
            }
        case .ellipticK: mapped(precision) { acb_poly_elliptic_k_series($0, $1, $2, $3) }
        case .airyAi: mapped(precision) { acb_hypgeom_airy_series($0, nil, nil, nil, $1, $2, $3) }
        case .airyBi: mapped(precision) { acb_hypgeom_airy_series(nil, nil, $0, nil, $1, $2, $3) }
        case .fresnelS: mapped(precision) { acb_hypgeom_fresnel_series($0, nil, $1, 1, $2, $3) }
        case .fresnelC: mapped(precision) { acb_hypgeom_fresnel_series(nil, $0, $1, 1, $2, $3) }
        }
    }
}
