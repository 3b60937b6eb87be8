import Arithmetic
import ContinuedFractions
import Expressions

/// One fraction of a table of metrics. See `MetricsColumn` for what each value is.
public struct MetricsRow: Sendable, Hashable {
    /// The name of the space.
    public var space: String
    /// The index in the space.
    public var index: Int
    /// The fraction.
    public var fraction: PolynomialContinuedFraction
    /// The depth of the metrics.
    public var depth: Int
    /// The name of the class of convergence.
    public var convergenceClass: String
    /// Whether the convergents have a common factor like a power of n!.
    public var factorialReduction: FactorialReduction
    /// The power of n! in it, where it is known.
    public var factorialPower: Int?
    /// An estimate of the limit.
    public var limit: Double?
    /// δ(S) lies in `delta` ± `deltaRadius`.
    public var delta: Double?
    /// The radius of the enclosure of δ(S).
    public var deltaRadius: Double?
    /// An estimate of δ(S), also where the error is not enclosed.
    public var deltaEstimate: Double?
    /// An estimate of the limit of δ.
    public var predictedDelta: Double?
    /// Estimated growth of the reduced denominators.
    public var denominatorGrowth: FractionMetrics.GrowthRate
    /// Estimated growth of the common factors.
    public var commonFactorGrowth: FractionMetrics.GrowthRate
    /// Estimated growth of the error; nil when it diverges.
    public var errorGrowth: FractionMetrics.GrowthRate?
    /// The modulus of the quotient of the eigenvalues.
    public var eigenvalueRatio: Double
    /// The canonical form as text.
    public var family: String?
    /// A fingerprint of the coboundary invariant.
    public var invariant: String?
    /// The identified constant, or `rational` or `algebraic`.
    public var constant: String?
    /// The closed form.
    public var closedForm: String?
    /// The density cluster in each plane, from 1; none for noise.
    public var clusters: [MetricsPlane: Int]

    /// The row of these metrics, without clusters.
    public init(
        _ metrics: FractionMetrics, space: String, index: Int, family: String?, invariant: String?,
        constant: String?, closedForm: String?
    ) {
        self.space = space
        self.index = index
        fraction = metrics.fraction
        depth = metrics.depth
        convergenceClass = metrics.convergenceClass.name
        factorialReduction = metrics.factorialReduction
        factorialPower = metrics.factorialPower
        limit = metrics.limitEstimate
        if let interval = metrics.delta {
            let middle = interval.midpoint
            delta = middle
            deltaRadius = max(interval.upper - middle, middle - interval.lower).nextUp
        }
        deltaEstimate = metrics.deltaEstimate
        predictedDelta = metrics.predictedDelta
        denominatorGrowth = metrics.denominatorGrowth
        commonFactorGrowth = metrics.commonFactorGrowth
        errorGrowth = metrics.errorGrowth
        eigenvalueRatio = metrics.eigenvalueRatio
        self.family = family
        self.invariant = invariant
        self.constant = constant
        self.closedForm = closedForm
        clusters = [:]
    }

