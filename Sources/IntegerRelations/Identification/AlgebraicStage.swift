import Arithmetic
import Expressions

/// Algebraic numbers: relations between the powers of x, factored.
struct AlgebraicStage {
    let largestDegree: Int

    /// Finds the minimal polynomial of `x`, degrees from 2 on; the first that pays is taken.
    func run(_ search: inout IdentificationSearch) {
        for degree in 2...max(2, largestDegree) where largestDegree >= 2 {
            if search.isStopped() { return }
            guard let found = AlgebraicStage.minimalPolynomial(of: search.x, degree: degree, &search) else { continue }
            let form = AlgebraicStage.form(of: found.polynomial, near: search.x, search)
            search.claim(form, family: "degree \(found.polynomial.degree ?? 0)", coincidence: found.coincidence)
            if search.isDone { return }
        }
    }

    /// The irreducible polynomial of degree 2 … `degree` that vanishes at `x`, from one lattice of its powers.
    static func minimalPolynomial(
        of x: Ball, degree: Int, _ search: inout IdentificationSearch
    ) -> (polynomial: Polynomial<Integer>, coincidence: Double)? {
        var powers = [Ball(1)]
        for _ in 0..<degree {
            powers.append(powers[powers.count - 1].multiplied(by: x, precision: search.precision + 64))
        }
        guard let relation = search.relation(among: powers, targets: Array(1...degree)) else { return nil }
        // A multiple of the minimal polynomial is possible: take the factor that vanishes at x.
        for factor in Polynomial(relation.coefficients).factored().factors.map(\.polynomial) {
            guard let own = factor.degree, own >= 1 else { continue }
            let coefficients = factor.coefficients
            guard let weighed = search.weigh(coefficients, Array(powers.prefix(own + 1)), targets: Array(1...own))
            else { continue }
            return (factor, weighed.coincidence)
        }
        return nil
    }

    /// In radicals where that is short, else as a root.
    static func form(
        of polynomial: Polynomial<Integer>, near x: Ball, _ search: IdentificationSearch
    ) -> IdentificationCandidate.Form {
        let solver = RadicalSolver(precision: search.precision, evaluator: search.evaluator)
        if let term = solver.root(of: polynomial, near: x) { return .expression(term) }
        return .root(polynomial, near: x.decimalString(digits: 10))
    }
}
