/// The columns of a table of metrics, in their order; the raw value is the header in CSV, the key in JSON and the name of
/// the column in SQLite.
///
/// With qₙ the denominators of the convergents, gₙ = gcd(pₙ, qₙ), q̃ₙ = qₙ/gₙ and εₙ = |L − pₙ/qₙ|. What is not enclosed
/// has `estimate` in its name. A value that does not exist is an empty field, `null` or NULL.
public enum MetricsColumn: String, CaseIterable, Sendable, Hashable {
    case space, index, a, b, depth
    case convergenceClass = "class"
    case factorialReduction = "factorial_reduction"
    case factorialPower = "factorial_power"
    case limit = "limit_estimate"
    case delta
    case deltaRadius = "delta_radius"
    case deltaEstimate = "delta_estimate"
    case predictedDelta = "predicted_delta_estimate"
    case denominatorLinear = "denominator_linear_estimate"
    case denominatorFactorial = "denominator_factorial_estimate"
    case commonFactorLinear = "common_factor_linear_estimate"
    case commonFactorFactorial = "common_factor_factorial_estimate"
    case errorLogarithmic = "error_logarithmic_estimate"
    case errorLinear = "error_linear_estimate"
    case errorFactorial = "error_factorial_estimate"
    case eigenvalueRatio = "eigenvalue_ratio"
    case family, invariant, constant
    case closedForm = "closed_form"
    case clusterDeltaGrowth = "cluster_delta_growth"
    case clusterDeltaFactorialGrowth = "cluster_delta_factorial_growth"
    case clusterDeltaError = "cluster_delta_error"
    case clusterDeltaFactorialError = "cluster_delta_factorial_error"

    /// What a column holds.
    public enum Kind: String, Sendable {
        case text, integer, real
    }

    /// What this column holds.
    public var kind: Kind {
        switch self {
        case .space, .a, .b, .convergenceClass, .factorialReduction, .family, .invariant, .constant, .closedForm: .text
        case .index, .depth, .factorialPower, .clusterDeltaGrowth, .clusterDeltaFactorialGrowth, .clusterDeltaError,
            .clusterDeltaFactorialError:
            .integer
        default: .real
        }
    }

    /// One line for people.
    public var documentation: String {
        switch self {
        case .space: "name of the space"
        case .index: "index in the space"
        case .a: "partial denominators a(n)"
        case .b: "partial numerators b(n), n >= 1"
        case .depth: "depth S at which the metrics are taken"
        case .convergenceClass: "class of convergence, decided from the coefficients"
        case .factorialReduction:
            "full, partial or none: whether the convergents have a common factor like a power of n!"
        case .factorialPower: "the power of n! in that factor, where several primes agree on it"
        case .limit: "the limit in double precision"
        case .delta: "middle of an interval that contains delta(S) = -1 - ln(error)/ln(reduced denominator)"
        case .deltaRadius: "half the width of that interval"
        case .deltaEstimate: "delta(S), also where the error is not enclosed"
        case .predictedDelta: "the limit of delta from the leading symbol and the growth of the reduced denominators"
        case .denominatorLinear: "coefficient of n in the logarithm of the reduced denominators"
        case .denominatorFactorial: "coefficient of n ln n there; 0 for full factorial reduction"
        case .commonFactorLinear: "coefficient of n in the logarithm of gcd(p, q)"
        case .commonFactorFactorial: "coefficient of n ln n there"
        case .errorLogarithmic: "coefficient of ln n in the logarithm of the error"
        case .errorLinear: "coefficient of n there"
        case .errorFactorial: "coefficient of n ln n there"
        case .eigenvalueRatio: "modulus of the quotient of the eigenvalues of the leading symbol, at least 1"
        case .family: "canonical form of the fraction: equal for what differs by equivalence and index shift"
        case .invariant:
            "fingerprint of what coboundaries leave unchanged: different ones refute equivalence, equal ones prove nothing"
        case .constant: "the constant in the closed form, or 'rational' or 'algebraic'"
        case .closedForm: "closed form that agrees with the limit to 100 digits; not proved"
        case .clusterDeltaGrowth: "density cluster in the plane delta,growth; empty for noise"
        case .clusterDeltaFactorialGrowth: "density cluster in the plane delta,factorial-growth"
        case .clusterDeltaError: "density cluster in the plane delta,error"
        case .clusterDeltaFactorialError: "density cluster in the plane delta,factorial-error"
        }
    }
}

/// One value of a table of metrics.
public enum MetricsValue: Sendable, Hashable {
    /// No value.
    case missing
    /// A text.
    case text(String)
    /// An integer.
    case integer(Int)
    /// A real number, possibly infinite.
    case real(Double)
}
