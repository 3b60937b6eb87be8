import Arithmetic
import Conjectures
import ContinuedFractions
import Expressions

/// The ladder of a closed form for the limit of a continued fraction: compared again at ever more digits.
struct Ladder: Sendable {
    /// The steps, from the one that identified the limit upwards.
    private(set) var steps: [LadderStep]
    /// The limit to the digits of the last step that agreed, when it went beyond the first.
    private(set) var limit: EnclosedLimit?

    /// Climbs from `start` digits, where the form was found, to `digits`; stops where the sides part, or where one of
    /// them is not enclosed.
    ///
    /// Cost: a limit and a value of the form to `digits`.
    init(
        of fraction: PolynomialContinuedFraction, form: Expressions.Expression, from start: Int, to digits: Int,
        largestDepth: Int, evaluator: Evaluator
    ) {
        steps = [LadderStep(digits: start, agreed: start, outcome: .agrees)]
        guard let limit = try? fraction.limit(digits: digits, largestDepth: largestDepth),
            let value = try? evaluator.evaluate(form, digits: digits).value
        else {
            steps.append(LadderStep(digits: digits, agreed: 0, outcome: .undecided))
            return
        }
        guard value.isReal, value.real.overlaps(limit.value) else {
            steps.append(LadderStep(digits: digits, agreed: 0, outcome: .refuted))
            return
        }
        let agreed = min(digits, limit.value.provenDigits, value.real.provenDigits)
        steps.append(LadderStep(digits: digits, agreed: agreed, outcome: .agrees))
        self.limit = limit
    }

    /// Whether a step refuted the form.
    var isRefuted: Bool { steps.contains { $0.outcome == .refuted } }

    /// The digits of the highest step that agreed.
    var agreed: Int { steps.map(\.agreed).max() ?? 0 }
}
