import Arithmetic
import func Foundation.log10

/// An integer relation Σ mᵢ xᵢ ≈ 0 between real or complex numbers, with the chance that it is a coincidence.
public struct IntegerRelation: Sendable, Hashable {
    /// m₁ … m_n, not all 0, without a common factor, the last nonzero one positive.
    public let coefficients: [Integer]
    /// log10 of the expected number of accidental relations of this height or lower between such numbers:
    /// n log10(2H + 1) − log10 V. There are (2H + 1)ⁿ coefficient vectors; V is the covolume of the lattice of the
    /// (m, 2^bits Σ mᵢ xᵢ), about 2^bits · |x| for real numbers.
    public let coincidence: Double
    /// How many bits behind the binary point were used: the sum vanishes to all of them.
    public let bits: Int
    /// How many of them had been used when the relation showed up; the others were held back and confirm it.
    public let searchedBits: Int

    /// The relation with these coefficients, divided by their greatest common divisor and with the last nonzero one
    /// made positive; nil when all are 0.
    ///
    /// - Parameter covolume: log10 V.
    public init?(coefficients: [Integer], covolume: Double, bits: Int, searchedBits: Int) {
        let content = coefficients.reduce(Integer(0)) { $0.gcd($1) }
        guard !content.isZero else { return nil }
        let isNegative = (coefficients.last { !$0.isZero } ?? 1).signum() < 0
        let unit = isNegative ? -content : content
        self.coefficients = coefficients.map { $0.dividedExactly(by: unit) }
        self.bits = bits
        self.searchedBits = searchedBits
        let height = self.coefficients.map(\.magnitude).max() ?? 0
        coincidence = Double(coefficients.count) * (2 * height + 1).decimalLogarithm - covolume
    }

    /// H = max |mᵢ|.
    public var height: Integer { coefficients.map(\.magnitude).max() ?? 0 }

    /// The surplus that a claim needs: the expected number of accidental hits must be below 10^(−10).
    public static let acceptedCoincidence = -10.0

    /// Whether the expected number of accidental hits is at most 10^`acceptedCoincidence`.
    public var isSignificant: Bool { coincidence <= IntegerRelation.acceptedCoincidence }

    /// A relation between real numbers, used to `bits` bits behind the binary point, or to as many as their radii
    /// prove; nil when there is none within the radii, or when fewer than two numbers are given or one is not finite.
    ///
    /// The first relation that appears while the digits are fed into a lattice (`RelationLattice`) is taken: it is
    /// within a factor of about 1.02ⁿ of the shortest in practice. What is returned is checked in ball arithmetic: 0
    /// lies in Σ mᵢ xᵢ with all the digits that `values` have. Whether it means anything, `coincidence` tells.
    ///
    /// Numbers of differing magnitude, zeros, repeated and rational numbers are welcome. Cost: O(n² · bits) operations
    /// in double precision in practice (n = 10 to 40), unless numbers need more than 2⁵⁰ in their coefficients.
    public static func find(among values: [Ball], bits: Int) -> IntegerRelation? {
        let problem = RelationProblem(columns: [values])
        return problem.relation(bits: problem.usableBits(atMost: bits))
    }

    /// A relation with integer coefficients between complex numbers: one of their real parts and of their imaginary
    /// parts at once. Otherwise as `find(among:bits:)`.
    public static func find(amongComplex values: [ComplexBall], bits: Int) -> IntegerRelation? {
        let problem = RelationProblem(columns: [values.map(\.real), values.map(\.imaginary)])
        return problem.relation(bits: problem.usableBits(atMost: bits))
    }

    /// Σ mᵢ xᵢ.
    public static func residual(_ coefficients: [Integer], _ values: [Ball], precision: Int) -> Ball {
        var sum = Ball()
        for (coefficient, value) in zip(coefficients, values) {
            sum.addProduct(Ball(coefficient), value, precision: precision)
        }
        return sum
    }
}

extension Integer {
    /// log10 |z| of an integer of any size, an estimate; −∞ for 0.
    var decimalLogarithm: Double {
        let size = doubleValue.magnitude
        if size < .infinity { return log10(size) }
        return Double(bitWidth) * 0.301029995663981195
    }
}
