import Arithmetic
import Conjectures
import ContinuedFractions
import Expressions
import IntegerRelations

/// The evaluation of the representative of a class: limit → rational and algebraic numbers set aside → closed forms in
/// the constants → ladder.
struct ClassEvaluation: Sendable {
    /// The depth to which a fraction is followed; one that needs more stays undecided.
    static let largestDepth = 20_000
    /// The further digits that confirm an identification.
    static let confirmingDigits = 200
    /// The bound on the coefficients of the closed form of a representative.
    static let largestHeight = 1_000_000

    /// The digits at which limits are identified.
    let digits: Int
    /// What limits are identified with. The height of a form is not bounded here but by its chance of coincidence:
    /// a member of the class may have a lower one than the representative.
    let identifier: MobiusIdentifier
    /// Whether limits that have no closed form are kept: where fractions have passed a screen.
    let keepsUnidentified: Bool
    let evaluator: Evaluator
    let clock: StageClock

    /// What is known of the class of `fraction`.
    func outcome(of fraction: PolynomialContinuedFraction) -> ClassOutcome {
        let limit: EnclosedLimit
        do throws(LimitError) {
            limit = try clock.measure(.limits) { () throws(LimitError) in
                try fraction.limit(digits: digits, largestDepth: ClassEvaluation.largestDepth)
            }
        } catch {
            if case .undecided = error { return .undecided }
            return .divergent
        }
        // A limit that is 0 to all its digits counts as rational.
        if limit.rational != nil || limit.value.containsZero { return .rational }
        return clock.measure(.identify) { identify(fraction, limit) }
    }

    private func identify(_ fraction: PolynomialContinuedFraction, _ limit: EnclosedLimit) -> ClassOutcome {
        for match in identifier.identify(limit.value, digits: digits) {
            switch match.kind {
            case .rational: return .rational
            case .algebraic: return .algebraic
            case .mobius(let constant, let alpha, let beta, let gamma, let delta):
                guard let form = match.expression else { continue }
                let ladder = Ladder(
                    of: fraction, form: form, from: digits, to: digits + ClassEvaluation.confirmingDigits,
                    largestDepth: EnclosureLimits.depth, evaluator: evaluator)
                if ladder.isRefuted { continue }
                let found = IdentifiedClass(
                    fraction: fraction, form: form, constants: [constant],
                    map: MobiusMap(beta, alpha, delta, gamma), ladder: ladder, coincidence: match.coincidence,
                    limit: ladder.limit ?? limit)
                return .identified(found)
            }
        }
        return .unidentified(keepsUnidentified ? UnidentifiedFraction(fraction, limit) : nil)
    }
}
