/// Linear fingerprints of terms: what a rewrite at a place changes in the fingerprint of the whole term depends only on
/// the place and on the two subterms, so that it is known without looking at the whole term.
///
/// The fingerprint of f(x₁ … xₖ) is a vector v(f, k) + M₁φ(x₁) + … + Mₖφ(xₖ) over the integers modulo 2⁶¹ − 1, the Mᵢ
/// being fixed 2×2 matrices without relations in sight. Different terms have equal fingerprints with a chance of about
/// 2⁻¹²² for each pair.
struct Fingerprints {
    struct Vector: Hashable {
        var x: UInt64
        var y: UInt64

        static let zero = Vector(x: 0, y: 0)

        static func + (a: Vector, b: Vector) -> Vector {
            Vector(x: Fingerprints.sum(a.x, b.x), y: Fingerprints.sum(a.y, b.y))
        }

        static func - (a: Vector, b: Vector) -> Vector {
            Vector(
                x: Fingerprints.sum(a.x, Fingerprints.prime - b.x), y: Fingerprints.sum(a.y, Fingerprints.prime - b.y))
        }
    }

    struct Matrix {
        var left: Vector
        var right: Vector

        static let one = Matrix(left: Vector(x: 1, y: 0), right: Vector(x: 0, y: 1))

        func applied(to v: Vector) -> Vector {
            Vector(
                x: Fingerprints.sum(Fingerprints.product(left.x, v.x), Fingerprints.product(right.x, v.y)),
                y: Fingerprints.sum(Fingerprints.product(left.y, v.x), Fingerprints.product(right.y, v.y)))
        }
    }

    private static let prime: UInt64 = 1 << 61 - 1
    private var termPrints: [Vector] = []
    private var placeMatrices: [Matrix] = []
    private var childMatrices: [Matrix] = []

    /// Of all terms and places of a proof. Cost: linear.
    init(_ explanation: Explanation) {
        let terms = explanation.terms
        termPrints.reserveCapacity(terms.count)
        for index in 0..<terms.count {
            var print = Fingerprints.vector(UInt64(terms.label(of: index)) << 20 ^ UInt64(terms.arity(of: index)))
            for i in 0..<terms.arity(of: index) {
                print = print + childMatrix(i).applied(to: termPrints[terms.child(index, i)])
            }
            termPrints.append(print)
        }
        placeMatrices.reserveCapacity(explanation.positions.count)
        for (index, position) in explanation.positions.enumerated() {
            if index == 0 {
                placeMatrices.append(.one)
            } else {
                let above = placeMatrices[position.parent]
                let step = childMatrix(position.child)
                placeMatrices.append(
                    Matrix(left: above.applied(to: step.left), right: above.applied(to: step.right)))
            }
        }
    }

    /// What the replacement of one term by another at a place changes in the fingerprint of the whole.
    func change(at place: Int, from old: Int, to new: Int) -> Vector {
        placeMatrices[place].applied(to: termPrints[new] - termPrints[old])
    }

    private mutating func childMatrix(_ i: Int) -> Matrix {
        while childMatrices.count <= i {
            let seed = UInt64(childMatrices.count) | 1 << 60
            childMatrices.append(
                Matrix(left: Fingerprints.vector(2 * seed), right: Fingerprints.vector(2 * seed + 1)))
        }
        return childMatrices[i]
    }

    private static func sum(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let sum = a + b
        return sum >= prime ? sum - prime : sum
    }

    private static func product(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let (high, low) = a.multipliedFullWidth(by: b)
        // 2^61 = 1: the bits from 61 on are added to those below.
        return sum(low & prime, high << 3 | low >> 61)
    }

    private static func vector(_ seed: UInt64) -> Vector {
        Vector(x: mixed(2 * seed) % prime, y: mixed(2 * seed + 1) % prime)
    }

    /// The output function of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    private static func mixed(_ seed: UInt64) -> UInt64 {
        var z = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
