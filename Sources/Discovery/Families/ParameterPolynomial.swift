import Arithmetic

/// A polynomial with integer coefficients in the parameters of a family.
struct ParameterPolynomial: Hashable, Sendable {
    struct Term: Hashable, Sendable {
        let exponents: [Int]
        let coefficient: Integer
    }

    /// The terms that are not 0, each exponent vector once.
    let terms: [Term]

    init(_ terms: [Term]) { self.terms = terms.filter { !$0.coefficient.isZero } }

    static func constant(_ value: Integer) -> ParameterPolynomial {
        ParameterPolynomial([Term(exponents: [], coefficient: value)])
    }

    var isZero: Bool { terms.isEmpty }
    var isMonomial: Bool { terms.count == 1 }
    var isConstant: Bool { terms.allSatisfy { $0.exponents.allSatisfy { $0 == 0 } } }

    /// The value at these parameters.
    func evaluated(at parameters: [Int]) -> Integer {
        var sum = Integer(0)
        for term in terms {
            var product = term.coefficient
            for (value, exponent) in zip(parameters, term.exponents) {
                for _ in 0..<exponent { product *= Integer(value) }
            }
            sum += product
        }
        return sum
    }

    /// The polynomial in the formula language; the terms of highest degree first.
    func text(_ names: [String]) -> String {
        let sorted = terms.sorted { x, y in
            let (p, q) = (x.exponents.reduce(0, +), y.exponents.reduce(0, +))
            return p != q ? p > q : y.exponents.lexicographicallyPrecedes(x.exponents)
        }
        var text = ""
        for term in sorted {
            let powers = zip(names, term.exponents).filter { $0.1 > 0 }
                .map { $0.1 == 1 ? $0.0 : "\($0.0)^\($0.1)" }.joined(separator: "*")
            let size = term.coefficient.magnitude
            let body = powers.isEmpty ? "\(size)" : size.isOne ? powers : "\(size)*\(powers)"
            let isNegative = term.coefficient.signum() < 0
            if text.isEmpty {
                text = isNegative ? "-\(body)" : body
            } else {
                text += isNegative ? " - \(body)" : " + \(body)"
            }
        }
        return text.isEmpty ? "0" : text
    }

    /// All exponent vectors of `variables` parameters of total degree at most `degree`, by degree.
    static func exponents(variables: Int, degree: Int) -> [[Int]] {
        var all: [[Int]] = [[]]
        for _ in 0..<variables {
            all = all.flatMap { head in (0...degree - head.reduce(0, +)).map { head + [$0] } }
        }
        return all.sorted { x, y in
            let (p, q) = (x.reduce(0, +), y.reduce(0, +))
            return p != q ? p < q : y.lexicographicallyPrecedes(x)
        }
    }
}
