import Arithmetic

/// An algebraic relation p(x) = 0 with an irreducible integer polynomial, found from digits of x.
public struct AlgebraicRelation: Sendable, Hashable {
    /// p, irreducible over ℚ, without content and with a positive leading coefficient.
    public let polynomial: Polynomial<Integer>
    /// The integer relation between 1, x, …, xᵈ that p was taken from: p, or a multiple of it.
    public let relation: IntegerRelation

    /// The degree of x over ℚ.
    public var degree: Int { polynomial.degree ?? 0 }

    /// The minimal polynomial of a real number, if its digits show one of degree at most `largestDegree`: the degrees
    /// are tried upwards from 1, each by an integer relation between the powers, until one is significant. What is
    /// returned vanishes in ball arithmetic with all the digits that `x` has.
    ///
    /// - Parameter bits: how many bits behind the binary point of the powers are used at most.
    ///
    /// Nil when there is none, or when x is not finite. Cost: at most one search for each degree.
    public static func find(_ x: Ball, largestDegree: Int, bits: Int) -> AlgebraicRelation? {
        guard x.isFinite else { return nil }
        let precision = workingPrecision(bits: bits, degree: largestDegree, exponent: x.exponentOfMagnitude)
        var powers = [Ball(1)]
        return find(largestDegree: largestDegree, bits: bits) {
            powers.append(powers[powers.count - 1].multiplied(by: x, precision: precision))
            return RelationProblem(columns: [powers])
        }
    }

    /// The minimal polynomial of a complex number; otherwise as `find(_:largestDegree:bits:)`.
    public static func find(complex x: ComplexBall, largestDegree: Int, bits: Int) -> AlgebraicRelation? {
        guard x.isFinite else { return nil }
        if x.isReal { return find(x.real, largestDegree: largestDegree, bits: bits) }
        let exponent = [x.real.exponentOfMagnitude, x.imaginary.exponentOfMagnitude].compactMap { $0 }.max()
        let precision = workingPrecision(bits: bits, degree: largestDegree, exponent: exponent.map { $0 + 1 })
        var powers = [ComplexBall(1)]
        return find(largestDegree: largestDegree, bits: bits) {
            powers.append(powers[powers.count - 1].multiplied(by: x, precision: precision))
            return RelationProblem(columns: [powers.map(\.real), powers.map(\.imaginary)])
        }
    }

    /// - Parameter next: the powers up to one more than before.
    private static func find(
        largestDegree: Int, bits: Int, next: () -> RelationProblem
    ) -> AlgebraicRelation? {
        guard largestDegree >= 1 else { return nil }
        for _ in 1...largestDegree {
            let problem = next()
            guard let relation = problem.relation(bits: problem.usableBits(atMost: bits)), relation.isSignificant
            else { continue }
            // The relation may be a multiple of the minimal polynomial: take the factor that vanishes.
            let factors = Polynomial(relation.coefficients).factored().factors.map(\.polynomial)
            let minimal = factors.first { factor in
                let padding = [Integer](repeating: 0, count: problem.count - factor.coefficients.count)
                return (factor.degree ?? 0) >= 1 && problem.contains(factor.coefficients + padding, bits: bits)
            }
            guard let minimal else { continue }
            return AlgebraicRelation(polynomial: minimal, relation: relation)
        }
        return nil
    }

    private static func workingPrecision(bits: Int, degree: Int, exponent: Int?) -> Int {
        max(64, bits + max(1, degree) * max(0, exponent ?? 0) + 64)
    }
}
