import Arithmetic
import ContinuedFractions
import Expressions
import IntegerRelations

extension FormulaCatalog {
    /// The digits to which values are compared to guess the Möbius map between them.
    static let relationDigits = 80

    /// The entries, and members of families, whose fractions a coboundary links to `fraction`, of which `value` is the
    /// value; at most the first `limit` of them.
    ///
    /// The growth of b(n)/(a(n) a(n−1)) does not change under coboundaries, so only fractions with the same are looked at.
    /// An integer relation between 1, x, y, x y guesses the map between the two values; the coboundary that is found from
    /// it is an identity of polynomials.
    ///
    /// Cost: for each fraction of the same growth, a lattice reduction in dimension 4, and some milliseconds for those that are
    /// linked.
    func linkedRelatives(
        of fraction: PolynomialContinuedFraction, value: Expression, limit: Int, evaluator: Evaluator
    ) -> [Relative] {
        guard let value = FormulaCatalog.enclosure(value, evaluator) else { return [] }
        return linkedRelatives(of: fraction, enclosure: value, limit: limit, evaluator: evaluator)
    }

    /// The same, from an enclosure of the value, to at least `relationDigits` digits.
    func linkedRelatives(
        of fraction: PolynomialContinuedFraction, enclosure y: Ball, limit: Int, evaluator: Evaluator
    ) -> [Relative] {
        guard let growth = RatioGrowth(fraction) else { return [] }
        var found: [Relative] = []
        for source in candidates(growth, fraction) {
            guard found.count < limit else { break }
            guard let x = FormulaCatalog.enclosure(source.closedForm, evaluator),
                let map = FormulaCatalog.map(from: x, to: y),
                let link = FractionCoboundary.between(
                    source.form.end, fraction, map: map.composed(with: source.form.map.inverse))
            else { continue }
            let relation = FractionRelation(
                source: source.form.start, target: fraction, sourceSteps: source.form.steps, targetSteps: [],
                link: link, map: map)
            found.append(
                Relative(
                    entry: source.entry, specialization: source.specialization, closedForm: source.closedForm,
                    relation: relation))
        }
        return found
    }

    private struct Candidate {
        let entry: KnownFormula
        let specialization: (parameter: String, value: Rational)?
        let form: DeflatedForm
        let closedForm: Expression
    }

    /// What is known of this growth: entries, then members of families.
    private func candidates(_ growth: RatioGrowth, _ fraction: PolynomialContinuedFraction) -> [Candidate] {
        var result = index.forms(growing: growth).map { form in
            Candidate(entry: formulas[form.number], specialization: nil, form: form.form, closedForm: form.closedForm)
        }
        for family in families {
            for value in family.candidates(for: fraction) {
                let entry = family.entry(at: value)
                guard let known = IsolatedFraction(entry.formula), RatioGrowth(known.fraction) == growth else {
                    continue
                }
                result.append(
                    Candidate(
                        entry: entry, specialization: (family.parameter, value), form: DeflatedForm(known.fraction),
                        closedForm: known.closedForm))
            }
        }
        return result
    }

    private static func enclosure(_ term: Expression, _ evaluator: Evaluator) -> Ball? {
        guard let value = try? evaluator.evaluate(term, digits: relationDigits + 10).value, value.isReal else {
            return nil
        }
        return value.real
    }

    /// The Möbius map with small entries that takes x to y; nil when there is none, or x or y is rational.
    private static func map(from x: Ball, to y: Ball) -> MobiusMap? {
        let bits = Int(Double(relationDigits) * 3.32) - max(0, x.exponentOfMagnitude ?? 0, y.exponentOfMagnitude ?? 0)
        let product = x.multiplied(by: y, precision: bits + 64)
        guard bits > 100, let relation = IntegerRelation.find(among: [Ball(1), x, y, product], bits: bits),
            relation.coincidence <= IntegerRelation.acceptedCoincidence
        else { return nil }
        let c = relation.coefficients
        return MobiusMap(-c[1], -c[0], c[3], c[2])
    }
}

/// What coboundaries do not change of the growth of ρ(n) = b(n)/(a(n) a(n−1)) ~ C n^δ.
///
/// For δ ≤ 0 it is C. For δ > 0 the quotients of the two solutions grow like (−1)^n n^(1/√C) (δ = 2) and the exponent
/// may change by integers: if C = 1/r², it is r modulo 1 and signs, otherwise C.
struct RatioGrowth: Hashable, Sendable {
    let exponent: Int
    let factor: Rational

    /// The growth of a fraction; nil when a or b is 0.
    init?(_ fraction: PolynomialContinuedFraction) {
        guard let degreeA = fraction.a.degree, let degreeB = fraction.b.degree, let a = fraction.a.leadingCoefficient,
            let b = fraction.b.leadingCoefficient
        else { return nil }
        exponent = degreeB - 2 * degreeA
        if exponent > 0, let root = b.squareRootIfPerfect {
            let part = Rational(a, root) - Rational(Rational(a, root).floor)
            factor = min(part, 1 - part)
        } else {
            factor = Rational(b, a * a)
        }
    }
}

/// A fraction, perhaps contracted and deflated, with the steps that lead to it.
struct DeflatedForm: Sendable {
    let start: PolynomialContinuedFraction
    let steps: [FractionTransformation]
    let end: PolynomialContinuedFraction
    /// The value of `end` is `map` of the value of `start`.
    let map: MobiusMap

    /// The fraction itself.
    init(_ fraction: PolynomialContinuedFraction) {
        start = fraction
        steps = []
        end = fraction
        map = .identity
    }

    /// The contraction without common factors; nil when it cannot be deflated at any index from its first on.
    init?(_ form: ContractedForm) {
        let terms = form.canonical.terms
        let offset = Integer(max(0, -form.canonical.shift))
        let target = PolynomialContinuedFraction(a: terms.a.shifted(by: offset), b: terms.b.shifted(by: offset))
        guard let end = ContractedForm.all(of: target, largestPeriod: 1).first,
            let relation = FractionRelation.between(form, end),
            relation.targetSteps.isEmpty
        else { return nil }
        start = form.original
        steps = relation.sourceSteps
        self.end = target
        map = relation.map
    }
}
