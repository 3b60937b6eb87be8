import Arithmetic

/// A polynomial in n whose coefficients are integer polynomials in named parameters, as a flat list of monomials.
public struct ParametricPolynomial: Sendable, Hashable {
    /// One term c · n^degree · ∏ parameterᵢ^exponentᵢ.
    struct Monomial: Sendable, Hashable {
        let coefficient: Integer
        let degree: Int
        let exponents: [Int]
    }

    let monomials: [Monomial]
    /// The largest degree in n over all values of the parameters; −1 for the zero polynomial.
    let degree: Int

    init(monomials: [Monomial]) {
        self.monomials = monomials
        degree = monomials.map(\.degree).max() ?? -1
    }

    /// Whether it is zero at all values of the parameters.
    var isZero: Bool { monomials.isEmpty }

    /// Whether the parameter at this position occurs.
    func uses(_ parameter: Int) -> Bool { monomials.contains { $0.exponents[parameter] > 0 } }

    /// The coefficients at these values of the parameters as doubles, lowest degree first and without leading zeros, into
    /// a list that is used again. Exact while every term stays below 2^53 in modulus.
    func coefficients(at parameters: [Int], into list: inout [Double]) {
        list.removeAll(keepingCapacity: true)
        for _ in stride(from: 0, through: degree, by: 1) { list.append(0) }
        for monomial in monomials {
            var term = monomial.coefficient.doubleValue
            for (position, exponent) in monomial.exponents.enumerated() where exponent > 0 {
                for _ in 0..<exponent { term *= Double(parameters[position]) }
            }
            list[monomial.degree] += term
        }
        while list.last == 0 { list.removeLast() }
    }

    /// The polynomial in n at these values of the parameters. Cost: linear in the number of monomials.
    public func polynomial(at parameters: [Int]) -> Polynomial<Integer> {
        var coefficients = [Integer](repeating: 0, count: degree + 1)
        for monomial in monomials {
            var term = monomial.coefficient
            for (value, exponent) in zip(parameters, monomial.exponents) where exponent > 0 {
                for _ in 0..<exponent { term.multiply(by: value) }
            }
            coefficients[monomial.degree] += term
        }
        return Polynomial(coefficients)
    }
}
