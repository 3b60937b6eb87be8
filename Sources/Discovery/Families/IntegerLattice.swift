import Arithmetic

/// A lattice in Zᵐ by its basis in Hermite normal form: rows in echelon form with positive pivots, the entries above a
/// pivot reduced modulo it.
struct IntegerLattice: Hashable, Sendable {
    /// The basis vectors, pivots from left to right.
    private(set) var basis: [[Integer]] = []

    /// The lattice that these vectors generate. Cost: O(m²) operations for each vector.
    init(generatedBy vectors: [[Int]]) {
        for vector in vectors { insert(vector.map { Integer($0) }) }
        reduce()
    }

    /// The position of the first entry of a basis vector that is not 0.
    private static func pivot(_ vector: [Integer]) -> Int? { vector.firstIndex { !$0.isZero } }

    private mutating func insert(_ vector: [Integer]) {
        var rest = vector
        var row = 0
        while let pivot = IntegerLattice.pivot(rest) {
            while row < basis.count, (IntegerLattice.pivot(basis[row]) ?? 0) < pivot { row += 1 }
            guard row < basis.count, IntegerLattice.pivot(basis[row]) == pivot else {
                basis.insert(rest, at: row)
                return
            }
            // Euclid's algorithm on the two rows until one of them has 0 at the pivot.
            while !rest[pivot].isZero {
                let quotient = basis[row][pivot].floorDivided(by: rest[pivot])
                for index in pivot..<rest.count { basis[row][index] -= quotient * rest[index] }
                swap(&basis[row], &rest)
            }
        }
    }

    private mutating func reduce() {
        for row in basis.indices {
            guard let pivot = IntegerLattice.pivot(basis[row]) else { continue }
            if basis[row][pivot].signum() < 0 { basis[row] = basis[row].map { -$0 } }
            for above in 0..<row {
                let quotient = basis[above][pivot].floorDivided(by: basis[row][pivot])
                if quotient.isZero { continue }
                for index in pivot..<basis[row].count { basis[above][index] -= quotient * basis[row][index] }
            }
        }
    }

    /// The rank.
    var rank: Int { basis.count }

    /// The integers k with vector = Σ kᵢ basisᵢ; nil when the vector is not in the lattice.
    func parameters(of vector: [Int]) -> [Int]? {
        var rest = vector.map { Integer($0) }
        var parameters: [Int] = []
        for row in basis {
            guard let pivot = IntegerLattice.pivot(row), let factor = rest[pivot].exactQuotient(row[pivot]),
                let parameter = factor.asInt
            else { return nil }
            parameters.append(parameter)
            for index in pivot..<rest.count { rest[index] -= factor * row[index] }
        }
        return rest.allSatisfy(\.isZero) ? parameters : nil
    }
}
