/// What is known of a fraction without any look at constants: how well its convergents approximate, how its
/// denominators and common factors grow, how it converges.
///
/// With qₙ the denominators, gₙ = gcd(pₙ, qₙ), q̃ₙ = qₙ/gₙ and εₙ = |L − pₙ/qₙ|. Values at a depth are enclosed; the
/// coefficients of fits are estimates (source: arXiv 2412.16818, sections on metrics; there without enclosures).
public struct FractionMetrics: Sendable, Hashable {
    /// The fraction.
    public let fraction: PolynomialContinuedFraction
    /// The depth S of the last checkpoint.
    public let depth: Int
    /// How it converges.
    public let convergenceClass: ConvergenceClass
    /// Whether the convergents have a common factor that grows like a power of n!.
    public let factorialReduction: FactorialReduction
    /// The limit in double precision; an estimate. Nil when it diverges.
    public let limitEstimate: Double?
    /// δ at depth S, −1 − ln εₙ/ln q̃ₙ; nil when it diverges, terminates, q_S = 0 or q̃_S = 1.
    public let delta: DoubleInterval?
    /// δ at depth S, an estimate; also where the error is not proved. Nil when it diverges, terminates, q_S = 0 or
    /// q̃_S = 1.
    public let deltaEstimate: Double?
    /// lim δₙ in closed form from the leading symbol and the growth of the reduced denominators; an estimate.
    public let predictedDelta: Double?
    /// ln q̃ₙ ≈ γ' n + η' n ln n: estimates of γ' and η', η' = 0 for full factorial reduction.
    public let denominatorGrowth: GrowthRate
    /// ln gₙ ≈ γ n + η n ln n: estimates.
    public let commonFactorGrowth: GrowthRate
    /// ln εₙ ≈ β ln n + γ n + η n ln n: estimates; nil when it diverges.
    public let errorGrowth: GrowthRate?
    /// |r| ≥ 1 for the quotient r of the eigenvalues of the leading symbol; 1 when they are complex, infinity when one
    /// of them vanishes against the other.
    public let eigenvalueRatio: Double
    /// The exact power of n! in the common factor, when the exponents at several primes agree: gₙ ~ (n!)^power up to
    /// exponential factors. Nil when they do not.
    public let factorialPower: Int?

    /// Estimated growth β ln n + γ n + η n ln n of a logarithm.
    public struct GrowthRate: Sendable, Hashable {
        /// Coefficient of ln n; 0 where it is not fitted.
        public let logarithmic: Double
        /// Coefficient of n.
        public let linear: Double
        /// Coefficient of n ln n.
        public let factorial: Double

        /// A growth rate with these coefficients.
        public init(logarithmic: Double = 0, linear: Double, factorial: Double) {
            self.logarithmic = logarithmic
            self.linear = linear
            self.factorial = factorial
        }
    }

    /// Metrics with these values.
    public init(
        fraction: PolynomialContinuedFraction, depth: Int, convergenceClass: ConvergenceClass,
        factorialReduction: FactorialReduction, limitEstimate: Double?, delta: DoubleInterval?,
        deltaEstimate: Double?, predictedDelta: Double?, denominatorGrowth: GrowthRate, commonFactorGrowth: GrowthRate,
        errorGrowth: GrowthRate?, eigenvalueRatio: Double, factorialPower: Int?
    ) {
        self.fraction = fraction
        self.depth = depth
        self.convergenceClass = convergenceClass
        self.factorialReduction = factorialReduction
        self.limitEstimate = limitEstimate
        self.delta = delta
        self.deltaEstimate = deltaEstimate
        self.predictedDelta = predictedDelta
        self.denominatorGrowth = denominatorGrowth
        self.commonFactorGrowth = commonFactorGrowth
        self.errorGrowth = errorGrowth
        self.eigenvalueRatio = eigenvalueRatio
        self.factorialPower = factorialPower
    }
}
