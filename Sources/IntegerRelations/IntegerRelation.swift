import Arithmetic
import func Foundation.log10

/// An integer relation Σ mᵢ xᵢ ≈ 0 between real numbers, with the chance that it is a coincidence.
public struct IntegerRelation: Sendable, Hashable {
    /// m₁ … m_n, not all 0, without a common factor, the last nonzero one positive.
    public let coefficients: [Integer]
    /// log10 of the expected number of accidental relations of this height or lower: n log10(2H + 1) − digits used.
    public let coincidence: Double

    /// max |mᵢ|.
    public var height: Integer { coefficients.map(\.magnitude).max() ?? 0 }

    /// The surplus that a claim needs: the expected number of accidental hits must be below 10^(−10).
    public static let acceptedCoincidence = -10.0

    /// The relation of least height that LLL finds between `values`, used to `bits` bits after the binary point; nil
    /// when the vector found is not a relation within the radii of the values.
    ///
    /// The lattice is spanned by the rows of [I | ⌊2^bits xᵢ⌉] (Lenstra, Lenstra and Lovász 1982). What is returned is
    /// checked in ball arithmetic: 0 lies in Σ mᵢ xᵢ. Cost: one lattice reduction in dimension n.
    public static func find(among values: [Ball], bits: Int) -> IntegerRelation? {
        let count = values.count
        guard count >= 2 else { return nil }
        var rows: [[Integer]] = []
        for (i, value) in values.enumerated() {
            guard let scaled = value.nearestInteger(scaledByPowerOfTwo: bits) else { return nil }
            rows.append((0..<count).map { $0 == i ? 1 : 0 } + [scaled])
        }
        guard let shortest = LatticeReduction.reduce(rows).first else { return nil }
        var coefficients = Array(shortest.dropLast())
        let content = coefficients.reduce(Integer(0)) { $0.gcd($1) }
        guard !content.isZero else { return nil }
        let negative = (coefficients.last { !$0.isZero } ?? 1).signum() < 0
        let unit = negative ? -content : content
        coefficients = coefficients.map { $0.dividedExactly(by: unit) }
        guard residual(coefficients, values, precision: bits + 64).containsZero else { return nil }
        return IntegerRelation(
            coefficients: coefficients, coincidence: coincidence(coefficients, digits: Double(bits) * 0.30103))
    }

    /// Σ mᵢ xᵢ.
    public static func residual(_ coefficients: [Integer], _ values: [Ball], precision: Int) -> Ball {
        var sum = Ball()
        for (coefficient, value) in zip(coefficients, values) {
            sum.addProduct(Ball(coefficient), value, precision: precision)
        }
        return sum
    }

    /// log10((2H + 1)^n) − digits: coefficient vectors up to this height, against the digits that had to agree.
    static func coincidence(_ coefficients: [Integer], digits: Double) -> Double {
        let height = coefficients.map(\.magnitude).max() ?? 0
        return Double(coefficients.count) * log10(2 * height.doubleValue + 1) - digits
    }
}
