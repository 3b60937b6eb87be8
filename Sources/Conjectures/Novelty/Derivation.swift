import Arithmetic
import ContinuedFractions
import Expressions

/// Why a formula follows from a known one. `check()` computes everything again.
public struct Derivation: Sendable {
    /// The known formula, for a family with the parameter put in.
    public let entry: KnownFormula
    /// The parameter and its value, when the entry is a family.
    public let specialization: (parameter: String, value: Rational)?
    /// The formula that follows.
    public let formula: Formula
    /// How the fraction of the entry is turned into the fraction of the formula.
    public let relation: FractionRelation
    /// Why the entry's closed form is the preimage of the formula's closed form under the relation's map.
    public let evidence: ClosedFormEvidence

    /// A derivation that is claimed; `check()` decides.
    public init(
        entry: KnownFormula, specialization: (parameter: String, value: Rational)?, formula: Formula,
        relation: FractionRelation, evidence: ClosedFormEvidence
    ) {
        self.entry = entry
        self.specialization = specialization
        self.formula = formula
        self.relation = relation
        self.evidence = evidence
    }

    /// The steps in words, the last one the comparison of the closed forms.
    public var steps: [String] {
        var steps: [String] = []
        if let (parameter, value) = specialization { steps.append("take \(parameter) = \(value)") }
        steps += relation.steps
        if let step = IsolatedFraction(formula)?.origin.step { steps.append("undo: \(step)") }
        if !relation.carriesLimit { steps.append("both fractions are compared to 50 digits") }
        if !relation.map.isIdentity { steps.append("the value x becomes \(relation.map)") }
        return steps + ["\(evidence)"]
    }

    /// Whether the formula is proved, given the entry: the closed forms are equal by more than digits, and the relation
    /// carries limits over.
    public var isProof: Bool {
        if case .agreement = evidence { return false }
        return relation.carriesLimit
    }

    /// Whether the relation is one of the values, and not only of the terms: proved, or seen by enclosures of the fraction
    /// and its closed form to 50 digits.
    func limitHolds(_ evaluator: Evaluator) -> Bool {
        relation.carriesLimit
            || (try? formula.verify(digits: 50, evaluator: evaluator).status) == .agrees(digits: 50)
    }

    /// Whether the derivation is right: both formulas are solved for their fractions, the steps lead from one to the
    /// other with the stated map, and the closed forms are equal by the stated evidence.
    ///
    /// The entry itself is taken as known: `FormulaCatalog` tells whether it is one.
    public func check(evaluator: Evaluator = .standard) -> Bool {
        guard let known = IsolatedFraction(entry.formula), let claimed = IsolatedFraction(formula),
            known.fraction == relation.source, claimed.fraction == relation.target, relation.check(),
            limitHolds(evaluator)
        else { return false }
        let preimage = Derivation.preimage(of: claimed.closedForm, under: relation.map)
        return evidence.check(known.closedForm, preimage, evaluator: evaluator)
    }

    /// The number that the map takes to `closedForm`, as one fraction. Comparing it with the entry's closed form, which has
    /// the form in which people write it, needs fewer rules than comparing the images.
    static func preimage(of closedForm: Expression, under map: MobiusMap) -> Expression {
        let preimage = map.inverse.applied(to: closedForm)
        return (try? preimage.cancelled().value) ?? preimage
    }
}

extension Derivation: CustomStringConvertible {
    /// `from ID: step; step; …`.
    public var description: String { "from \(entry.id): \(steps.joined(separator: "; "))" }
}
