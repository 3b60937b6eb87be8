import Arithmetic
import ContinuedFractions

/// A Möbius map x ↦ (A x + B)/(C x + D) whose coefficients are polynomials in the parameters of a family.
struct MobiusFamily: Sendable {
    /// A, B, C, D.
    let entries: [ParameterPolynomial]

    /// The map at these parameters; nil where it is not regular.
    func map(at parameters: [Int]) -> MobiusMap? {
        let values = entries.map { $0.evaluated(at: parameters) }
        return MobiusMap(values[0], values[1], values[2], values[3])
    }

    /// A map of least total degree, at most `largestDegree`, that agrees with two thirds of the samples and then with all.
    ///
    /// For each degree the coefficients solve a homogeneous linear system: the matrix is proportional to that of each
    /// sample. A degree is tried only with at least three equations more than unknowns.
    ///
    /// Cost: elimination over Q with 4 C(degree + r, r) unknowns for r parameters.
    static func fit(_ samples: [(parameters: [Int], map: MobiusMap)], largestDegree: Int) -> MobiusFamily? {
        guard samples.count >= 4, let variables = samples.first?.parameters.count else { return nil }
        let fitted = samples.indices.filter { $0 % 3 != 2 }.map { samples[$0] }
        for degree in 0...largestDegree {
            let exponents = ParameterPolynomial.exponents(variables: variables, degree: degree)
            let columns = 4 * exponents.count
            guard 3 * fitted.count >= columns + 3 else { return nil }
            var rows: [[Rational]] = []
            for (parameters, map) in fitted {
                let values = exponents.map { ParameterPolynomial([.init(exponents: $0, coefficient: 1)]) }
                    .map { Rational($0.evaluated(at: parameters)) }
                let entries = [map.a, map.b, map.c, map.d].map { Rational($0) }
                guard let pivot = entries.firstIndex(where: { !$0.isZero }) else { continue }
                for entry in 0..<4 where entry != pivot {
                    var row = [Rational](repeating: 0, count: columns)
                    for (index, value) in values.enumerated() {
                        row[entry * values.count + index] = value * entries[pivot]
                        row[pivot * values.count + index] = -value * entries[entry]
                    }
                    rows.append(row)
                }
            }
            for solution in PolynomialNullspace.basis(rows, columns: columns) {
                let family = MobiusFamily(
                    entries: (0..<4).map { entry in
                        ParameterPolynomial(
                            exponents.enumerated().map { index, powers in
                                .init(exponents: powers, coefficient: solution[entry * exponents.count + index])
                            })
                    })
                if samples.allSatisfy({ family.map(at: $0.parameters) == $0.map }) { return family.primitive }
            }
        }
        return nil
    }

    /// Without a common integer factor, and with a positive leading coefficient in the denominator's last entry.
    private var primitive: MobiusFamily {
        var content = Integer(0)
        for entry in entries { for term in entry.terms { content = content.gcd(term.coefficient) } }
        let lead = (entries[2].isZero ? entries[3] : entries[2]).terms.last?.coefficient ?? 1
        if lead.signum() < 0 { content = -content }
        if content.isZero || content.isOne { return self }
        return MobiusFamily(
            entries: entries.map { entry in
                ParameterPolynomial(
                    entry.terms.map {
                        .init(exponents: $0.exponents, coefficient: $0.coefficient.dividedExactly(by: content))
                    })
            })
    }

    /// The image of `x`, a name, in the formula language.
    func text(_ x: String, names: [String]) -> String {
        func linear(_ slope: ParameterPolynomial, _ offset: ParameterPolynomial) -> (text: String, isAtom: Bool) {
            var slopeText = slope.text(names)
            if !slope.isMonomial { slopeText = "(\(slopeText))" }
            let product = slopeText == "1" ? x : slopeText == "-1" ? "-\(x)" : "\(slopeText)*\(x)"
            if slope.isZero { return (offset.text(names), offset.isMonomial) }
            if offset.isZero { return (product, slope.isMonomial) }
            let rest = offset.text(names)
            return ("\(product) \(rest.hasPrefix("-") ? "- \(rest.dropFirst())" : "+ \(rest)")", false)
        }
        let above = linear(entries[0], entries[1])
        let below = linear(entries[2], entries[3])
        if below.text == "1" { return above.text }
        let numerator = above.isAtom ? above.text : "(\(above.text))"
        let isSimple = !below.text.contains(where: { "*+- /".contains($0) })
        return "\(numerator)/\(isSimple ? below.text : "(\(below.text))")"
    }
}
