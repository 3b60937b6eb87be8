import Arithmetic
import ContinuedFractions

/// Integer coordinates of the fractions of one shape, in which families of fractions are lattices.
///
/// In `roots` coordinates b = c ∏ (rᵢ n + sᵢ) with fixed c and rᵢ > 0, and a vector is (s₁, …, s_d, coefficients of a from
/// the highest down): a lattice of them holds families whose b is of degree d in the parameters, such as (n + i)(n + j). In
/// `coefficients` coordinates it is the coefficients of b and then those of a, from the highest down.
struct FractionCoordinates: Hashable, Sendable {
    enum Form: Hashable, Sendable {
        case coefficients(degreeB: Int)
        case roots(lead: Integer, slopes: [Int])
    }

    let form: Form
    let degreeA: Int

    /// The number of coordinates.
    var count: Int { countB + degreeA + 1 }

    /// The number of coordinates that belong to b.
    var countB: Int {
        switch form {
        case .coefficients(let degreeB): degreeB + 1
        case .roots(_, let slopes): slopes.count
        }
    }

    /// The coordinates of a fraction with their vectors, those by roots first where b splits over Q; empty when a number
    /// does not fit a word.
    static func all(of fraction: PolynomialContinuedFraction) -> [(coordinates: FractionCoordinates, vector: [Int])] {
        guard let degreeA = fraction.a.degree, let degreeB = fraction.b.degree else { return [] }
        let a = fraction.a.coefficients.reversed().compactMap(\.asInt)
        let b = fraction.b.coefficients.reversed().compactMap(\.asInt)
        guard a.count == degreeA + 1, b.count == degreeB + 1 else { return [] }
        var result: [(FractionCoordinates, [Int])] = []
        let roots = fraction.b.rationalRoots()
        if degreeB > 0, roots.reduce(0, { $0 + $1.multiplicity }) == degreeB {
            var factors: [(slope: Int, offset: Int)] = []
            var product: Integer = 1
            for (root, multiplicity) in roots {
                guard let slope = root.denominator.asInt, let offset = (-root.numerator).asInt else { return [] }
                for _ in 0..<multiplicity {
                    factors.append((slope, offset))
                    product *= root.denominator
                }
            }
            factors.sort { ($0.slope, $0.offset) < ($1.slope, $1.offset) }
            if let lead = fraction.b.leadingCoefficient?.exactQuotient(product) {
                let coordinates = FractionCoordinates(
                    form: .roots(lead: lead, slopes: factors.map(\.slope)), degreeA: degreeA)
                result.append((coordinates, factors.map(\.offset) + a))
            }
        }
        result.append((FractionCoordinates(form: .coefficients(degreeB: degreeB), degreeA: degreeA), b + a))
        return result
    }

    /// The fraction with these coordinates; nil when a or b loses its degree.
    func fraction(at vector: [Int]) -> PolynomialContinuedFraction? {
        let a = Polynomial(integers: Array(vector[countB...].reversed()))
        let b: Polynomial<Integer>
        switch form {
        case .coefficients:
            b = Polynomial(integers: Array(vector[..<countB].reversed()))
            guard b.degree == countB - 1 else { return nil }
        case .roots(let lead, let slopes):
            b = zip(slopes, vector).reduce(Polynomial(constant: lead)) { product, factor in
                product * Polynomial(integers: [factor.1, factor.0])
            }
        }
        guard a.degree == degreeA, !b.isZero else { return nil }
        return PolynomialContinuedFraction(a: a, b: b)
    }

    /// The text `pcf(a, b)` for coordinates that are polynomials in parameters, given as texts.
    func text(_ coordinates: [ParameterPolynomial], names: [String]) -> String {
        let a = FractionCoordinates.sum(Array(coordinates[countB...]), names)
        let b: String
        switch form {
        case .coefficients: b = FractionCoordinates.sum(Array(coordinates[..<countB]), names)
        case .roots(let lead, let slopes):
            var factors: [(text: String, count: Int)] = []
            for (slope, offset) in zip(slopes, coordinates) {
                let linear = FractionCoordinates.sum([.constant(Integer(slope)), offset], names)
                if let last = factors.last, last.text == linear {
                    factors[factors.count - 1].count += 1
                } else {
                    factors.append((linear, 1))
                }
            }
            let texts = factors.map { factor in
                let base = factor.text == "n" ? "n" : "(\(factor.text))"
                return factor.count == 1 ? base : "\(base)^\(factor.count)"
            }
            let product = texts.joined(separator: "*")
            b = lead.isOne ? product : (-lead).isOne ? "-\(product)" : "\(lead)*\(product)"
        }
        return "pcf(\(a), \(b))"
    }

    /// The polynomial in n with these coefficients, from the highest down.
    private static func sum(_ coefficients: [ParameterPolynomial], _ names: [String]) -> String {
        var text = ""
        for (index, coefficient) in coefficients.enumerated() where !coefficient.isZero {
            let power = coefficients.count - 1 - index
            let n = power == 0 ? "" : power == 1 ? "n" : "n^\(power)"
            let value = coefficient.text(names)
            var term: String
            if power == 0 {
                term = value
            } else if coefficient.isConstant {
                term = value == "1" ? n : value == "-1" ? "-\(n)" : "\(value)*\(n)"
            } else {
                term = coefficient.isMonomial ? "\(value)*\(n)" : "(\(value))*\(n)"
            }
            if text.isEmpty {
                text = term
            } else if term.hasPrefix("-") {
                term.removeFirst()
                text += " - \(term)"
            } else {
                text += " + \(term)"
            }
        }
        return text.isEmpty ? "0" : text
    }
}
