import Arithmetic

/// A polynomial in n with parameters, prepared for the sieve: one parameter t runs along the lanes, the others are fixed
/// in a row: Σ_k t^k α_k(n), where α_k depends on the other parameters.
struct ParametricForm: Sendable {
    /// c · n^degree · t^k · ∏ (parameters of `factors`, repeated by their exponents).
    struct Term: Sendable {
        let coefficient: Integer
        /// The coefficient when it fits a word.
        let word: Int?
        let degree: Int
        let laneExponent: Int
        let factors: [Int]
    }

    let terms: [Term]
    /// The largest degree in n of all terms; −1 for the zero polynomial.
    let degree: Int
    /// The largest exponent of t.
    let laneDegree: Int
    /// Whether the part with t has no other parameter.
    let isLanePartFixed: Bool
    /// The position of t.
    let lane: Int

    init(_ polynomial: ParametricPolynomial, lane: Int) {
        self.lane = lane
        terms = polynomial.monomials.map { monomial in
            var factors: [Int] = []
            for (parameter, exponent) in monomial.exponents.enumerated() where parameter != lane {
                factors += [Int](repeating: parameter, count: exponent)
            }
            return Term(
                coefficient: monomial.coefficient, word: monomial.coefficient.asInt, degree: monomial.degree,
                laneExponent: lane < monomial.exponents.count ? monomial.exponents[lane] : 0, factors: factors)
        }
        degree = terms.map(\.degree).max() ?? -1
        laneDegree = terms.map(\.laneExponent).max() ?? 0
        isLanePartFixed = terms.allSatisfy { $0.laneExponent == 0 || $0.factors.isEmpty }
    }

    /// Whether the coefficient of n^degree contains t.
    var isLeadVarying: Bool { terms.contains { $0.degree == degree && $0.laneExponent > 0 } }

    /// The coefficient of n^degree at these parameters; nil when it does not fit a word.
    func lead(at parameters: [Int]) -> Int? {
        var sum = 0
        for term in terms where term.degree == degree {
            guard let value = ParametricForm.value(term, at: parameters, lane: lane) else { return nil }
            let (total, overflow) = sum.addingReportingOverflow(value)
            if overflow { return nil }
            sum = total
        }
        return sum
    }

    /// Writes all degree + 1 coefficients at these parameters; false when one does not fit a word.
    func fill(_ coefficients: UnsafeMutableBufferPointer<Int>, at parameters: [Int]) -> Bool {
        coefficients.update(repeating: 0)
        for term in terms {
            guard let value = ParametricForm.value(term, at: parameters, lane: lane) else { return false }
            let (total, overflow) = coefficients[term.degree].addingReportingOverflow(value)
            if overflow { return false }
            coefficients[term.degree] = total
        }
        return true
    }

    @inline(__always)
    private static func value(_ term: Term, at parameters: [Int], lane: Int) -> Int? {
        guard var value = term.word else { return nil }
        for factor in term.factors {
            let (product, overflow) = value.multipliedReportingOverflow(by: parameters[factor])
            if overflow { return nil }
            value = product
        }
        for _ in 0..<term.laneExponent {
            let (product, overflow) = value.multipliedReportingOverflow(by: parameters[lane])
            if overflow { return nil }
            value = product
        }
        return value
    }
}
