import Arithmetic

/// A proof that numbers have no small integer relation: every m ≠ 0 with Σ mᵢ xᵢ = 0 is at least `norm` long.
///
/// With Xⱼ = ⌊2^(bits + g) xⱼ⌉ for g guard bits, the lattice of the vectors (2^g m, Σ mⱼ Xⱼ) contains for a relation m
/// a vector of squared length at most |m|² (4^g + E²), where E² = Σ eⱼ² and eⱼ is how far Xⱼ can be from its number. No
/// vector of a lattice is shorter than the least |bᵢ*| of the Gram–Schmidt orthogonalization of any basis of it. Hence
/// |m|² ≥ min |bᵢ*|² / (4^g + E²). That the rows b are a basis of all of the lattice follows from the determinants:
/// ∏ |bᵢ*|² is the square of the index times det(4^g I + X Xᵀ).
///
/// The certificate is the coefficient matrix of the basis; `isValid(for:)` checks it from scratch in ball arithmetic.
public struct RelationBound: Sendable, Hashable {
    /// No relation has a Euclidean norm below this. At least 1: the trivial bound.
    public let norm: Double
    /// How many bits behind the binary point of the numbers it uses.
    public let bits: Int
    /// The rows of the lattice basis, without their last coordinates.
    public let basis: [[Integer]]

    /// No relation has all coefficients below this in absolute value: ⌈norm/√n⌉.
    public var height: Int {
        let least = (norm / Double(max(1, basis.count)).squareRoot()).rounded(.up)
        return least < 0x1p62 ? max(1, Int(least)) : Int.max
    }

    /// Whether the certificate proves the bound for these real numbers.
    public func isValid(for values: [Ball]) -> Bool { isValid(for: RelationProblem(columns: [values])) }

    /// Whether the certificate proves the bound for these complex numbers.
    public func isValid(forComplex values: [ComplexBall]) -> Bool {
        isValid(for: RelationProblem(columns: [values.map(\.real), values.map(\.imaginary)]))
    }

    private func isValid(for problem: RelationProblem) -> Bool {
        if norm <= 1 { return true }
        guard let proved = RelationBound.provedNorm(problem, bits: bits, basis: basis) else { return false }
        return proved >= norm
    }

    /// A claim of this bound, to be checked by `isValid(for:)`.
    public init(norm: Double, bits: Int, basis: [[Integer]]) {
        self.norm = norm
        self.bits = bits
        self.basis = basis
    }

    /// The bound that this basis proves; the trivial one when it proves nothing.
    init(_ problem: RelationProblem, bits: Int, basis: [[Integer]]) {
        self.bits = bits
        self.basis = basis
        norm = max(1, RelationBound.provedNorm(problem, bits: bits, basis: basis) ?? 1)
    }

    /// √(min |bᵢ*|² / (4^g + E²)), rounded down; nil when the rows are no basis or the precision does not suffice.
    private static func provedNorm(_ problem: RelationProblem, bits: Int, basis: [[Integer]]) -> Double? {
        let n = problem.count
        guard n >= 1, basis.count == n, basis.allSatisfy({ $0.count == n }), problem.isWellPosed,
            let integers = problem.scaledIntegers(bits: bits)
        else { return nil }
        let unit = Integer(2).power(RelationProblem.guardBits)
        let rows = basis.map { row in
            row.map { $0 * unit } + integers.map { column in zip(row, column).reduce(Integer(0)) { $0 + $1.0 * $1.1 } }
        }
        let determinant = squaredCovolume(integers, guardUnit: unit, count: n)
        let size = rows.joined().reduce(0) { max($0, $1.bitWidth) }
        var precision = 64 + 8 * n
        // Beyond twice the entries' bits a precision decides everything that is not singular.
        while precision <= 4 * (2 * size + 64) * n {
            defer { precision *= 2 }
            guard let lengths = LatticeReduction.squaredOrthogonalLengths(rows, precision: precision),
                let least = leastLowerBound(lengths), !least.isZero
            else { continue }
            var product = Ball(1)
            for length in lengths { product.multiply(by: length, precision: precision) }
            let index = product.divided(by: Ball(determinant), precision: precision)
            guard index.isLess(than: Ball(4)) else {
                if Ball(2).isLess(than: index) { return nil }
                continue
            }
            let deviation = squaredDeviation(problem, bits: bits).adding(Ball(unit * unit), precision: 128)
            let squared = least.divided(by: deviation, precision: 128)
            let bound = squared.squareRoot(precision: 128).lowerBoundOfMagnitude.doubleEstimate
            return min(bound, Double.greatestFiniteMagnitude)
        }
        return nil
    }

    private static func leastLowerBound(_ lengths: [Ball]) -> Ball? {
        var least: Ball?
        for length in lengths {
            guard length.isPositive else { return nil }
            let bound = length.lowerBoundOfMagnitude
            if let present = least, !bound.isLess(than: present) { continue }
            least = bound
        }
        return least
    }

    /// det(4^g I + X Xᵀ) = 4^(g (n − c)) det(4^g I + Xᵀ X) for c columns, c = 1 or 2.
    private static func squaredCovolume(_ columns: [[Integer]], guardUnit: Integer, count: Int) -> Integer {
        func product(_ x: [Integer], _ y: [Integer]) -> Integer { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
        let square = guardUnit * guardUnit
        let first = square + product(columns[0], columns[0])
        if columns.count == 1 { return square.power(count - 1) * first }
        let mixed = product(columns[0], columns[1])
        let inner = first * (square + product(columns[1], columns[1])) - mixed * mixed
        // For n = 1 the power would be negative, but 4^g divides the determinant.
        return count >= 2 ? square.power(count - 2) * inner : inner.dividedExactly(by: square)
    }

    /// An upper bound of E² = Σ (1/2 + 2^(bits + g) · radius)².
    private static func squaredDeviation(_ problem: RelationProblem, bits: Int) -> Ball {
        var sum = Ball()
        for value in problem.columns.joined() {
            let radius = value.radius.scaled(byPowerOfTwo: bits + RelationProblem.guardBits)
            let deviation = radius.adding(Ball(0.5), precision: 128)
            sum.addProduct(deviation, deviation, precision: 128)
        }
        return sum
    }
}
