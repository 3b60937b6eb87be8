import Arithmetic
import Conjectures
import ContinuedFractions
import Expressions
import IntegerRelations

/// A class of fractions whose representative has a closed form.
struct IdentifiedClass: Sendable {
    /// The representative.
    let fraction: PolynomialContinuedFraction
    /// The closed form of its limit.
    let form: Expressions.Expression
    /// The constants that the form names.
    let constants: [String]
    /// The form as a Möbius map of one constant; nil when it is of another kind.
    let map: MobiusMap?
    /// How far the form was compared.
    let ladder: Ladder
    /// log10 of the expected number of accidental hits.
    let coincidence: Double
    /// The limit to the digits at which it was identified.
    let limit: EnclosedLimit

    /// The formula.
    var formula: Formula { Formula(left: fraction.expression, right: form) }

    /// Whether the closed form of a fraction whose value is `relation` of that of the representative has coefficients of at
    /// most `bound`; forms that are no Möbius maps have no such bound.
    func keeps(to bound: Integer, under relation: MobiusMap) -> Bool {
        guard let map else { return true }
        let image = relation.composed(with: map)
        return [image.a, image.b, image.c, image.d].allSatisfy { $0.magnitude <= bound }
    }

    /// The record of the formula.
    func conjecture(novelty: String, provenance: Provenance) -> Conjecture {
        let formula = formula
        return Conjecture(
            formula: formula.description, latex: formula.formatted(.latex), kind: "pcf", constants: constants,
            status: .agrees(digits: ladder.agreed), deltaEstimate: fraction.deltaEstimate(limit: limit.value),
            convergenceClass: limit.convergenceClass.name, digitsPerTerm: fraction.digitsPerTermEstimate,
            coincidence: coincidence, novelty: novelty, ladder: ladder.steps, provenance: provenance)
    }
}

extension PolynomialContinuedFraction {
    /// δ of one convergent, as an estimate of its limit.
    func deltaEstimate(limit: Ball) -> Double? {
        let depth = digitsPerTermEstimate.map { max(10, min(150, Int(150 / max($0, 0.1)))) } ?? 100
        return quality(atDepth: depth, limit: limit).map { ($0.delta.doubleEstimate * 1e4).rounded() / 1e4 }
    }
}
