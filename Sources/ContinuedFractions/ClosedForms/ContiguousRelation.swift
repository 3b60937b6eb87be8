import Arithmetic
import Expressions

/// A linear relation Σ C_k(z) F_k(z) = 0 with polynomials C_k between hypergeometric functions whose parameters differ
/// by integers.
///
/// It is proved as an identity of power series. With A_i the largest of the i-th upper and B_i the smallest of the i-th
/// lower parameters, J the largest degree and M = J + the largest difference of upper parameters, the coefficient of z^n
/// is, for n ≥ M,
///     ∏ (A_i)_{n−M} / (∏ (B_i)_{n+S} n!) · P(n)
/// with S the largest difference of lower parameters and a polynomial P of degree at most pM + q(S + J) + J. So it
/// vanishes for all n if it does for the first M + deg P + 2: where an A_i is a nonpositive integer the first factor is
/// 0 beyond finitely many n, and either those are all seen or more than deg P values are.
public struct ContiguousRelation: Hashable, Sendable {
    /// The largest difference of parameters of one place.
    public static let largestDistance = 60

    /// The functions F_k.
    public let functions: [HypergeometricSymbol]
    /// The polynomials C_k.
    public let coefficients: [Polynomial<Rational>]

    /// A relation with these parts.
    public init(functions: [HypergeometricSymbol], coefficients: [Polynomial<Rational>]) {
        self.functions = functions
        self.coefficients = coefficients
    }

    /// The number of leading coefficients of the series that decide whether a relation with polynomials of degree at
    /// most `degree` holds.
    static func decidingCount(_ functions: [HypergeometricSymbol], degree: Int) -> Int? {
        guard let first = functions.first else { return nil }
        func spread(_ values: [Rational]) -> Int? {
            guard let low = values.min(), let high = values.max() else { return 0 }
            return (high - low).asInt
        }
        var (above, below) = (0, 0)
        for i in first.upper.indices {
            guard let width = spread(functions.map { $0.upper[i] }) else { return nil }
            above = max(above, width)
        }
        for i in first.lower.indices {
            guard let width = spread(functions.map { $0.lower[i] }) else { return nil }
            below = max(below, width)
        }
        guard max(above, below) <= ContiguousRelation.largestDistance else { return nil }
        let (p, q, m) = (first.upper.count, first.lower.count, degree + above)
        return m + p * m + q * (below + degree) + degree + 2
    }

    /// Proves the relation. Cost: the leading coefficients of the series, as many as there are shifts and degrees together.
    ///
    /// - Throws: `CertificateError` when it does not hold or the functions are not contiguous.
    public func check() throws(CertificateError) {
        guard let first = functions.first, functions.count == coefficients.count,
            functions.allSatisfy({ $0.isContiguous(to: first) }),
            !functions.contains(where: { $0.lower.contains(where: \.isNonpositiveInteger) })
        else { throw CertificateError("the functions are not contiguous, or one is not defined") }
        let degree = coefficients.compactMap(\.degree).max() ?? 0
        guard let count = ContiguousRelation.decidingCount(functions, degree: degree) else {
            throw CertificateError("the parameters are too far apart")
        }
        var sums = [Rational](repeating: 0, count: count)
        for (function, polynomial) in zip(functions, coefficients) {
            let series = function.coefficients(count)
            for (j, coefficient) in polynomial.coefficients.enumerated() where !coefficient.isZero {
                for n in j..<count { sums[n].addProduct(coefficient, series[n - j]) }
            }
        }
        if let n = sums.firstIndex(where: { !$0.isZero }) {
            throw CertificateError("the coefficients of z^\(n) differ")
        }
    }
}
