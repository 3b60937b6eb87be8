import Arithmetic
import ContinuedFractions

/// Fractions whose coordinates are v₀ + Σ kᵢ dᵢ, or v₀ + k d + C(k, 2) e for one parameter, with integers kᵢ.
struct FamilyLattice: Sendable {
    let coordinates: FractionCoordinates
    let origin: [Int]
    let directions: [[Int]]
    /// The second difference e, even, for one parameter; nil for an affine lattice.
    let curvature: [Int]?

    init(coordinates: FractionCoordinates, origin: [Int], directions: [[Int]], curvature: [Int]? = nil) {
        self.coordinates = coordinates
        self.origin = origin
        self.directions = directions
        self.curvature = curvature
    }

    /// The fractions (k a, k² b), whose values are k times that of (a, b); nil when a number does not fit a word.
    init?(scaling fraction: PolynomialContinuedFraction) {
        guard let (coordinates, vector) = FractionCoordinates.all(of: fraction).last else { return nil }
        let zero = [Int](repeating: 0, count: vector.count)
        let countB = coordinates.countB
        // k² = k + 2 C(k, 2).
        guard vector.allSatisfy({ $0.magnitude < UInt(Int.max / 2) }) else { return nil }
        self.init(
            coordinates: coordinates, origin: zero, directions: [vector],
            curvature: vector[..<countB].map { 2 * $0 } + zero[countB...])
    }

    /// The number of parameters.
    var rank: Int { directions.count }

    /// The names of the parameters.
    var names: [String] { rank == 1 ? ["k"] : (0..<rank).map { rank <= 3 ? ["i", "j", "k"][$0] : "k\($0 + 1)" } }

    /// The coordinates at these parameters; nil when one does not fit a word.
    func vector(at parameters: [Int]) -> [Int]? {
        var vector = origin
        func add(_ step: [Int], times factor: Int) -> Bool {
            for index in vector.indices {
                let (product, overflow) = step[index].multipliedReportingOverflow(by: factor)
                let (sum, carry) = vector[index].addingReportingOverflow(product)
                if overflow || carry { return false }
                vector[index] = sum
            }
            return true
        }
        for (direction, parameter) in zip(directions, parameters) {
            guard add(direction, times: parameter) else { return nil }
        }
        if let curvature {
            let (square, overflow) = parameters[0].multipliedReportingOverflow(by: parameters[0] - 1)
            guard !overflow, add(curvature, times: square / 2) else { return nil }
        }
        return vector
    }

    /// The fraction at these parameters; nil when a or b loses its degree or a number does not fit a word.
    func fraction(at parameters: [Int]) -> PolynomialContinuedFraction? {
        vector(at: parameters).flatMap { coordinates.fraction(at: $0) }
    }

    /// Each coordinate as a polynomial in the parameters: C(k, 2) e is written with e/2 where all of e is even.
    var polynomials: [ParameterPolynomial] {
        origin.indices.map { index in
            var terms = [
                ParameterPolynomial.Term(
                    exponents: [Int](repeating: 0, count: rank), coefficient: Integer(origin[index]))
            ]
            let half = (curvature?[index] ?? 0) / 2
            for (position, direction) in directions.enumerated() {
                var exponents = [Int](repeating: 0, count: rank)
                exponents[position] = 1
                terms.append(
                    ParameterPolynomial.Term(exponents: exponents, coefficient: Integer(direction[index] - half)))
            }
            if half != 0 { terms.append(ParameterPolynomial.Term(exponents: [2], coefficient: Integer(half))) }
            return ParameterPolynomial(terms)
        }
    }

    /// The text `pcf(a, b)` with the parameters.
    var text: String { coordinates.text(polynomials, names: names) }
}