    /// The value in a column.
    public subscript(column: MetricsColumn) -> MetricsValue {
        func real(_ value: Double?) -> MetricsValue { value.map { $0.isNaN ? .missing : .real($0) } ?? .missing }
        func integer(_ value: Int?) -> MetricsValue { value.map { .integer($0) } ?? .missing }
        func text(_ value: String?) -> MetricsValue { value.map { .text($0) } ?? .missing }
        if let plane = MetricsPlane.allCases.first(where: { $0.column == column }) { return integer(clusters[plane]) }
        switch column {
        case .space: return .text(space)
        case .index: return .integer(index)
        case .a: return .text(fraction.a.description(variable: "n"))
        case .b: return .text(fraction.b.description(variable: "n"))
        case .depth: return .integer(depth)
        case .convergenceClass: return .text(convergenceClass)
        case .factorialReduction: return .text(factorialReduction.rawValue)
        case .factorialPower: return integer(factorialPower)
        case .limit: return real(limit)
        case .delta: return real(delta)
        case .deltaRadius: return real(deltaRadius)
        case .deltaEstimate: return real(deltaEstimate)
        case .predictedDelta: return real(predictedDelta)
        case .denominatorLinear: return .real(denominatorGrowth.linear)
        case .denominatorFactorial: return .real(denominatorGrowth.factorial)
        case .commonFactorLinear: return .real(commonFactorGrowth.linear)
        case .commonFactorFactorial: return .real(commonFactorGrowth.factorial)
        case .errorLogarithmic: return real(errorGrowth?.logarithmic)
        case .errorLinear: return real(errorGrowth?.linear)
        case .errorFactorial: return real(errorGrowth?.factorial)
        case .eigenvalueRatio: return .real(eigenvalueRatio)
        case .family: return text(family)
        case .invariant: return text(invariant)
        case .constant: return text(constant)
        case .closedForm: return text(closedForm)
        case .clusterDeltaGrowth, .clusterDeltaFactorialGrowth, .clusterDeltaError, .clusterDeltaFactorialError:
            return .missing
        }
    }

    /// The row with these values; nil when one that every row has is missing or malformed.
    public init?(_ value: (MetricsColumn) -> MetricsValue) {
        func text(_ column: MetricsColumn) -> String? {
            if case .text(let text) = value(column) { text } else { nil }
        }
        func integer(_ column: MetricsColumn) -> Int? {
            if case .integer(let integer) = value(column) { integer } else { nil }
        }
        func real(_ column: MetricsColumn) -> Double? {
            switch value(column) {
            case .real(let real): real
            case .integer(let integer): Double(integer)
            case .missing, .text: nil
            }
        }
        guard let space = text(.space), let index = integer(.index), let depth = integer(.depth),
            let a = text(.a).flatMap(MetricsRow.polynomial), let b = text(.b).flatMap(MetricsRow.polynomial),
            let convergenceClass = text(.convergenceClass),
            let reduction = text(.factorialReduction).flatMap(FactorialReduction.init(rawValue:)),
            let denominatorLinear = real(.denominatorLinear), let denominatorFactorial = real(.denominatorFactorial),
            let commonLinear = real(.commonFactorLinear), let commonFactorial = real(.commonFactorFactorial),
            let eigenvalueRatio = real(.eigenvalueRatio)
        else { return nil }
        self.space = space
        self.index = index
        fraction = PolynomialContinuedFraction(a: a, b: b)
        self.depth = depth
        self.convergenceClass = convergenceClass
        factorialReduction = reduction
        factorialPower = integer(.factorialPower)
        limit = real(.limit)
        delta = real(.delta)
        deltaRadius = real(.deltaRadius)
        deltaEstimate = real(.deltaEstimate)
        predictedDelta = real(.predictedDelta)
        denominatorGrowth = FractionMetrics.GrowthRate(linear: denominatorLinear, factorial: denominatorFactorial)
        commonFactorGrowth = FractionMetrics.GrowthRate(linear: commonLinear, factorial: commonFactorial)
        if let logarithmic = real(.errorLogarithmic), let linear = real(.errorLinear),
            let factorial = real(.errorFactorial)
        {
            errorGrowth = FractionMetrics.GrowthRate(logarithmic: logarithmic, linear: linear, factorial: factorial)
        }
        self.eigenvalueRatio = eigenvalueRatio
        family = text(.family)
        invariant = text(.invariant)
        constant = text(.constant)
        closedForm = text(.closedForm)
        clusters = [:]
        for plane in MetricsPlane.allCases { clusters[plane] = integer(plane.column) }
    }

    /// The polynomial in n with integer coefficients that a text denotes.
    private static func polynomial(_ text: String) -> Polynomial<Integer>? {
        guard let term = try? Expression(parsing: text, catalog: .standard, allowing: ["n"]),
            let polynomial = try? term.polynomial(in: "n")
        else { return nil }
        let (integral, denominator) = polynomial.clearingDenominators()
        return denominator.isOne ? integral : nil
    }
}
