import Arithmetic
import func Foundation.log10

/// Counts the relations that a claim competes with.
enum RelationCount {
    /// log10 of the number of integer vectors of `terms` coordinates with at most `used` nonzero ones, all of size at
    /// most `height`, up to sign: log10(C(n, k) (2H + 1)^k / 2).
    static func logarithm(terms: Int, used: Int, height: Integer) -> Double {
        var choices = 0.0
        for i in 0..<used { choices += log10(Double(terms - i) / Double(i + 1)) }
        return choices + Double(used) * log10(2 * height.doubleValue + 1) - log10(2)
    }

    /// The same for the vector `coefficients`.
    static func logarithm(_ coefficients: [Integer]) -> Double {
        let used = coefficients.count { !$0.isZero }
        return logarithm(
            terms: coefficients.count, used: used, height: coefficients.map(\.magnitude).max() ?? 1)
    }

    /// The decimal digits that had to agree for Σ mᵢ xᵢ to contain 0: log10(max |mᵢ xᵢ| / radius of the sum).
    ///
    /// A sum that is exact counts as `exact` digits.
    static func agreeingDigits(
        _ coefficients: [Integer], _ values: [Ball], residual: Ball, exact: Double = 1e6
    ) -> Double {
        var largest = Int.min
        for (coefficient, value) in zip(coefficients, values) where !coefficient.isZero {
            guard let size = value.exponentOfMagnitude else { continue }
            largest = max(largest, size + coefficient.bitWidth - 1)
        }
        guard let radius = residual.exponentOfRadius, largest > Int.min else { return exact }
        // Both exponents are rounded up; one bit is given away.
        return Double(largest - radius - 1) * 0.3010299956639812
    }
}
