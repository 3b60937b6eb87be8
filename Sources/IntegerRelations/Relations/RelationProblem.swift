import Arithmetic
import func Foundation.log10

/// Numbers between which a relation Σ mᵢ xᵢ = 0 is looked for: one column of balls for real numbers, two for complex
/// ones. The parts that all searches share.
struct RelationProblem: Sendable {
    /// The columns, of n values each.
    let columns: [[Ball]]

    /// The number n of unknown coefficients.
    var count: Int { columns.first?.count ?? 0 }

    /// Bits that the scaled integers have beyond those of the search, so that their rounding costs bounds nothing.
    static let guardBits = 8

    /// A search with more bits behind the binary point is refused: some 20 million digits.
    static let largestBits = 1 << 26

    /// Whether there are two numbers at least, all of them finite.
    var isWellPosed: Bool { count >= 2 && columns.allSatisfy { $0.allSatisfy(\.isFinite) } }

    /// The largest exponent ⌈log2 |x|⌉ of the numbers; nil when all are 0.
    var exponent: Int? { columns.joined().compactMap(\.exponentOfMagnitude).max() }

    /// How many bits behind the binary point are known of all numbers; nil when all are exact.
    var knownBits: Int? { columns.joined().compactMap(\.exponentOfRadius).max().map { -$0 } }

    /// `knownBits`, or `limit` when it is less.
    func usableBits(atMost limit: Int) -> Int { min(limit, knownBits ?? limit) }

    /// The integers next to 2^(bits + guard) xᵢ; nil when a value is not finite.
    func scaledIntegers(bits: Int) -> [[Integer]]? {
        var result: [[Integer]] = []
        for column in columns {
            var line: [Integer] = []
            for value in column {
                guard let scaled = value.nearestInteger(scaledByPowerOfTwo: bits + RelationProblem.guardBits) else {
                    return nil
                }
                line.append(scaled)
            }
            result.append(line)
        }
        return result
    }

    /// Whether 0 lies in Σ mᵢ xᵢ, computed with every digit that is known of the values; with `bits` bits behind the
    /// binary point, and some more, when all are exact.
    func contains(_ coefficients: [Integer], bits: Int) -> Bool {
        let size = coefficients.map(\.bitWidth).max() ?? 0
        let known = min(max(bits, knownBits ?? bits), RelationProblem.largestBits)
        let precision = max(0, known) + size + max(0, exponent ?? 0) + 64
        return columns.allSatisfy {
            IntegerRelation.residual(coefficients, $0, precision: precision).containsZero
        }
    }

    /// The relation that `find` promises.
    func relation(bits: Int) -> IntegerRelation? {
        guard isWellPosed, bits <= RelationProblem.largestBits else { return nil }
        let covolume = logarithmOfCovolume(bits: bits)
        if let vanishing = vanishingNumber(bits: bits) { return vanishing }
        guard let integers = scaledIntegers(bits: bits) else { return nil }
        var lattice = RelationLattice(columns: integers, bits: bits + RelationProblem.guardBits)
        return search(&lattice, bits: bits, covolume: covolume, norm: .infinity)
    }

    /// Deepens the lattice until a relation holds for all digits, all the bits are used up, or no relation of length at
    /// most `norm` is left.
    func search(
        _ lattice: inout RelationLattice, bits: Int, covolume: Double, norm: Double
    ) -> IntegerRelation? {
        let tolerance = self.tolerance(bits: bits)
        repeat {
            lattice.deepen(to: bits)
            let isLast = lattice.level >= bits
            let rows = lattice.candidates(tolerance: tolerance, all: isLast)
            if let row = rows.first(where: { contains($0, bits: bits) }) {
                return IntegerRelation(
                    coefficients: row, covolume: covolume, bits: bits, searchedBits: min(lattice.level, bits))
            }
            if isLast || lattice.leastOrthogonalLength > norm { return nil }
        } while true
    }

    /// A number that is 0 itself, as far as is known: the relation xᵢ = 0, which all its digits support.
    func vanishingNumber(bits: Int) -> IntegerRelation? {
        for i in 0..<count where columns.allSatisfy({ $0[i].containsZero }) {
            return IntegerRelation(
                coefficients: (0..<count).map { $0 == i ? 1 : 0 }, covolume: Double(bits) * 0.301029995663981195,
                bits: bits, searchedBits: bits)
        }
        return nil
    }

    /// How far a scaled integer may be from its number, in its own units: rounding and the largest radius.
    private func tolerance(bits: Int) -> Double {
        let radius = -(knownBits ?? bits + RelationProblem.guardBits)
        return 1 + Double(sign: .plus, exponent: min(1000, radius + bits + RelationProblem.guardBits), significand: 1)
    }

    /// log10 of the covolume √det(I + 4^bits XᵀX) of the lattice, X the matrix of the columns.
    func logarithmOfCovolume(bits: Int) -> Double {
        let precision = 128
        func product(_ x: [Ball], _ y: [Ball]) -> Ball {
            var sum = Ball()
            for (a, b) in zip(x, y) { sum.addProduct(a.midpoint, b.midpoint, precision: precision) }
            return sum.scaled(byPowerOfTwo: 2 * bits)
        }
        guard let first = columns.first else { return 0 }
        var determinant = product(first, first).adding(Ball(1), precision: precision)
        if columns.count == 2 {
            let second = product(columns[1], columns[1]).adding(Ball(1), precision: precision)
            let mixed = product(first, columns[1])
            determinant.multiply(by: second, precision: precision)
            determinant.subtractProduct(mixed, mixed, precision: precision)
        }
        // Cancellation to below the precision means dependent columns: count the longer one alone.
        guard determinant.isPositive else {
            let longest = columns.map { RelationProblem(columns: [$0]).logarithmOfCovolume(bits: bits) }
            return longest.max() ?? 0
        }
        return RelationProblem.decimalLogarithm(determinant) / 2
    }

    /// log10 of the midpoint of a positive ball of any size, an estimate.
    private static func decimalLogarithm(_ x: Ball) -> Double {
        guard let exponent = x.exponentOfMagnitude else { return -.infinity }
        return log10(x.scaled(byPowerOfTwo: -exponent).doubleEstimate) + Double(exponent) * 0.301029995663981195
    }
}
