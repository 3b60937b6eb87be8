import Arithmetic
import ContinuedFractions
import Expressions

/// The value of a continued fraction by that of another: pcf(a, b) = μ(pcf(a*, b*)) with a Möbius map μ over Q, from
/// equivalence transformations, shifts, contractions and coboundaries (see `FractionRelation`).
public struct RelatedFraction: CertifiedEquation {
    /// The equation.
    public let equation: Formula
    /// The steps from one fraction to the other.
    public let relation: FractionRelation

    /// The theorem.
    public var theorem: String {
        relation.link == nil
            ? "transformations of continued fractions (Perron, Die Lehre von den Kettenbrüchen II, § 1)"
            : "a coboundary of the two recurrences"
    }

    /// The steps in words.
    public var steps: [String] { relation.steps + ["the value x becomes \(relation.map)"] }

    /// The equation of a term `pcf(…)` that the relation gives; nil when the term is not its target.
    public init?(_ term: Expression, relation: FractionRelation) {
        guard let right = RelatedFraction.image(of: term, relation) else { return nil }
        equation = Formula(left: term, right: right)
        self.relation = relation
    }

    private static func image(of term: Expression, _ relation: FractionRelation) -> Expression? {
        guard let (fraction, scale) = term.continuedFraction, fraction == relation.target else { return nil }
        let image = relation.map.applied(to: relation.source.expression)
        return scale.isOne ? image : image / Expression(Rational(scale))
    }

    /// Checks that the steps lead from one fraction to the other with this map, that they carry the limit over, and that
    /// both converge, which enclosures show.
    public func check() throws(CertificateError) {
        guard relation.check() else { throw CertificateError("the steps do not lead from one fraction to the other") }
        guard relation.carriesLimit else { throw CertificateError("the coboundary does not carry the limit over") }
        guard RelatedFraction.image(of: equation.left, relation) == equation.right else {
            throw CertificateError("the equation is not that of the steps")
        }
        try CertificateError.requireAgreement(equation, digits: 20)
    }
}

extension Expression {
    /// The fraction of a term `pcf(a, b)` or `pcf(a, b, k)` with integer coefficients, and the factor by which its value
    /// must be divided; nil for other terms.
    fileprivate var continuedFraction: (fraction: PolynomialContinuedFraction, scale: Integer)? {
        let parts = arguments
        guard head == .continuedFraction, parts.count >= 2 else { return nil }
        let name = parts.count > 2 ? parts[2].symbolName ?? "n" : "n"
        let n = Expression(symbol: "n")
        return try? PolynomialContinuedFraction.reading(
            a: parts[0].substituting(name, with: n), b: parts[1].substituting(name, with: n))
    }
}

extension FormulaCatalog {
    /// The catalog that comes with Apery; nil when its files cannot be read.
    public static let standard: FormulaCatalog? = try? FormulaCatalog()

    /// Closed forms of a continued fraction by those of related fractions: of its canonical form, and of the fractions of
    /// the catalog that transformations or, when `formula` states the value, a coboundary lead to.
    ///
    /// Cost: factorizations of polynomials, and for each fraction that is met the cost of `methods`.
    func relatedForms(
        of term: Expression, in formula: Formula, methods: [FormulaProver.Method], evaluator: Evaluator
    ) -> [ClosedForm] {
        guard let (fraction, _) = term.continuedFraction else { return [] }
        var relations: [FractionRelation] = []
        if let canonical = fraction.canonicalForm?.terms, canonical != fraction,
            let relation = FractionRelation.between(canonical, fraction, largestPeriod: 1)
        {
            relations.append(relation)
        }
        relations += relatives(of: fraction).map(\.relation)
        if let claimed = IsolatedFraction(formula), claimed.fraction == fraction {
            relations += linkedRelatives(
                of: fraction, value: claimed.closedForm, limit: 3, evaluator: evaluator
            ).map(\.relation)
        }
        var forms: [ClosedForm] = []
        var seen: [PolynomialContinuedFraction] = [fraction]
        for relation in relations where !seen.contains(relation.source) {
            seen.append(relation.source)
            guard relation.carriesLimit, let lemma = RelatedFraction(term, relation: relation) else { continue }
            for form in methods.flatMap({ $0(relation.source.expression, formula) }) {
                forms.append(
                    ClosedForm(
                        value: lemma.equation.right.replacing(relation.source.expression, with: form.value),
                        lemmas: [lemma] + form.lemmas))
            }
        }
        return forms
    }
}
